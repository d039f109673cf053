"""A source as the review copy shows it, and where each paragraph of that stands in the source."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from decisionforms.building.base import base_in
from decisionforms.building.paper import Workshop, open_workshop
from decisionforms.decision.decision import Decision, Reading
from decisionforms.decision_named import decision_named
from decisionforms.diagnostics import Finding, Severity
from decisionforms.gathering import gather
from decisionforms.project import Project
from decisionforms.render.docx_body import bookmark
from decisionforms.review.leaves import Leaf, leaves_of
from decisionforms.review.reading import paragraphs_of
from decisionforms.review.units import Unit, units_of
from decisionforms.text.nodes import Paragraph
from decisionforms.view.making import view_of
from decisionforms.word.opening import WordFile, open_word_file


class Printed(Struct, frozen=True):
    """A source as Word shows it.

    `file` is the document, opened; `labels` are by the bookmarks that pointers to them lead to.
    """

    text: str
    decision: Decision
    document: bytes
    file: WordFile
    units: tuple[Unit, ...]
    leaves: Mapping[str, Leaf]
    labels: Mapping[str, str]


class Printer(Struct, frozen=True):
    """Prints the sources of one paper, with what a build would make it with."""

    workshop: Workshop
    path: Path

    def print(self, text: str) -> Printed | None:
        """The paper that this text makes; None where something in it can't be read without loss."""
        made_with, reading = self.workshop, self._read(text)
        decision = reading.decision
        if decision is None or any(one.severity is Severity.ERROR for one in reading.findings):
            return None
        document = made_with.renderers.named_document(decision.form, view_of(decision, made_with.known.register))
        labels = labels_of(decision)
        file = open_word_file(document)
        units = tuple(units_of(paragraphs_of(file, labels)))
        return Printed(text, decision, document, file, units, leaves_of(decision), labels)

    def refusal(self, text: str) -> Finding:
        """The first thing in this text, which has no print, that can't be read without loss."""
        return next(one for one in self._read(text).findings if one.severity is Severity.ERROR)

    def _read(self, text: str) -> Reading:
        return self.workshop.project.read_text(self.path, self.workshop.forms, text)


def printer_for(project: Project, reference: str) -> Printer:
    """What prints the sources of this paper. Raises OperatorError where there is none."""
    forms = project.forms()
    path, _ = decision_named(project, reference, forms)
    return Printer(open_workshop(project, forms, gather(project, (path,), forms), base_in(project)), path)


def labels_of(decision: Decision) -> Mapping[str, str]:
    """The labels of paragraphs by the names of their bookmarks."""
    blocks = (block for section in decision.sections.values() for block in section.blocks)
    return {bookmark(one.number): one.label for one in blocks if isinstance(one, Paragraph) and one.label}
