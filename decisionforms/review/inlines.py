"""The inlines of a source as the pieces that Word would show."""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from decisionforms.review.pieces import NewLine, NoteMark, Piece, Pointer, Words
from decisionforms.text.nodes import Break, CrossReference, Emphasis, Inline, Link, Mention, Note, Strong

PLAIN = Words("")


def pieces_of(inlines: Iterable[Inline], word: str, look: Words = PLAIN) -> Iterator[Piece]:
    """Inlines as the pieces that Word would show."""
    for inline in inlines:
        match inline:
            case str() | Mention():
                yield replace(look, text=inline if isinstance(inline, str) else inline.text)
            case Strong(children):
                yield from pieces_of(children, word, replace(look, bold=True))
            case Emphasis(children):
                yield from pieces_of(children, word, replace(look, italic=True))
            case Link(href, children):
                yield from pieces_of(children, word, replace(look, href=href))
            case CrossReference():
                yield from _pointing(inline, word, look)
            case Break():
                yield NewLine()
            case Note():
                yield NoteMark(())


def _pointing(pointer: CrossReference, word: str, look: Words) -> Iterator[Piece]:
    """A pointer: words that lead to a paragraph, or its number after the form's own word."""
    if pointer.children and not pointer.number:
        yield from pieces_of(pointer.children, word, replace(look, href=f"#{pointer.label}"))
    else:
        yield replace(look, text=f"{word} ")
        yield Pointer(pointer.label)
