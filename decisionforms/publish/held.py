"""A release as it stands in a folder, and whether each file of it is still as it was published."""

import hashlib
import os
from collections.abc import Mapping
from os import stat_result
from pathlib import Path
from stat import S_ISREG

from msgspec import Struct

from decisionforms.errors import OperatorError
from decisionforms.publish.addresses import MANIFEST
from decisionforms.publish.release import Listed, read_manifest


class Held(Struct, frozen=True):
    """A release as it stands in a folder: its manifest and what that lists, and what is still so on the disk."""

    root: Path
    manifest: bytes = b""
    listed: Mapping[str, Listed] = {}
    intact: Mapping[str, stat_result] = {}

    @property
    def files(self) -> Mapping[str, Listed]:
        """What is there as it was published."""
        return {name: self.listed[name] for name in self.intact}

    @property
    def whole(self) -> bool:
        """Whether there is a release, and nothing of it is missing or was edited."""
        return bool(self.manifest) and len(self.intact) == len(self.listed)

    def has(self, name: str, one: Listed) -> bool:
        """Whether such a file stands there under this name."""
        return name in self.intact and self.listed[name] == one


class Live(Struct, frozen=True):
    """What readers find at the site: the files that stand there as published, and the release, if it is one of its own."""

    files: Mapping[str, Listed] = {}
    held: Held | None = None


def held(root: Path) -> Held:
    """The release that stands in a folder; an empty one where there is none that can be trusted.

    A file is read again only if it was written after the manifest, which is always the last.
    """
    manifest, files = manifest_at(root)
    if not manifest:
        return Held(root)
    last, at = (root / MANIFEST).lstat().st_mtime_ns, str(root)
    about = {name: about_file(f"{at}/{name}") for name in files}
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


def about_file(path: Path | str) -> stat_result | None:
    """What the disk says of it; nothing where there is none. A disk without capitals knows it by another name, too."""
    try:
        return os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None


def digest_of(path: Path) -> str:
    """The digest of a file as it stands on the disk."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
