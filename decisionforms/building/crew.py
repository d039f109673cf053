"""Who makes papers: this process, or workers that are handed them."""

from collections.abc import Iterable, Iterator

from decisionforms.building import CLUSTER, HERE
from decisionforms.building.paper import Job, Made, Workshop

# Fewer papers than this are made sooner by one process.
WORTH_SHARING = 150


def work(by: str, workshop: Workshop, jobs: Iterable[Job], number: int) -> Iterator[Made]:
    """These papers in their order, made by whoever is asked for; a few are made here."""
    if not by.startswith(CLUSTER) and (by == HERE or number < WORTH_SHARING):
        return map(workshop.make, jobs)
    from decisionforms.building.workers import made_by_workers  # noqa: PLC0415 - slow to load, and seldom needed

    return made_by_workers(by, workshop, jobs)
