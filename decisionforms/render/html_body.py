"""Prose for the web: the same words and numbers as in Word, with numbers as text and an anchor on each paragraph."""

import re
from collections.abc import Iterable
from html import escape

from markupsafe import Markup

from decisionforms.render.sandbox import seen_by_layouts
from decisionforms.text.nodes import (
    Alignment,
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
    text_of,
)

TAG = re.compile(r"<\w+")


@seen_by_layouts("blocks", "notes", "notes_list")
class HtmlBody:
    """Writes the prose of one page; `notes` collects its footnotes in the order in which they are referred to."""

    def __init__(self, table_label: str, note_label: str, back_label: str) -> None:
        self.table_label = table_label
        self.note_label, self.back_label = escape(note_label), escape(back_label)
        self.notes: list[Note] = []
        self.tables = 0

    def blocks(self, blocks: Iterable[Block]) -> Markup:
        """The blocks one after the other."""
        return Markup(self._blocks(blocks))  # noqa: S704 - every text in it was escaped

    def notes_list(self) -> Markup:
        """The footnotes, each leading back to where it is referred to."""
        return Markup("\n".join([self._note_text(note) for note in self.notes]))  # noqa: S704 - every text in it was escaped

    def _blocks(self, blocks: Iterable[Block]) -> str:
        return "\n".join([self._block(block) for block in blocks])

    def _block(self, block: Block) -> str:
        match block:
            case Paragraph(inlines, number=number):
                return _numbered(number, self._inlines(inlines)) if number else f"<p>{self._inlines(inlines)}</p>"
            case List():
                return self._list(block)
            case Table():
                return self._table(block)
            case Subheading(inlines):
                return f"<h4>{self._inlines(inlines)}</h4>"
            case Quote(blocks):
                return f"<blockquote>\n{self._blocks(blocks)}\n</blockquote>"

    def _list(self, block: List) -> str:
        """A list; the marks of an ordered one are text, so that they are found, copied and read out as in Word."""
        if block.start is None:
            points = [f"<li>{self._blocks(item)}</li>" for item in block.items]
            return _lines("<ul>", points, "</ul>")
        points = [
            f'<li><span class="mark">{mark}</span> {self._blocks(item)}</li>'
            for mark, item in zip(block.markers, block.items, strict=True)
        ]
        return _lines('<ol class="marked">', points, "</ol>")

    def _table(self, table: Table) -> str:
        """A table in a region of its own that scrolls; its number keeps the regions of a page apart."""
        self.tables += 1
        label = escape(f"{self.table_label} {self.tables}: {', '.join(text_of(cell) for cell in table.header)}")
        sides = [_side(alignment) for alignment in table.alignments]
        head = self._row('th scope="col"', "th", table.header, sides)
        rows = [self._row("td", "td", row, sides) for row in table.rows]
        top = f'<div class="wide" role="region" aria-label="{label}" tabindex="0">\n<table>\n<thead>\n{head}\n</thead>\n<tbody>'
        return _lines(top, rows, "</tbody>\n</table>\n</div>")

    def _row(self, opening: str, closing: str, cells: tuple[Cell, ...], sides: list[str]) -> str:
        written = [
            f"<{opening}{side}>{self._inlines(cell)}</{closing}>" for cell, side in zip(cells, sides, strict=True)
        ]
        return _lines("<tr>", written, "</tr>")

    def _inlines(self, inlines: Iterable[Inline]) -> str:
        return "".join([self._inline(inline) for inline in inlines])

    def _inline(self, inline: Inline) -> str:
        match inline:
            case str():
                return escape(inline)
            case Mention(text, href=href):
                return _link(href, escape(text))
            case Strong() | Emphasis() | Link() | CrossReference():
                return self._around_words(inline)
            case Note():
                return self._note_mark(inline)
            case Break():
                return "<br>\n"

    def _around_words(self, inline: Strong | Emphasis | Link | CrossReference) -> str:
        words = self._inlines(inline.children)
        match inline:
            case Strong():
                return f"<strong>{words}</strong>"
            case Emphasis():
                return f"<em>{words}</em>"
            case Link(href):
                return _link(href, words)
            case CrossReference(anchor=anchor, number=number):
                return _link(f"#p{anchor}" if anchor else "", words + number)

    def _note_mark(self, note: Note) -> str:
        self.notes.append(note)
        number = note.number
        return (
            f'<sup><a id="n{number}-mark" href="#n{number}" aria-label="{self.note_label} {number}">{number}</a></sup>'
        )

    def _note_text(self, note: Note) -> str:
        number = note.number
        back = f'<a class="mark" href="#n{number}-mark" aria-label="{number}, {self.back_label}">{number}</a>'
        return f'<li id="n{number}">{back} {self._blocks(note.paragraphs)}</li>'


@seen_by_layouts("blocks", "notes", "notes_list")
class LinedBody(HtmlBody):
    """Writes the same prose, with the line of its source on each block: for a preview, and never to be published."""

    def _block(self, block: Block) -> str:
        written = super()._block(block)
        tag = TAG.match(written)
        return f'{tag[0]} data-line="{block.line}"{written[tag.end() :]}' if tag and block.line else written


def _numbered(number: str, text: str) -> str:
    return f'<p class="numbered" id="p{number}"><a class="number" href="#p{number}">{number}</a> {text}</p>'


def _link(href: str, words: str) -> str:
    """The words, leading to the address where there is one."""
    return f'<a href="{escape(href)}">{words}</a>' if href else words


def _side(alignment: Alignment) -> str:
    return "" if alignment is Alignment.LEFT else f' class="{alignment.value}"'


def _lines(first: str, middle: list[str], last: str) -> str:
    return "\n".join([first, *middle, last])
