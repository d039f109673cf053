"""Reading from the disk, with limits."""

import os
import stat
from pathlib import Path

from decisionforms.errors import FormError, OperatorError

LARGEST_SOURCE = 1_000_000
LARGEST_TEMPLATE = 20_000_000
LARGEST_APPENDIX = 100_000_000


class UnreadableFileError(Exception):
    """A writer's file can't be read; the text is what to say about it."""


def read_source(path: Path) -> bytes:
    """The bytes of a writer's file. Raises UnreadableFileError with the reason."""
    data = _read_at_most(path, LARGEST_SOURCE)
    if len(data) > LARGEST_SOURCE:
        raise UnreadableFileError(
            "The file is larger than 1 MB, and a decision is text. Attach what makes it so large as an appendix."
        )
    return data


def read_original(path: Path) -> bytes:
    """The bytes of a published form that is to be imported. Raises UnreadableFileError with the reason."""
    data = _read_at_most(path, LARGEST_TEMPLATE)
    if len(data) > LARGEST_TEMPLATE:
        raise UnreadableFileError("The file is larger than 20 MB. Save a copy of it without its pictures.")
    return data


def _read_at_most(path: Path, largest: int) -> bytes:
    """The bytes of a file, or one more than the most there may be."""
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise UnreadableFileError(
                "This is not a file. If it is a folder, give it another name, without “.md”; otherwise remove it."
            )
        with path.open("rb") as file:
            return file.read(min(about.st_size, largest) + 1)
    except FileNotFoundError:
        raise UnreadableFileError("There is no such file. Check its name.") from None
    except OSError as fault:
        raise UnreadableFileError(
            f"The file can't be opened ({reason(fault)}). Check that you may read it and that nothing else holds it."
        ) from None


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
        raise FormError(f"{path.name} can't be opened ({reason(fault)}); check that you may read it.") from None
    if len(data) > LARGEST_TEMPLATE:
        raise FormError(f"{path.name} is larger than 20 MB; a template holds no data.")
    return data


def read_given(path: Path, largest: int) -> bytes:
    """The bytes of a file that somebody names. Raises OperatorError where there is none, or it is larger than this."""
    try:
        with path.open("rb") as file:
            data = file.read(largest + 1)
    except FileNotFoundError:
        raise OperatorError(f"There is no file {path}; check its name.") from None
    except OSError as fault:
        raise OperatorError(f"{path} can't be opened ({reason(fault)}); check that you may read it.") from None
    if len(data) > largest:
        raise OperatorError(f"{path} is larger than {largest // 1_000_000} MB, so it is not what was sent out.")
    return data


def read_beside(folder: Path, name: str) -> bytes:
    """The bytes of a file in this folder or below it. Raises UnreadableFileError with the reason."""
    path = folder / name
    real, root = os.path.realpath(path), os.path.realpath(folder)
    if not real.startswith(root + os.sep) or not os.path.isfile(real):  # noqa: PTH113 - what a link leads to was looked up
        raise UnreadableFileError(f"There is no file {name} beside the decisions. Put it there, or correct its name.")
    try:
        if path.stat().st_size > LARGEST_APPENDIX:
            raise UnreadableFileError(f"{name} is larger than 100 MB. Make it smaller, or split it.")
        return path.read_bytes()
    except OSError as fault:
        raise UnreadableFileError(f"{name} can't be opened ({reason(fault)}). Check that you may read it.") from None


def reason(fault: OSError) -> str:
    """What the disk gave as its reason, for the middle of a sentence."""
    return (fault.strerror or type(fault).__name__).lower()
