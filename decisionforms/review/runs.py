"""The runs of a paragraph of a Word file as pieces: text with its look, links, pointers, footnotes."""

import re
from collections.abc import Iterator, Mapping

from lxml import etree
from msgspec import Struct

from decisionforms.render.docx_layout import R
from decisionforms.render.docx_parts import W
from decisionforms.review.pieces import Foreign, NewLine, NoteMark, Piece, Pointer, Words, settle
from decisionforms.review.word_file import WordFile

SIGNS = {"tab": "\t", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
# What stands in a run and shows nothing.
UNSEEN = {
    *("rPr", "footnoteRef", "lastRenderedPageBreak", "annotationRef", "commentReference", "separator"),
    *("continuationSeparator", "instrText", "delInstrText"),
}
WRAPPERS = {"ins", "del", "moveFrom", "moveTo", "smartTag", "customXml", "dir", "bdo"}
REFERENCE = re.compile(r"\s*REF\s+(\S+)", re.IGNORECASE)
LINK = re.compile(r'\s*HYPERLINK\s+(?:\\l\s+"([^"]*)"|"([^"]*)")', re.IGNORECASE)
OFF = {"0", "false", "off", "none"}


class _Field(Struct):
    """A field that is spread over runs: what it asks for, and whether its result has begun."""

    asks: str = ""
    shows: bool = False

    @property
    def pointer(self) -> str:
        """The bookmark whose number it shows."""
        found = REFERENCE.match(self.asks)
        return found[1] if found else ""

    @property
    def href(self) -> str:
        """Where it leads."""
        found = LINK.match(self.asks)
        return (f"#{found[1]}" if found[1] else found[2] or "") if found else ""


class Runs:
    """Reads the runs of one side of a file; `absent` is what that side does not have, `former` whether it is the older."""

    def __init__(self, file: WordFile, labels: Mapping[str, str], absent: frozenset[str], *, former: bool) -> None:
        self._file, self._labels, self._absent, self._former = file, labels, absent, former
        self._links = file.links
        self._fields: list[_Field] = []

    def of(self, paragraph: etree._Element) -> tuple[Piece, ...]:
        """The pieces of a paragraph, as they come."""
        return tuple(self._in(paragraph, ""))

    def _in(self, parent: etree._Element, href: str) -> Iterator[Piece]:
        for element in parent:
            if element.tag in self._absent:
                continue
            match str(element.tag).removeprefix(f"{{{W}}}"):
                case "r":
                    yield from self._run(element, href)
                case "hyperlink":
                    yield from self._in(element, self._leads_to(element))
                case "fldSimple":
                    yield from self._field(_Field(str(element.get(f"{{{W}}}instr"))), element, href)
                case "sdt":
                    yield from self._in(_content(element), href)
                case name if name in WRAPPERS:
                    yield from self._in(element, href)

    def _leads_to(self, link: etree._Element) -> str:
        anchor = link.get(f"{{{W}}}anchor")
        return self._inside(str(anchor)) if anchor else self._links.get(str(link.get(f"{{{R}}}id")), "")

    def _inside(self, bookmark: str) -> str:
        """Where a link to a bookmark leads: to the label of its paragraph."""
        return "#" + self._labels.get(bookmark, bookmark)

    def _field(self, field: _Field, element: etree._Element, href: str) -> Iterator[Piece]:
        if field.pointer:
            yield Pointer(self._labels.get(field.pointer, field.pointer))
        else:
            yield from self._in(element, field.href or href)

    def _run(self, run: etree._Element, href: str) -> Iterator[Piece]:
        look = None
        for element in run:
            name = str(element.tag).removeprefix(f"{{{W}}}")
            if name == "fldChar":
                yield from self._mark_of_field(str(element.get(f"{{{W}}}fldCharType")))
            elif name in {"instrText", "delInstrText"} and self._fields:
                self._fields[-1].asks += element.text or ""
            elif name not in UNSEEN and not self._is_within_field():
                look = look or self._look(run)
                yield self._piece(element, name, look, self._href(href))

    def _mark_of_field(self, kind: str) -> Iterator[Piece]:
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].shows = True
        elif kind == "end" and self._fields:
            field = self._fields.pop()
            if field.pointer:
                yield Pointer(self._labels.get(field.pointer, field.pointer))

    def _is_within_field(self) -> bool:
        """Whether what stands here is no text: what a field asks for, or a number that Word works out."""
        return any(not field.shows or field.pointer for field in self._fields)

    def _href(self, href: str) -> str:
        led = next((field.href for field in reversed(self._fields) if field.href), "")
        return (self._inside(led[1:]) if led.startswith("#") else led) or href

    def _look(self, run: etree._Element) -> tuple[bool, bool]:
        properties = run.find(f"{{{W}}}rPr")
        if self._former and properties is not None and (changed := properties.find(f"{{{W}}}rPrChange")) is not None:
            properties = changed.find(f"{{{W}}}rPr")
        return _is_on(properties, "b"), _is_on(properties, "i")

    def _piece(self, element: etree._Element, name: str, look: tuple[bool, bool], href: str) -> Piece:
        bold, italic = look
        match name:
            case "t" | "delText":
                kept = element.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
                text = element.text or ""
                return Words(text if kept else text.strip(" \t\r\n"), bold, italic, href)
            case "br" | "cr":
                return NewLine() if element.get(f"{{{W}}}type") in {None, "textWrapping"} else Words("")
            case "footnoteReference":
                return self._note(str(element.get(f"{{{W}}}id")))
            case _ if name in SIGNS:
                return Words(SIGNS[name], bold, italic, href)
        return Foreign(name.rpartition("}")[2])

    def _note(self, key: str) -> Piece:
        found = self._file.notes.get(key)
        if found is None:
            return Foreign("footnote without a text")
        links, self._links = self._links, self._file.note_links
        texts = (settle(self.of(paragraph)) for paragraph in found.iter(f"{{{W}}}p"))
        mark = NoteMark(tuple(text for text in texts if text))
        self._links = links
        return mark


def _content(control: etree._Element) -> etree._Element:
    found = control.find(f"{{{W}}}sdtContent")
    return control if found is None else found


def _is_on(properties: etree._Element | None, name: str) -> bool:
    found = properties.find(f"{{{W}}}{name}") if properties is not None else None
    return found is not None and found.get(f"{{{W}}}val", "1") not in OFF
