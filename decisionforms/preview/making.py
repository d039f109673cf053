"""From the file of a paper to what its writer sees of it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path, PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from decisionforms.building.base import ready_templates
from decisionforms.checking import Checker, Purpose, known_names
from decisionforms.decision.decision import Reading
from decisionforms.decision.form_named import Forms
from decisionforms.errors import FormError
from decisionforms.gathering import told_by_others
from decisionforms.not_read import NotRead, not_read
from decisionforms.preview.papers import Papers
from decisionforms.preview.sheet import Laid, Sheet, lay
from decisionforms.project import Project, diagnose
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
        form, entry = self._laid(reading), self.papers.entry(path)
        sheet = Sheet(
            name=path.stem,
            path=reading.source.path,
            reference=entry.reference if entry else "",
            title=entry.title if entry else "",
            lines=reading.source.lines,
            checked=checked,
            form=form,
            known=self.papers.files,
        )
        return sheet if form else self._old(sheet, before, gone=path not in sheet.known)

    def _old(self, sheet: Sheet, before: Sheet | None, *, gone: bool) -> Sheet:
        """A sheet whose form can't be made now, with what is known of it from before."""
        unread = self._unread(sheet.name) if gone else ()
        if before is None:
            return replace(sheet, old=True, gone=gone, unread=unread)
        sheet = replace(
            sheet,
            reference=sheet.reference or before.reference,
            title=sheet.title or before.title,
            form=before.form,
            old=True,
        )
        if not gone:
            return sheet
        became = self._name_now(before)
        return replace(sheet, gone=True, lines=before.lines, known=before.known, became=became, unread=unread)

    def _unread(self, name: str) -> tuple[NotRead, ...]:
        """The files of this name that are not read, since they lie elsewhere or are no papers by the end of it."""
        return tuple(one for one in not_read(self.project) if PurePosixPath(one.path).stem == name)

    def _name_now(self, before: Sheet) -> str:
        """The name under which a paper that is gone goes on; once it is told, it stays whatever is written there."""
        if before.became and self.papers.find(before.became):
            return before.became
        return self.papers.become_of(before.reference, before.lines, before.known)

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
    renderers = Renderers(ready_templates(project))
    forms = {
        name: form if isinstance(form, FormError) else renderers.ready(form) for name, form in project.forms().items()
    }
    settings = read_settings(project.root, known_names())
    return Maker(project, forms, renderers, settings, Papers(project, forms), day)
