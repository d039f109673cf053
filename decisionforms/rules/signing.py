"""What a paper still lacks before it can be signed, and who must act."""

from collections.abc import Iterator

from decisionforms.decision.decision import Decision
from decisionforms.decision.declaration import DeclarationRow, Missing
from decisionforms.decision.stage import Stage
from decisionforms.diagnostics import Finding, Severity

DONE = {Stage.APPROVED, Stage.RECORD, Stage.REFUSED, Stage.WITHDRAWN}
# Gaps that a paper can be built with, but not signed.
GAPS = {"missing-section", "empty-section", "missing-fact"}


def lacking(decision: Decision) -> Iterator[Finding]:
    """A finding for each row that is not confirmed and each signature that is not given, in the order of the form."""
    if decision.stage in DONE:
        return
    form = decision.form.definition
    for row in decision.declaration:
        if isinstance(row.basis, Missing):
            yield Finding("not-confirmed", row.basis.span, _row_problem(row), _who(decision, row), Severity.ERROR)
    for key, signatory in form.signatories.items():
        if key not in decision.signed:
            given = decision.facts.signatures.get(key)
            span = given.name.span if given else decision.facts.form.span
            problem = f"The {signatory.office} has not signed this version."
            yield Finding("not-signed", span, problem, f"To act: {signatory.office}.", Severity.NOTE)


def _row_problem(row: DeclarationRow) -> str:
    label = row.label.rstrip(":")
    return f"“{label}” is not confirmed: {row.basis.reason}."


def _who(decision: Decision, row: DeclarationRow) -> str:
    form = decision.form.definition
    officer = form.rows[row.key].officer
    if officer:
        return f"To act: {form.officers[officer].office}, who dates the paper under “{officer}”."
    return f"To act: whoever advises on this; then record the answer under “advice: {row.key}”."
