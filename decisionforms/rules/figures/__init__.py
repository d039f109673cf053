"""Sums: those of the text against those declared, and both against themselves."""

from decisionforms.rules.figures import declared, tables, written

RULES = (*declared.RULES, *written.RULES, *tables.RULES)
