"""`verify`: whether a file in hand is the published one."""

import sys
from pathlib import Path

import click

from decisionforms.commands.publish import site_folder
from decisionforms.errors import OperatorError
from decisionforms.files import read_template
from decisionforms.project import Project
from decisionforms.publish.held import manifest_at
from decisionforms.publish.release import verify
from decisionforms.settings import read_publishing
from decisionforms.terminal import DONE, NOT_ALL, operator_faults_are_sentences, say


@click.command("verify")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--to", type=click.Path(path_type=Path), help="The folder of the site, if not the one in pyproject.toml.")
@click.pass_obj
@operator_faults_are_sentences
def verify_command(project: Project, file: Path, to: Path | None) -> None:
    """Say whether a Word document, a PDF or a page is the published one, sign for sign."""
    folder = site_folder(project, to, read_publishing(project.root).to)
    manifest, files = manifest_at(folder)
    if not manifest:
        raise OperatorError(f"There is no published site in {folder}; name its folder with --to.")
    names = verify(read_template(file), files)
    if names:
        say(f"{file.name} is published as {' and as '.join(names)}.")
        sys.exit(DONE)
    say(f"{file.name} is not on the site: it was changed, or it belongs to another release.")
    sys.exit(NOT_ALL)
