"""Who is told when a paper changes: each open page has a queue of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from queue import SimpleQueue
from threading import Lock

import msgspec

from decisionforms.preview.watching import Changes

END = b""
STILL_THERE = b": still there\n\n"
MOST = 100


class Listeners:
    """The pages that are open; when the preview ends, none waits any longer."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._queues: set[SimpleQueue[bytes]] = set()

    @contextmanager
    def listening(self) -> Iterator["SimpleQueue[bytes] | None"]:
        """The queue of one more listener; None where there are too many."""
        queue: SimpleQueue[bytes] = SimpleQueue()
        with self._lock:
            welcome = len(self._queues) < MOST
            self._queues |= {queue} if welcome else set()
        try:
            yield queue if welcome else None
        finally:
            with self._lock:
                self._queues.discard(queue)

    def tell(self, changed: Changes) -> None:
        """Tell all which papers have changed."""
        names = [] if changed.everything else [path.stem for path in changed.papers]
        said = msgspec.json.encode({"papers": names, "everything": changed.everything})
        self._put(b"event: changed\ndata: " + said + b"\n\n")

    def end(self) -> None:
        """Let all of them go."""
        self._put(END)

    def _put(self, message: bytes) -> None:
        with self._lock:
            for queue in self._queues:
                queue.put(message)
