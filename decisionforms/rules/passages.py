"""The text of a decision as a reader meets it, passage by passage, each with its place in the source."""

import re
from collections.abc import Iterable, Mapping
from enum import Enum

from msgspec import Struct

from decisionforms.decision.numbering import Section
from decisionforms.diagnostics import Span
from decisionforms.text.nodes import (
    Block,
    Cell,
    List,
    Mention,
    Paragraph,
    Subheading,
    Table,
    notes_in,
    runs_of,
    text_of,
)

# What markdown puts between the letters of a text: marks of emphasis, of links, of quotations, and line ends.
BETWEEN = r"[\s*_>\\\[\]]+"


class Kind(Enum):
    """What a passage is on the page."""

    TITLE = "title"
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    POINT = "point"
    CELL = "cell"
    QUOTATION = "quotation"
    NOTE = "footnote"


class Passage(Struct, frozen=True):
    """A stretch of text without a break: a paragraph, a cell, the words of a point.

    `section` is the key of the part or section it stands in, `paragraph` the number of the paragraph it belongs to.
    It lies somewhere on the lines from `line` to `last` of the source.
    """

    text: str
    line: int
    last: int
    section: str
    paragraph: str
    kind: Kind

    def place(self, start: int, end: int, lines: tuple[str, ...]) -> Span:
        """Where in the source a stretch of this passage stands; its first line where it runs over several."""
        snippet = self.text[start:end]
        source = "\n".join(lines[self.line - 1 : self.last])
        before = len(re.findall(_loosely(snippet), self.text[:start])) if snippet.strip() else 0
        found = list(re.finditer(_loosely(snippet), source)) if snippet.strip() else []
        if not found:
            return Span(self.line, 1, len(lines[self.line - 1]) + 1)
        return _span(source, found[min(before, len(found) - 1)], self.line)


def passages_of(sections: Mapping[str, Section]) -> list[Passage]:
    """Every passage of these sections, in the order of reading; a footnote comes after what refers to it.

    Most blocks are paragraphs of one run of text, and are looked at no further.
    """
    found: list[Passage] = []
    for section in sections.values():
        number, blocks = "", section.blocks
        for place, block in enumerate(blocks):
            last = blocks[place + 1].line - 1 if place + 1 < len(blocks) else block.line + MOST_LINES
            if isinstance(block, Paragraph):
                number = block.number or number
            _add(found, block, (section.key, number, last), Kind.PARAGRAPH)
    return found


# The section and the number of the paragraph to which a block belongs, and the last line that it can reach.
_Where = tuple[str, str, int]


def _add(found: list[Passage], block: Block, where: _Where, kind: Kind) -> None:
    """Put the passages of a block at the end of those found."""
    section, number, last = where
    if isinstance(block, Paragraph):
        found.append(Passage(_text(block.inlines), block.line, last, section, number, kind))
        if not WITHOUT_NOTES.issuperset(map(type, block.inlines)):
            _add_notes(found, block, where)
    elif isinstance(block, List):
        for item in block.items:
            for child in item:
                _add(found, child, where, Kind.POINT)
    elif isinstance(block, Table):
        _add_cells(found, block, where)
        _add_notes(found, block, where)
    elif isinstance(block, Subheading):
        found.append(Passage(text_of(block.inlines), block.line, block.line, section, number, Kind.HEADING))
    else:
        for child in block.blocks:
            _add(found, child, where, Kind.QUOTATION)


# What most paragraphs consist of holds no footnotes.
WITHOUT_NOTES = frozenset({str, Mention})


def _text(inlines: Cell) -> str:
    """The words of inlines; most text is one run."""
    return inlines[0] if len(inlines) == 1 and isinstance(inlines[0], str) else text_of(inlines)


def _add_cells(found: list[Passage], table: Table, where: _Where) -> None:
    """Put the cells at the end; below the header stands the line of dashes."""
    section, number, _ = where
    for offset, row in enumerate((table.header, *table.rows)):
        line = table.line + offset + (offset > 0)
        found += [Passage(_text(cell), line, line, section, number, Kind.CELL) for cell in row]


def _add_notes(found: list[Passage], block: Block, where: _Where) -> None:
    section, number, _ = where
    for note in (note for run in runs_of(block) if len(run) > 1 for note in notes_in(run)):
        for one in note.paragraphs:
            last = one.line + MOST_LINES
            found.append(Passage(text_of(one.inlines), one.line, last, section, number, Kind.NOTE))


# The last block of a section ends at the next heading; no passage is longer than this.
MOST_LINES = 60


def _loosely(snippet: str) -> str:
    """A pattern for the snippet as it may stand in the source."""
    return BETWEEN.join(re.escape(word) for word in snippet.split())


def _span(source: str, found: re.Match[str], first: int) -> Span:
    start = source.rfind("\n", 0, found.start()) + 1
    stop = source.find("\n", found.start())
    end = min(found.end(), stop if stop >= 0 else len(source))
    line = first + source.count("\n", 0, found.start())
    return Span(line, found.start() - start + 1, end - start + 1)


def texts_of(passages: Iterable[Passage]) -> str:
    """All passages as one text, one to a line: what is looked for is looked for once."""
    return "\n".join(passage.text for passage in passages)
