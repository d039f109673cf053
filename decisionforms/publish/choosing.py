"""Which papers go out on an occasion, with what stands beside them and what is left of those that were taken back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from decisionforms.errors import OperatorError
from decisionforms.publish.appendices import Appendices, read_appendices
from decisionforms.publish.candidate import Candidate
from decisionforms.publish.record import Tombstone
from decisionforms.publish.selection import Occasion, Stays, select
from decisionforms.values.dates import write_date
from decisionforms.values.references import slug_of


class Chosen(Struct, frozen=True):
    """The papers that go out and their public appendices, by slug; those that stay; and those taken back."""

    public: Mapping[str, Candidate]
    appendices: Mapping[str, Appendices]
    stays: Sequence[Stays]
    tombstones: Sequence[Tombstone]


def choose(candidates: Iterable[Candidate], folder: Path, occasion: Occasion) -> Chosen:
    """What goes out of these papers, whose appendices stand in `folder`.

    Raises OperatorError where a decision that was published would be missing though nobody took it back.
    """
    selection = select(candidates, occasion)
    tombstones = tuple(_tombstones(occasion))
    taken_back = {one.slug for one in tombstones}
    passed = {slug: one for slug, one in selection.public.items() if slug not in taken_back}
    appendices = {slug: read_appendices(one.appendices, folder) for slug, one in passed.items()}
    faulty = (Stays(passed[slug], one.faults) for slug, one in appendices.items() if one.faults)
    public = {slug: one for slug, one in passed.items() if not appendices[slug].faults}
    stays = (*selection.stays, *faulty)
    _refuse_losses(occasion, public.keys() | taken_back, stays)
    return Chosen(public, appendices, stays, tombstones)


def gaps_of(occasion: Occasion, chosen: Chosen) -> Mapping[str, str]:
    """Why numbers of the series are missing: what the ledger says, and of deferred decisions what settings let be known.

    A number is not missing where its decision has a page, or had one.
    """
    there = {*chosen.public, *occasion.ledger.histories()}
    gaps = {gap.reference: gap.reason for gap in occasion.ledger.gaps if slug_of(gap.reference) not in there}
    for one in chosen.stays if occasion.settings.stubs else ():
        candidate = one.candidate
        if candidate.decided and candidate.until and candidate.until > occasion.on and not candidate.reasons:
            gaps[candidate.name] = f"Publication deferred until {write_date(candidate.until)}."
    return gaps


def _tombstones(occasion: Occasion) -> Iterator[Tombstone]:
    """What is left of the decisions that were published and are taken back by this day."""
    histories = occasion.ledger.histories()
    for one in occasion.ledger.withdrawn:
        history = histories.get(one.decision)
        if not history:
            raise OperatorError(
                f"The ledger takes back “{one.decision}”, which it never says was published; correct its name."
            )
        if one.on <= occasion.on:
            last = history[-1]
            yield Tombstone(one.decision, last.reference, last.title, history[0].on, one.on, one.reason)


def _refuse_losses(occasion: Occasion, kept: Iterable[str], stays: Iterable[Stays]) -> None:
    """A public record does not vanish because of a slip in its file."""
    reasons = {one.candidate.slug: one.reasons for one in stays}
    there = set(kept)
    for slug, history in occasion.ledger.histories().items():
        if slug not in there:
            why = " ".join(reasons.get(slug, ())) or "There is no such file any more."
            raise OperatorError(
                f"{history[-1].reference} is published and would vanish from the site. {why} Mend that; or record in the ledger that the decision is withdrawn, with the reason."
            )
