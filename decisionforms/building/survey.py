"""What there is to build from: every paper's file by its digest, how all name themselves, and what was kept when signed."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from decisionforms.building.memory import Memory, Named
from decisionforms.building.paper import Job, Question, Trace
from decisionforms.decision.form_named import Forms
from decisionforms.digests import LENGTH, digest
from decisionforms.files import UnreadableFileError, read_source
from decisionforms.gathering import Known, known_of
from decisionforms.project import Project, entry_in
from decisionforms.register import Entry
from decisionforms.sources import Paths
from decisionforms.stamp import tick, trace_of

UNREAD = bytes(LENGTH)


class Survey(Struct, frozen=True):
    """All that papers are made from, of which so little is kept of each that there may be very many.

    `digests` are those of the files, one after another. `signed` are digests of the texts kept of a decision, by slug.
    """

    base: bytes
    paths: Paths
    digests: bytes
    known: Known
    signed: Mapping[str, bytes]

    @property
    def papers(self) -> Iterator[tuple[str, bytes]]:
        """The path of each paper's file with its digest; `UNREAD` for one that can't be read."""
        starts = range(0, len(self.digests), LENGTH)
        return zip(self.paths.names, (self.digests[at : at + LENGTH] for at in starts), strict=True)

    def only(self, paths: Paths) -> "Survey":
        """The survey for making these papers alone."""
        wanted = set(paths.names)
        found = {path: source for path, source in self.papers if path in wanted}
        return replace(self, paths=paths, digests=b"".join(found.get(path, UNREAD) for path in paths.names))

    def key(self, path: str, source: bytes, slug: str, asked: Iterable[Question]) -> bytes:
        """A digest over everything of which the forms of this paper are made, if its file has the digest `source`.

        `slug` is the name that the file gives itself.
        """
        register = self.known.register
        others = ([register.find(*one) for one in asked], register.back.get(slug, ()), self.known.claims.get(slug, ()))
        return digest(self.base, path.encode(), source, msgspec.msgpack.encode(others), self.signed.get(slug, b""))


def survey(project: Project, paths: Paths, forms: Callable[[], Forms], base: bytes, memory: Memory) -> Survey:
    """What these papers are made from, which are all there are. A file that is as it was is not read again."""
    surveyor = _Surveyor(project, forms, base, memory)
    known = known_of(surveyor.look_at(paths))
    if len(memory) > len(paths):
        memory.forget_all_but(set(map(project.shown, paths.names)))
    return Survey(base, paths, bytes(surveyor.digests), known, _signed(project))


class _Surveyor:
    """Looks at one paper after another, and notes the digests of their files."""

    def __init__(self, project: Project, forms: Callable[[], Forms], base: bytes, memory: Memory) -> None:
        self.project, self.forms, self.base, self.memory = project, forms, base, memory
        self.tick, self.digests = _tick(project), bytearray()

    def look_at(self, paths: Paths) -> Iterator[tuple[str, Entry | None]]:
        """How each of these files names itself, with its path as messages name it."""
        kept = self.memory.named(map(self.project.shown, paths.names))
        for path, named in zip(paths.names, kept, strict=True):
            shown = self.project.shown(path)
            now = self._named(path, shown, named)
            self.digests += now.source
            yield shown, now.entry

    def _named(self, path: str, shown: str, kept: Named | None) -> Named:
        """How a file names itself: as was kept where it is as it was, and else as it says now."""
        left = trace_of(path)
        if kept is not None and kept.base == self.base and left and kept.trace == left:
            return kept
        named = _named(self.base, job_of(Path(path)), self.forms, left if left and left[-1] < self.tick else ())
        self.memory.name(shown, named)
        return named


def job_of(path: Path) -> Job:
    """The paper in this file, as it is now."""
    try:
        return Job(path, read_source(path))
    except UnreadableFileError:
        return Job(path, None)


def source_of(job: Job) -> bytes:
    """A digest over the file of a paper; `UNREAD` for one that can't be read."""
    return digest(job.data) if job.data is not None else UNREAD


def _tick(project: Project) -> int:
    """The time before which nothing was changed that will be changed again; none where nothing can be kept."""
    try:
        return tick(str(project.root))
    except OSError:
        return 0


def _named(base: bytes, job: Job, forms: Callable[[], Forms], left: Trace) -> Named:
    entry = entry_in(job.path, forms(), job.data) if job.data is not None else None
    return Named(base, source_of(job), entry, left)


def _signed(project: Project) -> Mapping[str, bytes]:
    found: dict[str, bytes] = {}
    there = os.listdir(project.signed) if project.signed.is_dir() else []  # noqa: PTH208 - names alone take little room
    for name in sorted(there):
        if name.endswith(".md"):
            path, slug = project.signed / name, name.partition(".")[0]
            data = job_of(path).data if not path.is_symlink() else None
            found[slug] = digest(found.get(slug, b""), os.fsencode(name), data or b"")
    return found
