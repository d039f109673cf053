"""Where a site stands and what lies beside it, and whether that is ours to replace."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from msgspec import Struct

from decisionforms.errors import OperatorError
from decisionforms.publish.held import manifest_at

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
            f"{folder} holds files that “publish” did not put there; choose another place with --to, or empty it if nothing in it is needed."
        )
    return "empty"


def release_linked(place: Place) -> str:
    """The name of the release to which the site is linked; empty where it is none."""
    if not place.folder.is_symlink():
        return ""
    beside, _, name = place.folder.readlink().as_posix().rpartition("/")
    return name if beside == place.beside.name and RELEASE.fullmatch(name) else ""
