"""Lengths of time as decisions state them: `3 months`, `two years`."""

import re

from msgspec import Struct

from decisionforms.values.unreadable import UnreadableValueError

UNITS = ("day", "week", "month", "year")
WORDS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
TERM = re.compile(r"(\d{1,4}|[a-z]+)[\s-]+(day|week|month|year)s?", re.IGNORECASE | re.ASCII)


class Term(Struct, frozen=True):
    """So many days, weeks, months or years."""

    count: int
    unit: str


def read_term(text: str) -> Term:
    """The term. Raises UnreadableValueError for anything but a number and a unit."""
    match = TERM.fullmatch(text.strip())
    word = match[1].lower() if match else ""
    count = int(word) if word.isdecimal() else WORDS.index(word) + 1 if word in WORDS else 0
    if not match or not count:
        raise UnreadableValueError(
            f"“{text.strip()}” is not a length of time.", "Write a term as 3 months, 2 years, 6 weeks or 10 days."
        )
    return Term(count, match[2].lower())


def write_term(term: Term) -> str:
    """The house form: 3 months."""
    return f"{term.count} {term.unit}" + ("" if term.count == 1 else "s")
