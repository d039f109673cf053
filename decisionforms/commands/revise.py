"""`revise`: freeze the text of a published decision, and open the next."""

import sys
from datetime import date
from pathlib import Path

import click

from decisionforms.decision.decision import Decision
from decisionforms.decision.form_named import Forms
from decisionforms.decision_named import decision_named
from decisionforms.diagnostics import Severity
from decisionforms.errors import OperatorError
from decisionforms.files import UnreadableFileError, read_beside, read_source
from decisionforms.kept_texts import published_path
from decisionforms.ledger import Correction, Ledger
from decisionforms.output_folder import OutputFolder, write_source
from decisionforms.project import Project, diagnose
from decisionforms.publish.candidate import Candidate, candidate_of
from decisionforms.publish.ledger import added_to
from decisionforms.publish.revising import refusals
from decisionforms.publishing import ledger_of
from decisionforms.settings import read_publishing
from decisionforms.signing import remove_signatures
from decisionforms.terminal import DONE, NOT_ALL, operator_faults_are_sentences, say, show_errors, today
from decisionforms.values.dates import write_date


@click.command("revise")
@click.argument("reference")
@click.option("--note", required=True, help="What was corrected, in a sentence for readers.")
@click.option(
    "--withhold",
    is_flag=True,
    help="Don't show this text, nor any before it, beside the corrected one: it held what should not have been public.",
)
@click.pass_obj
@operator_faults_are_sentences
def revise_command(project: Project, reference: str, note: str, withhold: bool) -> None:
    """Begin to correct a published decision: keep its text as it is on the site, and open the next.

    REFERENCE is a reference, such as PCD-1462, or a file. The text that was published stays on the site until the
    corrected one has been signed.
    """
    forms = project.forms()
    path, reading = decision_named(project, reference, forms)
    if show_errors(diagnose(reading)) or reading.decision is None:
        sys.exit(NOT_ALL)
    decision, ledger, words = reading.decision, ledger_of(project), " ".join(note.split())
    raw, frozen = read_source(path), _frozen(project, decision, ledger)
    _refuse_where_open(project, frozen, raw, decision, ledger)
    paper = candidate_of(project, reading, path.stem, read_publishing(project.root).outcomes)
    for refusal in (*refusals(decision, ledger, words), *paper.reasons):
        raise OperatorError(f"Not revised. {refusal}")
    opened = _opened(project, path, raw, decision, forms)
    _keep_appendices(project, paper, frozen)
    write_source(frozen, raw)
    correction = Correction(decision.slug, decision.version, today(), words, withhold)
    write_source(project.ledger, added_to(project.ledger_text(), (correction,)).encode("utf-8"))
    write_source(path, opened)
    say(_outcome(project, path, frozen, decision, _published_on(decision, ledger)))
    if withhold:
        say(
            "Until then everybody can read it. To take it off the site at once, add an entry under [[withdrawn]] to the ledger and publish; remove that entry when the corrected text is signed."
        )
    sys.exit(DONE)


def _frozen(project: Project, decision: Decision, ledger: Ledger) -> Path:
    """Where the text is kept: by how many texts of this decision have been published."""
    return published_path(project, decision.slug, len(ledger.histories().get(decision.slug, ())))


def _refuse_where_open(project: Project, frozen: Path, raw: bytes, decision: Decision, ledger: Ledger) -> None:
    """A correction is finished before the next begins; one that was cut off while it began can begin again."""
    if not frozen.exists():
        return
    begun = any(one.decision == decision.slug for one in ledger.corrections)
    if begun or read_source(frozen) != raw:
        raise OperatorError(
            f"Not revised. {decision.reference} is being corrected already, since {project.shown(frozen)} keeps what is published; correct it further, have it signed and publish it first."
        )


def _opened(project: Project, path: Path, raw: bytes, decision: Decision, forms: Forms) -> bytes:
    """The paper without its signatures, read again to see that nothing else changed; a transcribed record as it is."""
    if decision.facts.record:
        return raw
    text = remove_signatures(raw.decode("utf-8"))
    again = project.read_text(path, forms, text)
    faulty = any(finding.severity is Severity.ERROR for finding in again.findings)
    if (
        faulty
        or again.decision is None
        or again.decision.version != decision.version
        or again.decision.facts.signatures
    ):
        raise OperatorError(
            f"Not revised. The signatures can't be taken out of {project.shown(path)} without changing it in other ways; write them on lines of their own under “signatures:”."
        )
    return text.encode("utf-8")


def _keep_appendices(project: Project, paper: Candidate, frozen: Path) -> None:
    """The public appendices are kept with the text, so that they can be replaced for the next."""
    try:
        kept = {file: read_beside(project.decisions, file) for _, file in paper.appendices}
    except UnreadableFileError as fault:
        raise OperatorError(f"Not revised. {fault}") from None
    if kept:
        OutputFolder(frozen.with_suffix("")).write(kept)


def _published_on(decision: Decision, ledger: Ledger) -> date:
    return ledger.histories()[decision.slug][-1].on


def _outcome(project: Project, path: Path, frozen: Path, decision: Decision, on: date) -> str:
    shown, kept = project.shown(path), project.shown(frozen)
    lines = [
        f"{kept} keeps the text that was published on {write_date(on)}; it stays on the site until the next is ready."
    ]
    if decision.facts.record:
        lines.append(f"Correct {shown}: it is a transcribed record, so the next “publish” puts out what it says then.")
    else:
        lines.append(
            f"The signatures were for that text, so they are gone from {shown}. Correct it, and have it signed anew."
        )
    if decision.facts.original_kept:
        lines.append("Where it says “original_kept”, write where the new signed original is.")
    return "\n".join([*lines, f"Commit both, and {project.shown(project.ledger)}."])
