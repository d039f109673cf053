"""The numbers of points in the source, counted anew where points came or went."""

import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from decisionforms.review.leaves import Leaf, Role

MARK = re.compile(r"(.*?)(\d+)([.)]\s+)$")


class _List(Struct):
    """A list of the source: the number of its next point; none where each point keeps its own."""

    next: int | None
    follows: bool


class Counts:
    """Counts through the lists of one source, point by point in their new order.

    Markdown counts by itself from the first number, so where numbers did not follow one another only that one matters.
    """

    def __init__(self, lines: Sequence[str], leaves: Mapping[str, Leaf]) -> None:
        self._lines = lines
        self._lists = {
            key: _List(numbers[0], numbers == list(range(numbers[0], numbers[0] + len(numbers))))
            for key, numbers in _numbers(leaves.values()).items()
        }

    def begin(self, number: int) -> int:
        """A new list whose first point has this number."""
        self._lists[key := -len(self._lists) - 1] = _List(number, follows=True)
        return key

    def next_lead(self, leaf: Leaf) -> str:
        """What the next point begins with that stands where this one does, or below it."""
        mark, found = MARK.match(leaf.lead), self._lists.get(leaf.list)
        if mark is None or found is None:
            return leaf.lead
        number = mark[2] if found.next is None else found.next
        found.next = int(number) + 1 if found.follows else None
        return f"{mark[1]}{number}{mark[3]}"

    def lead_of(self, leaf: Leaf) -> str:
        """What this point begins with now; lines that stand below its first one stay as far in as they are."""
        lead = self.next_lead(leaf)
        if len(lead) == len(leaf.lead) or not self._has_lines_below(leaf):
            return lead
        return lead.ljust(len(leaf.lead)) if len(lead) < len(leaf.lead) else leaf.lead

    def _has_lines_below(self, leaf: Leaf) -> bool:
        below = [line for line in self._lines[leaf.first : leaf.last + 2] if line.strip(" \t>")]
        return leaf.last > leaf.first or any(line.startswith(leaf.hang) for line in below)


def _numbers(leaves: Iterable[Leaf]) -> Mapping[int, list[int]]:
    """The numbers of the points of each list."""
    found: dict[int, list[int]] = {}
    for leaf in leaves:
        if leaf.role is Role.POINT and (mark := MARK.match(leaf.lead)):
            found.setdefault(leaf.list, []).append(int(mark[2]))
    return found
