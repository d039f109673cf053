"""What a reviewer changes as one: a paragraph, or a row of a table."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import groupby

from msgspec import Struct

from decisionforms.render.docx_named import NAMED
from decisionforms.review.pieces import Piece, text_of, told
from decisionforms.review.shown import Revision, Shown

Key = tuple[object, ...]


class Unit(Struct, frozen=True, dict=True):
    """A paragraph or row as Word shows it; `name` is ours, empty for what the form prints or a reviewer added."""

    name: str
    names: tuple[str, ...]
    shown: tuple[Shown, ...]

    @property
    def style(self) -> str:
        """The style of its first paragraph."""
        return self.shown[0].style

    @property
    def number(self) -> str:
        """The mark of a point, with its level."""
        return self.shown[0].number

    @property
    def level(self) -> int:
        """How far in a point stands; -1 where it is none."""
        parts = self.number.split(" ")
        return int(parts[1]) if len(parts) > 1 and parts[1].isdigit() else -1

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table."""
        return self.shown[0].cell is not None

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """What a paragraph is made of; of a row, its first cell."""
        return self.shown[0].pieces

    @property
    def cells(self) -> tuple[tuple[Shown, ...], ...]:
        """The paragraphs of each cell of a row."""
        return tuple(tuple(some) for _, some in groupby(self.shown, lambda one: one.cell))

    @property
    def text(self) -> str:
        """Its words, with a bar between cells."""
        return " | ".join(text_of(one.pieces) for one in self.shown)

    @property
    def told(self) -> str:
        """The same with how it looks, and the texts of footnotes."""
        return " | ".join(told(one.pieces) for one in self.shown)

    @cached_property
    def key(self) -> Key:
        """What is seen of it: two units with the same key are the same to a reader."""
        return tuple((one.style, one.number, one.cell[2] if one.cell else None, one.pieces) for one in self.shown)

    @cached_property
    def loose_key(self) -> Key:
        """The same, but for how points are counted."""
        return tuple(
            (one.style, one.number.rpartition(" ")[0], one.cell[2] if one.cell else None, one.pieces)
            for one in self.shown
        )

    @property
    def by(self) -> tuple[Revision, ...]:
        """Whose tracked changes are in it."""
        return tuple(sorted({revision for one in self.shown for revision in one.by}))


def units_of(paragraphs: Iterable[Shown]) -> list[Unit]:
    """The paragraphs and rows of which something is seen, in their order."""
    seen = (one for one in paragraphs if one.is_seen)
    return [_unit(tuple(some)) for some in _grouped(seen)]


def _grouped(paragraphs: Iterable[Shown]) -> Iterator[list[Shown]]:
    for row, some in groupby(paragraphs, lambda one: one.cell[:2] if one.cell else None):
        if row is None:
            yield from ([one] for one in some)
        else:
            yield list(some)


def _unit(shown: tuple[Shown, ...]) -> Unit:
    names = tuple(name for one in shown for name in one.names)
    if shown[0].cell is None:
        return Unit(names[0] if names else "", names, shown)
    rows = Counter(row_of(name) for name in names)
    return Unit(rows.most_common(1)[0][0] if rows else "", tuple(rows), shown)


def row_of(name: str) -> str:
    """The name of the row in which the cell of this name stands."""
    line, row, *_ = (*name.removeprefix(NAMED).split("_"), "")
    return f"{NAMED}{line}_{row}"
