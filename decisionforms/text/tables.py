"""Rows of a table as typed: markdown drops what goes beyond the header, so the cells are counted first."""

import re
from collections.abc import Iterable

BAR = re.compile(r"(?<!\\)\|")


def fault_of_row(line: str, columns: int) -> str:
    """What is wrong with the number of cells on this line; empty if nothing is."""
    cells = cells_in(line)
    if cells == columns:
        return ""
    return f"This row has {counted(cells)} where the first row of the table has {columns}."


def cells_in(line: str) -> int:
    """The number of cells on this line; the bars at its ends may be left out."""
    row = line.strip().lstrip(">").strip()
    row = row.removeprefix("|")
    row = row[:-1] if row.endswith("|") and not row.endswith("\\|") else row
    return len(BAR.findall(row)) + 1


def counted(cells: int) -> str:
    """So many cells, in words."""
    return "1 cell" if cells == 1 else f"{cells} cells"


def row_of(cells: Iterable[str]) -> str:
    """A row with these cells as a writer would type it."""
    return f"| {' | '.join(cells)} |"


def dashes_below(columns: int) -> str:
    """The line that stands below the first row."""
    return row_of(["---"] * columns)
