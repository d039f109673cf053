"""Decisions made from a text in memory, as a build makes them from a file."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from decisionforms.decision.form_named import Forms
from decisionforms.decision.reader import read_decision
from decisionforms.diagnostics import Diagnostic, Severity
from decisionforms.errors import FormError
from decisionforms.gathering import gather
from decisionforms.project import Project, diagnose
from decisionforms.register import Register
from decisionforms.render.renderers import Renderers
from decisionforms.view.form_view import FormView
from decisionforms.view.making import view_of

HEADINGS = (
    "Introduction and background",
    "Issues for consideration",
    "Financial Comments",
    "Legal Comments",
    "Commercial Issues",
    "Public Health Approach",
    "GDPR and Data Privacy",
    "Equality Comments",
    "Background/supporting papers",
)


@dataclass(frozen=True)
class Made:
    """One decision: its text, how a reader sees it, and its two outputs."""

    source: str
    view: FormView
    docx: bytes
    html: bytes

    @property
    def parts(self) -> dict[str, bytes]:
        """The parts of the Word document, in their order."""
        with zipfile.ZipFile(io.BytesIO(self.docx)) as package:
            return {name: package.read(name) for name in package.namelist()}


class RefusedError(Exception):
    """A text was refused; `errors` say why."""

    def __init__(self, errors: tuple[Diagnostic, ...]) -> None:
        super().__init__("\n".join(f"{one.finding.span}: {one.finding.rule}: {one.finding.problem}" for one in errors))
        self.errors = errors


class Workshop:
    """Makes decisions with the forms of one project; `sources` are the decisions they can mention."""

    def __init__(self, root: Path, sources: Iterable[Path]) -> None:
        project, self.renderers = Project(root), Renderers()
        self.forms: Forms = {
            name: form if isinstance(form, FormError) else self.renderers.ready(form)
            for name, form in project.forms().items()
        }
        self.register: Register = gather(project, sources, self.forms).register

    def make(self, source: str, stem: str = "invented") -> Made:
        """The decision of this text. Raises RefusedError."""
        reading = read_decision(f"{stem}.md", stem, source.encode("utf-8", "surrogatepass"), self.forms)
        errors = tuple(one for one in diagnose(reading) if one.finding.severity is Severity.ERROR)
        if errors or reading.decision is None:
            raise RefusedError(errors)
        view = view_of(reading.decision, self.register)
        docx, html = self.renderers.render(reading.decision.form, view).values()
        return Made(source, view, docx, html)

    def errors_in(self, source: str) -> tuple[Diagnostic, ...]:
        """Why this text is refused; nothing if it is not."""
        try:
            self.make(source)
        except RefusedError as refused:
            return refused.errors
        return ()


def decision(
    *introduction: str,
    title: str = "title: Invented",
    facts: str = "",
    summary: str = "One.",
    advice: str = "1. One.",
    sections: Mapping[str, str] | None = None,
) -> str:
    """The text of a draft whose first section holds these blocks; the others hold what is given for them, or nothing."""
    written = dict.fromkeys(HEADINGS, "None.") | {HEADINGS[0]: "\n\n".join(introduction)} | dict(sections or {})
    texts = {"Executive Summary": summary, "Recommendation": advice} | written
    body = "\n\n".join(f"## {heading}\n\n{text}" for heading, text in texts.items())
    return f"---\n{title}\nform: part-1/2023\n{facts}---\n\n{body}\n"
