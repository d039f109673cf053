"""All rules, in the order in which they are run and listed."""

from collections.abc import Mapping

from decisionforms.rules import (
    authority,
    confidentiality,
    dates,
    declaration,
    figures,
    form,
    language,
    references,
)
from decisionforms.rules.corpus import citations, money, series
from decisionforms.rules.rule import AmongRule, Rule

RULES: tuple[Rule, ...] = (
    *form.RULES,
    *references.RULES,
    *figures.RULES,
    *dates.RULES,
    *declaration.RULES,
    *authority.RULES,
    *confidentiality.RULES,
    *language.RULES,
)
AMONG_RULES: tuple[AmongRule, ...] = (*series.RULES, *money.RULES, *citations.RULES)
EVERY_RULE: tuple[Rule | AmongRule, ...] = RULES + AMONG_RULES
NAMED: Mapping[str, Rule | AmongRule] = {rule.name: rule for rule in EVERY_RULE}
