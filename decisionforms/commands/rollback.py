"""`rollback`: the site as it was before."""

from pathlib import Path

import click

from decisionforms.commands.publish import site_folder
from decisionforms.project import Project
from decisionforms.publish.going_back import refuse_what_is_gone
from decisionforms.publish.switch import rollback
from decisionforms.publishing import ledger_of
from decisionforms.settings import read_publishing
from decisionforms.terminal import operator_faults_are_sentences, say, today


@click.command("rollback")
@click.option("--to", type=click.Path(path_type=Path), help="The folder of the site, if not the one in pyproject.toml.")
@click.pass_obj
@operator_faults_are_sentences
def rollback_command(project: Project, to: Path | None) -> None:
    """Put back the release that was on the site before, unless that brings back what was taken back or is withheld.

    The ledger stays as it is: what was published once was published.
    """
    folder = site_folder(project, to, read_publishing(project.root).to)
    done = rollback(folder, refuse=refuse_what_is_gone(ledger_of(project), today()))
    changed, back = done.changes, len(done.changes.appear)
    say(
        f"{folder} is as it was before: {back} file{'' if back == 1 else 's'} came back, {len(changed.change)} changed, {len(changed.go)} went."
    )
