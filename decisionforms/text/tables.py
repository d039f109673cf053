"""Rows of a table as typed: markdown drops what goes beyond the header, so the cells are counted first."""

import re

BAR = re.compile(r"(?<!\\)\|")


def fault_of_row(line: str, columns: int) -> str:
    """What is wrong with the number of cells on this line; empty if nothing is."""
    cells = _cells(line)
    if cells == columns:
        return ""
    return f"This row has {_count(cells)} where the first row of the table has {columns}."


def _cells(line: str) -> int:
    row = line.strip().lstrip(">").strip()
    row = row.removeprefix("|")
    row = row[:-1] if row.endswith("|") and not row.endswith("\\|") else row
    return len(BAR.findall(row)) + 1


def _count(cells: int) -> str:
    return "1 cell" if cells == 1 else f"{cells} cells"
