"""Sums of money as they stand in running text, in whatever dress, well formed or not."""

import contextlib
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from decisionforms.rules.numerals.bare_sums import find_bare_sums
from decisionforms.values.money import read_money
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


class FoundSum(Struct, frozen=True):
    """A sum in the text; `value` is None where it is malformed."""

    start: int
    end: int
    text: str
    value: Decimal | None


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
