"""What can't have been: days that have not come, and what starts before it is approved."""

from collections.abc import Iterator
from datetime import date

from decisionforms.decision.facts import Field
from decisionforms.rules.dates.bounds import START, bounds, periods
from decisionforms.rules.dates.days import in_house_form
from decisionforms.rules.dates.recorded import advised, confirmed, latest_of, signed
from decisionforms.rules.paper import Paper
from decisionforms.rules.remark import Remark
from decisionforms.rules.rule import Reader, Rule
from decisionforms.values.dates import write_date

SAID_PLAINLY = frozenset(
    {"retrospective", "retrospectively", "ratify", "ratifies", "ratification", "backdated", "back-dated"}
)


def dated_in_future(paper: Paper) -> Iterator[Remark]:
    """What is recorded as done has a date that has come.

    Bad:
        deputy_mayor: {…, date: 20 June 2032}    (today is 21 June 2023)
    Good:
        deputy_mayor: {…, date: 20 June 2023}
    """
    done = [*(day for _, day in advised(paper)), *confirmed(paper), *(day for _, day in signed(paper))]
    for day in (*done, *((paper.facts.outcome.date,) if paper.facts.outcome else ())):
        if day.value > paper.reviewed:
            problem = f"{write_date(day.value)} has not come yet."
            yield Remark(
                day.span, problem, "Correct the date; often it is the year. A date is filled in once the thing is done."
            )


def retrospective_approval(paper: Paper) -> Iterator[Remark]:
    """Nothing starts before it is approved; where it has to, the paper says so.

    What was done before the signature was done without authority, and the payments for it as well. A paper that speaks
    of retrospective approval is let through. Before it is signed, the latest day recorded in it is what counts.

    Bad:
        starts: 1 June 2023
        deputy_mayor: {…, date: 20 June 2023}
    Good:
        starts: 1 July 2023
        deputy_mayor: {…, date: 20 June 2023}
    """
    starts, latest = paper.facts.starts, latest_of(paper)
    if paper.facts.outcome:
        return
    if starts is None and latest and SAID_PLAINLY.isdisjoint(paper.words):
        yield from _begun(paper, latest)
    if starts and latest and starts.value < latest.value and SAID_PLAINLY.isdisjoint(paper.words):
        problem = (
            f"It is to start on {write_date(starts.value)}, before it is approved: this is retrospective approval."
        )
        remedy = (
            "Say in the summary and the recommendation that approval is retrospective, and why; or correct the date."
        )
        yield Remark(starts.span, problem, remedy, also=((latest.span, write_date(latest.value)),))


def _begun(paper: Paper, latest: Field[date]) -> Iterator[Remark]:
    """The period in the recommendation that had begun, where no start is declared."""
    for one, _ in periods(paper, "recommendation") if paper.dates else ():
        if one.day and one.day < latest.value and one in bounds(paper, "recommendation", START):
            problem = f"It is to start on {in_house_form(one)}, before it is approved: this is retrospective approval."
            remedy = "Say in the summary and the recommendation that approval is retrospective, and why; or correct the date."
            yield paper.remark(one.start, one.end, problem, remedy, (latest.span, write_date(latest.value)))
            return


RULES = (Rule(dated_in_future, Reader.GOVERNANCE), Rule(retrospective_approval, Reader.GOVERNANCE))
