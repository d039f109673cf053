"""What came back, put into the source: each change as an edit of the lines it concerns, and of no others."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from decisionforms.review.aligning import Pair
from decisionforms.review.edits import Edit
from decisionforms.review.leaves import Leaf, Role
from decisionforms.review.markdown import BAR, Kind, UnwritableError, write
from decisionforms.review.notes import Notes
from decisionforms.review.pieces import NoteMark, Piece
from decisionforms.review.shown import Shown
from decisionforms.review.units import Unit


class Rewriter:
    """Makes the edits for pairs of one source, in their order."""

    def __init__(
        self, lines: Sequence[str], leaves: Mapping[str, Leaf], notes: Notes, word: str, roles: Mapping[str, Role]
    ) -> None:
        self.lines, self.leaves, self.notes, self.word, self.roles = lines, leaves, notes, word, roles
        self._last: Leaf | None = None

    def edits_of(self, pair: Pair, following: Leaf | None, moved: Unit | None = None) -> list[Edit]:
        """The edits for a pair. `following` is the next leaf, before which something is put that follows on none.

        Raises UnwritableError where markdown can't say what came back, or there is no place for it.
        """
        leaf = self.leaves.get(pair.sent.name) if pair.sent else None
        if pair.sent is not None and leaf is None:
            self._last = None
            raise UnwritableError("")
        edits = self._edits(pair, leaf, following, moved)
        if leaf is not None:
            self._last = leaf
        return edits

    def keep(self, pair: Pair) -> None:
        """Note a pair whose lines stay as they are."""
        self._last = self.leaves.get(pair.sent.name) if pair.sent else self._last
        for one in pair.sent.shown if pair.sent else ():
            for piece in one.pieces:
                if isinstance(piece, NoteMark):
                    self.notes.use(self.notes.known(piece))

    def _edits(self, pair: Pair, leaf: Leaf | None, following: Leaf | None, moved: Unit | None) -> list[Edit]:
        if leaf is None:
            return [self._added(pair.back, following, moved)] if pair.back else []
        if pair.back is None:
            return [self._removed(leaf)]
        if leaf.role is Role.BLANK:
            return [Edit(leaf.last + 1, leaf.last, ("", *self._texts(pair.back.pieces, Kind.PARAGRAPH, "", "")))]
        if leaf.role is Role.ROW:
            return [Edit(leaf.first, leaf.last, (self._row(pair, leaf),))]
        if self._role(pair.back) is not (self._role(pair.sent) if pair.sent else None):
            return [self._removed(leaf), self._added(pair.back, following, None, after=leaf)]
        return [Edit(leaf.first, leaf.last, self._changed(pair, leaf))]

    def _changed(self, pair: Pair, leaf: Leaf) -> tuple[str, ...]:
        kind = Kind.SUBHEADING if leaf.role is Role.SUBHEADING else Kind.PARAGRAPH
        assert pair.sent is not None and pair.back is not None  # noqa: S101, PT018 - told apart by the caller
        texts = self._texts(pair.back.pieces, kind, leaf.lead, leaf.hang, pair.sent.pieces)
        return (*texts[:-1], f"{texts[-1]} {leaf.label}") if leaf.label else texts

    def _texts(
        self, pieces: Sequence[Piece], kind: Kind, lead: str, hang: str, former: Sequence[Piece] = ()
    ) -> tuple[str, ...]:
        first, *rest = self._write(pieces, kind, former).split("\n")
        return (lead + first, *(hang + line for line in rest))

    def _write(self, pieces: Sequence[Piece], kind: Kind, former: Sequence[Piece] = ()) -> str:
        here = {piece for piece in pieces if isinstance(piece, NoteMark)}
        lost = [piece for piece in former if isinstance(piece, NoteMark) and piece not in here]
        return write(pieces, kind, self.word, lambda mark: self.notes.label_of(mark, instead_of=lost))

    def _row(self, pair: Pair, leaf: Leaf) -> str:
        """The row with the cells that changed written anew."""
        assert pair.sent is not None and pair.back is not None  # noqa: S101, PT018 - the same
        sent, back = pair.sent.cells, pair.back.cells
        line = self.lines[leaf.first - 1]
        texts = _cells(line)
        if len(back) != len(sent) or len(texts) != len(sent):
            raise UnwritableError("a column came or went")
        for at, (was, now) in enumerate(zip(sent, back, strict=True)):
            if [one.pieces for one in was] != [one.pieces for one in now]:
                texts[at] = self._cell(now, was)
            else:
                self.keep(Pair(replace(pair.sent, name="", shown=was), None))
        start = line[: len(line) - len(line.lstrip(" \t>"))]
        return f"{start}| {' | '.join(texts)} |"

    def _cell(self, now: Sequence[Shown], was: Sequence[Shown] = ()) -> str:
        filled = [one for one in now if one.pieces]
        if len(filled) > 1:
            raise UnwritableError("a cell can hold one paragraph only")
        former = [piece for one in was for piece in one.pieces]
        return self._write(filled[0].pieces, Kind.CELL, former) if filled else ""

    def _removed(self, leaf: Leaf) -> Edit:
        """The lines taken out, with the empty line below them; with the headings of a table its line of dashes."""
        last = leaf.last + (leaf.role is Role.ROW and leaf.level == 0)
        if leaf.role is Role.BLANK:
            return Edit(leaf.last + 1, leaf.last, ())
        below = self.lines[last] if last < len(self.lines) else "x"
        above = self.lines[leaf.first - 2] if leaf.first > 1 else ""
        spare = leaf.role is not Role.ROW and not below.strip(" \t>") and not above.strip(" \t>")
        return Edit(leaf.first, last + spare, ())

    def _added(self, unit: Unit, following: Leaf | None, moved: Unit | None, after: Leaf | None = None) -> Edit:
        before = after or self._last
        if before is None and following is None:
            raise UnwritableError("it stands where the form has no place for words of yours")
        lead, hang, apart = self._beside(unit, before, following)
        if moved is not None and (leaf := self.leaves.get(moved.name)) and leaf.role is not Role.ROW:
            texts = self._as_it_was(leaf, lead, hang)
            for piece in moved.pieces:
                if isinstance(piece, NoteMark):
                    self.notes.use(self.notes.known(piece))
        elif unit.is_row:
            texts = (f"| {' | '.join(self._cell(cell) for cell in unit.cells)} |",)
        else:
            kind = Kind.SUBHEADING if self._role(unit) is Role.SUBHEADING else Kind.PARAGRAPH
            texts = self._texts(unit.pieces, kind, lead, hang)
        place = (
            before.last + 1 + (before.role is Role.ROW and before.level == 0)
            if before
            else following.first
            if following
            else 1
        )
        blank = (apart,) if apart is not None else ()
        lines = (*blank, *texts) if before else (*texts, *blank)
        below = self.lines[place - 1] if place <= len(self.lines) else ""
        if before and apart is not None and below.strip(" \t>"):
            lines = (*lines, "")
        self._last = Leaf("", self._role(unit), place, place - 1, "", lead, hang, level=_level(unit))
        return Edit(place, place - 1, lines)

    def _as_it_was(self, leaf: Leaf, lead: str, hang: str) -> tuple[str, ...]:
        first, *rest = self.lines[leaf.first - 1 : leaf.last]
        return (lead + first[len(leaf.lead) :], *(hang + line.strip() for line in rest))

    def _role(self, unit: Unit) -> Role:
        if unit.is_row:
            return Role.ROW
        return self.roles.get(unit.style, Role.PARAGRAPH)

    def _beside(self, unit: Unit, before: Leaf | None, following: Leaf | None) -> tuple[str, str, str | None]:
        """What the lines of a new paragraph begin with, and the empty line between it and its neighbour, if there is one."""
        near = before or following
        match self._role(unit):
            case Role.ROW if near and near.role is Role.ROW:
                return "", "", None
            case Role.ROW:
                raise UnwritableError("a new table can't be taken over")
            case Role.SUBHEADING:
                return "### ", "", ""
            case Role.POINT:
                return self._point(unit, before, following)
            case Role.CONTINUED if before and before.role in {Role.POINT, Role.CONTINUED}:
                return before.hang, before.hang, ""
            case Role.CONTINUED:
                raise UnwritableError("it is a paragraph of a point that is not there")
            case Role.QUOTED if before and before.role is Role.QUOTED:
                return before.hang, before.hang, before.hang.rstrip()
            case Role.QUOTED:
                return "> ", "> ", ""
        return "", "", ""

    def _point(self, unit: Unit, before: Leaf | None, following: Leaf | None) -> tuple[str, str, str | None]:
        level, kind = _level(unit), unit.number.split(" ")[0]
        mark = "- " if kind == "bullet" else "1. "
        above = self._same_level(before, level)
        if above is not None:
            number = above.lead.strip().rstrip(".)")
            mark = f"{int(number) + 1}. " if kind != "bullet" and number.isdigit() else mark
            indent = above.lead[: len(above.lead) - len(above.lead.lstrip())]
            return indent + mark, indent + " " * len(mark), None
        if before is not None and before.role is Role.POINT and before.level == level - 1:
            return before.hang + mark, before.hang + " " * len(mark), None
        if before is None and following is not None and following.role is Role.POINT and following.level == level:
            return mark, " " * len(mark), None
        return mark, " " * len(mark), ""

    def _same_level(self, before: Leaf | None, level: int) -> Leaf | None:
        """The point of this level that the leaf is, or stands in."""
        if before is None or before.role is not Role.POINT:
            return None
        if before.level == level:
            return before
        earlier = [one for one in self.leaves.values() if one.role is Role.POINT and one.first <= before.first]
        upper = next((one for one in reversed(earlier) if one.level <= level), None)
        return upper if upper and upper.level == level and before.level > level else None


def _level(unit: Unit) -> int:
    parts = unit.number.split(" ")
    return int(parts[1]) if len(parts) > 1 and parts[1].isdigit() else -1


def _cells(line: str) -> list[str]:
    """The texts of the cells on a line of the source."""
    row = line.strip().lstrip("> \t").removeprefix("|")
    row = row[:-1] if row.endswith("|") and not row.endswith("\\|") else row
    return [cell.strip() for cell in BAR.split(row)]


class Planned(Struct, frozen=True):
    """A pair with the edits that take it over; `why` says what keeps it from being taken over."""

    pair: Pair
    edits: tuple[Edit, ...] = ()
    why: str = ""


def plan(rewriter: Rewriter, pairs: Sequence[Pair], moved: Mapping[int, Unit]) -> Iterator[Planned]:
    """Each pair with its edits."""
    for at, pair in enumerate(pairs):
        if pair.is_same:
            rewriter.keep(pair)
            yield Planned(pair)
            continue
        try:
            yield Planned(pair, tuple(rewriter.edits_of(pair, _following(rewriter, pairs, at), moved.get(at))))
        except UnwritableError as fault:
            rewriter.keep(pair)
            yield Planned(pair, (), str(fault) or "these are words of the form or facts, which the text can't change")


def _following(rewriter: Rewriter, pairs: Sequence[Pair], at: int) -> Leaf | None:
    """The leaf that comes next, unless something that the form prints stands between."""
    after = next((pair.sent for pair in pairs[at + 1 :] if pair.sent), None)
    return rewriter.leaves.get(after.name) if after else None
