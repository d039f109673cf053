"""The story of a build: survey all papers, make those of which something has changed, write them, remember."""

import contextlib
import json
import re
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from pathlib import Path

from msgspec.structs import replace

from decisionforms.building import PROCESSES
from decisionforms.building.base import base_in
from decisionforms.building.crew import work
from decisionforms.building.forms import forms_in
from decisionforms.building.memory import Memory, Remembered
from decisionforms.building.paper import Built, Job, Made, Trace, Workshop, open_workshop
from decisionforms.building.survey import Survey, job_of, source_of, survey
from decisionforms.digests import digest
from decisionforms.errors import FormError, OperatorError
from decisionforms.files import find_sources
from decisionforms.output_folder import OutputFolder
from decisionforms.project import Project
from decisionforms.stamp import trace_of

MADE = "made.json"
MADE_NAME = re.compile(r"decisions/[a-z0-9-]+/[a-z0-9-]+\.(docx|html)")


def build(
    project: Project, paths: Iterable[Path], output: OutputFolder, *, whole: bool, by: str = PROCESSES
) -> Generator[Built]:
    """Build these decisions one by one, as they are asked for.

    `whole` says that these are all there are, and removes what no decision makes any more.

    What nothing has changed is not made again. Decisions of a form that needs mending, or whose files can't be written,
    are passed over. Raises OperatorError for them in the end, when all others are built; what was written is whole.
    `by` is who does the work: `processes`, `here`, or `dask:` and the address of a scheduler.
    """
    sources, made_with = {project.shown(path): path for path in paths}, base_in(project)
    forms = cache(partial(forms_in, project, made_with))
    base = digest(made_with, str(output.root.resolve()).encode())
    with contextlib.closing(Memory(project.cache, base)) as memory:
        found = survey(project, sources if whole else _with_others(project, sources), forms, base, memory)
        builder = _Builder(output, memory, found, lambda: open_workshop(project, forms(), found.known, made_with))
        kept: set[str] = set()
        try:
            for built in builder.build(sources, by):
                kept.update(built.files)
                whole = whole and not built.failed
                yield built
        except BaseException:
            with contextlib.suppress(OperatorError):
                remember_made(output, kept, whole=False)
            raise
    remember_made(output, kept, whole=whole)
    if builder.faults:
        raise OperatorError("\n".join(builder.faults))


class _Builder:
    """Makes what has changed, passes on what has not, and gathers what the operator has to mend."""

    def __init__(self, output: OutputFolder, memory: Memory, found: Survey, open_: Callable[[], Workshop]) -> None:
        self.output, self.memory, self.survey, self.open_workshop = output, memory, found, open_
        self.folder = str(output.root)
        self.faults: dict[str, None] = {}

    def build(self, sources: Mapping[str, Path], by: str) -> Iterator[Built]:
        """What came of each of these papers, in their order; it is let go when it is asked for."""
        standing = {
            path: one.built for path, one in self.memory.papers() if path in sources and self._stands(path, one)
        }
        changed = [file for path, file in sources.items() if path not in standing]
        with contextlib.closing(self._made(changed, by)) as made:
            for path in sources:
                yield standing.pop(path) if path in standing else self._written(*next(made))
            next(made, None)  # which finds faults of forms where there is no paper to make

    def _stands(self, path: str, kept: Remembered) -> bool:
        """Whether all that a paper was made from when it was built last, and its files, are as they were."""
        source = self.survey.names[path].source
        if not source or kept.key != self.survey.key(path, source, kept.asked):
            return False
        return self._left(kept.built.files) == kept.built.left

    def _made(self, changed: Sequence[Path], by: str) -> Generator[tuple[Job, Made]]:
        """Each of these papers, made."""
        if not changed and self.memory.settled:
            return
        workshop = self.open_workshop()
        faulty = [str(form) for form in workshop.forms.values() if isinstance(form, FormError)]
        self.faults.update(dict.fromkeys(faulty))
        if not faulty:
            self.memory.settle()
        taken: deque[Job] = deque()
        for made in work(by, workshop, _noted(map(job_of, changed), taken), len(changed)):
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
            key = self.survey.key(built.path, source_of(job), made.asked)
            self.memory.remember(built.path, Remembered(key, made.asked, built))
        return replace(built, written=written)

    def _left(self, files: Iterable[str]) -> tuple[Trace, ...]:
        """How the files of a paper are now."""
        return tuple([trace_of(f"{self.folder}/{name}") for name in files])


def _with_others(project: Project, sources: Mapping[str, Path]) -> Mapping[str, Path]:
    """These papers, and all others of the project in the order of a whole build."""
    beyond = (path for path in sources.values() if path.parent != project.decisions)
    found = find_sources((*beyond, *((project.decisions,) if project.decisions.is_dir() else ())))
    return {project.shown(path): path for path in found}


def _noted(jobs: Iterable[Job], taken: deque[Job]) -> Iterator[Job]:
    """The jobs, each noted as it is taken up."""
    for job in jobs:
        taken.append(job)
        yield job


def remember_made(output: OutputFolder, kept: set[str], *, whole: bool) -> None:
    """Remember what was made; where all decisions were built, remove what an earlier run made and this one did not."""
    try:
        listed = json.loads(output.read(MADE) or b"[]")
    except (ValueError, RecursionError):
        listed = []
    names = {name for name in listed if isinstance(name, str)} if isinstance(listed, list) else set()
    others = {name for name in names - kept if MADE_NAME.fullmatch(name)}
    for name in sorted(others) if whole else ():
        output.remove(name)
    made = sorted(kept if whole else kept | others)
    output.write({MADE: json.dumps(made, separators=(",\n", ":")).encode()})
