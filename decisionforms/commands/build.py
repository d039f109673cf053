"""`build`: make the forms."""

import gc
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from decisionforms.building import CLUSTER, HERE, PROCESSES
from decisionforms.diagnostics import Diagnostic, Severity
from decisionforms.not_read import not_read
from decisionforms.output_folder import OutputFolder
from decisionforms.project import Project
from decisionforms.report.text import report, summary
from decisionforms.stamp import Stamp, trace_of
from decisionforms.terminal import DONE, INPUTS, NOT_ALL, operator_faults_are_sentences, say, use_colour

if TYPE_CHECKING:
    from decisionforms.building.paper import Built
    from decisionforms.not_read import NotRead

LONG_WORK = 50
FEW = 12


def who_works(_context: click.Context, _option: click.Parameter, given: str) -> str:
    """Who does the work. Raises click's own fault where that is nobody known."""
    if given not in {PROCESSES, HERE} and not given.startswith(CLUSTER):
        raise click.BadParameter(
            f"“{given}” is not known; give processes, here, or dask: and the address of a scheduler."
        )
    return given


@click.command("build")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where the forms go, if not into the folder “output”.",
)
@click.option("-v", "--verbose", is_flag=True, help="Name every decision, and show the notes too.")
@click.option(
    "--executor",
    "by",
    default=PROCESSES,
    callback=who_works,
    help="Who makes them: processes of this machine, this one (here), or a cluster (dask:ADDRESS).",
)
@click.pass_obj
@operator_faults_are_sentences
def build_command(project: Project, paths: tuple[Path, ...], output: Path | None, verbose: bool, by: str) -> None:
    """Make the forms: all of them, or those of the files and folders named.

    A draft is made too: what is missing prints as “To be written”. What nothing has changed is left as it is.
    """
    from decisionforms.pipeline import MADE, build  # noqa: PLC0415 - what renders is slow to load, and --help has no need of it

    gc.freeze()  # what was loaded stays to the end
    sources, other = project.sources(paths), () if paths else not_read(project)
    folder, shown = OutputFolder(output or project.output), project.shown(output or project.output)
    account = Account(verbose=verbose)
    with closing(Stamp(str(project.root), click.get_current_context().meta[INPUTS])) as stamp:
        try:
            for one in with_progress(build(project, sources, folder, whole=not paths, by=by), len(sources)):
                account.add(one)
                stamp.add([f"{folder.root}/{name}" for name in one.files], one.left)
        finally:
            for line in told(account, other, shown, verbose=verbose):
                say(line)
        code, made = NOT_ALL if account.failed else DONE, f"{folder.root}/{MADE}"
        stamp.add([made], [trace_of(made)])
        stamp.end(code, told(account.again(), other, shown, verbose=False))
    sys.exit(code)


class Account:
    """What came of a build: how many papers, and those of which there is more to be said than that they were made."""

    def __init__(self, *, verbose: bool = False) -> None:
        self.number = self.failed = self.changed = 0
        self.built: list[Built] = []
        self._all = verbose

    def add(self, one: "Built") -> None:
        """Take in what came of one paper."""
        self.number += 1
        self.failed += one.failed
        self.changed += bool(one.written)
        if self._all or self.number <= FEW or any(said(one, Severity.WARNING)):
            self.built.append(one)

    def again(self) -> "Account":
        """What would come of the same build if it were run again, with nothing to be written."""
        same = copy(self)
        same.changed, same.built = 0, [replace(one, written=()) for one in self.built]
        return same


def told(account: Account, other: "Iterable[NotRead]", output: str, *, verbose: bool) -> "Iterator[str]":
    """What a build says of what came of it, line by line; `other` are files that were passed over."""
    for one in account.built:
        yield from findings(one, verbose=verbose)
    for one in account.built if verbose or account.number <= FEW else ():
        yield from place(one, output)
    if account.number <= FEW:
        yield from what_next([one.path for one in account.built if one.written])
    yield from map(str, other)
    yield outcome(account)


def findings(built: "Built", *, verbose: bool) -> "Iterator[str]":
    """What is to be said about one decision."""
    least = Severity.NOTE if verbose else Severity.WARNING
    if shown := list(said(built, least)):
        yield f"{report(shown)}\n"


def said(built: "Built", least: Severity) -> "Iterator[Diagnostic]":
    """What is to be said about one decision, if it matters so much."""
    return (one for one in built.diagnostics if one.finding.severity >= least)


def place(built: "Built", output: str) -> "Iterator[str]":
    """How far a decision has come, and where its form is."""
    if not built.failed:
        yield f"{built.path}: {built.stage}, {'changed' if built.written else 'as before'}: {output}/{built.files[0]}"


def what_next(changed: Sequence[str]) -> "Iterator[str]":
    """Where to hear what a build does not look at: whether sums, dates and references agree."""
    if changed:
        yield f"What a careful reader would say of {'it' if len(changed) == 1 else 'them'}: python build.py check {' '.join(changed)}"


def outcome(account: Account) -> str:
    """The last line: how many decisions were built, and how many were not."""
    if not account.number:
        return 'No decision was built. To start one: python build.py new "Its title"'
    failed, changed = account.failed, account.changed
    made = account.number - failed
    line = f"{made} decision{'' if made == 1 else 's'} built ({changed} changed, {made - changed} as before)"
    line += (
        f", {failed} not built: any form made of {'it' if failed == 1 else 'them'} earlier is out of date"
        if failed
        else ""
    )
    found = summary(one for each in account.built for one in said(each, Severity.WARNING))
    return f"{line}{f'; {found}' if found else ''}."


def with_progress(work: "Iterable[Built]", length: int) -> "Iterator[Built]":
    """The work, with a progress bar on a terminal where there is much of it."""
    if length < LONG_WORK or not sys.stderr.isatty():
        yield from work
        return
    with click.progressbar(work, length=length, label="Building", file=sys.stderr, color=use_colour()) as bar:
        yield from bar
