"""Days and lengths of time: whether they exist, agree, and come in an order that can be."""

from decisionforms.rules.rule import Rule

RULES: tuple[Rule, ...] = ()
