"""A decision as the public record holds it: nothing that is not printed in its form, and nothing of any other paper."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from decisionforms.register import Relation


class Spend(Struct, frozen=True):
    """One declared sum in pounds, with what it is for, the budget it comes from, its financial year and type."""

    sum: Decimal
    purpose: str
    source: str
    year: str
    type: str


class Attachment(Struct, frozen=True):
    """A public file beside the page of a decision: its title, its name there, its size in bytes and its digest."""

    title: str
    name: str
    size: int
    sha256: str


class Revision(Struct, frozen=True):
    """A corrected text that was published after the first one, and what was corrected."""

    on: date
    version: str
    note: str


class Link(Struct, frozen=True):
    """A decision in a chain of extensions, with what all up to it come to; no `total` where none is declared.

    `running` leaves out what was not approved; its `outcome` says why.
    """

    slug: str
    reference: str
    title: str
    decided: date | None
    total: Decimal | None
    running: Decimal
    outcome: str = "approved"


class Record(Struct, frozen=True, kw_only=True):
    """A published decision, refusal or transcribed record.

    `outcome` is approved, refused, withdrawn or record; `maker` is the office that decides; `decided` the day of the
    last signature, of a corrected text that of the text before; `published` and `revisions` stand in the ledger.
    `deferred_until` is the day to which publication was put off, where the form prints it. `exemption` is what keeps a
    confidential part back; None where there is no such part. `chain` holds the decisions that extend one another, this
    one among them, in order.
    """

    slug: str
    reference: str
    title: str
    form: str
    version: str
    outcome: str
    stage: str
    maker: str
    decided: date | None
    published: date
    deferred_until: date | None = None
    revisions: Sequence[Revision] = ()
    directorate: str = ""
    topics: Sequence[str] = ()
    amounts: Sequence[Spend] = ()
    total: Decimal | None = None
    original_value: Decimal | None = None
    recipients: Sequence[str] = ()
    instrument: str = ""
    starts: date | None = None
    ends: date | None = None
    term: str = ""
    scheme_paragraph: str = ""
    exemption: Sequence[str] | None = None
    exemption_review: date | None = None
    relations: Sequence[Relation] = ()
    chain: Sequence[Link] = ()
    attachments: Sequence[Attachment] = ()

    @property
    def updated(self) -> date:
        """The day on which it was published last."""
        return max((self.published, *(revision.on for revision in self.revisions)))

    @property
    def held_until(self) -> date | None:
        """The day to which publication was put off after it was decided; none where that put off nothing.

        Nothing was held by a deferral that was over when the decision was made, or was recorded after publication.
        """
        held = self.decided and self.deferred_until and self.decided < self.deferred_until <= self.published
        return self.deferred_until if held else None


class Tombstone(Struct, frozen=True):
    """What is left of a decision that was taken back: its reference and title, when and why."""

    slug: str
    reference: str
    title: str
    published: date
    withdrawn: date
    reason: str


def outline_of(record: Record) -> Record:
    """The record without what is known of its texts and files: of this much lists are made, and sums."""
    return replace(record, version="", revisions=(), chain=(), attachments=())


def counted_on(record: Record) -> date:
    """The day by which the register orders a decision."""
    return record.decided or record.published


def newest_first(records: Iterable[Record]) -> Sequence[Record]:
    """The records by their day and then by number, the latest first."""
    return sorted(records, key=lambda one: (counted_on(one), in_order(one.reference)), reverse=True)


@cache  # every list and file is sorted by it
def in_order(reference: str) -> str:
    """What sorts references by their numbers: PCD 99 comes before PCD 100."""
    return re.sub(r"\d+", lambda number: number[0].zfill(9), reference)
