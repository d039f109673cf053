"""`sign`: write a signature that holds for the text as it is now."""

import sys
from datetime import date

import click

from decisionforms.decision.decision import Decision
from decisionforms.decision.reader import Forms, read_decision
from decisionforms.errors import OperatorError
from decisionforms.files import read_source, write_source
from decisionforms.project import Project, diagnose, kept_name
from decisionforms.signing import Signing, refusals, write_signature
from decisionforms.terminal import NOT_ALL, operator_faults_are_sentences, say, show_errors, today
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
    path, reading = project.find(reference, forms)
    if show_errors(diagnose(reading), also=GAPS) or reading.decision is None:
        sys.exit(NOT_ALL)
    decision = reading.decision
    if signatory not in decision.form.definition.signatories:
        raise OperatorError(
            f"“{signatory}” does not sign this form; it is one of: {', '.join(decision.form.definition.signatories)}."
        )
    signing = Signing(signatory, " ".join(name.split()), _day(day), " ".join(interests.split()), acting)
    for refusal in refusals(signing, decision, today()):
        raise OperatorError(f"Not signed. {refusal}")
    text = read_source(path).decode("utf-8")
    signed = _signed(text, signing, decision, forms)
    write_source(project.signed / kept_name(decision.slug, decision.version), text)
    write_source(path, signed)
    office = decision.form.definition.signatories[signatory].office
    say(f"Signed by {signing.name}, {office}, on {write_date(signing.day)}, for version {decision.version}.")


def _signed(text: str, signing: Signing, decision: Decision, forms: Forms) -> str:
    """The signed text, read again to see that the signature holds and that nothing else changed."""
    newline = "\r\n" if "\r\n" in text else "\n"
    signed = write_signature(text.removeprefix("\ufeff").replace("\r\n", "\n"), signing, decision.version)
    again = read_decision(decision.source.path, decision.slug, signed.encode("utf-8"), forms).decision
    if again is None or signing.signatory not in again.signed or again.version != decision.version:
        raise OperatorError(
            "Not signed: the signature would change the file in other ways. Write it by hand, as docs/writing-a-decision.md shows."
        )
    return signed.replace("\n", newline)


def _day(text: str) -> date:
    try:
        return read_date(text)
    except UnreadableValueError as fault:
        raise OperatorError(f"{fault.problem} {fault.remedy}") from None
