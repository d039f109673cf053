"""`check`: what a careful reader would say of the papers."""

import difflib
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path

import click

from decisionforms.checking import Checked, Purpose, check, known_names
from decisionforms.diagnostics import Diagnostic, Severity
from decisionforms.mending import mended
from decisionforms.output_folder import write_source
from decisionforms.project import Project
from decisionforms.report.as_github import as_github
from decisionforms.report.as_json import as_json
from decisionforms.report.as_sarif import as_sarif
from decisionforms.report.text import summary
from decisionforms.report.whole import as_text
from decisionforms.settings import Settings, check_names, read_settings
from decisionforms.terminal import DONE, NOT_ALL, operator_faults_are_sentences, say, today

FORMATS: Mapping[str, Callable[[Iterable[Checked], Severity], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--for",
    "goal",
    type=click.Choice(["signing"]),
    help="Also say what is still missing before it is signed, and who must act.",
)
@click.option("--select", multiple=True, metavar="NAME", help="Ask for this rule, or this family of rules, only.")
@click.option("--ignore", multiple=True, metavar="NAME", help="Leave this rule, or this family, out.")
@click.option(
    "--format",
    "shape",
    type=click.Choice(list(FORMATS)),
    default="text",
    help="For people (text) or for other programs.",
)
@click.option("--fix", is_flag=True, help="Mend faults of layout first; never a word or a figure.")
@click.option("--diff", is_flag=True, help="Only show what --fix would change.")
@click.option("-v", "--verbose", is_flag=True, help="Show the notes and the waivers too.")
@click.pass_obj
@operator_faults_are_sentences
def check_command(
    project: Project,
    paths: tuple[Path, ...],
    goal: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    shape: str,
    fix: bool,
    diff: bool,
    verbose: bool,
) -> None:
    """Say what a careful reader would: all papers, or those of the files and folders named.

    Nothing is made, and without --fix nothing is changed. “rule NAME” tells more of what a message is about.
    """
    if fix or diff:
        mend(project, project.sources(paths), only_show=diff)
    if diff:
        sys.exit(DONE)
    settings = settings_of(project, select, ignore)
    purpose = Purpose(settings, today(), goal == "signing", whole=not paths)
    checked = tuple(check(project, project.sources(paths), purpose))
    least = Severity.NOTE if verbose or shape != "text" else Severity.WARNING
    said = FORMATS[shape](checked, least)
    if said:
        say(said)
    if shape == "text":
        say(outcome(checked, [one for each in checked for one in each.diagnostics]))
    sys.exit(NOT_ALL if any(one.failed for one in checked) else DONE)


def mend(project: Project, sources: Iterable[Path], *, only_show: bool) -> None:
    """Mend the layout of these papers, or show how it would be mended."""
    forms = project.forms()
    for path in sources:
        text = project.text(path)
        better = mended(text, partial(project.read_text, path, forms)) if text else text
        if better != text and only_show:
            say(changes(project.shown(path), text, better))
        elif better != text:
            write_source(path, better.encode("utf-8"))
            say(f"{project.shown(path)}: layout mended.")


def changes(shown: str, text: str, better: str) -> str:
    """What differs, line by line."""
    lines = difflib.unified_diff(text.splitlines(), better.splitlines(), shown, shown, lineterm="")
    return "\n".join(lines)


def settings_of(project: Project, select: tuple[str, ...], ignore: tuple[str, ...]) -> Settings:
    """The settings of the project, narrowed to what is asked for now."""
    names = known_names()
    check_names((*select, *ignore), names, "--select and --ignore")
    return read_settings(project.root, names).narrowed(select, ignore)


def outcome(checked: Iterable[Checked], diagnostics: list[Diagnostic]) -> str:
    """The last line: how many papers were looked at, and how much was found."""
    count = len(tuple(checked))
    found = summary(diagnostics) or "nothing to say"
    line = f"{count} paper{'' if count == 1 else 's'} checked: {found}."
    return f"{line}\nWhat a name in square brackets asks for: python build.py rule NAME" if diagnostics else line
