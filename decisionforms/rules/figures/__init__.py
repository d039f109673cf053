"""Sums: those of the text against those declared, and both against themselves."""

from decisionforms.rules.figures import alike, asked, declared, tables, written

RULES = (*declared.RULES, *asked.RULES, *alike.RULES, *written.RULES, *tables.RULES)
