"""From when, and until when: what the recommendation asks for, and what is declared."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from decisionforms.decision.facts import Facts, Field
from decisionforms.rules.dates.bounds import END, START, bounds, near, periods
from decisionforms.rules.dates.days import in_house_form
from decisionforms.rules.dates.lengths import A_DAY, alike
from decisionforms.rules.numerals.dates import FoundDate
from decisionforms.rules.paper import Paper
from decisionforms.rules.remark import Remark
from decisionforms.rules.rule import Rule
from decisionforms.rules.sentences import sentence_about
from decisionforms.values.dates import write_date

PROPOSED = re.compile(r"\b(?:would|will|propos\w+|seek\w*|request\w*|asks?|approv\w+|recommend\w*)\b", re.IGNORECASE)
OF_A_PART = re.compile(
    r"\b(?:longer|another|next|later|subsequent\w*|successor|following|followed|new|full|second|third|phases?|stages?|then|payments?|paid|review\w*|reports?"
    r"|evaluat\w+|recruit\w*|train\w*|after|option\w*|year one|first year|second year|if|could|may|might|procure\w*|tender\w*|bid\w*|consult\w*)\b",
    re.IGNORECASE,
)
SEASON = timedelta(days=92)


def undeclared_date(paper: Paper) -> Iterator[Remark]:
    """What is approved starts and ends in the recommendation on the days that are declared at the top.

    The recommendation is what gets approved; the facts are what gets published. A day more or less is let through
    (“until 1 October” for the end of September), as are parts that lie within the whole when that is named too.

    Bad:
        1. Approve the extension until 1 November 2023.          (declared: ends: 30 September 2023)
    Good:
        1. Approve the extension until 30 September 2023.
    """
    starts, ends = paper.facts.starts, paper.facts.ends
    if not paper.dates:
        return
    if starts:
        yield from _against(paper, starts, ends, START, "starts")
    if ends:
        yield from _against(paper, ends, starts, END, "ends")
    said = list(islice(_summarised(paper, starts, ends), 1)) if starts and ends else []
    if not said and starts:
        said += _otherwise_in_summary(paper, starts, ends, START, "starts")
    if not said and ends:
        said += _otherwise_in_summary(paper, ends, starts, END, "ends")
    yield from said


def _against(
    paper: Paper, declared: Field[date], other: Field[date] | None, pattern: re.Pattern[str], word: str
) -> Iterator[Remark]:
    """The starts, or the ends, in the recommendation against the declared one; each day once."""
    named = {one.day: one for one in bounds(paper, "recommendation", pattern)}
    told = any(near(one, declared.value) for one in named.values())
    for day, one in named.items():
        # “Up to 30 June, for July and August”: the end of what was before is the start of what comes.
        if day is None or near(one, declared.value) or (other and near(one, other.value)):
            continue
        if not (_lies_within(day, paper.facts) and (told or _term_is_told(paper, one))):
            yield _differs(paper, one, declared, word)


def _lies_within(day: date, facts: Facts) -> bool:
    return not (facts.starts and day < facts.starts.value) and not (facts.ends and day > facts.ends.value)


def _term_is_told(paper: Paper, one: FoundDate) -> bool:
    """Whether another sentence of the recommendation says how long the whole is: then this day is that of a part."""
    term = paper.facts.term
    start, end = sentence_about(paper.text, one.start, one.end)
    terms = [each for each in paper.terms if term and alike(each.term, term.value) and not start <= each.start < end]
    return any(paper.passage_at(each.start).section == "recommendation" for each in terms)


def _summarised(paper: Paper, starts: Field[date], ends: Field[date]) -> Iterator[Remark]:
    """Periods in the summary that agree with the declared one at one end, and go beyond it at the other."""
    for one, other in periods(paper, "summary"):
        if one.day is None or other.day is None:
            continue
        if near(one, starts.value) and other.day - ends.value > A_DAY:
            yield _differs(paper, other, ends, "ends")
        elif near(other, ends.value) and A_DAY < starts.value - one.day <= SEASON:
            yield _differs(paper, one, starts, "starts")


def _otherwise_in_summary(
    paper: Paper, declared: Field[date], other: Field[date] | None, pattern: re.Pattern[str], word: str
) -> Iterator[Remark]:
    """The only start, or end, that the summary proposes, where it is not the declared one."""
    named = bounds(paper, "summary", pattern)
    if (
        len({one.day for one in named}) != 1
        or near(named[0], declared.value)
        or (other and near(named[0], other.value))
    ):
        return
    sentence = sentence_about(paper.text, named[0].start, named[0].end)
    if PROPOSED.search(paper.text, *sentence) and not OF_A_PART.search(paper.text, *sentence):
        yield _differs(paper, named[0], declared, word)


def _differs(paper: Paper, one: FoundDate, declared: Field[date], word: str) -> Remark:
    day = write_date(declared.value)
    problem = f"Here it {word} on {in_house_form(one)}, by the facts at the top on {day}."
    remedy = f"Write “{day}”, or correct “{word}:” at the top."
    return paper.remark(one.start, one.end, problem, remedy, (declared.span, f"{word}: {day}"))


RULES = (Rule(undeclared_date),)
