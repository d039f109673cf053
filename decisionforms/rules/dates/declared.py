"""The declared start, end and term against one another."""

import re
from collections.abc import Iterator

from decisionforms.diagnostics import Severity
from decisionforms.rules.dates.bounds import START, periods
from decisionforms.rules.dates.days import in_house_form
from decisionforms.rules.dates.lengths import DAYS_OF_A_MONTH, lasts, length_of
from decisionforms.rules.paper import Paper
from decisionforms.rules.remark import Remark
from decisionforms.rules.rule import Rule
from decisionforms.rules.sentences import sentence_about
from decisionforms.values.dates import write_date
from decisionforms.values.terms import write_term

CORRECT = "Correct whichever day is wrong; often it is the year."
MOVED = re.compile(
    r"\b(?:bring|brings|bringing|brought|mov\w+|chang\w+|amend\w*|advanc\w+|correct\w*|revis\w+)\b", re.IGNORECASE
)


def term_and_dates(paper: Paper) -> Iterator[Remark]:
    """The declared term is the time from the declared start to the declared end.

    The three facts stand beside one another on the page; if they differ, nobody knows what was approved. The last day
    may be counted or not, and a day or two are let through where the term is in weeks, months or years.

    Bad:
        starts: 1 July 2023
        ends: 30 September 2023
        term: 2 months
    Good:
        starts: 1 July 2023
        ends: 30 September 2023
        term: 3 months
    """
    starts, ends, term = paper.facts.starts, paper.facts.ends, paper.facts.term
    if starts and ends and term and not lasts(term.value, starts.value, ends.value):
        real = length_of(starts.value, ends.value)
        months = round(real.count / DAYS_OF_A_MONTH - 0.5) if real.unit == "day" else 0
        said = f"more than {months} months" if months > 1 else write_term(real)
        period = f"{write_date(starts.value)} to {write_date(ends.value)}"
        problem = f"From {period} is {said}, but the term is {write_term(term.value)}."
        remedy = "Correct the term, or the day that is wrong."
        if months <= 1:
            remedy = f"Write “term: {write_term(real)}”, or correct the day that is wrong."
        also = ((starts.span, write_date(starts.value)), (ends.span, write_date(ends.value)))
        yield Remark(term.span, problem, remedy, also=also)


def ends_before_start(paper: Paper) -> Iterator[Remark]:
    """What is approved does not end before it starts: neither by the facts nor in the recommendation.

    A period that runs backwards holds no day, so nothing would be approved; mostly a year is wrong. What is moved or
    brought forward from one day to an earlier one is let through.

    Bad:
        starts: 1 October 2023
        ends: 30 June 2023
    Good:
        starts: 1 July 2023
        ends: 30 September 2023
    """
    starts, ends = paper.facts.starts, paper.facts.ends
    if starts and ends and ends.value < starts.value:
        problem = f"What is approved ends on {write_date(ends.value)}, before it starts."
        also = (starts.span, write_date(starts.value))
        yield Remark(ends.span, problem, CORRECT, also=(also,))
    for one, other in periods(paper, "recommendation") if paper.dates else ():
        begin = max(0, one.start - len("between the "))
        if one.day and other.day and other.day < one.day and START.search(paper.text, begin, one.start):
            if MOVED.search(paper.text, *sentence_about(paper.text, one.start, one.end)):
                continue
            problem = f"This period ends on {in_house_form(other)}, before it starts on {in_house_form(one)}."
            yield paper.remark(one.start, other.end, problem, CORRECT)


RULES = (Rule(term_and_dates, severity=Severity.ERROR), Rule(ends_before_start, severity=Severity.ERROR))
