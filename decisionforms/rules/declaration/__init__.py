"""What officers and advisers are recorded to have said, against what the paper says."""

from decisionforms.rules.declaration import answers, appendices, awaited, consultation, personal_data

RULES = (*answers.RULES, *consultation.RULES, *awaited.RULES, *personal_data.RULES, *appendices.RULES)
