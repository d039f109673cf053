"""Chains of extensions: the decisions that prolong one another, with what all of them come to."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from decisionforms.decision.decision import Decision
from decisionforms.publish.record import Link


def chains_of(decisions: Mapping[str, Decision]) -> Mapping[str, Sequence[Link]]:
    """The chain of each decision that extends another of these or is extended, by slug, the earliest first."""
    chains: dict[str, Sequence[Link]] = {}
    for group in _groups(decisions):
        if len(group) > 1:
            chain = _chain([decisions[slug] for slug in group])
            chains.update(dict.fromkeys(group, chain))
    return chains


def _groups(decisions: Mapping[str, Decision]) -> Iterable[list[str]]:
    """The slugs that hang together by extensions."""
    together: dict[str, list[str]] = {slug: [slug] for slug in decisions}
    for slug, decision in decisions.items():
        for extended in decision.facts.extends:
            other = next((one for one in (extended.value.slug, extended.value.also) if one in together), slug)
            if together[other] is not together[slug]:
                joined = [*together[other], *together[slug]]
                together.update(dict.fromkeys(joined, joined))
    return {id(group): group for group in together.values()}.values()


def _chain(group: Iterable[Decision]) -> Sequence[Link]:
    """The decisions of a group by their day, with the running total of what each declares."""
    running, links = Decimal(0), []
    for decision in sorted(group, key=lambda one: (decided_on(one) or date.max, one.slug)):
        total = decision.facts.total.value if decision.facts.total else None
        running += total or 0
        title = decision.facts.title.value if decision.facts.title else ""
        links.append(Link(decision.slug, decision.reference, title, decided_on(decision), total, running))
    return tuple(links)


def decided_on(decision: Decision) -> date | None:
    """The day of the last signature; of a request that ended otherwise, the day on which it did."""
    if decision.signed:
        return max(signature.date.value for signature in decision.signed.values())
    return decision.facts.outcome.date.value if decision.facts.outcome else None
