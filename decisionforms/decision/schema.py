"""The JSON Schema of the front matter, from the facts there are and what a form adds: for editors that complete and check.

It is looser than reading itself: what it refuses is refused there too, with better words. Only capitals it minds more.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from types import NoneType
from typing import Any, Literal, cast, get_args, get_origin

from decisionforms.decision.facts import Advice, Confirmation, Facts, Field, Signature
from decisionforms.decision.records import kinds_of, required
from decisionforms.form.form import Form
from decisionforms.values.references import Reference
from decisionforms.values.terms import Term

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
SCALARS: Mapping[object, Schema] = {
    str: {"type": ["string", "number"]},
    bool: {"enum": ["yes", "no", True, False]},
    date: {"type": "string", "pattern": r"^(\d{1,2}\s+[A-Z][a-z]+\s+\d{4}|\d{4}-\d{2}-\d{2})$"},
    Decimal: {"type": "string", "pattern": r"^£\d"},
    Term: {"type": "string", "pattern": r"^\w+[ -](day|week|month|year)s?$"},
    Reference: {"type": "string"},
}
EMPTY: Schema = {"type": "null"}


def front_matter_schema(form: Form) -> Schema:
    """The schema of the facts of a decision on this form, in any of its editions."""
    definition = form.definition
    answers = {key: _advice(definition.rows[key].answers) for key in form.advice_rows}
    own = {key: SCALARS[{"text": str, "date": date, "money": Decimal}[kind]] for key, kind in definition.facts.items()}
    properties = {
        **_properties(Facts),
        "form": {"enum": [f"{form.name}/{edition}" for edition in definition.editions]},
        "advice": _table(answers),
        "signatures": _table(dict.fromkeys(definition.signatories, _record(Signature))),
        **dict.fromkeys(definition.officers, _record(Confirmation)),
        **own,
    }
    facts = {key: {"anyOf": [schema, EMPTY]} for key, schema in properties.items()}
    title = f"The facts at the top of a decision: {definition.name}"
    return {"$schema": DIALECT, "title": title, **_table(facts), "required": sorted(required(Facts))}


def _properties(record: type) -> Schema:
    return {key: _kind(kind) for key, (_, kind) in kinds_of(record).items()}


def _record(record: type) -> Schema:
    return {**_table(_properties(record)), "required": sorted(name.rstrip("_") for name in required(record))}


def _advice(answers: Iterable[str]) -> Schema:
    return {**_record(Advice), "properties": {**_properties(Advice), "answer": {"enum": list(answers)}}}


def _table(properties: Mapping[str, Schema]) -> Schema:
    return {"type": "object", "properties": dict(properties), "additionalProperties": False}


def _kind(kind: object) -> Schema:
    """The schema of a kind: a single value, a list that may also be one value, a record, or one of several."""
    origin, inside = get_origin(kind), get_args(kind)
    if origin is Field:
        return _scalar(inside[0])
    if origin is tuple:
        one = _kind(inside[0])
        return {"anyOf": [one, {"type": "array", "items": one}]}
    if inside:
        members = [_kind(member) for member in inside if member is not NoneType]
        return members[0] if len(members) == 1 else {"anyOf": members}
    return _record(cast("type", kind))


def _scalar(kind: object) -> Schema:
    if get_origin(kind) is Literal:
        return {"enum": list(get_args(kind))}
    return SCALARS.get(kind, SCALARS[str])
