"""Passages as markdown that prints their words, no more and no less, numbered by the form."""

import re
from collections.abc import Iterator, Sequence
from string import ascii_lowercase

from msgspec import Struct

from decisionforms.legacy.passages import ENDED, SUBHEADING, Passage
from decisionforms.legacy.remarks import Remarks, shortened

# Signs that mean something within a line, each only where it does; and what would begin something at the start of one.
WITHIN = re.compile(r"[\\*_]|\[(?=\^)|\](?=\()|\{(?=#)|<(?=[A-Za-z!/])")
OPENING = re.compile(r"(?:#{1,6}(?=\s|$)|[>|+~`]|-(?=\s|-|$))|(\d{1,9})(?=[.)](?:\s|$))")
LONGEST_HEADING = 12
ROMAN = ("i", "ii", "iii", "iv", "v")


class Written(Struct, frozen=True):
    """A block of markdown; `kind` is paragraph, point, heading or row."""

    kind: str
    text: str


def section_text(passages: Sequence[Passage], number: int, remarks: Remarks) -> str:
    """The text under a heading; `number` is that of a numbered section, whose paragraphs the form numbers."""
    blocks = list(_Writer(passages, number, remarks).blocks())
    lines: list[str] = []
    for at, block in enumerate(blocks):
        together = at and block.kind == blocks[at - 1].kind and block.kind in {"point", "row"}
        lines += [block.text] if together or not at else ["", block.text]
    return "\n".join(lines)


def escaped(text: str) -> str:
    """Words as markdown that prints just these."""
    text = WITHIN.sub(lambda found: f"\\{found[0]}", text)
    opening = OPENING.match(text)
    if opening and opening[1]:
        return f"{opening[1]}\\{text[opening.end() :]}"
    return f"\\{text}" if opening else text


class _Writer(Struct):
    """Writes the passages of one heading.

    `point` is the place of the last point in its list, `width` the room that the numbers of the outer list take.
    """

    passages: Sequence[Passage]
    number: int
    remarks: Remarks
    count: int = 0
    indent: int = 0
    point: int = 0
    width: int = 0

    def blocks(self) -> Iterator[Written]:
        """The blocks in order; what goes on with a block is part of it."""
        written: list[Written] = []
        for at, passage in enumerate(self.passages):
            after = self.passages[at + 1] if at + 1 < len(self.passages) else None
            self._write(written, passage, after)
        return iter(written)

    def _write(self, written: list[Written], passage: Passage, after: Passage | None) -> None:
        if passage.cells:
            self._add_row(written, passage)
        elif passage.mark == SUBHEADING or self._is_heading(passage, after):
            written.append(Written("heading", f"### {escaped(passage.text)}"))
        elif self._is_paragraph(passage):
            self._add_paragraph(written, passage)
        elif passage.mark:
            self._add_point(written, passage)
        else:
            self._go_on(written, passage)

    def _is_heading(self, passage: Passage, after: Passage | None) -> bool:
        """Whether it is a short line without an end, above a numbered paragraph."""
        short = len(passage.text.split()) <= LONGEST_HEADING and not ENDED.search(passage.text)
        above = after is not None and after.is_paragraph and not passage.is_paragraph
        if not (self.number and short and above and (not passage.mark or passage.number)):
            return False
        self.remarks.guess(passage.line, f"“{shortened(passage.text)}” was taken for a heading within its section")
        return True

    def _is_paragraph(self, passage: Passage) -> bool:
        """Whether it is a paragraph of its own, and not part of one."""
        if self.number:
            numbered = any(one.is_paragraph for one in self.passages)
            return passage.is_paragraph or not (numbered or passage.mark)
        return not passage.mark and not any(one.mark for one in self.passages[: self.passages.index(passage)])

    def _add_paragraph(self, written: list[Written], passage: Passage) -> None:
        self.count += 1
        self.indent = 0
        own = (self.number, self.count)
        if self.number and passage.number != own:
            printed = f"numbered {passage.mark} there" if passage.mark else "not numbered there"
            self.remarks.guess(
                passage.line, f"“{shortened(passage.text)}” is {printed}; the form numbers it {own[0]}.{own[1]}"
            )
        written.append(Written("paragraph", escaped(passage.text)))

    def _add_point(self, written: list[Written], passage: Passage) -> None:
        """A point of a list; in a list of numbers, letters and bullets stand within the point before."""
        follows = bool(written) and written[-1].kind == "point"
        before = self.point if follows else 0
        if passage.number or not follows:
            self.indent = 0
        elif self.width and not self.indent:
            self.indent, before = self.width, 0
        self.point = _place(passage, before)
        if self.indent and not before:
            self.point = min(self.point, 1)  # a list within a point can't begin at another number
        mark = f"{self.point}. " if self.point else "- "
        if passage.number or not follows:
            self.width = len(mark) if passage.number else 0
        written.append(Written("point", f"{' ' * self.indent}{mark}{escaped(passage.text)}"))

    def _go_on(self, written: list[Written], passage: Passage) -> None:
        """A new line in the block before, so that the numbers of paragraphs stay as they are."""
        if not written or written[-1].kind not in {"paragraph", "point"}:
            self._add_paragraph(written, passage)
            return
        before = written.pop()
        self.remarks.guess(
            passage.line,
            f"“{shortened(passage.text)}” has no number of its own; it became a new line of what stands before it",
        )
        lead = " " * (self.indent + len(f"{self.point}. ") if before.kind == "point" else 0)
        written.append(Written(before.kind, f"{before.text}\\\n{lead}{escaped(passage.text)}"))

    def _add_row(self, written: list[Written], passage: Passage) -> None:
        """A row of a table, whose first row is its head."""
        rows = self._rows_about(passage)
        width = max(len(row.cells) for row in rows)
        cells = [*passage.cells, *[""] * (width - len(passage.cells))]
        written.append(Written("row", _row([escaped(cell).replace("|", "\\|") for cell in cells])))
        if passage is rows[0]:
            self.remarks.guess(
                passage.line, f"a table of {len(rows)} rows was made of lines with tabs, the first its head"
            )
            written.append(Written("row", _row(["---"] * width)))

    def _rows_about(self, passage: Passage) -> Sequence[Passage]:
        """All rows of the table to which a row belongs."""
        first = last = next(at for at, one in enumerate(self.passages) if one is passage)
        while first and self.passages[first - 1].cells:
            first -= 1
        while last + 1 < len(self.passages) and self.passages[last + 1].cells:
            last += 1
        return self.passages[first : last + 1]


def _place(passage: Passage, before: int) -> int:
    """The place of a point in its list; none for a bullet. Of “(i)” only what stands before it tells which it is."""
    letters = re.sub(r"[^a-z]", "", passage.mark)
    if passage.number:
        return passage.number[-1]
    if not letters:
        return 0
    own = ascii_lowercase.index(letters) + 1 if len(letters) == 1 else 0
    return own if own == before + 1 or (not before and letters not in ROMAN) else before + 1


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
