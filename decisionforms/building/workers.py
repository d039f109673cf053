"""Handing papers to an executor of `concurrent.futures`: processes of this machine, or a cluster.

A worker sees the project's folder at the same place, with the same program and templates. What it is handed is a digest
over these, and the bytes of papers; what it gives back are the bytes of their forms, which one process writes.
"""

import multiprocessing
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor
from contextlib import AbstractContextManager
from itertools import islice
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

from decisionforms.building import CLUSTER
from decisionforms.building.paper import Job, Made, Workshop, open_workshop
from decisionforms.digests import base_of, digest
from decisionforms.errors import OperatorError
from decisionforms.gathering import Known
from decisionforms.output_folder import OutputFolder
from decisionforms.project import Project

CHUNK = 25
# So many chunks are on their way at once: enough that nobody waits, few enough that little is held.
AHEAD = 8
KNOWN = "known"
J = TypeVar("J")
M = TypeVar("M")


class Order(Struct, frozen=True):
    """What all papers of a build are made with: the project's folder, and digests by which that is known again.

    `base` is over program and templates, `known` over what is known of all papers, which lies in the project's cache.
    """

    root: str
    base: bytes
    known: bytes


# The workshop that this process works in: one that was forked has it from the beginning.
_open: dict[Order, Workshop] = {}


def made_by_workers(by: str, workshop: Workshop, jobs: Iterable[Job]) -> Iterator[Made]:
    """These papers in their order. Raises OperatorError where the workers are lost, or have something else before them."""
    order = place_order(workshop)
    _open[order] = workshop
    try:
        with _executor(by) as executor:
            yield from in_order(executor, jobs, make_papers, order)
    except BrokenExecutor:
        raise OperatorError(
            "Those who make the forms were ended from outside; build again, and what was made by then is not made anew. If it happens again, build with --executor here."
        ) from None
    finally:
        _open.clear()


def place_order(workshop: Workshop) -> Order:
    """The order for papers that are made as in this workshop. Raises OperatorError where the cache can't be written."""
    project, written = workshop.project, msgspec.msgpack.encode(workshop.known)
    OutputFolder(project.cache).write({KNOWN: written})
    return Order(str(project.root.resolve()), base_of(project.templates), digest(written))


def in_order(
    executor: Executor, jobs: Iterable[J], make: Callable[..., list[M]], *given: object, at_once: int = CHUNK
) -> Iterator[M]:
    """What the executor makes of these jobs, in their order; it is handed some `at_once`, after all that is `given`."""
    coming = iter(jobs)
    chunks = iter(lambda: list(islice(coming, at_once)), [])
    waiting = deque(executor.submit(make, *given, chunk) for chunk in islice(chunks, AHEAD))
    while waiting:
        yield from waiting.popleft().result()
        waiting.extend(executor.submit(make, *given, chunk) for chunk in islice(chunks, 1))


def make_papers(order: Order, jobs: Sequence[Job]) -> list[Made]:
    """What a worker makes of these papers. Raises OperatorError where it can't be the same as elsewhere."""
    if order not in _open:
        _open.clear()
        _open[order] = _workshop_of(order)
    return [_open[order].make(job) for job in jobs]


def _workshop_of(order: Order) -> Workshop:
    project = Project(Path(order.root))
    try:
        written = (project.cache / KNOWN).read_bytes()
    except OSError:
        written = b""
    if base_of(project.templates) != order.base or digest(written) != order.known:
        raise OperatorError(
            f"A worker has another program or other files in {order.root}; let it see this very folder, and build again."
        )
    return open_workshop(project, project.forms(), msgspec.msgpack.decode(written, type=Known), order.base)


def _executor(by: str) -> AbstractContextManager[Executor]:
    if by.startswith(CLUSTER):
        from decisionforms.building.cluster import cluster  # noqa: PLC0415 - only where one is asked for

        return cluster(by.removeprefix(CLUSTER))
    # Processes that are forked find everything loaded and ready.
    return ProcessPoolExecutor(mp_context=multiprocessing.get_context("fork" if sys.platform == "linux" else None))
