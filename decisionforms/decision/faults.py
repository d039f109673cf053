"""What contradicts itself among the facts of a decision, and what a paper still lacks."""

from collections.abc import Iterator

from decisionforms.decision.decision import Decision
from decisionforms.decision.facts import NOT_PRINTED, Facts, Field
from decisionforms.decision.records import is_empty
from decisionforms.decision.stage import Stage
from decisionforms.diagnostics import Finding, Severity, Span
from decisionforms.form.definition import Edition
from decisionforms.form.form import Form
from decisionforms.text import fields
from decisionforms.values.dates import write_date

DEFERRAL = ("deferred", "deferral_reason", "deferral_until")
# What can be written at once; any other fact has to be found out.
SIMPLEST = {"deferral": "no", "part_2": "no"}


def faults_of(facts: Facts, form: Form, edition: Edition) -> Iterator[Finding]:
    """Facts that this form can't carry, or that contradict one another."""
    yield from _advice(facts, form, edition)
    yield from _unasked(facts, form)
    yield from _record(facts, form)
    for key, signature in facts.signatures.items():
        if signature.interests and not form.definition.signatories[key].interests:
            problem = f"The {form.definition.signatories[key].office} states no interests on this form, so this would be lost."
            yield Finding("unasked-interests", signature.interests.span, problem, "Remove it.")
    if facts.reference and not facts.reference.value.ours:
        problem = f"{facts.reference.value.written} is a reference of another register."
        yield Finding(
            "foreign-reference",
            facts.reference.span,
            problem,
            "Write the reference the secretariat gave to this paper.",
        )


def gaps_of(decision: Decision, given: fields.Mapping, severity: Severity) -> Iterator[Finding]:
    """Facts without which a paper can be built, but should not be signed; of one that can't be read, enough is said."""
    facts, form = decision.facts, decision.form
    gaps = {
        "title": facts.title is None,
        "reference": facts.reference is None and decision.stage not in {Stage.DRAFT, Stage.CHECKED},
        "deferral": facts.deferral is None and form.asks(*DEFERRAL),
        "part_2": facts.part_2 is None and form.asks("part_2"),
        **{key: key not in facts.others and form.asks(key) for key in form.definition.facts},
    }
    for key, missing in gaps.items():
        if missing and ((entry := given.entry(key)) is None or is_empty(entry.value)):
            line = f"{key}: {SIMPLEST.get(key, '…')}"
            if entry:
                problem = f"Nothing is written after “{entry.written}:”, so the form shows a gap."
                remedy = f"Write it on this line: {line}"
            else:
                problem = f"“{key}” is not given, so the form shows a gap."
                remedy = f"Add a line above this one: {line}"
            yield Finding("missing-fact", given.place_of(key), problem, remedy, severity)


def _advice(facts: Facts, form: Form, edition: Edition) -> Iterator[Finding]:
    for key, given in facts.advice.items():
        row = form.definition.rows[key]
        if key not in edition.rows:
            problem = f"This edition of the form has no row for “{key}”, so the answer would be lost."
            yield Finding("unknown-row", given.answer.span, problem, "Remove it, or correct the edition under “form”.")
        elif row.statement_for(given.answer.value) is None:
            problem = f"“{given.answer.value}” can't be the answer for “{key}”."
            yield Finding("unknown-answer", given.answer.span, problem, f"It is one of: {', '.join(row.answers)}.")


def _unasked(facts: Facts, form: Form) -> Iterator[Finding]:
    for key, given, asked in (
        ("deferral", facts.deferral, form.asks(*DEFERRAL)),
        ("part_2", facts.part_2, form.asks("part_2")),
    ):
        if given is not None and not asked:
            span = given.span if isinstance(given, Field) else Span(1)
            yield Finding(
                "unknown-key", span, f"This form does not ask for “{key}”, so it would be lost.", "Remove it."
            )


def _record(facts: Facts, form: Form) -> Iterator[Finding]:
    if facts.record is None:
        yield from _not_printed(facts)
        return
    last = list(form.definition.signatories)[-1]
    if last not in facts.signatures:
        problem = "A transcribed record needs the date on which it was signed."
        yield Finding(
            "unsigned-record",
            facts.record.span,
            problem,
            f"Add it under “signatures”: {last}: {{name: {NOT_PRINTED}, date: …}}.",
        )
    before = form.definition.records_before
    if any(signature.date.value >= before for signature in facts.signatures.values()):
        problem = f"Only a form signed before {write_date(before)} can be kept as a transcribed record."
        yield Finding(
            "late-record", facts.record.span, problem, "Remove “record: published”, and have the decision signed."
        )


def _not_printed(facts: Facts) -> Iterator[Finding]:
    """“not printed” and `printed` speak of a published form: elsewhere they would stand in for a fact."""
    officers, signatures = facts.officers.values(), facts.signatures.values()
    names = [
        *(one.name for one in officers),
        *(one.post for one in officers),
        *(one.name for one in signatures),
        *(one.interests for one in signatures),
    ]
    for field in names:
        if field and field.value == NOT_PRINTED:
            yield Finding(
                "record-only",
                field.span,
                f"“{NOT_PRINTED}” can only stand in a transcribed record.",
                "Write the fact itself.",
            )
    for printed in (*(one.printed for one in officers), *(one.printed for one in facts.advice.values())):
        if printed:
            yield Finding(
                "record-only",
                printed.span,
                "“printed” can only stand in a transcribed record.",
                "Remove it: ticks follow from the facts.",
            )
