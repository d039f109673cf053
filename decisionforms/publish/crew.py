"""Who makes the pages of a publication: this process, or several of this machine where there are many."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from msgspec import Struct

from decisionforms.decision.form_named import Forms
from decisionforms.digests import base_of
from decisionforms.errors import FormError, OperatorError
from decisionforms.form.form import Form
from decisionforms.project import Project
from decisionforms.publish.making import Job, Made, Maker
from decisionforms.publish.site import Site
from decisionforms.register import Register
from decisionforms.render.ready_templates import ReadyTemplates
from decisionforms.render.renderers import Renderers

# Fewer pages than this are made sooner by one process.
WORTH_SHARING = 50
# So many are handed over at once: with a PDF each takes so long that nobody should be left with many at the end.
CHUNK = 5


class Order(Struct, frozen=True):
    """What the pages of a publication are made with; `base` is a digest over program and templates."""

    root: str
    base: bytes
    site: Site
    register: Register
    pdf: bool


def work(maker: Maker, jobs: Sequence[Job]) -> Iterator[Made]:
    """These records in their order; a few are made here. Raises OperatorError where the workers are lost."""
    return map(maker.make, jobs) if len(jobs) < WORTH_SHARING else _shared(maker, jobs)


def _shared(maker: Maker, jobs: Sequence[Job]) -> Iterator[Made]:
    # Slow to load, and seldom needed.
    import multiprocessing  # noqa: PLC0415
    from concurrent.futures import BrokenExecutor, ProcessPoolExecutor  # noqa: PLC0415

    from decisionforms.building.workers import in_order  # noqa: PLC0415

    # Processes begin anew: what makes PDFs has threads of its own, which would not come along with one that is forked.
    beginning = multiprocessing.get_context("spawn")
    try:
        with ProcessPoolExecutor(mp_context=beginning, initializer=_take, initargs=(order_of(maker),)) as executor:
            yield from in_order(executor, jobs, make_pages, at_once=CHUNK)
    except BrokenExecutor:
        raise OperatorError(
            "Those who make the pages were ended from outside; nothing was published. Run it again."
        ) from None


def order_of(maker: Maker) -> Order:
    """By what a worker makes the same."""
    project = Project(maker.project.root.resolve())
    base = base_of(project.templates)
    return Order(str(project.root), base, maker.site, maker.register, maker.renderers.pdf)


def make_pages(jobs: Sequence[Job]) -> list[Made]:
    """What a worker makes of these records. Raises OperatorError where it can't be the same as elsewhere."""
    return [_maker().make(job) for job in jobs]


def ready_forms(forms: Forms, renderers: Renderers) -> Mapping[str, Form]:
    """These forms, each seen to work. Raises FormError for one that needs mending."""
    ready: dict[str, Form] = {}
    for name, form in forms.items():
        made = form if isinstance(form, FormError) else renderers.ready(form)
        if isinstance(made, FormError):
            raise made
        ready[name] = made
    return ready


# What this process makes pages with, where it is a worker.
_orders: list[Order] = []


def _take(order: Order) -> None:
    _orders.append(order)


@cache
def _maker() -> Maker:
    (order,) = _orders
    project = Project(Path(order.root))
    if base_of(project.templates) != order.base:
        raise OperatorError("A template changed while it was being published; nothing was published. Run it again.")
    renderers = Renderers(ReadyTemplates(project.ready, order.base), pdf=order.pdf)
    return Maker(project, ready_forms(project.forms(), renderers), renderers, order.site, order.register)
