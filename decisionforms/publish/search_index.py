"""What the search page looks things up in: a catalogue of all decisions, and their words in blocks.

A block has the decisions of one year, the first of them in its first block: a new one changes the last block of its
year, and none of another. Everything here follows from the public records alone.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby

import msgspec
from msgspec import Struct, field

from decisionforms.publish.addresses import maker_folder, search_block, topic_folder
from decisionforms.publish.listing import MAKER, TOPIC, Listing, listings_of
from decisionforms.publish.record import Record, Tombstone, counted_on, newest_first
from decisionforms.publish.words import in_order

# The decisions of a block by letters: each stands for one.
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
ENCODER = msgspec.json.Encoder(decimal_format="number")


class Missing(Struct, frozen=True):
    """A number without a decision to read, and the public reason; `slug` names the page of one that was taken back."""

    reference: str
    reason: str
    slug: str = ""


class Catalogue(Struct, frozen=True):
    """Every decision, the newest first, column by column.

    `makers` and `topics` are (name in addresses, name); `maker` and `on` hold places in them, `maker` none where the
    name can't stand in an address. `to` holds places in `recipients`. `blocks` are files beside this one, the newest
    first.
    """

    blocks: Sequence[str]
    missing: Sequence[Missing]
    makers: Sequence[tuple[str, str]]
    topics: Sequence[tuple[str, str]]
    recipients: Sequence[str]
    slug: Sequence[str]
    reference: Sequence[str]
    title: Sequence[str]
    day: Sequence[date]
    maker: Sequence[int | None]
    on: Sequence[Sequence[int]]
    to: Sequence[Sequence[int]]
    outcome: Sequence[str]
    total: Sequence[Decimal | None]


class Block(Struct, frozen=True):
    """The words of some decisions, sorted; for each, in the same order, the letters of those that have it."""

    decisions: Sequence[str]
    words: str
    having: str = field(name="in")


def blocks_of(newest: Sequence[Record]) -> Mapping[str, Sequence[str]]:
    """The slugs in each block by its path, the newest block first; the records stand in that order too."""
    found: dict[str, Sequence[str]] = {}
    for year, some in groupby(reversed(newest), lambda one: counted_on(one).year):
        slugs = [one.slug for one in some]
        for at in range(0, len(slugs), len(LETTERS)):
            found[search_block(year, at // len(LETTERS) + 1)] = slugs[at : at + len(LETTERS)]
    return dict(reversed(found.items()))


def catalogue(records: Sequence[Record], tombstones: Iterable[Tombstone] = (), gaps: Mapping[str, str] = {}) -> bytes:
    """The catalogue as JSON; `gaps` tells why a number of the series is missing."""
    newest = newest_first(records)
    listings = listings_of(newest)
    makers, topics = _of_kind(listings, MAKER), _of_kind(listings, TOPIC)
    maker_at, topic_at = ({folder: at for at, folder in enumerate(some)} for some in (makers, topics))
    recipients = sorted({name for one in newest for name in one.recipients})
    recipient_at = {name: at for at, name in enumerate(recipients)}
    columns = Catalogue(
        blocks=[path.rpartition("/")[2] for path in blocks_of(newest)],
        missing=list(_missing({one.slug for one in newest}, tombstones, gaps)),
        makers=[(one.key, one.name) for one in makers.values()],
        topics=[(one.key, one.name) for one in topics.values()],
        recipients=recipients,
        slug=[one.slug for one in newest],
        reference=[one.reference for one in newest],
        title=[one.title for one in newest],
        day=[counted_on(one) for one in newest],
        maker=[maker_at.get(maker_folder(one.maker)) for one in newest],
        on=[sorted({topic_at[at] for at in map(topic_folder, one.topics) if at in topic_at}) for one in newest],
        to=[[recipient_at[name] for name in one.recipients] for one in newest],
        outcome=[one.outcome for one in newest],
        total=[one.total for one in newest],
    )
    return ENCODER.encode(columns)


def _missing(published: Container[str], tombstones: Iterable[Tombstone], gaps: Mapping[str, str]) -> Iterator[Missing]:
    yield from (Missing(reference, reason) for reference, reason in sorted(gaps.items()))
    yield from (Missing(one.reference, one.reason, one.slug) for one in tombstones if one.slug not in published)


def block(words: Mapping[str, str]) -> bytes:
    """A block as JSON; `words` are those of each decision by slug, with a space between."""
    having: dict[str, list[str]] = {}
    for letter, one in zip(LETTERS, words.values(), strict=False):
        for word in one.split(" "):
            having.setdefault(word, []).append(letter)
    ordered = sorted(having, key=in_order)
    return ENCODER.encode(Block(list(words), " ".join(ordered), " ".join("".join(having[one]) for one in ordered)))


def _of_kind(listings: Iterable[Listing], kind: str) -> Mapping[str, Listing]:
    return {one.folder: one for one in listings if one.kind == kind}
