"""What rendering takes by itself: from a decision that was read to the bytes of its Word document and its page.

    python -m benchmarks.rendering PROJECT

prints seconds by the clock and seconds of processor time for all decisions of a project. It works in one process.
"""

import gc
import subprocess
import sys
from pathlib import Path

from benchmarks.archive import ROOT, Archive
from benchmarks.floor import Clock
from benchmarks.measuring import FailedRunError, Run, environment
from decisionforms.building.base import base_in
from decisionforms.building.paper import open_workshop
from decisionforms.gathering import gather
from decisionforms.project import Project
from decisionforms.view.making import view_of


def rendering(archive: Archive) -> Run:
    """What the rendering of all decisions takes, in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.rendering", str(archive.root)]
    done = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise FailedRunError(f"rendering ended with {done.returncode}")
    wall, cpu = map(float, done.stdout.split())
    return Run(wall, cpu)


def render(project: Project) -> Clock:
    """How long it takes to render all decisions of a project; reading them is not counted."""
    clock, sources, forms = Clock(), project.sources(()), project.forms()
    known = gather(project, sources, forms)
    workshop = open_workshop(project, forms, known, base_in(project))
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)
    for path in sources:
        if decision := project.read(path, workshop.forms).decision:
            with clock:
                workshop.renderers.render(decision.form, view_of(decision, known.register))
    return clock


if __name__ == "__main__":
    taken = render(Project(Path(sys.argv[1])))
    print(taken.wall, taken.cpu)
