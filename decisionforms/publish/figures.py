"""What the register comes to: how many decisions, how much money, and how long decisions waited or were held."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from decisionforms.publish.charts import Chart, Row
from decisionforms.publish.deferring import by_year, deferrals_of
from decisionforms.publish.listing import TOPIC, YEAR, commonest, places_of
from decisionforms.publish.record import Record, newest_first
from decisionforms.publish.spend import SPENDING
from decisionforms.publish.timing import Calendar, median_of, quarters_of, waits_of

QUARTER = "quarter"
# How many rows of a kind a chart has room for.
MOST = {YEAR: 30, QUARTER: 12, TOPIC: 12}


class Figures(Struct, frozen=True):
    """The charts by name; and of how many approved decisions no total is declared."""

    charts: Mapping[str, Chart]
    without_total: int


def figures_of(records: Iterable[Record], calendar: Calendar) -> Figures:
    """The figures of these records and of nothing else, so that what is still held is in none of them."""
    newest = newest_first(records)
    years, topics = _gathered(newest, YEAR), _gathered(newest, TOPIC)
    waits, deferrals = quarters_of(waits_of(newest, calendar)), by_year(deferrals_of(newest))
    held = [Row(year, _spread(one.held for one in some)) for year, some in deferrals]
    beyond = [Row(year, _spread(one.beyond for one in some)) for year, some in deferrals]
    charts = (
        _sums("decisions-by-year", YEAR, "decisions", map(_number, years)),
        _sums("decisions-by-topic", TOPIC, "decisions", _largest_first(map(_number, topics))),
        _sums("spend-by-year", YEAR, "total", _spend(years)),
        _sums("spend-by-topic", TOPIC, "total", _largest_first(_spend(topics))),
        _spreads("days-to-publication", QUARTER, (Row(one.name, (one.median, one.longest)) for one in waits)),
        _sums("deferrals-released", YEAR, "decisions", (Row(year, (len(some),)) for year, some in deferrals)),
        _spreads("deferrals-held", YEAR, held),
        _spreads("deferrals-beyond", YEAR, beyond),
    )
    without = sum(record.outcome in SPENDING and record.total is None for record in newest)
    return Figures({chart.name: chart for chart in charts}, without)


class Gathered(Struct, frozen=True):
    """The decisions of a year or on a topic, and the folder of their list; neither name nor folder if they have none."""

    label: int | str
    folder: str
    records: Sequence[Record]


def _gathered(records: Iterable[Record], kind: str) -> Sequence[Gathered]:
    """The decisions as the lists of this kind gather them, and those that are in no such list."""
    found: dict[str, list[tuple[str, Record]]] = {}
    for record in records:
        for folder, name in _lists(record, kind).items():
            found.setdefault(folder, []).append((name, record))
    return [_group(folder, some, kind) for folder, some in found.items()]


def _group(folder: str, some: Sequence[tuple[str, Record]], kind: str) -> Gathered:
    name = commonest([name for name, _ in some])
    return Gathered(int(name) if kind == YEAR else name, folder, [record for _, record in some])


def _lists(record: Record, kind: str) -> Mapping[str, str]:
    """The folders and names of the lists of this kind in which a decision stands."""
    return {folder: name for (of, folder), name in places_of(record) if of == kind} or {"": ""}


def _number(group: Gathered) -> Row:
    return Row(group.label, (len(group.records),), group.folder)


def _spend(groups: Iterable[Gathered]) -> Iterator[Row]:
    """What was approved, by the totals that are declared; nothing is told where there is none."""
    for group in groups:
        totals = [one.total for one in group.records if one.outcome in SPENDING and one.total is not None]
        if totals:
            yield Row(group.label, (sum(totals, Decimal(0)),), group.folder)


def _spread(days: Iterable[int]) -> tuple[float, int]:
    in_order = sorted(days)
    return median_of(in_order), in_order[-1]


def _largest_first(rows: Iterable[Row]) -> Iterator[Row]:
    yield from sorted(rows, key=lambda row: (-row.values[0], str(row.label).casefold(), row.folder))


def _sums(name: str, kind: str, measure: str, rows: Iterable[Row]) -> Chart:
    return Chart(name=name, kind=kind, measures=(measure,), rows=tuple(rows), most=MOST[kind])


def _spreads(name: str, kind: str, rows: Iterable[Row]) -> Chart:
    return Chart(name=name, kind=kind, measures=("median", "longest"), rows=tuple(rows), most=MOST[kind], adds=False)
