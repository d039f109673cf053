"""The declared sums against one another, and against what the text asks for."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from decisionforms.diagnostics import Severity
from decisionforms.rules.numerals import FoundSum
from decisionforms.rules.paper import Paper
from decisionforms.rules.remark import Remark
from decisionforms.rules.rule import Reader, Rule
from decisionforms.values.money import write_money

ASKING = ("summary", "recommendation")
TOLERANCE = Decimal(1)
MOST_PARTS = 8


def parts_and_total(paper: Paper) -> Iterator[Remark]:
    """The declared sums add up to the declared total.

    Whoever approves the total approves the parts; if they differ nobody knows what was approved. Rounding of up to
    £1 for each part is let through.

    Bad:
        amounts:
          - sum: £50,000
          - sum: £30,000
        total: £90,000
    Good:
        amounts:
          - sum: £50,000
          - sum: £30,000
        total: £80,000
    """
    total, amounts = paper.facts.total, paper.facts.amounts
    if total is None or not amounts:
        return
    added = sum((one.sum.value for one in amounts), Decimal(0))
    if abs(added - total.value) > TOLERANCE * (len(amounts) if len(amounts) > 1 else 0):
        also = tuple((one.sum.span, write_money(one.sum.value)) for one in amounts)
        problem = f"The declared sums add up to {write_money(added)}, but the total is {write_money(total.value)}."
        yield Remark(total.span, problem, "Correct whichever is wrong: the total, or one of the sums.", also=also)


def undeclared_sum(paper: Paper) -> Iterator[Remark]:
    """Every sum in the summary and the recommendation is one that is declared, or a total of some of those.

    What is asked for must be what is recorded, published as data and paid. A sum that only explains, such as a whole
    budget, belongs in the sections.

    Bad:
        1. Approve expenditure of £1.75m.        (declared: sum: £1,175,000)
    Good:
        1. Approve expenditure of £1,175,000.
    """
    known = declared_sums(paper)
    if not known:
        return
    for found in sums_in(paper, *ASKING):
        if found.value is not None and not any(abs(found.value - one) <= TOLERANCE for one in known):
            declared = ", ".join(
                write_money(one) for one in sorted({one.sum.value for one in paper.facts.amounts} or known)
            )
            problem = f"{found.text} is none of the sums declared at the top, nor a total of some of them."
            remedy = (
                f"Declared are: {declared}. Correct the text or the facts, or explain the sum in a section instead."
            )
            yield paper.remark(found.start, found.end, problem, remedy)


def undeclared_amounts(paper: Paper) -> Iterator[Remark]:
    """A paper that asks for money declares the sums among its facts.

    The sums are printed on top of the page and published as data; what stands in the text alone is lost to both.

    Bad:
        1. Approve a grant of £40,000.           (no amounts, no total)
    Good:
        amounts:
          - sum: £40,000
            for: the grant
        total: £40,000
    """
    if paper.facts.amounts or paper.facts.total or paper.facts.original_value:
        return
    for found in sums_in(paper, "recommendation"):
        problem = f"The recommendation asks for {found.text}, but no sum is declared at the top."
        yield paper.remark(found.start, found.end, problem, "Add “amounts:” and “total:” to the facts at the top.")
        return


def total_not_asked(paper: Paper) -> Iterator[Remark]:
    """The recommendation names the declared total, or sums that add up to it.

    The Deputy Mayor approves what the recommendation says. A total that it does not name has not been approved.

    Bad:
        1. Approve the award of the grant.       (declared: total: £90,000)
    Good:
        1. Approve the award of a grant of £90,000.
    """
    total, section = paper.facts.total, paper.decision.parts.get("recommendation")
    if total is None or section is None or not section.blocks:
        return
    asked = [found.value for found in sums_in(paper, "recommendation") if found.value is not None]
    if not any(abs(each - total.value) <= TOLERANCE for each in _totals(asked)):
        problem = f"The recommendation does not name the declared total of {write_money(total.value)}."
        remedy = "Name the sum in the point that asks for it, or correct the total at the top."
        yield Remark(section.span, problem, remedy, also=((total.span, write_money(total.value)),))


def total_not_explained(paper: Paper) -> Iterator[Remark]:
    """The financial comments speak of the declared total, or of every part of it.

    Bad:
        ## Financial Comments
        The cost is met from the commissioning budget.   (declared: total: £90,000)
    Good:
        ## Financial Comments
        The cost of £90,000 is met from the commissioning budget.
    """
    total = paper.facts.total
    if total is None or not paper.says_something("financial"):
        return
    named = [found.value for found in sums_in(paper, "financial") if found.value is not None]
    if not any(abs(each - total.value) <= TOLERANCE for each in _totals(named)):
        problem = f"The financial comments never name the declared total of {write_money(total.value)}."
        remedy = "State the sum, and from which budget it comes."
        yield Remark(paper.decision.sections["financial"].span, problem, remedy, also=((total.span, "total"),))


def budget_unnamed(paper: Paper) -> Iterator[Remark]:
    """Money that is asked for comes from somewhere: each declared sum says from which budget.

    Bad:
        amounts:
          - sum: £84,500
    Good:
        amounts:
          - sum: £84,500
            from: victims services budget
    """
    for amount in paper.facts.amounts:
        if amount.from_ is None:
            problem = f"It is not said from which budget the {write_money(amount.sum.value)} comes."
            yield Remark(amount.sum.span, problem, "Add “from: …” to this sum.")


def declared_sums(paper: Paper) -> set[Decimal]:
    """The declared sums, all totals of some of them, and the original value."""
    facts = paper.facts
    parts = [one.sum.value for one in facts.amounts]
    return _totals(parts) | {one.value for one in (facts.total, facts.original_value) if one}


def _totals(parts: list[Decimal]) -> set[Decimal]:
    """Every total of some of these sums; of a great many, themselves and the total of all."""
    if len(parts) > MOST_PARTS:
        return {*parts, sum(parts, Decimal(0))}
    some = (each for count in range(1, len(parts) + 1) for each in combinations(parts, count))
    return {sum(each, Decimal(0)) for each in some}


def sums_in(paper: Paper, *sections: str) -> Iterator[FoundSum]:
    """The sums in the text of these sections, by key."""
    return (found for found in paper.sums if paper.passage_at(found.start).section in sections)


RULES = (
    Rule(parts_and_total, Reader.FINANCE, Severity.ERROR),
    Rule(undeclared_sum, Reader.FINANCE),
    Rule(undeclared_amounts, Reader.FINANCE),
    Rule(total_not_asked, Reader.FINANCE),
    Rule(total_not_explained, Reader.FINANCE),
    Rule(budget_unnamed, Reader.FINANCE, gap=True),
)
