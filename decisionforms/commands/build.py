"""`build`: make the forms."""

import gc
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from decisionforms.diagnostics import Severity
from decisionforms.files import OutputFolder, is_source
from decisionforms.project import Project
from decisionforms.report.text import report, summary
from decisionforms.terminal import DONE, NOT_ALL, operator_faults_are_sentences, say, use_colour

if TYPE_CHECKING:
    from decisionforms.pipeline import Built

LONG_WORK = 50
FEW = 12


@click.command("build")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where the forms go, if not into the folder “output”.",
)
@click.option("-v", "--verbose", is_flag=True, help="Name every decision, and show the notes too.")
@click.pass_obj
@operator_faults_are_sentences
def build_command(project: Project, paths: tuple[Path, ...], output: Path | None, verbose: bool) -> None:
    """Make the forms: all of them, or those of the files and folders named.

    A draft is made too: what is missing prints as “To be written”.
    """
    from decisionforms.pipeline import build  # noqa: PLC0415 - what renders is slow to load, and --help has no need of it

    gc.freeze()  # what was loaded stays to the end
    sources = project.sources(paths)
    built: list[Built] = []
    try:
        work = build(project, sources, OutputFolder(output or project.output), whole=not paths)
        built.extend(with_progress(work, len(sources)))
    finally:
        for one in built:
            show(one, verbose=verbose)
        for one in built if verbose or len(built) <= FEW else ():
            name_output(one, project.shown(output or project.output))
        for name in passed_over(project) if not paths else ():
            say(f"Not read: {name}. The name of a decision's file ends in .md.")
        say(outcome(built))
    sys.exit(NOT_ALL if any(one.failed for one in built) else DONE)


def passed_over(project: Project) -> list[str]:
    """Files among the decisions that are not read, since their names do not end as decisions' do."""
    if not project.decisions.is_dir():
        return []
    files = (path for path in project.decisions.iterdir() if path.is_file() and not path.name.startswith("."))
    return sorted(project.shown(path) for path in files if not is_source(path) and path != project.ledger)


def show(built: "Built", *, verbose: bool) -> None:
    """Print what is to be said about one decision."""
    least = Severity.NOTE if verbose else Severity.WARNING
    shown = [one for one in built.diagnostics if one.finding.severity >= least]
    if shown:
        say(f"{report(shown)}\n")


def name_output(built: "Built", output: str) -> None:
    """Print how far a decision has come, and where its form is."""
    if not built.failed:
        say(f"{built.path}: {built.stage}, {'changed' if built.written else 'as before'}: {output}/{built.files[0]}")


def outcome(built: "list[Built]") -> str:
    """The last line: how many decisions were built, and how many were not."""
    if not built:
        return 'No decision was built. To start one: python build.py new "Its title"'
    failed = sum(one.failed for one in built)
    changed = sum(bool(one.written) for one in built)
    made = len(built) - failed
    line = f"{made} decision{'' if made == 1 else 's'} built ({changed} changed, {made - changed} as before)"
    line += (
        f", {failed} not built: what an earlier build made of {'it' if failed == 1 else 'them'} is out of date"
        if failed
        else ""
    )
    found = summary(one for each in built for one in each.diagnostics if one.finding.severity > Severity.NOTE)
    return f"{line}{f'; {found}' if found else ''}."


def with_progress(work: "Iterable[Built]", length: int) -> "Iterator[Built]":
    """The work, with a progress bar on a terminal where there is much of it."""
    if length < LONG_WORK or not sys.stderr.isatty():
        yield from work
        return
    with click.progressbar(work, length=length, label="Building", file=sys.stderr, color=use_colour()) as bar:
        yield from bar
