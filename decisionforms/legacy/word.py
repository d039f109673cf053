"""A Word document as flattened text: numbers counted, rows of tables as lines with tabs, ticks as characters.

It comes from outside, so it is read strictly and with limits; what could run, or would be fetched, is refused.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from lxml import etree

from decisionforms.legacy.remarks import NotImportedError, Remarks, shortened
from decisionforms.legacy.text import Flattened, flattened_lines
from decisionforms.legacy.word_numbers import Numbers, W
from decisionforms.legacy.word_text import Runs
from decisionforms.render.docx_parts import strictly
from decisionforms.render.package import BrokenPackageError, unpack

DOCUMENT = "word/document.xml"
NOTES = {"footnotes": "word/footnotes.xml", "endnotes": "word/endnotes.xml"}
READ = {DOCUMENT, "word/numbering.xml", "word/styles.xml", *NOTES.values()}
# What runs, or is shown by another program, by the beginning of its name.
ACTIVE = ("word/vbaProject", "word/vbaData", "word/activeX", "word/embeddings", "customUI")
CHANGES = {f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo")}
RESAVE = "Save it in Word as a Word document (.docx), and import that."


def flattened(data: bytes) -> Flattened:
    """The text of a Word document. Raises NotImportedError for one that can't be read safely."""
    try:
        package = unpack(data)
        _refuse_foreign(package)
        roots = {name: strictly(name, package[name]) for name in package if name in READ or name.endswith(".rels")}
    except BrokenPackageError as fault:
        raise NotImportedError(f"This Word document can't be read: {fault}. {RESAVE}") from None
    _refuse_outside(roots)
    body = roots[DOCUMENT].find(f"{W}body")
    if body is None:
        raise NotImportedError(f"This Word document is of a kind that is not known here. {RESAVE}")
    if any(element.tag in CHANGES for element in body.iter()):
        raise NotImportedError("This Word document holds tracked changes. Accept or reject them all in Word, save it, and import that.")  # fmt: skip
    return _Flattener(roots).flattened(body)


def _refuse_foreign(package: Mapping[str, bytes]) -> None:
    if DOCUMENT not in package:
        raise NotImportedError(f"This is a packed file, but no Word document. {RESAVE}")
    active = [name for name in package if name.startswith(ACTIVE)]
    if active or b"macroEnabled" in package.get("[Content_Types].xml", b""):
        raise NotImportedError("This Word document holds macros, or files of other programs. Copy its text into a new document, and import that.")  # fmt: skip


def _refuse_outside(roots: Mapping[str, etree._Element]) -> None:
    """Refuse what Word would fetch on opening; where a link leads is only looked up by whoever follows it."""
    relations = (one for name, root in roots.items() if name.endswith(".rels") for one in root)
    for one in relations:
        kind = str(one.get("Type")).rpartition("/")[2]
        if str(one.get("TargetMode")).lower() == "external" and kind != "hyperlink":
            raise NotImportedError(f"This Word document fetches something from outside: “{shortened(str(one.get('Target')))}” ({kind}). Copy its text into a new document, and import that.")  # fmt: skip


class _Flattener:
    """Flattens one document."""

    def __init__(self, roots: Mapping[str, etree._Element]) -> None:
        self.roots = roots
        self.numbers = Numbers(roots)
        self.runs = Runs()

    def flattened(self, body: etree._Element) -> Flattened:
        """Its lines, and what can't be placed in them."""
        lines = flattened_lines("\n".join(self._blocks(body)))
        left_out = {"a footnote": tuple(self._notes()), "a text box": self.runs.boxes, "hidden text": self.runs.hidden}
        words = tuple(text for texts in left_out.values() for text in texts)
        return Flattened(lines, words, tuple(self._remarks(left_out)))

    def _blocks(self, element: etree._Element) -> Iterator[str]:
        """The lines of paragraphs and tables, with an empty line after each."""
        for child in element:
            if child.tag == f"{W}p":
                yield from (self._paragraph(child), "")
            elif child.tag == f"{W}tbl":
                yield from (*self._table(child), "")
            elif isinstance(child.tag, str) and not child.tag.endswith(("Pr", "sectPr")):
                yield from self._blocks(child)

    def _paragraph(self, paragraph: etree._Element) -> str:
        """Its mark and its words on one line."""
        mark, text = self.numbers.mark_of(paragraph), " ".join(self.runs.text(paragraph).split())
        return f"{mark} {text}" if mark and text else text

    def _table(self, table: etree._Element) -> Iterator[str]:
        """Each row as one line with tabs, or as several where its cells have several paragraphs."""
        for row in _within(table, "tr", "tbl"):
            cells = [[self._paragraph(one) for one in _paragraphs(cell)] for cell in _within(row, "tc", "tr")]
            for line in zip_longest(*cells, fillvalue=""):
                yield "\t".join(line)

    def _notes(self) -> Iterator[str]:
        for kind, number in (note.split() for note in self.runs.notes):
            for one in self.roots.get(NOTES[kind], ()):
                if one.get(f"{W}id") == number:
                    yield " ".join(Runs().text(one).split())

    def _remarks(self, left_out: Mapping[str, Sequence[str]]) -> Remarks:
        remarks = Remarks()
        for kind, texts in left_out.items():
            for text in texts:
                remarks.ask(1, f"{kind} was left out: “{shortened(text)}”")
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
