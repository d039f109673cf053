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
    """Keys with their values, in the order of the source; of a whole front matter `span` is the line that ends it."""

    entries: tuple[Entry, ...]
    span: Span

    def entry(self, key: str) -> Entry | None:
        """What is written under this key, if it is there at all."""
        return next((entry for entry in self.entries if entry.key == key), None)

    def place_of(self, key: str, *below: str) -> Span:
        """The place of a key, or of one below it; where that is not written, of what it would stand under."""
        if (entry := self.entry(key)) is None:
            return self.span
        inner = entry.value
        return inner.place_of(*below) if below and isinstance(inner, Mapping) and inner.entry(below[0]) else entry.span


Value: TypeAlias = Scalar | Sequence | Mapping
