"""The decisions that were corrected since they were published, with the texts of each that may be shown."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct

from decisionforms.ledger import Ledger
from decisionforms.publish.choosing import Chosen
from decisionforms.publish.record import Attachment, Record, Revision


class Text(Struct, frozen=True):
    """A published text: the place of its file, the digest of that, and the title and file of each public appendix."""

    path: str
    source: bytes
    appendices: Sequence[tuple[str, str]]


class Corrected(Struct, frozen=True):
    """A decision that was corrected: its first version and its revisions, and by version the texts that may be shown.

    `attachments` are its public appendices as they are now.
    """

    slug: str
    reference: str
    title: str
    published: date
    first: str
    revisions: Sequence[Revision]
    texts: Mapping[str, Text]
    attachments: Sequence[Attachment]


def corrected(
    records: Iterable[Record], chosen: Chosen, ledger: Ledger, sources: Mapping[str, bytes]
) -> Iterator[Corrected]:
    """The decisions that were corrected; `sources` are the digests of all papers' files by path."""
    histories = ledger.histories()
    for one in records:
        if one.revisions:
            known = {**chosen.earlier.get(one.slug, {}), one.version: chosen.public[one.slug]}
            shown = {version: Text(it.path, sources[it.path], it.appendices) for version, it in known.items()}
            first = histories[one.slug][0].version
            withheld = withheld_in(ledger, one.slug, (first, *(revision.version for revision in one.revisions)))
            texts = {version: text for version, text in shown.items() if version not in withheld}
            yield Corrected(
                one.slug, one.reference, one.title, one.published, first, one.revisions, texts, one.attachments
            )


def withheld_in(ledger: Ledger, slug: str, versions: Sequence[str]) -> Collection[str]:
    """Of the versions of a decision those up to the last one that should not have been public, since each may hold the same.

    The present one is public as long as it stands there.
    """
    named = {it.version for it in ledger.corrections if it.decision == slug and it.withheld} - {versions[-1]}
    last = max((at for at, version in enumerate(versions, 1) if version in named), default=0)
    return {*versions[:last]} - {versions[-1]}
