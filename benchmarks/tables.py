"""What was measured as tables: for the terminal, and in markdown for the page."""

from collections.abc import Iterator, Sequence

from benchmarks.figures import Comparison, Growth, Machine, Profile, Row
from benchmarks.goals import Goal, goals_of

# Cells in lines, the first of which holds the columns' names.
Table = Sequence[Sequence[str]]
NOT_TOLD = "–"
MEMORY = ("Peak MiB, largest process", "all together")
FULL = ("Decisions", "CPU ms a decision", "Wall ms a decision", *MEMORY, "CPU, times ours")
MET = {True: "yes", False: "no", None: NOT_TOLD}
# From this load on, other programs were running.
BUSY = 1


def full_builds(found: Comparison) -> Table:
    """Every way of making all forms."""
    return [("", *FULL), *(line(one) for one in found.full)]


def line(row: Row) -> Sequence[str]:
    """A way of making many forms."""
    return [row.name, f"{row.decisions:,}", *times(row), *memory(row), multiple(row)]


def goals(found: Comparison) -> Table:
    """Each goal, with what was reached."""
    names = ("Goal", "Asked", "Reached", "Met?")
    return [names, *([one.about, asked(one), reached(one), MET[one.met]] for one in goals_of(found))]


def asked(goal: Goal) -> str:
    """What a goal asks."""
    return f"at {'least' if goal.at_least else 'most'} {goal.asked:g} {goal.unit}"


def reached(goal: Goal) -> str:
    """What was reached of a goal."""
    return NOT_TOLD if goal.reached is None else f"{goal.reached:.3g}"


def pdfs(found: Comparison) -> Table:
    """Every way of making PDFs."""
    return [("", *FULL), *(line(one) for one in found.pdfs)]


def second_builds(found: Comparison) -> Table:
    """What little there is to do when little or nothing has changed."""
    rows = (*found.unchanged, *found.changed)
    return [
        ("", "CPU ms", "Wall ms", *MEMORY, "CPU, times ours"),
        *([one.name, *times(one), *memory(one), multiple(one)] for one in rows),
    ]


def sizes(found: Growth) -> Table:
    """Each size of an archive."""
    return [
        ("Decisions", "CPU s", "Wall s", "CPU ms a decision", *MEMORY, "Nothing changed: CPU ms"),
        *(
            [
                f"{one.full.decisions:,}",
                *(f"{each * one.full.decisions / 1000:,.1f}" for each in (one.full.cpu_ms, one.full.wall_ms)),
                f"{one.full.cpu_ms:.2f}",
                *memory(one.full),
                f"{one.unchanged.cpu_ms:,.0f}",
            ]
            for one in found.sizes
        ),
    ]


def stages(found: Profile) -> Table:
    """Each stage of a build with its share."""
    total = sum(one.cpu_ms for one in found.stages)
    return [
        ("Stage", "CPU ms a decision", "Share"),
        *([one.name, f"{one.cpu_ms:.3f}", f"{one.cpu_ms / total:.0%}"] for one in found.stages),
        ("all", f"{total:.3f}", "100%"),
    ]


def times(row: Row) -> Sequence[str]:
    """The processor's time and the clock's."""
    return f"{row.cpu_ms:,.2f}", f"{row.wall_ms:,.2f}"


def memory(row: Row) -> Sequence[str]:
    """The memory of the largest process, and of all at once."""
    return [NOT_TOLD if one is None else f"{one:,.0f}" for one in (row.peak_mib, row.together_mib)]


def multiple(row: Row) -> str:
    """How many times the processor time of this project was needed."""
    return NOT_TOLD if row.times is None else brief(row.times)


def brief(figure: float) -> str:
    """The figure with as many digits as can be relied on: two below ten, and then no fractions."""
    return f"{figure:,.0f}" if figure >= 10 else f"{figure:.2g}"  # noqa: PLR2004 - as it says


def told(machine: Machine) -> str:
    """What the figures were taken on, in a sentence or two."""
    busy = " Other programs were running: the times by the clock say little." if machine.load > BUSY else ""
    return (
        f"Measured on {machine.day}: {machine.processors} processors ({machine.processor}), {machine.memory_gib:g} GiB,"
        f" {machine.system}, Python {machine.versions['Python']}; load {machine.load:g} when it began.{busy}"
    )


def in_terminal(table: Table) -> str:
    """The table in columns."""
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return "\n".join("  ".join(aligned(line, widths)).rstrip() for line in table)


def aligned(line: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    """The cells of a line, words to the left and figures to the right."""
    yield line[0].ljust(widths[0])
    yield from (cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True))


def in_markdown(table: Table) -> str:
    """The table for the page."""
    first, *lines = table
    rule = (":--", *["--:"] * (len(first) - 1))
    return "\n".join(f"| {' | '.join(line)} |" for line in (first, rule, *lines))
