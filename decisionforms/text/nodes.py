"""The closed set of blocks and inlines a decision's text is made of.

A plain run of text is a `str`. What only numbering or the register can know (numbers, addresses) is empty until the
step that knows it fills it in; everything else comes from the source as it stands.
"""

from collections.abc import Iterable, Iterator
from enum import Enum
from typing import TypeAlias

from msgspec import Struct

from decisionforms.diagnostics import Span


class Strong(Struct, frozen=True):
    """Bold text."""

    children: tuple["Inline", ...]


class Emphasis(Struct, frozen=True):
    """Text in italics."""

    children: tuple["Inline", ...]


class Link(Struct, frozen=True):
    """A link to an address on the web or of a mailbox."""

    href: str
    children: tuple["Inline", ...]


class Mention(Struct, frozen=True):
    """Another decision, named in the words of the source.

    `slug` names it in the register, where it may also be held under `also`; `href` is set for readers who can open it.
    """

    text: str
    slug: str
    also: str = ""
    href: str = ""


class CrossReference(Struct, frozen=True):
    """A pointer to a labelled paragraph: the words, then the paragraph's number where the words are the form's own.

    `anchor` is the number of the paragraph pointed to.
    """

    label: str
    children: tuple["Inline", ...]
    span: Span
    anchor: str = ""
    number: str = ""


class Break(Struct, frozen=True):
    """A new line within a paragraph."""


class Note(Struct, frozen=True):
    """A footnote where it is referred to, with its text; each reference is a note of its own."""

    label: str
    paragraphs: tuple["Paragraph", ...]
    number: int = 0


Inline: TypeAlias = str | Strong | Emphasis | Link | Mention | CrossReference | Break | Note


class Paragraph(Struct, frozen=True):
    """A paragraph; `number` is "1.1" where the form numbers it."""

    inlines: tuple[Inline, ...]
    line: int
    label: str = ""
    number: str = ""


class Subheading(Struct, frozen=True):
    """An unnumbered heading within a section."""

    inlines: tuple[Inline, ...]
    line: int


class Counter(Enum):
    """How an ordered list counts; the names are those of the list styles in Word templates."""

    DECIMAL = "1."
    LETTER = "(a)"
    ROMAN = "(i)"
    CAPITAL = "(A)"
    FIGURE = "(1)"


class List(Struct, frozen=True):
    """A list; `start` is None for bullets. An ordered one counts by `counter`, and prints its `markers`, such as (a) and (b)."""

    items: tuple[tuple["Block", ...], ...]
    line: int
    start: int | None = None
    counter: "Counter | None" = None
    markers: tuple[str, ...] = ()


class Alignment(Enum):
    """How a column of a table stands."""

    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"


Cell: TypeAlias = tuple[Inline, ...]


class Table(Struct, frozen=True):
    """A table with one header row; every row has as many cells as `alignments`."""

    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    alignments: tuple[Alignment, ...]
    line: int


class Quote(Struct, frozen=True):
    """A quotation set off from the text."""

    blocks: tuple["Block", ...]
    line: int


Block: TypeAlias = Paragraph | Subheading | List | Table | Quote


class SourceSection(Struct, frozen=True):
    """What stands under one `##` heading of a source, with the heading as typed."""

    heading: str
    span: Span
    blocks: tuple[Block, ...]


def text_of(inlines: Iterable[Inline]) -> str:
    """The words of inlines as a reader meets them, footnote marks left out."""
    return "".join(_pieces(inlines))


def notes_in(inlines: Iterable[Inline]) -> Iterator[Note]:
    """The footnotes referred to, in order."""
    for inline in inlines:
        match inline:
            case Note():
                yield inline
            case Strong(children) | Emphasis(children) | Link(_, children) | CrossReference(_, children):
                yield from notes_in(children)
            case _:
                pass


def mentions_in(inlines: Iterable[Inline]) -> Iterator[Mention]:
    """The decisions that are mentioned, those in footnotes too."""
    for inline in inlines:
        match inline:
            case Mention():
                yield inline
            case Strong(children) | Emphasis(children) | Link(_, children) | CrossReference(_, children):
                yield from mentions_in(children)
            case Note(_, paragraphs):
                for paragraph in paragraphs:
                    yield from mentions_in(paragraph.inlines)
            case _:
                pass


def runs_of(block: Block) -> Iterator[tuple[Inline, ...]]:
    """Every stretch of inlines in a block, in the order of reading."""
    match block:
        case Paragraph(inlines) | Subheading(inlines):
            yield inlines
        case List(items):
            for item in items:
                for child in item:
                    yield from runs_of(child)
        case Table(header, rows):
            for row in (header, *rows):
                yield from row
        case Quote(blocks):
            for child in blocks:
                yield from runs_of(child)


def _pieces(inlines: Iterable[Inline]) -> Iterator[str]:
    for inline in inlines:
        match inline:
            case str():
                yield inline
            case Strong(children) | Emphasis(children) | Link(_, children):
                yield from _pieces(children)
            case Mention(text):
                yield text
            case CrossReference(_, children, number=number):
                yield from _pieces(children)
                yield number
            case Break():
                yield " "
            case Note():
                pass
