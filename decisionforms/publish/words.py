"""The words by which a public page is found: all that its writers wrote, each once, with the sums that stand in it.

The fixed wording of a form is on every page, so it finds none. `templates/site/search/words.js` reads what is searched
for in the same way.
"""

import re
import unicodedata
from collections.abc import Container, Iterator
from decimal import Decimal

from decisionforms.publish.record import Record
from decisionforms.rules.numerals.sums import find_range_ends, find_sums
from decisionforms.text.nodes import Block, Paragraph, notes_in, runs_of, text_of
from decisionforms.view.form_view import FormView, PartView
from decisionforms.view.frame import Frame

# A number with commas is one word: 84,500; that of 84,500.50 is another.
WORD = re.compile(r"(?<![0-9])[0-9]{1,3}(?:,[0-9]{3})+(?!\.?[0-9])|[^\W_]+")
# A reference is one word too, whose number is not taken for a sum or a day: pcd-1462, of DMPCD 2013 96 dmpcd-2013-96.
REFERENCE = re.compile(
    r"(?<![^\W_])([A-Z]{2,})[ \u00a0]?[/–-]?([0-9]{1,6})(?![0-9])(?:[ \u00a0/–-]([0-9]{1,6})(?![0-9]))?"
)
# So is a day or a month of a year, that it be found where its parts stand together: june-2023-20, june-2023.
DAY = re.compile(
    r"(?<![^\W_])(?:([0-9]{1,2})[^\W\d_]{0,3}[ \u00a0])?([^\W\d_]{3,})[ \u00a0]((?:19|20)[0-9]{2})(?![^\W_])"
)
# And so is a financial year: 2023-24.
TWO_YEARS = re.compile(r"(?<![^\W_])((?:19|20)[0-9]{2})[/–-](?:19|20)?([0-9]{2})(?![^\W_])")
# Marks over letters, and signs that don't show, such as soft hyphens.
UNSEEN = {"Mn", "Mc", "Me", "Cf"}


def fold(text: str) -> str:
    """The text in small letters, without accents and signs that don't show."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in plain if unicodedata.category(sign) not in UNSEEN).lower()


def words_in(text: str) -> Iterator[str]:
    """The words of a text as they are searched for, then its references, days and sums: 84500, pcd-1462 and £84500."""
    yield from (word.replace(",", "") for word in WORD.findall(fold(text)))
    for letters, number, further in REFERENCE.findall(text):
        reference = f"{letters.lower()}-{int(number)}"
        yield from (reference, f"{reference}-{int(further)}") if further else (reference,)
    for day, name, year in DAY.findall(text):
        month = "-".join(WORD.findall(fold(f"{name} {year}")))
        yield f"{month}-{int(day)}" if day else month
    yield from (f"{first}-{last}" for first, last in TWO_YEARS.findall(text))
    if "£" in text:
        found = (*find_sums(text, ""), *find_range_ends(text))
        yield from (sum_word(one.value) for one in found if one.value is not None)


def sum_word(amount: Decimal) -> str:
    """A sum as it is searched for, however it was written: £1200000, £84500.50."""
    return f"£{amount:.0f}" if amount == amount.to_integral_value() else f"£{amount:.2f}"


def words_of(record: Record, view: FormView, frame: Frame, wording: Container[str]) -> str:
    """The words of a public page in order, with a space between; `wording` is what the form prints on every one."""
    text = "\n".join((*_beside(record, view, frame), view.title, *_of_form(view, wording)))
    return " ".join(sorted(set(words_in(text)), key=in_order))


def in_order(word: str) -> bytes:
    """What sorts words as browsers compare them."""
    return word.encode("utf-16-be", "replace")


def _beside(record: Record, view: FormView, frame: Frame) -> Iterator[str]:
    """What stands round the form: facts, corrections, files and the chain of extensions."""
    yield record.reference
    yield from (fact.value for fact in view.key_facts)
    yield from record.topics
    yield from (correction.note for correction in frame.corrections)
    yield from (one.title for one in record.attachments)
    for row in frame.chain:
        yield from (row.reference, row.title, row.decided, row.total, row.running)
    yield from (frame.exemption, frame.review)


def _of_form(view: FormView, wording: Container[str]) -> Iterator[str]:
    for part in view.parts:
        yield from _of_part(part, wording)
    runs = (run for block in view.blocks() for run in runs_of(block))
    for note in (note for run in runs for note in notes_in(run)):
        yield from (text_of(paragraph.inlines) for paragraph in note.paragraphs)


def _of_part(part: PartView, wording: Container[str]) -> Iterator[str]:
    for blocks in (part.blocks, *(section.blocks for section in part.sections)):
        yield from (text for block in blocks for text in _of_block(block, wording))
    yield from (row.statement for row in (part.table.rows if part.table else ()) if row.statement not in wording)
    yield from (question.answer for question in part.questions)
    if part.signature:
        yield from (part.signature.name, part.signature.date)


def _of_block(block: Block, wording: Container[str]) -> Iterator[str]:
    """The texts of a block; none of a paragraph that the form prints, which has no number."""
    fixed = isinstance(block, Paragraph) and not block.number and text_of(block.inlines) in wording
    if not fixed:
        yield from (text_of(run) for run in runs_of(block))
