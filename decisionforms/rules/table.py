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
from decisionforms.rules.rule import Rule

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
NAMED: Mapping[str, Rule] = {rule.name: rule for rule in RULES}
