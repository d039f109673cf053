"""A paper as publication looks at it: whether and from when it may go out, and its record. It can be remembered."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from msgspec import Struct

from decisionforms.decision.changes import forged_texts
from decisionforms.decision.decision import Decision, Reading
from decisionforms.decision.facts import Naming
from decisionforms.diagnostics import Finding, Severity
from decisionforms.kept_texts import signed_text
from decisionforms.project import Project
from decisionforms.publish.gate import DECIDED, ends_on, reasons_to_stay
from decisionforms.publish.record import Record
from decisionforms.publish.recording import decided_on, record_of
from decisionforms.register import Register
from decisionforms.rules.paper import Paper
from decisionforms.rules.review import review
from decisionforms.rules.table import RULES
from decisionforms.rules.waivers import apply_waivers
from decisionforms.text.nodes import mentions_in, runs_of

# What keeps a paper from going out: no other rule finds errors in a paper that is signed.
GRAVE = tuple(rule for rule in RULES if rule.severity is Severity.ERROR)
NOBODY = Register()


class Candidate(Struct, frozen=True):
    """One paper, judged by itself alone.

    `reasons` say why it stays on whatever day; without them it goes out from `opens` on. `until` is the end of its
    deferral. `record` is its public record but for what the register, the ledger and the disk know. `appendices` are
    the title and file of each public appendix, `exempt` the files of the others, `mentions` the slugs under which a register may hold what it mentions.
    A paper that can't be read has no record and no naming.
    """

    path: str
    name: str
    slug: str
    reasons: Sequence[str]
    opens: date = date.min
    until: date | None = None
    decided: bool = False
    naming: Naming | None = None
    record: Record | None = None
    appendices: Sequence[tuple[str, str]] = ()
    exempt: Sequence[str] = ()
    mentions: Sequence[tuple[str, str]] = ()


def candidate_of(project: Project, reading: Reading, stem: str, outcomes: Sequence[str]) -> Candidate:
    """What is to be known of a paper before it can be published; `stem` is the name of its file."""
    path, decision = reading.source.path, reading.decision
    reasons = tuple(_faults(project, reading))
    if decision is None:
        return Candidate(path, stem, "", reasons)
    facts = decision.facts
    signed = [one.date.value for one in decision.signed.values() if not facts.record]
    return Candidate(
        path=path,
        name=decision.reference or decision.slug,
        slug=decision.slug,
        reasons=(*reasons, *reasons_to_stay(decision, date.max, outcomes)),
        opens=max([date.min, *signed, *filter(None, [ends_on(decision)])]),
        until=ends_on(decision),
        decided=decision.stage in DECIDED,
        naming=Naming(
            reference=facts.reference,
            title=facts.title,
            extends=facts.extends,
            replaces=facts.replaces,
            relates_to=facts.relates_to,
        ),
        record=record_of(decision),
        appendices=tuple((one.title.value, one.file.value) for one in facts.appendices if not one.exempt.value),
        exempt=tuple(one.file.value for one in facts.appendices if one.exempt.value),
        mentions=tuple(dict.fromkeys(_mentions(decision))),
    )


def _mentions(decision: Decision) -> Iterator[tuple[str, str]]:
    for section in (*decision.parts.values(), *decision.sections.values()):
        for run in (run for block in section.blocks for run in runs_of(block)):
            yield from ((one.slug, one.also) for one in mentions_in(run))


def _faults(project: Project, reading: Reading) -> Iterator[str]:
    errors = [finding for finding in _found(project, reading) if finding.severity is Severity.ERROR]
    if errors:
        more = f" There are {len(errors) - 1} more." if len(errors) > 1 else ""
        yield f"It has a fault in line {errors[0].span.line}: {errors[0].problem}{more}"


def _found(project: Project, reading: Reading) -> Iterator[Finding]:
    """What was found on reading a paper, and what the grave rules find that nobody has waived.

    It is judged as on the day on which it was signed: a waiver that held then holds for what was signed.
    """
    yield from reading.findings
    if decision := reading.decision:
        lines, signed = reading.source.lines, _judged_on(decision)
        yield from forged_texts(decision, "\n".join(lines), partial(signed_text, project))
        found = list(review(Paper(decision, NOBODY, signed), GRAVE, decision.stage))
        yield from apply_waivers(found, decision.facts.waivers, lines, signed).findings


def _judged_on(decision: Decision) -> date:
    return decided_on(decision) or date.min
