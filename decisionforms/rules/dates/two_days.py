"""Two starts, or two ends, of one thing, where none is declared."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from decisionforms.rules.dates.bounds import END, START, bounds, near
from decisionforms.rules.dates.days import in_house_form
from decisionforms.rules.dates.lengths import A_DAY
from decisionforms.rules.numerals.dates import FoundDate
from decisionforms.rules.paper import Paper
from decisionforms.rules.remark import Remark
from decisionforms.rules.rule import Rule
from decisionforms.rules.sentences import sentence_about

SPENT_FOR = re.compile(r" for\b[^,;.\n]*\b(?:to|until|till) (?:the )?")
PROPOSED = re.compile(
    r"\b(?:would|will|propos\w+|seek\w*|sought|request\w*|asks?|approv\w+|recommend\w*|this paper)\b", re.IGNORECASE
)


def two_starts(paper: Paper) -> Iterator[Remark]:
    """What is approved starts on one day: the summary and the recommendation name the same.

    Where a start is declared at the top, “undeclared-date” compares both with that.

    Bad:
        Summary: The service would run from 1 June 2023.   Recommendation: 1. Approve the service from 1 July 2023.
    Good:
        Summary: The service would run from 1 July 2023.   Recommendation: 1. Approve the service from 1 July 2023.
    """
    if paper.facts.starts is None:
        yield from _two(paper, START, "starts")


def two_ends(paper: Paper) -> Iterator[Remark]:
    """What is approved ends on one day: the summary and the recommendation name the same, and money lasts as long.

    Money for longer than what it pays for is either too much, or the sign of a year mistyped. Where an end is declared
    at the top, “undeclared-date” compares the paper with that.

    Bad:
        1. Approve funding to 31 March 2026 for services to 31 March 2025.
    Good:
        1. Approve funding to 31 March 2026 for services to 31 March 2026.
    """
    if paper.facts.ends is None:
        yield from _two(paper, END, "ends")
    last = paper.facts.ends.value if paper.facts.ends else date.max
    for one, other in pairwise(bounds(paper, "recommendation", END)):
        differ = one.day and other.day and not near(one, other.day) and max(one.day, other.day) - last <= A_DAY
        if differ and SPENT_FOR.fullmatch(paper.text, one.end, other.start):
            problem = f"This is until {in_house_form(one)}, and what it is for until {in_house_form(other)}."
            also = (paper.place(other.start, other.end), other.text)
            yield paper.remark(one.start, one.end, problem, "Correct whichever day is wrong.", also)


def _two(paper: Paper, pattern: re.Pattern[str], word: str) -> Iterator[Remark]:
    """A remark where the summary says one day, and the recommendation one other day."""
    asked = bounds(paper, "recommendation", pattern)
    said = [one for one in bounds(paper, "summary", pattern) if _proposed(paper, one)] if asked else []
    if len({one.day for one in asked}) == len({one.day for one in said}) == 1 and not near(asked[0], said[0].day):
        problem = f"Here it {word} on {in_house_form(asked[0])}, in the summary on {in_house_form(said[0])}."
        also = (paper.place(said[0].start, said[0].end), said[0].text)
        yield paper.remark(asked[0].start, asked[0].end, problem, "Correct whichever is wrong.", also)


def _proposed(paper: Paper, one: FoundDate) -> bool:
    return PROPOSED.search(paper.text, *sentence_about(paper.text, one.start, one.end)) is not None


RULES = (Rule(two_starts), Rule(two_ends))
