"""What falls due: deferrals that end, confidential parts to be looked at again, and what waits to go out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import TypeAlias

from msgspec import Struct

from decisionforms.decision.decision import Decision
from decisionforms.decision.facts import PartTwo
from decisionforms.decision.stage import Stage
from decisionforms.ledger import Ledger, Published
from decisionforms.publish.gate import DECIDED, ends_on

Histories: TypeAlias = Mapping[str, Sequence[Published]]


class Due(Struct, frozen=True, order=True):
    """Something that somebody has to do, or that happens by itself, on a day."""

    on: date
    reference: str
    what: str


def due(decisions: Iterable[Decision], ledger: Ledger, today: date, days: int) -> tuple[Due, ...]:
    """What falls due up to so many days from today, and what is past and was not done, the earliest first."""
    last, histories = today + timedelta(days=days), ledger.histories()
    found = (*_open_corrections(ledger, histories), *(one for each in decisions for one in _of(each, histories)))
    return tuple(sorted(one for one in found if one.on <= last))


def _open_corrections(ledger: Ledger, histories: Histories) -> Iterator[Due]:
    """The corrections that were begun and of which no text has been published yet."""
    gone = {one.decision for one in ledger.withdrawn}
    for one in ledger.corrections:
        last = histories[one.decision][-1] if one.decision in histories else None
        if last and last.version == one.version and one.decision not in gone:
            yield Due(
                one.on, last.reference, f"Its correction was begun on this day, and has not been published: {one.note}"
            )


def _of(decision: Decision, published: Histories) -> Iterator[Due]:
    reference = decision.reference or decision.slug
    until = ends_on(decision)
    if until is None and decision.stage is Stage.APPROVED and decision.slug not in published:
        signed = max(one.date.value for one in decision.signed.values())
        yield Due(signed, reference, "It was signed on this day, and has not been published.")
    if until and decision.slug not in published:
        yield Due(until, reference, f"Its deferral ends. {_then(decision)}")
    part_2 = decision.facts.part_2
    if isinstance(part_2, PartTwo) and part_2.review:
        yield Due(part_2.review.value, reference, "See whether its confidential part still has to be kept back.")


def _then(decision: Decision) -> str:
    if decision.stage in DECIDED:
        return "From that day the next “publish” puts it on the site."
    return f"But it is {decision.stage.words(decision.form.definition).name.lower()}, so it will not go out then."
