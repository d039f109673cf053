"""The order of the days on which a paper was confirmed, advised on and signed."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from decisionforms.decision.facts import Field
from decisionforms.form.signatories import Signatory
from decisionforms.rules.dates.recorded import advised, signed
from decisionforms.rules.paper import Paper
from decisionforms.rules.remark import Remark
from decisionforms.rules.rule import Reader, Rule
from decisionforms.values.dates import write_date


def signed_out_of_order(paper: Paper) -> Iterator[Remark]:
    """Those who sign sign in the order of the form.

    Each signature stands on top of those before it: whoever signs later relies on what was confirmed earlier.

    Bad:
        chief_executive: {…, date: 20 June 2023}
        deputy_mayor: {…, date: 19 June 2023}
    Good:
        chief_executive: {…, date: 19 June 2023}
        deputy_mayor: {…, date: 20 June 2023}
    """
    for (earlier, first), (later, second) in pairwise(signed(paper)):
        if second.value < first.value:
            problem = f"The {later.office} signed on {write_date(second.value)}, before the {earlier.office}."
            remedy = f"Correct the date that is wrong; the {earlier.office} signs first."
            yield Remark(second.span, problem, remedy, also=((first.span, write_date(first.value)),))


def confirmed_after_signature(paper: Paper) -> Iterator[Remark]:
    """Officers confirm a paper before anyone signs it.

    Bad:
        head_of_service: {…, date: 5 June 2023}
        chief_executive: {…, date: 2 June 2023}
    Good:
        head_of_service: {…, date: 5 June 2023}
        chief_executive: {…, date: 19 June 2023}
    """
    for signatory, signature in _earliest(paper):
        for key, officer in paper.form.officers.items():
            given = paper.facts.officers.get(key)
            if given and given.date and given.date.value > signature.value:
                problem = f"The {officer.office} confirmed the paper after the {signatory.office} had signed it."
                yield _late(given.date, signature, problem)


def advice_after_signature(paper: Paper) -> Iterator[Remark]:
    """Advice is given before anyone signs.

    Whoever signs confirms that the advice was taken into account; advice of a later day can't have been. A day on
    which something is still due to be completed is let through.

    Bad:
        legal: {answer: consulted, by: TfL Legal, date: 28 June 2023}
        chief_executive: {…, date: 19 June 2023}
    Good:
        legal: {answer: consulted, by: TfL Legal, date: 5 June 2023}
        chief_executive: {…, date: 19 June 2023}
    """
    for signatory, signature in _earliest(paper):
        for key, day in advised(paper):
            if day.value > signature.value:
                label = paper.form.rows[key].label.rstrip(":")
                problem = f"This advice (“{label}”) is of a later day than the signature of the {signatory.office}."
                yield _late(day, signature, problem)


def _earliest(paper: Paper) -> Iterator[tuple[Signatory, Field[date]]]:
    """The first signature, if there is one."""
    yield from sorted(signed(paper), key=lambda each: each[1].value)[:1]


def _late(day: Field[date], signature: Field[date], problem: str) -> Remark:
    remedy = "Correct the date that is wrong; if neither is, the paper has to be signed again."
    return Remark(day.span, problem, remedy, also=((signature.span, f"signed on {write_date(signature.value)}"),))


RULES = (
    Rule(signed_out_of_order, Reader.GOVERNANCE),
    Rule(confirmed_after_signature, Reader.GOVERNANCE),
    Rule(advice_after_signature, Reader.GOVERNANCE),
)
