"""`sign`: write a signature that holds for the text as it is now."""

import sys
from datetime import date

import click

from decisionforms.decision.decision import Decision
from decisionforms.decision.facts import Facts
from decisionforms.decision.form_named import Forms
from decisionforms.decision.reader import read_decision
from decisionforms.decision_named import decision_named
from decisionforms.diagnostics import Severity
from decisionforms.errors import OperatorError
from decisionforms.files import read_source
from decisionforms.kept_texts import signed_path
from decisionforms.output_folder import write_source
from decisionforms.project import Project, diagnose
from decisionforms.signing import Signing, refusals, write_signature
from decisionforms.terminal import NOT_ALL, operator_faults_are_sentences, say, show_errors, today
from decisionforms.text.yaml_reader import normal_key
from decisionforms.values.dates import read_date, write_date
from decisionforms.values.unreadable import UnreadableValueError

# Warnings that a paper can be built with, but not signed.
GAPS = {"missing-section", "empty-section", "missing-fact"}


@click.command("sign")
@click.argument("reference")
@click.option("--as", "signatory", required=True, help="Who signs: the word for it under “signatures” in the file.")
@click.option("--name", required=True, help="The name of the person who signs.")
@click.option("--date", "day", required=True, help="The day of signing, such as 20 June 2023.")
@click.option("--interests", default="", help="The interests of whoever states them: none, or which.")
@click.option("--acting", is_flag=True, help="The person signs for the office, acting.")
@click.pass_obj
@operator_faults_are_sentences
def sign_command(
    project: Project, reference: str, signatory: str, name: str, day: str, interests: str, acting: bool
) -> None:
    """Write a signature into a decision, with the version of the text it holds for.

    REFERENCE is a reference, such as PCD-1462, or a file. A word changed afterwards makes the signature void.
    """
    forms = project.forms()
    path, reading = decision_named(project, reference, forms)
    if reading.decision and reading.decision.facts.record:
        raise OperatorError("Not signed. A transcribed record of a published decision is not signed again.")
    if show_errors(diagnose(reading), also=GAPS) or reading.decision is None:
        sys.exit(NOT_ALL)
    decision = reading.decision
    signatory = normal_key(signatory)
    if signatory not in decision.form.definition.signatories:
        raise OperatorError(
            f"“{signatory}” does not sign this form; it is one of: {', '.join(decision.form.definition.signatories)}."
        )
    signing = Signing(signatory, " ".join(name.split()), _day(day), " ".join(interests.split()), acting)
    for refusal in refusals(signing, decision, today()):
        raise OperatorError(f"Not signed. {refusal}")
    raw = read_source(path)
    signed = _signed(raw.decode("utf-8"), signing, decision, forms)
    write_source(signed_path(project, decision.slug, decision.version), raw)
    write_source(path, signed.encode("utf-8"))
    say(_outcome(signing, decision))


def _signed(raw: str, signing: Signing, decision: Decision, forms: Forms) -> str:
    """The signed text, read again to see that the signature holds and that nothing else changed."""
    signed = write_signature(raw, signing, decision.version)
    reading = read_decision(decision.source.path, decision.slug, signed.encode("utf-8"), forms)
    again = reading.decision
    kept = again is not None and _without_signatures(again.facts) == _without_signatures(decision.facts)
    faulty = any(finding.severity is Severity.ERROR for finding in reading.findings)
    if (
        again is None
        or faulty
        or not kept
        or signing.signatory not in again.signed
        or again.version != decision.version
    ):
        raise OperatorError(
            "Not signed: the signature would change the file in other ways. Write it by hand, as docs/writing-a-decision.md shows."
        )
    return signed


def _without_signatures(facts: Facts) -> tuple[object, ...]:
    """What signing leaves as it is beyond the text itself, and who else has signed."""
    kept = facts.original_kept.value if facts.original_kept else ""
    return (kept, [waiver.text.value for waiver in facts.waivers])


def _outcome(signing: Signing, decision: Decision) -> str:
    office = decision.form.definition.signatories[signing.signatory].office
    line = f"Signed by {signing.name}, {office}, on {write_date(signing.day)}, for version {decision.version}."
    before = decision.facts.signatures.get(signing.signatory)
    return (
        f"{line} This replaces the signature of {before.name.value} of {write_date(before.date.value)}."
        if before
        else line
    )


def _day(text: str) -> date:
    try:
        return read_date(text)
    except UnreadableValueError as fault:
        raise OperatorError(f"{fault.problem} {fault.remedy}") from None
