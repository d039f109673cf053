"""Pieces written as markdown: as few signs as read back to the very same pieces."""

import re
import string
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum
from functools import lru_cache, partial
from itertools import groupby

from decisionforms.diagnostics import Severity
from decisionforms.review.inlines import pieces_of
from decisionforms.review.pieces import Foreign, NewLine, NoteMark, Piece, Pointer, Words, settle
from decisionforms.text.markdown import read_body
from decisionforms.text.nodes import Paragraph, runs_of
from decisionforms.text.tables import BAR

NO_WAY = "there is no way to write it in the source; a space where bold words, italics or a link end may help"
# Signs that may need a backslash, those first that mostly don't: in most texts none, then what markdown is made of, then all.
SIGNS = ("", "&!#>|]<_[`*\\", string.punctuation)
FIRST = re.compile(r"^(\d*)([!-/:-@\[-`{-~])")
LEADS = re.compile(r"#|https?://|mailto:", re.IGNORECASE)
ADDRESS = re.compile(r"[^\s()<>]+")


class UnwritableError(ValueError):
    """Pieces that markdown can't say; the text says what."""


class Kind(Enum):
    """Where text stands in the source; the value is how a body looks that holds nothing else."""

    PARAGRAPH = "## x\n\n{}\n"
    SUBHEADING = "## x\n\n### {}\n"
    CELL = "## x\n\n| x |\n| --- |\n| {} |\n"


def write(pieces: Sequence[Piece], kind: Kind, word: str, note: Callable[[NoteMark], str]) -> str:
    """Markdown that reads back as these pieces. Raises UnwritableError where there is none.

    `word` stands before the number of a paragraph; `note` gives the label of a footnote.
    """
    _refuse_foreign(pieces, kind)
    wanted = _without_texts(settle(pieces))

    def way(signs: str, italic: str) -> str | None:
        text = "".join(_written(pieces, partial(_escaped, signs), italic, word, note))
        text = BAR.sub(r"\\|", text) if kind is Kind.CELL else text
        ways = (text, FIRST.sub(r"\1\\\2", text))
        return next((one for one in ways if _read_back(one, kind, word) == wanted), None)

    for signs in SIGNS:
        for italic in ("*", "_"):
            if (text := way(signs, italic)) is not None:
                return _with_fewer(signs, text, partial(way, italic=italic))
    raise UnwritableError(NO_WAY)


def _with_fewer(signs: str, text: str, way: Callable[[str], str | None]) -> str:
    """The text with only those of these signs escaped that have to be."""
    for sign in signs:
        if f"\\{sign}" in text and (shorter := way(fewer := signs.replace(sign, ""))):
            signs, text = fewer, shorter
    return text


def _refuse_foreign(pieces: Iterable[Piece], kind: Kind) -> None:
    for piece in pieces:
        if isinstance(piece, Foreign):
            raise UnwritableError(f"a decision can't hold this ({piece.kind})")
        if isinstance(piece, Words) and piece.href and not LEADS.match(piece.href):
            raise UnwritableError(f"a link can't lead to {piece.href}")
        if isinstance(piece, NewLine) and kind is not Kind.PARAGRAPH:
            raise UnwritableError("a new line can't stand in a heading or a cell")


def _escaped(signs: str, text: str) -> str:
    return "".join(f"\\{sign}" if sign in signs else sign for sign in text) if signs else text


def _written(
    pieces: Sequence[Piece], escape: Callable[[str], str], italic: str, word: str, note: Callable[[NoteMark], str]
) -> Iterator[str]:
    for href, some in groupby(_without_word(pieces, word), _href):
        inside = "".join(_looks(list(some), escape, italic, note))
        if not href:
            yield inside
        else:
            yield f"[{inside}]({href if ADDRESS.fullmatch(href) else f'<{href}>'})"


def _without_word(pieces: Sequence[Piece], word: str) -> Iterator[Piece]:
    """The pieces; before a pointer the word that it prints by itself is left out."""
    for at, piece in enumerate(pieces):
        after = pieces[at + 1] if at + 1 < len(pieces) else None
        if isinstance(piece, Words) and isinstance(after, Pointer) and piece.text.endswith(f"{word} "):
            yield Words(piece.text.removesuffix(f"{word} "), piece.bold, piece.italic, piece.href)
        else:
            yield piece


def _href(piece: Piece) -> str:
    return piece.href if isinstance(piece, Words) else ""


def _looks(
    pieces: Sequence[Piece], escape: Callable[[str], str], italic: str, note: Callable[[NoteMark], str]
) -> Iterator[str]:
    for bold, some in groupby(pieces, lambda one: isinstance(one, Words) and one.bold):
        inside = "".join(_single(piece, escape, italic, note) for piece in some)
        yield f"**{inside}**" if bold else inside


def _single(piece: Piece, escape: Callable[[str], str], italic: str, note: Callable[[NoteMark], str]) -> str:
    match piece:
        case Words(text, italic=is_italic):
            return f"{italic}{escape(text)}{italic}" if is_italic and text else escape(text)
        case NewLine():
            return "\\\n"
        case Pointer(label):
            return f"[](#{label})"
        case NoteMark():
            return f"[^{note(piece)}]"
        case Foreign():
            return ""


@lru_cache(maxsize=4096)
def _read_back(text: str, kind: Kind, word: str) -> tuple[Piece, ...] | None:
    """The pieces that this markdown is read as, where it is one text of this kind and nothing else."""
    labels = sorted(set(re.findall(r"\[\^([^\]\s]+)\]", text)))
    notes = "".join(f"\n[^{label}]: x\n" for label in labels)
    sections, findings = read_body(kind.value.format(text) + notes, 1)
    if any(one.severity is Severity.ERROR for one in findings) or len(sections) != 1 or len(sections[0].blocks) != 1:
        return None
    block = sections[0].blocks[0]
    runs = list(runs_of(block))
    if len(runs) != (2 if kind is Kind.CELL else 1) or (isinstance(block, Paragraph) and block.label):
        return None
    return settle(pieces_of(runs[-1], word))


def _without_texts(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """The pieces, with footnotes as marks alone."""
    return tuple(NoteMark(()) if isinstance(piece, NoteMark) else piece for piece in pieces)
