"""The words of a Word document as Word shows them: the text, and the numbers that Word counts by itself.

It knows nothing of how the documents are written. What it does not know, it refuses: nothing is passed over.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
LEFT_OUT = "Marking"
SIGNS = {"tab": "\t", "br": " ", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
NO_TEXT = {"pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "bookmarkEnd", "footnoteRef"}
POINTER = re.compile(r"\s*REF (\S+) \\r \\h\s*")
ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


class UnknownMarkupError(ValueError):
    """The document holds something this reader can't read."""


@dataclass(frozen=True)
class Line:
    """One paragraph: the id of its style, the number Word counts for it (none for bullets), and its text."""

    style: str
    number: str
    text: str


@dataclass
class WordText:
    """What a document says; `pointers` are (bookmark, words shown), `bookmarks` the numbers of what they mark."""

    lines: list[Line] = field(default_factory=list)
    notes: list[list[str]] = field(default_factory=list)
    pointers: list[tuple[str, str]] = field(default_factory=list)
    bookmarks: dict[str, str] = field(default_factory=dict)

    @property
    def words(self) -> list[str]:
        return " ".join(f"{line.number} {line.text}" for line in self.lines if line.style != LEFT_OUT).split()


def read_docx(data: bytes) -> WordText:
    """What the document says from its letterhead to its last signature, and its notes as they are referred to."""
    parts = parts_of(data)
    reader = _Reader(Numbers(parts["word/numbering.xml"], parts["word/styles.xml"]), parts["word/footnotes.xml"])
    for paragraph in _paragraphs(parts["word/document.xml"][0]):
        reader.read(paragraph)
    return reader.found


def parts_of(data: bytes) -> dict[str, etree._Element]:
    """Every part by name, parsed strictly; text stands nowhere but in runs."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: parse(package.read(name)) for name in package.namelist()}
    for name in ("word/document.xml", "word/footnotes.xml"):
        for element in parts[name].iter():
            stray = (element.tail or "") + ("" if element.tag in {f"{W}t", f"{W}instrText"} else element.text or "")
            if stray.strip():
                raise UnknownMarkupError(f"{name}: “{stray}” stands outside the runs")
    return parts


def parse(data: bytes) -> etree._Element:
    """A part as XML: no repairs, no entities, nothing looked up."""
    return etree.fromstring(data, etree.XMLParser(recover=False, resolve_entities=False, no_network=True))


def local(element: etree._Element) -> str:
    """The name of a WordprocessingML element without its namespace."""
    if not str(element.tag).startswith(W):
        raise UnknownMarkupError(f"{element.tag} is not WordprocessingML")
    return str(element.tag).removeprefix(W)


def value(element: etree._Element | None, path: str) -> str | None:
    """The `w:val` of what stands at this path below an element, such as "pPr/pStyle"."""
    found = element.find("/".join(W + step for step in path.split("/"))) if element is not None else None
    return None if found is None else str(found.get(f"{W}val"))


def _paragraphs(body: etree._Element) -> Iterator[etree._Element]:
    for element in body:
        match local(element):
            case "p":
                yield element
            case "tbl" | "tr" | "tc":
                yield from _paragraphs(element)
            case other if other not in NO_TEXT:
                raise UnknownMarkupError(f"<w:{other}> stands between paragraphs")


class _Reader:
    def __init__(self, numbers: "Numbers", footnotes: etree._Element) -> None:
        self.numbers = numbers
        self.footnotes = {str(note.get(f"{W}id")): note for note in footnotes}
        self.found = WordText()

    def read(self, paragraph: etree._Element) -> None:
        number = self.numbers.number_of(paragraph)
        for mark in paragraph.iter(f"{W}bookmarkStart"):
            self.found.bookmarks[str(mark.get(f"{W}name"))] = number
        text = self._text(paragraph)
        self.found.lines.append(Line(value(paragraph, "pPr/pStyle") or "", number, text))

    def _text(self, element: etree._Element) -> str:
        return "".join(self._piece(child) for child in element)

    def _piece(self, element: etree._Element) -> str:
        match local(element):
            case "r" | "hyperlink":
                return self._text(element)
            case "t":
                kept = element.get(XML_SPACE) == "preserve"
                return element.text or "" if kept else (element.text or "").strip(" \t\n")
            case "fldSimple":
                return self._pointer(element)
            case "footnoteReference":
                note = self.footnotes[str(element.get(f"{W}id"))]
                self.found.notes.append(" ".join(self._text(paragraph) for paragraph in note).split())
                return ""
            case "bookmarkStart":
                return ""
            case other if other in SIGNS:
                return SIGNS[other]
            case other if other in NO_TEXT:
                return ""
            case other:
                raise UnknownMarkupError(f"<w:{other}> stands in a paragraph")

    def _pointer(self, pointer: etree._Element) -> str:
        asked = POINTER.fullmatch(str(pointer.get(f"{W}instr")))
        if asked is None:
            raise UnknownMarkupError(f"the field “{pointer.get(f'{W}instr')}” is no pointer")
        shown = self._text(pointer)
        self.found.pointers.append((asked[1], shown))
        return shown


class Numbers:
    """Counts as Word does (ECMA-376, 17.9): lists that share a definition count together, unless told to start anew."""

    def __init__(self, numbering: etree._Element, styles: etree._Element) -> None:
        self.styles = {str(style.get(f"{W}styleId")): style for style in styles.iter(f"{W}style")}
        self.definitions = {str(one.get(f"{W}abstractNumId")): one for one in numbering.iter(f"{W}abstractNum")}
        self.lists = {str(one.get(f"{W}numId")): one for one in numbering.iter(f"{W}num")}
        self.counts: dict[str, dict[int, int]] = {key: {} for key in self.definitions}
        self.begun: set[tuple[str, int]] = set()

    def number_of(self, paragraph: etree._Element) -> str:
        """The number of the next paragraph of the document; empty if it has none, or a bullet."""
        key, level = self._place_of(paragraph)
        if key in {None, "0"}:
            return ""
        number = self.lists[str(key)]
        definition = str(value(number, "abstractNumId"))
        self._count(number, definition, level)
        return self._written(definition, level)

    def _place_of(self, paragraph: etree._Element) -> tuple[str | None, int]:
        """The list of a paragraph and its level in it: its own, or those of its style."""
        key, level = value(paragraph, "pPr/numPr/numId"), value(paragraph, "pPr/numPr/ilvl")
        style: str | None = value(paragraph, "pPr/pStyle")
        while style and key is None:
            key = value(self.styles[style], "pPr/numPr/numId")
            if key is not None and level is None:
                level = self._level_tied_to(style, key) or value(self.styles[style], "pPr/numPr/ilvl")
            style = value(self.styles[style], "basedOn")
        return key, int(level or 0)

    def _level_tied_to(self, style: str, key: str) -> str | None:
        for level in self.definitions[str(value(self.lists[key], "abstractNumId"))].iter(f"{W}lvl"):
            if value(level, "pStyle") == style:
                return str(level.get(f"{W}ilvl"))
        return None

    def _count(self, number: etree._Element, definition: str, level: int) -> None:
        counts, once = self.counts[definition], (str(number.get(f"{W}numId")), level)
        anew = self._start_given(number, level) if once not in self.begun else None
        self.begun.add(once)
        if anew is not None:
            counts[level] = anew
        elif level in counts:
            counts[level] += 1
        else:
            counts[level] = self._start(definition, level)
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]

    def _start_given(self, number: etree._Element, level: int) -> int | None:
        for override in number.findall(f"{W}lvlOverride"):
            start = value(override, "startOverride")
            if override.get(f"{W}ilvl") == str(level) and start is not None:
                return int(start)
        return None

    def _start(self, definition: str, level: int) -> int:
        return int(value(self._level(definition, level), "start") or 0)

    def _level(self, definition: str, level: int) -> etree._Element:
        for one in self.definitions[definition].iter(f"{W}lvl"):
            if one.get(f"{W}ilvl") == str(level):
                return one
        raise UnknownMarkupError(f"the list {definition} has no level {level}")

    def _written(self, definition: str, level: int) -> str:
        if value(self._level(definition, level), "numFmt") == "bullet":
            return ""

        def counted(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            count = self.counts[definition].get(place, self._start(definition, place))
            return in_format(count, str(value(self._level(definition, place), "numFmt")))

        return re.sub(r"%(\d)", counted, str(value(self._level(definition, level), "lvlText")))


def in_format(count: int, form: str) -> str:
    """A number in one of Word's formats (ECMA-376, 17.18.59)."""
    match form:
        case "decimal":
            return str(count)
        case "lowerLetter":
            return "abcdefghijklmnopqrstuvwxyz"[(count - 1) % 26] * ((count + 25) // 26)
        case "upperLetter":
            return in_format(count, "lowerLetter").upper()
        case "lowerRoman":
            digits = ""
            for worth, digit in ROMAN:
                digits += digit * (count // worth)
                count %= worth
            return digits
    raise UnknownMarkupError(f"the number format {form}")
