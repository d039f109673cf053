"""What officers and advisers are recorded to have said, against what the paper says."""

from decisionforms.rules.declaration import answers, consultation, evidence

RULES = (*answers.RULES, *consultation.RULES, *evidence.RULES)
