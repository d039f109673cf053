"""`review`: copies for reviewers who work in Word, and what they did to them."""

import re
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import click

from decisionforms.decision_named import decision_named
from decisionforms.errors import OperatorError
from decisionforms.output_folder import OutputFolder, write_source
from decisionforms.project import Project
from decisionforms.report.reviewed import as_json, as_text, status
from decisionforms.review.log import log_of, note
from decisionforms.reviewing import Combined, Review, combine, returned, take_in
from decisionforms.terminal import DONE, NOT_ALL, operator_faults_are_sentences, say, today

WHOM = re.compile(r"[a-z][a-z0-9_-]{0,40}")
FORMATS: Mapping[str, Callable[[Sequence[Review], Sequence[Combined]], str]] = {"text": as_text, "json": as_json}


@click.group("review")
def review_command() -> None:
    """Copies for reviewers who work in Word: send them out, and take in what comes back."""


@review_command.command("out")
@click.argument("reference")
@click.option(
    "--to",
    default="",
    metavar="WHOM",
    help="Who is to review it: a row of the declaration, such as legal, or a name in small letters.",
)
@click.pass_obj
@operator_faults_are_sentences
def review_out(project: Project, reference: str, to: str) -> None:
    """Make a review copy of a paper, with tracking on and what `check` says as comments.

    REFERENCE is a reference, such as PCD-1462, or a file. The copy holds the whole source with all its facts: send it
    to reviewers, and never publish it.
    """
    if to and not WHOM.fullmatch(to):
        raise OperatorError(f"“{to}” can't be a name here; use small letters and digits, such as legal.")
    # What checks a paper is slow to load, and only this verb needs it.
    from decisionforms.sending import send  # noqa: PLC0415

    copy = send(project, reference, to, today())
    name = f"reviews/{copy.sent.paper}{f'-{to}' if to else ''}.docx"
    OutputFolder(project.output).write({name: copy.data})
    note(project, copy.sent)
    say(
        f"{project.shown(project.output)}/{name} is the copy{f' for {to}' if to else ''}. It holds all facts of the paper, so never publish it."
    )
    say(f"{project.shown(project.reviews)} has that it was made; commit it.")
    if copy.is_signed:
        say(
            "It is signed already: whatever is taken over from the review ends its signatures. What is published is corrected with “revise”."
        )
    sys.exit(DONE)


@review_command.command("in")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--apply", "applied", is_flag=True, help="Write into the paper what can be taken over exactly.")
@click.option(
    "--format",
    "shape",
    type=click.Choice(list(FORMATS)),
    default="text",
    help="For people (text) or for other programs.",
)
@click.pass_obj
@operator_faults_are_sentences
def review_in(project: Project, files: tuple[Path, ...], applied: bool, shape: str) -> None:
    """Say what reviewers changed in these copies, and with --apply take it over.

    What can't be taken over exactly, and what was said in comments, is told and left to you. Nothing is ever guessed.
    """
    sent = log_of(project).sent
    reviews = [take_in(project, path, sent) for path in files]
    combined = list(combine(project, reviews))
    if told := FORMATS[shape](reviews, combined):
        say(told)
    for one in combined if applied else ():
        written = _write(project, one)
        if shape == "text":
            say(written)
    note(project, *(returned(review, combined, today(), applied=applied) for review in reviews))
    left = any(change.why for review in reviews for change in review.changes) or any(one.conflicts for one in combined)
    sys.exit(NOT_ALL if left else DONE)


@review_command.command("status")
@click.argument("reference", required=False)
@click.pass_obj
@operator_faults_are_sentences
def review_status(project: Project, reference: str | None) -> None:
    """Say who has which copy, what came back, and what is open."""
    log = log_of(project)
    papers = dict.fromkeys(sent.paper for sent in log.sent)
    if reference:
        path, reading = decision_named(project, reference, project.forms())
        papers = dict.fromkeys([reading.decision.slug if reading.decision else path.stem])
    for paper in papers:
        for sent in (one for one in log.sent if one.paper == paper):
            say(status(sent, log))
    if not log.sent:
        say("No review copy has been made yet. To make one: python build.py review out REFERENCE --to legal")
    sys.exit(DONE)


def _write(project: Project, combined: Combined) -> str:
    """Write a paper as it is now; what is to be said of that."""
    shown = project.shown(combined.path)
    if combined.text == project.text(combined.path):
        return f"{shown} stays as it is."
    write_source(combined.path, combined.text.encode("utf-8"))
    return f"{shown} has what could be taken over. Look at it with: git diff {shown}"
