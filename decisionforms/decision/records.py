"""From a mapping of the front matter to a record: the record's annotations say which keys and kinds there are.

A value of the wrong kind, an unknown key and a missing one are findings; the record is then None, since what can't be
carried is never guessed or dropped.
"""

import contextlib
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, NoReturn, TypeAlias, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from msgspec import Struct
from msgspec.structs import fields as struct_fields

from decisionforms.decision.facts import NOT_PRINTED, Field
from decisionforms.diagnostics import Finding, Severity, Span
from decisionforms.text import fields
from decisionforms.text.fields import Entry, Scalar, Sequence, Value
from decisionforms.values.dates import read_date
from decisionforms.values.money import read_money
from decisionforms.values.nearest import nearest
from decisionforms.values.references import Grammar, Reference
from decisionforms.values.terms import Term, read_term
from decisionforms.values.unreadable import UnreadableValueError

R = TypeVar("R")
MOST_ITEMS = 500
YES_NO = {"yes": True, "no": False}


class WrongValueError(Exception):
    """A value can't be read; the finding is made."""


class Shape(Struct, frozen=True):
    """What values of a kind are made of: `Field` of a type, `tuple` of the shapes of a kind, or a record."""

    made: object
    of: Any


# How a single value of a kind is read, and how several are.
Shapes: TypeAlias = tuple[Shape, Shape]


class RecordReader:
    """Reads records of one decision; what is wrong is added to `findings`."""

    def __init__(self, grammar: Grammar) -> None:
        self.findings: list[Finding] = []
        self._grammar = grammar
        self._scalars: dict[object, Callable[[str], object]] = {
            str: one_line,
            date: read_date,
            Decimal: read_money,
            Term: read_term,
            bool: read_yes_no,
            Reference: grammar.read,
        }

    def read(self, record: type[R], mapping: fields.Mapping, elsewhere: Iterable[str] = ()) -> R | None:
        """The record, or None where a fact it must have is missing or can't be read.

        `elsewhere` are keys that are known, but read by another: they are only for the advice about unknown ones.
        """
        kind_of_record: type = record
        kinds = _shapes_in(kind_of_record)
        values: dict[str, Any] = {}
        for entry in mapping.entries:
            if entry.key not in kinds:
                self._unknown(entry, [*kinds, *elsewhere])
                continue
            name, shapes = kinds[entry.key]
            try:
                values[name] = self._value(shapes, entry.value, entry.written)
            except WrongValueError:
                continue
        self._name_missing(kind_of_record, mapping)
        given = {name: value for name, value in values.items() if value is not None}
        return record(**given) if required(kind_of_record) <= given.keys() else None

    def read_each(self, mapping: fields.Mapping, record: type[R], keys: Iterable[str]) -> dict[str, R]:
        """A record for each of the keys that is given; other keys are findings."""
        read: dict[str, R] = {}
        shapes = shapes_of(cast("object", record))
        for entry in mapping.entries:
            if entry.key not in keys:
                self._unknown(entry, keys)
                continue
            with contextlib.suppress(WrongValueError):
                if (value := self._value(shapes, entry.value, entry.written)) is not None:
                    read[entry.key] = value  # type: ignore[assignment]  # _value returns what `record` makes
        return read

    def read_fact(self, kind: object, entry: Entry) -> Field[Any] | None:
        """One fact of a kind that the form names."""
        with contextlib.suppress(WrongValueError):
            return cast("Field[Any] | None", self._value(shapes_of(kind), entry.value, entry.written))
        return None

    def _name_missing(self, record: type, mapping: fields.Mapping) -> None:
        given = {entry.key for entry in mapping.entries if not is_empty(entry.value)}
        for name in sorted(required(record)):
            if (key := name.rstrip("_")) not in given:
                self.findings.append(
                    Finding("missing-fact", mapping.span, f"“{key}” is missing here.", f"Add “{key}: …”.")
                )

    def _value(self, shapes: Shapes, value: Value, key: str) -> object:
        if is_empty(value):
            return None
        shape = shapes[not isinstance(value, Scalar)]
        if shape.made is Field:
            return self._field(shape.of, value, key)
        if shape.made is tuple:
            items = value.items if isinstance(value, Sequence) else (value,)
            if len(items) > MOST_ITEMS:
                self._wrong(value.span, f"“{key}” has more than {MOST_ITEMS} entries.", "Name those that matter.")
            read_items = (self._value(shape.of, item, key) for item in items)
            return tuple(item for item in read_items if item is not None)
        if not isinstance(value, fields.Mapping):
            self._wrong(
                value.span,
                f"“{key}” needs facts of its own here.",
                f"Write: {key}: {example_of(shape.of)} — with quotes around a value that has a comma or a colon.",
            )
        read: object = self.read(shape.of, value)
        if read is None:
            raise WrongValueError
        return read

    def _field(self, kind: object, value: Value, key: str) -> Field[Any]:
        if not isinstance(value, Scalar):
            self._wrong(
                value.span,
                f"“{key}” holds one value, but here are several.",
                f"Write “{key}: …” on one line, with quotes if it has commas or colons.",
            )
        if get_origin(kind) is Literal:
            return Field(self._choice(get_args(kind), value, key), value.span)
        try:
            read = self._scalars[kind](value.text)
            if kind is Reference and (doubt := self._grammar.doubt_of(value.text)):
                remedy = f"Write {self._grammar.read(value.text).written}."
                self.findings.append(Finding("old-reference", value.span, doubt, remedy, Severity.WARNING))
            return Field(read, value.span)
        except UnreadableValueError as fault:
            self._wrong(value.span, f"{key}: {fault.problem}", fault.remedy)

    def _choice(self, choices: tuple[str, ...], value: Scalar, key: str) -> str:
        chosen = value.text.strip().lower()
        if chosen not in choices:
            self._wrong(
                value.span, f"“{value.text}” can't be the value of “{key}”.", f"It is one of: {', '.join(choices)}."
            )
        return chosen

    def _unknown(self, entry: Entry, known: Iterable[str]) -> None:
        near = nearest(entry.key, known)
        remedy = f"Did you mean “{near}”?" if near else f"These are known here: {', '.join(sorted(known))}."
        self.findings.append(
            Finding(
                "unknown-key",
                entry.span,
                f"“{entry.written}” is not a fact that is known here, so it would be lost.",
                remedy,
            )
        )

    def say(self, span: Span, problem: str, remedy: str) -> None:
        """Make a finding on a value of the wrong kind."""
        self.findings.append(Finding("wrong-kind", span, problem, remedy))

    def _wrong(self, span: Span, problem: str, remedy: str) -> NoReturn:
        self.say(span, problem, remedy)
        raise WrongValueError


def read_yes_no(text: str) -> bool:
    """True for yes, False for no. Raises UnreadableValueError for anything else."""
    word = text.strip().lower()
    if word not in YES_NO:
        raise UnreadableValueError(f"“{text.strip()}” is neither yes nor no.", "Write yes or no.")
    return YES_NO[word]


def one_line(text: str) -> str:
    """The text on one line, as the form prints it."""
    return " ".join(filter(None, map(str.strip, text.split("\n")))) if "\n" in text else text.strip()


def printed_name(field: Field[str] | None) -> str:
    """A name that can be printed; empty where none is given, or the published form prints none."""
    return field.value if field and field.value != NOT_PRINTED else ""


@cache
def kinds_of(record: type) -> dict[str, tuple[str, object]]:
    """The keys of a record, each with its field and kind; fields whose keys only a form knows are left out."""
    hints = get_type_hints(record)
    return {name.rstrip("_"): (name, hint) for name, hint in hints.items() if get_origin(hint) is not Mapping}


@cache
def required(record: type) -> frozenset[str]:
    """The fields without which there is no record."""
    return frozenset(field.name for field in struct_fields(record) if field.required)


def example_of(record: type) -> str:
    """A record as it is written: what it must have, or what it can have where nothing is a must."""
    keys = [key for key, (name, _) in kinds_of(record).items() if name in required(record)]
    keys = keys or [key for key in kinds_of(record) if key != "printed"]
    return f"{{{', '.join(f'{key}: …' for key in keys)}}}"


def is_empty(value: Value) -> bool:
    """Whether nothing is written after a key."""
    return isinstance(value, Scalar) and not value.text.strip()


@cache
def _shapes_in(record: type) -> dict[str, tuple[str, Shapes]]:
    """The keys of a record, each with its field and shapes."""
    return {key: (name, shapes_of(kind)) for key, (name, kind) in kinds_of(record).items()}


@cache
def shapes_of(kind: object) -> Shapes:
    """How values of a kind are read; where it can be one of several, each in its own way.

    This is settled once, since the kinds of `typing` are slow to compare.
    """
    members = [kind]
    if get_origin(kind) in {Union, UnionType}:
        members = [member for member in get_args(kind) if member is not NoneType]
    single = next((member for member in members if get_origin(member) is Field), members[0])
    several = next((member for member in members if get_origin(member) is not Field), members[0])
    return _shape(single), _shape(several)


def _shape(kind: object) -> Shape:
    inside = get_args(kind)
    made = get_origin(kind) or kind
    return Shape(made, shapes_of(inside[0]) if made is tuple else inside[0] if inside else kind)
