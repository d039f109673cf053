"""What came back that belongs to the facts of a paper: proposed for its author to write there, never written."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from decisionforms.decision.decision import Decision
from decisionforms.form.declaration import Advised
from decisionforms.review.changes import Change, authors_of
from decisionforms.review.comments import Comment
from decisionforms.review.envelope import Envelope
from decisionforms.text.yaml_values import quoted
from decisionforms.values.dates import read_date, write_date
from decisionforms.values.unreadable import UnreadableValueError


class Proposal(Struct, frozen=True):
    """Facts as they could be written, and why."""

    facts: str
    why: str


def proposals_of(
    decision: Decision, envelope: Envelope, changes: Sequence[Change], comments: Sequence[Comment]
) -> list[Proposal]:
    """What the author may accept: another title, and the advice of whoever the copy was sent to."""
    return [*_title(decision, changes), *_clearance(decision, envelope, changes, comments)]


def _title(decision: Decision, changes: Sequence[Change]) -> Iterator[Proposal]:
    label = decision.form.definition.words.title
    for change in changes:
        if change.why and change.before.startswith(label) and change.after.startswith(label):
            title = change.after.removeprefix(label).strip()
            yield Proposal(f"title: {quoted(title)}", "The title was changed in Word.")


def _clearance(
    decision: Decision, envelope: Envelope, changes: Sequence[Change], comments: Sequence[Comment]
) -> Iterator[Proposal]:
    row = decision.form.definition.rows.get(envelope.to)
    statement = next((one for one in row.statements if isinstance(one.when, Advised)), None) if row else None
    if statement is None:
        return
    worked = {**authors_of(changes), **{one.author: one.date[:10] for one in comments if one.author}}
    for author, day in sorted(worked.items(), key=lambda one: one[1])[-1:]:
        yield Proposal(
            f"{envelope.to}: {statement.recorded({'by': quoted(author), 'date': _day(day)})}",
            f"The copy went to {envelope.to} and came back. Write this under “advice:” if it is their advice{_in_place_of(decision, envelope.to)}.",
        )


def _in_place_of(decision: Decision, row: str) -> str:
    """What is recorded of this advice now, if anything is."""
    given = decision.facts.advice.get(row)
    line = decision.source.lines[given.answer.span.line - 1].strip() if given else ""
    return f", in place of: {line}" if line else ""


def _day(day: str) -> str:
    try:
        return write_date(read_date(day))
    except UnreadableValueError:
        return "…"
