"""Where the disk makes no links: the files of a plain folder replaced one by one, by a plan that is always completed."""

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from stat import S_ISDIR

import msgspec
from msgspec import Struct

from decisionforms.errors import OperatorError
from decisionforms.files import reason
from decisionforms.publish.addresses import JSON, MANIFEST
from decisionforms.publish.disk import Disk
from decisionforms.publish.going_back import Refusal
from decisionforms.publish.held import Held, Live, about_file, digest_of, held, manifest_at
from decisionforms.publish.place import Place
from decisionforms.publish.plan import Plan, plan_of, read_plan
from decisionforms.publish.release import (
    BEING_WRITTEN,
    Listed,
    Published,
    bytes_of,
    changes,
    folded,
    folders_of,
    listed,
    manifest_of,
    release_name,
)


class Plain(Struct, frozen=True):
    """A site that is a plain folder."""

    place: Place
    disk: Disk

    def live(self) -> Live:
        """What readers find there unchanged, or will find there once the plan is completed."""
        if plan := self._plan():
            return Live(manifest_at(self.place.beside / plan.source)[1])
        return Live(held(self.place.folder).files)

    def tidy(self) -> None:
        """Complete what a killed run left, and remove what it left over."""
        if plan := self._plan():
            self._complete(plan)
        for path in self.place.scratch:
            self.disk.clear(path)
        if manifest_at(self.place.beside / "before")[0] in {b"", manifest_at(self.place.folder)[0]}:
            self.disk.clear(self.place.beside / "before")

    def publish(self, files: Mapping[str, bytes | Listed], wanted: Mapping[str, Listed], _seen: Live) -> Published:
        """Replace what is there by these files."""
        live, manifest = held(self.place.folder), manifest_of(wanted)
        change = changes(live.listed, wanted)
        damaged = {name for name in wanted if name in live.listed and name not in live.intact}
        written = {*change.appear, *change.change, *damaged}
        if manifest != live.manifest or written:
            staged = {name: bytes_of(name, files[name]) for name in sorted(written)}
            plan = plan_of(change, damaged=damaged)
            self._refuse_to_lose(plan, live)
            self._stage("new", {**staged, MANIFEST: manifest})
            self._keep(live, (*change.change, *change.go))
            self._carry_out(plan)
        return Published(change, release_name(manifest), tuple(sorted(written)))

    def rollback(self, refuse: Refusal) -> Published:
        """Put back what was there before the last publication."""
        live, (manifest, wanted) = held(self.place.folder), manifest_at(self.place.beside / "before")
        change = changes(live.listed, wanted)
        put = (*change.appear, *change.change)
        if not manifest or not live.whole or not all(self._kept(name, wanted[name]) for name in put):
            raise OperatorError(f"No release before the one in {self.place.folder} is kept; publish again instead.")
        plan = plan_of(change, "before")
        self._refuse_to_lose(plan, live)
        refuse(live.root / JSON, (self.place.beside / "before" if JSON in put else live.root) / JSON)
        self._carry_out(plan)
        return Published(change, release_name(manifest), tuple(sorted(put)))

    def _kept(self, name: str, one: Listed) -> bool:
        path = self.place.beside / "before" / name
        return path.is_file() and digest_of(path) == one.sha256

    def _refuse_to_lose(self, plan: Plan, live: Held) -> None:
        """Raises OperatorError where something that is not ours would be lost, or written elsewhere."""
        for name in sorted(folders_of((*plan.put, *plan.remove))):
            about = about_file(self.place.folder / name)
            if about and not S_ISDIR(about.st_mode):
                self._refuse(name)
        ours = {folded(name) for name in live.listed} | {MANIFEST}
        for name in plan.put:
            about = about_file(self.place.folder / name)
            if about and (folded(name) not in ours or S_ISDIR(about.st_mode)):
                self._refuse(name)

    def _refuse(self, name: str) -> None:
        raise OperatorError(
            f"{self.place.folder / name} is in the way of the site, and “publish” did not put it there as it is; remove it, and publish again."
        )

    def _stage(self, name: str, files: Mapping[str, bytes]) -> None:
        """Write these files into a folder beside the site."""
        root = self.place.beside / name
        paths = [root, *(root / folder for folder in sorted(folders_of(files)))]
        for path in paths:
            self.disk.make_folder(path)
        for inside, data in files.items():
            if about_file(root / inside) is None:  # or it is there by its other name, with the same bytes
                self.disk.write(root / inside, data)
                paths.append(root / inside)
        self.disk.sync(paths)
        for inside, data in files.items():
            if (root / inside).read_bytes() != data:
                raise OperatorError(
                    f"{inside} is not on the disk as it was written; the live site is as it was. See whether the disk is sound, and publish again."
                )

    def _keep(self, live: Held, names: Iterable[str]) -> None:
        """Keep what this release loses, so that there is a way back; none from one that was edited since."""
        if live.whole:
            kept = {name: (live.root / name).read_bytes() for name in names}
            self._stage("old", {**kept, MANIFEST: live.manifest})

    def _carry_out(self, plan: Plan) -> None:
        """Write the plan down, and do it: from then on every run begins by completing it."""
        written = self.place.beside / "journal.new"
        self.disk.write(written, msgspec.json.encode(plan))
        self.disk.sync([written])
        self.disk.move(written, self.place.journal)
        self.disk.sync([self.place.beside])
        self._complete(plan)

    def _plan(self) -> Plan | None:
        if not self.place.journal.exists():
            return None
        try:
            return read_plan(self.place.journal.read_bytes())
        except OperatorError:
            raise self._stuck() from None

    def _stuck(self) -> OperatorError:
        return OperatorError(
            f"An earlier run was cut short, and what it left in {self.place.beside} can't be read; empty {self.place.folder}, remove that folder, and publish again."
        )

    def _complete(self, plan: Plan) -> None:
        try:
            self._replace(plan)
        except OSError as fault:
            raise OperatorError(
                f"{self.place.folder} could be replaced only in part ({reason(fault)}); all its links lead somewhere, but some pages are the earlier ones. Make room, or see that you may write there, and publish again: that begins by completing it."
            ) from None

    def _replace(self, plan: Plan) -> None:
        source, folder = self.place.beside / plan.source, self.place.folder
        manifest, wanted = manifest_at(source)
        if not manifest:
            raise self._stuck()
        folders = [folder, *(folder / name for name in sorted(folders_of(plan.put)))]
        for path in folders:
            self.disk.make_folder(path)
        for name in plan.put:
            self._put(source, name, wanted[name] if name in wanted else listed(manifest))
        self._remove(plan.remove, wanted)
        self.disk.sync(folders)
        self._finish(plan)

    def _put(self, source: Path, name: str, one: Listed) -> None:
        """One file in its place, in one step."""
        target, written = self.place.folder / name, self.place.folder / BEING_WRITTEN
        if target.is_file() and not target.is_symlink() and digest_of(target) == one.sha256:
            return
        data = (source / name).read_bytes()
        if listed(data) != one:
            raise self._stuck()
        if about_file(written):
            self.disk.remove(written)
        self.disk.write(written, data)
        self.disk.sync([written])
        self.disk.move(written, target)

    def _remove(self, names: Sequence[str], wanted: Mapping[str, Listed]) -> None:
        """Remove these, unless the disk knows one that stays by the same name, and the folders which that empties."""
        staying = {folded(name): self.place.folder / name for name in wanted} if names else {}
        for name in names:
            path, twin = self.place.folder / name, staying.get(folded(name))
            if about_file(path) and not (twin and twin.exists() and twin.samefile(path)):
                self.disk.remove(path)
        for name in sorted(folders_of(names) - folders_of(wanted), reverse=True):
            with contextlib.suppress(OSError):  # somebody else's file keeps it
                self.disk.remove_folder(self.place.folder / name)

    def _finish(self, plan: Plan) -> None:
        old, before = self.place.beside / "old", self.place.beside / "before"
        if old.exists():
            self.disk.clear(before)
            self.disk.move(old, before)
        self.disk.remove(self.place.journal)
        self.disk.sync([self.place.beside])
        self.disk.clear(self.place.beside / plan.source)
