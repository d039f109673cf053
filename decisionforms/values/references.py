"""References of decisions, read in every dress in which people write them.

Which series there are, and how each is written, is data of the form (`[[series]]` in form.toml).
"""

import re
import sys
from collections.abc import Iterator, Sequence

from msgspec import Struct

from decisionforms.values.unreadable import UnreadableValueError

OURS = "ours"
WORD = re.compile(r"[\w-]")
LONGEST_NUMBER = 6
NUMBER = r"(\d{1,6})(?!\d)"
YEARLY = r"(\d{4})\s?[-–/ ]\s?(\d{1,5})(?!\d)"
YEAR_LAST = r"(\d{1,5})\s?[-–/ ]\s?(\d{4})(?!\d)"
CONTRACT = r"(\d{1,6}(?:-\d{1,4})?)(?!\d)"
# "PCD 890 and 1561": a further number of three or four digits that is not part of a sum, a date or a percentage.
UNITS = "days?|weeks?|months?|years?|hours?|officers?|staff|people|persons|adults|children|victims|cases|million|thousand|per cent|square"
FURTHER = re.compile(rf"\s*(?:,|and|&|,\s*and)\s*(?=\d)(\d{{3,4}})(?![\d%/]|[.,]\d|\s*(?:{UNITS})\b)")


class Series(Struct, frozen=True):
    """How the references of one series are written; docs/form-definition.md explains each field."""

    name: str
    register: str
    prefixes: Sequence[str]
    written: str
    mistaken_prefixes: Sequence[str] = ()
    yearly: bool = False
    year_last: bool = False
    since: int | None = None
    until: int | None = None
    successor: str = ""


def slug_of(text: str) -> str:
    """A text as a file name: small letters, digits and single hyphens only."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


class Reference(Struct, frozen=True):
    """One decision's reference in its one spelling; `slug` names its files and address."""

    written: str
    register: str
    # The slug under which a register may hold it all the same: DMPCD 2016 79 can be PCD 79.
    also: str = ""

    @property
    def slug(self) -> str:
        """The reference as a file name: small letters, digits and hyphens only."""
        return slug_of(self.written)

    @property
    def ours(self) -> bool:
        """Whether it belongs in this register, rather than in another body's."""
        return self.register == OURS


class Mentioned(Struct, frozen=True):
    """A reference found in a text, with where it stands; `doubt` says what is odd about how it is written."""

    start: int
    end: int
    reference: Reference
    doubt: str = ""


class Grammar:
    """Reads references of the series given."""

    def __init__(self, series: Sequence[Series]) -> None:
        self._series = tuple(series)
        self._by_prefix = {prefix.lower(): one for one in series for prefix in (*one.prefixes, *one.mistaken_prefixes)}
        self._mistaken = {prefix.lower() for one in series for prefix in one.mistaken_prefixes}
        # In running text a prefix stands in capitals; looking for these alone is several times faster.
        prefixes = "|".join(
            re.escape(prefix.upper()) for prefix in sorted(self._by_prefix, key=lambda one: (-len(one), one))
        )
        self._prefix = re.compile(rf"({prefixes})(?=[\s\u00a0–/-]*\d)[\s\u00a0]*(?:[–/-]\s?)?", re.ASCII)
        self._numbers = {one.name: re.compile(_number_of(one), re.ASCII) for one in series}

    def may_be_in(self, text: str) -> bool:
        """Whether there can be a reference in the text; False is certain."""
        return self._prefix.search(text) is not None

    def read(self, text: str) -> Reference:
        """The one reference that the text is. Raises UnreadableValueError for anything else."""
        typed = text.strip().upper()
        found = next(self.find(typed), None)
        if found is None or (found.start, found.end) != (0, len(typed)):
            raise UnreadableValueError(f"“{text.strip()}” is not a reference of this register.", self._advise(text))
        return found.reference

    def _advise(self, text: str) -> str:
        """How to write it, with the number that was typed where there is one."""
        own = self._series[0]
        digits = re.findall(r"\d+", text)
        if own.yearly or len(digits) != 1 or len(digits[0]) > LONGEST_NUMBER:
            dress = own.written.format(number=1462, year=2023, prefix=own.prefixes[0])
            return f"Write a reference such as {dress}, one for each; leave it empty until it is given."
        return f"Write it as {own.written.format(number=int(digits[0]), prefix=own.prefixes[0])}."

    def doubt_of(self, text: str) -> str:
        """What is odd about how a reference is written; empty where nothing is."""
        found = next(self.find(text.strip().upper()), None)
        return found.doubt if found else ""

    def find(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[Mentioned]:
        """The references in a text, or in a stretch of it, in order."""
        at = start
        while match := self._prefix.search(text, at, end):
            series = self._by_prefix[match[1].lower()]
            within_word = match.start() > start and WORD.match(text[match.start() - 1])
            number = None if within_word else self._numbers[series.name].match(text, match.end(), end)
            at = number.end() if number else match.end()
            if number:
                yield self._mentioned(series, match, number)
                if series.register == OURS and not series.yearly:
                    for further in self._further(series, text, at, end):
                        at = further.end
                        yield further

    def _mentioned(self, series: Series, prefix: re.Match[str], number: re.Match[str]) -> Mentioned:
        reference = self._reference(series, prefix[1].upper(), number.groups())
        mistaken = prefix[1].lower() in self._mistaken
        doubt = f"“{prefix[1]}” is not how a reference of this register begins." if mistaken else ""
        return Mentioned(prefix.start(), number.end(), reference, doubt)

    def _further(self, series: Series, text: str, at: int, end: int) -> Iterator[Mentioned]:
        while match := FURTHER.match(text, at, end):
            at = match.end()
            yield Mentioned(match.start(1), at, self._reference(series, series.prefixes[0], match.groups()))

    def _reference(self, series: Series, prefix: str, numbers: Sequence[str]) -> Reference:
        if not series.yearly:
            number = numbers[0] if "-" in numbers[0] else int(numbers[0])
            return Reference(series.written.format(number=number, prefix=prefix), series.register)
        year, number = reversed(numbers) if series.year_last else numbers
        later = next((one for one in self._series if one.name == series.successor), None)
        if later and series.until and int(year) > series.until:
            return self._reference(later, later.prefixes[0], (number,))
        also = self._reference(later, later.prefixes[0], (number,)).slug if later and int(year) == series.until else ""
        return Reference(series.written.format(number=int(number), year=year, prefix=prefix), series.register, also)


def _number_of(series: Series) -> str:
    if series.yearly:
        # "CEOD 24-2023" and "DMPCD 2013/96": the year tells which is which.
        return YEAR_LAST if series.year_last else YEARLY
    return NUMBER if series.register == OURS else CONTRACT
