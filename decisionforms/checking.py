"""The story of a check: read, gather, review each paper, then all papers together, and waive what is waived."""

from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from decisionforms.decision.decision import Decision, Reading
from decisionforms.decision.facts import Waiver
from decisionforms.decision.form_named import Forms
from decisionforms.decision.stage import Stage
from decisionforms.diagnostics import Diagnostic, Finding, Severity, sign
from decisionforms.gathering import Known, gather, told_by_others
from decisionforms.ledger import read_ledger
from decisionforms.mending import corrected
from decisionforms.project import Project
from decisionforms.rules.corpus.summary import Among, Summary, summarise
from decisionforms.rules.manual import pages
from decisionforms.rules.paper import Paper
from decisionforms.rules.policy import ENDED
from decisionforms.rules.review import review
from decisionforms.rules.rule import Ruling, Seen
from decisionforms.rules.signing import GAPS, lacking
from decisionforms.rules.table import AMONG_RULES, RULES
from decisionforms.rules.waivers import Waived, apply_waivers
from decisionforms.settings import Settings

# The family under which settings name what is found while a paper is read.
READING = "reading"


class Purpose(Struct, frozen=True):
    """What is asked for: under which settings, on which day, and whether the papers are about to be signed.

    `whole` is set where all papers are checked, so that rules about all of them can be asked as well.
    """

    settings: Settings
    reviewed: date
    for_signing: bool = False
    whole: bool = False


class Checked(Struct, frozen=True):
    """What came of one paper: its stage, what is to be said of it, and what its writer has waived."""

    path: str
    stage: str
    diagnostics: tuple[Diagnostic, ...]
    waived: tuple[Waived, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether something is so wrong that it has to be mended."""
        return any(one.blocks for one in self.diagnostics)


def check(project: Project, paths: Iterable[Path], purpose: Purpose) -> Iterator[Checked]:
    """What is to be said of these papers, in their order.

    Each is read once, and what is kept of it until all are read is little; its lines are looked up again where
    something is said of them.
    """
    sources, forms = tuple(paths), project.forms()
    checker = Checker(project, forms, gather(project, sources, forms), purpose, _explained(project, purpose))
    looked_at = [checker.look_at(path) for path in sources]
    papers = {one.summary.slug: one.summary for one in looked_at if one.summary}
    for one in looked_at:
        yield checker.conclude(one, papers)


def known_names() -> set[str]:
    """The names of all rules and families, as settings may give them."""
    return {*pages(), *(page.family for page in pages().values()), READING}


def _explained(project: Project, purpose: Purpose) -> Container[str]:
    """The numbers of which the ledger tells why there is no paper; it is read only where all papers are checked."""
    return read_ledger(project.ledger_text()).without_decision(purpose.reviewed) if purpose.whole else ()


class _LookedAt(Struct, frozen=True):
    """What is kept of a paper after it was looked at by itself."""

    path: Path
    shown: str
    stage: Stage | None
    stage_name: str
    findings: tuple[Finding, ...]
    found: tuple[Finding, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    summary: Summary | None = None


class Checker(Struct, frozen=True):
    """What every paper of one run is checked with."""

    project: Project
    forms: Forms
    known: Known
    purpose: Purpose
    explained: Container[str]

    def look_at(self, path: Path) -> _LookedAt:
        """What is found in one paper by itself."""
        return self._look_over(path, self.project.read(path, self.forms))

    def check_alone(self, path: Path, reading: Reading) -> Checked:
        """All that is to be said of a paper by itself, from what came of reading it."""
        return self.conclude(self._look_over(path, reading), {}, reading.source.lines)

    def _look_over(self, path: Path, reading: Reading) -> _LookedAt:
        decision, shown = reading.decision, reading.source.path
        if decision is None:
            return _LookedAt(path, shown, None, "", tuple(corrected(reading)))
        stage_name = decision.stage.words(decision.form.definition).name
        findings = tuple(self._of_reading(reading, decision))
        paper = Paper(decision, self.known.register, self.purpose.reviewed)
        found = tuple(review(paper, self._asked(RULES), decision.stage, for_signing=self.purpose.for_signing))
        summary = summarise(paper) if self.purpose.whole else None
        return _LookedAt(path, shown, decision.stage, stage_name, findings, found, decision.facts.waivers, summary)

    def conclude(self, one: _LookedAt, papers: Mapping[str, Summary], lines: tuple[str, ...] = ()) -> Checked:
        """All that is to be said of a paper, once all have been looked at; its lines are read where none are given."""
        found = [*one.found, *self._among(one, papers)]
        if not (one.findings or found or one.waivers):
            return Checked(one.shown, one.stage_name, ())
        lines = lines or self.project.lines(one.path)
        reviewed = apply_waivers(found, one.waivers, lines, self.purpose.reviewed)
        diagnostics = sign(one.shown, lines, (*one.findings, *reviewed.findings))
        return Checked(one.shown, one.stage_name, diagnostics, reviewed.waived)

    def _among(self, one: _LookedAt, papers: Mapping[str, Summary]) -> Iterator[Finding]:
        if one.summary and one.stage:
            among = Among(one.summary, papers, self.explained)
            yield from review(among, self._asked(AMONG_RULES), one.stage, for_signing=self.purpose.for_signing)

    def _asked(self, rules: Iterable[Ruling[Seen]]) -> Iterator[Ruling[Seen]]:
        return (rule for rule in rules if self.purpose.settings.asks_for(rule.name, rule.family))

    def _of_reading(self, reading: Reading, decision: Decision) -> Iterator[Finding]:
        """What was found on reading; before signing, what is not there yet is an error."""
        told = told_by_others(self.project, self.known, decision, reading.source.path)
        for finding in (*corrected(reading), *told):
            if finding.severity is Severity.ERROR:
                yield finding
            elif self.purpose.for_signing and finding.rule in GAPS and decision.stage not in ENDED:
                yield replace(finding, severity=Severity.ERROR)
            elif self.purpose.settings.asks_for(finding.rule, READING):
                yield replace(finding, severity=Severity.NOTE) if decision.stage in ENDED else finding
        if self.purpose.for_signing:
            yield from lacking(decision)
