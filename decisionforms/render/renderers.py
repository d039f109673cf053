"""Every output of a decision, by the name of its file."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

from decisionforms.errors import FormError
from decisionforms.form.form import Form
from decisionforms.render.docx import DocxRenderer
from decisionforms.render.html import HtmlRenderer
from decisionforms.render.layout_check import check_layout
from decisionforms.view import FormView


class Renderer(Protocol):
    """Makes one kind of output from the layout at `place`."""

    place: str

    def render(self, view: FormView) -> bytes:
        """The bytes of the output."""


# (name of the file, what makes it); `{slug}` is the decision's.
RENDERERS: tuple[tuple[str, Callable[[Path], Renderer]], ...] = (
    ("decisions/{slug}/{slug}.docx", DocxRenderer),
    ("decisions/{slug}/index.html", HtmlRenderer),
)


class Renderers:
    """The renderers of each form, made ready once."""

    def __init__(self) -> None:
        self._ready: dict[str, tuple[tuple[str, Renderer], ...]] = {}

    def ready(self, form: Form) -> Form | FormError:
        """The form, once its layouts are seen to work; the sentence that says what to mend where they do not."""
        try:
            renderers = tuple((name, make(form.folder)) for name, make in RENDERERS)
            for _, renderer in renderers:
                check_layout(renderer)
        except FormError as fault:
            return fault
        self._ready[form.name] = renderers
        return form

    def render(self, form: Form, view: FormView) -> Mapping[str, bytes]:
        """All outputs of a decision; none is written before all are made."""
        return {name.format(slug=view.slug): renderer.render(view) for name, renderer in self._ready[form.name]}
