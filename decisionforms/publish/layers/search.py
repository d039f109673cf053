"""The texts of a file and of all files within it, as far as there is room."""

import re
from collections.abc import Iterator

from decisionforms.errors import OperatorError
from decisionforms.files import UnreadableFileError
from decisionforms.publish.layers.kinds import kinds_of
from decisionforms.publish.layers.layer import Layer
from decisionforms.publish.layers.readings import encoded_in, readings
from decisionforms.publish.layers.room import Room

DEEPEST = 4
PARAGRAPH_END = re.compile(r"\n[^\S\n]*\n")


class UnsearchableError(OperatorError):
    """A file can't be searched whole; `where` in it, and `why`."""

    def __init__(self, name: str, where: str, why: str) -> None:
        super().__init__(
            f"{name} can't be searched for confidential words: {where or 'it'} can't be read whole, since {why}. Save it anew as a plain file without a password."
        )
        self.where, self.why = where, why


def texts_of(name: str, data: bytes) -> Iterator[tuple[str, str]]:
    """Every text in a file, as (where it stands, text); one that is set in several ways comes in each reading of it.

    Raises UnsearchableError after all else where something in the file can't be read.
    """
    for layer in _Search(name).all_of(data):
        if isinstance(layer.content, str):
            for text in (layer.content,) if layer.bare else readings(layer.content):
                yield layer.where, text


def written_in(name: str, data: bytes) -> Iterator[tuple[str, str]]:
    """What people wrote in a file for its readers, paragraph by paragraph, as (where, text): what is to be guarded of it.

    Without the settings, styles and names that every file of its kind has. Raises UnsearchableError.
    """
    for layer in _Search(name).all_of(data):
        if isinstance(layer.content, str) and layer.written:
            paragraphs = (text for text in PARAGRAPH_END.split(layer.content) if text.strip())
            yield from ((f"{layer.where}, paragraph {number}", text) for number, text in enumerate(paragraphs, 1))


class _Search:
    """Goes through one file and those within it, and keeps in mind what it could not read."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.room = Room()
        self.faults: list[tuple[str, str]] = []

    def all_of(self, data: bytes) -> Iterator[Layer]:
        """Every layer, then UnsearchableError where something is left."""
        yield Layer("the name of the file", re.sub(r"[\W_]+", " ", self.name))
        yield from self._within("", self.name, data, DEEPEST)
        if self.faults:
            raise UnsearchableError(self.name, *self.faults[0])

    def _within(self, at: str, name: str, data: bytes, depth: int, *, written: bool = True) -> Iterator[Layer]:
        for layers in kinds_of(name, data, self.room):
            try:
                for layer in layers:
                    yield from self._layer(at, layer, depth, written=written and layer.written)
            except UnreadableFileError as fault:
                self.faults.append((at, str(fault)))

    def _layer(self, at: str, layer: Layer, depth: int, *, written: bool) -> Iterator[Layer]:
        where = f"{at}: {layer.where}" if at and layer.where else at or layer.where
        if isinstance(layer.content, str):
            yield Layer(where, layer.content, written, layer.bare)
            for file in encoded_in(layer.content):
                yield from self._layer(where, Layer("encoded file", file), depth, written=False)
        elif not depth:
            self.faults.append((where, "it lies too deep in other files"))
        elif layer.content:
            self.room.take(len(layer.content))
            yield from self._within(where, layer.where, layer.content, depth - 1, written=written)
