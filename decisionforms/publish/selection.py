"""The list of what may go out: built up from the papers that pass the gate, never by leaving others out."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct

from decisionforms.decision.changes import forged_texts
from decisionforms.decision.decision import Decision, Reading
from decisionforms.decision.reader import Forms
from decisionforms.diagnostics import Finding, Severity
from decisionforms.project import Project
from decisionforms.publish.chains import decided_on
from decisionforms.publish.gate import reasons_to_stay
from decisionforms.publish.ledger import Ledger, Published
from decisionforms.register import Register
from decisionforms.rules.paper import Paper
from decisionforms.rules.review import review
from decisionforms.rules.table import RULES
from decisionforms.rules.waivers import apply_waivers
from decisionforms.settings import Publishing

# What keeps a paper from going out: no other rule finds errors in a paper that is signed.
GRAVE = tuple(rule for rule in RULES if rule.severity is Severity.ERROR)
NOBODY = Register()


class Stays(Struct, frozen=True):
    """A paper that does not go out, and why: sentences for the secretariat."""

    path: str
    name: str
    reasons: Sequence[str]
    decision: Decision | None = None


class Selection(Struct, frozen=True):
    """The decisions that go out, by slug, and the papers that stay."""

    decisions: Mapping[str, Decision]
    stays: Sequence[Stays]


class Occasion(Struct, frozen=True):
    """What a publication goes by: its day, the project's settings, and what was published before."""

    on: date
    settings: Publishing
    ledger: Ledger


def select(project: Project, forms: Forms, occasion: Occasion) -> Selection:
    """What goes out of the project's papers.

    Of several with one reference the one that was published before goes out; where there is none, none of them.
    Each paper is judged by itself alone, so that one that stays makes no difference to any that goes out.
    """
    passed: dict[str, list[Decision]] = {}
    stays: list[Stays] = []
    for path in project.sources(()):
        reading = project.read(path, forms)
        decision = reading.decision
        reasons = tuple(_reasons(project, reading, occasion))
        if decision is None or reasons:
            name = decision.reference or decision.slug if decision else path.stem
            stays.append(Stays(reading.source.path, name, reasons, decision))
        else:
            passed.setdefault(decision.slug, []).append(decision)
    decisions: dict[str, Decision] = {}
    histories = occasion.ledger.histories()
    for slug, claimants in passed.items():
        chosen = _rightful(claimants, histories.get(slug, ()))
        decisions.update({slug: chosen} if chosen else {})
        stays += (_claims_the_same(one, claimants) for one in claimants if one is not chosen)
    return Selection(dict(sorted(decisions.items())), tuple(stays))


def _reasons(project: Project, reading: Reading, occasion: Occasion) -> Iterator[str]:
    errors = [finding for finding in _found(project, reading, occasion.on) if finding.severity is Severity.ERROR]
    if errors:
        more = f" There are {len(errors) - 1} more." if len(errors) > 1 else ""
        yield f"It has a fault in line {errors[0].span.line}: {errors[0].problem}{more}"
    if reading.decision:
        yield from reasons_to_stay(reading.decision, occasion.on, occasion.settings.outcomes)


def _found(project: Project, reading: Reading, on: date) -> Iterator[Finding]:
    """What was found on reading a paper, and what the grave rules find that nobody has waived.

    It is judged as on the day on which it was signed: a waiver that held then holds for what was signed.
    """
    yield from reading.findings
    if reading.decision:
        decision, lines = reading.decision, reading.source.lines
        signed = decided_on(decision) or on
        yield from forged_texts(decision, "\n".join(lines), project.signed_text)
        found = list(review(Paper(decision, NOBODY, signed), GRAVE, decision.stage))
        yield from apply_waivers(found, decision.facts.waivers, lines, signed).findings


def _rightful(claimants: Sequence[Decision], history: Sequence[Published]) -> Decision | None:
    """The decision that has this reference by right; None where two claim it and none was published before."""
    known = [one for one in claimants if history and one.version == history[-1].version]
    return claimants[0] if len(claimants) == 1 else known[0] if len(known) == 1 else None


def _claims_the_same(decision: Decision, claimants: Sequence[Decision]) -> Stays:
    others = ", ".join(one.source.path for one in claimants if one is not decision)
    reason = f"{decision.reference} is also the reference of {others}; give each its own."
    return Stays(decision.source.path, decision.reference, (reason,), decision)
