"""What the pages of the register list: decisions by year, by who decided and by topic."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from msgspec import Struct

from decisionforms.publish.addresses import folder_of, maker_folder, redirects_of, topic_folder, year_folder
from decisionforms.publish.record import Record, Tombstone, counted_on
from decisionforms.render.sandbox import seen_by_layouts
from decisionforms.values.dates import MONTHS, write_date
from decisionforms.values.money import write_money
from decisionforms.values.references import slug_of

LONG = 40
YEAR, MAKER, TOPIC = "year", "maker", "topic"


@seen_by_layouts("reference", "title", "folder", "day", "decided", "total", "outcome")
class Row(Struct, frozen=True):
    """A decision in a list, in words; `day` is the day of `decided` as machines read it, both empty where there is none."""

    reference: str
    title: str
    folder: str
    day: str
    decided: str
    total: str
    outcome: str


class Group(Struct, frozen=True):
    """Decisions under one heading; `heading` and `key`, which links lead to, are empty in a list that is short."""

    key: str
    heading: str
    rows: Sequence[Row]


class Listing(Struct, frozen=True):
    """A page that lists decisions, the newest first; `kind` names its layout, and `name` what they have in common."""

    kind: str
    name: str
    folder: str
    number: int
    groups: Sequence[Group]

    @property
    def key(self) -> str:
        """What names the list in the address of a search."""
        return self.folder.split("/")[-2]


def row_of(record: Record) -> Row:
    """The decision as lists show it."""
    return Row(
        record.reference,
        record.title,
        folder_of(record.slug),
        record.decided.isoformat() if record.decided else "",
        write_date(record.decided) if record.decided else "",
        "" if record.total is None else write_money(record.total),
        record.outcome,
    )


def listings_of(newest: Iterable[Record]) -> Sequence[Listing]:
    """All lists: years from the latest, then who decided and topics by name."""
    found: dict[tuple[str, str], list[tuple[Record, Row, str]]] = {}
    for record in newest:
        row = row_of(record)
        for place, name in dict(places_of(record)).items():
            found.setdefault(place, []).append((record, row, name))
    listings = [_listing(*place, some) for place, some in found.items()]
    years = sorted((one for one in listings if one.kind == YEAR), key=lambda one: one.name, reverse=True)
    others = sorted((one for one in listings if one.kind != YEAR), key=lambda one: (one.name.casefold(), one.folder))
    return (*years, *others)


def places_of(record: Record) -> Iterator[tuple[tuple[str, str], str]]:
    """The lists in which a decision stands. A name without a letter or digit that can stand in an address has none."""
    year = counted_on(record).year
    yield (YEAR, year_folder(year)), str(year)
    if slug_of(record.maker):
        yield (MAKER, maker_folder(record.maker)), record.maker
    for topic in filter(slug_of, record.topics):
        yield (TOPIC, topic_folder(topic)), topic


def commonest(names: Sequence[str]) -> str:
    """The name in the spelling that most of them have."""
    return min(sorted(set(names)), key=lambda name: -names.count(name))


def _listing(kind: str, folder: str, some: Sequence[tuple[Record, Row, str]]) -> Listing:
    return Listing(kind, commonest([name for _, _, name in some]), folder, len(some), tuple(_groups(kind, some)))


def _groups(kind: str, some: Sequence[tuple[Record, Row, str]]) -> Iterator[Group]:
    """A long year by months, another long list by years, a short one whole."""
    if len(some) <= LONG:
        yield Group("", "", [row for _, row, _ in some])
        return
    by_month = kind == YEAR
    for (year, month), group in groupby(some, lambda one: _when(counted_on(one[0]), by_month=by_month)):
        heading = f"{MONTHS[month - 1]} {year}" if month else str(year)
        yield Group(heading.lower().replace(" ", "-"), heading, [row for _, row, _ in group])


def _when(day: date, *, by_month: bool) -> tuple[int, int]:
    return day.year, day.month if by_month else 0


def redirects_to(held: Iterable[Record | Tombstone], taken: frozenset[str]) -> Mapping[str, Sequence[str]]:
    """The folders that lead to each decision, by its slug.

    A folder that two decisions could claim, in whatever letters, leads to neither, and what is `taken` stays as it is:
    a reader may find nothing, but never the wrong decision.
    """
    ways = {one.slug: redirects_of(one.reference) for one in held}
    claims: dict[str, set[str]] = {}
    for slug, folders in ways.items():
        for folder in folders:
            claims.setdefault(folder.lower(), set()).add(slug)
    return {
        slug: [folder for folder in folders if len(claims[folder.lower()]) == 1 and folder.lower() not in taken]
        for slug, folders in ways.items()
    }
