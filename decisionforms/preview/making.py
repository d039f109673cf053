"""From the file of a paper to what its writer sees of it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from msgspec import Struct

from decisionforms.checking import Checker, Purpose, known_names
from decisionforms.decision.decision import Reading
from decisionforms.decision.reader import Forms
from decisionforms.errors import FormError
from decisionforms.gathering import told_by_others
from decisionforms.preview.papers import Papers
from decisionforms.preview.sheet import Laid, Sheet, first_change, lay
from decisionforms.project import Project, diagnose
from decisionforms.render.ready_templates import ReadyTemplates
from decisionforms.render.renderers import Renderers
from decisionforms.settings import Settings, read_settings
from decisionforms.view.making import view_of


class Maker(Struct, frozen=True):
    """What papers are read, checked and laid out with, until a template or a setting changes."""

    project: Project
    forms: Forms
    renderers: Renderers
    settings: Settings
    papers: Papers
    day: Callable[[], date]

    def make(self, path: Path, before: Sheet | None) -> Sheet:
        """The paper as it is now; where it can't be made, with the form as it was made `before`.

        Raises OperatorError where a layout can't be used.
        """
        reading = self.project.read(path, self.forms)
        purpose = Purpose(self.settings, self.day())
        checked = Checker(self.project, self.forms, self.papers.known, purpose, ()).check_alone(path, reading)
        earlier = before.form if before else None
        form = self._laid(reading)
        entry = self.papers.entry(path)
        return Sheet(
            name=path.stem,
            path=reading.source.path,
            reference=entry.reference if entry else "",
            title=entry.title if entry else "",
            lines=reading.source.lines,
            checked=checked,
            form=form or earlier,
            old=form is None,
            gone=path not in self.papers.paths,
            changed=_written_last(before, form, reading.source.lines),
        )

    def _laid(self, reading: Reading) -> Laid | None:
        """The form, if nothing keeps it from being built."""
        decision = reading.decision
        if decision is None:
            return None
        told = told_by_others(self.project, self.papers.known, decision, reading.source.path)
        if any(one.blocks for one in diagnose(reading, told)):
            return None
        view = view_of(decision, self.papers.known.register)
        return lay(decision, view, self.renderers.page(decision.form, view, lined=True))

    def outputs(self, form: Laid) -> dict[str, bytes]:
        """The files of a form as `build` makes them, by their paths."""
        return dict(self.renderers.render(form.decision.form, form.view))

    def document(self, form: Laid, name: str) -> bytes | None:
        """The document of this name; None where the form has no such."""
        return self.renderers.documents(form.decision.form, form.view).get(name)


def maker_of(project: Project, day: Callable[[], date]) -> Maker:
    """What the papers of this project are made with now. Raises OperatorError where they can't be."""
    renderers = Renderers(ReadyTemplates(project.ready))
    forms = {
        name: form if isinstance(form, FormError) else renderers.ready(form) for name, form in project.forms().items()
    }
    settings = read_settings(project.root, known_names())
    return Maker(project, forms, renderers, settings, Papers(project, forms), day)


def _written_last(before: Sheet | None, form: Laid | None, lines: tuple[str, ...]) -> int:
    """The line of the block that was written since before; 0 where nothing was that prints."""
    if before is None or form is None or (before.form and before.form.page == form.page):
        return 0
    line = first_change(before.lines, lines)
    return form.place_of(line) if line else 0
