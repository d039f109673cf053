"""The disk: reading with limits, writing all or nothing, never outside the folder given."""

import contextlib
import os
import stat
from collections.abc import Iterable
from pathlib import Path

from decisionforms.errors import FormError, OperatorError

LARGEST_SOURCE = 1_000_000
LARGEST_TEMPLATE = 20_000_000


class UnreadableFileError(Exception):
    """A writer's file can't be read; the text is what to say about it."""


def read_source(path: Path) -> bytes:
    """The bytes of a writer's file. Raises UnreadableFileError with the reason."""
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise UnreadableFileError(
                "This is not a file but a folder or something else. Give the folder another name, without “.md”."
            )
        with path.open("rb") as file:
            data = file.read(min(about.st_size, LARGEST_SOURCE) + 1)
    except FileNotFoundError:
        raise UnreadableFileError("There is no such file. Check its name.") from None
    except OSError as fault:
        raise UnreadableFileError(
            f"The file can't be opened ({_reason(fault)}). Check that you may read it and that nothing else holds it."
        ) from None
    if len(data) > LARGEST_SOURCE:
        raise UnreadableFileError(
            "The file is larger than 1 MB, and a decision is text. Attach what makes it so large as an appendix."
        )
    return data


def read_operator_file(path: Path) -> str:
    """The text of one of the form's own files. Raises FormError with the reason."""
    try:
        return read_template(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FormError(f"{path.name} is not stored as UTF-8 text; save it again with that encoding.") from None


def read_template(path: Path) -> bytes:
    """The bytes of one of the form's own files. Raises FormError with the reason."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_TEMPLATE + 1)
    except FileNotFoundError:
        raise FormError(
            f"{path.name} is missing from {path.parent.name}; put it back, for instance from the last committed version."
        ) from None
    except OSError as fault:
        raise FormError(f"{path.name} can't be opened ({_reason(fault)}); check that you may read it.") from None
    if len(data) > LARGEST_TEMPLATE:
        raise FormError(f"{path.name} is larger than 20 MB; a template holds no data.")
    return data


def find_sources(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The decisions among these files and folders, each once, by name; a folder stands for its `*.md`, not deeper."""
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir() and path.suffix != ".md":
            found.update(
                dict.fromkeys(
                    sorted(
                        child for child in path.iterdir() if child.suffix == ".md" and not child.name.startswith(".")
                    )
                )
            )
        else:
            found[path] = None
    return tuple(found)


class OutputFolder:
    """The one folder that is written to."""

    def __init__(self, root: Path) -> None:
        self.root = root
        try:
            root.mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            raise OperatorError(
                f"The output folder {root} can't be made ({_reason(fault)}); choose another with --output."
            ) from None
        self._real = os.path.realpath(root)

    def write(self, relative: str, data: bytes) -> bool:
        """Make sure that this file holds these bytes; whether it had to be written.

        The file is replaced whole or not at all. Raises OperatorError where that can't be done.
        """
        path = self._inside(relative)
        try:
            if _holds(path, data):
                return False
            path.parent.mkdir(parents=True, exist_ok=True)
            _replace(path, data)
        except OSError as fault:
            raise OperatorError(
                f"{relative} can't be written in {self.root} ({_reason(fault)}); the earlier file, if any, is as it was. Make room or choose another folder with --output, and build again."
            ) from None
        return True

    def remove(self, relative: str) -> None:
        """Make sure that there is no such file, and no folder left empty by that."""
        path = self._inside(relative)
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
            path.parent.rmdir()

    def read(self, relative: str) -> bytes:
        """What the file holds; nothing where there is none."""
        try:
            return self._inside(relative).read_bytes()
        except OSError:
            return b""

    def _inside(self, relative: str) -> Path:
        path = self.root / relative
        if not os.path.realpath(path).startswith(self._real + os.sep):
            raise OperatorError(
                f"{relative} would lie outside the output folder {self.root}; nothing was written. Remove the link that leads out of it."
            )
        return path


def write_source(path: Path, text: str) -> None:
    """Replace one of the writers' own files, whole or not at all. Raises OperatorError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, text.encode("utf-8"))
    except OSError as fault:
        raise OperatorError(f"{path.name} can't be written ({_reason(fault)}); it is as it was.") from None


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except FileNotFoundError:
        return False


def _replace(path: Path, data: bytes) -> None:
    """Write beside the file, then put the new one in its place in one step, with the old one's permissions."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with temporary.open("xb") as file:
            file.write(data)
        if path.exists():
            temporary.chmod(stat.S_IMODE(path.stat().st_mode))
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _reason(fault: OSError) -> str:
    return (fault.strerror or type(fault).__name__).lower()
