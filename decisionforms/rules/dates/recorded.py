"""The days that are recorded in a paper: when it was confirmed, advised on and signed."""

from collections.abc import Iterator
from datetime import date

from decisionforms.decision.facts import Field
from decisionforms.form.declaration import Advised
from decisionforms.form.signatories import Signatory
from decisionforms.rules.paper import Paper


def signed(paper: Paper) -> Iterator[tuple[Signatory, Field[date]]]:
    """The signatures that are given, in the order of the form."""
    for key, signatory in paper.form.signatories.items():
        if key in paper.facts.signatures:
            yield signatory, paper.facts.signatures[key].date


def confirmed(paper: Paper) -> Iterator[Field[date]]:
    """The days on which officers confirmed the paper."""
    yield from (given.date for given in paper.facts.officers.values() if given.date)


def advised(paper: Paper) -> Iterator[tuple[str, Field[date]]]:
    """The days on which advice was given, by row; what is to be completed some day is no advice."""
    for key, given in paper.facts.advice.items():
        row = paper.form.rows.get(key)
        statement = row.statement_for(given.answer.value) if row and given.date else None
        if statement and given.date and isinstance(statement.when, Advised):
            yield key, given.date


def latest_of(paper: Paper) -> Field[date] | None:
    """The day of approval; of what is not approved yet, the latest day on which something was done to it."""
    for signatory, day in signed(paper):
        if signatory.brings == "approved":
            return day
    days = [*(day for _, day in signed(paper)), *confirmed(paper), *(day for _, day in advised(paper))]
    return max(days, key=lambda day: day.value, default=None)
