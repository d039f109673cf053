"""How much a finding matters: it depends on the stage of a paper, never on the rule alone."""

from decisionforms.decision.stage import Stage
from decisionforms.diagnostics import Severity
from decisionforms.rules.rule import Rule

# Nothing can be mended any more in what was published, refused or withdrawn; it can be known.
ENDED = {Stage.RECORD, Stage.WITHDRAWN, Stage.REFUSED}


def severity_at(rule: Rule, stage: Stage) -> Severity:
    """How much a finding of this rule matters in a paper at this stage."""
    return Severity.NOTE if stage in ENDED or (rule.gap and stage is Stage.DRAFT) else rule.severity
