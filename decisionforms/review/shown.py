"""A paragraph of a Word file as Word shows it: as it would be with all tracked changes accepted, or rejected."""

from enum import Enum
from typing import TypeAlias

from msgspec import Struct

from decisionforms.render.docx_parts import W
from decisionforms.review.pieces import Piece

# The table, row and column of a cell.
Cell: TypeAlias = tuple[int, int, int]


class State(Enum):
    """Which side of the tracked changes is shown; the values are the elements that are then not there."""

    ACCEPTED = ("del", "moveFrom")
    REJECTED = ("ins", "moveTo")

    @property
    def absent(self) -> frozenset[str]:
        """The elements whose content this side does not have."""
        return frozenset(f"{{{W}}}{name}" for name in self.value)


class Revision(Struct, frozen=True, order=True):
    """Who changed something, and when, as Word wrote it down."""

    author: str
    date: str


class Shown(Struct, frozen=True):
    """A paragraph as Word shows it.

    `names` are ours, from when the copy was sent; `cell` is the table, row and column in which it stands; `number` is
    its mark where it is a point of a list, with the level; `by` tells whose tracked changes are in it.
    """

    style: str
    number: str
    cell: Cell | None
    pieces: tuple[Piece, ...]
    names: tuple[str, ...] = ()
    by: tuple[Revision, ...] = ()

    @property
    def is_seen(self) -> bool:
        """Whether there is anything of it to see."""
        return bool(self.pieces) or self.cell is not None
