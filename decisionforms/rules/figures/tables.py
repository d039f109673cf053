"""Tables of sums: what is called a total is one."""

import re
from collections.abc import Iterator
from decimal import Decimal

from decisionforms.rules.figures.declared import TOLERANCE
from decisionforms.rules.paper import Paper
from decisionforms.rules.passages import Kind
from decisionforms.rules.remark import Remark
from decisionforms.rules.rule import Reader, Rule
from decisionforms.values.money import write_money

TOTAL = re.compile(r"\s*(?:grand |sub-?)?totals?\b", re.IGNORECASE)


def table_total(paper: Paper) -> Iterator[Remark]:
    """The last row of a table, where it is called a total, is the total of the rows above it.

    Bad:
        | Year | Cost |
        |---|--:|
        | 2023/24 | £100 |
        | 2024/25 | £200 |
        | Total | £400 |
    Good:
        | Total | £300 |
    """
    for rows in _tables(paper):
        totals = [row for row in rows if TOTAL.match(paper.text[row[0][0] : row[0][1]])]
        if len(totals) != 1 or rows[-1] is not totals[0] or len({len(row) for row in rows}) > 1:
            continue
        for column in range(1, len(rows[0])):
            yield from _column(paper, [row[column] for row in rows[1:]])


def _tables(paper: Paper) -> Iterator[list[list[tuple[int, int]]]]:
    """The tables as rows of cells, each cell by its start and end in the text."""
    rows: dict[int, list[tuple[int, int]]] = {}
    at = 0
    for passage in paper.passages:
        end = at + len(passage.text)
        if passage.kind is Kind.CELL:
            if rows and passage.line > max(rows) + 2:
                yield list(rows.values())
                rows = {}
            rows.setdefault(passage.line, []).append((at, end))
        elif rows:
            yield list(rows.values())
            rows = {}
        at = end + 1
    if rows:
        yield list(rows.values())


def _column(paper: Paper, cells: list[tuple[int, int]]) -> Iterator[Remark]:
    """A remark on the last sum of a column, where it is not the total of the others."""
    sums = [[found for found in paper.sums if start <= found.start < end] for start, end in cells]
    if any(len(each) != 1 or each[0].value is None for each in sums):
        return
    *parts, total = [each[0].value or Decimal(0) for each in sums]
    added = sum(parts, Decimal(0))
    if parts and abs(added - total) > TOLERANCE * len(parts):
        found = sums[-1][0]
        problem = f"The rows above add up to {write_money(added)}, but this total is {found.text}."
        yield paper.remark(found.start, found.end, problem, "Correct the total, or the row that is wrong.")


RULES = (Rule(table_total, Reader.FINANCE),)
