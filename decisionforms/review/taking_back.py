"""What came back from a reviewer, taken over into the source: exactly, or as a list for a person.

Whatever is taken over is proved: the new source is printed and compared with what the reviewer saw. What can't be
proved stays as it was, and is told.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from msgspec import Struct

from decisionforms.review.aligning import Pair, align, moved
from decisionforms.review.edits import Edit, apply
from decisionforms.review.groups import Group, groups_of, out_of_reach
from decisionforms.review.labels import keep_labels
from decisionforms.review.leaves import Leaf, Role, notes_of
from decisionforms.review.notes import Notes
from decisionforms.review.planning import Planned, plan
from decisionforms.review.printing import Printed, Printer
from decisionforms.review.proving import UNPROVED, Fault, difference, refusal, unwritten
from decisionforms.review.rewriting import Rewriter
from decisionforms.review.roles import Roles, as_the_form_prints, roles_of
from decisionforms.review.shown import Shown
from decisionforms.review.units import Key, Unit, units_of


class TakenBack(Struct, frozen=True):
    """The source with what came back in it, what became of each pair that differs, and all edits that were made."""

    text: str
    planned: tuple[Planned, ...]
    edits: tuple[Edit, ...]


def take_back(base: Printed, shown: Iterable[Shown], printer: Printer) -> TakenBack:
    """The source as the reviewer left it, as far as that can be proved.

    `base` is what was sent, `shown` are the paragraphs that came back.
    """
    roles = roles_of(printer.workshop.renderers.styles(base.decision.form), base)
    pairs = as_the_form_prints(align(base.units, units_of(shown)), base.leaves, roles)
    return _Taking(base, printer, pairs, roles).proved()


class _Taking:
    """Takes over what came back of one source."""

    def __init__(self, base: Printed, printer: Printer, pairs: Sequence[Pair], roles: Roles) -> None:
        self.base, self.printer, self.pairs, self.roles = base, printer, pairs, roles
        self.lines = [line.removesuffix("\r") for line in base.text.split("\n")]
        self.word = base.decision.form.definition.words.paragraph
        self.moved = moved(pairs)

    def proved(self) -> TakenBack:
        """All changes that hold together."""
        planned = keep_labels(self._without({}).planned, self.base.leaves)
        groups = groups_of(planned, self._moves())
        refused = {at: one.why for at, one in enumerate(planned) if one.why} | dict(out_of_reach(planned, groups))
        tried = [group for group in groups if group[0] not in refused]
        return self._without(self._proved(tried, refused | dict.fromkeys(chain(*tried), UNPROVED)))

    def _proved(
        self, groups: Sequence[Group], refused: Mapping[int, str], fault: Fault | None = None
    ) -> Mapping[int, str]:
        """What is still refused, once all that hold of these groups are taken over.

        With all of `refused` it is proved already; the `fault` is that of all groups together, where it is known.
        """
        if not groups:
            return refused
        fewer = {at: why for at, why in refused.items() if not any(at in group for group in groups)}
        if (fault := fault or self._fault(self._without(fewer), fewer)) is None:
            return fewer
        if causes := fault.causes(groups):
            others = [group for group in groups if group not in causes]
            return self._proved(others, {**refused, **dict.fromkeys(chain(*causes), fault.why)})
        suspects = fault.suspects(groups)
        others = [group for group in groups if group not in suspects]
        kept = self._proved(others, refused)
        all_hold = not any(at in kept for at in chain(*others))
        return self._proved(suspects, kept, fault if all_hold else None)

    def _moves(self) -> Iterator[tuple[int, int]]:
        """Where each paragraph that was moved came from, and went to."""
        places = {id(pair.sent): at for at, pair in enumerate(self.pairs)}
        return ((places[id(unit)], at) for at, unit in self.moved.items())

    def _without(self, refused: Mapping[int, str]) -> TakenBack:
        """The source with all changes but these in it."""
        notes = Notes(notes_of(self.base.decision), self.lines, self.word)
        rewriter = Rewriter(self.lines, self.base.leaves, notes, self.word, self.roles)
        planned = tuple(plan(rewriter, self.pairs, self.moved, refused))
        if not any(one.edits for one in planned):
            return TakenBack(self.base.text, planned, ())
        edits = (*(edit for one in planned for edit in one.edits), *notes.edits())
        return TakenBack(apply(self.base.text, edits), planned, edits)

    def _fault(self, taken: TakenBack, refused: Container[int]) -> Fault | None:
        """What is wrong with this source; nothing if it prints what is to be seen once all but these are taken over."""
        if (fault := unwritten(taken.planned, refused)) or not taken.edits:
            return fault
        printed = self.printer.print(taken.text)
        if printed is None:
            return refusal(self.printer.refusal(taken.text), taken.planned, taken.edits)
        # What the form says of itself may change with the text, such as how far it is signed.
        lasting = {unit.key for unit in self.base.units} & {unit.key for unit in printed.units}
        shown = [unit for unit in printed.units if _counts(unit, printed.leaves, lasting)]
        wanted = dict(_wanted(taken.planned, self.base.leaves, lasting))
        return difference(wanted, shown, exact=not any(one.why for one in taken.planned))


def _wanted(
    planned: Sequence[Planned], leaves: Mapping[str, Leaf], lasting: Container[Key]
) -> Iterator[tuple[int, Unit]]:
    """What is to be seen, by the places of its pairs: as it came back where it is taken over, else as it was sent."""
    for at, one in enumerate(planned):
        sent, back = one.pair.sent, one.pair.back
        if one.why or one.pair.is_same:
            if sent is not None and _counts(sent, leaves, lasting):
                yield at, sent
        elif back is not None:
            yield at, back


def _counts(unit: Unit, leaves: Mapping[str, Leaf], lasting: Container[Key]) -> bool:
    """Whether a unit is text of the paper, or words of the form that stay; those for what is not written yet do not."""
    leaf = leaves.get(unit.name)
    return unit.key in lasting if leaf is None else leaf.role is not Role.BLANK
