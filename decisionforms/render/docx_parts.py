"""The parts of a Word template that may reach a reader, cleaned of everything its editors left in them."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, cast

from lxml import etree

from decisionforms.errors import FormError
from decisionforms.render.docx_layout import R
from decisionforms.render.package import BrokenPackageError, unpack

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
WML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
# Every part that may be kept, with the kind of its content and of the relationship that leads to it.
KEPT = (
    (r"word/document\.xml", f"{WML}.document.main+xml", ""),
    (r"word/styles\.xml", f"{WML}.styles+xml", f"{R}/styles"),
    (r"word/numbering\.xml", f"{WML}.numbering+xml", f"{R}/numbering"),
    (r"word/settings\.xml", f"{WML}.settings+xml", f"{R}/settings"),
    (r"word/fontTable\.xml", f"{WML}.fontTable+xml", f"{R}/fontTable"),
    (r"word/footnotes\.xml", f"{WML}.footnotes+xml", f"{R}/footnotes"),
    (r"word/theme/theme\d+\.xml", "application/vnd.openxmlformats-officedocument.theme+xml", f"{R}/theme"),
    (r"word/header\d+\.xml", f"{WML}.header+xml", f"{R}/header"),
    (r"word/footer\d+\.xml", f"{WML}.footer+xml", f"{R}/footer"),
)
NEEDED = ("word/document.xml", "word/styles.xml", "word/numbering.xml", "word/settings.xml", "word/footnotes.xml")
REFERENCES = {f"{{{W}}}headerReference", f"{{{W}}}footerReference"}
FOREIGN_FIELD = re.compile(r"\b(DDE|DDEAUTO|INCLUDE\w*|LINK|RD|DATABASE|HYPERLINK|IMPORT)\b", re.IGNORECASE)
KEPT_SETTINGS = {
    "zoom",
    "evenAndOddHeaders",
    "defaultTabStop",
    "characterSpacingControl",
    "footnotePr",
    "compat",
    "themeFontLang",
    "clrSchemeMapping",
    "decimalSymbol",
    "listSeparator",
}
LEFTOVERS = {
    "rsid",
    "rsids",
    "proofErr",
    "lastRenderedPageBreak",
    "permStart",
    "permEnd",
    "bookmarkStart",
    "bookmarkEnd",
    "attachedTemplate",
}
REVISIONS = {
    "ins",
    "del",
    "moveFrom",
    "moveTo",
    "rPrChange",
    "pPrChange",
    "sectPrChange",
    "tblPrChange",
    "trPrChange",
    "tcPrChange",
    "cellIns",
    "cellDel",
    "numberingChange",
}
COMMENTS = {"commentRangeStart", "commentRangeEnd", "commentReference"}


def clean_parts(data: bytes) -> dict[str, etree._Element]:
    """The parts of a template that are kept, cleaned. Raises FormError for what must be mended in Word first."""
    try:
        package = unpack(data)
    except BrokenPackageError as fault:
        raise FormError(
            f"form.docx can't be opened: {fault}. Save it again in Word, or put back the last template that worked."
        ) from None
    roots = {name: parse(name, content) for name, content in package.items() if content_type(name)}
    for name in NEEDED:
        if name not in roots:
            raise FormError(
                f"form.docx has no {name}; save it again in Word, or put back the last template that worked."
            )
    _keep_settings(roots["word/settings.xml"])
    for name, root in roots.items():
        _clean(root)
        for problem in unwanted(name, root):
            raise FormError(f"form.docx: {problem}")
    return roots


def parse(name: str, content: bytes) -> etree._Element:
    """A part of a template as XML. Raises FormError."""
    try:
        return strictly(name, content)
    except BrokenPackageError as fault:
        raise FormError(
            f"form.docx: {fault}; save the template again in Word, or put back the last template that worked."
        ) from None


def strictly(name: str, content: bytes) -> etree._Element:
    """A part as XML, read strictly and without looking anything up. Raises BrokenPackageError."""
    try:
        root = etree.fromstring(
            content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        )
    except etree.XMLSyntaxError as fault:
        raise BrokenPackageError(f"{name} is not well-formed ({fault})") from None
    if str(cast("Any", root.getroottree().docinfo).doctype):
        raise BrokenPackageError(f"{name} declares a document type, which no Word document does")
    return root


def content_type(name: str) -> str:
    """The kind of content of a part that may be kept; empty for any other part."""
    return next((kind for pattern, kind, _ in KEPT if re.fullmatch(pattern, name)), "")


def relation_type(name: str) -> str:
    """The kind of relationship that leads from the document to a part."""
    return next((relation for pattern, _, relation in KEPT if re.fullmatch(pattern, name)), "")


def unwanted(name: str, root: etree._Element) -> Iterator[str]:
    """What an editor left in a part that only an editor can take out, each as a sentence."""
    found = {
        etree.QName(element).localname
        for element in root.iter()
        if isinstance(element.tag, str) and etree.QName(element).namespace == W
    }
    if found & REVISIONS:
        yield f"{name} holds tracked changes; accept or reject them all in Word, and turn tracking off."
    if found & COMMENTS:
        yield f"{name} holds comments; delete them all in Word."
    if "vanish" in found:
        yield f"{name} holds hidden text; show it in Word (¶) and delete it."
    if found & {"drawing", "pict", "object"}:
        yield f"{name} holds a picture or an object; only text, tables and fields may stand in the template."
    if found & {"footnoteReference", "endnoteReference"}:
        yield f"{name} holds a footnote; only decisions have footnotes, so move its words into form.toml."
    if found & {"hyperlink", "altChunk", "subDoc"} or any(_leads_elsewhere(element) for element in root.iter()):
        yield f"{name} holds a link, an embedded font or another file; only text, tables and fields may stand in the template."
    if any(FOREIGN_FIELD.search(str(element.text or "")) for element in root.iter(f"{{{W}}}instrText")):
        yield f"{name} holds a field that fetches something from outside; remove it in Word."
    if "sdt" in found:
        yield f"{name} holds a content control; remove it in Word (Developer, Remove Content Control)."


def _clean(root: etree._Element) -> None:
    """Take out revision ids and the marks that editing leaves behind."""
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            _remove(element)
            continue
        if etree.QName(element).localname in LEFTOVERS:
            _remove(element)
        for name in [
            name for name in element.attrib if "rsid" in str(name) or str(name).endswith(("}paraId", "}textId"))
        ]:
            del element.attrib[name]


def _leads_elsewhere(element: etree._Element) -> bool:
    """Whether an element refers to another part, as only headers and footers may."""
    refers = any(str(name).startswith(f"{{{R}}}") for name in element.attrib)
    return refers and str(element.tag) not in REFERENCES


def _remove(element: etree._Element) -> None:
    """Take an element out, but never the text that follows it."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _keep_settings(settings: etree._Element) -> None:
    for element in list(settings):
        if etree.QName(element).localname not in KEPT_SETTINGS:
            settings.remove(element)


def relations_of(package: Mapping[str, bytes]) -> dict[str, str]:
    """The names of parts by the id under which the document refers to them."""
    rels = package.get("word/_rels/document.xml.rels", b"")
    if not rels:
        return {}
    return {
        str(one.get("Id")): f"word/{str(one.get('Target')).removeprefix('/word/')}"
        for one in parse("word/_rels/document.xml.rels", rels)
    }
