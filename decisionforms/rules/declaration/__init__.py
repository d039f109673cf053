"""What officers and advisers are recorded to have said, against what the paper says."""

from decisionforms.rules.rule import Rule

RULES: tuple[Rule, ...] = ()
