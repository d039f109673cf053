"""The gate: which papers may go out on a day, and why each other one stays."""

from collections.abc import Container, Iterator
from datetime import date

from decisionforms.decision.decision import Decision
from decisionforms.decision.facts import Deferral, Field
from decisionforms.decision.stage import Stage
from decisionforms.values.dates import write_date

DECIDED = {Stage.APPROVED, Stage.RECORD}


def reasons_to_stay(decision: Decision, on: date, outcomes: Container[str] = ()) -> Iterator[str]:
    """Why a paper may not go out on this day; nothing where it may.

    Out goes what every signatory has signed in this version and in order, or was published before and is transcribed,
    once its deferral has ended. `outcomes` are refusals and withdrawals that go out as well: a refusal that is signed in
    this version, and of both no signature may be for another.
    """
    if decision.stage not in DECIDED and decision.stage.value not in outcomes:
        yield _not_decided(decision)
        return
    if not decision.reference:
        yield "It has no reference yet."
    yield from _not_signed_anew(decision)
    yield from _not_signed_well(decision, on)
    yield from _deferred(decision, on)
    if decision.stage is not Stage.RECORD and decision.facts.part_2 is None:
        yield "It does not say whether there is a confidential part (“part_2:”)."


def ends_on(decision: Decision) -> date | None:
    """The day on which publication is no longer put off; None where it is not, or nobody said until when."""
    deferral = decision.facts.deferral
    return deferral.until.value if isinstance(deferral, Deferral) and deferral.until else None


def _not_decided(decision: Decision) -> str:
    if decision.facts.outcome:
        return f"The request was {decision.facts.outcome.answer.value}, so there is no decision to publish."
    form = decision.form.definition
    if decision.stage is not Stage.DRAFT and (unsigned := _not_signed_by(decision, form.signatories)):
        return unsigned
    return f"It is a {decision.stage.words(form).name.lower()}: something in its declaration is not confirmed yet."


def _not_signed_anew(decision: Decision) -> Iterator[str]:
    """Of a request that ended otherwise, who has to sign it again; a refusal has to be signed by whoever decides."""
    if decision.facts.outcome:
        decides = list(decision.form.definition.signatories)[-1:] if decision.stage is Stage.REFUSED else ()
        if unsigned := _not_signed_by(decision, {*decision.facts.signatures, *decides}):
            yield unsigned


def _not_signed_by(decision: Decision, wanted: Container[str]) -> str:
    """A sentence that names those of the wanted signatories who have not signed this version; empty where all have."""
    form = decision.form.definition
    offices = [one.office for key, one in form.signatories.items() if key in wanted and key not in decision.signed]
    name = decision.stage.words(form).name.lower()
    return f"It is {name}, and not signed in this version by the {' and the '.join(offices)}." if offices else ""


def _not_signed_well(decision: Decision, on: date) -> Iterator[str]:
    """What is wrong with the signatures of a paper that has them: order, day, interests."""
    if decision.facts.record:
        return
    last = date.min
    for key, signatory in decision.form.definition.signatories.items():
        signature = decision.signed.get(key)
        if signature is None:
            continue
        if signature.date.value < last:
            yield f"The {signatory.office} signed before the one who signs earlier."
        if signature.date.value > on:
            yield f"The signature of the {signatory.office} is dated {write_date(signature.date.value)}."
        if signatory.interests and signature.interests is None:
            yield f"The {signatory.office} has stated no interests (“interests: none”, or which)."
        last = max(last, signature.date.value)


def _deferred(decision: Decision, on: date) -> Iterator[str]:
    deferral = decision.facts.deferral
    if isinstance(deferral, Deferral) and deferral.until is None:
        yield "Its publication is deferred, and no day is given until which."
    elif (until := ends_on(decision)) and until > on:
        yield f"Its publication is deferred until {write_date(until)}."
    elif (deferral is None or (isinstance(deferral, Field) and deferral.value)) and not decision.facts.record:
        yield "It does not say whether publication is deferred (“deferral:”)."
