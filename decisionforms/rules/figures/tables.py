"""Tables of sums: what is called a total is one."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal

from decisionforms.rules.figures.columns import Cell, counts_in, figures_in
from decisionforms.rules.paper import Paper
from decisionforms.rules.passages import Kind
from decisionforms.rules.remark import Remark
from decisionforms.rules.rule import Reader, Rule
from decisionforms.values.money import write_money

TOTAL = re.compile(r"\s*(?:(?:grand|overall) |sub-?)?totals?\b", re.IGNORECASE)
# The same at the start of a line; with its literal beginning, and no flag, it is found quickly.
TOTAL_ON_A_LINE = re.compile(
    r"\n[ \u00a0]?(?:(?:[Gg]rand|GRAND|[Oo]verall|OVERALL) |(?:[Ss]ub|SUB)-?)?(?:[Tt]otal|TOTAL)"
)
# Rows that are taken off, or stand within another row: their table is more than a sum of its rows.
NOT_ADDED = re.compile(
    r"\s*(?:of which|including|includes|less|minus|net|balance|remaining|difference|variance|shortfall|surplus|income|receipts?|available|budget)\b",
    re.IGNORECASE,
)
Row = list[Cell]


def table_total(paper: Paper) -> Iterator[Remark]:
    """The last row of a table, where it is called a total, is the total of the rows above it.

    A reader who adds up the rows and comes to another sum trusts neither, and cannot tell which of them is paid. The
    heading may give the pounds for the whole column, as “£” or “£m”. Plain counts are added up too. A difference that comes from rounding is let
    through, and so is a table with rows that are taken off or stand within another.

    Bad:
        | Year | Cost |
        |---|--:|
        | 2023/24 | £100 |
        | 2024/25 | £200 |
        | Total | £400 |
    Good:
        | Year | Cost |
        |---|--:|
        | 2023/24 | £100 |
        | 2024/25 | £200 |
        | Total | £300 |
    """
    if not TOTAL_ON_A_LINE.search(paper.text):
        return
    for header, *rows in tables_of(paper):
        labels = [_label(row) for row in rows]
        if len(rows) < 2 or not TOTAL.match(labels[-1]) or any(len(row) != len(header) for row in rows):  # noqa: PLR2004 - a total is of something
            continue
        if any(TOTAL.match(label) or NOT_ADDED.match(label) for label in labels[:-1]):
            continue
        for column in range(1, len(header)):
            yield from _column(paper, header[column], [row[column] for row in rows])


def _column(paper: Paper, header: Cell, cells: Sequence[Cell]) -> Iterator[Remark]:
    """A remark on the last figure of a column, where it is not the total of the others."""
    counts = counts_in(header, cells)
    figures = counts or figures_in(header, cells)
    if figures is None or not figures[-1].value:
        return
    *parts, total = figures
    added = sum((one.value for one in parts), Decimal(0))
    if abs(added - total.value) > sum((one.slack for one in figures), Decimal(0)):
        named = cells[-1].text.strip() if counts or "£" in cells[-1].text else write_money(total.value)
        problem = (
            f"The rows above add up to {f'{added:,}' if counts else write_money(added)}, but this total is {named}."
        )
        yield paper.remark(cells[-1].start, cells[-1].end, problem, "Correct the total, or the row that is wrong.")


def _label(row: Row) -> str:
    """What a row is called: its first cell with a letter in it."""
    return next((cell.text for cell in row if any(map(str.isalpha, cell.text))), "")


def tables_of(paper: Paper) -> Iterator[list[Row]]:
    """The tables of sums as rows of cells; below the header stands the line of dashes."""
    rows: dict[int, Row] = {}
    sums_at = [found.start for found in paper.sums]
    before = line = 0
    for place, passage in enumerate(paper.passages):
        if passage.kind is not Kind.CELL:
            continue
        if rows and (place > before + 1 or passage.line > line + 2):
            yield list(rows.values())
            rows = {}
        before, line, at = place, passage.line, paper.starts[place]
        end = at + len(passage.text)
        sums = paper.sums[bisect_left(sums_at, at) : bisect_left(sums_at, end)]
        rows.setdefault(line, []).append(Cell(at, end, passage.text, sums))
    if rows:
        yield list(rows.values())


RULES = (Rule(table_total, Reader.FINANCE),)
