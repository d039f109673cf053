"""Where a site stands and what lies beside it, whether that is ours to replace, and the lock against a second run."""

import contextlib
import hashlib
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from os import stat_result
from pathlib import Path
from stat import S_ISREG
from typing import Literal

from msgspec import Struct

from decisionforms.errors import OperatorError
from decisionforms.files import Disk, walk
from decisionforms.publish.addresses import MANIFEST
from decisionforms.publish.release import Listed, read_manifest

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

RELEASE = re.compile(r"\d{6,}-[0-9a-f]{16}")


class Place(Struct, frozen=True):
    """Where readers find the site; beside it lies all that publishing needs, on the same disk and in one folder."""

    folder: Path

    @property
    def beside(self) -> Path:
        """The folder of the releases."""
        return self.folder.with_name(f".{self.folder.name}-releases")

    @property
    def new(self) -> Path:
        """A release that is being made."""
        return self.beside / "new"

    @property
    def link(self) -> Path:
        """A link that takes the place of the folder's next."""
        return self.beside / "link"

    @property
    def journal(self) -> Path:
        """The plan by which a plain folder is replaced; it is there only while that is done."""
        return self.beside / "journal.json"

    @property
    def scratch(self) -> Sequence[Path]:
        """All that is there only while a run is at it, whichever way it goes."""
        return tuple(self.beside / name for name in ("new", "old", "journal.new", "link", "try"))


def place_of(folder: Path) -> Place:
    """The place of a site; no link on the way there is left. Raises OperatorError where there can be none."""
    if folder.name in {"", ".."}:
        raise OperatorError(f"{folder} can't be the folder of the site; name it in full, as in public/site.")
    parent = folder.parent.resolve()
    if not parent.is_dir():
        raise OperatorError(f"There is no folder {parent}; make it, or choose another place for the site with --to.")
    return Place(parent / folder.name)


def standing(place: Place) -> Literal["nothing", "empty", "link", "plain"]:
    """What readers find there now. Raises OperatorError where it is not ours to replace."""
    folder = place.folder
    if folder.is_symlink():
        if release_linked(place):
            return "link"
        raise OperatorError(
            f"{folder} is a link that “publish” did not make; remove it, or choose another place with --to."
        )
    if not folder.exists():
        return "plain" if place.journal.exists() else "nothing"
    if not folder.is_dir():
        raise OperatorError(f"{folder} is a file; remove it, or choose another place for the site with --to.")
    if place.journal.exists() or manifest_at(folder)[0]:
        return "plain"
    if any(folder.iterdir()):
        raise OperatorError(
            f"{folder} holds files that “publish” did not put there; empty it, or choose another place with --to."
        )
    return "empty"


def release_linked(place: Place) -> str:
    """The name of the release to which the site is linked; empty where it is none."""
    if not place.folder.is_symlink():
        return ""
    beside, _, name = place.folder.readlink().as_posix().rpartition("/")
    return name if beside == place.beside.name and RELEASE.fullmatch(name) else ""


class Held(Struct, frozen=True):
    """A release as it stands in a folder: its manifest and what that lists, and what is still so on the disk."""

    root: Path
    manifest: bytes = b""
    listed: Mapping[str, Listed] = {}
    intact: Mapping[str, stat_result] = {}

    @property
    def whole(self) -> bool:
        """Whether there is a release, and nothing of it is missing or was edited."""
        return bool(self.manifest) and len(self.intact) == len(self.listed)

    def has(self, name: str, one: Listed) -> bool:
        """Whether such a file stands there under this name."""
        return name in self.intact and self.listed[name] == one


def held(root: Path) -> Held:
    """The release that stands in a folder; an empty one where there is none that can be trusted.

    A file is read again only if it was written after the manifest, which is always the last.
    """
    manifest, files = manifest_at(root)
    if not manifest:
        return Held(root)
    found, last = walk(root).files, (root / MANIFEST).lstat().st_mtime_ns
    about = {name: found.get(name) or about_file(root / name) for name in files}
    intact = {
        name: it for name, it in about.items() if it and stands(root, name, it, files[name], it.st_mtime_ns <= last)
    }
    return Held(root, manifest, files, intact)


def manifest_at(root: Path) -> tuple[bytes, Mapping[str, Listed]]:
    """The manifest in a folder, and what it lists; nothing where there is none of ours."""
    try:
        manifest = (root / MANIFEST).read_bytes()
        return manifest, read_manifest(manifest)
    except (OSError, OperatorError):
        return b"", {}


def stands(root: Path, name: str, about: stat_result, one: Listed, known: bool) -> bool:  # noqa: FBT001 - a fact about it
    """Whether this is the file that is listed; unless it is known to be if it is as long, it is read."""
    if not S_ISREG(about.st_mode) or about.st_size != one.size:
        return False
    return known or digest_of(root / name) == one.sha256


def about_file(path: Path) -> stat_result | None:
    """What the disk says of it; nothing where there is none. A disk without capitals knows it by another name, too."""
    try:
        return path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return None


def digest_of(path: Path) -> str:
    """The digest of a file as it stands on the disk."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


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
