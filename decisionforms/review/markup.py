"""The markup of Word files: what shows nothing, what only holds other things, and how to name the rest to a person."""

from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from decisionforms.render.docx_parts import W

UNSEEN = {
    *("pPr", "rPr", "tblPr", "tblGrid", "tblPrEx", "trPr", "tcPr", "sectPr", "sdtPr", "sdtEndPr"),
    *("bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd", "lastRenderedPageBreak"),
    *("commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef", "footnoteRef", "endnoteRef"),
    *("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
    *("customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart", "customXmlDelRangeEnd"),
    *("separator", "continuationSeparator", "instrText", "delInstrText"),
}
HOLDERS = {"ins", "del", "moveFrom", "moveTo", "smartTag", "customXml", "dir", "bdo", "sdt", "sdtContent"}
KINDS = {
    "drawing": "a picture",
    "pict": "a picture",
    "object": "an object of another program",
    "AlternateContent": "a picture or a text box",
    "altChunk": "another file",
    "oMath": "a formula",
    "oMathPara": "a formula",
    "sym": "a sign of a special font",
    "endnoteReference": "an endnote",
}
OFF = {"0", "false", "off", "none"}


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for what is none, such as a comment."""
    return _local(element.tag)


@lru_cache(maxsize=1024)
def _local(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def contents(parent: etree._Element, absent: frozenset[str]) -> Iterator[etree._Element]:
    """What stands in an element, within tracked changes and controls too; `absent` are elements that are not there."""
    for element in parent:
        name = local(element)
        if name in HOLDERS and element.tag not in absent:
            yield from contents(element, absent)
        elif name and element.tag not in absent:
            yield element


def kind_of(name: str) -> str:
    """What a person calls an element of this name."""
    return KINDS.get(name, f"something that only Word knows, {name}")


def is_on(properties: etree._Element | None, name: str) -> bool:
    """Whether a property is set."""
    found = properties.find(f"{{{W}}}{name}") if properties is not None else None
    return found is not None and found.get(f"{{{W}}}val", "1") not in OFF
