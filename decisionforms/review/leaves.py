"""Where each paragraph, point and row of a decision stands in its source."""

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum

from msgspec import Struct
from msgspec.structs import replace

from decisionforms.decision.decision import Decision
from decisionforms.decision.numbering import Section
from decisionforms.render.docx_named import name_of
from decisionforms.text.nodes import Block, List, Note, Paragraph, Quote, Subheading, Table, notes_in, runs_of

# What stands before the words of a paragraph: the marks of quotations and points it begins, and spaces.
MARKS = re.compile(r"(?:\s*(?:>|[-+*](?=\s)|\d{1,9}[.)](?=\s)))*\s*")
HEADING = re.compile(r"###\s*")
LABEL = re.compile(r"\s*\{#[^{}\\]*\}\s*$")
NOTE = re.compile(r"\[\^([^\]\s]+)\]:\s*")


class Role(Enum):
    """What a leaf is, by which it is known how to write another beside it."""

    PARAGRAPH = "paragraph"
    SUBHEADING = "subheading"
    POINT = "point"
    CONTINUED = "paragraph of a point"
    QUOTED = "quotation"
    ROW = "row"
    BLANK = "nothing written yet"


class Leaf(Struct, frozen=True):
    """The lines of a paragraph or row, first and last, counted from 1, and what stands on them beside its words.

    `lead` is what the first line begins with, `hang` what further lines of it begin with; `level` is that of the point it is or
    stands in, or which row it is, `list` the line on which its list begins, `numbered` whether paragraphs of its section are; `place` is how
    messages name it.
    """

    name: str
    role: Role
    first: int
    last: int
    place: str
    lead: str = ""
    hang: str = ""
    label: str = ""
    level: int = -1
    list: int = 0
    numbered: bool = False


def leaves_of(decision: Decision) -> Mapping[str, Leaf]:
    """The leaves of a decision by the names that their paragraphs have in a review copy, in the order of the form."""
    lines = decision.source.lines
    sections = [*decision.parts.values(), *decision.sections.values()]
    starts = {section.span.line for section in sections} | {line for section in sections for line in _starts(section)}
    starts |= {at for at, line in enumerate(lines, 1) if NOTE.match(line)}
    walker = _Walker(lines, starts)
    return {leaf.name: leaf for section in sections for leaf in walker.section(section)}


def notes_of(decision: Decision) -> list[Note]:
    """Every footnote where it is referred to."""
    sections = [*decision.parts.values(), *decision.sections.values()]
    runs = (run for section in sections for block in section.blocks for run in runs_of(block))
    return [note for run in runs for note in notes_in(run)]


class _Walker:
    """Walks through the blocks of each section."""

    def __init__(self, lines: Sequence[str], starts: set[int]) -> None:
        self.lines, self.starts = lines, starts
        self.above = ""

    def section(self, section: Section) -> Iterator[Leaf]:
        self.above = section.heading
        if not section.blocks:
            line = section.span.line
            yield Leaf(name_of(line), Role.BLANK, line, line, section.heading, numbered=bool(section.number))
        # In numbered sections lists begin one level further in, as they stand below the paragraphs.
        for leaf in self._blocks(section.blocks, Role.PARAGRAPH, 0 if section.number else -1):
            yield replace(leaf, numbered=bool(section.number))

    def _blocks(self, blocks: Sequence[Block], role: Role, level: int) -> Iterator[Leaf]:
        for block in blocks:
            match block:
                case Paragraph():
                    yield self._paragraph(block, role, level)
                case Subheading(line=line):
                    lead = HEADING.match(self.lines[line - 1])
                    yield Leaf(
                        name_of(line),
                        Role.SUBHEADING,
                        line,
                        line,
                        f"a heading on line {line}",
                        lead[0] if lead else "### ",
                    )
                case List():
                    yield from self._list(block, level + 1)
                case Table():
                    yield from self._table(block)
                case Quote(blocks=inside):
                    yield from self._blocks(inside, Role.QUOTED, level)

    def _paragraph(self, block: Paragraph, role: Role, level: int) -> Leaf:
        if block.number:
            self.above = f"paragraph {block.number}"
            return self._leaf(block, role, self.above, level)
        return self._leaf(block, role, f"{self.above}, line {block.line}", level)

    def _list(self, block: List, level: int) -> Iterator[Leaf]:
        for at, item in enumerate(block.items):
            if not item or not isinstance(item[0], Paragraph):
                continue
            mark = f"point {block.markers[at]}" if block.markers else "a point"
            yield replace(self._leaf(item[0], Role.POINT, f"{mark} below {self.above}", level), list=block.line)
            yield from self._blocks(item[1:], Role.CONTINUED, level)

    def _table(self, block: Table) -> Iterator[Leaf]:
        for row in range(len(block.rows) + 1):
            line = block.line + row + (row > 0)  # below the headings stands the line of dashes
            place = (
                f"row {row} of the table below {self.above}" if row else f"the headings of the table below {self.above}"
            )
            yield Leaf(name_of(block.line, row), Role.ROW, line, line, place, level=row)

    def _leaf(self, block: Paragraph, role: Role, place: str, level: int) -> Leaf:
        first, last = block.line, self._last(block.line)
        lead = self._lead(first)
        # A paragraph of its own begins with no mark: what looks like one was escaped, or is its text.
        label = LABEL.search(self.lines[last - 1]) if block.label else None
        return Leaf(
            name_of(first),
            role,
            first,
            last,
            place,
            lead,
            re.sub(r"[^>\s]", " ", lead),
            label[0].strip() if label else "",
            level,
        )

    def _lead(self, line: int) -> str:
        found = MARKS.match(self.lines[line - 1])
        return found[0] if found else ""

    def _last(self, line: int) -> int:
        while line < len(self.lines) and line + 1 not in self.starts and self.lines[line].strip(" \t>"):
            line += 1
        return line


def _starts(section: Section) -> Iterator[int]:
    return (line for block in section.blocks for line in _lines_of(block))


def _lines_of(block: Block) -> Iterator[int]:
    match block:
        case List(items, line):
            yield line
            yield from (one for item in items for child in item for one in _lines_of(child))
        case Quote(blocks, line):
            yield line
            yield from (one for child in blocks for one in _lines_of(child))
        case _:
            yield block.line
