"""The objects of a PDF, all that ever stood in it, and what refers to which."""

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from decisionforms.files import UnreadableFileError
from decisionforms.publish.layers.pdf.streams import unpacked
from decisionforms.publish.layers.pdf.tokens import Reference, whole
from decisionforms.publish.layers.pdf.values import values, values_and_ends
from decisionforms.publish.layers.room import Room

OBJECT = re.compile(rb"(\d+)\s+\d+\s+obj\b")
STREAM = re.compile(rb"\s*stream\r?\n?")
STREAM_END = b"endstream"
# The pages of a book stand no deeper in its tree.
DEEPEST = 20


class Entry(Struct, frozen=True):
    """An object of the file: its number, its value, and the bytes of its stream, if it is one."""

    number: int
    value: object
    stream: bytes | None = None

    @property
    def table(self) -> Mapping[str, object]:
        """Its dictionary; empty where it is none."""
        return self.value if isinstance(self.value, dict) else {}

    def is_a(self, type_: str) -> bool:
        """Whether it says that it is of this type."""
        return self.table.get("Type") == type_


class Objects:
    """All `entries` of a file with their streams unpacked, and the numbers of those that can't be."""

    def __init__(self, data: bytes, room: Room) -> None:
        self.damaged: list[int] = []
        direct = [self._unpacked(entry, room) for entry in _packed_entries(data)]
        self.entries = [*direct, *(one for entry in direct if entry.is_a("ObjStm") for one in _within(entry))]
        self.latest = {entry.number: entry for entry in self.entries}

    def entry(self, value: object) -> Entry | None:
        """The object to which a reference leads."""
        return self.latest.get(value) if isinstance(value, Reference) else None

    def value(self, value: object) -> object:
        """The value itself, or that to which it refers."""
        entry = self.entry(value)
        return value if entry is None else entry.value

    def table(self, value: object) -> Mapping[str, object]:
        """The dictionary that it is or refers to; empty where it is none."""
        found = self.value(value)
        return found if isinstance(found, dict) else {}

    def resources(self, page: Entry) -> Mapping[str, object]:
        """What a page draws on, or what all pages of its part of the book do."""
        table, above = page.table, 0
        while "Resources" not in table and "Parent" in table and above < DEEPEST:
            table, above = self.table(table["Parent"]), above + 1
        return self.table(table.get("Resources"))

    def _unpacked(self, entry: Entry, room: Room) -> Entry:
        if entry.stream is None:
            return entry
        try:
            return Entry(entry.number, entry.value, unpacked(entry.table, entry.stream, room))
        except (ValueError, UnreadableFileError):
            self.damaged.append(entry.number)
            return Entry(entry.number, entry.value, b"")


def _packed_entries(data: bytes) -> Iterator[Entry]:
    at = 0
    while found := OBJECT.search(data, at):
        value, at = next(values_and_ends(data, found.end()), (None, found.end()))
        stream = None
        if isinstance(value, dict) and (start := STREAM.match(data, at)):
            at = _stream_end(data, start.end(), value.get("Length"))
            stream = data[start.end() : at]
        yield Entry(whole(found[1]), value, stream)


def _stream_end(data: bytes, start: int, length: object) -> int:
    """Where a stream ends: by its length if that holds, else where its end is marked, if it is."""
    if isinstance(length, int) and not isinstance(length, Reference):
        end = start + length
        if end >= 0 and data[end : end + 12].lstrip().startswith(STREAM_END):
            return end
    end = data.find(STREAM_END, start)
    return len(data) if end < 0 else end


def _within(entry: Entry) -> Iterator[Entry]:
    """The objects in a stream of objects."""
    count, first, data = entry.table.get("N"), entry.table.get("First"), entry.stream or b""
    if isinstance(count, int) and isinstance(first, int):
        numbers = [one for one in values(data[:first]) if isinstance(one, int)]
        for number, value in zip(numbers[::2], values(data, first), strict=False):
            yield Entry(number, value)
