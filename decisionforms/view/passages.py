"""What a form prints, passage by passage in the order of reading: what is compared when a text is corrected."""

from collections.abc import Iterator

from msgspec import Struct

from decisionforms.text.nodes import Block, List, Paragraph, Quote, Subheading, Table, notes_in, runs_of, text_of
from decisionforms.view.form_view import FormView, PartView

CELLS = " | "


class Passage(Struct, frozen=True):
    """What is read as one: a heading, a paragraph, a point of a list, a row of a table, a footnote.

    `place` is the key of the part or section it belongs to, `heading` its heading, and `number` what it is numbered or
    marked with. `anchor` is where the passage is on the decision's page, or its heading where it has none of its own.
    """

    place: str
    heading: str
    anchor: str
    number: str
    text: str


def passages_of(view: FormView) -> Iterator[Passage]:
    """Every passage of a form from its letterhead to its footnotes; none is empty."""
    return (one for one in _all(view) if one.text or one.number)


def _all(view: FormView) -> Iterator[Passage]:
    top = (view.letterhead, view.heading, f"{view.title_label} {view.title}")
    yield from (Passage("#top", view.heading, "form", "", text) for text in top)
    for part in view.parts:
        yield from _of_part(part)
    notes = (note for block in view.blocks() for run in runs_of(block) for note in notes_in(run))
    for note in notes:
        text = " ".join(text_of(paragraph.inlines) for paragraph in note.paragraphs)
        yield Passage("#notes", view.note_label, f"n{note.number}", str(note.number), text)


def _of_part(part: PartView) -> Iterator[Passage]:
    """Its heading, prose and sections, then its table, questions and signature."""
    anchor = part.key if part.heading else "form"
    for number, text in (("", part.heading), *_of_blocks(part.blocks)):
        yield Passage(part.key, part.heading, anchor, number, text)
    for section in part.sections:
        place, heading, anchor_of = f"{part.key}/{section.key}", section.heading, f"section-{section.number}"
        yield Passage(place, heading, anchor_of, f"{section.number}.", heading)
        for block in section.blocks:
            own = f"p{block.number}" if isinstance(block, Paragraph) and block.number else anchor_of
            yield from (Passage(place, heading, own, number, text) for number, text in _of_blocks((block,)))
    for text in _below(part):
        yield Passage(part.key, part.heading, anchor, "", text)


def _below(part: PartView) -> Iterator[str]:
    if part.table:
        yield f"{part.table.statement_column}{CELLS}{part.table.tick_column}"
        yield from (f"{row.label} {row.statement}{CELLS}{row.tick}" for row in part.table.rows)
    yield from (f"{question.ask} {question.answer}" for question in part.questions)
    if signed := part.signature:
        yield f"{signed.label} {signed.name}{CELLS}{signed.date_label} {signed.date}"


def _of_blocks(blocks: tuple[Block, ...]) -> Iterator[tuple[str, str]]:
    """The number or mark and the words of each passage."""
    for block in blocks:
        match block:
            case Paragraph(inlines, number=number):
                yield number, text_of(inlines)
            case Subheading(inlines):
                yield "", text_of(inlines)
            case List():
                yield from _of_list(block)
            case Table(header, rows):
                yield from (("", CELLS.join(text_of(cell) for cell in row)) for row in (header, *rows))
            case Quote(inside):
                yield from _of_blocks(inside)


def _of_list(block: List) -> Iterator[tuple[str, str]]:
    """The points of a list; the mark stands before the first passage of each."""
    for place, item in enumerate(block.items):
        for at, (mark, text) in enumerate(_of_blocks(item)):
            marked = block.markers and at == 0
            yield (f"{block.markers[place]} {mark}".strip() if marked else mark), text
