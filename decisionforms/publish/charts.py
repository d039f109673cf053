"""Charts as values, and how their figures are written for readers and for spreadsheets."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from typing import TypeAlias

from msgspec import Struct

from decisionforms.publish.as_csv import Cell, table
from decisionforms.values.money import write_money

Value: TypeAlias = int | float | Decimal


class Row(Struct, frozen=True):
    """What is counted, and a figure for each measure; `folder` is the page that lists it, if there is one."""

    label: int | str
    values: Sequence[Value]
    folder: str = ""


class Chart(Struct, frozen=True, kw_only=True):
    """Figures that belong together: a sum of money is a Decimal, a number of things an int, a median a float.

    `kind` says of what each row is one, `measures` what its figures are. `most` rows are drawn; what the others come to
    is drawn as one more where their figures can be added up (`adds`).
    """

    name: str
    kind: str
    measures: Sequence[str]
    rows: Sequence[Row]
    most: int
    adds: bool = True

    @property
    def whole(self) -> bool:
        """Whether each row is drawn by itself; a single one more is not worth a row “and another”."""
        return len(self.rows) <= self.most + 1


def chart_csv(chart: Chart) -> bytes:
    """Every row of a chart for spreadsheets; docs/public-data.md explains the columns."""
    columns: dict[str, Callable[[Row], Cell]] = {chart.kind: lambda row: row.label}
    for at, measure in enumerate(chart.measures):
        columns[measure] = partial(_value, at)
    return table(columns, chart.rows)


def _value(at: int, row: Row) -> Value:
    return row.values[at]


def write_figure(value: Value) -> str:
    """A figure for readers: £84,500, 1,669 or 1.5."""
    match value:
        case Decimal():
            return write_money(value)
        case float():
            return f"{value:,.1f}".removesuffix(".0")
        case _:
            return f"{value:,}"
