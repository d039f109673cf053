"""Dates as decisions write them; the house form is `20 June 2023`."""

import re
from collections.abc import Sequence
from datetime import date

from decisionforms.values.unreadable import UnreadableValueError

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
NUMBERS = {month.lower(): number for number, month in enumerate(MONTHS, 1)}
HOUSE = re.compile(r"(\d{1,2})\s+([A-Za-z]+)\s+(\d{4})", re.ASCII)
ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
REMEDY = "Write a date as 20 June 2023 or 2023-06-20."


def read_date(text: str) -> date:
    """The day. Raises UnreadableValueError for any other dress, and for days that never were."""
    typed = text.strip()
    if match := HOUSE.fullmatch(typed):
        day, month, year = int(match[1]), NUMBERS.get(match[2].lower(), 0), int(match[3])
        if not month:
            raise UnreadableValueError(f"“{match[2]}” is not the full name of a month.", REMEDY)
    elif match := ISO.fullmatch(typed):
        year, month, day = (int(part) for part in match.groups())
    else:
        raise UnreadableValueError(f"“{typed}” is not a date in full.", REMEDY)
    try:
        return date(year, month, day)
    except ValueError:
        raise UnreadableValueError(f"There is no such day as “{typed}”.", REMEDY) from None


def write_date(day: date, months: Sequence[str] = MONTHS) -> str:
    """The house form of a day, with the months' names in the language of a form."""
    return f"{day.day} {months[day.month - 1]} {day.year}"
