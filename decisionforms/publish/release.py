"""A release of the site as a value: what it holds, how it differs from another, and which names may stand in it."""

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from decisionforms.errors import OperatorError
from decisionforms.publish.addresses import MANIFEST

# The name under which a file of a plain folder is written before it takes its place.
BEING_WRITTEN = ".publishing"
# What is no name, or another one, on some disk that the site may be copied to.
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file
UNSAFE = re.compile(
    r"""(?imx) [<>:"|?*\\]
    | ^ $       # a part without a name; a path from the root of the disk begins with one
    | [. ] $    # among them . and ..
    | ^ (?: con | prn | aux | nul | com[0-9¹²³] | lpt[0-9¹²³] | conin\$ | conout\$ ) [ ]* (?: [.] | $ )
    """
)


class Listed(Struct, frozen=True, forbid_unknown_fields=True):
    """What a manifest says of a file: its digest, and its size in bytes.

    Which signs a digest is made of is not looked at: one that is none fits no file, which is made anew.
    """

    sha256: Annotated[str, Meta(min_length=64, max_length=64)]
    size: Annotated[int, Meta(ge=0)]


class Changes(Struct, frozen=True):
    """The files that one release has and the other has not, or has otherwise, by name; false where there are none."""

    appear: tuple[str, ...]
    change: tuple[str, ...]
    go: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.appear or self.change or self.go)


class Published(Struct, frozen=True):
    """How the live site changed, which release is live now, and the files that had to be written for it."""

    changes: Changes
    release: str
    written: tuple[str, ...]


class _Manifest(Struct, frozen=True, forbid_unknown_fields=True):
    format: Literal[1]
    files: dict[str, Listed]


def listed(data: bytes) -> Listed:
    """What a manifest says of a file with these bytes."""
    return Listed(hashlib.sha256(data).hexdigest(), len(data))


def all_listed(files: Mapping[str, bytes | Listed]) -> dict[str, Listed]:
    """What a manifest says of these files, by name in order; nothing of the manifest itself."""
    named = ((name, files[name]) for name in sorted(files) if name != MANIFEST)
    return {name: one if isinstance(one, Listed) else listed(one) for name, one in named}


def manifest_of(files: Mapping[str, bytes | Listed]) -> bytes:
    """The manifest of a release: the same bytes for the same files."""
    return msgspec.json.format(msgspec.json.encode(_Manifest(1, all_listed(files))), indent=1) + b"\n"


def read_manifest(data: bytes) -> Mapping[str, Listed]:
    """The files of a release, by name. Raises OperatorError where this is no manifest of a release."""
    try:
        files = msgspec.json.decode(data, type=_Manifest).files
    except (msgspec.DecodeError, msgspec.ValidationError, RecursionError) as fault:
        raise OperatorError(
            f"This {MANIFEST} was not written by “publish”, or was changed since ({fault}); put back the one that was."
        ) from None
    check_names(files)
    return files


def bytes_of(name: str, file: bytes | Listed) -> bytes:
    """The bytes of a file that has to be written. Raises OperatorError where they are not at hand."""
    if isinstance(file, Listed):
        raise OperatorError(
            f"{name} does not stand on the live site as it was published, so it has to be made again; publish again."
        )
    return file


def release_name(manifest: bytes) -> str:
    """The name of the release with this manifest: the first 16 digits of its digest."""
    return hashlib.sha256(manifest).hexdigest()[:16]


def changes(old: Mapping[str, Listed], new: Mapping[str, Listed]) -> Changes:
    """From an old release to a new one."""
    return Changes(
        appear=tuple(sorted(new.keys() - old.keys())),
        change=tuple(sorted(name for name in new.keys() & old.keys() if new[name] != old[name])),
        go=tuple(sorted(old.keys() - new.keys())),
    )


def verify(data: bytes, manifest: Mapping[str, Listed]) -> tuple[str, ...]:
    """The names under which exactly this file is published."""
    wanted = listed(data)
    return tuple(sorted(name for name, one in manifest.items() if one == wanted))


def check_names(files: Mapping[str, Listed]) -> None:
    """All of these may stand in one release, on any disk.

    Each is a path from the site's own folder that stays in it. Two that are one where capitals make no difference hold
    the same bytes, as PCD-9001/index.html and pcd-9001/index.html do. Raises OperatorError.
    """
    parts = {part for name in files for part in name.split("/")}
    for name in files if _unsafe(parts) else ():  # each part is looked at once, since most stand in many names
        if _unsafe(name.split("/")):
            raise OperatorError(f"{name!a} can't be published: it is no name that every disk can hold; choose another.")
    seen = {MANIFEST: MANIFEST}
    for name, one in files.items():
        twin = seen.setdefault(folded(name), name)
        if name == MANIFEST or files.get(twin) != one:
            raise OperatorError(
                f"{name} can't be published beside {twin}: on some disks they are one file; choose another name."
            )
    if both := folders_of(seen) & seen.keys():
        raise OperatorError(
            f"{seen[min(both)]} can't be published both as a file and as a folder; choose another name for one of them."
        )


def _unsafe(parts: Collection[str]) -> bool:
    """Whether one of these parts of a path can't be the name of a file or folder."""
    return bool(UNSAFE.search("\n".join(parts))) or not "".join(parts).isprintable() or BEING_WRITTEN in parts


def folded(name: str) -> str:
    """The name as a disk sees it to which capitals, and ways to write an accent, make no difference."""
    return name.lower() if name.isascii() else unicodedata.normalize("NFC", name).casefold()


def folders_of(names: Iterable[str]) -> set[str]:
    """All folders in which these files stand, at any depth."""
    found: set[str] = set()
    for name in names:
        folder = name.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found
