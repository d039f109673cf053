"""Facts as typed: a tree of texts with places. What a text means is settled later, by the kind of its field."""

from dataclasses import dataclass
from typing import TypeAlias

from decisionforms.diagnostics import Span


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value as typed."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Sequence:
    """Values under one another, or between square brackets."""

    items: tuple["Value", ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Entry:
    """A key with its value; `written` is the key as typed, `key` its one spelling."""

    key: str
    written: str
    span: Span
    value: "Value"


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their values, in the order of the source."""

    entries: tuple[Entry, ...]
    span: Span


Value: TypeAlias = Scalar | Sequence | Mapping
