"""The lock against a second run that publishes to the same place."""

import contextlib
import os
import sys
from collections.abc import Iterator

from decisionforms.errors import OperatorError
from decisionforms.publish.disk import Disk
from decisionforms.publish.place import Place

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


@contextlib.contextmanager
def locked(place: Place, disk: Disk) -> Iterator[None]:
    """Alone in publishing there. Raises OperatorError at once where another run is.

    The lock belongs to the process: a run that was killed leaves none, only its empty file.
    """
    if place.beside.is_symlink() or (place.beside.exists() and not place.beside.is_dir()):
        raise OperatorError(f"{place.beside} has to be a folder for the releases of the site; remove what is there.")
    disk.make_folder(place.beside)
    with open(place.beside / "lock", "ab", opener=_for_us_alone) as file:
        try:
            _lock(file.fileno())
        except (BlockingIOError, PermissionError):
            raise OperatorError(f"Another run is publishing to {place.folder}; wait until it is done.") from None
        yield


def _for_us_alone(path: str, flags: int) -> int:
    """Whoever can open the file could hold the lock for ever."""
    return os.open(path, flags, 0o600)


if sys.platform == "win32":

    def _lock(file: int) -> None:
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)

else:

    def _lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
