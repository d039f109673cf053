"""A cluster of dask as an executor: for archives that one machine takes too long for."""

from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor
from contextlib import contextmanager

from decisionforms.errors import OperatorError

MISSING = 'Working on a cluster needs one more package. Run: python -m pip install -e ".[cluster]"'
PATIENCE = 10


@contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """The executor of the cluster whose scheduler has this address. Raises OperatorError where there is none."""
    try:
        from distributed import Client, KilledWorker  # noqa: PLC0415 - slow to load
    except ModuleNotFoundError:
        raise OperatorError(MISSING) from None
    try:
        client = Client(address, timeout=PATIENCE)  # type: ignore[no-untyped-call]  # it publishes few types
    except (OSError, ValueError):
        raise OperatorError(f"No cluster answers at {address}; start its scheduler, or correct the address.") from None
    with client:
        try:
            yield client.get_executor(pure=False)  # type: ignore[no-untyped-call]  # the same
        except KilledWorker:
            raise BrokenExecutor from None
