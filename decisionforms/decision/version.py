"""The version of a decision: a digest over everything that is signed, however it is laid out in the file."""

import hashlib
from collections.abc import Iterable

from decisionforms.decision.records import one_line
from decisionforms.text.fields import Mapping, Scalar, Value
from decisionforms.text.nodes import (
    Block,
    Break,
    CrossReference,
    Emphasis,
    Inline,
    Link,
    List,
    Mention,
    Note,
    Paragraph,
    Quote,
    SourceSection,
    Strong,
    Subheading,
    Table,
)

NOT_SIGNED = {"signatures", "original_kept", "waivers"}
OUTCOME = "outcome"
DIGITS = 8
# Signs that no text can hold, so that no text can be taken for structure.
OPEN, CLOSE, NEXT = "\x01", "\x02", "\x1f"


def versions_of(fields: Mapping, sections: Iterable[SourceSection]) -> tuple[str, ...]:
    """The version of a text; for one that ended otherwise, then also its version before that was recorded.

    Those who had signed by then signed the earlier one, and still did.
    """
    kept = tuple(sections)
    version = version_of(fields, kept)
    if not any(entry.key == OUTCOME for entry in fields.entries):
        return (version,)
    before = Mapping(tuple(entry for entry in fields.entries if entry.key != OUTCOME), fields.span)
    return (version, version_of(before, kept))


def version_of(fields: Mapping, sections: Iterable[SourceSection]) -> str:
    """Eight hex digits that change whenever a word, a fact or the structure of the text does.

    Comments, the order of facts, facts left empty, line ends and where lines are wrapped make no difference.
    """
    canonical = _Canonical()
    canonical.mapping(Mapping(tuple(entry for entry in fields.entries if entry.key not in NOT_SIGNED), fields.span))
    for section in sections:
        canonical.pieces.append(one_line(section.heading))
        canonical.blocks(section.blocks)
    return hashlib.sha256(NEXT.join(canonical.pieces).encode("utf-8")).hexdigest()[:DIGITS]


class _Canonical:
    """What is signed as a row of pieces: texts, and signs for the structure around them."""

    def __init__(self) -> None:
        self.pieces: list[str] = []

    def mapping(self, mapping: Mapping) -> None:
        """The facts, in the order of their keys."""
        given = (entry for entry in mapping.entries if not (isinstance(entry.value, Scalar) and not entry.value.text))
        for entry in sorted(given, key=lambda entry: entry.key):
            self.pieces.append(entry.key)
            self._value(entry.value)

    def blocks(self, blocks: Iterable[Block]) -> None:
        """Blocks, between signs that nothing else can be taken for."""
        self.pieces.append(OPEN)
        for block in blocks:
            self._block(block)
        self.pieces.append(CLOSE)

    def _value(self, value: Value) -> None:
        if isinstance(value, Scalar):
            self.pieces.append(one_line(value.text))
            return
        self.pieces.append(OPEN)
        if isinstance(value, Mapping):
            self.mapping(value)
        else:
            for item in value.items:
                self._value(item)
        self.pieces.append(CLOSE)

    def _block(self, block: Block) -> None:
        match block:
            case Paragraph(inlines, label=label):
                self._inlines(f"p{label}", inlines)
            case Subheading(inlines):
                self._inlines("h", inlines)
            case List(items, start=start):
                self.pieces.append(f"l{start}")
                for item in items:
                    self.blocks(item)
            case Table(header, rows, alignments):
                self.pieces.append("t" + "".join(kind.value[0] for kind in alignments))
                for cell in (cell for row in (header, *rows) for cell in row):
                    self._inlines("c", cell)
            case Quote(blocks):
                self.pieces.append("q")
                self.blocks(blocks)

    def _inlines(self, sign: str, inlines: Iterable[Inline]) -> None:
        """Inlines with the sign of what holds them; plain text has no sign of its own."""
        self.pieces += (OPEN, sign)
        for inline in inlines:
            if isinstance(inline, str):
                self.pieces.append(inline)
            else:
                self._inline(inline)
        self.pieces.append(CLOSE)

    def _inline(self, inline: Inline) -> None:
        match inline:
            case Strong(children):
                self._inlines("b", children)
            case Emphasis(children):
                self._inlines("i", children)
            case Link(href, children):
                self._inlines(f"a{href}", children)
            case CrossReference(label, children):
                self._inlines(f"x{label}", children)
            case Mention(text):
                self.pieces.append(text)
            case Break():
                self._inlines("br", ())
            case Note(_, paragraphs):
                self.pieces += (OPEN, "n")
                self.blocks(paragraphs)
                self.pieces.append(CLOSE)
