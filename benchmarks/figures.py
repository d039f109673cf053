"""What was measured, as it is kept in a file: each measurement with the machine and the day it was made on."""

from collections.abc import Sequence
from pathlib import Path

import msgspec
from msgspec import Struct


class Machine(Struct, frozen=True):
    """What figures were taken on, and how busy that was with other work when it began."""

    day: str
    system: str
    processor: str
    processors: int
    memory_gib: float
    load: float
    versions: dict[str, str]


class Row(Struct, frozen=True):
    """Medians of one way of doing one task: milliseconds for each of its decisions, MiB at the most.

    `times` is how many times the processor time of the first way was needed.
    """

    name: str
    decisions: int
    cpu_ms: float
    wall_ms: float
    peak_mib: float | None
    together_mib: float | None
    times: float | None


class Comparison(Struct, frozen=True):
    """A full build, a build after nothing changed, one after one decision changed, and PDFs, each beside other ways."""

    machine: Machine
    runs: int
    words: int
    bytes_made: int
    full: Sequence[Row]
    unchanged: Sequence[Row]
    changed: Sequence[Row]
    pdfs: Sequence[Row] = ()

    def row(self, name: str) -> Row | None:
        """The way of this name, with as many decisions as it was run with at most; None where it was not measured."""
        rows = [row for row in (*self.full, *self.unchanged, *self.changed, *self.pdfs) if row.name == name]
        return max(rows, key=lambda row: row.decisions, default=None)


class Size(Struct, frozen=True):
    """One run at one size: a full build, and a build after that in which nothing had changed."""

    full: Row
    unchanged: Row


class Growth(Struct, frozen=True):
    """The project itself at several sizes."""

    machine: Machine
    sizes: Sequence[Size]


class Stage(Struct, frozen=True):
    """Milliseconds of processor time that a stage of a build takes for a decision."""

    name: str
    cpu_ms: float


class Profile(Struct, frozen=True):
    """Where the processor time of a full build in one process goes, start-up apart."""

    machine: Machine
    decisions: int
    stages: Sequence[Stage]


class Figures(Struct, frozen=True):
    """All that was measured last."""

    comparison: Comparison | None = None
    growth: Growth | None = None
    profile: Profile | None = None


def read_figures(file: Path) -> Figures:
    """What was measured last; nothing where there is no such file."""
    return msgspec.json.decode(file.read_bytes(), type=Figures) if file.exists() else Figures()


def write_figures(file: Path, figures: Figures) -> None:
    """Keep what was measured."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(msgspec.json.format(msgspec.json.encode(figures), indent=2) + b"\n")
