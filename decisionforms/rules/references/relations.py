"""Relations among the facts: to others only, and each once."""

from collections.abc import Iterator

from decisionforms.decision.facts import Field
from decisionforms.diagnostics import Severity
from decisionforms.rules.paper import Paper
from decisionforms.rules.references.mentioned import related
from decisionforms.rules.remark import Remark
from decisionforms.rules.rule import Reader, Rule
from decisionforms.values.references import Reference


def related_to_itself(paper: Paper) -> Iterator[Remark]:
    """A paper does not extend, replace or belong to itself.

    Bad:
        reference: PCD 9003
        extends: PCD 9003
    Good:
        reference: PCD 9003
        extends: PCD 9001
    """
    own = paper.facts.reference
    for one in related(paper) if own else ():
        if own and one.value.slug == own.value.slug:
            problem = f"{own.value.written} is the reference of this paper itself."
            yield Remark(
                one.span, problem, "Write the reference of the other decision.", also=((own.span, "reference"),)
            )


def related_twice(paper: Paper) -> Iterator[Remark]:
    """Another decision is named once among the facts: as extended, as replaced, or as related.

    What extends or replaces a decision is related to it in any case. To extend it and to replace it are two things.

    Bad:
        extends: [PCD 9001, PCD 9001]
        relates_to: PCD 9001
    Good:
        extends: PCD 9001
    """
    first: dict[str, Field[Reference]] = {}
    for one in related(paper):
        earlier = first.setdefault(one.value.slug, one)
        if earlier is not one:
            problem = f"{one.value.written} is named among the facts twice."
            also = ((earlier.span, "named here first"),)
            yield Remark(one.span, problem, "Leave it where it says most, and remove it here.", also=also)


RULES = (Rule(related_to_itself, Reader.GOVERNANCE, Severity.ERROR), Rule(related_twice, Reader.GOVERNANCE))
