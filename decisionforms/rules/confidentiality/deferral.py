"""Deferred publication: why, and until when."""

from collections.abc import Iterator
from datetime import date

from decisionforms.decision.facts import Deferral
from decisionforms.decision.stage import Stage
from decisionforms.diagnostics import Span
from decisionforms.form.form import plain
from decisionforms.rules.declaration.substance import PLACEHOLDERS
from decisionforms.rules.paper import Paper
from decisionforms.rules.remark import Remark
from decisionforms.rules.rule import Reader, Rule
from decisionforms.values.dates import write_date

QUESTIONS = ("deferred", "deferral_reason", "deferral_until")
UNDER_WAY = {Stage.DRAFT, Stage.CHECKED, Stage.CLEARED}


def deferral_unfounded(paper: Paper) -> Iterator[Remark]:
    """A deferral gives its reason, and a day that is still to come when the paper is signed.

    Publication may be put off only where it would harm what is decided, and no longer than needed. Without a day nobody
    releases the paper. A paper that waited longer for its signature than the deferral was to last needs another day.

    Bad:
        deferral: {reason: commercial}
    Good:
        deferral: {reason: the bidders who were not chosen must be told first, until: 22 September 2026}
    """
    given = paper.facts.deferral
    if given is None or not paper.decision.form.asks(*QUESTIONS):
        return
    if isinstance(given, Deferral):
        yield from _unreasoned(paper, given)
        yield from _endless(paper, given)
    elif given.value:
        problem = "Publication is to be deferred, but neither the reason nor the day is recorded."
        yield Remark(given.span, problem, "Write “deferral: {reason: …, until: …}”.")


def _unreasoned(paper: Paper, given: Deferral) -> Iterator[Remark]:
    """That no reason is given, or one that says nothing."""
    remedy = "Say under “reason” what harm publication would do now."
    if given.reason is None:
        yield Remark(_place_of(paper, given), "No reason is recorded for deferring publication.", remedy)
        return
    reason = plain(given.reason.value)
    if not any(map(str.isalnum, reason)) or reason in paper.decision.form.nil_phrases or reason in PLACEHOLDERS:
        problem = f"“{given.reason.value}” is no reason for deferring publication."
        yield Remark(given.reason.span, problem, remedy)


def _endless(paper: Paper, given: Deferral) -> Iterator[Remark]:
    """That no day is given, or one that has passed while there is nothing to defer yet."""
    if given.until is None:
        problem = "It is not recorded until when publication is deferred."
        yield Remark(_place_of(paper, given), problem, "Add “until: …” with the day.")
    elif _waits(paper) and _last_dated(paper) < given.until.value < paper.reviewed:
        day = write_date(given.until.value)
        problem = f"Publication is deferred until {day}, which has passed, and the paper is not signed."
        yield Remark(given.until.span, problem, "Give a day after the decision, or write “deferral: no”.")


def _waits(paper: Paper) -> bool:
    """Whether whoever decides has still to sign."""
    return paper.decision.stage in UNDER_WAY and list(paper.form.signatories)[-1] not in paper.facts.signatures


def _last_dated(paper: Paper) -> date:
    """The last day on which somebody confirmed or advised: a deferral that was over by then is found among the dates."""
    days = [one.date.value for one in paper.facts.officers.values() if one.date]
    days += [one.date.value for one in paper.facts.advice.values() if one.date]
    return max(days, default=date.min)


def _place_of(paper: Paper, given: Deferral) -> Span:
    """Where something is recorded of the deferral."""
    return next((field.span for field in (given.reason, given.until) if field), paper.facts.form.span)


RULES = (Rule(deferral_unfounded, Reader.GOVERNANCE, gap=True),)
