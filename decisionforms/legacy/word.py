"""A Word document as flattened text: numbers counted, rows of tables as lines with tabs, ticks as characters.

It comes from outside, so it is read strictly and with limits; what could run, or would be fetched, is refused.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from lxml import etree

from decisionforms.legacy.remarks import NotImportedError, Remarks, shortened
from decisionforms.legacy.stream import keys_of
from decisionforms.legacy.text import Flattened, flattened_lines
from decisionforms.legacy.word_text import Runs, W
from decisionforms.render.docx_layout import FOOTNOTES, NUMBERING
from decisionforms.render.package import BrokenPackageError
from decisionforms.word.markup import child, value
from decisionforms.word.numbering import Numbering
from decisionforms.word.opening import ENDNOTES, STYLES, ActiveFileError, WordFile, margins_of, open_word_file

NOTES = {"footnotes": FOOTNOTES, "endnotes": ENDNOTES}
CHANGES = {f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo")}
RESAVE = "Save it in Word as a Word document (.docx), and import that."


def flattened(data: bytes) -> Flattened:
    """The text of a Word document. Raises NotImportedError for one that can't be read safely."""
    try:
        file = open_word_file(data)
    except ActiveFileError as fault:
        raise NotImportedError(f"This Word document is not safe: {fault}. Copy its text into a new document, and import that.") from None  # fmt: skip
    except BrokenPackageError as fault:
        raise NotImportedError(f"This file can't be read: {fault}. {RESAVE}") from None
    if any(element.tag in CHANGES for element in file.body.iter()):
        raise NotImportedError("This Word document holds tracked changes. Accept or reject them all in Word, save it, and import that.")  # fmt: skip
    return _Flattener(file).flattened()


class _Flattener:
    """Flattens one document."""

    def __init__(self, file: WordFile) -> None:
        self.file = file
        self.numbering = Numbering(file.part(NUMBERING), file.part(STYLES))
        self.runs = Runs()

    def flattened(self) -> Flattened:
        """Its lines, and what can't be placed in them."""
        lines = flattened_lines("\n".join(self._blocks(self.file.body)))
        left_out = {"a footnote": tuple(self._notes()), "a text box": self.runs.boxes, "hidden text": self.runs.hidden}
        words = tuple(text for texts in left_out.values() for text in texts)
        return Flattened(lines, words, tuple(self._remarks(left_out)))

    def _blocks(self, element: etree._Element) -> Iterator[str]:
        """The lines of paragraphs and tables, with an empty line after each."""
        for one in element:
            if one.tag == f"{W}p":
                yield from (self._paragraph(one), "")
            elif one.tag == f"{W}tbl":
                yield from (*self._table(one), "")
            elif isinstance(one.tag, str) and not one.tag.endswith(("Pr", "sectPr")):
                yield from self._blocks(one)

    def _paragraph(self, paragraph: etree._Element) -> str:
        """Its mark and its words on one line."""
        point = self.numbering.next(child(paragraph, "pPr"), value(paragraph, "pPr/pStyle") or "")
        mark, text = self.numbering.mark(point) if point else "", " ".join(self.runs.text(paragraph).split())
        return f"{mark} {text}" if mark and text else text

    def _table(self, table: etree._Element) -> Iterator[str]:
        """Each row as one line with tabs, or as several where its cells have several paragraphs."""
        for row in _within(table, "tr", "tbl"):
            cells = [[self._paragraph(one) for one in _paragraphs(cell)] for cell in _within(row, "tc", "tr")]
            for line in zip_longest(*cells, fillvalue=""):
                yield "\t".join(line)

    def _notes(self) -> Iterator[str]:
        for kind, number in (note.split() for note in self.runs.notes):
            for one in self.file.trees.get(NOTES[kind], ()):
                if one.get(f"{W}id") == number:
                    yield " ".join(Runs().text(one).split())

    def _margins(self) -> Iterator[str]:
        """What stands at the head and foot of the pages, each text once."""
        roots = (root for kind in ("header", "footer") for root in margins_of(self.file, kind))
        texts = (" ".join(Runs().text(one).split()) for root in roots for one in root.iter(f"{W}p"))
        return iter(dict.fromkeys(text for text in texts if keys_of(text)))

    def _remarks(self, left_out: Mapping[str, Sequence[str]]) -> Remarks:
        remarks = Remarks()
        for kind, texts in left_out.items():
            for text in texts:
                remarks.ask(1, f"{kind} was left out: “{shortened(text)}”")
        for text in self._margins():
            remarks.leave_out(1, text)
        if self.runs.pictures:
            remarks.ask(1, f"pictures were left out: {self.runs.pictures}")
        return remarks


def _within(element: etree._Element, name: str, parent: str) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row, without those of tables in its cells."""
    for one in element.iter(f"{W}{name}"):
        if next(one.iterancestors(f"{W}{parent}")) is element:
            yield one


def _paragraphs(cell: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs of a cell, those of tables in it too, without those in boxes."""
    for one in cell.iter(f"{W}p"):
        if next(one.iterancestors(f"{W}txbxContent", f"{W}tc"), cell).tag == f"{W}tc":
            yield one
