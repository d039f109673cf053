"""Times whole processes, start-up included, each with all the processes it starts and waits for."""

import os
import resource
import statistics
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from benchmarks.memory import KIB_IN_MIB, Together


class FailedRunError(Exception):
    """A process that did not do its task; the text says which, and what it said."""


class Run(Struct, frozen=True):
    """What one run took: seconds by the clock, seconds of processor time, MiB at the most.

    `peak` is what the largest of its processes held, `together` what all held at once, where that can be told.
    """

    wall: float
    cpu: float
    peak: float | None = None
    together: float | None = None


def run_once(command: list[str], folder: Path, accepted: tuple[int, ...] = (0,)) -> Run:
    """What the command took, run in that folder. Raises FailedRunError for another exit status than those accepted."""
    with tempfile.TemporaryFile() as said:
        began = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=environment(), stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT
        )
        with Together(process.pid) as together:
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in accepted:
            said.seek(0)
            last = said.read().decode(errors="replace").strip().splitlines()[-1:]
            raise FailedRunError(f"exit status {process.returncode}: {''.join(last) or 'nothing was said'}")
    peak = peak_of(usage)
    # Looks from time to time can miss the highest; all together hold no less than the largest of them.
    held = max(peak, together.most) if peak and together.most else None
    return Run(wall, usage.ru_utime + usage.ru_stime, peak, held)


def peak_of(usage: resource.struct_rusage) -> float | None:
    """MiB in the largest process; of one that is smaller than this one only the size of this one is known."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return usage.ru_maxrss / KIB_IN_MIB if usage.ru_maxrss > own else None


def environment() -> dict[str, str]:
    """The environment without the switch that would make Python compile its modules at every start."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def one_after_another(runs: Sequence[Run]) -> Run:
    """What these runs took, one after another."""
    return Run(
        sum(run.wall for run in runs),
        sum(run.cpu for run in runs),
        highest([run.peak for run in runs]),
        highest([run.together for run in runs]),
    )


def highest(figures: Sequence[float | None]) -> float | None:
    """The highest figure, if all could be told."""
    told = [one for one in figures if one is not None]
    return max(told) if len(told) == len(figures) else None


def median(figures: Sequence[float | None]) -> float | None:
    """The median of those that could be told."""
    told = [one for one in figures if one is not None]
    return statistics.median(told) if told else None
