"""What came back, put into the source: each change as an edit of the lines it concerns, and of no others."""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from decisionforms.review.aligning import Pair
from decisionforms.review.counting import Counts
from decisionforms.review.edits import Edit, taken_out
from decisionforms.review.leads import Leads
from decisionforms.review.leaves import Leaf, Role
from decisionforms.review.markdown import Kind, UnwritableError
from decisionforms.review.notes import Notes
from decisionforms.review.roles import Roles
from decisionforms.review.units import Unit
from decisionforms.review.wording import Wording

OTHER_STYLE = "the form has no such style for it; in the source “### ” before it makes a sub-heading, “- ” a point, “> ” a quotation"
OF_THE_FORM = "these are words of the form or facts, which the text can't change"


class Rewriter:
    """Makes the edits for pairs of one source, in their order."""

    def __init__(self, lines: Sequence[str], leaves: Mapping[str, Leaf], notes: Notes, word: str, roles: Roles) -> None:
        self.lines, self.leaves, self.roles = lines, leaves, roles
        self._wording = Wording(notes, word)
        self._counts = Counts(lines, leaves)
        self._leads = Leads(leaves, self._counts)
        self._last: Leaf | None = None

    def edits_of(self, pair: Pair, following: Leaf | None, moved: Unit | None = None) -> tuple[Edit, ...]:
        """The edits for a pair. `following` is the next leaf, before which something is put that follows on none.

        Raises UnwritableError where markdown can't say what came back, or there is no place for it.
        """
        leaf = self._leaf(pair)
        if pair.sent is not None and leaf is None:
            raise UnwritableError(OF_THE_FORM)
        if leaf is None:
            return (self._added(pair.back, following, moved),) if pair.back else ()
        if pair.back is None:
            edits = self._removed(leaf)
            # What is added next stands below what stays.
            self._last = self._last or replace(leaf, last=edits[-1].last if edits else leaf.last)
            return edits
        return self._changed(pair, leaf, pair.back, following)

    def keep(self, pair: Pair) -> tuple[Edit, ...]:
        """The edits for a pair whose words stay: only a point may have another number."""
        if pair.sent is None:
            return ()
        leaf = self._last = self._leaf(pair)
        self._wording.use_notes(pair.sent.shown)
        if leaf is None or leaf.role is not Role.POINT or (lead := self._counts.lead_of(leaf)) == leaf.lead:
            return ()
        return (Edit(leaf.first, leaf.first, (lead + self.lines[leaf.first - 1][len(leaf.lead) :],)),)

    def _leaf(self, pair: Pair) -> Leaf | None:
        return self.leaves.get(pair.sent.name) if pair.sent else None

    def _changed(self, pair: Pair, leaf: Leaf, back: Unit, following: Leaf | None) -> tuple[Edit, ...]:
        assert pair.sent is not None  # noqa: S101 - a leaf was sent
        if leaf.role is not Role.ROW and back.style != pair.sent.style and back.style not in self.roles.by_style:
            raise UnwritableError(OTHER_STYLE)
        if leaf.role is Role.BLANK:
            return (self._put(back, Edit(leaf.last + 1, leaf.last, ()), leaf, following),)
        if leaf.role is Role.ROW:
            edit = Edit(leaf.first, leaf.last, (self._wording.row(self.lines[leaf.first - 1], pair.sent, back),))
        elif self._manner(back) != self._manner(pair.sent):
            return (self._put(back, Edit(leaf.first, leaf.last, ()), self._last, following),)
        else:
            edit = Edit(leaf.first, leaf.last, self._texts_of(pair.sent, back, leaf))
        self._last = leaf
        return (edit,)

    def _manner(self, unit: Unit) -> tuple[Role, str]:
        """What decides which marks stand before the words of a unit."""
        return self.roles.of(unit), unit.number.rpartition(" ")[0] or unit.number

    def _texts_of(self, sent: Unit, back: Unit, leaf: Leaf) -> tuple[str, ...]:
        words = self._wording.text(back.pieces, _kind(leaf.role), sent.pieces)
        lead = self._counts.lead_of(leaf) if leaf.role is Role.POINT else leaf.lead
        texts = _laid_out(words, lead, leaf.hang)
        return (*texts[:-1], f"{texts[-1]} {leaf.label}") if leaf.label else texts

    def _removed(self, leaf: Leaf) -> tuple[Edit, ...]:
        """The lines taken out; with the headings of a table its line of dashes."""
        if leaf.role is Role.BLANK:
            return ()
        if leaf.role is Role.ROW:
            return (Edit(leaf.first, _end_of(leaf), ()),)
        return (taken_out(self.lines, leaf.first, leaf.last),)

    def _added(self, unit: Unit, following: Leaf | None, moved: Unit | None) -> Edit:
        if self._last is None and following is None:
            raise UnwritableError("it stands where the form has no place for words of yours")
        place = _end_of(self._last) + 1 if self._last else following.first if following else 1
        return self._put(unit, Edit(place, place - 1, ()), self._last, following, moved)

    def _put(
        self, unit: Unit, place: Edit, before: Leaf | None, following: Leaf | None, moved: Unit | None = None
    ) -> Edit:
        """A new unit in place of these lines, with an empty line between it and its neighbours where it takes one."""
        role = self.roles.of(unit)
        words = self._words_of(unit, role, moved)
        lead = self._leads.of(role, unit, before, following)
        last = place.last
        self._last = Leaf("", role, place.first, last, "", lead.first, lead.hang, level=unit.level, list=lead.list)
        above = [] if lead.apart is None or self._is_empty(place.first - 1) else [lead.apart]
        below = [] if lead.apart is None or self._is_empty(last + 1) else [""]
        return Edit(place.first, last, (*above, *_laid_out(words, lead.first, lead.hang), *below))

    def _is_empty(self, line: int) -> bool:
        return not 0 < line <= len(self.lines) or not self.lines[line - 1].strip(" \t>")

    def _words_of(self, unit: Unit, role: Role, moved: Unit | None) -> str:
        """The words of a new unit; where it was moved here, as they stand in the source."""
        leaf = self.leaves.get(moved.name) if moved else None
        if moved is not None and leaf is not None and role is not Role.ROW:
            self._wording.use_notes(moved.shown)
            first, *rest = self.lines[leaf.first - 1 : leaf.last]
            return "\n".join((first[len(leaf.lead) :], *(line.strip(" \t>") for line in rest)))
        if role is Role.ROW:
            return self._wording.new_row(unit)
        return self._wording.text(unit.pieces, _kind(role))


def _kind(role: Role) -> Kind:
    return Kind.SUBHEADING if role is Role.SUBHEADING else Kind.PARAGRAPH


def _laid_out(words: str, lead: str, hang: str) -> tuple[str, ...]:
    first, *rest = words.split("\n")
    return (lead + first, *(hang + line for line in rest))


def _end_of(leaf: Leaf) -> int:
    """The last line of a leaf; below the headings of a table stands the line of dashes."""
    return leaf.last + (leaf.role is Role.ROW and leaf.level == 0)
