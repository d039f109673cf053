"""Sums, dates and lengths of time as they stand in running text, in whatever dress, well formed or not."""

import contextlib
import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from decisionforms.rules.bare_sums import find_bare_sums
from decisionforms.values.dates import MONTHS
from decisionforms.values.money import read_money
from decisionforms.values.terms import WORDS, Term
from decisionforms.values.unreadable import UnreadableValueError

# No flag here: with its literal beginning this is found twenty times as fast. “£5pa” is one, “£300m2” is not.
SCALE = r"[ \u00a0]?((?:[Mm]illion|[Bb]illion|[Tt]housand)s?|bn|mn|mill?|[Mm]|[Kk])(?!\w)"
SUM = re.compile(
    r"£[ \u00a0]?(\d{1,3}(?:[ \u00a0]\d{3}){1,4}(?:\.\d{2})?(?!\d|[,./-]\d)|(?>\d(?:[\d,.]*\d)?))"
    rf"(?:{SCALE})?(?:(?![\w£])|(?=p(?:a|cm|w|h|p|d)\b))"
)
# Of “£5–10m” and “£5 to 10 million” the first is in millions too.
REST_OF_RANGE = re.compile(rf"(?:[ \u00a0]?[-–—][ \u00a0]?£?|[ \u00a0]to[ \u00a0])(\d+(?:\.\d+)?){SCALE}")
SMALL = re.compile(r"\d{1,3}(?:\.\d+)?")
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
UNIT = re.compile(r"(?:day|week|month|year|Day|Week|Month|Year)(?=s?\b)")
REST_OF_UNIT = r"s?\b(?![\s-]olds?\b)"
ONES = {word: at for at, word in enumerate(WORDS[:9], 1)}
TEENS = {"thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19}
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
NUMBERS = {word: at for at, word in enumerate(WORDS, 1)} | TEENS | TENS
COUNT = re.compile(
    rf"(?<![\w.,£/–-])(\d{{1,4}}|(?:{'|'.join(TENS)})[ -](?:{'|'.join(ONES)})|{'|'.join(NUMBERS)})"
    r"(?:[^\S\n]\(\d{1,4}\))?(?:[^\S\n](?:calendar[^\S\n])?|-)$",
    re.IGNORECASE,
)
COUNT_BEFORE_UNIT = 36
CENTURY = 2000
FULL_YEAR = 4


class FoundSum(Struct, frozen=True):
    """A sum in the text; `value` is None where it is malformed."""

    start: int
    end: int
    text: str
    value: Decimal | None


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


class FoundTerm(Struct, frozen=True):
    """A length of time in the text."""

    start: int
    end: int
    text: str
    term: Term


def find_sums(text: str, glossary: str) -> Iterator[FoundSum]:
    """The sums of money, in order; “a cost of 3.4m” holds one that is malformed, since its sign is missing.

    `glossary` holds every word of the text once.
    """
    found = [FoundSum(match.start(), match.end(), match[0], _value(text, match)) for match in SUM.finditer(text)]
    bare = [FoundSum(start, end, text[start:end], None) for start, end in find_bare_sums(text, glossary)]
    yield from sorted((*found, *bare), key=lambda each: each.start) if bare else found


def find_range_ends(text: str) -> Iterator[FoundSum]:
    """The sums that ranges end with and that have no sign of their own: 10m in “£5–10m” and “£5 to 10 million”."""
    for match in SUM.finditer(text):
        rest = REST_OF_RANGE.match(text, match.end())
        if rest and "£" not in rest[0]:
            yield FoundSum(rest.start(1), rest.end(), text[rest.start(1) : rest.end()], _read(rest[1], rest[2]))


def _value(text: str, match: re.Match[str]) -> Decimal | None:
    """The sum in pounds; None where it can't be read for certain."""
    number, scale = match[1], match[2] or ""
    if not scale and SMALL.fullmatch(number) and (rest := REST_OF_RANGE.match(text, match.end())):
        scale = rest[2] if float(number) < float(rest[1]) else ""
    return _read(number, scale)


# A paper names the same sum several times.
@lru_cache(maxsize=256)
def _read(number: str, scale: str) -> Decimal | None:
    billions = scale.lower() in {"bn", "billion"}
    with contextlib.suppress(UnreadableValueError):
        return read_money(f"£{number}{'m' if billions else scale}") * (1000 if billions else 1)
    return None


def glossary_of(words: Iterable[str]) -> str:
    """These words, each on a line of its own: to see quickly what a text lacks."""
    return "\n".join(("", *words, ""))


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


def find_terms(text: str, glossary: str) -> Iterator[FoundTerm]:
    """The lengths of time, in order: “3 months”, “two-year”, “eighteen (18) months”; an age is none.

    `glossary` holds every word of the text once. A unit that it has is found quickly by its own letters.
    """
    units = (each for unit in set(UNIT.findall(glossary)) for each in re.finditer(unit + REST_OF_UNIT, text))
    for unit in sorted(units, key=re.Match.start):
        at = unit.start()
        if text[at - 1 : at] in {" ", "-", "\u00a0"} and (
            count := COUNT.search(text, max(0, at - COUNT_BEFORE_UNIT), at)
        ):
            number = _number(count[1].lower())
            if number:
                written = text[count.start() : unit.end()]
                yield FoundTerm(count.start(), unit.end(), written, Term(number, unit[0].lower().removesuffix("s")))


def _number(written: str) -> int:
    return int(written) if written.isdecimal() else sum(NUMBERS.get(word, 0) for word in re.split("[ -]", written))


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
