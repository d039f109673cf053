"""The public records of one occasion, with what they owe to one another and to the ledger."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from decisionforms.decision.facts import Naming
from decisionforms.ledger import Published
from decisionforms.publish.chains import chains_of
from decisionforms.publish.choosing import Chosen
from decisionforms.publish.record import Record, Revision, newest_first
from decisionforms.publish.selection import Occasion
from decisionforms.register import Register, entry_of, make_register


def register_of(chosen: Chosen) -> Register:
    """The decisions that exist for the public, and nothing of any other.

    A request that was refused or withdrawn replaces and extends none of them.
    """
    named = ((slug, one.naming if one.decided else _asked(one.naming)) for slug, one in chosen.public.items())
    return make_register(entry_of(slug, naming) for slug, naming in named if naming)


def _asked(naming: Naming | None) -> Naming | None:
    """What a request that came to nothing says of others, as far as that is true of them."""
    return replace(naming, extends=(), replaces=()) if naming else None


def entries_of(chosen: Chosen, occasion: Occasion) -> Iterator[Published]:
    """What the ledger gains: a line for each decision that goes out for the first time, or in another version."""
    histories = occasion.ledger.histories()
    for slug, one in chosen.public.items():
        history = histories.get(slug)
        if one.record and (not history or history[-1].version != one.record.version):
            corrected = occasion.ledger.correction_of(slug, history[-1].version) if history else None
            note = corrected.note if corrected else ""
            yield Published(slug, one.record.reference, one.record.title, occasion.on, one.record.version, note)


def records_of(chosen: Chosen, register: Register, occasion: Occasion) -> Sequence[Record]:
    """The records, the last decided first."""
    histories = _histories(chosen, occasion)
    chains = chains_of(chosen.public)
    records = (
        replace(
            one.record,
            published=histories[slug][0].on,
            revisions=tuple(Revision(entry.on, entry.version, entry.note) for entry in histories[slug][1:]),
            relations=register.relations(slug, one.naming),
            chain=chains.get(slug, ()),
            attachments=chosen.appendices[slug].attachments,
        )
        for slug, one in chosen.public.items()
        if one.record and one.naming
    )
    return tuple(newest_first(records))


def _histories(chosen: Chosen, occasion: Occasion) -> Mapping[str, Sequence[Published]]:
    """What will have been published of each decision once this publication is done."""
    histories = {slug: list(history) for slug, history in occasion.ledger.histories().items()}
    for entry in entries_of(chosen, occasion):
        histories.setdefault(entry.decision, []).append(entry)
    return histories
