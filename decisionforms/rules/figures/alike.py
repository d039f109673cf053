"""Sums that look like a slip of the hand for a declared one."""

import re
from collections.abc import Iterator
from decimal import Decimal

from decisionforms.rules.figures.rates import RATE
from decisionforms.rules.figures.totals import ASKING, MOST_SUMS, declared_sums, expected_sums, in_pounds, is_among
from decisionforms.rules.numerals.sums import FoundSum
from decisionforms.rules.paper import Paper
from decisionforms.rules.passages import Kind
from decisionforms.rules.remark import Remark
from decisionforms.rules.rule import Reader, Rule
from decisionforms.rules.sentences import sentence_about
from decisionforms.values.money import write_money

DIGITS_THAT_TELL = 3
DIGITS_THAT_PROVE = 5
FARTHEST = 2
TEN = 10
# A whole of which the declared sum is a tenth, or a part of it, is no slip.
OF_A_WHOLE = re.compile(
    r"\b(?:budgets?|funds?|fund's|programme|pot|allocation|provision|reserves?|contingency|each|every|per|an?nual\w*|a year|of which|income|turnover"
    r"|original\w*|threshold|limit|overall|existing|saving\w*|saved|balance|contribution|match|deposit|retention|share|remain\w*|tenth|times|level|over|above|below|under)\b|%",
    re.IGNORECASE,
)
MOST_DECLARED = 40


def sum_like_another(paper: Paper) -> Iterator[Remark]:
    """A sum that differs from a declared one by a digit left out, added or swapped is another sum.

    It is the most common slip in typing a sum, and a spelling checker does not see it. A paragraph that names both
    sums shows that they are two; and the summary and the recommendation may name declared sums only.

    Bad:
        The service costs £1.75m.                (declared: sum: £1,175,000)
    Good:
        The service costs £1,175,000.
    """
    declared = sorted({one for one in declared_sums(paper.facts) if one})
    exact, seen = in_pounds(declared), set[Decimal]()
    for found in paper.sums[:MOST_SUMS] if declared else ():
        if not found.value or found.value in seen or is_among(found.value, exact):
            continue
        near = next((one for one in declared[:MOST_DECLARED] if _is_slip(paper, found, one)), None)
        if near is not None and _is_meant(paper, found, near):
            continue
        seen.add(found.value)
        if near is not None:
            how = "is a tenth of" if found.value * TEN == near else "is ten times"
            how = how if _ten_times(paper, found, near) else "differs by one digit from"
            problem = f"{found.text} {how} {write_money(near)}, which is declared at the top."
            remedy = f"If it is the same sum, write {write_money(near)}; if it is another, name both in one paragraph."
            yield paper.remark(found.start, found.end, problem, remedy)


def _is_meant(paper: Paper, found: FoundSum, near: Decimal) -> bool:
    """Whether a sum follows from those declared, stands where another rule speaks, or stands beside the one it is like."""
    here = paper.passage_at(found.start)
    if here.section in ASKING or is_among(found.value or near, expected_sums(paper.facts)):
        return True
    beside = (paper.passage_at(one.start) for one in paper.sums[:MOST_SUMS] if one.value == near)
    if _ten_times(paper, found, near):
        return here in beside
    return any((one.section, one.paragraph) == (here.section, here.paragraph) for one in beside)


def _is_slip(paper: Paper, found: FoundSum, other: Decimal) -> bool:
    return _one_digit_apart(found, found.value or other, other) or _ten_times(paper, found, other)


def _ten_times(paper: Paper, found: FoundSum, other: Decimal) -> bool:
    """Whether the financial comments name a sum with a nought too many or too few, and not as a part or a whole."""
    value, passage = found.value or other, paper.passage_at(found.start)
    if TEN not in {value / other, other / value} or passage.section != "financial":
        return False
    if passage.kind is Kind.CELL or RATE.match(paper.text, found.end):
        return False
    telling = len(str(int(value)).rstrip("0")) > 1
    return telling and not OF_A_WHOLE.search(paper.text, *sentence_about(paper.text, found.start, found.end))


def _one_digit_apart(found: FoundSum, value: Decimal, other: Decimal) -> bool:
    """Whether two sums have the same digits but for two neighbours that are swapped, or one that is left out.

    With its noughts left away, as in £1.75m, a sum may have lost a digit and still be of the same size.
    """
    first, second = str(int(value)), str(int(other))
    if _swapped(first, second):
        return True
    if found.text[-1].isdigit():
        return _left_out(first, second, DIGITS_THAT_PROVE)
    alike = other <= value * FARTHEST and value <= other * FARTHEST
    return alike and _left_out(first.rstrip("0"), second.rstrip("0"), DIGITS_THAT_TELL)


def _swapped(one: str, other: str) -> bool:
    if len(one) != len(other) or len(one.rstrip("0")) < DIGITS_THAT_TELL:
        return False
    apart = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if not apart or apart[-1] != apart[0] + 1:
        return False
    first, end = apart[0], apart[-1] + 1
    return one[first:end] == other[first:end][::-1]


def _left_out(one: str, other: str, least: int) -> bool:
    short, long = sorted((one, other), key=len)
    if len(long) != len(short) + 1 or len(short.rstrip("0")) < least:
        return False
    return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


RULES = (Rule(sum_like_another, Reader.FINANCE),)
