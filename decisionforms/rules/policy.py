"""How much a finding matters: it depends on the stage of a paper, never on the rule alone."""

from decisionforms.decision.stage import Stage
from decisionforms.diagnostics import Severity
from decisionforms.rules.rule import Ruling, Seen

# Nothing can be mended any more in what was published, refused or withdrawn; it can be known.
ENDED = {Stage.RECORD, Stage.WITHDRAWN, Stage.REFUSED}


def severity_at(rule: Ruling[Seen], stage: Stage, *, for_signing: bool = False) -> Severity:
    """How much a finding of this rule matters in a paper at this stage; before signing, a gap has to be filled."""
    if stage in ENDED:
        return Severity.NOTE
    if rule.gap and for_signing:
        return Severity.ERROR
    return Severity.NOTE if rule.gap and stage is Stage.DRAFT else rule.severity
