"""Dates as they stand in running text, in whatever dress, whole or not."""

import contextlib
import re
from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from decisionforms.values.dates import MONTHS

NAMES = {name.lower(): number for number, month in enumerate(MONTHS, 1) for name in (month, month[:3])} | {"sept": 9}
MONTH_NAME = re.compile(
    "(?:"
    + "|".join(sorted({dress for name in NAMES for dress in (name.title(), name.upper())}, key=len, reverse=True))
    + r")\b"
)
# In small letters a month is one only where it can be nothing else, so “option 2 may be chosen” holds no date.
SMALL_NAMES = [month.lower() for month in MONTHS if month not in {"March", "May"}]
SPACE = r"[^\S\n]+"
ALONE = r"(?<![\w£.,/])"
DAY_BEFORE = re.compile(rf"{ALONE}(\d{{1,2}})(st|nd|rd|th)?(?:{SPACE}of)?{SPACE}$", re.IGNORECASE)
YEAR_AFTER = re.compile(rf"\.?,?{SPACE}(\d{{4}})\b(?![.,]\d)")
DAY_AFTER = re.compile(rf"\.?{SPACE}(\d{{1,2}})(st|nd|rd|th)?(?![\w£%/]|[.,:-]\d)", re.IGNORECASE)
# “In June 30 people came”: a number after a month is a day where the sentence goes on without a noun.
NO_NOUN = re.compile(
    rf"[^\w\s]|\n|\Z|{SPACE}(?:and|or|to|till|until|for|at|in|is|was|will|the|when|which|as|but|with)\b"
)
DAY_AND_MONTH = 14
# With one of these a day ends: 1, 1st, 2nd, 3rd, 4th, 1st of. Most names of months stand alone.
END_OF_DAY = frozenset("0123456789tThHdDfF")
BEFORE_FIGURES = re.compile(rf"{ALONE}(?<!-)(\d{{4}}|\d{{1,2}})$")
FIGURES = {
    "/": re.compile(r"/(\d{1,2})/(\d{4}|\d{2})(?![\w/]|[.-]\w)"),
    ".": re.compile(r"\.(\d{1,2})\.(\d{4}|\d{2})(?![\w/]|[.-]\w)"),
    "-": re.compile(r"-(\d{2})-(\d{4}|\d{2})(?![\w/]|[.-]\w)"),
}
# How many digits the first and the last number of a date in figures have, by the sign between them.
DRESSES = {"/": {(1, 2), (2, 2), (1, 4), (2, 4)}, ".": {(2, 2), (1, 4), (2, 4)}, "-": {(4, 2), (1, 4), (2, 4)}}
MOST_MONTHS = 12
CENTURY = 2000
FULL_YEAR = 4


class FoundDate(Struct, frozen=True):
    """A date in the text. `day` is None where there is no year, or never was such a day; `style` is its dress.

    `year` is False where the year is not written; `number` and `month` are as written, be there such a day or not.
    """

    start: int
    end: int
    text: str
    day: date | None
    style: str
    year: bool = True
    number: int = 0
    month: int = 0
    ordinal: str = ""


def find_dates(text: str, glossary: str) -> Iterator[FoundDate]:
    """The dates, in order: day, month and year, or two of them.

    `glossary` holds every word of the text once. A month that it has is found quickly by its own letters.
    """
    names = sorted({*MONTH_NAME.findall(glossary), *(name for name in SMALL_NAMES if f"\n{name}\n" in glossary)})
    months = (month for name in names for month in re.finditer(rf"{name}\b", text))
    found = [date for month in months if (date := _date_about(text, month))]
    for sign, pattern in FIGURES.items():
        if sign in text:
            found += [date for rest in pattern.finditer(text) if (date := _in_figures(text, rest, sign))]
    last = 0
    for each in sorted(found, key=lambda each: each.start):
        if each.start >= last:
            last = each.end
            yield each


def _date_about(text: str, month: re.Match[str]) -> FoundDate | None:
    """The date that this name of a month belongs to, if a day stands before it or after it."""
    start, end = month.span()
    first = max(0, start - DAY_AND_MONTH)
    if text[first:start].rstrip()[-1:] in END_OF_DAY and (day := DAY_BEFORE.search(text, first, start)):
        year = YEAR_AFTER.match(text, end)
        return _dated(text, day.start(), year.end() if year else end, (day, month[0], year), "day first")
    if day := DAY_AFTER.match(text, end):
        year = YEAR_AFTER.match(text, day.end())
        if year or day[2] or NO_NOUN.match(text, day.end()):
            return _dated(text, start, (year or day).end(), (day, month[0], year), "month first")
    return None


def _dated(
    text: str, start: int, end: int, parts: tuple[re.Match[str], str, re.Match[str] | None], style: str
) -> FoundDate:
    day, name, year = parts
    number, month, ordinal = int(day[1]), NAMES[name.lower()], (day[2] or "").lower()
    written = text[start:end]
    if style == "day first" and not _house(written, number, month, year[1] if year else ""):
        short = "" if name.title() in MONTHS else ", short month"
        style = ("ordinal" if ordinal else "day first, otherwise") + short
    whole = _day(int(year[1]), month, number) if year else None
    return FoundDate(start, end, written, whole, style, year is not None, number, month, ordinal)


def _house(written: str, number: int, month: int, year: str) -> bool:
    return " ".join(written.split()) == f"{number} {MONTHS[month - 1]} {year}".rstrip()


def _in_figures(text: str, rest: re.Match[str], sign: str) -> FoundDate | None:
    """The date in figures whose end this is: 20/06/2023, 20.06.23, 2023-06-20; “2.1.10” is a paragraph."""
    first = BEFORE_FIGURES.search(text, max(0, rest.start() - FULL_YEAR - 1), rest.start())
    if first is None or (len(first[1]), len(rest[2])) not in DRESSES[sign]:
        return None
    year_first = len(first[1]) == FULL_YEAR
    year, number = (int(each) for each in ((first[1], rest[2]) if year_first else (rest[2], first[1])))
    month, year = int(rest[1]), year + (CENTURY if len(rest[2]) < FULL_YEAR and not year_first else 0)
    if month > MOST_MONTHS and not (len(rest[2]) == FULL_YEAR and number <= MOST_MONTHS):
        return None
    whole = _day(year, month, number)
    if whole is None and sign == "." and len(rest[2]) < FULL_YEAR:
        return None
    written, style = text[first.start() : rest.end()], "year first" if year_first else "figures"
    return FoundDate(first.start(), rest.end(), written, whole, style, number=number, month=month)


def _day(year: int, month: int, number: int) -> date | None:
    with contextlib.suppress(ValueError):
        return date(year, month, number)
    return None
