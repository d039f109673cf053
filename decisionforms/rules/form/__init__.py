"""Whether the paper is whole, in order, and free of what a form leaves behind."""

from decisionforms.rules.form import open_ends, placeholders, recommendation, typed_references

RULES = (*recommendation.RULES, *placeholders.RULES, *open_ends.RULES, *typed_references.RULES)
