"""What no program can do without: to read the sources, deflate what differs from form to form, and write the forms.

Nothing is parsed or laid out. It is done with the deflater and the level that the project uses, in one process.
"""

import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

from benchmarks.archive import Archive
from benchmarks.measuring import Run, run_once
from decisionforms.render.package import member, unpack


class Clock:
    """A watch that runs while it is entered."""

    def __init__(self) -> None:
        self.wall = self.cpu = 0.0

    def __enter__(self) -> None:
        self.wall -= time.perf_counter()
        self.cpu -= time.process_time()

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.cpu += time.process_time()
        self.wall += time.perf_counter()


def floor(archive: Archive, work: Path) -> Run:
    """What the floor takes for the forms that stand in this archive; it writes them anew to an own folder."""
    target, clock = fresh(work / "floor"), Clock()
    documents = sorted(archive.outputs.rglob("*.docx"))
    before = unpack(documents[-1].read_bytes())
    for source, document in zip(sorted(archive.sources.iterdir()), documents, strict=True):
        made = {path.name: path.read_bytes() for path in document.parent.iterdir()}
        parts = unpack(made[document.name])
        with clock:
            source.read_bytes()
            for name in parts:
                # What all documents have alike is deflated once for all.
                if parts[name] != before.get(name):
                    member(name, parts[name])
            write(target / source.stem, made)
        before = parts
    return Run(clock.wall, clock.cpu)


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write these files to a new folder."""
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)


def copy(archive: Archive, work: Path) -> Run:
    """What it takes to copy all forms of this archive."""
    target = fresh(work / "copy")
    return run_once(["cp", "-r", str(archive.outputs), str(target)], work)


def fresh(parent: Path) -> Path:
    """A new folder beside those that were made here before."""
    folder = parent / str(sum(1 for _ in parent.glob("*")))
    folder.mkdir(parents=True)
    return folder
