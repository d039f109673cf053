"""Appendices that are exempt from publication."""

from collections.abc import Iterator

from decisionforms.decision.facts import PartTwo
from decisionforms.rules.paper import Paper
from decisionforms.rules.remark import Remark
from decisionforms.rules.rule import Reader, Rule


def exempt_appendix_exposed(paper: Paper) -> Iterator[Remark]:
    """An appendix that is exempt belongs to a confidential part, and its file is no public appendix as well.

    Without a confidential part no exemption is recorded that would let it be held back.

    Bad:
        part_2: no
        appendices:
          - {title: Prices, file: appendices/pcd-9004-prices.pdf, exempt: yes}
    Good:
        part_2: {exemption: FOIA s.43(2), kept: governance team, file P2/25-031, review: 30 September 2027}
        appendices:
          - {title: Prices, file: appendices/pcd-9004-prices.pdf, exempt: yes}
    """
    public = {one.file.value: one for one in paper.facts.appendices if not one.exempt.value}
    for one in paper.facts.appendices:
        if not one.exempt.value:
            continue
        if other := public.get(one.file.value):
            problem = f"The file of “{one.title.value}”, which is exempt, is also that of “{other.title.value}”, which is public."
            also = (other.file.span, other.file.value)
            yield Remark(one.file.span, problem, "Name another file for one of them.", also=(also,))
        elif not _has_confidential_part(paper):
            problem = f"“{one.title.value}” is exempt, but no confidential part is recorded."
            remedy = "Record the exemption under “part_2”, or write “exempt: no” if anybody may read it."
            yield Remark(one.exempt.span, problem, remedy)


def _has_confidential_part(paper: Paper) -> bool:
    """Whether one is recorded, or the form has no place for it."""
    given = paper.facts.part_2
    recorded = isinstance(given, PartTwo) or (given is not None and given.value)
    return recorded or not paper.decision.form.asks("part_2")


RULES = (Rule(exempt_appendix_exposed, Reader.GOVERNANCE),)
