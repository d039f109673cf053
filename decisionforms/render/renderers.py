"""Every output of a decision, by the name of its file."""

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from decisionforms.errors import FormError
from decisionforms.form.form import Form
from decisionforms.render.docx import DocxRenderer
from decisionforms.render.docx_layout import ReadyTemplate
from decisionforms.render.html import HtmlRenderer
from decisionforms.render.ready_templates import ReadyTemplates
from decisionforms.view.form_view import FormView


class Renderer(Protocol):
    """Makes one kind of output from the layout at `place`."""

    place: str

    def render(self, view: FormView) -> bytes:
        """The bytes of the output."""


class Renderers:
    """The renderers of each form, made ready once; a template that is ready from an earlier run stays so."""

    def __init__(self, templates: ReadyTemplates | None = None) -> None:
        self._templates = templates or ReadyTemplates()
        self._ready: dict[str, Mapping[str, Renderer]] = {}

    def ready(self, form: Form) -> Form | FormError:
        """The form, once its layouts are seen to work; the sentence that says what to mend where they do not."""
        kept = self._templates.find(form.folder)
        try:
            self._ready[form.name] = _renderers(form.folder, kept) if kept else self._make_ready(form.folder)
        except FormError as fault:
            return fault
        return form

    def render(self, form: Form, view: FormView) -> Mapping[str, bytes]:
        """All outputs of a decision; none is written before all are made."""
        return {name.format(slug=view.slug): one.render(view) for name, one in self._ready[form.name].items()}

    def _make_ready(self, folder: Path) -> Mapping[str, Renderer]:
        # What reads Word files is slow to load.
        from decisionforms.render.docx_template import prepare_template  # noqa: PLC0415
        from decisionforms.render.layout_check import check_layout  # noqa: PLC0415

        template = prepare_template(folder)
        renderers = _renderers(folder, template)
        for renderer in renderers.values():
            check_layout(renderer)
        self._templates.keep(folder, template)
        return renderers


def _renderers(folder: Path, template: ReadyTemplate) -> Mapping[str, Renderer]:
    """What makes each output, by the name of its file; `{slug}` is the decision's."""
    return {
        "decisions/{slug}/{slug}.docx": DocxRenderer(folder, template),
        "decisions/{slug}/index.html": HtmlRenderer(folder),
    }
