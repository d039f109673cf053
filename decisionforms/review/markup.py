"""The markup of Word files: what shows nothing, what only holds other things, and how to name the rest to a person."""

from collections.abc import Iterator, Mapping

from lxml import etree

from decisionforms.word.markup import VALUE, local

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


def said_of(properties: etree._Element | None) -> Mapping[str, str]:
    """What properties say, each by its name; that it holds, where they say no more."""
    return {local(one): one.get(VALUE, "1") for one in properties} if properties is not None else {}


def is_on(said: Mapping[str, str], name: str) -> bool:
    """Whether it is said that a property holds."""
    return said.get(name, "off") not in OFF
