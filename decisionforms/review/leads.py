"""What stands before the words of a new paragraph in the source, by what it is and what stands above it."""

from collections.abc import Mapping

from msgspec import Struct

from decisionforms.review.counting import Counts
from decisionforms.review.leaves import Leaf, Role
from decisionforms.review.markdown import UnwritableError
from decisionforms.review.units import Unit

BESIDE_POINTS = {Role.POINT, Role.CONTINUED}


class Lead(Struct, frozen=True):
    """What the first line begins with, and further ones; `apart` is the line between it and its neighbour, if any.

    `list` is that of a point.
    """

    first: str = ""
    hang: str = ""
    apart: str | None = ""
    list: int = 0


class Leads:
    """Finds them for one source."""

    def __init__(self, leaves: Mapping[str, Leaf], counts: Counts) -> None:
        self._points = [leaf for leaf in leaves.values() if leaf.role is Role.POINT]
        self._counts = counts

    def of(self, role: Role, unit: Unit, before: Leaf | None, following: Leaf | None) -> Lead:
        """The lead of a unit between two leaves. Raises UnwritableError where there is none."""
        near = before or following
        match role:
            case Role.ROW if near and near.role is Role.ROW:
                return Lead(apart=None)
            case Role.ROW:
                raise UnwritableError("a new table can't be taken over")
            case Role.SUBHEADING:
                return Lead("### ")
            case Role.POINT:
                return self._point(unit, before, following)
            case Role.CONTINUED if before and before.role in BESIDE_POINTS:
                return Lead(before.hang, before.hang)
            case Role.CONTINUED:
                raise UnwritableError("it stands below a point that is not there")
            case Role.QUOTED if before and before.role is Role.QUOTED:
                return Lead(before.hang, before.hang, before.hang.rstrip())
            case Role.QUOTED:
                return Lead("> ", "> ")
        return Lead()

    def _point(self, unit: Unit, before: Leaf | None, following: Leaf | None) -> Lead:
        level = unit.level
        if (above := self._above(before, level)) is not None:
            lead = self._counts.next_lead(above)
            return Lead(lead, " " * len(lead), None, above.list)
        mark = "- " if unit.number.startswith("bullet") else "1. "
        is_first = before is None and following is not None and (following.role, following.level) == (Role.POINT, level)
        if is_first and following is not None:
            lead = self._counts.next_lead(following)
            return Lead(lead, " " * len(lead), None, following.list)
        inside = before.hang if before is not None and (before.role, before.level) == (Role.POINT, level - 1) else ""
        key = self._counts.begin(1)
        lead = self._counts.next_lead(Leaf("", Role.POINT, 0, 0, "", inside + mark, list=key))
        return Lead(lead, " " * len(lead), None if inside else "", key)

    def _above(self, before: Leaf | None, level: int) -> Leaf | None:
        """The point of this level that the leaf is, or stands in."""
        if before is None or before.role not in BESIDE_POINTS:
            return None
        if (before.role, before.level) == (Role.POINT, level):
            return before
        earlier = (one for one in reversed(self._points) if one.first <= before.first and one.level <= level)
        upper = next(earlier, None)
        return upper if upper and upper.level == level and before.level >= level else None
