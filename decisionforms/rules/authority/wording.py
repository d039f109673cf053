"""Wording that waits for somebody who has seen it in print."""

from collections.abc import Iterator

from decisionforms.diagnostics import Severity, Span
from decisionforms.rules.paper import Paper
from decisionforms.rules.remark import Remark
from decisionforms.rules.rule import Reader, Rule


def unconfirmed_wording(paper: Paper) -> Iterator[Remark]:
    """What the form prints was seen in print before.

    Wording marked `confirmed = false` in the form's definition was taken over from other editions. It can be used; who
    keeps the form should compare it with a published one. Said once for each paper.

    Bad:
        legal: {answer: consulted, …}            (this statement was never seen in print)
    Good:
        legal: {answer: not required, …}         (this one was)
    """
    found = list(_unconfirmed(paper))
    if found:
        (span, first), *others = found
        more = f", and {len(others)} more" if others else ""
        problem = f"The form prints wording here that was never seen in print: {first}{more}."
        yield Remark(
            span, problem, "Compare it with a published form, and correct it there or confirm it.", also=tuple(others)
        )


def _unconfirmed(paper: Paper) -> Iterator[tuple[Span, str]]:
    """The wording that this paper prints and nobody has confirmed, each with the place of the fact that calls for it."""
    facts = paper.facts
    if not paper.decision.edition.confirmed:
        yield facts.form.span, f"the edition “{facts.form.value}”"
    for row in paper.decision.declaration:
        if not row.wording_confirmed and row.key in facts.advice:
            yield facts.advice[row.key].answer.span, f"“{row.statement}”"
    stage, span = (
        (facts.outcome.answer.value, facts.outcome.answer.span) if facts.outcome else ("approved", facts.form.span)
    )
    for signatory in paper.form.signatories.values():
        if signatory.outcomes and stage in signatory.outcomes.unconfirmed:
            yield span, f"“{signatory.outcomes.of(stage)}”"


RULES = (Rule(unconfirmed_wording, Reader.GOVERNANCE, Severity.NOTE),)
