"""Lines that were something else in Word: the row of a table, a paragraph with an indent."""

import re
from collections.abc import Iterator
from itertools import groupby

from decisionforms.diagnostics import Span
from decisionforms.rules.paper import Paper
from decisionforms.rules.passages import Kind, Passage
from decisionforms.rules.remark import Remark
from decisionforms.rules.rule import Rule
from decisionforms.text.tables import dashes_below, row_of

# Behind the mark of a point a tab parts no cells.
MARK = re.compile(r"(?:^| )(?:\(?[a-zA-Z\d]{1,4}[.)]|\d+(?:\.\d+)+|[•·▪–—oØ§-])\s")
FEWEST_TABS = 2
INDENT = re.compile(r"\t+| {4,}")
MOST_PLACES = 12
WORDS_SHOWN = 4


def tabbed_table(paper: Paper) -> Iterator[Remark]:
    """The cells of a table stand between bars, not apart by tabs.

    A table copied from Word comes with tabs between its cells. They print as spaces, and all rows run together in one
    paragraph.

    Bad:
        Court [tab] Journeys
        Example East [tab] 210
    Good:
        | Court | Journeys |
        | --- | --- |
        | Example East | 210 |
    """
    if "\t" not in paper.text:
        return
    for tabbed, passages in groupby(paper.passages, _tabs):
        rows = list(passages) if tabbed else []
        if sum(map(_tabs, rows)) >= FEWEST_TABS:
            yield _table(paper, rows[0])


def _tabs(passage: Passage) -> int:
    """How many tabs part one cell from the next in it."""
    if "\t" not in passage.text or passage.kind in {Kind.CELL, Kind.TITLE}:
        return 0
    return MARK.sub("", passage.text).count("\t")


def _table(paper: Paper, row: Passage) -> Remark:
    """A remark on the first row: its line is the first with a tab from where the passage begins."""
    lines = paper.decision.source.lines
    number = next(one for one in range(row.line, len(lines) + 1) if "\t" in MARK.sub("", lines[one - 1].rstrip()))
    cells = [cell.strip().replace("|", r"\|") for cell in lines[number - 1].rstrip().split("\t")]
    first, dashes = row_of(cells), dashes_below(len(cells))
    problem = "This looks like a table with tabs between its cells; it prints as running text."
    remedy = f"Write its rows one below the other with bars between the cells, first “{first}”, then “{dashes}”, then the others."
    return Remark(Span(number, 1, len(lines[number - 1]) + 1), problem, remedy, row.paragraph)


def indented_paragraph(paper: Paper) -> Iterator[Remark]:
    """A paragraph begins at the margin.

    Spaces and tabs before it don't print: it becomes a paragraph like any other, with a number of its own, and no
    point and no quotation. What belongs to a point of a list or to a footnote is let through.

    Bad:
        The panel wrote:

            We were not told.
    Good:
        The panel wrote:

        > We were not told.
    """
    lines = paper.decision.source.lines
    away = [one for one in paper.passages if lines[one.line - 1][:1] in " \t"]
    indented = [(one, found) for one in away if (found := _indent(one, lines[one.line - 1]))]
    if indented:
        (first, indent), *others = indented
        also = tuple((Span(one.line, 1, found.end() + 1), _first_words(one)) for one, found in others[:MOST_PLACES])
        problem = "This paragraph is indented, but prints at the margin like any other."
        remedy = "In place of the indent write “- ” if it is a point of a list, or “> ” if it is a quotation; otherwise remove it."
        yield Remark(Span(first.line, 1, indent.end() + 1), problem, remedy, first.paragraph, also)


def _indent(passage: Passage, line: str) -> re.Match[str] | None:
    """What a paragraph is indented by, unless it is a row of a table or a point, of which other rules speak."""
    found = INDENT.match(line) if passage.kind is Kind.PARAGRAPH else None
    return None if not found or _tabs(passage) or MARK.match(passage.text) else found


def _first_words(passage: Passage) -> str:
    words = passage.text.split()
    return " ".join(words[:WORDS_SHOWN]) + (" …" if len(words) > WORDS_SHOWN else "")


RULES = (Rule(tabbed_table), Rule(indented_paragraph))
