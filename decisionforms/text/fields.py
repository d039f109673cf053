"""Facts as typed: a tree of texts with places. What a text means is settled later, by the kind of its field."""

from typing import TypeAlias

from msgspec import Struct

from decisionforms.diagnostics import Span


class Scalar(Struct, frozen=True):
    """A value as typed."""

    text: str
    span: Span


class Sequence(Struct, frozen=True):
    """Values under one another, or between square brackets."""

    items: tuple["Value", ...]
    span: Span


class Entry(Struct, frozen=True):
    """A key with its value; `written` is the key as typed, `key` its one spelling."""

    key: str
    written: str
    span: Span
    value: "Value"


class Mapping(Struct, frozen=True):
    """Keys with their values, in the order of the source."""

    entries: tuple[Entry, ...]
    span: Span


Value: TypeAlias = Scalar | Sequence | Mapping
