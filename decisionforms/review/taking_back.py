"""What came back from a reviewer, taken over into the source: exactly, or as a list for a person.

Whatever is taken over is proved: the new source is printed and compared with what the reviewer saw. What can't be
proved stays as it was, and is told.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from msgspec import Struct

from decisionforms.review.aligning import Pair, align, moved
from decisionforms.review.edits import apply
from decisionforms.review.groups import Group, groups_of, out_of_reach
from decisionforms.review.leaves import Leaf, Role, notes_of
from decisionforms.review.notes import Notes
from decisionforms.review.printing import Printed, Printer
from decisionforms.review.rewriting import Planned, Rewriter, plan
from decisionforms.review.roles import Roles, as_the_form_prints, roles_of
from decisionforms.review.shown import paragraphs_of
from decisionforms.review.units import Key, Unit, units_of
from decisionforms.review.word_file import WordFile

UNPROVED = "in the source it would not read as it does in Word"


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
        groups = groups_of(planned, self._moves())
        refused = dict(out_of_reach(planned, groups))
        tried = [group for group in groups if group[0] not in refused]
        return self._without(self._proved(tried, refused | dict.fromkeys(chain(*tried), UNPROVED)))

    def _proved(self, groups: Sequence[Group], refused: Mapping[int, str]) -> Mapping[int, str]:
        """What is still refused, once all that hold of these groups are taken over; those that don't are found by halves."""
        fewer = {at: why for at, why in refused.items() if not any(at in group for group in groups)}
        taken = self._without(fewer)
        fault = self._fault(taken) or next((why for at in chain(*groups) if (why := taken.planned[at].why)), "")
        if not fault or not groups:
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
