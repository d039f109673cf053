"""The story of a build: read, gather the register, gate, view, render, write."""

import contextlib
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from decisionforms.decision.reader import Forms
from decisionforms.diagnostics import Diagnostic
from decisionforms.errors import FormError, OperatorError
from decisionforms.files import OutputFolder
from decisionforms.gathering import Known, gather, told_by_others
from decisionforms.project import Project, diagnose
from decisionforms.render.ready_templates import ReadyTemplates
from decisionforms.render.renderers import Renderers
from decisionforms.view.making import view_of

MADE = "made.json"
MADE_NAME = re.compile(r"decisions/[a-z0-9-]+/[a-z0-9-]+\.(docx|html)")


class Built(Struct, frozen=True):
    """What came of one decision: the files that had to be written, and what is to be said about it."""

    path: str
    stage: str
    files: tuple[str, ...]
    written: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]
    fault: str = ""

    @property
    def failed(self) -> bool:
        """Whether it could not be built, or not be written."""
        return bool(self.fault) or any(diagnostic.blocks for diagnostic in self.diagnostics)


def build(project: Project, paths: Iterable[Path], output: OutputFolder, *, whole: bool) -> Iterator[Built]:
    """Build these decisions one by one, as they are asked for; `whole` also removes what no decision makes any more.

    Decisions of a form that needs mending, or whose files can't be written, are passed over. Raises OperatorError for
    them in the end, when all others are built; what was written is whole.
    """
    sources = tuple(paths)
    renderers = Renderers(ReadyTemplates(project.ready))
    forms = {
        name: form if isinstance(form, FormError) else renderers.ready(form) for name, form in project.forms().items()
    }
    builder = _Builder(project, forms, gather(project, sources, forms), renderers, output)
    kept: set[str] = set()
    faults: dict[str, None] = {}
    try:
        for path in sources:
            built = builder.build(path)
            kept.update(built.files)
            faults.update({built.fault: None} if built.fault else {})
            whole = whole and not built.failed
            yield built
    except BaseException:
        with contextlib.suppress(OperatorError):
            remember_made(output, kept, whole=False)
        raise
    remember_made(output, kept, whole=whole)
    faults.update({str(form): None for form in forms.values() if isinstance(form, FormError)})
    if faults:
        raise OperatorError("\n".join(faults))


class _Builder(Struct, frozen=True):
    """What every decision of one run is built with."""

    project: Project
    forms: Forms
    known: Known
    renderers: Renderers
    output: OutputFolder

    def build(self, path: Path) -> Built:
        """Read, check and render one decision; its files are written only when all of them are made."""
        reading = self.project.read(path, self.forms)
        decision = reading.decision
        diagnostics = diagnose(
            reading, told_by_others(self.project, self.known, decision, reading.source.path) if decision else ()
        )
        if decision is None or any(diagnostic.blocks for diagnostic in diagnostics):
            return Built(reading.source.path, "", (), (), diagnostics)
        made = self.renderers.render(decision.form, view_of(decision, self.known.register))
        try:
            written = self.output.write(made)
        except OperatorError as fault:
            return Built(reading.source.path, "", tuple(made), (), diagnostics, str(fault))
        stage = decision.stage.words(decision.form.definition).name
        return Built(reading.source.path, stage, tuple(made), written, diagnostics)


def remember_made(output: OutputFolder, kept: set[str], *, whole: bool) -> None:
    """Remember what was made; where all decisions were built, remove what an earlier run made and this one did not."""
    try:
        listed = json.loads(output.read(MADE) or b"[]")
    except (ValueError, RecursionError):
        listed = []
    names = listed if isinstance(listed, list) else []
    before = {name for name in names if isinstance(name, str) and MADE_NAME.fullmatch(name)}
    if whole:
        for name in sorted(before - kept):
            output.remove(name)
    output.write({MADE: json.dumps(sorted(kept if whole else kept | before), indent=0).encode()})
