"""Where the processor time of a full build goes: one build in this process, timed at the doors of its stages.

A profiler would charge each call of Python for being watched, and so make the text look dearer than the zip. A stage
costs what passes between its beginning and its end, less the stages that it has begun itself.
"""

import gc
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import wraps
from pathlib import Path
from pkgutil import resolve_name
from typing import ParamSpec, TypeVar
from unittest.mock import patch

from benchmarks.archive import make_archive
from benchmarks.figures import Profile, Stage
from benchmarks.machine import this_machine
from decisionforms.building import HERE
from decisionforms.output_folder import OutputFolder
from decisionforms.pipeline import build
from decisionforms.project import Project

P = ParamSpec("P")
T = TypeVar("T")
REST = "everything else"
# The stages in the order of the work, with the places from which each is begun.
DOORS = {
    "making the form's templates ready, once": ("pipeline.open_workshop",),
    "reading files": ("pipeline.find_sources", "building.survey.read_source"),
    "first pass: names and relations": ("building.survey.entry_in", "building.survey.known_of"),
    "front matter: YAML": ("text.frontmatter.split",),
    "front matter: facts": ("decision.reader.read_facts",),
    "markdown: blocks, by markdown-it": ("decision.reader.read_body",),
    "markdown: paragraphs, lists, tables, words": ("text.markdown.BlockReader.sections",),
    "headings, numbers, declaration, checks": ("project.read_decision",),
    "version of the text": ("decision.reader.versions_of",),
    "the view": ("building.paper.view_of",),
    "Word: XML": ("render.docx.DocxRenderer.render",),
    "Word: deflate and zip": ("render.docx.member", "render.docx.pack"),
    "HTML": ("render.html.HtmlRenderer.render",),
    "writing the forms": ("output_folder.OutputFolder.write",),
    "remembering what was made": (
        *("building.memory.Memory.name", "building.memory.Memory.remember", "building.memory.Memory.close"),
        *("building.survey.Survey.key", "building.survey.source_of"),
    ),
}


class Watch:
    """The processor time of each stage; the one begun last runs, those that began it wait."""

    def __init__(self) -> None:
        self.taken: dict[str, float] = defaultdict(float)
        self._begun: list[str] = []
        self._since = time.process_time()

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Charge what passes to this stage."""
        self._charge()
        self._begun.append(name)
        try:
            yield
        finally:
            self._charge()
            self._begun.pop()

    def _charge(self) -> None:
        now = time.process_time()
        if self._begun:
            self.taken[self._begun[-1]] += now - self._since
        self._since = now

    def at(self, door: Callable[P, T], name: str) -> Callable[P, T]:
        """The door of a stage, watched."""

        @wraps(door)
        def watched(*given: P.args, **named: P.kwargs) -> T:
            with self.stage(name):
                return door(*given, **named)

        return watched


def profile(decisions: int, work: Path) -> Profile:
    """Where the time goes in a full build of so many decisions."""
    machine = this_machine()
    build_here(make_archive(work / "warm-up", 1).root)
    root = make_archive(work / "every", decisions).root
    watch = Watch()
    with ExitStack() as doors:
        for name, places in DOORS.items():
            for place in places:
                door = f"decisionforms.{place}"
                doors.enter_context(patch(door, watch.at(resolve_name(door), name)))
        with watch.stage(REST):
            build_here(root)
    stages = [Stage(name, round(1000 * watch.taken[name] / decisions, 4)) for name in (*DOORS, REST)]
    return Profile(machine, decisions, stages)


def build_here(root: Path) -> None:
    """A build of all decisions in this process, set up as `build` does."""
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)
    project = Project(root)
    for _ in build(project, project.sources(()), OutputFolder(project.output), whole=True, by=HERE):
        pass
