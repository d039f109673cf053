"""How sums are written in the text: well formed, alike, and under the same conditions."""

import re
from collections.abc import Iterator
from decimal import Decimal

from decisionforms.rules.figures.declared import ASKING, declared_sums, sums_in
from decisionforms.rules.numerals import FoundSum
from decisionforms.rules.paper import Paper
from decisionforms.rules.passages import Kind
from decisionforms.rules.remark import Remark
from decisionforms.rules.rule import Reader, Rule
from decisionforms.values.money import write_money

LIMIT = re.compile(
    r"\b(?:up ?to|no more than|at most|(?:a )?maximum(?: of)?|not exceed(?:ing)?)(?: a total of)?\s*$", re.IGNORECASE
)
WITHOUT_VAT = re.compile(r"\W*(?:exclusive of|excluding|excl\.?|ex\.?|plus|net of) VAT", re.IGNORECASE)
WITH_VAT = re.compile(r"\W*(?:inclusive of|including|incl\.?|inc\.?) VAT", re.IGNORECASE)
DIGITS_THAT_TELL = 3


def sum_like_another(paper: Paper) -> Iterator[Remark]:
    """Two sums that differ by one digit are two sums, not one of them mistyped.

    Bad:
        The service costs £1.75m.                (declared: sum: £1,175,000)
    Good:
        The service costs £1,175,000.
    """
    declared = declared_sums(paper)
    for found in paper.sums:
        if found.value is None or found.value in declared or paper.passage_at(found.start).section in ASKING:
            continue
        near = next((one for one in sorted(declared) if _one_digit_apart(found.value, one)), None)
        if near is not None:
            problem = f"{found.text} differs by one digit from {write_money(near)}, which is declared at the top."
            yield paper.remark(
                found.start, found.end, problem, "Check which is meant, and correct it if they are one sum."
            )


def malformed_sum(paper: Paper) -> Iterator[Remark]:
    """A sum has its £ sign, commas before each three digits, and two digits of pence or none.

    Bad:
        £1000,000 and £2,165,00 and 3.4m
    Good:
        £1,000,000 and £2,165 and £3.4m
    """
    for found in paper.sums:
        if found.value is None:
            problem = f"“{found.text}” can't be read as a sum."
            yield paper.remark(
                found.start, found.end, problem, "Write it as £84,500, £84,500.50, £1.2 million, £1.2m or £100k."
            )


def sum_in_two_dresses(paper: Paper) -> Iterator[Remark]:
    """One sum is written in one way throughout.

    A reader who searches for £2,447,900 does not find £2,447.9K, and wonders whether they are the same.

    Bad:
        The grant is £2,447,900. Of the £2,447.9k, half is paid in May.
    Good:
        The grant is £2,447,900. Of the £2,447,900, half is paid in May.
    """
    first: dict[Decimal, FoundSum] = {}
    said: set[Decimal] = set()
    for found in paper.sums:
        if found.value is None or _in_table(paper, found):
            continue
        earlier = first.setdefault(found.value, found)
        if _dress(found.text) != _dress(earlier.text) and found.value not in said:
            said.add(found.value)
            problem = f"{found.text} is the sum written as {earlier.text} before."
            also = (paper.place(earlier.start, earlier.end), earlier.text)
            yield paper.remark(found.start, found.end, problem, f"Write {earlier.text} in both places.", also)


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
    asked = list(sums_in(paper, "recommendation"))
    for found in sums_in(paper, "summary"):
        same = [one for one in asked if one.value == found.value and found.value is not None]
        if same and _limited(paper, found) and not any(_limited(paper, one) for one in same):
            problem = f"The summary says “up to {found.text}”; here the sum is not a limit."
            also = (paper.place(found.start, found.end), f"up to {found.text}")
            yield paper.remark(
                same[0].start, same[0].end, problem, f"Write “up to {same[0].text}”, or correct the summary.", also
            )
            return


def vat_both_ways(paper: Paper) -> Iterator[Remark]:
    """A sum is with VAT or without it, not both.

    Bad:
        £31,185 (exclusive of VAT) … £31,185 including VAT
    Good:
        £31,185 (exclusive of VAT) … £31,185 (exclusive of VAT)
    """
    without = {one.value: one for one in paper.sums if WITHOUT_VAT.match(paper.text, one.end)}
    for found in paper.sums if without else ():
        other = without.get(found.value)
        if other and WITH_VAT.match(paper.text, found.end):
            problem = f"{found.text} is said to include VAT here, and to exclude it elsewhere."
            also = (paper.place(other.start, other.end), f"{other.text} without VAT")
            yield paper.remark(found.start, found.end, problem, "Say which it is, in the same words everywhere.", also)


def _one_digit_apart(one: Decimal, other: Decimal) -> bool:
    """Whether the figures of two sums are the same but for one that is missing, added, or changed for its neighbour."""
    first, second = (str(int(each)).rstrip("0") for each in (one, other))
    if min(len(first), len(second)) < DIGITS_THAT_TELL or first == second:
        return False
    if len(first) == len(second):
        apart = [place for place, (a, b) in enumerate(zip(first, second, strict=True)) if a != b]
        swapped = len(apart) == 2 and apart[1] == apart[0] + 1 and first[apart[0]] == second[apart[1]]  # noqa: PLR2004 - two neighbours
        return swapped and first[apart[1]] == second[apart[0]]
    short, long = sorted((first, second), key=len)
    return len(long) == len(short) + 1 and any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


def _dress(text: str) -> str:
    """How a sum is written, without what no reader minds: spaces, and capitals."""
    return re.sub(r"\s|\.00$", "", text).lower().replace("million", "m")


def _in_table(paper: Paper, found: FoundSum) -> bool:
    return paper.passage_at(found.start).kind is Kind.CELL


def _limited(paper: Paper, found: FoundSum) -> bool:
    return LIMIT.search(paper.text[max(0, found.start - 40) : found.start]) is not None


RULES = tuple(
    Rule(check, Reader.FINANCE)
    for check in (sum_like_another, malformed_sum, sum_in_two_dresses, limit_not_asked, vat_both_ways)
)
