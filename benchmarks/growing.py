"""How this project grows: one run at each of several sizes."""

from collections.abc import Iterable
from pathlib import Path

from benchmarks.archive import make_archive
from benchmarks.figures import Growth, Size
from benchmarks.machine import this_machine
from benchmarks.turns import row


def grow(sizes: Iterable[int], work: Path) -> Growth:
    """A full build at each size, and another in which there is nothing to do."""
    return Growth(this_machine(), [size(decisions, work / str(decisions)) for decisions in sorted(sizes)])


def size(decisions: int, folder: Path) -> Size:
    """Both builds at this size."""
    archive = make_archive(folder, decisions)
    full, unchanged = archive.build_from_nothing(), archive.build()
    name = f"{decisions:,} decisions"
    return Size(row(name, decisions, [full]), row(name, 1, [unchanged]))
