"""Times whole processes, start-up included, each with all the processes it starts and waits for."""

import os
import statistics
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path


class FailedRunError(Exception):
    """A process that did not do its task; the text says which, and what it said."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one run took: seconds by the clock, seconds of processor time, MiB in the largest of its processes."""

    wall: float
    cpu: float
    peak: float


def run_once(command: list[str], folder: Path, accepted: tuple[int, ...] = (0,)) -> Run:
    """Return what the command took, run in that folder; another exit status than those accepted is a failure."""
    with tempfile.TemporaryFile() as said:
        began = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=environment(), stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in accepted:
            said.seek(0)
            last = said.read().decode(errors="replace").strip().splitlines()[-1:]
            msg = f"exit status {process.returncode}: {''.join(last) or 'nothing was said'}"
            raise FailedRunError(msg)
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def environment() -> dict[str, str]:
    """Return the environment without the switch that would make Python compile its modules at every start."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def median(runs: list[Run]) -> Run:
    """Return the run whose figures are the medians of the others'."""
    return Run(
        statistics.median(run.wall for run in runs),
        statistics.median(run.cpu for run in runs),
        statistics.median(run.peak for run in runs),
    )


def cpu_ratio(runs: list[Run], reference: list[Run]) -> float:
    """Return how many times the processor time of the reference was needed: the median over the rounds."""
    return statistics.median(run.cpu / beside.cpu for run, beside in zip(runs, reference, strict=True))
