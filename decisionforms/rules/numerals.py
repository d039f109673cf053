"""Sums, dates and lengths of time as they stand in running text, in whatever dress, well formed or not."""

import contextlib
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from msgspec import Struct

from decisionforms.values.dates import MONTHS
from decisionforms.values.money import read_money
from decisionforms.values.terms import Term, read_term
from decisionforms.values.unreadable import UnreadableValueError

SUM = re.compile(r"£\s?(\d(?:[\d,]*\d)?(?:\.\d+)?)\s?(million|bn|m|k|thousand)?(?![\w£])", re.IGNORECASE)
BARE_SUM = re.compile(
    r"(?<![\w£.,/-])(\d{1,3}(?:,\d{3})*(?:\.\d+)?)\s?(m|million)\b(?! (?:people|Londoners|residents|times|calls))"
)
NAMES = {name.lower(): number for number, month in enumerate(MONTHS, 1) for name in (month, month[:3])} | {"sept": 9}
MONTH = "(" + "|".join(sorted(NAMES, key=len, reverse=True)) + r")\b\.?"
DAY_FIRST = re.compile(rf"(\d{{1,2}})(st|nd|rd|th)?(?:\s+of)?\s+{MONTH},?(?:\s+(\d{{4}})\b)?", re.IGNORECASE)
FIGURES = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d{2})(?![\d/])|(\d{4})-(\d{2})-(\d{2})(?!\d)")
MONTH_FIRST = re.compile(rf"{MONTH}\s+(\d{{1,2}})(st|nd|rd|th)?(?!\d)(?:,?\s+(\d{{4}})\b)?", re.IGNORECASE)
DIGIT = re.compile(r"(?<![\w£.,/-])\d")
MONTH_WORD = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)")
UNIT = re.compile(r"(?<=[\s-])(?:day|week|month|year)s?\b")
COUNT = re.compile(
    r"(?<![\w.,£/-])(\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)[\s-]$", re.IGNORECASE
)
COUNT_AND_UNIT = 22
CENTURY = 2000


class FoundSum(Struct, frozen=True):
    """A sum in the text; `value` is None where it is malformed."""

    start: int
    end: int
    text: str
    value: Decimal | None


class FoundDate(Struct, frozen=True):
    """A date in the text. `day` is None where there is no year, or never was such a day; `style` is its dress.

    `year` is False where the year is not written.
    """

    start: int
    end: int
    text: str
    day: date | None
    style: str
    year: bool = True


class FoundTerm(Struct, frozen=True):
    """A length of time in the text."""

    start: int
    end: int
    text: str
    term: Term


def find_sums(text: str) -> Iterator[FoundSum]:
    """The sums of money, in order; “3.4m” without its sign is one that is malformed."""
    found = [(match, True) for match in SUM.finditer(text)]
    if "m" in text:
        found += [(match, False) for match in BARE_SUM.finditer(text)]
    for match, signed in sorted(found, key=lambda each: each[0].start()):
        value = None
        with contextlib.suppress(UnreadableValueError):
            value = read_money(match[0]) if signed else None
        yield FoundSum(match.start(), match.end(), match[0], value)


def find_dates(text: str) -> Iterator[FoundDate]:
    """The dates, in order: day, month and year, or two of them."""
    last = 0
    for match in sorted((*DIGIT.finditer(text), *MONTH_WORD.finditer(text)), key=re.Match.start):
        if match.start() >= last and (found := _date_at(text, match.start())):
            last = found.end
            yield found


def find_terms(text: str) -> Iterator[FoundTerm]:
    """The lengths of time, in order: “3 months”, “two-year”."""
    for unit in UNIT.finditer(text):
        count = COUNT.search(text, max(0, unit.start() - COUNT_AND_UNIT), unit.start())
        if count:
            written = text[count.start() : unit.end()]
            yield FoundTerm(count.start(), unit.end(), written, read_term(written))


def _date_at(text: str, at: int) -> FoundDate | None:
    if match := DAY_FIRST.match(text, at):
        month, year = NAMES[match[3].lower()], match[4]
        style = ("ordinal" if match[2] else "day first") + ("" if match[3].title() in MONTHS else ", short month")
        return _dated(match, (year, month, match[1]), style)
    if match := FIGURES.match(text, at):
        if match[4]:
            return _dated(match, (match[4], int(match[5]), match[6]), "year first")
        return _dated(match, (match[3], int(match[2]), match[1]), "figures")
    if match := MONTH_FIRST.match(text, at):
        return _dated(match, (match[4], NAMES[match[1].lower()], match[2]), "month first")
    return None


def _dated(match: re.Match[str], parts: tuple[str | None, int, str], style: str) -> FoundDate:
    year, month, day = parts
    whole = None
    if year:
        with contextlib.suppress(ValueError):
            whole = date(int(year) + (CENTURY if len(year) == 2 else 0), month, int(day))  # noqa: PLR2004 - “23”
    return FoundDate(match.start(), match.end(), match[0], whole, style, bool(year))
