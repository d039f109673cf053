"""One switch: a finished release takes the place of the live site, all of it or nothing.

What readers find is a link to the folder of a release beside it. A new release is written in full before the link is
replaced, which is one step on the disk; where the disk makes no such links, `journal` replaces the files one by one.
"""

import contextlib
import errno
import sys
from collections.abc import Iterator, Mapping
from os.path import ismount
from pathlib import Path
from typing import Literal, Protocol

from decisionforms.errors import OperatorError
from decisionforms.files import reason
from decisionforms.publish.disk import Disk
from decisionforms.publish.going_back import Refusal, refuse_nothing
from decisionforms.publish.held import Live
from decisionforms.publish.journal import Plain
from decisionforms.publish.links import Links
from decisionforms.publish.lock import locked
from decisionforms.publish.place import Place, place_of, standing
from decisionforms.publish.release import Listed, Published, all_listed, check_names

Mode = Literal["auto", "link", "journal"]
DISK = Disk()
TROUBLE = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}  # which says nothing of whether links can be made
NOTHING = Live()


def publish_to(
    folder: Path, files: Mapping[str, bytes | Listed], mode: Mode = "auto", disk: Disk = DISK, seen: Live = NOTHING
) -> Published:
    """The site in `folder` is exactly these files, and a manifest of them: either all are live, or nothing changed.

    A `Listed` stands for a file of the live release that stays as it is; what was `seen` of that need not be looked
    through again. Raises OperatorError where the folder is not ours to replace, another run is at it, or the disk
    refuses.
    """
    wanted = all_listed(files)
    check_names(wanted)
    with _alone(folder, mode, disk) as way:
        return way.publish(files, wanted, seen)


def rollback(folder: Path, disk: Disk = DISK, refuse: Refusal = refuse_nothing) -> Published:
    """The release that was live before the present one is live again. Raises OperatorError where none is kept, or it is refused."""
    with _sentences(folder):
        if standing(place_of(folder)) in {"nothing", "empty"}:
            raise OperatorError(f"Nothing was published to {folder} yet; there is nothing to go back to.")
    with _alone(folder, "auto", disk) as way:
        return way.rollback(refuse)


def live_site(folder: Path) -> Live:
    """What readers find there, as it was published: nothing that is missing or was edited. Raises OperatorError."""
    with _sentences(folder):
        place = place_of(folder)
        return _way(place, "auto", DISK).live() if standing(place) in {"link", "plain"} else NOTHING


class Way(Protocol):
    """How a site is put in its place."""

    def live(self) -> Live: ...  # noqa: D102 - as `live_site`
    def tidy(self) -> None: ...  # noqa: D102 - removes what a killed run left
    def publish(  # noqa: D102 - as `publish_to`
        self, files: Mapping[str, bytes | Listed], wanted: Mapping[str, Listed], seen: Live, /
    ) -> Published: ...
    def rollback(self, refuse: Refusal, /) -> Published: ...  # noqa: D102 - as `rollback`


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
