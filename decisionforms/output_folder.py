"""Writing: all or nothing, never outside the folder given."""

import contextlib
import os
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path

from decisionforms.errors import OperatorError
from decisionforms.files import reason


class OutputFolder:
    """The one folder that is written to."""

    def __init__(self, root: Path) -> None:
        self.root = root
        try:
            root.mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            raise OperatorError(
                f"The output folder {root} can't be made ({reason(fault)}); choose another with --output."
            ) from None
        self._given, self._real = str(root), os.path.realpath(root)

    def write(self, files: Mapping[str, bytes]) -> tuple[str, ...]:
        """Make sure that these files hold these bytes; those that had to be written.

        All are written beside the old ones before any is replaced, so that files which belong together stay
        together. Raises OperatorError where that can't be done.
        """
        paths, beside = self._paths(files), dict[str, str]()
        try:
            changed = [name for name, data in files.items() if not _holds(paths[name], data)]
            for folder in {os.path.dirname(paths[name]) for name in changed}:
                os.makedirs(folder, exist_ok=True)
            for name in changed:
                beside[name] = _write_beside(paths[name], files[name])
            for name in changed:
                os.replace(beside[name], paths[name])
                del beside[name]
        except OSError as fault:
            raise OperatorError(
                f"{', '.join(files)} can't be written in {self.root} ({reason(fault)}); the earlier files, if any, are as they were. Remove what is in the way, if anything is. Make room or choose another folder with --output, and build again."
            ) from None
        finally:
            for path in beside.values():
                _forget(path)
        return tuple(changed)

    def remove(self, relative: str) -> None:
        """Make sure that there is no such file, and no folder left empty by that."""
        path = self._inside(relative)
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
            path.parent.rmdir()

    def read(self, relative: str) -> bytes:
        """What the file holds; nothing where there is none."""
        try:
            path = self._inside(relative)
            return path.read_bytes() if path.is_file() else b""
        except OSError:
            return b""

    def _paths(self, files: Iterable[str]) -> Mapping[str, str]:
        """Where these files lie; each folder is looked at once, and of files only those that are links."""
        for folder in {os.path.dirname(name) for name in files}:
            self._inside(folder)
        paths = {name: f"{self._given}/{name}" for name in files}
        for name in filter(lambda name: os.path.islink(paths[name]), paths):
            self._inside(name)
        return paths

    def _inside(self, relative: str) -> Path:
        """Where a file or folder lies. Raises OperatorError where a link leads out of the output folder."""
        path = self.root / relative
        if not f"{os.path.realpath(path)}{os.sep}".startswith(f"{self._real}{os.sep}"):
            raise OperatorError(
                f"{relative} would lie outside the output folder {self.root}; nothing was written. Remove the link that leads out of it."
            )
        return path


def write_source(path: Path, data: bytes) -> None:
    """Replace one of the writers' own files, whole or not at all. Raises OperatorError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.replace(_write_beside(str(path), data), path)
    except OSError as fault:
        raise OperatorError(f"{path.name} can't be written ({reason(fault)}); it is as it was.") from None


def _holds(path: str, data: bytes) -> bool:
    try:
        if os.stat(path).st_size != len(data):
            return False
        with open(path, "rb") as file:
            return file.read() == data
    except FileNotFoundError:
        return False


def _write_beside(path: str, data: bytes) -> str:
    """A new file beside this one, with these bytes and the old one's permissions, ready to take its place."""
    folder, name = os.path.split(path)
    beside = f"{folder or '.'}/.{name}.{os.getpid()}"
    try:
        with open(beside, "wb") as file:
            file.write(data)
        if os.path.isfile(path):
            os.chmod(beside, stat.S_IMODE(os.stat(path).st_mode))
    except BaseException:
        _forget(beside)
        raise
    return beside


def _forget(path: str) -> None:
    """No file there."""
    with contextlib.suppress(FileNotFoundError):
        os.unlink(path)
