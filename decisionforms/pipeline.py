"""The story of a build: survey all papers, make those of which something has changed, write them, remember."""

import contextlib
import json
import re
from collections import deque
from collections.abc import Callable, Collection, Generator, Iterable, Iterator
from functools import cache, partial
from itertools import compress
from operator import not_
from pathlib import Path

from msgspec.structs import replace

from decisionforms.building import PROCESSES
from decisionforms.building.base import base_in
from decisionforms.building.crew import work
from decisionforms.building.forms import forms_in
from decisionforms.building.memory import Memory, Remembered
from decisionforms.building.paper import Built, Job, Made, Trace, Workshop, open_workshop
from decisionforms.building.survey import UNREAD, Survey, job_of, source_of, survey
from decisionforms.digests import digest
from decisionforms.errors import FormError, OperatorError
from decisionforms.gathering import Known
from decisionforms.output_folder import OutputFolder
from decisionforms.project import Project
from decisionforms.sources import Paths, find_sources
from decisionforms.stamp import trace_of

MADE = "made.json"
MADE_NAME = re.compile(r"decisions/[a-z0-9-]+/[a-z0-9-]+\.(docx|html)")


def build(
    project: Project, paths: Paths, output: OutputFolder, *, whole: bool, by: str = PROCESSES
) -> Generator[Built]:
    """Build these decisions one by one, as they are asked for.

    `whole` says that these are all there are, and removes what no decision makes any more.

    What nothing has changed is not made again. Decisions of a form that needs mending, or whose files can't be written,
    are passed over. Raises OperatorError for them in the end, when all others are built; what was written is whole.
    `by` is who does the work: `processes`, `here`, or `dask:` and the address of a scheduler.
    """
    made_with = base_in(project)
    forms = cache(partial(forms_in, project, made_with))
    base = digest(made_with, str(output.root.resolve()).encode())
    with contextlib.closing(Memory(project.cache, base)) as memory:
        found = survey(project, paths if whole else _with_others(project, paths), forms, base, memory)
        found = found if whole else found.only(paths)
        builder = _Builder(output, memory, found, lambda known: open_workshop(project, forms(), known, made_with))
        made = bytearray()  # names take a third of the room if they are kept as one
        try:
            for built in builder.build(project, by):
                made += "".join(f"{name}\n" for name in built.files).encode()
                whole = whole and not built.failed
                yield built
        except BaseException:
            with contextlib.suppress(OperatorError):
                remember_made(output, made.decode().splitlines(), whole=False)
            raise
    faults = builder.faults
    del found, builder  # the register and all that is known of papers
    remember_made(output, made.decode().splitlines(), whole=whole)
    if faults:
        raise OperatorError("\n".join(faults))


class _Builder:
    """Makes what has changed, passes on what has not, and gathers what the operator has to mend."""

    def __init__(self, output: OutputFolder, memory: Memory, found: Survey, open_: Callable[[Known], Workshop]) -> None:
        self.output, self.memory, self.survey, self.open_workshop = output, memory, found, open_
        self.folder = str(output.root)
        self.faults: dict[str, None] = {}

    def build(self, project: Project, by: str) -> Iterator[Built]:
        """What came of each of the papers, in their order; it is let go when it is asked for."""
        paths, shown = self.survey.paths, project.shown
        kept = self.memory.papers(map(shown, paths.names))
        papers = zip(self.survey.papers, kept, strict=True)
        changed = bytes(not self._stands(shown(path), source, paper) for (path, source), paper in papers)
        standing = self.memory.papers(map(shown, compress(paths.names, map(not_, changed))))
        with contextlib.closing(self._made(compress(paths.names, changed), sum(changed), by)) as made:
            for is_changed in changed:
                yield self._written(*next(made)) if is_changed else _standing(next(standing))
            next(made, None)  # which finds faults of forms where there is no paper to make

    def _stands(self, path: str, source: bytes, kept: Remembered | None) -> bool:
        """Whether all that a paper was made from when it was built last, and its files, are as they were."""
        if kept is None or source == UNREAD or kept.key != self.survey.key(path, source, kept.slug, kept.asked):
            return False
        return self._left(kept.built.files) == kept.built.left

    def _made(self, changed: Iterable[str], number: int, by: str) -> Generator[tuple[Job, Made]]:
        """Each of these papers, made."""
        if not number and self.memory.settled:
            return
        workshop = self.open_workshop(self.survey.known)
        faulty = [str(form) for form in workshop.forms.values() if isinstance(form, FormError)]
        self.faults.update(dict.fromkeys(faulty))
        if not faulty:
            self.memory.settle()
        taken: deque[Job] = deque()
        for made in work(by, workshop, _noted(map(job_of, map(Path, changed)), taken), number):
            yield taken.popleft(), made

    def _written(self, job: Job, made: Made) -> Built:
        """A paper that was made, written and remembered."""
        built = made.built
        try:
            written = self.output.write(made.files)
        except OperatorError as fault:
            self.faults[str(fault)] = None
            return Built(built.path, "", tuple(made.files), (), built.diagnostics, str(fault))
        built = replace(built, left=self._left(built.files))
        if job.data is not None:
            key = self.survey.key(built.path, source_of(job), made.slug, made.asked)
            self.memory.remember(built.path, Remembered(key, made.slug, made.asked, built))
        return replace(built, written=written)

    def _left(self, files: Iterable[str]) -> tuple[Trace, ...]:
        """How the files of a paper are now."""
        return tuple([trace_of(f"{self.folder}/{name}") for name in files])


def _standing(kept: Remembered | None) -> Built:
    """What came of a paper that stands. Raises OperatorError where that was taken away since it was looked at."""
    if kept is None:
        raise OperatorError("The folder .cache was changed while the forms were made; build again.")
    return kept.built


def _with_others(project: Project, paths: Paths) -> Paths:
    """These papers, and all others of the project in the order of a whole build."""
    beyond = (path for path in paths if path.parent != project.decisions)
    return find_sources((*beyond, *((project.decisions,) if project.decisions.is_dir() else ())))


def _noted(jobs: Iterable[Job], taken: deque[Job]) -> Iterator[Job]:
    """The jobs, each noted as it is taken up."""
    for job in jobs:
        taken.append(job)
        yield job


def remember_made(output: OutputFolder, made: Collection[str], *, whole: bool) -> None:
    """Remember what was made; where all decisions were built, remove what an earlier run made and this one did not."""
    others = _listed(output.read(MADE)).difference(made)
    for name in sorted(others) if whole else ():
        output.remove(name)
    listing = bytearray()
    for name in sorted(made if whole else others.union(made)):
        listing += f",\n{json.dumps(name)}".encode()
    output.write({MADE: b"[%b]" % bytes(listing[2:])})


def _listed(made: bytes) -> set[str]:
    """The names of forms in what an earlier run listed; none where that can't be read."""
    try:
        listed = json.loads(made or b"[]")
    except (ValueError, RecursionError):
        return set()
    names = listed if isinstance(listed, list) else []
    return {name for name in names if isinstance(name, str) and MADE_NAME.fullmatch(name)}
