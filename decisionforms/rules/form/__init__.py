"""Whether the paper is whole, in order, and free of what a form leaves behind."""

from decisionforms.rules.form import headings, marks, open_ends, pasted, placeholders, recommendation, typed_references

RULES = (
    *recommendation.RULES,
    *placeholders.RULES,
    *open_ends.RULES,
    *typed_references.RULES,
    *marks.RULES,
    *pasted.RULES,
    *headings.RULES,
)
