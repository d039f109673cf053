"""Which papers go out on an occasion, with what stands beside them and what is left of those that were taken back."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from decisionforms.errors import OperatorError
from decisionforms.publish.appendices import Appendices, kept_beside, read_appendices
from decisionforms.publish.candidate import Candidate
from decisionforms.publish.earlier import earlier_texts
from decisionforms.publish.exempt import Exempt, exempt_files
from decisionforms.publish.record import Tombstone
from decisionforms.publish.selection import Occasion, Stays, select
from decisionforms.values.dates import write_date
from decisionforms.values.references import slug_of

STANDS = "The text that was published before stays on the site until then."


class Chosen(Struct, frozen=True):
    """The papers that go out and their public appendices, by slug; those that stay; and those taken back.

    `earlier` are the texts that were published before they were corrected, by slug and version.
    """

    public: Mapping[str, Candidate]
    appendices: Mapping[str, Appendices]
    stays: Sequence[Stays]
    tombstones: Sequence[Tombstone]
    earlier: Mapping[str, Mapping[str, Candidate]] = {}


def choose(
    candidates: Iterable[Candidate], folder: Path, occasion: Occasion, frozen: Iterable[Candidate] = ()
) -> Chosen:
    """What goes out of these papers, whose appendices stand in `folder`.

    Where a published paper is being corrected and is not ready yet, its `frozen` text goes on being published. Raises
    OperatorError where a decision that was published would be missing though nobody took it back.
    """
    papers = tuple(candidates)
    selection, earlier = select(papers, occasion), earlier_texts(frozen, occasion.ledger)
    tombstones = tuple(_tombstones(occasion))
    taken_back = {one.slug for one in tombstones}
    published = earlier.published_last(occasion.ledger)
    open_texts = (one for slug, one in published.items() if slug not in selection.public)
    exempt = exempt_files((*papers, *open_texts), folder)
    ready = _whole(selection.public, taken_back, lambda _: folder, exempt)
    but = taken_back | ready.papers.keys()
    standing = _whole(published, but, lambda one: kept_beside(one.path, folder), exempt)
    going_out = sorted({**ready.papers, **standing.papers}.items())
    public = {slug: earlier.decided_first(one) for slug, one in going_out}
    open_ones = (_still_open(one, standing.papers) for one in (*selection.stays, *ready.faulty))
    stays = (*open_ones, *standing.faulty, *earlier.strays)
    _refuse_losses(occasion, public.keys() | taken_back, stays)
    return Chosen(public, {**ready.appendices, **standing.appendices}, stays, tombstones, earlier.texts)


class _Whole(Struct, frozen=True):
    """Papers with their appendices, by slug; of those that are `faulty` an appendix is missing, or can't go out."""

    papers: Mapping[str, Candidate]
    appendices: Mapping[str, Appendices]
    faulty: Sequence[Stays]


def _whole(
    papers: Mapping[str, Candidate], but: Container[str], folder: Callable[[Candidate], Path], exempt: Exempt
) -> _Whole:
    """These papers, but for some slugs, as far as their appendices are there, in the `folder` of each, and not exempt."""
    wanted = {slug: one for slug, one in papers.items() if slug not in but}
    read = {slug: read_appendices(one.appendices, folder(one)) for slug, one in wanted.items()}
    faults = {slug: (*one.faults, *exempt.faults(wanted[slug], one)) for slug, one in read.items()}
    whole = {slug: one for slug, one in wanted.items() if not faults[slug]}
    faulty = tuple(Stays(wanted[slug], some) for slug, some in faults.items() if some)
    return _Whole(whole, {slug: read[slug] for slug in whole}, faulty)


def _still_open(stays: Stays, standing: Container[str]) -> Stays:
    """Of a paper that is being corrected, what becomes of the text before."""
    return replace(stays, reasons=(*stays.reasons, STANDS)) if stays.candidate.slug in standing else stays


def gaps_of(occasion: Occasion, chosen: Chosen) -> Mapping[str, str]:
    """Why numbers of the series are missing: what the ledger says, and of deferred decisions what settings let be known.

    A number is not missing where its decision has a page, or had one.
    """
    there = {*chosen.public, *occasion.ledger.histories()}
    gaps = {gap.reference: gap.reason for gap in occasion.ledger.gaps if slug_of(gap.reference) not in there}
    for one in chosen.stays if occasion.settings.stubs else ():
        candidate = one.candidate
        missing = candidate.decided and not candidate.reasons and candidate.slug not in there
        if missing and candidate.until and candidate.until > occasion.on:
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
                f"{history[-1].reference} is published and would vanish from the site. {why} Mend that, or put back the text that was published and run “revise” before you correct it; or record in the ledger that the decision is withdrawn, with the reason."
            )
