"""The disk: reading with limits, finding sources, and the calls that put a site in its place."""

import errno
import os
import re
import stat
import sys
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from decisionforms.errors import FormError, OperatorError

LARGEST_SOURCE = 1_000_000
LARGEST_TEMPLATE = 20_000_000
LARGEST_APPENDIX = 100_000_000
NAME = re.compile(r"[^\0]+")


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


class Paths:
    """Files in their order. All are kept as one text, since each alone would take ten times the room of its name."""

    def __init__(self, paths: Iterable[Path | str] = ()) -> None:
        self._joined = "".join(f"{path}\0" for path in paths)

    @property
    def names(self) -> Iterator[str]:
        """The paths as text, of which thousands are looked at sooner."""
        return (found[0] for found in NAME.finditer(self._joined))

    def __iter__(self) -> Iterator[Path]:
        return map(Path, self.names)

    def __len__(self) -> int:
        return self._joined.count("\0")


def find_sources(paths: Iterable[Path]) -> Paths:
    """The decisions among these files and folders, each once, by name; a folder stands for its `*.md`, not deeper."""
    return Paths(_each_once(paths))


def _each_once(paths: Iterable[Path]) -> Iterator[str]:
    found: set[str] = set()
    for path in paths:
        for real, one in _sources_at(path):
            if real not in found:
                found.add(real)
                yield one


def _sources_at(path: Path) -> Iterator[tuple[str, str]]:
    """The sources that a path stands for, each with its real place: only of a link that has to be looked up."""
    if path.suffix == ".md" or not path.is_dir():
        yield os.path.realpath(path), str(path)
        return
    folder = os.path.realpath(path)
    with os.scandir(path) as entries:
        papers = sorted((entry.name, entry.is_symlink()) for entry in entries if is_source(entry.name))
    within = str(path / "_").removesuffix("_")  # which knows that "." needs not be said
    for name, is_link in papers:
        one = f"{within}{name}"
        yield os.path.realpath(one) if is_link else f"{folder}{os.sep}{name}", one


def is_source(name: str) -> bool:
    """Whether a file of this name is one of a decision."""
    return name.lower().endswith(".md") and not name.startswith(".")


def is_an_editors(name: str) -> bool:
    """Whether a file of this name is one that an editor keeps beside what it writes."""
    return name.startswith((".", "#", "~")) or name.endswith(("~", ".tmp")) or name.isdigit()


class Found(NamedTuple):
    """What lies below a folder, by path from there; a folder stands before those in it, and a link is a file."""

    files: dict[str, os.stat_result]
    folders: list[str]


def walk(root: Path) -> Found:
    """What lies below this folder."""
    found, waiting = Found({}, []), [("", str(root))]
    while waiting:
        before, folder = waiting.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                name = before + entry.name
                if entry.is_dir(follow_symlinks=False):
                    found.folders.append(name)
                    waiting.append((f"{name}/", entry.path))
                else:
                    found.files[name] = entry.stat(follow_symlinks=False)
    return found


class Disk:
    """The calls that put a site in its place, one by one: a test's own disk stops before or after any of them."""

    many = 500  # from so many files on, one sync of all disks is quicker than one call for each

    def write(self, path: Path, data: bytes) -> None:
        """A new file, which everybody may read; never one that was there, since that may have other names too."""
        with path.open("xb") as file:
            file.write(data)
        path.chmod(0o644)

    def link(self, old: Path, new: Path) -> None:
        """One more name for a file."""
        new.hardlink_to(old)

    def symlink(self, target: str, path: Path) -> None:
        """A link that leads to a folder."""
        path.symlink_to(target, target_is_directory=True)

    def move(self, old: Path, new: Path) -> None:
        """Another name for a file, link or folder; where it is a file's or a link's, in its place, in one step."""
        old.replace(new)

    def remove(self, path: Path) -> None:
        """No file or link there."""
        path.unlink()

    def make_folder(self, path: Path) -> None:
        """A folder there that everybody may read."""
        path.mkdir(exist_ok=True)
        if stat.S_IMODE(path.stat().st_mode) & 0o755 != 0o755:  # noqa: PLR2004 - permissions are read as digits
            path.chmod(0o755)

    def remove_folder(self, path: Path) -> None:
        """No folder there; it has to be empty."""
        path.rmdir()

    def clear(self, folder: Path) -> None:
        """Nothing there: no file, no link, no folder with what lies below it. Links are removed and not followed."""
        if folder.is_symlink() or folder.is_file():
            self.remove(folder)
        if not folder.is_dir():
            return
        found = walk(folder)
        for name in found.files:
            self.remove(folder / name)
        for name in reversed(found.folders):
            self.remove_folder(folder / name)
        self.remove_folder(folder)

    def sync(self, paths: Collection[Path]) -> None:
        """These files and folders outlast a power cut, where the disk can promise that."""
        if len(paths) > self.many and sys.platform == "linux":  # where the call waits until it is done
            os.sync()
            return
        for path in paths:
            if sys.platform == "win32" and path.is_dir():
                continue
            opened = os.open(path, os.O_RDWR if sys.platform == "win32" else os.O_RDONLY)
            try:
                os.fsync(opened)
            except OSError as fault:
                if fault.errno not in {errno.EINVAL, errno.ENOTSUP}:
                    raise
            finally:
                os.close(opened)


def reason(fault: OSError) -> str:
    """What the disk gave as its reason, for the middle of a sentence."""
    return (fault.strerror or type(fault).__name__).lower()
