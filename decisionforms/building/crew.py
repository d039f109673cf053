"""What papers are made with, and who makes them: this process, or workers that are handed them."""

from collections.abc import Iterable, Iterator

from decisionforms.building import CLUSTER, HERE
from decisionforms.building.paper import Job, Made, Workshop
from decisionforms.errors import FormError
from decisionforms.gathering import Known
from decisionforms.project import Project
from decisionforms.render.ready_templates import ReadyTemplates
from decisionforms.render.renderers import Renderers

# Fewer papers than this are made sooner by one process.
WORTH_SHARING = 150


def open_workshop(project: Project, known: Known) -> Workshop:
    """What the papers of a project are made with; forms that need mending are left as their sentences."""
    renderers = Renderers(ReadyTemplates(project.ready))
    forms = {
        name: form if isinstance(form, FormError) else renderers.ready(form) for name, form in project.forms().items()
    }
    return Workshop(project, forms, known, renderers)


def work(by: str, workshop: Workshop, jobs: Iterable[Job], number: int) -> Iterator[Made]:
    """These papers in their order, made by whoever is asked for; a few are made here."""
    if not by.startswith(CLUSTER) and (by == HERE or number < WORTH_SHARING):
        return map(workshop.make, jobs)
    from decisionforms.building.workers import made_by_workers  # noqa: PLC0415 - slow to load, and seldom needed

    return made_by_workers(by, workshop, jobs)
