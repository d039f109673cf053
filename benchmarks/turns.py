"""Several ways of doing something, all run in turn (A B C A B C …), so that what else the machine does meets all alike."""

import statistics
from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from benchmarks.figures import Row
from benchmarks.measuring import Run, median


class Task(Struct, frozen=True):
    """A way of doing something, for so many decisions."""

    name: str
    decisions: int
    run: Callable[[], Run]


def in_turn(given: Iterable[Task], runs: int) -> Sequence[Row]:
    """A row for each task; the first is what the others are compared with."""
    tasks = list(given)
    rounds = [[task.run() for task in tasks] for _ in range(runs)]
    costs = [[run.cpu / task.decisions for task, run in zip(tasks, one, strict=True)] for one in rounds]
    return [
        row(
            task.name,
            task.decisions,
            [one[at] for one in rounds],
            statistics.median(cost[at] / cost[0] for cost in costs),
        )
        for at, task in enumerate(tasks)
    ]


def row(name: str, decisions: int, taken: Sequence[Run], times: float | None = None) -> Row:
    """The medians of what was taken for so many decisions."""
    peak, together = median([run.peak for run in taken]), median([run.together for run in taken])
    return Row(
        name,
        decisions,
        cpu_ms=round(1000 * statistics.median(run.cpu for run in taken) / decisions, 3),
        wall_ms=round(1000 * statistics.median(run.wall for run in taken) / decisions, 3),
        peak_mib=peak and round(peak, 1),
        together_mib=together and round(together, 1),
        times=times and round(times, 2),
    )
