"""From the bytes of a file to a decision, with everything that was found on the way."""

from msgspec.structs import replace

from decisionforms.decision.decision import Decision, Reading, Source
from decisionforms.decision.declaration import Declaration
from decisionforms.decision.facts import Facts, Naming
from decisionforms.decision.facts_reader import naming_of, read_facts
from decisionforms.decision.faults import faults_of, gaps_of
from decisionforms.decision.form_named import Forms, form_named
from decisionforms.decision.headings import Outline
from decisionforms.decision.numbering import Section, Settler, labels_of, number_paragraphs
from decisionforms.decision.records import kinds_of
from decisionforms.decision.stage import Stage, counted_signatures, early_signatures, stage_of, void_signatures
from decisionforms.decision.version import versions_of
from decisionforms.diagnostics import TOP, Finding, Severity, Span
from decisionforms.form.definition import Edition
from decisionforms.form.form import Form
from decisionforms.text import frontmatter
from decisionforms.text.characters import decode
from decisionforms.text.frontmatter import Split
from decisionforms.text.markdown import read_body
from decisionforms.text.nodes import SourceSection
from decisionforms.values.references import slug_of

NAMING = {"form", *kinds_of(Naming)}
NAME_REMEDY = "Give the file a name of letters and digits, such as night-service.md, or write “reference: …”."
LONGEST_NAME = 100
RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
# A gap never keeps a paper from being built: it prints as such. What must be whole is what is signed.
SEVERITY_OF_GAPS = dict.fromkeys((Stage.DRAFT, Stage.RECORD, Stage.WITHDRAWN), Severity.NOTE)


def read_decision(path: str, stem: str, data: bytes, forms: Forms) -> Reading:
    """The decision in a file. `stem` is the file's name without its ending: it names a draft without a reference."""
    text, findings = decode(data)
    source = Source(path, tuple(text.split("\n")))
    if findings:
        return Reading(source, None, tuple(findings))
    split, findings = frontmatter.split(text)
    if split is None:
        return Reading(source, None, tuple(findings))
    named = form_named(split.fields, forms)
    if isinstance(named, Finding):
        return Reading(source, None, (*findings, named))
    decision, found = _Reader(source, split, *named).read(stem)
    findings += found
    return Reading(source, decision, tuple(findings))


def read_naming(stem: str, data: bytes, forms: Forms) -> tuple[str, Naming] | None:
    """A decision's slug and how it is named and related, from its facts alone; None where they can't be read."""
    text, faults = decode(frontmatter.head_of(data, NAMING))
    split = frontmatter.split(text, NAMING)[0] if not faults else None
    named = form_named(split.fields, forms) if split else None
    if split is None or named is None or isinstance(named, Finding):
        return None
    naming = naming_of(split.fields, named[0])
    return (slug_for(naming, stem), naming) if naming else None


def slug_for(naming: Naming, stem: str) -> str:
    """The name of a decision's files: its reference, or the name of its source where it has none yet."""
    return naming.reference.value.slug if naming.reference else slug_of(stem)


class _Reader:
    """Reads one decision against its form."""

    def __init__(self, source: Source, split: Split, form: Form, edition: Edition) -> None:
        self.source = source
        self.split = split
        self.form = form
        self.edition = edition
        self.findings: list[Finding] = []

    def read(self, stem: str) -> tuple[Decision | None, list[Finding]]:
        """The decision, unless a fact without which there is none can't be read."""
        facts, found = read_facts(self.split.fields, self.form)
        self.findings += found
        written, found = read_body(self.split.body, self.split.body_line)
        self.findings += found
        outline = Outline(self.form, self.edition)
        placed = self._number(outline.place(written))
        self.findings += outline.findings
        if facts is None:
            return None, self.findings
        self.findings += faults_of(facts, self.form, self.edition)
        decision = self._decide(facts, placed, stem, written)
        severity = SEVERITY_OF_GAPS.get(decision.stage, Severity.WARNING)
        self.findings += outline.missing(placed, Span(len(self.source.lines), 1, 1), severity)
        self.findings += gaps_of(decision, self.split.fields, severity)
        return decision, self.findings

    def _number(self, placed: dict[str, Section]) -> dict[str, Section]:
        numbered = {key: number_paragraphs(section) if section.number else section for key, section in placed.items()}
        ordered = {key: numbered[key] for key in self.form.headings_of(self.edition) if key in numbered}
        found: list[Finding] = []
        labels = labels_of(ordered.values(), found)
        settler = Settler(self.form.grammar, labels, self.form.definition.words.paragraph, found)
        settled = {key: settler.settle(section) for key, section in ordered.items()}
        self.findings += (one if one.span.end else replace(one, span=self._whole(one.span.line)) for one in found)
        return settled

    def _whole(self, line: int) -> Span:
        return Span(line, 1, len(self.source.lines[line - 1]) + 1)

    def _decide(
        self, facts: Facts, placed: dict[str, Section], stem: str, written: tuple[SourceSection, ...]
    ) -> Decision:
        sections = {key: section for key, section in placed.items() if section.number}
        rows = tuple(Declaration(self.form, facts, sections, self.split.fields).rows(self.edition))
        versions = versions_of(self.split.fields, written)
        signatories = self.form.definition.signatories
        signed = counted_signatures(facts, versions, rows, signatories)
        self.findings += void_signatures(facts, versions, signatories)
        self.findings += early_signatures(facts, versions, signed, signatories)
        slug = slug_for(facts, stem)
        if not slug or slug in RESERVED or len(slug) > LONGEST_NAME:
            self.findings.append(Finding("file-name", TOP, "Nothing can be named after this file.", NAME_REMEDY))
        return Decision(
            source=self.source,
            form=self.form,
            edition=self.edition,
            facts=facts,
            slug=slug,
            parts={key: section for key, section in placed.items() if not section.number},
            sections=sections,
            declaration=rows,
            versions=versions,
            stage=stage_of(facts, rows, signed, signatories),
            signed=signed,
        )
