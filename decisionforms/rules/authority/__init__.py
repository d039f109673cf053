"""Who decides, and on what power."""

from decisionforms.rules.authority import decider, law, scheme, signing, wording

RULES = (*decider.RULES, *scheme.RULES, *signing.RULES, *law.RULES, *wording.RULES)
