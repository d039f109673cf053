"""Whether anything is other than when all papers were built last; if nothing is, what was said then is said again.

To see that takes less time than to load what builds, so nothing is imported here but what Python has loaded anyway.
What is compared is the state of each file: its number on the disk, its size, and when it was changed last.
"""

import io
import os
import sys
from array import array
from collections.abc import Iterable, Sequence

FILE, TICK = "said", "tick"
PACKAGE = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120 - pathlib is slow to load
# What a build of all papers is made from, in the project's folder.
INPUTS = ("templates", "decisions")
PER_FILE = 3
# So many outputs are noted, and looked at, at once.
AT_ONCE = 1000
LARGEST = 0x7FFF_FFFF_FFFF_FFFF
WINDOWS = sys.platform == "win32"  # where the time of a change is that of the making


class LinkedFolderError(ValueError):
    """A folder is a link to another, of which not all changes would be seen."""


def say_again(root: str, inputs: bytes) -> int | None:
    """The exit code of the last build of all papers, if it began with these `inputs` and its outputs stand; None else.

    What it said is said.
    """
    try:
        with open(f"{root}/.cache/{FILE}", "rb") as file:  # noqa: PTH123 - the same
            if _part(file) != inputs or not _stand(file):
                return None
            code, said = int(_part(file)), _part(file)
            if file.read(1):
                return None
        sys.stdout.write(said.decode())
    except (OSError, ValueError):
        return None
    else:
        return code


def asked_for(arguments: Sequence[str]) -> str:
    """The project's folder, where all of its papers are to be built and nothing else is asked for; else nothing."""
    root, rest = ".", list(arguments)
    if rest[:1] == ["--project"] and len(rest) > 1:
        root, rest = rest[1], rest[2:]
    return root if rest in ([], ["build"]) else ""


def begin(root: str, folders: Sequence[str] = INPUTS) -> bytes:
    """The state of the program and of these folders of a project, before it is read; nothing where that can't be told.

    What was changed in this tick of the disk's own clock can be changed once more in it, and nobody would see.
    """
    try:
        now, (state, last) = tick(root), _state_of(root, folders)
    except (OSError, ValueError):
        return b""
    return state if last < now else b""


def tick(root: str) -> int:
    """What the disk's own clock says: no file that was changed before is changed again at that time. Raises OSError."""
    path = f"{root}/.cache/{TICK}"
    os.makedirs(f"{root}/.cache", exist_ok=True)  # noqa: PTH103 - the same
    with open(path, "wb"):  # noqa: PTH123 - the same
        os.utime(path)
    return trace(path)[-1]


def trace(path: str) -> tuple[int, int, int]:
    """What tells a file from any other that may come to stand in its place; the last tells when it was changed."""
    about = os.stat(path)  # noqa: PTH116 - the same
    changed = about.st_mtime_ns if WINDOWS else about.st_ctime_ns
    return about.st_ino & LARGEST, about.st_size, changed


def trace_of(path: str) -> tuple[int, ...]:
    """The trace of a file; nothing where there is none."""
    try:
        return trace(path)
    except OSError:
        return ()


class Stamp:
    """Keeps how a build that began with these `inputs` left its outputs, how it ended, and what it would say again.

    It is written as it comes, since there can be very many outputs; what was not ended is not kept.
    """

    def __init__(self, root: str, inputs: bytes) -> None:
        self._kept, self._beside = f"{root}/.cache/{FILE}", f"{root}/.cache/{FILE}.{os.getpid()}"
        self._whole = bool(inputs)
        self._names: list[str] = []
        self._states = array("q")
        self.close()  # of a build that was killed, whose number this one has now
        self._write(inputs)

    def close(self) -> None:
        """Leave nothing behind of what was not ended."""
        if os.path.exists(self._beside):  # noqa: PTH110 - the same
            os.unlink(self._beside)  # noqa: PTH108 - the same

    def add(self, names: Iterable[str], left: Iterable[Iterable[int]]) -> None:
        """Note how these outputs were left."""
        self._names.extend(names)
        for state in left:
            self._states.extend(state)
        if len(self._names) >= AT_ONCE:
            self._write_states()

    def end(self, code: int, said: Iterable[str]) -> None:
        """Note how the build ended, and keep all."""
        self._write_states()
        self._write(b"", str(code).encode(), "".join(f"{line}\n" for line in said).encode())
        try:
            if self._whole:
                os.replace(self._beside, self._kept)  # noqa: PTH105 - the same
        except OSError:
            return

    def _write_states(self) -> None:
        if self._names:
            self._write("\0".join(self._names).encode(), self._states.tobytes())
            self._names, self._states = [], array("q")

    def _write(self, *parts: bytes) -> None:
        try:
            if self._whole:
                with open(self._beside, "ab") as file:  # noqa: PTH123 - the same
                    file.write(b"".join(len(part).to_bytes(8, "big") + part for part in parts))
        except (OSError, ValueError):
            self._whole = False


def _stand(file: io.BufferedReader) -> bool:
    """Whether all outputs are as they were left."""
    while names := _part(file):
        if _states(names.decode().split("\0")).tobytes() != _part(file):
            return False
    return True


def _part(file: io.BufferedReader) -> bytes:
    """What comes next in the file; nothing at its end."""
    length = int.from_bytes(file.read(8), "big")
    return file.read(min(length, os.fstat(file.fileno()).st_size))


def _state_of(root: str, folders: Sequence[str]) -> tuple[bytes, int]:
    """The names and states of program and folders, and when any of it was changed last."""
    files = [path for folder in (PACKAGE, *(f"{root}/{name}" for name in folders)) for path in _files_in(folder)]
    # An installed library changes the folder that it is installed in.
    around = [path for path in sys.path if os.path.isdir(path)]  # noqa: PTH112 - the same
    states = _states(files)
    return "\0".join((sys.version, *files, *around)).encode() + states.tobytes() + _states(around).tobytes(), max(
        states[PER_FILE - 1 :: PER_FILE], default=0
    )


def _files_in(folder: str) -> list[str]:
    """The files below a folder, in the order in which the disk has them. Raises LinkedFolderError."""
    found = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                found += _files_in(entry.path) if entry.name != "__pycache__" else []
            elif entry.is_symlink() and entry.is_dir():
                raise LinkedFolderError(entry.path)
            else:
                found.append(entry.path)
    return found


def _states(paths: Iterable[str]) -> "array[int]":
    """Three numbers for each file, of which the last tells when it was changed."""
    states = array("q")
    for path in paths:
        states.extend(trace(path))
    return states
