"""What earlier builds found out and made, paper by paper, so that a build does only what has changed.

It is a database in a folder that may be deleted. Each paper is kept under digests of all that it was made from, and
what it was found to say of itself under the digest of its file: what does not fit is read, or made, again.
"""

import contextlib
import sqlite3
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

from decisionforms.building.paper import Built, Question, Trace
from decisionforms.register import Entry

FILE = "build"
LAYOUT = """
CREATE TABLE IF NOT EXISTS base (digest BLOB);
CREATE TABLE IF NOT EXISTS entries (path TEXT PRIMARY KEY, kept BLOB);
CREATE TABLE IF NOT EXISTS papers (path TEXT PRIMARY KEY, kept BLOB);
"""
# So many papers are kept, and looked up, at once: a build that is interrupted loses no more than these.
AT_ONCE = 100
Kept = TypeVar("Kept", "Named", "Remembered")


class Named(Struct, frozen=True):
    """How a file of this digest names itself to others, by the program and forms of this `base`.

    By its `trace` it is known to be as it was without reading it; there is none where it may have changed since unseen.
    """

    base: bytes
    source: bytes
    entry: Entry | None
    trace: Trace


class Remembered(Struct, frozen=True):
    """What came of a paper that was made from exactly what `key` is a digest of, its name and questions included."""

    key: bytes
    slug: str
    asked: Sequence[Question]
    built: Built


NAMED, REMEMBERED = msgspec.msgpack.Decoder(Named), msgspec.msgpack.Decoder(Remembered)


class Memory:
    """The database of one project and output; where there can be none, nothing is remembered."""

    def __init__(self, folder: Path, base: bytes) -> None:
        self.base = base
        self._unsaved = 0
        self._database = _opened(folder)
        with contextlib.suppress(sqlite3.Error):
            self._database.execute("BEGIN")  # or else the file would be locked and unlocked at each look

    @property
    def settled(self) -> bool:
        """Whether all forms were found ready with what there is now."""
        with contextlib.suppress(sqlite3.Error):
            return self._database.execute("SELECT digest FROM base").fetchall() == [(self.base,)]
        return False

    def settle(self) -> None:
        """Keep that all forms are ready."""
        with contextlib.suppress(sqlite3.Error):
            self._database.execute("DELETE FROM base")
            self._database.execute("INSERT INTO base VALUES (?)", (self.base,))

    def named(self, paths: Iterable[str]) -> Iterator[Named | None]:
        """How each of these files named itself when it was read last, in their order."""
        return self._kept("entries", paths, NAMED)

    def papers(self, paths: Iterable[str]) -> Iterator[Remembered | None]:
        """What came of each of these papers when it was made last, in their order."""
        return self._kept("papers", paths, REMEMBERED)

    def name(self, path: str, named: Named) -> None:
        """Keep how a file names itself."""
        self._keep("entries", path, named)

    def remember(self, path: str, paper: Remembered) -> None:
        """Keep what came of a paper."""
        self._keep("papers", path, paper)

    def __len__(self) -> int:
        """Of how many files it is kept how they name themselves."""
        with contextlib.suppress(sqlite3.Error):
            return int(self._database.execute("SELECT count(*) FROM entries").fetchone()[0])
        return 0

    def forget_all_but(self, paths: Container[str]) -> None:
        """Keep nothing of other files than these, since they are gone."""
        with contextlib.suppress(sqlite3.Error):
            kept = self._database.execute("SELECT path FROM entries").fetchall()
            gone = [(path,) for (path,) in kept if path not in paths]
            for table in ("entries", "papers"):
                self._database.executemany(f"DELETE FROM {table} WHERE path = ?", gone)  # noqa: S608 - the same

    def close(self) -> None:
        """Keep everything for the next build."""
        with contextlib.suppress(sqlite3.Error):
            self._database.commit()
        self._database.close()

    def _kept(
        self, table: str, paths: Iterable[str], decoder: "msgspec.msgpack.Decoder[Kept]"
    ) -> Iterator[Kept | None]:
        """What is kept of each, looked up many at once: one by one takes four times as long."""
        coming = iter(paths)
        while chunk := list(islice(coming, AT_ONCE)):
            rows = self._rows(table, chunk)
            for path in chunk:
                yield _decoded(rows.get(path), decoder)

    def _rows(self, table: str, paths: list[str]) -> dict[str, bytes]:
        marks = ", ".join("?" * len(paths))
        with contextlib.suppress(sqlite3.Error):
            return dict(self._database.execute(f"SELECT path, kept FROM {table} WHERE path IN ({marks})", paths))  # noqa: S608 - the table is one of ours
        return {}

    def _keep(self, table: str, path: str, kept: Named | Remembered) -> None:
        with contextlib.suppress(sqlite3.Error):
            self._database.execute(f"REPLACE INTO {table} VALUES (?, ?)", (path, msgspec.msgpack.encode(kept)))  # noqa: S608 - the table is one of ours
            self._unsaved += 1
            if self._unsaved % AT_ONCE == 0:
                self._database.commit()


def _decoded(kept: bytes | None, decoder: "msgspec.msgpack.Decoder[Kept]") -> Kept | None:
    """What was kept; nothing where that can't be read."""
    try:
        return decoder.decode(kept) if kept else None
    except msgspec.MsgspecError:
        return None


def _opened(folder: Path) -> sqlite3.Connection:
    """The database in this folder, a new one where there is none or it can't be read; in memory where none can be."""
    file = folder / FILE
    for _ in range(2):
        with contextlib.suppress(sqlite3.Error, OSError):
            folder.mkdir(parents=True, exist_ok=True)
            database = sqlite3.connect(file, timeout=1)
            database.executescript(LAYOUT)
            return database
        with contextlib.suppress(OSError):
            file.unlink(missing_ok=True)
    database = sqlite3.connect(":memory:")
    database.executescript(LAYOUT)
    return database
