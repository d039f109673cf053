"""What a reviewer changed, for a person: what, where, by whom, with tracking or without, and what became of it."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from decisionforms.review.leaves import Leaf
from decisionforms.review.pieces import NoteMark
from decisionforms.review.planning import Planned
from decisionforms.review.printing import Printed
from decisionforms.review.reading import is_tracked, paragraphs_of
from decisionforms.review.shown import Revision, Shown, State
from decisionforms.review.taking_back import TakenBack
from decisionforms.review.units import Unit, row_of, units_of
from decisionforms.word.opening import WordFile

FORM = "the form's own words"


class Change(Struct, frozen=True):
    """One change; `line` is that of the source it concerns, 0 where it is the form's, `why` is empty if it is taken over."""

    kind: str
    place: str
    line: int
    before: str
    after: str
    by: tuple[Revision, ...]
    tracked: bool
    why: str = ""


def changes_of(taken: TakenBack, printed: Printed, shown: Sequence[Shown], file: WordFile) -> list[Change]:
    """All changes in the order of the text; `shown` are the paragraphs of the file that came back."""
    if all(one.pair.is_same for one in taken.planned):
        return []
    former = paragraphs_of(file, printed.labels, State.REJECTED) if is_tracked(file) else shown
    return list(_Changes(printed, units_of(former), shown).of(taken.planned))


class _Changes:
    """Tells what became of each pair that differs."""

    def __init__(self, printed: Printed, before: Sequence[Unit], shown: Sequence[Shown]) -> None:
        self.leaves = printed.leaves
        self.untouched = {unit.name: unit.key for unit in before if unit.name}
        self.texts_before = {unit.key for unit in before}
        self.gone = dict(_gone(shown))

    def of(self, planned: Sequence[Planned]) -> Iterator[Change]:
        last = ""
        for one in planned:
            sent, back = one.pair.sent, one.pair.back
            leaf = self.leaves.get(sent.name) if sent else None
            place = leaf.place if leaf else FORM if sent else f"after {last}" if last else FORM
            if not one.pair.is_same:
                before, after = _told(sent, looks=leaf is not None), _told(back, looks=leaf is not None or sent is None)
                if before == after:
                    before, after = f"{before}{_style(sent)}", f"{after}{_style(back)}"
                yield Change(
                    _kind(sent, back),
                    place,
                    leaf.first if leaf else 0,
                    before,
                    after,
                    self._by(sent, back),
                    self._is_tracked(sent, back),
                    one.why,
                )
            last = _name(leaf, sent) or last

    def _by(self, sent: Unit | None, back: Unit | None) -> tuple[Revision, ...]:
        """Whose it is, as far as Word wrote it down."""
        if back is not None:
            return back.by
        return tuple(sorted({one for name in (sent.names if sent else ()) for one in self.gone.get(name, ())}))

    def _is_tracked(self, sent: Unit | None, back: Unit | None) -> bool:
        """Whether it would be undone if all tracked changes were rejected."""
        if sent is None:
            return back is not None and back.key not in self.texts_before
        if sent.name:
            return self.untouched.get(sent.name) == sent.key
        return sent.key in self.texts_before


def _gone(paragraphs: Sequence[Shown]) -> Iterator[tuple[str, tuple[Revision, ...]]]:
    """Of each paragraph of which nothing is left, by its name and that of its row, who took it out."""
    for one in paragraphs:
        if not one.is_seen:
            for name in one.names:
                yield name, one.by
                yield row_of(name), one.by


def _told(unit: Unit | None, *, looks: bool) -> str:
    """What is said of a unit; the looks of the form's own words are the form's."""
    if unit is None:
        return ""
    return unit.told if looks else unit.text


def _style(unit: Unit | None) -> str:
    """How the look of a unit is called in Word, for where nothing else tells two of them apart."""
    if unit is None:
        return ""
    number = unit.number.rpartition(" ")[2] if unit.number.count(" ") > 1 else ""
    styles = ", ".join(dict.fromkeys(one.style for one in unit.shown))
    return f" [{styles}{f', number {number}' if number else ''}]"


def _kind(sent: Unit | None, back: Unit | None) -> str:
    if sent is None:
        return "added"
    if back is None:
        return "taken out"
    if sent.text != back.text:
        return "changed"
    return "changed in its look" if _notes(sent) == _notes(back) else "changed in a footnote"


def _notes(unit: Unit) -> list[NoteMark]:
    return [piece for one in unit.shown for piece in one.pieces if isinstance(piece, NoteMark)]


def _name(leaf: Leaf | None, sent: Unit | None) -> str:
    """What follows is said to stand after."""
    if leaf is not None:
        return leaf.place
    return f"“{sent.text}”" if sent is not None else ""


def authors_of(changes: Sequence[Change]) -> Mapping[str, str]:
    """Who changed something, each with the day of their last change."""
    found: dict[str, str] = {}
    for revision in sorted({one for change in changes for one in change.by}):
        found[revision.author] = max(found.get(revision.author, ""), revision.date[:10])
    return found
