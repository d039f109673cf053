"""What came back from a reviewer, taken over into the source: exactly, or as a list for a person.

Whatever is taken over is proved: the new source is printed and compared with what the reviewer saw. What can't be
proved stays as it was, and is told.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain, groupby
from typing import TypeAlias

from msgspec import Struct

from decisionforms.review.aligning import Pair, align, moved
from decisionforms.review.edits import apply
from decisionforms.review.leaves import Leaf, Role, notes_of
from decisionforms.review.notes import Notes
from decisionforms.review.printing import Printed, Printer
from decisionforms.review.rewriting import OF_THE_FORM, Planned, Rewriter, plan
from decisionforms.review.roles import Roles, as_the_form_prints, roles_of
from decisionforms.review.shown import paragraphs_of
from decisionforms.review.units import Key, Unit, units_of
from decisionforms.review.word_file import WordFile

# The places of changes that are taken over together or not at all.
Group: TypeAlias = tuple[int, ...]
UNPROVED = "in the source it would not read as it does in Word"
BESIDE = "it belongs to a change beside it that can't be taken over"


class TakenBack(Struct, frozen=True):
    """The source with what came back in it, and what became of each pair that differs."""

    text: str
    planned: tuple[Planned, ...]


def take_back(text: str, file: WordFile, printer: Printer) -> TakenBack:
    """The source as the reviewer left it, as far as that can be proved. `text` is the source that was sent."""
    printed = printer.print(text)
    assert printed is not None  # noqa: S101 - a copy is only made of what can be printed
    roles = roles_of(printer.workshop.renderers.styles(printed.decision.form), printed)
    pairs = align(printed.units, units_of(paragraphs_of(file, printed.labels)))
    return _Taking(text, printed, printer, as_the_form_prints(pairs, printed.leaves, roles), roles).proved()


class _Taking:
    """Takes over what came back of one source."""

    def __init__(self, text: str, base: Printed, printer: Printer, pairs: Sequence[Pair], roles: Roles) -> None:
        self.text, self.base, self.printer, self.pairs, self.roles = text, base, printer, pairs, roles
        self.lines = [line.removesuffix("\r") for line in text.split("\n")]
        self.word = base.decision.form.definition.words.paragraph
        self.moved = moved(pairs)

    def proved(self) -> TakenBack:
        """All changes that hold together."""
        planned = self._without({}).planned
        groups = _together(_groups(planned), self._moves())
        refused = dict(_beside(planned, groups))
        tried = [group for group in groups if group[0] not in refused]
        return self._without(self._proved(tried, refused | dict.fromkeys(chain(*tried), UNPROVED)))

    def _proved(self, groups: Sequence[Group], refused: Mapping[int, str]) -> Mapping[int, str]:
        """What is still refused, once all that hold of these groups are taken over; those that don't are found by halves."""
        fewer = {at: why for at, why in refused.items() if not any(at in group for group in groups)}
        taken = self._without(fewer)
        fault = self._fault(taken) or next((why for at in chain(*groups) if (why := taken.planned[at].why)), "")
        if not fault:
            return fewer
        if len(groups) == 1:
            return {**refused, **dict.fromkeys(groups[0], fault)}
        half = len(groups) // 2
        return self._proved(groups[half:], self._proved(groups[:half], refused))

    def _moves(self) -> Iterator[tuple[int, int]]:
        """Where each paragraph that was moved came from, and went to."""
        places = {id(pair.sent): at for at, pair in enumerate(self.pairs)}
        return ((places[id(unit)], at) for at, unit in self.moved.items())

    def _without(self, refused: Mapping[int, str]) -> TakenBack:
        """The source with all changes but these in it."""
        notes = Notes(notes_of(self.base.decision), self.lines, self.word)
        rewriter = Rewriter(self.lines, self.base.leaves, notes, self.word, self.roles)
        planned = tuple(plan(rewriter, self.pairs, self.moved, refused))
        edits = [edit for one in planned for edit in one.edits]
        return TakenBack(apply(self.text, [*edits, *notes.edits()]) if edits else self.text, planned)

    def _fault(self, taken: TakenBack) -> str:
        """Why this source does not print what is to be seen once these are taken over; empty if it does."""
        if not any(one.edits for one in taken.planned):
            return ""
        printed = self.printer.print(taken.text)
        if printed is None:
            return f"with it the paper can't be built: {self.printer.refusal(taken.text)}"
        # What the form says of itself may change with the text, such as how far it is signed.
        lasting = {unit.key for unit in self.base.units} & {unit.key for unit in printed.units}
        shown = (unit for unit in printed.units if _counts(unit, printed.leaves, lasting))
        wanted = _wanted(taken.planned, self.base.leaves, lasting)
        exact = not any(one.why for one in taken.planned)
        return "" if _keys(shown, exact=exact) == _keys(wanted, exact=exact) else UNPROVED


def _groups(planned: Sequence[Planned]) -> Iterator[Group]:
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


def _together(groups: Iterable[Group], moves: Iterable[tuple[int, int]]) -> list[Group]:
    """The groups, with those between which something was moved as one."""
    found = list(groups)
    for ends in moves:
        one = [group for group in found if any(at in group for at in ends)]
        found = [*(group for group in found if group not in one), tuple(at for group in one for at in group)]
    return found


def _beside(planned: Sequence[Planned], groups: Iterable[Group]) -> Iterator[tuple[int, str]]:
    """What can't be taken over, and what belongs to it, with the reasons."""
    for group in groups:
        if any(planned[at].why for at in group):
            yield from ((at, planned[at].why or BESIDE) for at in group)


def _wanted(planned: Sequence[Planned], leaves: Mapping[str, Leaf], lasting: Container[Key]) -> Iterator[Unit]:
    """What is to be seen: as it came back where it is taken over, else as it was sent."""
    for one in planned:
        sent, back = one.pair.sent, one.pair.back
        if one.why or one.pair.is_same:
            if sent is not None and _counts(sent, leaves, lasting):
                yield sent
        elif back is not None:
            yield back


def _counts(unit: Unit, leaves: Mapping[str, Leaf], lasting: Container[Key]) -> bool:
    """Whether a unit is text of the paper, or words of the form that stay; those for what is not written yet do not."""
    leaf = leaves.get(unit.name)
    return unit.key in lasting if leaf is None else leaf.role is not Role.BLANK


def _keys(units: Iterable[Unit], *, exact: bool) -> list[Key]:
    """What is seen of units; how points are counted matters only where nothing was left out before them."""
    return [unit.key if exact else unit.loose_key for unit in units]
