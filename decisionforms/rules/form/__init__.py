"""Whether the paper is whole, in order, and free of what a form leaves behind."""

from decisionforms.rules.rule import Rule

RULES: tuple[Rule, ...] = ()
