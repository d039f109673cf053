"""From the file of one paper to its forms: what every worker of a build does, here or on another machine."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from decisionforms.decision.decision import Reading
from decisionforms.decision.form_named import Forms
from decisionforms.diagnostics import Diagnostic
from decisionforms.errors import FormError
from decisionforms.gathering import Known, told_by_others
from decisionforms.project import Project, diagnose
from decisionforms.register import Inquiry
from decisionforms.render.ready_templates import ReadyTemplates
from decisionforms.render.renderers import Renderers
from decisionforms.view.making import view_of

Question = tuple[str, str]
Trace = tuple[int, ...]


class Built(Struct, frozen=True):
    """What came of one decision: its files, those that had to be written, and what is to be said about it.

    `left` is how its files were left: what tells whether anybody has changed them since.
    """

    path: str
    stage: str
    files: tuple[str, ...]
    written: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]
    fault: str = ""
    left: tuple[Trace, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether it could not be built, or not be written."""
        return bool(self.fault) or any(diagnostic.blocks for diagnostic in self.diagnostics)


class Job(Struct, frozen=True):
    """A paper to be made: its file, and the bytes of that; None where it can't be read."""

    path: Path
    data: bytes | None


class Made(Struct, frozen=True):
    """A paper that was made and not written yet: the bytes of its files, and what was asked of the others for it.

    `slug` is the one under which others may name it; there is none where they were not asked.
    """

    built: Built
    files: Mapping[str, bytes] = {}
    slug: str = ""
    asked: Sequence[Question] = ()


class Workshop(Struct, frozen=True):
    """What every paper of one build is made with."""

    project: Project
    forms: Forms
    known: Known
    renderers: Renderers

    def make(self, job: Job) -> Made:
        """Read, check and render one paper; where something keeps it from being built, there are no files."""
        reading = self._read(job)
        decision, path = reading.decision, reading.source.path
        told = told_by_others(self.project, self.known, decision, path) if decision else ()
        diagnostics = diagnose(reading, told)
        slug = decision.slug if decision else ""
        if decision is None or any(one.blocks for one in diagnostics):
            return Made(Built(path, "", (), (), diagnostics), slug=slug)
        register = Inquiry(self.known.register.slugs, self.known.register.back)
        files = self.renderers.render(decision.form, view_of(decision, register))
        stage = decision.stage.words(decision.form.definition).name
        return Made(Built(path, stage, tuple(files), (), diagnostics), files, slug, tuple(register.asked))

    def _read(self, job: Job) -> Reading:
        if job.data is None:
            return self.project.read(job.path, self.forms)
        return self.project.read_bytes(job.path, self.forms, job.data)


def open_workshop(project: Project, forms: Forms, known: Known, base: bytes) -> Workshop:
    """What the papers of a project are made with; forms that need mending are left as their sentences.

    `base` is a digest over program, libraries and templates.
    """
    renderers = Renderers(ReadyTemplates(project.ready, base))
    ready = {name: form if isinstance(form, FormError) else renderers.ready(form) for name, form in forms.items()}
    return Workshop(project, ready, known, renderers)
