"""A decision as read: its facts, its numbered text, and what follows from them."""

from collections.abc import Mapping

from msgspec import Struct

from decisionforms.decision.declaration import DeclarationRow
from decisionforms.decision.facts import Facts, Signature
from decisionforms.decision.numbering import Section
from decisionforms.decision.stage import Stage
from decisionforms.diagnostics import Finding
from decisionforms.form.definition import Edition
from decisionforms.form.form import Form


class Source(Struct, frozen=True):
    """The text of one file, as lines, with its path as messages name it."""

    path: str
    lines: tuple[str, ...]


class Decision(Struct, frozen=True):
    """One decision; `slug` names its files, `parts` and `sections` are what its writer wrote, by key."""

    source: Source
    form: Form
    edition: Edition
    facts: Facts
    slug: str
    parts: Mapping[str, Section]
    sections: Mapping[str, Section]
    declaration: tuple[DeclarationRow, ...]
    versions: tuple[str, ...]
    stage: Stage
    signed: Mapping[str, Signature] = {}

    @property
    def version(self) -> str:
        """The version of the text as it is now."""
        return self.versions[0]

    @property
    def reference(self) -> str:
        """The reference in its one spelling; empty in a draft that has none yet."""
        return self.facts.reference.value.written if self.facts.reference else ""


class Reading(Struct, frozen=True):
    """What came of reading a source: the decision, or None where it could not be read, and the findings."""

    source: Source
    decision: Decision | None
    findings: tuple[Finding, ...]
