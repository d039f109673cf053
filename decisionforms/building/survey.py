"""What there is to build from: every paper's file by its digest, how all name themselves, and what was kept when signed."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

from decisionforms.building.memory import Memory, Named
from decisionforms.building.paper import Job, Question, Trace
from decisionforms.decision.form_named import Forms
from decisionforms.digests import digest
from decisionforms.files import UnreadableFileError, read_source
from decisionforms.gathering import Known, known_of
from decisionforms.project import Project, entry_in
from decisionforms.stamp import tick, trace_of


class Survey(Struct, frozen=True):
    """All that papers are made from. `names` are by path, `signed` are digests of the texts kept of a decision, by slug."""

    base: bytes
    names: Mapping[str, Named]
    known: Known
    signed: Mapping[str, bytes]

    def key(self, path: str, source: bytes, asked: Iterable[Question]) -> bytes:
        """A digest over everything of which the forms of this paper are made, if its file has the digest `source`."""
        entry = self.names[path].entry
        slug = entry.slug if entry else ""
        register = self.known.register
        others = ([register.find(*one) for one in asked], register.back.get(slug, ()), self.known.claims.get(slug, ()))
        return digest(self.base, path.encode(), source, msgspec.msgpack.encode(others), self.signed.get(slug, b""))


def survey(
    project: Project, papers: Mapping[str, Path], forms: Callable[[], Forms], base: bytes, memory: Memory
) -> Survey:
    """What these papers are made from, which are all there are, by their paths as messages name them.

    A file that is as it was is not read again.
    """
    before, now = memory.names(), _now(project)
    names: dict[str, Named] = {}
    for shown, path in papers.items():
        left = trace_of(str(path))
        named = before.get(shown)
        if named is None or named.base != base or not left or named.trace != left:
            named = _named(base, job_of(path), forms, left if left and left[-1] < now else ())
            memory.name(shown, named)
        names[shown] = named
    memory.forget(before.keys() - names.keys())
    known = known_of((shown, named.entry) for shown, named in names.items())
    return Survey(base, names, known, _signed(project))


def job_of(path: Path) -> Job:
    """The paper in this file, as it is now."""
    try:
        return Job(path, read_source(path))
    except UnreadableFileError:
        return Job(path, None)


def source_of(job: Job) -> bytes:
    """A digest over the file of a paper; none for one that can't be read."""
    return digest(job.data) if job.data is not None else b""


def _now(project: Project) -> int:
    """The time before which nothing was changed that will be changed again; none where nothing can be kept."""
    try:
        return tick(str(project.root))
    except OSError:
        return 0


def _named(base: bytes, job: Job, forms: Callable[[], Forms], left: Trace) -> Named:
    entry = entry_in(job.path, forms(), job.data) if job.data is not None else None
    return Named(base, source_of(job), entry, left)


def _signed(project: Project) -> Mapping[str, bytes]:
    found: dict[str, list[bytes]] = {}
    for path in sorted(project.signed.glob("*.md")) if project.signed.is_dir() else ():
        data = job_of(path).data if not path.is_symlink() else None
        found.setdefault(path.name.partition(".")[0], []).append(digest(path.name.encode(), data or b""))
    return {slug: digest(*some) for slug, some in found.items()}
