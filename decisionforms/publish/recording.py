"""From a decision to its public record."""

from collections.abc import Iterable
from datetime import date

from decisionforms.decision.decision import Decision
from decisionforms.decision.facts import Amount, Field, PartTwo
from decisionforms.decision.stage import Stage
from decisionforms.publish.gate import ends_on
from decisionforms.publish.record import Record, Spend
from decisionforms.values.terms import write_term

NOT_YET = date.max


def record_of(decision: Decision) -> Record:
    """The public record of a decision, but for what other files know: its relations, chain, appendices and history."""
    facts, form = decision.facts, decision.form.definition
    part_2 = facts.part_2 if isinstance(facts.part_2, PartTwo) else None
    return Record(
        slug=decision.slug,
        reference=decision.reference,
        title=_text(facts.title),
        form=facts.form.value,
        version=decision.version,
        outcome=decision.stage.value,
        stage=decision.stage.words(form).name,
        maker=maker_of(decision),
        decided=decided_on(decision),
        published=NOT_YET,
        deferred_until=ends_on(decision) if decision.form.asks("deferral_until") else None,
        directorate=_text(facts.directorate),
        topics=_texts(facts.topics),
        amounts=tuple(_spend(one) for one in facts.amounts),
        total=facts.total.value if facts.total else None,
        original_value=facts.original_value.value if facts.original_value else None,
        recipients=_texts(facts.recipients),
        instrument=_text(facts.instrument),
        starts=facts.starts.value if facts.starts else None,
        ends=facts.ends.value if facts.ends else None,
        term=write_term(facts.term.value) if facts.term else "",
        scheme_paragraph=_text(facts.scheme_paragraph),
        exemption=_texts(part_2.exemption) if part_2 else None,
        exemption_review=part_2.review.value if part_2 and part_2.review else None,
    )


def maker_of(decision: Decision) -> str:
    """The office that decides on such a form; that of the last signatory where none is said to approve."""
    signatories = list(decision.form.definition.signatories.values())
    return next((one for one in signatories if one.brings == Stage.APPROVED.value), signatories[-1]).office


def decided_on(decision: Decision) -> date | None:
    """The day of the last signature; of a request that ended otherwise, the day on which it did."""
    if decision.signed:
        return max(signature.date.value for signature in decision.signed.values())
    return decision.facts.outcome.date.value if decision.facts.outcome else None


def _spend(one: Amount) -> Spend:
    return Spend(one.sum.value, _text(one.for_), _text(one.from_), _text(one.year), one.type.value if one.type else "")


def _text(field: Field[str] | None) -> str:
    return field.value if field else ""


def _texts(fields: Iterable[Field[str]]) -> tuple[str, ...]:
    return tuple(field.value for field in fields)
