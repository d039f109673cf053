"""The figures in the columns of a table: what each cell comes to, and how exactly that is written."""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from decisionforms.rules.numerals.sums import FoundSum

NOTHING = {"", "-", "–", "—", "−", "0", "nil", "none", "n/a"}
NUMBER = re.compile(r"\(?[-–−]?\s?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s?\)?")
SCALED = re.compile(r"[\d,]+(\.\d+)?\s?([mbtk])", re.IGNORECASE)
SCALES = {"m": 1_000_000, "b": 1_000_000_000, "t": 1_000, "k": 1_000}
UNIT = re.compile(r"£\s?(?:(m)(?:illions?)?\b|(b)(?:n|illions?)\b|(k)\b|(t)housands?|['’]?(0)00s?)", re.IGNORECASE)
# Columns whose last figure is no total though it stands beside the word.
OTHERWISE = re.compile(
    r"\b(?:cumulative|running|average|mean|balance|unit|rate|price|per cent|percentage)\b|%", re.IGNORECASE
)
# What is counted in several rows may be one and the same person or thing, and some numbers are no counts at all.
NOT_COUNTED = re.compile(
    r"\b(?:years?|ages?|dates?|days|refs?|references?|no|number|rank|score|unique|distinct|individuals?|people|persons|clients|ratio|per|max\w*|min\w*|target|days?|months?)\b\.?$"
    r"|\b(?:unique|distinct|individual|rank|score|ratio|per|ages?|target)\b",
    re.IGNORECASE,
)
COUNT = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,6}")
HALF = Decimal("0.5")


class Cell(Struct, frozen=True):
    """A cell of a table: where it stands in the text, what it says, and the sums in it."""

    start: int
    end: int
    text: str
    sums: tuple[FoundSum, ...] = ()


class Figure(Struct, frozen=True):
    """What a cell comes to in pounds; what is written may lie off by as much as `slack`, since it is rounded."""

    value: Decimal
    slack: Decimal


def figures_in(header: Cell, cells: Sequence[Cell]) -> list[Figure] | None:
    """What the cells of a column come to; None where they are no sums, or not to be added up."""
    if not _is_added_up(header.text):
        return None
    unit = _unit(header.text)
    figures = [figure for cell in cells if (figure := _figure(cell, unit))]
    return figures if len(figures) == len(cells) else None


def counts_in(header: Cell, cells: Sequence[Cell]) -> list[Figure] | None:
    """The whole numbers of a column that counts something; None where it does something else."""
    texts = [cell.text.strip() for cell in cells]
    if not all(COUNT.fullmatch(text) or text.lower() in NOTHING for text in texts):
        return None
    if not header.text.strip() or _unit(header.text) or not _is_added_up(header.text, NOT_COUNTED):
        return None
    values = [Decimal(text.replace(",", "")) if COUNT.fullmatch(text) else Decimal(0) for text in texts]
    return [Figure(value, Decimal(0)) for value in values]


# Most tables of a register have the same few headings.
@lru_cache(maxsize=256)
def _is_added_up(header: str, but: re.Pattern[str] | None = None) -> bool:
    """Whether what stands below this heading may come to a total."""
    return not (OTHERWISE.search(header) or (but and but.search(header)))


@lru_cache(maxsize=256)
def _unit(header: str) -> int:
    """How many pounds a bare number below this heading stands for; none where it does not speak of pounds."""
    if match := UNIT.search(header):
        return SCALES.get((match[1] or match[2] or match[3] or match[4] or "k").lower(), 1)
    return int("£" in header)


def _figure(cell: Cell, unit: int) -> Figure | None:
    text = cell.text.strip()
    if text.lower().rstrip(".") in NOTHING or text == "£0":
        return Figure(Decimal(0), Decimal(0))
    if cell.sums:
        return _of_sum(text, cell.sums)
    match = NUMBER.fullmatch(text) if unit else None
    if not match:
        return None
    value = Decimal(match[1].replace(",", "") + (match[2] or "")) * unit
    return Figure(-value if _is_negative(text) else value, _slack(unit, match[2]))


def _of_sum(text: str, sums: tuple[FoundSum, ...]) -> Figure | None:
    """The one sum of a cell; where something else stands beside it, it may mean anything."""
    found, value = sums[0], sums[0].value
    if len(sums) > 1 or value is None or re.search(r"\d", text.replace(found.text, "", 1)):
        return None
    scaled = SCALED.search(found.text)
    slack = _slack(SCALES[scaled[2].lower()], scaled[1]) if scaled else Decimal(1)
    return Figure(-value if _is_negative(text) else value, slack)


def _slack(unit: int, decimals: str | None) -> Decimal:
    """Half of the smallest step that is written; for whole pounds and pence, a pound."""
    return HALF * unit / 10 ** len((decimals or ".")[1:]) if unit > 1 else Decimal(1)


def _is_negative(text: str) -> bool:
    return text.lstrip()[:1] in {"-", "–", "−", "("} and (text.lstrip()[:1] != "(" or text.rstrip().endswith(")"))
