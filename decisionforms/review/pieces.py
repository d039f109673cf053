"""What a paragraph of a Word file is made of, as Word shows it, in one form however it was typed."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

SPACES = " \t"


class Words(Struct, frozen=True):
    """A run of text; `href` is where it leads, with # before the label of a paragraph of the paper itself."""

    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""


class NewLine(Struct, frozen=True):
    """A new line within a paragraph."""


class Pointer(Struct, frozen=True):
    """The number of a labelled paragraph, which Word works out."""

    label: str


class NoteMark(Struct, frozen=True):
    """A footnote where it is referred to, with its text."""

    paragraphs: tuple[tuple["Piece", ...], ...]


class Foreign(Struct, frozen=True):
    """What no decision can carry, such as a picture; `kind` says what it is."""

    kind: str


Piece: TypeAlias = Words | NewLine | Pointer | NoteMark | Foreign


def settle(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """The pieces in their one form: joined where they look alike, without spaces at the ends, which nobody sees."""
    pieces = tuple(pieces)
    if len(pieces) == 1 and isinstance(only := pieces[0], Words):
        return (replace(only, text=text),) if (text := only.text.strip(SPACES)) else ()
    joined = list(_joined(_dressed(list(_split(pieces)))))
    while joined and _is_space(joined[0]):
        del joined[0]
    while joined and _is_space(joined[-1]):
        del joined[-1]
    if joined and isinstance(first := joined[0], Words):
        joined[0] = replace(first, text=first.text.lstrip(SPACES))
    if joined and isinstance(last := joined[-1], Words):
        joined[-1] = replace(last, text=last.text.rstrip(SPACES))
    return tuple(joined)


def is_blank(pieces: Iterable[Piece]) -> bool:
    """Whether nothing is seen of pieces."""
    return all(_is_space(piece) for piece in pieces)


def text_of(pieces: Iterable[Piece]) -> str:
    """The words of pieces; a number that Word works out, or what is no text, is shown as a sign."""
    return "".join(_texts(pieces))


def told(pieces: Iterable[Piece]) -> str:
    """The same with how it looks: bold and italics between stars, where links lead, and the texts of footnotes."""
    return "".join(map(_told, pieces))


def _told(piece: Piece) -> str:
    match piece:
        case Words(text, bold, italic, href):
            stars = "*" * (2 * bold + italic)
            return f"{stars}{text}{stars}{f' ({href})' if href else ''}"
        case NoteMark(paragraphs):
            return f" [footnote: {' / '.join(map(told, paragraphs))}]"
        case NewLine():
            return " ⏎ "
        case _:
            return text_of((piece,))


def _texts(pieces: Iterable[Piece]) -> Iterator[str]:
    for piece in pieces:
        match piece:
            case Words(text):
                yield text
            case NewLine():
                yield " "
            case Pointer(label):
                yield f"[{label}]"
            case Foreign(kind):
                yield f"[{kind}]"
            case NoteMark():
                pass


def _is_space(piece: Piece) -> bool:
    return isinstance(piece, Words) and not piece.text.strip(SPACES)


def _split(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces, with the spaces at the ends of a run set apart."""
    for piece in pieces:
        if not isinstance(piece, Words):
            yield piece
            continue
        text = piece.text
        inner = text.strip(SPACES)
        start = text.find(inner) if inner else len(text)
        for part in (text[:start], inner, text[start + len(inner) :]):
            if part:
                yield replace(piece, text=part)


def _dressed(pieces: list[Piece]) -> Iterator[Piece]:
    """The pieces; a space has no look of its own, but that of its neighbours where they are alike."""
    seen = [one for one in pieces if not _is_space(one)]
    at = 0
    for piece in pieces:
        if not _is_space(piece):
            at += 1
            yield piece
            continue
        before, after = (seen[at - 1] if at else None), (seen[at] if at < len(seen) else None)
        assert isinstance(piece, Words)  # noqa: S101 - a space is one
        yield Words(piece.text, *_common(before, after))


def _common(before: Piece | None, after: Piece | None) -> tuple[bool, bool, str]:
    if not isinstance(before, Words) or not isinstance(after, Words):
        return False, False, ""
    href = before.href if before.href == after.href else ""
    return before.bold and after.bold, before.italic and after.italic, href


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    for look, some in groupby(pieces, _look):
        if isinstance(look, tuple):
            bold, italic, href = look
            yield Words("".join(_texts(some)), bold, italic, href)
        else:
            yield from some


def _look(piece: Piece) -> tuple[bool, bool, str] | Piece:
    return (piece.bold, piece.italic, piece.href) if isinstance(piece, Words) else piece
