"""The words of a view in the order of reading: what every output must print, no more and no less."""

from collections.abc import Iterator

from decisionforms.text.nodes import Block, List, Note, Paragraph, Quote, Subheading, Table, notes_in, runs_of, text_of
from decisionforms.view.form_view import FormView, PartView


def words_of(view: FormView) -> list[str]:
    """The words and computed numbers from the letterhead to the last signature, footnotes left out."""
    return " ".join(_texts(view)).split()


def notes_of(view: FormView) -> list[list[str]]:
    """The words of each footnote, in the order in which they are referred to."""
    runs = (run for block in view.blocks() for run in runs_of(block))
    notes = [note for run in runs for note in notes_in(run)]
    return [_note_words(note) for note in notes]


def _texts(view: FormView) -> Iterator[str]:
    yield from (view.letterhead, view.heading, view.title_label, view.title)
    for part in view.parts:
        yield from _part(part)


def _part(part: PartView) -> Iterator[str]:
    yield part.heading
    for block in part.blocks:
        yield from _block(block)
    for section in part.sections:
        yield f"{section.number}. {section.heading}"
        for block in section.blocks:
            yield from _block(block)
    if part.table:
        yield from (part.table.statement_column, part.table.tick_column)
        for row in part.table.rows:
            yield from (row.label, row.statement, row.tick)
    for question in part.questions:
        yield from (question.ask, question.answer)
    if part.signature:
        yield from (part.signature.label, part.signature.name, part.signature.date_label, part.signature.date)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(inlines, number=number):
            yield f"{number} {text_of(inlines)}"
        case Subheading(inlines):
            yield text_of(inlines)
        case List(items, markers=markers):
            for place, item in enumerate(items):
                yield markers[place] if markers else ""
                for child in item:
                    yield from _block(child)
        case Table(header, rows):
            for row in (header, *rows):
                yield from (text_of(cell) for cell in row)
        case Quote(blocks):
            for child in blocks:
                yield from _block(child)


def _note_words(note: Note) -> list[str]:
    return " ".join(text_of(paragraph.inlines) for paragraph in note.paragraphs).split()
