"""Charts drawn as bars: which lines and bars stand where, as values that a layout writes down as SVG."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from textwrap import wrap

from msgspec import Struct

from decisionforms.publish.charts import Chart, Row, Value, write_figure

# In em: from one baseline to the next, from a baseline down to its bar, the thickness of a bar, and the room below it.
LINE, DROP, BAR, TOGETHER, APART = 1.4, 0.35, 0.7, 0.2, 0.8
# How many letters a telephone of 320 pixels has room for, and how many at least words get beside their figure.
LETTERS, FEWEST = 38, 16


class Line(Struct, frozen=True):
    """Words at the left and a figure at the right, of which `y` is the baseline in em.

    There is no figure beside the first lines of a long name, and none beside one that heads several bars (`heads`).
    """

    y: float
    words: str
    figure: str
    heads: bool


class Bar(Struct, frozen=True):
    """A bar of a measure: its upper edge in em, its left end and its width in per cent, its height in em."""

    measure: str
    y: float
    x: float
    width: float
    height: float = BAR


class Drawing(Struct, frozen=True):
    """A chart as lines and bars, so many em high."""

    height: float
    lines: Sequence[Line]
    bars: Sequence[Bar]


class Entry(Struct, frozen=True):
    """Words of a drawing with the figure beside and the bar below them, if any, and the room left below.

    There is a bar where there is a `measure`.
    """

    words: str
    measure: str
    value: Value | None
    below: float


def draw(chart: Chart, words: Mapping[str, str]) -> Drawing:
    """The chart drawn.

    `words` names each measure, a row without a label (“none”), and with the place of their number the rows that are
    told together (“more”). What these come to has no bar, beside which all others would be stubs.
    """
    entries = [entry for row in _drawn(chart) for entry in _entries(chart, row, words)]
    entries += _together(chart, words)
    scale = _scale([float(entry.value) for entry in entries if entry.measure and entry.value is not None])
    lines: list[Line] = []
    bars: list[Bar] = []
    y = 0.0
    for entry in entries:
        for text, figure in _lines(entry):
            y += LINE
            lines.append(Line(round(y - DROP, 2), text, figure, entry.value is None))
        if entry.measure and entry.value is not None:
            bars.append(Bar(entry.measure, round(y, 2), *scale(float(entry.value))))
            y += BAR
        y += entry.below
    return Drawing(round(y, 2), lines, bars)


def _scale(values: Sequence[float]) -> Callable[[float], tuple[float, float]]:
    """What tells of a figure where its bar begins and how wide it is, in per cent; all begin or end at nought."""
    low, high = min([0.0, *values]), max([0.0, *values])
    share = 100 / ((high - low) or 1)
    return lambda value: (round((min(value, 0) - low) * share, 2), round(abs(value) * share, 2))


def _drawn(chart: Chart) -> Sequence[Row]:
    """The rows that are drawn: all, or the first."""
    return chart.rows if chart.whole else chart.rows[: chart.most]


def _together(chart: Chart, words: Mapping[str, str]) -> Iterator[Entry]:
    """What the other rows come to, if that can be added up: words with a figure."""
    others = chart.rows[len(_drawn(chart)) :]
    if others and chart.adds:
        sums = [sum(row.values[at] for row in others) for at in range(len(chart.measures))]
        yield Entry(words["more"] % len(others), "", sums[0], APART)


def _entries(chart: Chart, row: Row, words: Mapping[str, str]) -> Iterator[Entry]:
    """A row with its bar; with several, its name and then the bar of each measure."""
    label = str(row.label) or words["none"]
    if len(chart.measures) == 1:
        yield Entry(label, chart.measures[0], row.values[0], APART)
        return
    yield Entry(label, "", None, 0)
    *_, last = chart.measures
    for measure, value in zip(chart.measures, row.values, strict=True):
        yield Entry(words[measure], measure, value, APART if measure == last else TOGETHER)


def _lines(entry: Entry) -> Iterator[tuple[str, str]]:
    """Its words in lines that a telephone has room for, with the figure beside the last of them."""
    figure = "" if entry.value is None else write_figure(entry.value)
    *before, last = wrap(entry.words, max(LETTERS - len(figure), FEWEST)) or [""]
    yield from ((line, "") for line in before)
    yield last, figure
