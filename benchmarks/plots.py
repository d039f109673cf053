"""The two plots of the page as SVG: what each way costs, and how this project grows."""

import math
from collections.abc import Iterator, Sequence
from html import escape

from benchmarks.figures import Comparison, Growth
from benchmarks.tables import brief

WIDTH, LINE = 720, 34
NAMES, RIGHT, TOP, BOTTOM = 335, 40, 16, 56
OURS, OTHERS, GRID, INK = "#1d5fa8", "#6b6b6b", "#d9d9d9", "#1a1a1a"
PANEL = 250
Point = tuple[float, float]


def cost_of_each_way(found: Comparison) -> str:
    """Processor time for a decision, each way a dot, on a scale of powers of ten: so both ends can be seen."""
    rows = sorted(found.full, key=lambda row: -row.cpu_ms)
    low = math.floor(math.log10(min(row.cpu_ms for row in rows)))
    high = math.ceil(math.log10(max(row.cpu_ms for row in rows)))
    height = TOP + LINE * len(rows) + BOTTOM

    def across(value: float) -> float:
        return NAMES + (WIDTH - NAMES - RIGHT) * (math.log10(value) - low) / (high - low)

    marks: list[str] = []
    for power in range(low, high + 1):
        at, bottom = across(10.0**power), height - BOTTOM
        marks += [lines([(at, TOP), (at, bottom)], GRID), words(at, bottom + 18, f"{10.0**power:g}", "middle")]
    marks.append(words((NAMES + WIDTH - RIGHT) / 2, height - 12, "milliseconds of processor time a decision", "middle"))
    for at, row in enumerate(rows):
        y, x = TOP + LINE * (at + 0.5), across(row.cpu_ms)
        colour = OURS if row.name.startswith("this project") else OTHERS
        marks += [
            lines([(NAMES, y), (x, y)], GRID),
            dot(x, y, colour),
            words(x, y - 9, brief(row.cpu_ms), "middle"),
        ]
        marks.append(words(NAMES - 10, y + 5, f"{row.name} ({row.decisions:,})", "end"))
    told = "; ".join(f"{row.name}, {row.decisions:,} decisions: {brief(row.cpu_ms)} ms" for row in rows)
    return svg(height, "Processor time for each decision, by way of making the forms", told, marks)


def growth(found: Growth) -> str:
    """Time and memory against the number of decisions, both from nought."""
    counts = [one.full.decisions for one in found.sizes]
    seconds = [one.full.cpu_ms * one.full.decisions / 1000 for one in found.sizes]
    memory = [one.full.peak_mib or 0 for one in found.sizes]
    height = PANEL * 2 + BOTTOM
    marks = [*panel(TOP, "seconds of processor time", counts, seconds)]
    marks += panel(TOP + PANEL, "MiB in the largest process", counts, memory)
    marks.append(words(WIDTH / 2, height - 12, "decisions", "middle"))
    told = "; ".join(
        f"{n:,} decisions: {brief(s)} s, {brief(m)} MiB" for n, s, m in zip(counts, seconds, memory, strict=True)
    )
    return svg(height, "Processor time and memory of a full build against the number of decisions", told, marks)


def panel(top: float, name: str, counts: Sequence[int], values: Sequence[float]) -> Iterator[str]:
    """One measure against the number of decisions, as points joined by a line."""
    left, bottom, room = 70, top + PANEL - 50, PANEL - 80
    most = max(*values, 0.1) * 1.1
    points = [
        (left + (WIDTH - left - RIGHT) * count / max(counts), bottom - room * value / most)
        for count, value in zip(counts, values, strict=True)
    ]
    yield words(left, top + 12, name, "start")
    yield lines([(left, bottom - room), (left, bottom), (WIDTH - RIGHT, bottom)], INK)
    yield words(left - 8, bottom + 5, "0", "end")
    yield lines(points, OURS, 2)
    for (x, y), count, value in zip(points, counts, values, strict=True):
        yield dot(x, y, OURS)
        yield words(x, y - 9, brief(value), "middle")
        yield words(x, bottom + 18, f"{count:,}", "middle")


def lines(points: Sequence[Point], colour: str, width: int = 1) -> str:
    """A line from each point to the next."""
    places = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polyline points="{places}" fill="none" stroke="{colour}" stroke-width="{width}"/>'


def dot(x: float, y: float, colour: str) -> str:
    """A point."""
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{colour}"/>'


def words(x: float, y: float, text: str, anchor: str) -> str:
    """Words that begin, end or have their middle here."""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def svg(height: float, title: str, told: str, marks: Sequence[str]) -> str:
    """The drawing, with what it shows in words for those who do not see it."""
    drawn = "\n".join(marks)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:g}" role="img" aria-labelledby="title told"'
        f' font-family="system-ui, sans-serif" font-size="14" fill="{INK}">\n'
        f'<title id="title">{escape(title)}</title>\n<desc id="told">{escape(told)}.</desc>\n'
        f'<rect width="{WIDTH}" height="{height:g}" fill="#ffffff"/>\n{drawn}\n</svg>\n'
    )
