"""How the paper reads. Warnings only."""

from decisionforms.rules.language import (
    acronyms,
    brackets,
    confusables,
    links,
    sentences,
    statutes,
    two_names,
    variants,
)

RULES = (
    *acronyms.RULES,
    *sentences.RULES,
    *confusables.RULES,
    *variants.RULES,
    *brackets.RULES,
    *links.RULES,
    *statutes.RULES,
    *two_names.RULES,
)
