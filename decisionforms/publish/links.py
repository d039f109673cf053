"""Where the disk makes links: each release stands whole in a folder of its own, and one link leads to the live one."""

import contextlib
from collections.abc import Container, Mapping, Sequence
from os import stat_result
from os.path import samestat
from pathlib import Path

from msgspec import Struct

from decisionforms.errors import OperatorError
from decisionforms.publish.addresses import JSON, MANIFEST
from decisionforms.publish.disk import Disk, Found, walk
from decisionforms.publish.going_back import Refusal
from decisionforms.publish.held import Held, Live, about_file, held, manifest_at, stands
from decisionforms.publish.place import RELEASE, Place, release_linked
from decisionforms.publish.release import (
    Listed,
    Published,
    bytes_of,
    changes,
    folders_of,
    listed,
    manifest_of,
    release_name,
)

KEPT = 3  # releases: the live one, and those to which there is a way back
SPARE = "spare"


class Links(Struct, frozen=True):
    """A site that is a link to the folder of one of its releases.

    The folders are numbered in the order in which they were published. Those above the live one were left by a rollback
    or by a run that was killed; the first that is not wanted any more is made into the next release, since most of
    its files are in there already.
    """

    place: Place
    disk: Disk

    def live(self) -> Live:
        """What readers find there unchanged."""
        live = self._held(release_linked(self.place))
        return Live(live.files, live)

    def tidy(self) -> None:
        """Remove what a killed run left over."""
        for path in self.place.scratch:
            self.disk.clear(path)

    def publish(self, files: Mapping[str, bytes | Listed], wanted: Mapping[str, Listed], seen: Live) -> Published:
        """Make a release of these files, and switch to it."""
        live, manifest = self._still(seen), manifest_of(wanted)
        change, digest = changes(live.listed, wanted), release_name(manifest)
        if live.whole and manifest == live.manifest:
            return Published(change, digest, ())
        kept = {name: live.intact[name] for name, one in wanted.items() if live.has(name, one)}
        written = {name: bytes_of(name, files[name]) for name in wanted if name not in kept}
        number = 1 + max(map(_number, self._releases()), default=0)
        stay = self._fill(self._make_way(), live, kept, {**written, MANIFEST: manifest})
        fresh = {name: one for name, one in wanted.items() if name not in stay}
        self._check(kept, {**fresh, MANIFEST: listed(manifest)})
        name = f"{number:06}-{digest}"
        self.disk.move(self.place.new, self.place.beside / name)
        self.disk.sync([self.place.beside])
        self._switch(name)
        if number == 1:
            self._lay_by(self.place.beside / name)
        return Published(change, digest, tuple(written))

    def rollback(self, refuse: Refusal) -> Published:
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
        refuse(live.root / JSON, before.root / JSON)
        self._switch(earlier[-1])
        return Published(changes(live.listed, before.listed), release_name(before.manifest), ())

    def _still(self, seen: Live) -> Held:
        """The live release; it is not looked through a second time where it is the one that was seen."""
        name = release_linked(self.place)
        known = seen.held
        if known and known.manifest and known.root == self.place.beside / name:
            return known
        return self._held(name)

    def _held(self, name: str) -> Held:
        """A release, as its name says it was."""
        root = self.place.beside / name
        release = held(root) if name and root.is_dir() and not root.is_symlink() else Held(root)
        return release if name.endswith(f"-{release_name(release.manifest)}") else Held(root)

    def _releases(self) -> Sequence[str]:
        found = (path for path in self.place.beside.iterdir() if path.is_dir() and not path.is_symlink())
        return sorted((path.name for path in found if RELEASE.fullmatch(path.name)), key=_number)

    def _make_way(self) -> Found:
        """Remove the releases that nobody goes back to; what the last of them, or a spare, holds in the new one's folder."""
        live, found = release_linked(self.place), None
        until = [name for name in self._releases() if not live or _number(name) <= _number(live)]
        for name in self._releases():
            if name not in until[1 - KEPT :] and (inside := self._all_ours(name)):
                self.disk.clear(self.place.new)
                self.disk.move(self.place.beside / name, self.place.new)
                found = inside
        if found is None and (spares := self._spares()):
            self.disk.move(spares[0], self.place.new)
            found = walk(self.place.new)
        self.disk.make_folder(self.place.new)
        return found or Found({}, [])

    def _lay_by(self, first: Path) -> None:
        """Copies of the first release, each to be made into a later one until there are old ones to make that of.

        They take no more room than the releases that come to be kept. Without them the next publications take longer.
        """
        found = walk(first)
        try:
            for number in range(1, KEPT):
                self._copy(first, found, self.place.beside / f"{SPARE}-{number}")
        except OSError:
            for spare in self._spares():
                with contextlib.suppress(OSError):
                    self.disk.clear(spare)

    def _copy(self, release: Path, found: Found, spare: Path) -> None:
        """The folders of a release, and one more name for each of its files."""
        self.disk.make_folder(spare)
        for name in found.folders:
            self.disk.make_folder(spare / name)
        for name in found.files:
            self.disk.link(release / name, spare / name)

    def _spares(self) -> Sequence[Path]:
        return sorted(path for path in self.place.beside.glob(f"{SPARE}-*") if path.is_dir() and not path.is_symlink())

    def _all_ours(self, name: str) -> Found | None:
        """What lies in the folder of a release; nothing where somebody put something there."""
        root = self.place.beside / name
        manifest, files = manifest_at(root)
        found = walk(root)
        return found if manifest and found.files.keys() <= {*files, MANIFEST} else None

    def _fill(
        self, found: Found, live: Held, kept: Mapping[str, stat_result], written: Mapping[str, bytes]
    ) -> Container[str]:
        """The folder of the new release holds these files of the live one, and those that are written; nothing else.

        Returned are the files that were in there already.
        """
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
        return there

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
        """These files of the new release are on the disk as they should be. Raises OperatorError."""
        new = self.place.new
        wrong = next((name for name, one in wanted.items() if not _is_there(new, name, one, kept.get(name))), "")
        if wrong:
            raise OperatorError(
                f"{wrong} is not on the disk as it was written; the live site is as it was. See whether the disk is sound, and publish again."
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


def _is_there(new: Path, name: str, one: Listed, kept: stat_result | None) -> bool:
    about = about_file(new / name)
    known = bool(about and kept and samestat(about, kept))
    return about is not None and stands(new, name, about, one, known)
