"""Which changes are taken over together or not at all."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby
from typing import TypeAlias

from decisionforms.review.planning import Planned
from decisionforms.review.rewriting import OF_THE_FORM
from decisionforms.review.units import Unit

# The places of such changes.
Group: TypeAlias = tuple[int, ...]
BESIDE = "it belongs to a change beside it that can't be taken over"


def groups_of(planned: Sequence[Planned], moves: Iterable[tuple[int, int]]) -> list[Group]:
    """The changes in groups; `moves` are the places that something was moved from and to."""
    found = list(_neighbours(planned))
    for ends in moves:
        one = [group for group in found if any(at in group for at in ends)]
        found = [*(group for group in found if group not in one), tuple(at for group in one for at in group)]
    return found


def out_of_reach(planned: Sequence[Planned], groups: Iterable[Group]) -> Iterator[tuple[int, str]]:
    """What can't be taken over, and what belongs to it, with the reasons."""
    for group in groups:
        if any(planned[at].why for at in group):
            yield from ((at, planned[at].why or BESIDE) for at in group)


def _neighbours(planned: Sequence[Planned]) -> Iterator[Group]:
    """Changes in groups: where something came or went, it may have come from its neighbours, or gone into them."""
    for stands_alone, some in groupby(range(len(planned)), lambda at: _stands_alone(planned, at)):
        places = tuple(some)
        if stands_alone:
            continue
        if any(planned[at].pair.sent is None or planned[at].pair.back is None for at in places):
            yield places
        else:
            yield from ((at,) for at in places)


def _stands_alone(planned: Sequence[Planned], at: int) -> bool:
    """Whether nothing depends on a pair: it is the same, or words of the form that took in none of its neighbours."""
    pair = planned[at].pair
    if pair.is_same or planned[at].why != OF_THE_FORM or pair.sent is None or pair.back is None:
        return pair.is_same
    sent, back = set(pair.sent.text.split()), set(pair.back.text.split())
    beside = [one.pair for one in planned[max(at - 1, 0) : at + 2] if one.pair is not pair]
    return not any(
        _is_mostly_in(one.sent, back - sent) or _is_mostly_in(one.back, sent - back)
        for one in beside
        if not one.is_same
    )


def _is_mostly_in(unit: Unit | None, words: AbstractSet[str]) -> bool:
    own = set(unit.text.split()) if unit else set()
    return len(own & words) * 2 >= len(own) > 0
