"""What a process and all that it started hold at once, looked at again and again while they run; on Linux only."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from types import TracebackType
from typing import Self

PROCESSES = Path("/proc")
SECONDS_BETWEEN = 0.02
# After fewer looks the highest is likely to have been missed.
ENOUGH = 10
KIB_IN_MIB = 1024


class Together:
    """A watch over a process and all that it started: how many MiB they held at once.

    Pages that several share are counted once. Nothing is told of short runs, and where the system does not.
    """

    def __init__(self, process: int) -> None:
        self._held: list[float] = []
        self._over = Event()
        self._thread = Thread(target=self._watch, args=(process,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self, process: int) -> None:
        while True:
            held = [mib for one in family(process) if (mib := share(one)) is not None]
            if held:
                self._held.append(sum(held))
            if self._over.wait(SECONDS_BETWEEN):
                return

    @property
    def most(self) -> float | None:
        """What was held at the most, once it is over."""
        return max(self._held) if len(self._held) >= ENOUGH else None


def family(process: int) -> Iterator[int]:
    """A process and all that it started, directly or not."""
    yield process
    for children in PROCESSES.glob(f"{process}/task/*/children"):
        with suppress(OSError):
            for child in children.read_text(encoding="ascii").split():
                yield from family(int(child))


def share(process: int) -> float | None:
    """MiB that a process holds, with its share of those pages that others hold too; None where that can't be told."""
    with suppress(OSError):
        for line in (PROCESSES / str(process) / "smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / KIB_IN_MIB
    return None
