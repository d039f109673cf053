"""`due`: what falls due."""

from datetime import date

import click

from decisionforms.project import Project
from decisionforms.publish.due import due
from decisionforms.publishing import ledger_of
from decisionforms.terminal import operator_faults_are_sentences, say, today
from decisionforms.values.dates import write_date
from decisionforms.values.terms import Term, write_term

MONTH = 31


@click.command("due")
@click.option("--within", "days", type=click.IntRange(0, 3660), default=MONTH, help="How many days to look ahead (31).")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The day to look from, if it is not today.")
@click.pass_obj
@operator_faults_are_sentences
def due_command(project: Project, days: int, on: date | None) -> None:
    """List the deferrals that end, the confidential parts to be looked at again, and what waits to be published."""
    forms = project.forms()
    start = day_of(on)
    readings = (project.read(path, forms) for path in project.sources(()))
    decisions = (reading.decision for reading in readings if reading.decision)
    found = due(decisions, ledger_of(project), start, days)
    for one in found:
        late = "  (past)" if one.on < start else ""
        say(f"{write_date(one.on)}  {one.reference}  {one.what}{late}")
    if not found:
        say(f"Nothing falls due within {write_term(Term(days, 'day'))}.")


def day_of(given: date | None) -> date:
    """The day that was asked for, or today."""
    return date(given.year, given.month, given.day) if given else today()
