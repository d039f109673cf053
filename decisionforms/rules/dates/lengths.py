"""How long a period is, as people count: in whole months where it can be."""

import calendar
from datetime import date, timedelta

from decisionforms.values.terms import Term

IN_DAYS = {"day": 1, "week": 7}
IN_MONTHS = {"month": 1, "year": 12}
DAYS_OF_A_MONTH = 30.44
A_DAY = timedelta(days=1)
# A day or two more or less are a matter of counting; twelve weeks are not three months.
A_DAY_OR_TWO = timedelta(days=2)
ROUGHLY = 4
LATEST = date(9000, 1, 1)
MOST_MONTHS = 600


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or the last one of that month."""
    year, month = day.year + (day.month - 1 + months) // 12, (day.month - 1 + months) % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def lasts(term: Term, start: date, end: date) -> bool:
    """Whether a period from one day to another, the last one counted or not, can be called so long."""
    if end < start or start > LATEST or term.count > MOST_MONTHS:
        return True
    if term.unit in IN_DAYS:
        after, leeway = start + timedelta(days=term.count * IN_DAYS[term.unit]), A_DAY_OR_TWO
        leeway = timedelta(0) if term.unit == "day" else leeway
    else:
        after, leeway = months_after(start, term.count * IN_MONTHS[term.unit]), A_DAY_OR_TWO
    return after - A_DAY - leeway <= end <= after + leeway


def length_of(start: date, end: date) -> Term:
    """How long a period is, its last day counted: whole months, whole weeks, or days."""
    months = min(MOST_MONTHS, round(((end - start).days + 1) / DAYS_OF_A_MONTH))
    if months and lasts(Term(months, "month"), start, end):
        return Term(months, "month")
    days = (end - start).days + 1
    return Term(days // 7, "week") if days % 7 == 0 else Term(days, "day")


def alike(one: Term, other: Term) -> bool:
    """Whether two lengths of time are the same in other words: a year and 12 months, 13 weeks and 3 months."""
    return abs(_days(one) - _days(other)) <= ROUGHLY


def together(terms: list[Term], whole: Term) -> bool:
    """Whether these lengths add up to that one."""
    return abs(sum(map(_days, terms)) - _days(whole)) <= ROUGHLY


def _days(term: Term) -> float:
    return term.count * (IN_DAYS.get(term.unit) or IN_MONTHS[term.unit] * DAYS_OF_A_MONTH)
