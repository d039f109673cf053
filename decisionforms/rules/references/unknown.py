"""References that the register ought to hold."""

import re
from collections.abc import Iterator

from decisionforms.rules.paper import Paper
from decisionforms.rules.references.mentioned import mentioned, related
from decisionforms.rules.remark import Remark
from decisionforms.rules.rule import Reader, Rule
from decisionforms.values.references import Reference

NUMBERED = re.compile(r".*-(\d{1,6})")
LAST = re.compile(r"\d+(?=\D*$)")
NEIGHBOURS = 20
INSTEAD = "Check the number, and correct it if it is mistyped."


def unknown_reference(paper: Paper) -> Iterator[Remark]:
    """A decision that the paper names is in the register, where the register is complete enough to tell.

    Many older decisions were never put into the register, so a number that is not there is mostly a decision that is.
    This speaks only of a gap: where the register holds a lower and a higher number of the same series, both of them
    within twenty, and not the one that is named. Then the number may be mistyped.

    Bad:
        The service was approved in PCD 9012.                    (the register holds PCD 9011 and PCD 9013)
    Good:
        The service was approved in PCD 9011.
    """
    said: set[str] = set()
    for one in related(paper):
        if problem := _gap_at(paper, one.value, said):
            yield Remark(one.span, problem, INSTEAD)
    for found in mentioned(paper):
        if problem := _gap_at(paper, found.reference, said):
            yield paper.remark(found.start, found.end, problem, INSTEAD)


def _gap_at(paper: Paper, reference: Reference, said: set[str]) -> str:
    """What to say where the register holds the neighbours of a reference, but not it; once for each."""
    own = paper.facts.reference
    if reference.written in said or not reference.ours or (own and own.value.written == reference.written):
        return ""
    said.add(reference.written)
    numbered = None if paper.register.find(reference.slug, reference.also) else NUMBERED.fullmatch(reference.slug)
    if numbered is None:
        return ""
    number = int(numbered[1])
    below = _first_held(paper, reference, range(number - 1, number - NEIGHBOURS, -1))
    above = _first_held(paper, reference, range(number + 1, number + NEIGHBOURS))
    if not (below and above):
        return ""
    return f"The register holds no {reference.written}, though it holds {below} and {above}."


def _first_held(paper: Paper, reference: Reference, numbers: range) -> str:
    """The first of these numbers that the register holds, written as this reference of the same series is."""
    number = next((one for one in numbers if paper.register.find(LAST.sub(str(one), reference.slug))), None)
    return LAST.sub(str(number), reference.written) if number is not None else ""


RULES = (Rule(unknown_reference, Reader.GOVERNANCE),)
