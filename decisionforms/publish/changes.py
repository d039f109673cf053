"""The decisions that were corrected since they were published, with the texts of each that may be shown."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
            withheld = _withheld(ledger, one.slug) - {one.version}  # which is public as long as it stands there
            texts = {version: text for version, text in shown.items() if version not in withheld}
            first = histories[one.slug][0].version
            yield Corrected(
                one.slug, one.reference, one.title, one.published, first, one.revisions, texts, one.attachments
            )


def _withheld(ledger: Ledger, slug: str) -> frozenset[str]:
    """The versions of a decision that should not have been public."""
    return frozenset(it.version for it in ledger.corrections if it.decision == slug and it.withheld)
