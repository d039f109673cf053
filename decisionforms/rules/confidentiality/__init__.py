"""What must not stand in a public paper, and what a confidential part needs."""

from decisionforms.rules.confidentiality import appendices, deferral, exemptions, markings, part_two, personal

RULES = (
    *personal.RULES,
    *part_two.RULES,
    *exemptions.RULES,
    *deferral.RULES,
    *appendices.RULES,
    *markings.RULES,
)
