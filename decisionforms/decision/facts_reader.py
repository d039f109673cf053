"""From the front matter of a decision to its facts, with the keys that its form adds."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from msgspec.structs import replace

from decisionforms.decision.facts import Advice, Confirmation, Facts, Field, Naming, Signature
from decisionforms.decision.records import RecordReader, is_empty, kinds_of
from decisionforms.diagnostics import TOP, Finding
from decisionforms.form.declaration import Row
from decisionforms.form.form import Form
from decisionforms.text import fields
from decisionforms.text.fields import Scalar

KINDS: Mapping[str, object] = {"text": Field[str], "date": Field[date], "money": Field[Decimal]}


def read_facts(given: fields.Mapping, form: Form) -> tuple[Facts | None, list[Finding]]:
    """The facts, unless one without which there is no decision is missing; and what is wrong with them."""
    reader, definition = RecordReader(form.grammar), form.definition
    added = {"advice", "signatures", *definition.officers, *definition.facts}
    facts = reader.read(Facts, _only(given, {entry.key for entry in given.entries} - added), added)
    answers = _whole(_under(given, "advice", form.advice_rows, reader), form, reader)
    advice = reader.read_each(answers, Advice, form.advice_rows)
    signed = _under(given, "signatures", definition.signatories, reader)
    signatures = reader.read_each(signed, Signature, definition.signatories)
    officers = reader.read_each(_only(given, definition.officers), Confirmation, definition.officers)
    others = {
        entry.key: fact
        for entry in _only(given, definition.facts).entries
        if (fact := reader.read_fact(KINDS[definition.facts[entry.key]], entry))
    }
    if facts:
        advice = {key: _as_listed(one, definition.rows[key]) for key, one in advice.items()}
        facts = replace(facts, advice=advice, signatures=signatures, officers=officers, others=others)
    return facts, reader.findings


def naming_of(given: fields.Mapping, form: Form) -> Naming | None:
    """How a decision is named and related, without its other facts."""
    return RecordReader(form.grammar).read(Naming, _only(given, kinds_of(Naming)))


def _only(given: fields.Mapping, keys: Iterable[str]) -> fields.Mapping:
    """The entries with these keys."""
    wanted = set(keys)
    return fields.Mapping(tuple(entry for entry in given.entries if entry.key in wanted), given.span)


def _under(given: fields.Mapping, key: str, known: Iterable[str], reader: RecordReader) -> fields.Mapping:
    """The mapping under a key; an empty one where there is none."""
    entry = given.entry(key)
    if entry is None or is_empty(entry.value):
        return fields.Mapping((), TOP)
    if not isinstance(entry.value, fields.Mapping):
        reader.say(
            entry.value.span,
            f"“{key}” needs facts of its own.",
            f"Write nothing else on the line of “{key}:”, and below it, two spaces in, lines that begin with one of: {', '.join(f'{one}:' for one in known)}",
        )
        return fields.Mapping((), TOP)
    return entry.value


def _whole(given: fields.Mapping, form: Form, reader: RecordReader) -> fields.Mapping:
    """The rows of advice that are written as facts; of one that is an answer alone it is said what stands beside it."""
    alone = {
        entry.key: entry.value
        for entry in given.entries
        if entry.key in form.advice_rows and isinstance(entry.value, Scalar) and not is_empty(entry.value)
    }
    for key, value in alone.items():
        ways = [f"{key}: {way}" for way in _ways_to_answer(form.definition.rows[key], value.text)]
        reader.say(value.span, f"“{key}” needs facts of its own here.", f"Write: {' or '.join(ways)}")
    return _only(given, {entry.key for entry in given.entries} - alone.keys()) if alone else given


def _ways_to_answer(row: Row, answer: str) -> list[str]:
    """How a row is answered, with that answer if it is one of the row's."""
    said = {"by": "…", "date": "…", "reason": "…"}
    chosen = [one for one in row.statements if one.answer.casefold() == answer.strip().casefold()]
    return [statement.recorded(said) for statement in chosen or row.statements]


def _as_listed(given: Advice, row: Row) -> Advice:
    """The advice with its answer as the form spells it: capitals make no difference."""
    if row.statement_for(given.answer.value):
        return given
    listed = {answer.casefold(): answer for answer in row.answers}
    answer = listed.get(given.answer.value.casefold(), given.answer.value)
    return replace(given, answer=Field(answer, given.answer.span))
