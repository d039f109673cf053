"""A review copy: the form as a Word file that tracks what is done to it, with what `check` says as comments."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from lxml import etree
from msgspec import Struct

from decisionforms.diagnostics import Finding
from decisionforms.render.docx_layout import DECLARATION, DOCUMENT, R
from decisionforms.render.docx_parts import RELS, TYPES, WML, W
from decisionforms.render.package import member, pack, unpack
from decisionforms.review.envelope import PROPERTIES, PROPERTY, Envelope, enclosed
from decisionforms.review.printing import Printed

CHECK = "Check before review"
COMMENTS, SETTINGS = "word/comments.xml", "word/settings.xml"
ITEM, ITEM_PROPERTIES = "customXml/item1.xml", "customXml/itemProps1.xml"
# Named after what it holds, and the same in every copy.
ITEM_ID = "{6D0C2B5E-5A0E-4B6F-9B57-7A3C1D5E4F10}"
NO_RELATIONS = f'<Relationships xmlns="{RELS}"/>'.encode()
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
TRACKING: tuple[tuple[str, Mapping[str, str]], ...] = (
    ("trackRevisions", {}),
    ("doNotTrackMoves", {}),
    ("documentProtection", {"edit": "trackedChanges", "enforcement": "1"}),
)


class Remark(Struct, frozen=True):
    """A comment on the paragraph of this name; on the first of the form where it is empty."""

    name: str
    text: str


def remarks_of(findings: Iterable[Finding], printed: Printed) -> Iterator[Remark]:
    """What `check` says, each beside the paragraph it is about; what is about the facts stands beside the first."""
    decision, leaves = printed.decision, sorted(printed.leaves.values(), key=lambda leaf: leaf.first)
    sections = (*decision.parts.values(), *decision.sections.values())
    text_begins = min((section.span.line for section in sections), default=0)
    for finding in findings:
        line = finding.span.line
        near = next((leaf.name for leaf in leaves if leaf.last >= line), "") if line >= text_begins else ""
        yield Remark(near, f"{finding.problem} {finding.remedy} [{finding.rule}]")


def review_copy(printed: Printed, source: bytes, envelope: Envelope, remarks: Sequence[Remark]) -> bytes:
    """The bytes of the copy: the same for the same paper, remarks, reader and day."""
    parts = dict(unpack(printed.document))
    document = etree.fromstring(parts[DOCUMENT])
    parts[DOCUMENT] = _xml(_with_marks(document, remarks))
    parts[SETTINGS] = _xml(_tracked(etree.fromstring(parts[SETTINGS])))
    parts[COMMENTS] = _xml(_comments(remarks))
    parts[ITEM] = (DECLARATION + enclosed(source)).encode()
    parts[ITEM_PROPERTIES] = (
        f'{DECLARATION}<ds:datastoreItem xmlns:ds="{OFFICE}/customXml" ds:itemID="{ITEM_ID}"/>'.encode()
    )
    parts[PROPERTIES] = _property(envelope.written)
    _relate(parts, "customXml/_rels/item1.xml.rels", "rId1", f"{R}/customXmlProps", "itemProps1.xml")
    _relate(parts, "word/_rels/document.xml.rels", "comments", f"{R}/comments", "comments.xml")
    _relate(parts, "word/_rels/document.xml.rels", "source", f"{R}/customXml", "../customXml/item1.xml")
    _relate(parts, "_rels/.rels", "review", f"{R}/custom-properties", PROPERTIES)
    _describe(parts)
    return pack(member(name, data) for name, data in parts.items())


def _with_marks(document: etree._Element, remarks: Sequence[Remark]) -> etree._Element:
    """The document with the place of each comment marked."""
    paragraphs = list(document[0].iter(f"{{{W}}}p"))
    named = {
        str(mark.get(f"{{{W}}}name")): paragraph
        for paragraph in paragraphs
        for mark in paragraph.iter(f"{{{W}}}bookmarkStart")
    }
    for number, remark in enumerate(remarks):
        paragraph = named.get(remark.name, paragraphs[0])
        properties = paragraph.find(f"{{{W}}}pPr")
        paragraph.insert(0 if properties is None else 1, _element("commentRangeStart", id=str(number)))
        paragraph.append(_element("commentRangeEnd", id=str(number)))
        run = _element("r")
        run.append(_element("commentReference", id=str(number)))
        paragraph.append(run)
    return document


def _comments(remarks: Sequence[Remark]) -> etree._Element:
    root = etree.Element(f"{{{W}}}comments", nsmap={"w": W})
    for number, remark in enumerate(remarks):
        comment = _element("comment", id=str(number), author=CHECK, initials="C")
        run = _element("r")
        text = _element("t")
        text.text = remark.text
        run.append(text)
        paragraph = _element("p")
        paragraph.append(run)
        comment.append(paragraph)
        root.append(comment)
    return root


def _tracked(settings: etree._Element) -> etree._Element:
    """The settings with tracking on, and kept on without a password: it can be turned off, but not by a slip."""
    at = 1 if len(settings) and settings[0].tag == f"{{{W}}}zoom" else 0
    for offset, (name, attributes) in enumerate(TRACKING):
        settings.insert(at + offset, _element(name, **attributes))
    return settings


def _element(name: str, **attributes: str) -> etree._Element:
    return etree.Element(f"{{{W}}}{name}", {f"{{{W}}}{key}": value for key, value in attributes.items()})


def _property(text: str) -> bytes:
    own = f"{OFFICE}/custom-properties"
    return (
        f'{DECLARATION}<Properties xmlns="{own}" xmlns:vt="{OFFICE}/docPropsVTypes">'
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{PROPERTY}"><vt:lpwstr>{text}</vt:lpwstr></property></Properties>'
    ).encode()


def _relate(parts: dict[str, bytes], name: str, key: str, kind: str, target: str) -> None:
    """Let one part lead to another."""
    root = etree.fromstring(parts.get(name, NO_RELATIONS))
    one = etree.SubElement(root, f"{{{RELS}}}Relationship")
    for attribute, value in (("Id", key), ("Type", kind), ("Target", target)):
        one.set(attribute, value)
    parts[name] = _xml(root)


def _describe(parts: dict[str, bytes]) -> None:
    """Say of the added parts what they are."""
    root = etree.fromstring(parts["[Content_Types].xml"])
    for name, kind in (
        (COMMENTS, f"{WML}.comments+xml"),
        (ITEM_PROPERTIES, "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"),
        (PROPERTIES, "application/vnd.openxmlformats-officedocument.custom-properties+xml"),
    ):
        one = etree.SubElement(root, f"{{{TYPES}}}Override")
        one.set("PartName", f"/{name}")
        one.set("ContentType", kind)
    parts["[Content_Types].xml"] = _xml(root)


def _xml(root: etree._Element) -> bytes:
    return DECLARATION.encode() + etree.tostring(root, encoding="unicode").encode()
