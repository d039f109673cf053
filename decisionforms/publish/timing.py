"""How long decisions wait, from the day of the last signature to publication, in working days."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path

import msgspec
from msgspec import Struct

from decisionforms.errors import FormError
from decisionforms.files import read_operator_file
from decisionforms.publish.record import Record
from decisionforms.values.dates import MONTHS

FILE = "holidays.toml"
SATURDAY = 5
# What was transcribed from an older form, and what was withdrawn before anybody decided.
TRANSCRIBED, WITHDRAWN = "record", "withdrawn"


class Calendar(Struct, frozen=True, forbid_unknown_fields=True):
    """The days off besides Saturdays and Sundays. A year of which none is listed is not known."""

    holidays: frozenset[date]

    @property
    def years(self) -> Sequence[int]:
        """The years that are known, in order."""
        return sorted({day.year for day in self.holidays})

    def working_days(self, signed: date, published: date) -> int:
        """The working days after the day of signing, the day of publication among them; none on the same day."""
        after = (signed + timedelta(days=number) for number in range(1, (published - signed).days + 1))
        return sum(day.weekday() < SATURDAY and day not in self.holidays for day in after)


class Wait(Struct, frozen=True):
    """How many working days a decision waited."""

    record: Record
    signed: date
    days: int


class Quarter(Struct, frozen=True):
    """The waits that ended in three months of a year, of which `month` is the first; `prompt` took one day at most."""

    year: int
    month: int
    number: int
    median: float
    longest: int
    prompt: int

    @property
    def name(self) -> str:
        """The quarter in words: January to March 2026."""
        return f"{MONTHS[self.month - 1]} to {MONTHS[self.month + 1]} {self.year}"


def read_calendar(folder: Path) -> Calendar:
    """The days off of this folder of layouts. Raises FormError with what to mend."""
    try:
        return msgspec.toml.decode(read_operator_file(folder / FILE), type=Calendar)
    except (msgspec.DecodeError, msgspec.ValidationError) as fault:
        raise FormError(
            f"{folder.name}/{FILE} can't be used: {fault}. Mend it, or put back the last one that worked."
        ) from None


def waits_of(records: Iterable[Record], calendar: Calendar) -> Sequence[Wait]:
    """The wait of each decision that can be told, by the day of publication, the latest first.

    It can't be told of a record that was transcribed from an older one, of a request that was withdrawn before it was
    signed, without a day of signing, where publication stands before it, or in a year of which no holidays are known.
    """
    known = set(calendar.years)
    told = [
        Wait(record, record.decided, calendar.working_days(record.decided, record.published))
        for record in records
        if record.decided
        and record.outcome not in {TRANSCRIBED, WITHDRAWN}
        and record.decided <= record.published
        and known.issuperset(range(record.decided.year, record.published.year + 1))
    ]
    return sorted(told, key=lambda wait: (wait.record.published, wait.record.slug), reverse=True)


def quarters_of(waits: Iterable[Wait]) -> Sequence[Quarter]:
    """What the waits of each quarter come to, in the order given."""
    return tuple(_quarter(*start, sorted(one.days for one in some)) for start, some in groupby(waits, _start))


def _start(wait: Wait) -> tuple[int, int]:
    return wait.record.published.year, (wait.record.published.month - 1) // 3 * 3 + 1


def _quarter(year: int, month: int, days: Sequence[int]) -> Quarter:
    number = len(days)
    return Quarter(year, month, number, median_of(days), days[-1], sum(one <= 1 for one in days))


def median_of(days: Sequence[int]) -> float:
    """What half of these, the shortest first, do not exceed."""
    return (days[(len(days) - 1) // 2] + days[len(days) // 2]) / 2


def slowest_of(waits: Iterable[Wait], most: int) -> Sequence[Wait]:
    """The longest waits, the longest first; among equals the order given."""
    return sorted(waits, key=lambda wait: -wait.days)[:most]
