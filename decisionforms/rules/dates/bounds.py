"""The days from which and until which what is approved lasts, as the text says them."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from msgspec.structs import replace

from decisionforms.rules.dates.lengths import A_DAY
from decisionforms.rules.numerals.dates import FoundDate
from decisionforms.rules.paper import Paper
from decisionforms.rules.sentences import sentence_about

START = re.compile(
    r"\b(?:from|between|start(?:s|ing)?(?: on| from)?|begin(?:s|ning)?(?: on)?|commenc(?:es|ing)(?: on| from)?|open(?:s|ing)? on|go(?:es)? live on|effective(?: on)?)"
    r" (?:the )?$",
    re.IGNORECASE,
)
END = re.compile(
    r"\b(?:until|till|to|ending(?: on)?|stop(?:s|ping)? on|finish(?:es|ing)? on|clos(?:es|ing)? on|up to(?: and including)?) (?:the )?$",
    re.IGNORECASE,
)
JOINED = re.compile(r",? (?:to|until|till) (?:the )?|\s?[–-]\s?")
AND = re.compile(r" and (?:the )?")
FARTHEST = 24
# What makes it another period: one of the past, of another paper, of other money, or of a power given to officers.
OF_ANOTHER = re.compile(
    r"\b(?:ran|runs? out|was|were|had|has|have|been|which|existing|current|previous\w*|earlier|origina\w*|expir\w+|ended|ends|letters?|reports?|review\w*|minutes|data|figures|unspent|underspen\w*|carr(?:y|ied)[ -]?forward|reserves?|option\w*|note[sd]?|already|ceases?|retrospective\w*|delegat\w+|authori[sz]e)\b",
    re.IGNORECASE,
)


def periods(paper: Paper, section: str) -> Iterator[tuple[FoundDate, FoundDate]]:
    """The days of a section that stand together as “… to …”, each with its year."""
    for one, other in pairwise(paper.dates_by_section.get(section, ())):
        if other.day is None or not JOINED.fullmatch(paper.text, one.end, other.start):
            continue
        if dated := _with_year_of(one, other.day):
            yield dated, other


def bounds(paper: Paper, section: str, pattern: re.Pattern[str]) -> list[FoundDate]:
    """The days in a section from which (`START`), or until which (`END`), what is approved lasts."""
    text, found = paper.text, {}
    dates = paper.dates_by_section.get(section, ())
    for one in dates:
        if one.day and pattern.search(text, max(0, one.start - FARTHEST), one.start):
            found[one.start] = one
    for one, other in periods(paper, section):
        dated = one if pattern is START else other
        found[dated.start] = dated
    for one, other in pairwise(dates) if pattern is END else ():
        before = text[max(0, one.start - FARTHEST) : one.start].lower()
        if other.day and AND.fullmatch(text, one.end, other.start) and before.endswith(("between ", "between the ")):
            found[other.start] = other
    return [one for _, one in sorted(found.items()) if _is_of_this(paper, one)]


def _is_of_this(paper: Paper, one: FoundDate) -> bool:
    return OF_ANOTHER.search(paper.text, sentence_about(paper.text, one.start, one.end)[0], one.start) is None


def _with_year_of(one: FoundDate, last: date) -> FoundDate | None:
    """The first day of a period with the year that its last day says: “1 December to 31 March 2024” is of 2023."""
    if one.day or one.year:
        return one if one.day else None
    year = last.year - ((one.month, one.number) > (last.month, last.day))
    try:
        return replace(one, day=date(year, one.month, one.number))
    except ValueError:
        return None


def near(one: FoundDate, day: date | None) -> bool:
    """Whether a day in the text is that day, or the one before it or after it."""
    return one.day is not None and day is not None and abs(one.day - day) <= A_DAY
