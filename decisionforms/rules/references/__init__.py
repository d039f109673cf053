"""Other decisions: whether they are named as they are called, and as they are."""

from decisionforms.rules.rule import Rule

RULES: tuple[Rule, ...] = ()
