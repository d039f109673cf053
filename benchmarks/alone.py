"""What parts of the work take by themselves, of decisions that were read: rendering, making PDFs, asking all rules.

    python -m benchmarks.alone PART PROJECT [FIRST STEP]

prints seconds by the clock and seconds of processor time, for every STEPth decision of a project from the FIRST on.
Reading them is not counted. It works in one process.
"""

import gc
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path

from benchmarks.archive import ROOT, Archive
from benchmarks.floor import Clock
from benchmarks.measuring import FailedRunError, Run, environment
from decisionforms.building.base import base_in
from decisionforms.building.paper import Workshop, open_workshop
from decisionforms.decision.decision import Decision
from decisionforms.errors import FormError
from decisionforms.gathering import gather
from decisionforms.project import Project
from decisionforms.render.pdf import PdfRenderer
from decisionforms.rules.corpus.summary import Among, Summary, summarise
from decisionforms.rules.paper import Paper
from decisionforms.rules.review import review
from decisionforms.rules.table import AMONG_RULES, RULES
from decisionforms.view.making import view_of

REVIEWED = date(2026, 11, 22)


def alone(part: str, archive: Archive, processes: int = 1) -> Run:
    """What a part of the work takes for all decisions, shared by so many processes that do nothing else."""
    command = [sys.executable, "-m", "benchmarks.alone", part, str(archive.root)]
    started = [
        subprocess.Popen(
            [*command, str(first), str(processes)], cwd=ROOT, env=environment(), stdout=subprocess.PIPE, text=True
        )
        for first in range(processes)
    ]
    said = [process.communicate()[0].split() for process in started]
    if any(process.returncode for process in started):
        raise FailedRunError(f"{part} ended with {[process.returncode for process in started]}")
    return Run(max(float(wall) for wall, _ in said), sum(float(cpu) for _, cpu in said))


def timed(part: str, project: Project, first: int, step: int) -> Clock:
    """How long this part of the work takes for these decisions."""
    clock, forms = Clock(), project.forms()
    known = gather(project, project.sources(()), forms)
    workshop = open_workshop(project, forms, known, base_in(project))
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)
    PARTS[part](workshop, decisions(workshop, first, step), clock)
    return clock


def decisions(workshop: Workshop, first: int, step: int) -> Iterator[Decision]:
    """The decisions of the project, read one by one."""
    for path in list(workshop.project.sources(()))[first::step]:
        if decision := workshop.project.read(path, workshop.forms).decision:
            yield decision


def render(workshop: Workshop, read: Iterator[Decision], clock: Clock) -> None:
    """Make the bytes of the Word documents and the pages."""
    for decision in read:
        with clock:
            workshop.renderers.render(decision.form, view_of(decision, workshop.known.register))


def make_pdfs(workshop: Workshop, read: Iterator[Decision], clock: Clock) -> None:
    """Make the bytes of the PDFs."""
    forms = [form for form in workshop.forms.values() if not isinstance(form, FormError)]
    renderers = {form.name: PdfRenderer(form.folder) for form in forms}
    for decision in read:
        with clock:
            renderers[decision.form.name].render(view_of(decision, workshop.known.register))


def ask_rules(workshop: Workshop, read: Iterator[Decision], clock: Clock) -> None:
    """Ask all rules about each decision, and those about all of them together."""
    papers: dict[str, tuple[Decision, Summary]] = {}
    for decision in read:
        with clock:
            paper = Paper(decision, workshop.known.register, REVIEWED)
            _ = list(review(paper, RULES, decision.stage))
            papers[decision.slug] = decision, summarise(paper)
    with clock:
        summaries = {slug: summary for slug, (_, summary) in papers.items()}
        for decision, summary in papers.values():
            _ = list(review(Among(summary, summaries, {}), AMONG_RULES, decision.stage))


PARTS: Mapping[str, Callable[[Workshop, Iterator[Decision], Clock], None]] = {
    "rendering": render,
    "PDFs": make_pdfs,
    "rules": ask_rules,
}

if __name__ == "__main__":
    first, step = map(int, sys.argv[3:] or ("0", "1"))
    taken = timed(sys.argv[1], Project(Path(sys.argv[2])), first, step)
    print(taken.wall, taken.cpu)
