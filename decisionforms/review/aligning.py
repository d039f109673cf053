"""Which paragraph of the form that was sent is which of the one that came back."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import TypeAlias

from msgspec import Struct

from decisionforms.review.units import Unit

# Places of units that are known again, on both sides.
Way: TypeAlias = Callable[[Sequence[Unit], Sequence[Unit]], Mapping[int, int]]
# What shares less than this is another paragraph rather than one that was changed.
ALIKE = 0.6


class Pair(Struct, frozen=True):
    """A unit that was sent and what came back of it; one of the two is missing where it was added or taken out."""

    sent: Unit | None
    back: Unit | None

    @property
    def is_same(self) -> bool:
        """Whether a reader sees no difference."""
        return self.sent is not None and self.back is not None and self.sent.key == self.back.key


def align(sent: Sequence[Unit], back: Sequence[Unit]) -> list[Pair]:
    """All units of both, in the order in which they came back; what was taken out stands where it was."""
    return list(_parted(sent, back, (_by_style, _by_name)))


def _parted(sent: Sequence[Unit], back: Sequence[Unit], ways: Sequence[Way]) -> Iterator[Pair]:
    """The units, parted at those that are known in the first of these ways, and then in the next."""
    if not ways:
        yield from _between(sent, back)
        return
    start, begin = 0, 0
    for at, to in (*_in_order(sorted(ways[0](sent, back).items())), (len(sent), len(back))):
        yield from _parted(sent[start:at], back[begin:to], ways[1:])
        if at < len(sent):
            yield Pair(sent[at], back[to])
        start, begin = at + 1, to + 1


def _by_style(sent: Sequence[Unit], back: Sequence[Unit]) -> Mapping[int, int]:
    """Places of what the form prints in styles of its own, such as headings: known by their order, if none came or went."""
    found: dict[int, int] = {}
    for style in {unit.style for unit in sent} - {unit.style for unit in sent if unit.name}:
        places, others = ([at for at, unit in enumerate(units) if unit.style == style] for units in (sent, back))
        if len(places) == len(others):
            found |= dict(zip(places, others, strict=True))
    return found


def _by_name(sent: Sequence[Unit], back: Sequence[Unit]) -> Mapping[int, int]:
    """Places of units that have a name in common, each used once: of several the one most like it."""
    places = {unit.name: at for at, unit in enumerate(sent) if unit.name}
    found: dict[int, tuple[float, int]] = {}
    for to, unit in enumerate(back):
        options = [places[name] for name in unit.names if name in places and sent[places[name]].is_row == unit.is_row]
        for at in sorted(options, key=lambda one: -likeness(sent[one], unit))[:1]:
            found[at] = max(found.get(at, (-1.0, 0)), (likeness(sent[at], unit), to))
    return {at: to for at, (_, to) in found.items()}


def _in_order(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs that are in the same order on both sides: the others were moved."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, (_, to) in enumerate(pairs):
        place = bisect_left(tails, to)
        before.append(ends[place - 1] if place else -1)
        tails[place : place + 1] = [to]
        ends[place : place + 1] = [at]
    chain, at = [], ends[-1] if ends else -1
    while at >= 0:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]


def _between(sent: Sequence[Unit], back: Sequence[Unit]) -> Iterator[Pair]:
    """Units between two that are known: the same ones, then those that are alike, and the rest came or went."""
    if not sent or not back:
        yield from (Pair(one, None) for one in sent)
        yield from (Pair(None, one) for one in back)
        return
    same = SequenceMatcher(None, [one.key for one in sent], [one.key for one in back], autojunk=False)
    for kind, start, end, begin, stop in same.get_opcodes():
        if kind == "equal":
            yield from (Pair(*both) for both in zip(sent[start:end], back[begin:stop], strict=True))
        else:
            yield from _alike(sent[start:end], back[begin:stop])


def _alike(sent: Sequence[Unit], back: Sequence[Unit]) -> Iterator[Pair]:
    if [(one.style, one.name) for one in sent] == [(one.style, "") for one in back]:
        yield from (Pair(*both) for both in zip(sent, back, strict=True))  # what the form prints, changed in its place
        return
    begin = 0
    for one in sent:
        to = next((at for at in range(begin, len(back)) if _may_pair(one, back[at])), None)
        if to is None:
            yield Pair(one, None)
            continue
        yield from (Pair(None, added) for added in back[begin:to])
        yield Pair(one, back[to])
        begin = to + 1
    yield from (Pair(None, added) for added in back[begin:])


def _may_pair(sent: Unit, back: Unit) -> bool:
    # What has a name of its own was paired by it, or moved.
    return not (sent.name and back.name) and sent.is_row == back.is_row and likeness(sent, back) > ALIKE


def likeness(one: Unit, other: Unit) -> float:
    """How much of their words two units share, from 0 to 1."""
    if one.text == other.text:
        return 1.0
    return SequenceMatcher(None, one.text.split(), other.text.split(), autojunk=False).ratio()


def moved(pairs: Sequence[Pair]) -> Mapping[int, Unit]:
    """Of pairs without a sent side, by place, the unit that was taken out elsewhere and says the same."""
    gone = [pair.sent for pair in pairs if pair.sent and pair.back is None and pair.sent.name]
    found: dict[int, Unit] = {}
    for at, pair in enumerate(pairs):
        if pair.sent is None and pair.back is not None:
            same = next((one for one in gone if one.key == pair.back.key), None)
            if same is not None:
                gone.remove(same)
                found[at] = same
    return found
