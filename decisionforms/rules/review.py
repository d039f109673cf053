"""Reviewing a paper: every rule looks at it, and what it says is signed with its name."""

from collections.abc import Iterable, Iterator

from decisionforms.diagnostics import Finding
from decisionforms.rules.paper import Paper
from decisionforms.rules.policy import severity_at
from decisionforms.rules.rule import Rule


def review(paper: Paper, rules: Iterable[Rule]) -> Iterator[Finding]:
    """What these rules find in the paper."""
    for rule in rules:
        severity = severity_at(rule, paper.decision.stage)
        for one in rule.check(paper):
            yield Finding(rule.name, one.span, one.problem, one.remedy, severity, one.paragraph, one.also)
