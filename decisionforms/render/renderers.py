"""Every output of a decision, by the name of its file."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple, Protocol

from decisionforms.errors import FormError
from decisionforms.form.form import Form
from decisionforms.render.docx import DocxRenderer
from decisionforms.render.docx_layout import ReadyTemplate, Styles
from decisionforms.render.html import HtmlRenderer
from decisionforms.render.ready_templates import ReadyTemplates
from decisionforms.view.form_view import FormView
from decisionforms.view.frame import Frame


class Renderer(Protocol):
    """Makes one kind of output from the layout at `place`."""

    place: str

    def render(self, view: FormView) -> bytes:
        """The bytes of the output."""


class _Ready(NamedTuple):
    """What makes the outputs of one form: its documents by the ending of their names, its Word document, its page."""

    documents: Mapping[str, Renderer]
    word: DocxRenderer
    page: HtmlRenderer


class Renderers:
    """The renderers of each form, made ready once; a template that is ready from an earlier run stays so.

    PDFs are made only where they are asked for.
    """

    def __init__(self, templates: ReadyTemplates | None = None, *, pdf: bool = False) -> None:
        self._templates = templates or ReadyTemplates()
        self.pdf = pdf
        self._ready: dict[str, _Ready] = {}

    def ready(self, form: Form) -> Form | FormError:
        """The form, once its layouts are seen to work; the sentence that says what to mend where they do not."""
        kept = self._templates.find(form.folder)
        try:
            self._ready[form.name] = self._renderers(form.folder, kept) if kept else self._make_ready(form.folder)
        except FormError as fault:
            return fault
        return form

    def render(self, form: Form, view: FormView) -> Mapping[str, bytes]:
        """All outputs of a decision, by their paths; none is written before all are made."""
        folder = f"decisions/{view.slug}"
        documents = {f"{folder}/{name}": data for name, data in self.documents(form, view).items()}
        return {**documents, f"{folder}/index.html": self.page(form, view)}

    def documents(self, form: Form, view: FormView) -> Mapping[str, bytes]:
        """The form of a decision as documents, by their names."""
        made = self._ready[form.name].documents
        return {f"{view.slug}.{ending}": renderer.render(view) for ending, renderer in made.items()}

    def page(self, form: Form, view: FormView, site: Frame | None = None, *, lined: bool = False) -> bytes:
        """The page of a decision, on the public site with what surrounds it there; `lined`, its blocks tell their lines."""
        return self._ready[form.name].page.render(view, site, lined=lined)

    def named_document(self, form: Form, view: FormView) -> bytes:
        """The Word document of a decision in which each paragraph has a name: for reviewers, never to be published."""
        return self._ready[form.name].word.render_named(view)

    def styles(self, form: Form) -> Styles:
        """The styles of a form's Word documents."""
        return self._ready[form.name].word.template.styles

    def _make_ready(self, folder: Path) -> _Ready:
        # What reads Word files is slow to load.
        from decisionforms.render.docx_template import prepare_template  # noqa: PLC0415
        from decisionforms.render.layout_check import check_layout  # noqa: PLC0415

        template = prepare_template(folder)
        ready = self._renderers(folder, template)
        for renderer in (ready.documents["docx"], ready.page):
            check_layout(renderer)
        _ = ready.page.public  # what can't be used on the public site is said now, not on the day of publication
        self._templates.keep(folder, template)
        return ready

    def _renderers(self, folder: Path, template: ReadyTemplate) -> _Ready:
        word = DocxRenderer(folder, template)
        documents: dict[str, Renderer] = {"docx": word}
        if self.pdf:
            from decisionforms.render.pdf import PdfRenderer  # noqa: PLC0415 - only where PDFs are asked for

            documents["pdf"] = PdfRenderer(folder)
        return _Ready(documents, word, HtmlRenderer(folder))
