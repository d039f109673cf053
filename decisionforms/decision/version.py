"""The version of a decision: a digest over everything that is signed, however it is laid out in the file."""

import hashlib
import json
from collections.abc import Iterable

from decisionforms.decision.records import one_line
from decisionforms.text.fields import Mapping, Scalar, Sequence, Value
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
DIGITS = 8


def version_of(fields: Mapping, sections: Iterable[SourceSection]) -> str:
    """Eight hex digits that change whenever a word, a fact or the structure of the text does.

    Comments, the order of facts, line ends and where lines are wrapped make no difference.
    """
    signed = [
        [entry.key, _value(entry.value)]
        for entry in sorted(fields.entries, key=lambda entry: entry.key)
        if entry.key not in NOT_SIGNED
    ]
    body = [[one_line(section.heading), [_block(block) for block in section.blocks]] for section in sections]
    canonical = json.dumps([signed, body], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]


def _value(value: Value) -> object:
    match value:
        case Scalar(text):
            return one_line(text)
        case Sequence(items):
            return [_value(item) for item in items]
        case Mapping(entries):
            return {"": sorted([entry.key, _value(entry.value)] for entry in entries)}


def _block(block: Block) -> object:
    match block:
        case Paragraph(inlines, label=label):
            return ["p", label, _inlines(inlines)]
        case Subheading(inlines):
            return ["h", _inlines(inlines)]
        case List(items, start=start):
            return ["l", start, [[_block(child) for child in item] for item in items]]
        case Table(header, rows, alignments):
            return [
                "t",
                [kind.value for kind in alignments],
                [[_inlines(cell) for cell in row] for row in (header, *rows)],
            ]
        case Quote(blocks):
            return ["q", [_block(child) for child in blocks]]


def _inlines(inlines: Iterable[Inline]) -> list[object]:
    return [_inline(inline) for inline in inlines]


def _inline(inline: Inline) -> object:
    match inline:
        case str():
            return inline
        case Strong(children):
            return ["b", _inlines(children)]
        case Emphasis(children):
            return ["i", _inlines(children)]
        case Link(href, children):
            return ["a", href, _inlines(children)]
        case CrossReference(label, children):
            return ["x", label, _inlines(children)]
        case Mention(text):
            return text
        case Break():
            return ["br"]
        case Note(_, paragraphs):
            return ["n", [_block(paragraph) for paragraph in paragraphs]]
