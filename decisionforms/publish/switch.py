"""One switch: a finished release takes the place of the live site, all of it or nothing.

What readers find is a link to the folder of a release beside it. A new release is written in full before the link is
replaced, which is one step on the disk; where the disk makes no such links, `journal` replaces the files one by one.
"""

import contextlib
import errno
import sys
from collections.abc import Container, Iterator, Mapping, Sequence
from os import stat_result
from os.path import ismount, samestat
from pathlib import Path
from typing import Literal, Protocol

from msgspec import Struct

from decisionforms.errors import OperatorError
from decisionforms.files import Disk, Found, reason, walk
from decisionforms.publish.addresses import MANIFEST
from decisionforms.publish.journal import Plain
from decisionforms.publish.lock import (
    RELEASE,
    Held,
    Place,
    about_file,
    held,
    locked,
    manifest_at,
    place_of,
    release_linked,
    standing,
    stands,
)
from decisionforms.publish.release import (
    Listed,
    Published,
    all_listed,
    bytes_of,
    changes,
    check_names,
    folded,
    folders_of,
    listed,
    manifest_of,
    release_name,
)

Mode = Literal["auto", "link", "journal"]
DISK = Disk()
TROUBLE = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}  # which says nothing of whether links can be made
KEPT = 3  # releases: the live one, and those to which there is a way back


def publish_to(folder: Path, files: Mapping[str, bytes | Listed], mode: Mode = "auto", disk: Disk = DISK) -> Published:
    """The site in `folder` is exactly these files, and a manifest of them: either all are live, or nothing changed.

    A `Listed` stands for a file of the live release that stays as it is. Raises OperatorError where the folder is not
    ours to replace, another run is at it, or the disk refuses.
    """
    wanted = all_listed(files)
    check_names(wanted)
    with _alone(folder, mode, disk) as way:
        return way.publish(files, wanted)


def rollback(folder: Path, disk: Disk = DISK) -> Published:
    """The release that was live before the present one is live again. Raises OperatorError where none is kept."""
    with _sentences(folder):
        if standing(place_of(folder)) in {"nothing", "empty"}:
            raise OperatorError(f"Nothing was published to {folder} yet; there is nothing to go back to.")
    with _alone(folder, "auto", disk) as way:
        return way.rollback()


def live_files(folder: Path) -> Mapping[str, Listed]:
    """What readers find there, as it was published: nothing that is missing or was edited. Raises OperatorError."""
    with _sentences(folder):
        place = place_of(folder)
        return _way(place, "auto", DISK).live() if standing(place) in {"link", "plain"} else {}


class Way(Protocol):
    """How a site is put in its place."""

    def live(self) -> Mapping[str, Listed]: ...  # noqa: D102 - as `live_files`
    def tidy(self) -> None: ...  # noqa: D102 - removes what a killed run left
    def publish(self, files: Mapping[str, bytes | Listed], wanted: Mapping[str, Listed]) -> Published: ...  # noqa: D102 - as `publish_to`
    def rollback(self) -> Published: ...  # noqa: D102 - as `rollback`


@contextlib.contextmanager
def _alone(folder: Path, mode: Mode, disk: Disk) -> Iterator[Way]:
    with _sentences(folder):
        place = place_of(folder)
        standing(place)  # before anything is made beside what is not ours
        with locked(place, disk):
            way = _way(place, mode, disk)
            way.tidy()
            try:
                yield way
            except (OSError, OperatorError):
                if not place.journal.exists():  # which the next run completes, and this one could not
                    with contextlib.suppress(OSError, OperatorError):
                        way.tidy()
                raise


@contextlib.contextmanager
def _sentences(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        raise OperatorError(
            f"The site can't be put in {folder} ({reason(fault)}); what readers find there is as it was. Make room, or see that you may write there, and publish again."
        ) from None


def _way(place: Place, mode: Mode, disk: Disk) -> Way:
    """The way in which the site is there already; for a first one, the way that was asked for, or else can be gone."""
    there = standing(place)
    if mode != "auto" and (there, mode) in {("link", "journal"), ("plain", "link")}:
        raise OperatorError(
            f"{place.folder} is published in the other way already; remove it, or publish without “mode”."
        )
    if there == "link" or (there != "plain" and mode != "journal" and _links_work(place, disk)):
        return Links(place, disk)
    if mode == "link":
        raise OperatorError(f"The disk of {place.folder} makes no links that can be replaced; publish without “mode”.")
    return Plain(place, disk)


def _links_work(place: Place, disk: Disk) -> bool:
    """Whether this disk lets one link take the place of another, tried beside the site."""
    if sys.platform == "win32" or ismount(place.folder):  # Windows replaces no link to a folder
        return False
    first, second = place.beside / "try", place.link
    disk.clear(first)
    disk.clear(second)
    try:
        disk.symlink(place.beside.name, first)
        disk.symlink(place.beside.name, second)
        disk.move(second, first)
        disk.remove(first)
    except OSError as fault:
        if fault.errno in TROUBLE:
            raise
        return False
    return True


class Links(Struct, frozen=True):
    """A site that is a link to the folder of one of its releases.

    The folders are numbered in the order in which they were published. Those above the live one were left by a rollback
    or by a run that was killed; the first that is not wanted any more is made into the next release, since most of
    its files are in there already.
    """

    place: Place
    disk: Disk

    def live(self) -> Mapping[str, Listed]:
        """What readers find there unchanged."""
        live = self._held(release_linked(self.place))
        return {name: live.listed[name] for name in live.intact}

    def tidy(self) -> None:
        """Remove what a killed run left over."""
        for path in self.place.scratch:
            self.disk.clear(path)

    def publish(self, files: Mapping[str, bytes | Listed], wanted: Mapping[str, Listed]) -> Published:
        """Make a release of these files, and switch to it."""
        live, manifest = self._held(release_linked(self.place)), manifest_of(wanted)
        change, digest = changes(live.listed, wanted), release_name(manifest)
        if live.whole and manifest == live.manifest:
            return Published(change, digest, ())
        kept = {name: live.intact[name] for name, one in wanted.items() if live.has(name, one)}
        written = {name: bytes_of(name, files[name]) for name in wanted if name not in kept}
        number = 1 + max(map(_number, self._releases()), default=0)
        self._fill(self._make_way(), live, kept, {**written, MANIFEST: manifest})
        self._check(kept, {**wanted, MANIFEST: listed(manifest)})
        name = f"{number:06}-{digest}"
        self.disk.move(self.place.new, self.place.beside / name)
        self.disk.sync([self.place.beside])
        self._switch(name)
        return Published(change, digest, tuple(written))

    def rollback(self) -> Published:
        """Switch to the release before the live one."""
        name = release_linked(self.place)
        earlier = [one for one in self._releases() if _number(one) < _number(name)]
        if not earlier:
            raise OperatorError(f"No release before the one in {self.place.folder} is kept; publish again instead.")
        live, before = self._held(name), self._held(earlier[-1])
        if not before.whole:
            raise OperatorError(
                f"The release before, {before.root}, was edited or is not whole; publish again instead."
            )
        self._switch(earlier[-1])
        return Published(changes(live.listed, before.listed), release_name(before.manifest), ())

    def _held(self, name: str) -> Held:
        """A release, as its name says it was."""
        root = self.place.beside / name
        release = held(root) if name and root.is_dir() and not root.is_symlink() else Held(root)
        return release if name.endswith(f"-{release_name(release.manifest)}") else Held(root)

    def _releases(self) -> Sequence[str]:
        found = (path for path in self.place.beside.iterdir() if path.is_dir() and not path.is_symlink())
        return sorted((path.name for path in found if RELEASE.fullmatch(path.name)), key=_number)

    def _make_way(self) -> Found:
        """Remove the releases that nobody goes back to; what the last of them holds, now the folder of the next one."""
        live, found = release_linked(self.place), Found({}, [])
        until = [name for name in self._releases() if not live or _number(name) <= _number(live)]
        for name in self._releases():
            if name not in until[1 - KEPT :] and (inside := self._all_ours(name)):
                self.disk.clear(self.place.new)
                self.disk.move(self.place.beside / name, self.place.new)
                found = inside
        self.disk.make_folder(self.place.new)
        return found

    def _all_ours(self, name: str) -> Found | None:
        """What lies in the folder of a release; nothing where somebody put something there."""
        root = self.place.beside / name
        manifest, files = manifest_at(root)
        found = walk(root)
        return found if manifest and found.files.keys() <= {*files, MANIFEST} else None

    def _fill(self, found: Found, live: Held, kept: Mapping[str, stat_result], written: Mapping[str, bytes]) -> None:
        """The folder of the new release holds these files of the live one, and those that are written; nothing else."""
        new = self.place.new
        there = {name for name, about in found.files.items() if name in kept and samestat(about, kept[name])}
        folders = folders_of((*kept, *written))
        self._remove(found, there, folders)
        for name in sorted(folders - {*found.folders}):
            self.disk.make_folder(new / name)
        linked = [name for name in kept if name not in there]
        for name in linked:
            self._link(live.root / name, new / name)
        for name, data in written.items():
            self._write(new / name, data)
        touched = sorted(folders_of((*linked, *written)))
        self.disk.sync([*(new / name for name in (*written, *touched)), new])

    def _remove(self, found: Found, files: Container[str], folders: Container[str]) -> None:
        """Nothing but these files and folders is in the folder of the new release."""
        for name in found.files:
            if name not in files:
                self.disk.remove(self.place.new / name)
        for name in reversed(found.folders):
            if name not in folders:
                self.disk.remove_folder(self.place.new / name)

    def _link(self, old: Path, new: Path) -> None:
        try:
            self.disk.link(old, new)
        except FileExistsError:
            pass  # it is there by its other name
        except OSError:
            self._write(new, old.read_bytes())

    def _write(self, path: Path, data: bytes) -> None:
        with contextlib.suppress(FileExistsError):  # it is there by its other name, with the same bytes
            self.disk.write(path, data)

    def _check(self, kept: Mapping[str, stat_result], wanted: Mapping[str, Listed]) -> None:
        """The new release is on the disk as it should be. Raises OperatorError."""
        new = self.place.new
        found = walk(new).files
        wrong = [name for name, one in wanted.items() if not _is_there(new, name, one, found.get(name), kept.get(name))]
        if extra := found.keys() - wanted.keys():
            known = {folded(name) for name in wanted}
            wrong += sorted(name for name in extra if folded(name) not in known)
        if wrong:
            raise OperatorError(
                f"{wrong[0]} is not on the disk as it was written; the live site is as it was. See whether the disk is sound, and publish again."
            )

    def _switch(self, name: str) -> None:
        """Readers find this release from now on."""
        folder = self.place.folder
        if folder.is_dir() and not folder.is_symlink():
            self.disk.remove_folder(folder)  # which was empty
        self.disk.symlink(f"{self.place.beside.name}/{name}", self.place.link)
        self.disk.move(self.place.link, folder)
        with contextlib.suppress(OSError):  # it is live; a power cut could at worst bring back the release before
            self.disk.sync([folder.parent])


def _number(release: str) -> int:
    return int(release.partition("-")[0])


def _is_there(new: Path, name: str, one: Listed, about: stat_result | None, kept: stat_result | None) -> bool:
    about = about or about_file(new / name)
    known = bool(about and kept and samestat(about, kept))
    return about is not None and stands(new, name, about, one, known)
