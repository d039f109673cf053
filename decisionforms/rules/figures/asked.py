"""What is approved and explained: the declared total, and whether it is a limit."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from decisionforms.form.form import plain
from decisionforms.rules.figures.rates import comes_to
from decisionforms.rules.figures.totals import in_pounds, is_among, sums_in, totals_of
from decisionforms.rules.numerals.sums import FoundSum
from decisionforms.rules.paper import Paper
from decisionforms.rules.remark import Remark
from decisionforms.rules.rule import Reader, Rule
from decisionforms.values.money import write_money

LIMIT = re.compile(
    r"\b(?:up[ -]?to|(?:no|not) (?:more|greater|higher) than|at most|max(?:imum)?\.?|not (?:to )?exceed(?:ing)?|ceiling|capped at"
    r"|cap|limit(?:ed to)?)(?:,? (?:an?|the|in|total|overall|further|additional|maximum|limit|ceiling|value|sum|amount|cost|grant"
    r"|budget|contract|award|expenditure|spend|of|to|at|and including))*,?[ \u00a0]$",
    re.IGNORECASE,
)
LIMIT_AFTER = re.compile(
    r"[ \u00a0,(]*(?:at (?:the )?(?:very )?most|or less|maximum|max\b|as (?:a|the) (?:limit|maximum|ceiling))"
)
LONGEST_LIMIT = 60
FARTHEST = 40


def total_not_asked(paper: Paper) -> Iterator[Remark]:
    """The recommendation names the declared total, or sums that add up to it.

    What is approved is what the recommendation says. A total that it does not name has not been approved. The value
    of a contract before and after names what is added, and so does a yearly sum that comes to the total.

    Bad:
        1. Approve the award of the grant.       (declared: total: £90,000)
    Good:
        1. Approve the award of a grant of £90,000.
    """
    total, section = paper.facts.total, paper.decision.parts.get("recommendation")
    if not total or not total.value or section is None or not section.blocks:
        return
    if not _names_total(paper, list(sums_in(paper, section.key))) and not _says_nothing(paper, section.key):
        problem = f"The recommendation does not name the declared total of {write_money(total.value)}."
        remedy = "Name the sum in the point that asks for it, or correct the total at the top."
        yield Remark(section.span, problem, remedy, also=((total.span, write_money(total.value)),))


def total_not_explained(paper: Paper) -> Iterator[Remark]:
    """The financial comments speak of the declared total, or of every part of it.

    Finance confirms that the money is there for the sum that is asked. Comments that speak of another sum, or of
    none, do not show that it is this one that was looked at.

    Bad:
        ## Financial Comments
        The cost is met from the commissioning budget.   (declared: total: £90,000)
    Good:
        ## Financial Comments
        The cost of £90,000 is met from the commissioning budget.
    """
    total = paper.facts.total
    if not total or not total.value or not paper.says_something("financial"):
        return
    if not _names_total(paper, list(sums_in(paper, "financial"))):
        problem = f"The financial comments never name the declared total of {write_money(total.value)}."
        also = ((total.span, write_money(total.value)),)
        remedy = "State the sum, and from which budget it comes."
        yield Remark(paper.decision.sections["financial"].span, problem, remedy, also=also)


def limit_not_asked(paper: Paper) -> Iterator[Remark]:
    """A sum that is a limit in the summary is a limit in the recommendation too.

    “Up to £84,500” in one place and “£84,500” in the other are two different decisions.

    Bad:
        ## Executive Summary
        … up to £84,500 …
        ## Recommendation
        1. Approve expenditure of £84,500.
    Good:
        1. Approve expenditure of up to £84,500.
    """
    asked: dict[Decimal | None, list[FoundSum]] = {}
    for one in sums_in(paper, "recommendation"):
        asked.setdefault(one.value, []).append(one)
    for found in sums_in(paper, "summary") if asked else ():
        same = asked.get(found.value, []) if found.value else []
        if same and (limit := _limit(paper, found)) and not any(_limit(paper, one) for one in same):
            problem = f"The summary says “{limit}”; here the sum is not a limit."
            also = (paper.place(found.start, found.end), limit)
            remedy = f"Write “up to {same[0].text}”, or correct the summary."
            yield paper.remark(same[0].start, same[0].end, problem, remedy, also)
            return


def _names_total(paper: Paper, sums: Sequence[FoundSum]) -> bool:
    """Whether these sums name the declared total. One that can't be read may be it, and is a finding already."""
    total, original = paper.facts.total, paper.facts.original_value
    if not total or any(one.value is None for one in sums):
        return True
    values = tuple(one.value for one in sums if one.value)
    wanted = in_pounds((total.value, total.value + original.value) if original else (total.value,))
    return (
        any(is_among(one, wanted) for one in values)
        or any(is_among(one, wanted) for one in totals_of(values))
        or any(is_among(_added(paper, one, two), wanted) for one, two in pairwise(sums))
        or any(comes_to(paper, one, wanted) for one in sums)
    )


def _added(paper: Paper, before: FoundSum, after: FoundSum) -> Decimal:
    """What is added where a sum goes “from £640,000 to £724,500”; nothing where it does not."""
    if (
        paper.text.startswith(" to ", before.end)
        and after.start < before.end + FARTHEST
        and before.value
        and after.value
    ):
        return after.value - before.value
    return Decimal(0)


def _says_nothing(paper: Paper, key: str) -> bool:
    return plain(paper.section_text(key)) in paper.decision.form.nil_phrases


def _limit(paper: Paper, found: FoundSum) -> str:
    """The words that make a sum a limit, with the sum; empty where there are none."""
    if match := LIMIT.search(paper.text, max(0, found.start - LONGEST_LIMIT), found.start):
        return paper.text[match.start() : found.end]
    if after := LIMIT_AFTER.match(paper.text, found.end):
        return paper.text[found.start : after.end()]
    return ""


RULES = (
    Rule(total_not_asked, Reader.FINANCE),
    Rule(total_not_explained, Reader.FINANCE),
    Rule(limit_not_asked, Reader.FINANCE),
)
