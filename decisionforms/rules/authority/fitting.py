"""Whether what a paper declares fits the limits of a paragraph of the scheme."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct

from decisionforms.decision.facts import Facts, PartTwo
from decisionforms.diagnostics import Span
from decisionforms.form.reviewed import SchemeParagraph
from decisionforms.rules.dates.lengths import length_of
from decisionforms.rules.paper import Paper
from decisionforms.values.money import write_money
from decisionforms.values.terms import write_term

MONTHS = {"year": Fraction(12), "month": Fraction(1), "week": Fraction(12, 52), "day": Fraction(12, 365)}


class Misfit(Struct, frozen=True):
    """What does not fit, or is missing: half a sentence, what to do, and the fact with its place where it is given."""

    problem: str
    remedy: str
    span: Span | None = None
    said: str = ""


def misfits_of(paper: Paper, one: SchemeParagraph) -> list[Misfit]:
    """Everything that keeps the declared facts from fitting this paragraph."""
    found = [*_subject(paper, one), *_sum(paper.facts, one), *_original_value(paper.facts, one)]
    return found or list(_change(paper.facts, one))


def _subject(paper: Paper, one: SchemeParagraph) -> Iterator[Misfit]:
    instrument = paper.facts.instrument
    named = set(instrument.value.lower().split()) if instrument else set()
    if one.about and not (set(one.about) & (paper.words | named)):
        yield Misfit(f"the paper speaks of no “{one.about[0]}”", "Correct the paragraph.")


def _sum(facts: Facts, one: SchemeParagraph) -> Iterator[Misfit]:
    least, over = one.sum_from, one.sum_over
    asked, field = sum_of(facts), facts.total or next((each.sum for each in facts.amounts), None)
    if (least is None and over is None) or (isinstance(facts.part_2, PartTwo) and asked is None):
        return
    if asked is None or field is None:
        yield Misfit("no sum is declared", "Declare the sum as “total: …”.")
    elif (least is not None and asked < least) or (over is not None and asked <= over):
        yield Misfit(
            f"the sum is {write_money(asked)}", "Correct the paragraph or the sum.", field.span, write_money(asked)
        )


def _original_value(facts: Facts, one: SchemeParagraph) -> Iterator[Misfit]:
    least, original = one.original_value_from, facts.original_value
    if least is None or (isinstance(facts.part_2, PartTwo) and original is None):
        return
    if original is None:
        remedy = "Add “original_value: …”, the value of the contract before any change."
        yield Misfit("the original value is not declared", remedy)
    elif original.value < least:
        said = write_money(original.value)
        yield Misfit(f"the original value is {said}", "Correct the paragraph or the value.", original.span, said)


def _change(facts: Facts, one: SchemeParagraph) -> Iterator[Misfit]:
    """That a change is within both limits, as far as they are known; over one of them it fits."""
    original, asked, lasting = facts.original_value, sum_of(facts), months_of(facts)
    limits = (one.change_over_percent, one.change_over_months)
    if limits == (None, None) or original is None or not original.value:
        return
    if asked is None and isinstance(facts.part_2, PartTwo):
        return
    share = None if asked is None else asked * 100 / original.value
    if not _over(limits[0], share) and not _over(limits[1], lasting):
        value = write_money(original.value)
        problem = f"{_said_of_sum(asked, share, value)} and {_said_of_term(facts)}"
        known = asked is not None and lasting is not None
        remedy = (
            "Correct the paragraph, or the facts at the top."
            if known
            else "Add what is missing, or correct the paragraph."
        )
        yield Misfit(problem, remedy, original.span, value)


def _over(limit: int | None, value: Decimal | Fraction | None) -> bool:
    return limit is not None and value is not None and value > limit


def _said_of_sum(asked: Decimal | None, share: Decimal | None, original: str) -> str:
    if asked is None or share is None:
        return "no sum is declared"
    return f"{write_money(asked)} is {f'{share:.1f}'.removesuffix('.0')}% of the original value of {original}"


def _said_of_term(facts: Facts) -> str:
    if facts.term:
        return f"the change lasts {write_term(facts.term.value)}"
    if facts.starts and facts.ends:
        return f"the change lasts {write_term(length_of(facts.starts.value, facts.ends.value))}"
    return "no term is declared"


def sum_of(facts: Facts) -> Decimal | None:
    """What the paper asks for: the declared total, or that of the declared sums."""
    if facts.total:
        return facts.total.value
    return sum((one.sum.value for one in facts.amounts), Decimal(0)) if facts.amounts else None


def months_of(facts: Facts) -> Fraction | None:
    """How long it lasts, in months: as declared, or from the start to the end."""
    if facts.term:
        return facts.term.value.count * MONTHS[facts.term.value.unit]
    if facts.starts and facts.ends:
        return ((facts.ends.value - facts.starts.value).days + 1) * MONTHS["day"]
    return None
