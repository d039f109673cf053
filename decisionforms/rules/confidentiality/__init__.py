"""What must not stand in a public paper, and what a confidential part needs."""

from decisionforms.rules.rule import Rule

RULES: tuple[Rule, ...] = ()
