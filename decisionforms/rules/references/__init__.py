"""Other decisions: whether they are named as they are called, and as they are."""

from decisionforms.rules.references import cited, naming, one_sided, relations, unknown

RULES = (*cited.RULES, *unknown.RULES, *relations.RULES, *one_sided.RULES, *naming.RULES)
