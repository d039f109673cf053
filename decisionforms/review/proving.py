"""Why a new source does not print what is to be seen, and of which changes that may come."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from msgspec import Struct

from decisionforms.diagnostics import Finding
from decisionforms.review.edits import Edit, standing
from decisionforms.review.groups import Group
from decisionforms.review.planning import Planned
from decisionforms.review.units import Key, Unit

UNPROVED = "in the source it would not read as it does in Word; write it there by hand"
# What is no further away than this is the cause, if nothing else is as near.
NEAR = 1


class Area(Struct, frozen=True):
    """Pairs in a row, by their places, where something else is printed; where `last` is the lesser, between the two."""

    first: int
    last: int

    def nearest(self, groups: Sequence[Group]) -> tuple[int, list[Group]]:
        """How far away the nearest changes are, and which they are."""
        away = [min(max(self.first - at, at - self.last, 0) for at in group) for group in groups]
        return min(away), [group for group, far in zip(groups, away, strict=True) if far == min(away)]


class Fault(Struct, frozen=True):
    """What is wrong, and where, as far as that can be told."""

    why: str
    areas: tuple[Area, ...] = ()

    def causes(self, groups: Sequence[Group]) -> list[Group]:
        """The changes that are the cause for certain."""
        found = (area.nearest(groups) for area in self.areas)
        certain = [some[0] for away, some in found if away <= NEAR and len(some) == 1]
        return list(groups) if len(groups) == 1 else list(dict.fromkeys(certain))

    def suspects(self, groups: Sequence[Group]) -> list[Group]:
        """Changes of which some may be the cause: those that are nearest to it; half of them where that is no help."""
        near = {group for area in self.areas for group in area.nearest(groups)[1]}
        return (
            [one for one in groups if one in near] if 0 < len(near) < len(groups) else list(groups[len(groups) // 2 :])
        )


def unwritten(planned: Sequence[Planned], refused: Container[int]) -> Fault | None:
    """What is wrong where something can't be written though it was not refused: without it, its group would be torn."""
    places = [at for at, one in enumerate(planned) if one.why and at not in refused]
    return Fault(planned[places[0]].why, tuple(Area(at, at) for at in places)) if places else None


def difference(wanted: Mapping[int, Unit], shown: Sequence[Unit], *, exact: bool) -> Fault | None:
    """What is wrong where these are shown; those that are wanted are by the places of their pairs.

    How points are counted matters only if it is to be `exact`, since where something is left out they count otherwise.
    """
    if exact and _keys(wanted.values()) == _keys(shown):
        return None
    ours, theirs = ([unit.loose_key for unit in units] for units in (wanted.values(), shown))
    if ours != theirs:
        return Fault(UNPROVED, tuple(_areas(list(wanted), ours, theirs)))
    return Fault(UNPROVED, tuple(_areas(list(wanted), _keys(wanted.values()), _keys(shown)))) if exact else None


def refusal(finding: Finding, planned: Sequence[Planned], edits: Iterable[Edit]) -> Fault:
    """What is wrong where a source with these edits, most of which are planned, can't be built for this finding."""
    places = {id(edit): at for at, one in enumerate(planned) for edit in one.edits}
    line = finding.span.line
    near = [edit for edit, first, last in standing(edits) if first - NEAR <= line <= last + NEAR]
    areas = (Area(places[id(edit)], places[id(edit)]) for edit in near if id(edit) in places)
    return Fault(f"with it the paper can't be built: {finding.problem}", tuple(areas))


def _keys(units: Iterable[Unit]) -> list[Key]:
    return [unit.key for unit in units]


def _areas(places: Sequence[int], ours: Sequence[Key], theirs: Sequence[Key]) -> Iterator[Area]:
    """Where two rows of what is seen differ; what was taken out has no unit, and lies between two places."""
    around = [-1, *places, places[-1] + 1 if places else 0]
    for kind, start, end, _, _ in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if kind != "equal":
            yield Area(around[start] + 1, around[end + 1] - 1)
