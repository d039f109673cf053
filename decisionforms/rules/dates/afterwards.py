"""What was to come after approval and did not: deferrals and reviews that were over, and forms of another time."""

from collections.abc import Iterator
from datetime import date

from decisionforms.decision.facts import Deferral, Field, PartTwo
from decisionforms.rules.dates.recorded import latest_of
from decisionforms.rules.paper import Paper
from decisionforms.rules.remark import Remark
from decisionforms.rules.rule import Reader, Rule
from decisionforms.values.dates import write_date


def deferral_already_over(paper: Paper) -> Iterator[Remark]:
    """Publication is deferred to a day after approval.

    A deferral that is over when the paper is signed defers nothing; mostly the year is wrong, and the paper would be
    published at once that was meant to wait.

    Bad:
        deferral: {reason: …, until: 1 March 2023}
        deputy_mayor: {…, date: 20 June 2023}
    Good:
        deferral: {reason: …, until: 1 March 2024}
        deputy_mayor: {…, date: 20 June 2023}
    """
    if isinstance(paper.facts.deferral, Deferral):
        yield from _over(paper, paper.facts.deferral.until, "The deferral ends")


def review_already_past(paper: Paper) -> Iterator[Remark]:
    """The confidential part is looked at again on a day after approval.

    Whether a text must still be withheld is asked anew on the day recorded for it. On a day that was past when the
    paper was signed nobody will ask.

    Bad:
        part_2: {exemption: FOIA s.43(2), kept: …, review: 1 June 2022}
        deputy_mayor: {…, date: 20 June 2023}
    Good:
        part_2: {exemption: FOIA s.43(2), kept: …, review: 1 June 2026}
        deputy_mayor: {…, date: 20 June 2023}
    """
    if isinstance(paper.facts.part_2, PartTwo):
        yield from _over(paper, paper.facts.part_2.review, "Part 2 is to be looked at again")


def _over(paper: Paper, until: Field[date] | None, what: str) -> Iterator[Remark]:
    latest = latest_of(paper)
    if until and latest and until.value <= latest.value:
        problem = f"{what} on {write_date(until.value)}, but the paper is of {write_date(latest.value)}."
        also = (latest.span, write_date(latest.value))
        yield Remark(until.span, problem, "Correct the day; often it is the year.", also=(also,))


def edition_not_of_its_date(paper: Paper) -> Iterator[Remark]:
    """A paper is on the form that was in force when it was written or signed.

    Each edition of the form asks what the law and the office asked for at its time. A paper that was begun on the old
    form and signed on the first days of the new one is let through.

    Bad:
        form: part-1/2019
        deputy_mayor: {…, date: 20 June 2023}
    Good:
        form: part-1/2023
        deputy_mayor: {…, date: 20 June 2023}
    """
    edition, latest = paper.decision.edition, latest_of(paper)
    if latest is None or edition.was_in_force(latest.value):
        return
    begun = [given.date.value for given in paper.facts.officers.values() if given.date]
    if any(edition.was_in_force(day) for day in begun):
        return
    name = paper.decision.form.name
    # An edition that was in force beside this one is a form for something else.
    others = {key: one for key, one in paper.form.editions.items() if not one.was_in_force(edition.since)}
    right = [f"{name}/{key}" for key, other in others.items() if other.was_in_force(latest.value)]
    term = f"from {write_date(edition.since)}" + (f" to {write_date(edition.until)}" if edition.until else "")
    problem = f"{paper.facts.form.value} is the form in force {term}, but the paper is of {write_date(latest.value)}."
    remedy = f"Write “form: {' or '.join(right)}”, or correct the date." if right else "Correct the form, or the date."
    yield Remark(paper.facts.form.span, problem, remedy, also=((latest.span, write_date(latest.value)),))


RULES = (
    Rule(deferral_already_over, Reader.GOVERNANCE),
    Rule(review_already_past, Reader.GOVERNANCE),
    Rule(edition_not_of_its_date, Reader.GOVERNANCE),
)
