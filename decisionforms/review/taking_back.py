"""What came back from a reviewer, taken over into the source: exactly, or as a list for a person.

Whatever is taken over is proved: the new source is printed and compared with what the reviewer saw. What can't be
proved stays as it was, and is told.
"""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from decisionforms.render.docx_layout import Styles
from decisionforms.review.aligning import Pair, align, moved
from decisionforms.review.edits import Edit, apply
from decisionforms.review.leaves import Role, notes_of
from decisionforms.review.notes import Notes
from decisionforms.review.printing import Printed, Printer
from decisionforms.review.rewriting import Planned, Rewriter, plan
from decisionforms.review.shown import paragraphs_of, style_names
from decisionforms.review.units import Key, Unit, units_of
from decisionforms.review.word_file import WordFile, open_word_file

UNPROVED = "in the source it would not read as it does in Word"


class TakenBack(Struct, frozen=True):
    """The source with what came back in it, and what became of each pair that differs."""

    text: str
    planned: tuple[Planned, ...]


def take_back(text: str, file: WordFile, printer: Printer) -> TakenBack:
    """The source as the reviewer left it, as far as that can be proved. `text` is the source that was sent."""
    printed = printer.print(text)
    assert printed is not None  # noqa: S101 - a copy is only made of what can be printed
    back = units_of(paragraphs_of(file, printed.labels))
    pairs = align(printed.units, back)
    planned = _plan(text, printed, pairs, printer)
    return _proved(text, planned, printed, printer)


def _plan(text: str, printed: Printed, pairs: Sequence[Pair], printer: Printer) -> tuple[Planned, ...]:
    decision, lines = printed.decision, [line.removesuffix("\r") for line in text.split("\n")]
    notes = Notes(notes_of(decision), lines, decision.form.definition.words.paragraph)
    roles = roles_of(printer.workshop.renderers.styles(decision.form), printed)
    rewriter = Rewriter(lines, printed.leaves, notes, decision.form.definition.words.paragraph, roles)
    planned = list(plan(rewriter, pairs, moved(pairs)))
    if spare := tuple(notes.edits()):
        at = max((at for at, one in enumerate(planned) if one.edits), default=None)
        if at is not None:
            planned[at] = Planned(planned[at].pair, (*planned[at].edits, *spare))
    return tuple(planned)


def _proved(text: str, planned: tuple[Planned, ...], base: Printed, printer: Printer) -> TakenBack:
    """All edits if they hold together; else one after the other those that hold with the ones before."""
    if not any(one.edits for one in planned):
        return TakenBack(text, planned)
    whole = _text(text, planned)
    if _holds(whole, planned, base, printer):
        return TakenBack(whole, planned)
    kept = [Planned(one.pair, (), one.why or UNPROVED) if one.edits else one for one in planned]
    for at, one in enumerate(planned):
        if one.edits:
            tried = [*kept[:at], one, *kept[at + 1 :]]
            if _holds(_text(text, tried), tried, base, printer):
                kept = tried
    return TakenBack(_text(text, kept), tuple(kept))


def _text(text: str, planned: Sequence[Planned]) -> str:
    edits: list[Edit] = [edit for one in planned for edit in one.edits]
    return apply(text, edits) if edits else text


def _holds(text: str, planned: Sequence[Planned], base: Printed, printer: Printer) -> bool:
    """Whether this source prints what is to be seen once these are taken over."""
    printed = printer.print(text)
    if printed is None:
        return False
    exact = not any(one.why for one in planned)
    seen = [_seen(unit, exact=exact) for unit in printed.units if not _is_blank(unit, printed)]
    return seen == [_seen(unit, exact=exact) for unit in _wanted(planned, base)]


def _wanted(planned: Sequence[Planned], base: Printed) -> Iterator[Unit]:
    """What is to be seen; where nothing is written the form prints something only as long as that is so."""
    for one in planned:
        unit = one.pair.sent if one.why or one.pair.is_same else one.pair.back
        if unit is not None and not (unit is one.pair.sent and _is_blank(unit, base)):
            yield unit


def _is_blank(unit: Unit, printed: Printed) -> bool:
    leaf = printed.leaves.get(unit.name)
    return leaf is not None and leaf.role is Role.BLANK


def _seen(unit: Unit, *, exact: bool) -> Key:
    """What is seen of a unit; how points are counted matters only where nothing was left out before them."""
    return unit.key if exact else unit.loose_key


def roles_of(styles: Styles, printed: Printed) -> Mapping[str, Role]:
    """What a paragraph is, by the name of its style."""
    names = style_names(open_word_file("the review copy", printed.document))
    by_id = {
        styles.text: Role.PARAGRAPH,
        styles.numbered: Role.PARAGRAPH,
        styles.continued: Role.CONTINUED,
        styles.quotation: Role.QUOTED,
        styles.subheading: Role.SUBHEADING,
        styles.bullet[0]: Role.POINT,
        **{style: Role.POINT for style, _ in styles.counters.values()},
    }
    return {names.get(key, key): role for key, role in by_id.items()}
