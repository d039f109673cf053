"""Reviewing a paper: every rule looks at it, and what it says is signed with its name."""

from collections.abc import Iterable, Iterator

from decisionforms.decision.stage import Stage
from decisionforms.diagnostics import Finding
from decisionforms.rules.policy import severity_at
from decisionforms.rules.rule import Ruling, Seen


def review(seen: Seen, rules: Iterable[Ruling[Seen]], stage: Stage, *, for_signing: bool = False) -> Iterator[Finding]:
    """What these rules find in a paper at this stage."""
    for rule in rules:
        for one in rule.check(seen):
            severity = severity_at(rule, stage, for_signing=for_signing)
            yield Finding(rule.name, one.span, one.problem, one.remedy, severity, one.paragraph, one.also)
