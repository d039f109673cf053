"""What a reader sees of a Word document, sign by sign: read without anything that takes edits back."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree
from reading_back.docx_text import POINTER, SIGNS, XML_SPACE, Numbers, W, parts_of, value

LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
SPACES = " \t"
# What the form prints by itself: where nothing is written, and whether the text bears a statement out.
BLANK = {"To be written", "Nothing is printed here in the published form.", "Yes ✓", "Not confirmed"}
Sign = tuple[str, bool, bool, str]


@dataclass(frozen=True)
class Seen:
    """A paragraph: style, number, cell, and each sign with its look; a footnote is a sign, and so is a pointer."""

    style: str
    number: str
    cell: tuple[int, int, int] | None
    signs: tuple[Sign, ...]

    @property
    def words(self) -> str:
        """Its text."""
        return "".join(sign for sign, *_ in self.signs)


def seen_in(data: bytes) -> list[Seen]:
    """The paragraphs of which something is seen, and all cells."""
    return [
        one
        for one in _Eye(data).paragraphs()
        if (one.signs or one.cell) and one.words not in BLANK and one.style != "Marking"
    ]


class _Eye:
    def __init__(self, data: bytes) -> None:
        self.parts = parts_of(data)
        self.body = self.parts["word/document.xml"][0]
        self.numbers = Numbers(self.parts["word/numbering.xml"], self.parts["word/styles.xml"])
        self.notes = {str(note.get(f"{W}id")): note for note in self.parts["word/footnotes.xml"]}
        self.links, self.marked = self._links("document"), dict[str, str]()
        paragraphs = list(self.body.iter(f"{W}p"))
        # A paragraph of which nothing is seen is not there, and has no number.
        seen = [one for one in paragraphs if self._is_seen(one)]
        self.counted = {id(paragraph): self.numbers.number_of(paragraph) for paragraph in seen}
        self.marked = {
            str(mark.get(f"{W}name")): self.counted.get(id(paragraph), "")
            for paragraph in paragraphs
            for mark in paragraph.iter(f"{W}bookmarkStart")
        }
        self.kept = paragraphs  # so that none of them loses its id

    def _is_seen(self, paragraph: etree._Element) -> bool:
        return bool(_trimmed(list(self._signs(paragraph, {}))))

    def _links(self, part: str) -> dict[str, str]:
        found = self.parts.get(f"word/_rels/{part}.xml.rels", ())
        return {str(one.get("Id")): str(one.get("Target")) for one in found}

    def paragraphs(self) -> Iterator[Seen]:
        tables = list(self.body.iter(f"{W}tbl"))
        for paragraph in self.kept:
            cell = next(paragraph.iterancestors(f"{W}tc"), None)
            place, is_heading = None, False
            if cell is not None:
                row = next(cell.iterancestors(f"{W}tr"))
                table = next(row.iterancestors(f"{W}tbl"))
                is_heading = row.find(f"{W}trPr/{W}tblHeader") is not None
                rows, cells = table.findall(f"{W}tr"), row.findall(f"{W}tc")
                place = (tables.index(table), rows.index(row), cells.index(cell))
            signs = _trimmed(list(self._signs(paragraph, self.links)))
            if is_heading:
                signs = tuple((sign, False, italic, href) for sign, _, italic, href in signs)
            yield Seen(value(paragraph, "pPr/pStyle") or "", self.counted.get(id(paragraph), ""), place, signs)

    def _signs(self, parent: etree._Element, links: dict[str, str], href: str = "") -> Iterator[Sign]:
        for element in parent:
            match str(element.tag).removeprefix(W):
                case "r":
                    yield from self._run(element, href)
                case "hyperlink":
                    anchor = str(element.get(f"{W}anchor") or "")
                    inside = "#" + self.marked.get(anchor, anchor)
                    yield from self._signs(element, links, links.get(str(element.get(LINK)), inside))
                case "fldSimple":
                    asked = POINTER.fullmatch(str(element.get(f"{W}instr")))
                    assert asked
                    yield (f"<{self.marked.get(asked[1])}>", False, False, "")

    def _run(self, run: etree._Element, href: str) -> Iterator[Sign]:
        bold, italic = (run.find(f"{W}rPr/{W}{name}") is not None for name in "bi")
        for element in run:
            match str(element.tag).removeprefix(W):
                case "t":
                    kept = element.get(XML_SPACE) == "preserve"
                    text = element.text or "" if kept else (element.text or "").strip(SPACES)
                    yield from ((sign, *(_look(sign, bold, italic, href))) for sign in text)
                case "br":
                    yield ("<new line>", False, False, "")
                case "footnoteReference":
                    yield (self._note(self.notes[str(element.get(f"{W}id"))]), False, False, "")
                case name if name in SIGNS:
                    yield (SIGNS[name], *_look(SIGNS[name], bold, italic, href))

    def _note(self, note: etree._Element) -> str:
        links = self._links("footnotes")
        return "<note " + " / ".join(str(_trimmed(list(self._signs(one, links)))) for one in note) + ">"


def _look(sign: str, bold: bool, italic: bool, href: str) -> tuple[bool, bool, str]:  # noqa: FBT001 - what a run has
    """How a sign looks; of a space that is not to be seen."""
    return (False, False, "") if sign in SPACES else (bold, italic, href)


def _trimmed(signs: list[Sign]) -> tuple[Sign, ...]:
    while signs and signs[0][0] in SPACES:
        del signs[0]
    while signs and signs[-1][0] in SPACES:
        del signs[-1]
    return tuple(signs)
