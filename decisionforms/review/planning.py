"""What becomes of each pair: the edits that take it over, or what keeps it from being taken over."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from decisionforms.review.aligning import Pair
from decisionforms.review.edits import Edit
from decisionforms.review.leaves import Leaf
from decisionforms.review.markdown import UnwritableError
from decisionforms.review.rewriting import Rewriter
from decisionforms.review.units import Unit


class Planned(Struct, frozen=True):
    """A pair with the edits that take it over; `why` says what keeps it from being taken over."""

    pair: Pair
    edits: tuple[Edit, ...] = ()
    why: str = ""


def plan(
    rewriter: Rewriter, pairs: Sequence[Pair], moved: Mapping[int, Unit], refused: Mapping[int, str]
) -> Iterator[Planned]:
    """Each pair with its edits; those that are refused, by place, with the reason."""
    for at, pair in enumerate(pairs):
        if pair.is_same or at in refused:
            yield Planned(pair, rewriter.keep(pair), refused.get(at, ""))
            continue
        try:
            yield Planned(pair, rewriter.edits_of(pair, _following(rewriter, pairs, at), moved.get(at)))
        except UnwritableError as fault:
            yield Planned(pair, rewriter.keep(pair), str(fault))


def _following(rewriter: Rewriter, pairs: Sequence[Pair], at: int) -> Leaf | None:
    """The leaf that comes next, unless something that the form prints stands between."""
    after = next((pair.sent for pair in pairs[at + 1 :] if pair.sent), None)
    return rewriter.leaves.get(after.name) if after else None
