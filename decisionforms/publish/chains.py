"""Chains of extensions: the decisions that prolong one another, with what all of them come to."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from msgspec.structs import replace

from decisionforms.publish.candidate import Candidate
from decisionforms.publish.record import Link, Record
from decisionforms.publish.spend import SPENDING


def chains_of(public: Mapping[str, Candidate]) -> Mapping[str, Sequence[Link]]:
    """The chain of each decision that extends another of these or is extended, by slug, the earliest first."""
    chains: dict[str, Sequence[Link]] = {}
    for group in _groups(public):
        if len(group) > 1:
            records = [record for slug in group if (record := public[slug].record)]
            chains.update(dict.fromkeys(group, _chain(records)))
    return chains


def all_chains(records: Iterable[Record]) -> Sequence[Sequence[Link]]:
    """Each chain once, that to which the last decision was added first."""
    chains = {record.chain[0].slug: record.chain for record in records if record.chain}
    return sorted(chains.values(), key=lambda chain: chain[-1].decided or date.min, reverse=True)


def added_by(link: Link) -> Decimal | None:
    """What a decision adds to its chain: the total that it declares, unless it was refused or withdrawn."""
    return link.total if link.outcome in SPENDING else None


def shares_of(chain: Sequence[Link]) -> Sequence[tuple[float, float]]:
    """Of what all come to, in per cent: what was decided before each decision, and what it adds; noughts where that is nothing."""
    whole = max(link.running for link in chain) or Decimal(1)
    added = [added_by(link) or Decimal(0) for link in chain]
    return [
        (round(float(100 * (link.running - more) / whole), 2), round(float(100 * more / whole), 2))
        for link, more in zip(chain, added, strict=True)
    ]


def _groups(public: Mapping[str, Candidate]) -> Iterable[list[str]]:
    """The slugs that hang together by extensions."""
    together: dict[str, list[str]] = {slug: [slug] for slug in public}
    for slug, one in public.items():
        for extended in one.naming.extends if one.naming else ():
            other = next((it for it in (extended.value.slug, extended.value.also) if it in together), slug)
            if together[other] is not together[slug]:
                joined = [*together[other], *together[slug]]
                together.update(dict.fromkeys(joined, joined))
    return {id(group): group for group in together.values()}.values()


def _chain(records: Iterable[Record]) -> Sequence[Link]:
    """The decisions of a group by their day, with the running total of what was approved."""
    running, links = Decimal(0), []
    for record in sorted(records, key=lambda one: (one.decided or date.max, one.slug)):
        link = Link(record.slug, record.reference, record.title, record.decided, record.total, running, record.outcome)
        running += added_by(link) or 0
        links.append(replace(link, running=running))
    return tuple(links)
