"""`explain`: why each row of a declaration says what it says."""

import sys
from collections.abc import Iterator

import click

from decisionforms.decision.decision import Decision
from decisionforms.decision_named import decision_named
from decisionforms.project import Project, diagnose
from decisionforms.terminal import NOT_ALL, operator_faults_are_sentences, say, show_errors


@click.command("explain")
@click.argument("reference")
@click.pass_obj
@operator_faults_are_sentences
def explain_command(project: Project, reference: str) -> None:
    """Show each row of the declaration, its answer, and the recorded fact it follows from.

    REFERENCE is a reference, such as PCD-1462, or a file.
    """
    _, reading = decision_named(project, reference, project.forms())
    if reading.decision is None:
        show_errors(diagnose(reading))
        sys.exit(NOT_ALL)
    say("\n".join(explain(reading.decision)))


def explain(decision: Decision) -> Iterator[str]:
    """The lines that explain a decision's declaration and stage."""
    form = decision.form.definition
    title = decision.facts.title.value if decision.facts.title else form.words.to_be_written
    yield f"{decision.reference or decision.slug} – {title}"
    yield f"Stage: {decision.stage.words(form).name}. Version: {decision.version}."
    for row in decision.declaration:
        yield ""
        yield f"{row.label.rstrip(':')} [{row.key}]: {row.tick(form.words)}"
        yield f"    prints: {row.statement}"
        if not decision.form.definition.rows[row.key].officer:
            yield f"    answer: {row.answer or 'none recorded'}"
        yield f"    why:    {row.basis.reason} ({decision.source.path}:{row.basis.span.line})"
        if not row.wording_confirmed:
            yield "    note:   this wording was never seen in print"
    yield ""
    for key, signatory in form.signatories.items():
        yield f"{signatory.office}: {signed(decision, key)}"


def signed(decision: Decision, key: str) -> str:
    """What is to be said of one signature."""
    given = decision.facts.signatures.get(key)
    if given is None:
        return "not signed"
    place = f"({decision.source.path}:{given.name.span.line})"
    if key not in decision.signed and given.version and given.version.value in decision.versions:
        return f"signed this version, but something before it is missing {place}"
    if key not in decision.signed:
        return f"signed another version of the text {place}"
    return f"signed {place}"
