"""Deferrals that are over: how long decisions were held before they were published."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from msgspec import Struct

from decisionforms.publish.record import Record
from decisionforms.publish.timing import TRANSCRIBED, WITHDRAWN


class Deferral(Struct, frozen=True):
    """A decision that was held and then released: in which year, for how many days, and how many beyond its deferral."""

    year: int
    held: int
    beyond: int


def deferrals_of(records: Iterable[Record]) -> Sequence[Deferral]:
    """The decisions that had been deferred and were then released, the latest first.

    When a transcribed record was released, nobody recorded; and a request that was withdrawn is no decision.
    """
    held = [
        (record.published, (record.published - record.decided).days, (record.published - record.held_until).days)
        for record in records
        if record.decided and record.held_until and record.outcome not in {TRANSCRIBED, WITHDRAWN}
    ]
    return [Deferral(on.year, days, beyond) for on, days, beyond in sorted(held, reverse=True)]


def by_year(deferrals: Iterable[Deferral]) -> Sequence[tuple[int, Sequence[Deferral]]]:
    """The deferrals of each year of release, in the order given."""
    return [(year, list(some)) for year, some in groupby(deferrals, lambda one: one.year)]
