"""A view as data for a PDF's layout: text stays text, so nothing that a writer typed is ever taken for a command.

Every block and inline is a string or an object with a `kind`; what a string holds is printed as it stands.
"""

import re
from collections.abc import Iterable
from typing import TypeAlias

import msgspec

from decisionforms.render.docx_widths import column_widths
from decisionforms.text.nodes import (
    Block,
    Break,
    Cell,
    CrossReference,
    Emphasis,
    Inline,
    Link,
    List,
    Mention,
    Note,
    Paragraph,
    Quote,
    Strong,
    Subheading,
    Table,
    notes_in,
    runs_of,
    text_of,
)
from decisionforms.view.form_view import FormView, PartView

Data: TypeAlias = dict[str, object]
# A line end or a tab of the source is a blank on paper.
BLANKS = re.compile(r"[ \t\r\n]+")
# Signs without a width that no text of a PDF/UA may hold (ISO 14289-1, 7.21.7), and the soft hyphen: no word is parted.
LEFT_OUT = {0xAD: None, 0xFEFF: None, 0xFFFE: None}
LONGEST_ADDRESS = 8000
# What a text is as wide as where the columns of a table share it out; only their proportion counts.
WHOLE = 9638


def as_data(view: FormView) -> str:
    """The view as JSON: its own names, with `dated` as [year, month, day], all `notes`, and every block under its `kind`."""
    plain = {name: getattr(view, name) for name in view.__struct_fields__ if name not in {"parts", "dated"}}
    dated = (view.dated.year, view.dated.month, view.dated.day) if view.dated else None
    runs = (run for block in view.blocks() for run in runs_of(block))
    notes = [_inline(note) for run in runs for note in notes_in(run)]
    data = {**plain, "dated": dated, "parts": [_part(part) for part in view.parts], "notes": notes}
    return msgspec.json.encode(_on_paper(msgspec.to_builtins(data))).decode().translate(LEFT_OUT)


def _on_paper(value: object) -> object:
    """The same with blanks in place of line ends and tabs, wherever a text stands in it."""
    match value:
        case str():
            return BLANKS.sub(" ", value)
        case dict():
            return {key: _on_paper(one) for key, one in value.items()}
        case list() | tuple():
            return [_on_paper(one) for one in value]
    return value


def _part(part: PartView) -> Data:
    sections = [
        {"number": section.number, "heading": section.heading, "blocks": _blocks(section.blocks)}
        for section in part.sections
    ]
    return {
        "heading": part.heading,
        "blocks": _blocks(part.blocks),
        "sections": sections,
        "table": part.table,
        "questions": part.questions,
        "signature": part.signature,
    }


def _blocks(blocks: Iterable[Block]) -> list[Data]:
    return [_block(block) for block in blocks]


def _block(block: Block) -> Data:
    match block:
        case Paragraph(inlines, number=number):
            return {"kind": "paragraph", "number": number, "inlines": _inlines(inlines)}
        case Subheading(inlines):
            return {"kind": "subheading", "inlines": _inlines(inlines)}
        case List(items, markers=markers):
            return {"kind": "list", "markers": markers, "items": [_blocks(item) for item in items]}
        case Table():
            return _table(block)
        case Quote(blocks):
            return {"kind": "quote", "blocks": _blocks(blocks)}


def _table(table: Table) -> Data:
    return {
        "kind": "table",
        "widths": column_widths(table, WHOLE),
        "sides": [side.value for side in table.alignments],
        "repeat": not any(_leads_on(cell) for cell in table.header),
        "header": _row(table.header),
        "rows": [_row(row) for row in table.rows],
    }


def _row(row: Iterable[Cell]) -> list[Data]:
    """The cells of a row, each with its plain text too: by that the layout sees whether a word is too wide for it."""
    return [{"inlines": _inlines(cell), "text": text_of(cell)} for cell in row]


def _leads_on(inlines: Iterable[Inline]) -> bool:
    """Whether there is a link or a note in it: a head that is repeated is no part of the tags, and must not have one."""
    return any(
        isinstance(one, Link | CrossReference | Note)
        or (isinstance(one, Strong | Emphasis) and _leads_on(one.children))
        for one in inlines
    )


def _inlines(inlines: Iterable[Inline]) -> list[str | Data]:
    return [_inline(inline) for inline in inlines]


def _inline(inline: Inline) -> str | Data:
    match inline:
        case str():
            return inline
        case Mention(text):
            return text
        case Strong(children):
            return {"kind": "strong", "inlines": _inlines(children)}
        case Emphasis(children):
            return {"kind": "emphasis", "inlines": _inlines(children)}
        case Link(href, children):
            kind = "link" if 0 < len(href.encode()) <= LONGEST_ADDRESS else "words"
            return {"kind": kind, "href": href, "inlines": _inlines(children)}
        case CrossReference(children=children, anchor=anchor, number=number):
            kind = "pointer" if anchor else "words"
            return {"kind": kind, "anchor": anchor, "inlines": [*_inlines(children), number]}
        case Note(paragraphs=paragraphs, number=number):
            return {"kind": "note", "number": str(number), "paragraphs": [_inlines(one.inlines) for one in paragraphs]}
        case Break():
            return {"kind": "break"}
