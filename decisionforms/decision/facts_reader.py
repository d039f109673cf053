"""From the front matter of a decision to its facts, with the keys that its form adds."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from msgspec.structs import replace

from decisionforms.decision.facts import Advice, Confirmation, Facts, Field, Naming, Signature
from decisionforms.decision.records import RecordReader, is_empty, kinds_of
from decisionforms.diagnostics import TOP, Finding
from decisionforms.form.form import Form
from decisionforms.text import fields

KINDS: Mapping[str, object] = {"text": Field[str], "date": Field[date], "money": Field[Decimal]}


def read_facts(given: fields.Mapping, form: Form) -> tuple[Facts | None, list[Finding]]:
    """The facts, unless one without which there is no decision is missing; and what is wrong with them."""
    reader, definition = RecordReader(form.grammar), form.definition
    added = {"advice", "signatures", *definition.officers, *definition.facts}
    facts = reader.read(Facts, _only(given, {entry.key for entry in given.entries} - added), added)
    advice = reader.read_each(_under(given, "advice", reader), Advice, form.advice_rows)
    signatures = reader.read_each(_under(given, "signatures", reader), Signature, definition.signatories)
    officers = reader.read_each(_only(given, definition.officers), Confirmation, definition.officers)
    others = {
        entry.key: fact
        for entry in _only(given, definition.facts).entries
        if (fact := reader.read_fact(KINDS[definition.facts[entry.key]], entry))
    }
    if facts:
        facts = replace(facts, advice=advice, signatures=signatures, officers=officers, others=others)
    return facts, reader.findings


def naming_of(given: fields.Mapping, form: Form) -> Naming | None:
    """How a decision is named and related, without its other facts."""
    return RecordReader(form.grammar).read(Naming, _only(given, kinds_of(Naming)))


def _only(given: fields.Mapping, keys: Iterable[str]) -> fields.Mapping:
    """The entries with these keys."""
    wanted = set(keys)
    return fields.Mapping(tuple(entry for entry in given.entries if entry.key in wanted), given.span)


def _under(given: fields.Mapping, key: str, reader: RecordReader) -> fields.Mapping:
    """The mapping under a key; an empty one where there is none."""
    entry = given.entry(key)
    if entry is None or is_empty(entry.value):
        return fields.Mapping((), TOP)
    if not isinstance(entry.value, fields.Mapping):
        reader.say(
            entry.value.span,
            f"“{key}” needs facts of its own.",
            f"Write “{key}:” and each fact under it, indented, as “key: value”.",
        )
        return fields.Mapping((), TOP)
    return entry.value
