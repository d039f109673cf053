"""How the paper reads. Warnings only."""

from decisionforms.rules.rule import Rule

RULES: tuple[Rule, ...] = ()
