"""Who decides, and on what power."""

from decisionforms.rules.rule import Rule

RULES: tuple[Rule, ...] = ()
