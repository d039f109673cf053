"""The runs of a paragraph of a Word file as pieces: text with its look, links, pointers, footnotes."""

import re
import string
from collections.abc import Iterator, Mapping
from urllib.parse import quote

from lxml import etree
from msgspec import Struct

from decisionforms.render.docx_layout import R
from decisionforms.render.docx_parts import W
from decisionforms.review.markup import UNSEEN, contents, is_on, kind_of, said_of
from decisionforms.review.pieces import Foreign, NewLine, NoteMark, Piece, Pointer, Words, settle
from decisionforms.review.styles import Look, look_of
from decisionforms.word.markup import child, local
from decisionforms.word.opening import WordFile

LINE_END = re.compile(r"[\r\n]+")
SIGNS = {"tab": "\t", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
REFERENCE = re.compile(r"\s*REF\s+(\S+)", re.IGNORECASE)
PAGE = re.compile(r"\s*(?:NUM|SECTION)?PAGES?\b", re.IGNORECASE)
LINK = re.compile(r'\s*HYPERLINK\s+(?:"([^"]*)")?(?:\s*\\l\s+"([^"]*)")?', re.IGNORECASE)
# What stands in an address as it is; all else is written with %.
ASCII = string.punctuation + string.ascii_letters + string.digits


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
    def is_worked_out(self) -> bool:
        """Whether Word works out what it shows, so that nobody wrote that."""
        return bool(self.pointer or PAGE.match(self.asks))

    @property
    def link(self) -> tuple[str, str]:
        """The address and the bookmark it leads to, each empty where there is none."""
        found = LINK.match(self.asks)
        return (found[1] or "", found[2] or "") if found else ("", "")


class Runs:
    """Reads the runs of one side of a file; `absent` is what that side does not have, `former` whether it is the older."""

    def __init__(
        self,
        file: WordFile,
        labels: Mapping[str, str],
        absent: frozenset[str],
        looks: Mapping[str, Look],
        *,
        former: bool,
    ) -> None:
        self._file, self._labels, self._absent, self._looks, self._former = file, labels, absent, looks, former
        self._links = file.links
        self._fields: list[_Field] = []

    def of(self, paragraph: etree._Element) -> tuple[Piece, ...]:
        """The pieces of a paragraph, as they come."""
        pieces = list(self._in(paragraph, ""))
        if open_ended := [field for field in self._fields if not field.shows or field.is_worked_out]:
            # Else it would hide all that follows.
            pieces.append(Foreign("a field that does not end"))
            self._fields = [field for field in self._fields if field not in open_ended]
        return tuple(pieces)

    def _in(self, parent: etree._Element, href: str) -> Iterator[Piece]:
        for element in contents(parent, self._absent):
            match local(element):
                case "r":
                    yield from self._run(element, href)
                case "hyperlink":
                    yield from self._in(element, self._leads_to(element))
                case "fldSimple":
                    yield from self._field(_Field(str(element.get(f"{{{W}}}instr"))), element, href)
                case name if name not in UNSEEN:
                    yield Foreign(kind_of(name))

    def _leads_to(self, link: etree._Element) -> str:
        return self._link(self._links.get(str(link.get(f"{{{R}}}id")), ""), str(link.get(f"{{{W}}}anchor") or ""))

    def _link(self, address: str, anchor: str) -> str:
        """Where a link leads; what follows # in an address may be kept apart, and its signs written in two ways."""
        if not address:
            return self._inside(anchor) if anchor else ""
        return quote(f"{address}#{anchor}" if anchor and "#" not in address else address, safe=ASCII)

    def _inside(self, bookmark: str) -> str:
        """Where a link to a bookmark leads: to the label of its paragraph."""
        return "#" + self._labels.get(bookmark, bookmark)

    def _field(self, field: _Field, element: etree._Element, href: str) -> Iterator[Piece]:
        if field.is_worked_out:
            yield self._worked_out(field)
        else:
            yield from self._in(element, self._link(*field.link) or href)

    def _run(self, run: etree._Element, href: str) -> Iterator[Piece]:
        said = said_of(self._properties(run))
        look, odd = look_of(said, self._looks), _oddity(said)
        for element in run:
            name = local(element)
            if name == "fldChar":
                yield from self._mark_of_field(str(element.get(f"{{{W}}}fldCharType")))
            elif name in {"instrText", "delInstrText"} and self._fields:
                self._fields[-1].asks += element.text or ""
            elif name and name not in UNSEEN and not self._is_within_field():
                piece = self._piece(element, name, look, self._href(href))
                yield Foreign(f"{odd}: “{piece.text}”") if odd and isinstance(piece, Words) else piece

    def _mark_of_field(self, kind: str) -> Iterator[Piece]:
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].shows = True
        elif kind == "end" and self._fields:
            field = self._fields.pop()
            if field.is_worked_out:
                yield self._worked_out(field)

    def _worked_out(self, field: _Field) -> Piece:
        return Pointer(self._labels.get(field.pointer, field.pointer)) if field.pointer else Foreign("number of a page")

    def _is_within_field(self) -> bool:
        """Whether what stands here is no text: what a field asks for, or a number that Word works out."""
        return any(not field.shows or field.is_worked_out for field in self._fields)

    def _href(self, href: str) -> str:
        led = next((field.link for field in reversed(self._fields) if any(field.link)), ("", ""))
        return self._link(*led) or href

    def _properties(self, run: etree._Element) -> etree._Element | None:
        properties = child(run, "rPr")
        if self._former and (changed := child(properties, "rPrChange")) is not None:
            return child(changed, "rPr")
        return properties

    def _piece(self, element: etree._Element, name: str, look: Look, href: str) -> Piece:
        match name:
            case "t" | "delText":
                kept = element.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
                text = LINE_END.sub(" ", element.text or "")
                return Words(text if kept else text.strip(" \t"), *look, href)
            case "br" | "cr":
                return NewLine() if element.get(f"{{{W}}}type") in {None, "textWrapping"} else Words("")
            case "footnoteReference":
                return self._note(str(element.get(f"{{{W}}}id")))
            case _ if name in SIGNS:
                return Words(SIGNS[name], *look, href)
        return Foreign(kind_of(name))

    def _note(self, key: str) -> Piece:
        found = self._file.notes.get(key)
        if found is None:
            return Foreign("footnote without a text")
        links, self._links = self._links, self._file.note_links
        texts = (settle(self.of(paragraph)) for paragraph in found.iter(f"{{{W}}}p"))
        mark = NoteMark(tuple(text for text in texts if text))
        self._links = links
        return mark


def _oddity(said: Mapping[str, str]) -> str:
    """What a decision can't say of words; left out, they would read otherwise."""
    if is_on(said, "strike") or is_on(said, "dstrike"):
        return "words struck out"
    if is_on(said, "vanish"):
        return "hidden words"
    return "raised or lowered signs" if said.get("vertAlign") in {"superscript", "subscript"} else ""
