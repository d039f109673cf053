"""The goals that this project set itself, and how near to them a comparison finds it."""

from collections.abc import Iterator

from msgspec import Struct

from benchmarks import ways
from benchmarks.figures import Comparison

CPU, WALL = "cpu_ms", "wall_ms"
MOST_MIB, MOST_PDF_MS = 150, 60


class Goal(Struct, frozen=True):
    """What is asked, and what was reached; nothing where it was not measured.

    `at_least` says that more is better; else less is.
    """

    about: str
    asked: float
    reached: float | None
    unit: str
    at_least: bool = False

    @property
    def met(self) -> bool | None:
        """Whether it is reached; None where that was not measured."""
        if self.reached is None:
            return None
        return self.reached >= self.asked if self.at_least else self.reached <= self.asked


def goals_of(found: Comparison) -> Iterator[Goal]:
    """Each of the goals with what this comparison found."""
    full, rules = _figure(found, ways.OWN, CPU), _figure(found, ways.RULES, CPU)
    with_rules = full + rules if full is not None and rules is not None else None
    for recipe, other, least in (("pandoc", ways.PANDOC, 35), ("docxtpl", ways.DOCXTPL, 12)):
        for name, own in (("a full build and all rules", with_rules), ("a full build alone", full)):
            times = _ratio(_figure(found, other, CPU), own)
            yield Goal(f"CPU of the {recipe} recipe, beside {name}", least, times, "times", at_least=True)
    yield Goal("Memory of all processes of a full build", MOST_MIB, _figure(found, ways.OWN, "together_mib"), "MiB")
    for name, own_way, other, kind, most in (
        ("Rendering in two processes, beside hugo's pages, by the clock", ways.RENDERING_TWICE, ways.HUGO, WALL, 1.25),
        ("Nothing changed, beside git status, by the clock", ways.UNCHANGED, ways.GIT_STATUS, WALL, 10),
        ("One decision changed, beside pandoc for that file, by the clock", ways.CHANGED, ways.PANDOC_ONE, WALL, 1.2),
        ("CPU of PDFs, beside LibreOffice", ways.PDFS, ways.LIBREOFFICE, CPU, 0.3),
    ):
        yield Goal(name, most, _ratio(_figure(found, own_way, kind), _figure(found, other, kind)), "times")
    yield Goal("CPU of a PDF", MOST_PDF_MS, _figure(found, ways.PDFS, CPU), "ms")


def _figure(found: Comparison, name: str, kind: str) -> float | None:
    row = found.row(name)
    figure: float | None = getattr(row, kind) if row else None
    return figure


def _ratio(one: float | None, other: float | None) -> float | None:
    return one / other if one is not None and other else None
