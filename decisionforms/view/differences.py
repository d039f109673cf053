"""What became of a text, passage by passage and word by word: every word of both is kept, removed or added."""

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from msgspec import Struct

from decisionforms.view.passages import Passage

KEPT, REMOVED, ADDED = "kept", "removed", "added"
# How much two passages have in common that are taken for one; what is under the same number is taken for less.
ALIKE, NUMBERED = 0.4, 0.2
# So many pairs of passages, or words of two passages, are compared with care; beyond that they are taken as they come.
MOST_PAIRS, MOST_WORDS = 10_000, 4_000
# So few words kept between two changes are read as part of them.
FEW = 2
Words = Sequence[str]
Step = tuple[Words, Words]


class Piece(Struct, frozen=True):
    """Words in a row that were kept, removed or added."""

    kind: str
    words: str


class Compared(Struct, frozen=True):
    """A passage as it was and as it is, with its words; there is none before where it is new, none after where it went."""

    before: Passage | None
    after: Passage | None
    pieces: Sequence[Piece]

    @property
    def changed(self) -> bool:
        """Whether any word is another; a new number alone is no change of a passage."""
        return any(piece.kind != KEPT for piece in self.pieces)


def compare(before: Sequence[Passage], after: Sequence[Passage]) -> Iterator[Compared]:
    """The passages of both texts, in the order of the later one; what went stands where it stood."""
    old, new = ([(one.place, " ".join(one.text.split())) for one in passages] for passages in (before, after))
    matcher = SequenceMatcher(None, old, new, autojunk=len(old) * len(new) > MOST_PAIRS * 100)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        was, now = before[start:end], after[new_start:new_end]
        pairs = zip(was, now, strict=True) if kind == "equal" else _paired(was, now)
        yield from (Compared(one, other, tuple(_pieces(one, other))) for one, other in pairs)


def _paired(was: Sequence[Passage], now: Sequence[Passage]) -> Iterator[tuple[Passage | None, Passage | None]]:
    """Each passage with the one that it became; the order of both stays."""
    best = _best(was, now)
    at = new_at = 0
    while at < len(was) or new_at < len(now):
        whole = best[at][new_at]
        if at < len(was) and best[at + 1][new_at] == whole:
            yield was[at], None
            at += 1
        elif new_at < len(now) and best[at][new_at + 1] == whole:
            yield None, now[new_at]
            new_at += 1
        else:
            yield was[at], now[new_at]
            at, new_at = at + 1, new_at + 1


def _best(was: Sequence[Passage], now: Sequence[Passage]) -> Sequence[Sequence[float]]:
    """How much can be kept at most from one passage and another on to the end, for each two of them."""
    best = [[0.0] * (len(now) + 1) for _ in range(len(was) + 1)]
    if len(was) * len(now) > MOST_PAIRS:
        return best
    old, new = ([Counter(one.text.split()) for one in passages] for passages in (was, now))
    for at in reversed(range(len(was))):
        for new_at in reversed(range(len(now))):
            kept = _alike(was[at], now[new_at], old[at], new[new_at]) + best[at + 1][new_at + 1]
            best[at][new_at] = max(kept, best[at + 1][new_at], best[at][new_at + 1])
    return best


def _alike(one: Passage, other: Passage, words: Counter[str], others: Counter[str]) -> float:
    """How much two passages have in common, up to one; nothing where they are not to be read as one."""
    if one.place != other.place:
        return 0
    share = 2 * (words & others).total() / ((words.total() + others.total()) or 1)
    numbered = NUMBERED if one.number and one.number == other.number else 0
    return share + numbered if share + numbered >= ALIKE or numbered else 0


def _pieces(one: Passage | None, other: Passage | None) -> Iterator[Piece]:
    was, now = (passage.text.split() if passage else [] for passage in (one, other))
    for before, after in _joined(list(_steps(was, now))):
        if before == after:
            yield Piece(KEPT, " ".join(after))
            continue
        yield from (Piece(kind, " ".join(words)) for kind, words in ((REMOVED, before), (ADDED, after)) if words)


def _steps(was: Words, now: Words) -> Iterator[Step]:
    """From the first words to the last: what stood there, and what stands there now."""
    if len(was) + len(now) > MOST_WORDS and was != now:
        yield was, now
        return
    for _, start, end, new_start, new_end in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        yield was[start:end], now[new_start:new_end]


def _joined(steps: Sequence[Step]) -> Iterator[Step]:
    """The same with a few kept words between two changes made part of them, so that sentences can be read."""
    joined: list[Step] = []
    for at, (was, now) in enumerate(steps):
        few = was == now and 0 < at < len(steps) - 1 and len(was) <= FEW
        if joined and (few or (joined[-1][0] != joined[-1][1] and was != now)):
            joined[-1] = ([*joined[-1][0], *was], [*joined[-1][1], *now])
        else:
            joined.append((was, now))
    yield from joined
