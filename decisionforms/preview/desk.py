"""The papers as they lie before their writers: each is made when it is looked at, and again once it has changed."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from threading import RLock

from msgspec import Struct
from msgspec.structs import replace

from decisionforms.not_read import NotRead, not_read
from decisionforms.preview.making import Maker, maker_of
from decisionforms.preview.sheet import Sheet
from decisionforms.preview.watching import EVERYTHING, Changes
from decisionforms.project import Project
from decisionforms.report.text import summary

# How many papers are looked at for one look at the list: its reader sees those, and asks again.
AT_ONCE = 40


class Row(Struct, frozen=True):
    """A paper in the list of all: `stage` is empty where it can't be read, `found` where nothing is to be said."""

    name: str
    path: str
    reference: str
    title: str
    stage: str
    found: str
    failed: bool


class Listed(Struct, frozen=True):
    """The papers that were looked at, how many were not yet, and the files beside them that are not read."""

    rows: tuple[Row, ...]
    left: int
    others: tuple[NotRead, ...]

    def same_title(self) -> Mapping[str, tuple[str, ...]]:
        """The names of the papers without a reference by their title, where several have one."""
        named: dict[str, tuple[str, ...]] = {}
        for row in self.rows:
            if not row.reference:
                named[row.title] = (*named.get(row.title, ()), row.name)
        return {title: names for title, names in named.items() if title and len(names) > 1}


class Desk:
    """What is known of the papers. Several may look at once: papers are made one after the other.

    All its functions but `notice` raise OperatorError where the form, its layouts or the settings need mending.
    """

    def __init__(self, project: Project, day: Callable[[], date]) -> None:
        self._project, self._day = project, day
        self._lock = RLock()
        self._kept: Maker | None = None
        self._sheets: dict[Path, Sheet] = {}
        self._stale: set[Path] = set()
        self._rows: dict[Path, Row] = {}

    def notice(self, changed: Changes) -> Changes:
        """What has to be looked at again; that is all, where a paper is no longer named as it was."""
        with self._lock:
            if changed.everything or self._kept is None:
                self._kept = None
                return self._forget()
            self._stale.update(changed.papers)
            for path in changed.papers:
                self._rows.pop(path, None)
            alike = [self._kept.papers.reread(path) for path in changed.papers]
            return self._with_gone(changed) if all(alike) else self._forget()

    def paths(self) -> tuple[Path, ...]:
        """The files of all papers."""
        with self._lock:
            return self._maker().papers.paths

    def find(self, name: str) -> Sheet | None:
        """The paper of this name; one that was looked at is found though its file is gone."""
        with self._lock:
            path = self._maker().papers.find(name) or next((one for one in self._sheets if one.stem == name), None)
            return self.look_at(path) if path else None

    def look_at(self, path: Path) -> Sheet:
        """The paper in this file, as it is now."""
        with self._lock:
            if path in self._stale or path not in self._sheets:
                self._sheets[path] = self._maker().make(path, self._sheets.get(path))
                self._stale.discard(path)
            return self._sheets[path]

    def list(self) -> Listed:
        """All papers; of those that are not known yet, no more than a few are looked at now."""
        paths = self.paths()
        for path in [path for path in paths if path not in self._rows][:AT_ONCE]:
            self._list(path)
        rows = tuple(row for path in paths if (row := self._rows.get(path)))
        with self._lock:
            return Listed(rows, len(paths) - len(rows), not_read(self._project))

    def outputs(self, sheet: Sheet) -> dict[str, bytes]:
        """The files of a paper as `build` makes them, by their paths; none where its form was never made."""
        with self._lock:
            return self._maker().outputs(sheet.form) if sheet.form else {}

    def document(self, name: str, file: str) -> bytes | None:
        """The document of this name, from the form as it was last laid out; None where there is no such."""
        with self._lock:
            sheet = self.find(name)
            return self._maker().document(sheet.form, file) if sheet and sheet.form else None

    def _maker(self) -> Maker:
        if self._kept is None:
            self._kept = maker_of(self._project, self._day)
        return self._kept

    def _list(self, path: Path) -> None:
        """Note what the list says of a paper; its page is not kept, as there may be thousands."""
        with self._lock:
            known = path in self._sheets and path not in self._stale
            self._rows[path] = row_of(self._sheets[path] if known else self._maker().make(path, None))

    def _with_gone(self, changed: Changes) -> Changes:
        """These changes, and that those papers are looked at again that may have gone where no paper is read."""
        gone = [path for path, sheet in self._sheets.items() if sheet.gone] if changed.others else []
        self._stale.update(gone)
        return replace(changed, papers=(*changed.papers, *gone))

    def _forget(self) -> Changes:
        self._rows.clear()
        self._stale.update(self._sheets)
        return EVERYTHING


def row_of(sheet: Sheet) -> Row:
    """What the list says of a paper."""
    found = summary(sheet.checked.diagnostics)
    return Row(sheet.name, sheet.path, sheet.reference, sheet.title, sheet.checked.stage, found, sheet.old)
