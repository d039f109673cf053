"""References that the register ought to hold."""

import re
from collections.abc import Iterator

from decisionforms.rules.paper import Paper
from decisionforms.rules.references.mentioned import mentioned, related
from decisionforms.rules.remark import Remark
from decisionforms.rules.rule import Reader, Rule
from decisionforms.values.references import Reference

NUMBERED = re.compile(r"(.*-)(\d{1,6})")
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
    slug = reference.slug
    series = None if paper.register.find(slug, reference.also) else NUMBERED.fullmatch(slug)
    if series is None:
        return ""
    number = int(series[2])
    below = _first_held(paper, series[1], range(number - 1, number - NEIGHBOURS, -1))
    above = _first_held(paper, series[1], range(number + 1, number + NEIGHBOURS))
    if not (below and above):
        return ""
    return f"The register holds no {reference.written}, though it holds {below} and {above}."


def _first_held(paper: Paper, series: str, numbers: range) -> str:
    held = filter(None, (paper.register.find(f"{series}{number}") for number in numbers))
    return next(filter(None, (paper.register.entries[slug].reference for slug in held)), "")


RULES = (Rule(unknown_reference, Reader.GOVERNANCE),)
