"""Lengths of time as they stand in running text."""

import re
from collections.abc import Iterator

from msgspec import Struct

from decisionforms.values.terms import WORDS, Term

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


class FoundTerm(Struct, frozen=True):
    """A length of time in the text."""

    start: int
    end: int
    text: str
    term: Term


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
