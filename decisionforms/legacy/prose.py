"""Passages as markdown that prints their words, no more and no less, numbered by the form."""

import re
from collections.abc import Sequence
from itertools import groupby
from string import ascii_lowercase

from msgspec import Struct

from decisionforms.legacy.passages import SUBHEADING, Passage, ended
from decisionforms.legacy.remarks import Remarks, shortened
from decisionforms.text.tables import dashes_below, row_of

# Signs that mean something within a line, each only where it does; and what would begin something at the start of one.
WITHIN = re.compile(r"[\\*_]|\[(?=\^)|\](?=\()|\{(?=#)|<(?=[A-Za-z!/])")
OPENING = re.compile(r"(?:#{1,6}(?=\s|$)|[>|+~`]|-(?=\s|-|$))|(\d{1,9})(?=[.)](?:\s|$))")
LONGEST_HEADING = 12
PARAGRAPH, POINT = "paragraph", "point"
ROMAN = ("i", "ii", "iii", "iv", "v")


class Written(Struct, frozen=True):
    """A block of markdown; `kind` is paragraph, point, heading or table."""

    kind: str
    text: str


def section_text(passages: Sequence[Passage], number: int, remarks: Remarks) -> str:
    """The text under a heading; `number` is that of a numbered section, whose paragraphs the form numbers."""
    lines: list[str] = []
    before = ""
    for block in _Writer(passages, number, remarks).blocks():
        lines += [block.text] if not lines or (block.kind == before == POINT) else ["", block.text]
        before = block.kind
    return "\n".join(lines)


def escaped(text: str) -> str:
    """Words as markdown that prints just these."""
    text = WITHIN.sub(lambda found: f"\\{found[0]}", text)
    opening = OPENING.match(text)
    if opening and opening[1]:
        return f"{opening[1]}\\{text[opening.end() :]}"
    return f"\\{text}" if opening else text


class _Writer:
    """Writes the passages of one heading."""

    def __init__(self, passages: Sequence[Passage], number: int, remarks: Remarks) -> None:
        self.passages, self.number, self.remarks = passages, number, remarks
        self.numbered = any(passage.is_paragraph for passage in passages)
        self.written: list[Written] = []
        self.count = 0
        self.list = _List()

    def blocks(self) -> list[Written]:
        """The blocks in order; what goes on with a block is part of it."""
        for in_table, group in groupby(self.passages, key=lambda one: bool(one.cells)):
            some = tuple(group)
            if in_table:
                self._add_table(some)
                continue
            for passage, after in zip(some, (*some[1:], None), strict=True):
                self._add(passage, after)
        return self.written

    def _add(self, passage: Passage, after: Passage | None) -> None:
        if passage.mark == SUBHEADING or self._is_heading(passage, after):
            self.written.append(Written("heading", f"### {escaped(passage.text)}"))
        elif self._is_paragraph(passage):
            self._add_paragraph(passage)
        elif passage.mark:
            self._add_point(passage)
        else:
            self._go_on(passage)

    def _is_heading(self, passage: Passage, after: Passage | None) -> bool:
        """Whether it is a short line without an end, above a numbered paragraph."""
        short = len(passage.text.split()) <= LONGEST_HEADING and not ended(passage.text)
        above = after is not None and after.is_paragraph and not passage.is_paragraph
        if not (self.number and short and above and (not passage.mark or passage.number)):
            return False
        self.remarks.guess(passage.line, f"“{shortened(passage.text)}” was taken for a heading within its section")
        return True

    def _is_paragraph(self, passage: Passage) -> bool:
        """Whether it is a paragraph of its own, and not part of one; outside sections that is so until a list begins."""
        if self.number:
            return passage.is_paragraph or not (self.numbered or passage.mark)
        return not passage.mark and not self.list.begun

    def _add_paragraph(self, passage: Passage) -> None:
        self.count += 1
        own = (self.number, self.count)
        if self.number and passage.number != own:
            printed = f"numbered {passage.mark} there" if passage.mark else "not numbered there"
            here = f"the form numbers it {self.number}.{self.count}"
            self.remarks.guess(passage.line, f"“{shortened(passage.text)}” is {printed}; {here}")
        self.written.append(Written(PARAGRAPH, escaped(passage.text)))

    def _add_point(self, passage: Passage) -> None:
        follows = bool(self.written) and self.written[-1].kind == POINT
        lead = self.list.next(passage, follows=follows)
        self.written.append(Written(POINT, f"{lead}{escaped(passage.text)}"))

    def _go_on(self, passage: Passage) -> None:
        """A new line in the block before, so that the numbers of paragraphs stay as they are."""
        if not self.written or self.written[-1].kind not in {PARAGRAPH, POINT}:
            self._add_paragraph(passage)
            return
        before = self.written.pop()
        self.remarks.guess(
            passage.line,
            f"“{shortened(passage.text)}” has no number of its own; it became a new line of what stands before it",
        )
        lead = " " * self.list.inside if before.kind == POINT else ""
        self.written.append(Written(before.kind, f"{before.text}\\\n{lead}{escaped(passage.text)}"))

    def _add_table(self, rows: Sequence[Passage]) -> None:
        """A table, whose first row is its head."""
        width = max(len(row.cells) for row in rows)
        lines = [row_of([*map(_cell, row.cells), *[""] * (width - len(row.cells))]) for row in rows]
        self.remarks.guess(rows[0].line, f"a table of {len(rows)} rows was made of lines with tabs, the first its head")
        self.written.append(Written("table", "\n".join((lines[0], dashes_below(width), *lines[1:]))))


class _List:
    """The list that is being written: in one of numbers, letters and bullets stand within the point before."""

    def __init__(self) -> None:
        self.begun = False
        self.place = self.width = self.indent = self.inside = 0

    def next(self, passage: Passage, *, follows: bool) -> str:
        """The mark of the next point, with the room before it; `follows` is set where a point stands before it."""
        before = self.place if follows else 0
        if passage.number or not follows:
            self.indent = 0
        elif self.width and not self.indent:
            self.indent, before = self.width, 0
        self.place = _place(passage, before)
        if self.indent and not before:
            self.place = min(self.place, 1)  # a list within a point can't begin at another number
        mark = f"{self.place}. " if self.place else "- "
        if not self.indent:
            self.width = len(mark) if passage.number else 0
        self.begun, self.inside = True, self.indent + len(mark)
        return f"{' ' * self.indent}{mark}"


def _place(passage: Passage, before: int) -> int:
    """The place of a point in its list; none for a bullet. Of “(i)” only what stands before it tells which it is."""
    letters = re.sub(r"[^a-z]", "", passage.mark)
    if passage.number:
        return passage.number[-1]
    if not letters:
        return 0
    own = ascii_lowercase.index(letters) + 1 if len(letters) == 1 else 0
    return own if own == before + 1 or (not before and letters not in ROMAN) else before + 1


def _cell(text: str) -> str:
    return escaped(text).replace("|", "\\|")
