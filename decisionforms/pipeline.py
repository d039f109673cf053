"""The story of a build: read, gather the register, gate, view, render, write."""

import contextlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from decisionforms.decision.changes import changed_words, forged_texts
from decisionforms.decision.decision import Decision
from decisionforms.decision.reader import Forms
from decisionforms.decision.stage import void_versions
from decisionforms.diagnostics import Diagnostic, Finding, Span
from decisionforms.errors import FormError, OperatorError
from decisionforms.files import OutputFolder, find_sources
from decisionforms.project import Project, diagnose
from decisionforms.register import Entry, Register, make_register
from decisionforms.render.ready_templates import ReadyTemplates
from decisionforms.render.renderers import Renderers
from decisionforms.viewing import view_of

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


class Known(Struct, frozen=True):
    """What the first reading gathers: who is who, and which names are claimed twice."""

    register: Register
    claims: Mapping[str, tuple[str, ...]]


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
            _remember_made(output, kept, whole=False)
        raise
    _remember_made(output, kept, whole=whole)
    faults.update({str(form): None for form in forms.values() if isinstance(form, FormError)})
    if faults:
        raise OperatorError("\n".join(faults))


def gather(project: Project, sources: Iterable[Path], forms: Forms) -> Known:
    """The register of the project's decisions and of these; each is read once and let go again."""
    paths = (*(project.sources(()) if project.decisions.is_dir() else ()), *sources)
    entries: dict[str, Entry] = {}
    claims: dict[str, tuple[str, ...]] = {}
    for path in find_sources(paths):
        if entry := project.read_entry(path, forms):
            entries[entry.slug] = entry
            claims[entry.slug] = (*claims.get(entry.slug, ()), project.shown(path))
    return Known(make_register(entries.values()), claims)


class _Builder(Struct, frozen=True):
    """What every decision of one run is built with."""

    project: Project
    forms: Forms
    known: Known
    renderers: Renderers
    output: OutputFolder
    built: dict[str, str] = {}

    def build(self, path: Path) -> Built:
        """Read, check and render one decision; its files are written only when all of them are made."""
        reading = self.project.read(path, self.forms)
        decision = reading.decision
        diagnostics = diagnose(reading, self._more(decision, reading.source.path) if decision else ())
        if decision is None or any(diagnostic.blocks for diagnostic in diagnostics):
            return Built(reading.source.path, "", (), (), diagnostics)
        made = self.renderers.render(decision.form, view_of(decision, self.known.register))
        try:
            written = self.output.write(made)
        except OperatorError as fault:
            return Built(reading.source.path, "", tuple(made), (), diagnostics, str(fault))
        stage = decision.stage.words(decision.form.definition).name
        return Built(reading.source.path, stage, tuple(made), written, diagnostics)

    def _more(self, decision: Decision, path: str) -> Iterator[Finding]:
        """What only the other files can tell."""
        first = self.built.setdefault(decision.slug, path)
        others = [one for one in {*self.known.claims.get(decision.slug, ()), first} if one != path]
        if others:
            span = decision.facts.reference.span if decision.facts.reference else Span(1)
            problem = f"{decision.reference or decision.slug} is also the reference of {', '.join(sorted(others))}."
            yield Finding(
                "duplicate-reference", span, problem, "Give each its own reference; neither is built until then."
            )
        text = "\n".join(decision.source.lines)
        yield from forged_texts(decision, text, self.project.signed_text)
        for version in void_versions(decision.facts, decision.versions):
            if signed := self.project.signed_text(decision.slug, version):
                yield from changed_words(signed, text, version)


def _remember_made(output: OutputFolder, kept: set[str], *, whole: bool) -> None:
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
