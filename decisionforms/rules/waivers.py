"""Waivers: findings that their writers accept, each by its rule and words, with a reason and an end."""

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct

from decisionforms.decision.facts import Waiver
from decisionforms.diagnostics import Finding, Severity, Span
from decisionforms.rules.sentences import places_in
from decisionforms.values.dates import write_date


class Waived(Struct, frozen=True):
    """A finding that a waiver covers, with that waiver."""

    finding: Finding
    waiver: Waiver


class Review(Struct, frozen=True):
    """What is left to be said of a paper, and what is waived."""

    findings: tuple[Finding, ...]
    waived: tuple[Waived, ...] = ()


def apply_waivers(
    findings: Iterable[Finding], waivers: Sequence[Waiver], lines: Sequence[str], reviewed: date
) -> Review:
    """The findings that stand, and those that are waived: each waiver covers one.

    A waiver whose day is past, and one that covers nothing, are findings themselves.
    """
    standing = list(findings)
    waived: list[Waived] = []
    own: list[Finding] = []
    for waiver in waivers:
        covered = next((one for one in standing if _covers(waiver, one, lines)), None)
        if waiver.until.value < reviewed:
            own.append(_expired(waiver))
        elif covered is None:
            own.append(_unused(waiver))
        else:
            standing.remove(covered)
            waived.append(Waived(covered, waiver))
    return Review((*standing, *own), tuple(waived))


def _covers(waiver: Waiver, finding: Finding, lines: Sequence[str]) -> bool:
    """Whether the waiver names this rule, and its words stand where the finding points."""
    if waiver.rule.value != finding.rule or not 0 < finding.span.line <= len(lines):
        return False
    words = waiver.text.value
    return any(
        _overlap(start, start + len(words), finding.span) for start in places_in(lines[finding.span.line - 1], words)
    )


def _overlap(start: int, end: int, span: Span) -> bool:
    return start < max(span.end, span.column + 1) - 1 and end > span.column - 1


def _expired(waiver: Waiver) -> Finding:
    return Finding(
        "waiver-expired",
        waiver.until.span,
        f"This waiver of “{waiver.rule.value}” ended on {write_date(waiver.until.value)}.",
        "Mend what it was for, or give it a new end and say why.",
        Severity.WARNING,
    )


def _unused(waiver: Waiver) -> Finding:
    return Finding(
        "waiver-unused",
        waiver.text.span,
        f"This waiver covers nothing: “{waiver.rule.value}” says nothing of “{waiver.text.value}”.",
        "Remove it, or quote the words that the finding marks, as they are typed.",
        Severity.WARNING,
    )
