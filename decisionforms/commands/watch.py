"""`watch`: make the form of each paper that is saved, and say what there is to be said of it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import click

from decisionforms.commands.build import Account, findings, outcome
from decisionforms.diagnostics import Severity
from decisionforms.errors import OperatorError
from decisionforms.output_folder import OutputFolder
from decisionforms.project import Project
from decisionforms.terminal import DONE, operator_faults_are_sentences, say, today

if TYPE_CHECKING:
    from decisionforms.preview.saving import Saved
    from decisionforms.preview.unread import Unread


@click.command("watch")
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where the forms go, if not into the folder “output”.",
)
@click.option("-v", "--verbose", is_flag=True, help="Show the notes too.")
@click.pass_obj
@operator_faults_are_sentences
def watch_command(project: Project, output: Path | None, verbose: bool) -> None:
    """Build each paper as it is saved, and say what check says of it; where a template changes, build all."""
    from decisionforms.preview.desk import Desk  # noqa: PLC0415 - what renders is slow to load, and --help has no need of it
    from decisionforms.preview.saving import save  # noqa: PLC0415 - the same
    from decisionforms.preview.unread import Unread  # noqa: PLC0415 - the same
    from decisionforms.preview.watching import changes, settled  # noqa: PLC0415 - the same

    project, folder = settled(project), OutputFolder(output or project.output)
    desk, seen, unread = Desk(project, today), changes(project, Event()), Unread(project)
    least, shown = Severity.NOTE if verbose else Severity.WARNING, project.shown(folder.root)
    number = len(desk.paths())
    say(f"{number} paper{' is' if number == 1 else 's are'} watched; Ctrl-C stops it.")
    say_of(unread)
    try:
        for changed in seen:
            desk.notice(changed)
            if changed.everything:
                with faults_said():
                    build_all(project, folder, verbose=verbose)
            for path in changed.papers:
                with faults_said():
                    say(f"\n{told(save(desk, path, folder), least, shown)}")
            say_of(unread)
    except KeyboardInterrupt:
        say("Stopped.")
    sys.exit(DONE)


def say_of(unread: "Unread") -> None:
    """Say which files are not read, of those of which it was not said yet."""
    for one in unread.news():
        say(str(one))


@contextmanager
def faults_said() -> Iterator[None]:
    """Say what the operator has to mend, and go on: it may be mended by the next save."""
    try:
        yield
    except OperatorError as fault:
        say(f"\nError: {fault}", error=True)


def build_all(project: Project, folder: OutputFolder, *, verbose: bool) -> None:
    """Build all papers, since what they are made with has changed."""
    from decisionforms.pipeline import build  # noqa: PLC0415 - the same

    say("\nWhat papers are made with has changed.")
    account = Account(verbose=verbose)
    try:
        for one in build(project, project.sources(()), folder, whole=True):
            account.add(one)
    finally:
        for one in account.built:
            for line in findings(one, verbose=verbose):
                say(line)
        say(outcome(account))


def told(saved: "Saved", least: Severity, output: str) -> str:
    """What is to be said after a save: the findings, and in the last line what became of the form."""
    from decisionforms.report.whole import as_text  # noqa: PLC0415 - the same

    sheet = saved.sheet
    if sheet.gone:
        return f"{sheet.path} is no longer there; the next build of all papers removes what was made of it."
    findings = as_text([sheet.checked], least)
    if not saved.files:
        last = f"{sheet.path}: not built; any form made of it earlier is out of date."
    else:
        how = "changed" if saved.written else "as before"
        last = f"{sheet.path}: {sheet.checked.stage}, {how}: {output}/{saved.files[0]}"
    return f"{findings}\n\n{last}" if findings else last
