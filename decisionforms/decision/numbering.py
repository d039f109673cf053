"""Numbers: of paragraphs (1.1), of points ((a), (i)), of footnotes, and of what pointers point to.

They are settled here once, so that Word, the web and every message say the same "paragraph 2.4".
"""

from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from decisionforms.decision.counters import HIGHEST_START, IN_SECTIONS, OUTSIDE_SECTIONS, marker
from decisionforms.diagnostics import Finding, Severity, Span
from decisionforms.text.nodes import (
    Block,
    Break,
    Counter,
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
)
from decisionforms.values.references import Grammar

MOST_LISTED = 10


class Section(Struct, frozen=True):
    """A part or section of the form with what its writer wrote; `number` is 0 where the form does not number it."""

    key: str
    heading: str
    number: int
    blocks: tuple[Block, ...]
    span: Span


def number_paragraphs(section: Section) -> Section:
    """The section with its top-level paragraphs numbered 1.1, 1.2 … by its own number."""
    numbered: list[Block] = []
    count = 0
    for block in section.blocks:
        if isinstance(block, Paragraph):
            count += 1
            numbered.append(Paragraph(block.inlines, block.line, block.label, f"{section.number}.{count}"))
        else:
            numbered.append(block)
    return replace(section, blocks=tuple(numbered))


def labels_of(sections: Iterable[Section], findings: list[Finding]) -> dict[str, str]:
    """The numbers of the labelled paragraphs, by label."""
    labels: dict[str, str] = {}
    for block in (block for section in sections for block in section.blocks):
        if isinstance(block, Paragraph) and block.label:
            if block.label in labels:
                findings.append(
                    Finding(
                        "duplicate-label",
                        Span(block.line),
                        f"The label “{block.label}” is given to two paragraphs: this one and {labels[block.label]}.",
                        "Give this one another label.",
                    )
                )
            labels[block.label] = block.number
    return labels


class Settler(Struct):
    """Settles what numbering knows, block by block, in the order in which the form prints."""

    grammar: Grammar
    labels: Mapping[str, str]
    paragraph_word: str
    findings: list[Finding] = []
    notes: int = 0
    line: int = 0

    def settle(self, section: Section) -> Section:
        """The section with its points, footnotes, pointers and mentions settled."""
        counters = IN_SECTIONS if section.number else OUTSIDE_SECTIONS
        return replace(section, blocks=self._blocks(section.blocks, counters))

    def _blocks(self, blocks: tuple[Block, ...], counters: tuple[Counter, ...]) -> tuple[Block, ...]:
        return tuple([self._block(block, counters) for block in blocks])

    def _block(self, block: Block, counters: tuple[Counter, ...]) -> Block:
        match block:
            case Subheading():
                return self._subheading(block, counters)
            case Paragraph():
                return self._prose(block)
            case List():
                return self._list(block, counters)
            case Table(header, rows):
                self.line = block.line
                return replace(block, header=self._row(header), rows=tuple(self._row(row) for row in rows))
            case Quote(blocks):
                return replace(block, blocks=self._blocks(blocks, counters))

    def _prose(self, block: Paragraph | Subheading) -> Paragraph | Subheading:
        if isinstance(block, Paragraph) and block.label and not block.number:
            self.findings.append(
                Finding(
                    "label-place",
                    Span(block.line),
                    "Only a numbered paragraph of a section can have a label.",
                    f"Remove {{#{block.label}}} here.",
                )
            )
        self.line = block.line
        inlines = self._inlines(block.inlines)
        return block if inlines is block.inlines else replace(block, inlines=inlines)

    def _subheading(self, block: Subheading, counters: tuple[Counter, ...]) -> Block:
        if counters is not IN_SECTIONS:
            problem = "A heading of your own can only stand in a numbered section."
            self.findings.append(
                Finding("heading-place", Span(block.line), problem, "Remove it, or make it bold text.")
            )
        return self._prose(block)

    def _list(self, block: List, counters: tuple[Counter, ...]) -> List:
        if block.start is None:
            return replace(block, items=tuple(self._blocks(item, counters) for item in block.items))
        if not 1 <= block.start <= HIGHEST_START:
            remedy = f"If it is a sentence, write {block.start}\\. with a backslash before the stop; if it is a list, start it at 1."
            self.findings.append(
                Finding("list-start", Span(block.line), f"A list starts here at {block.start}.", remedy)
            )
            return block
        counter = counters[0]
        markers = tuple(marker(counter, block.start + place) for place in range(len(block.items)))
        inner = counters[1:] or counters
        return replace(
            block, counter=counter, markers=markers, items=tuple(self._blocks(item, inner) for item in block.items)
        )

    def _row(self, row: tuple[tuple[Inline, ...], ...]) -> tuple[tuple[Inline, ...], ...]:
        return tuple([self._inlines(cell) for cell in row])

    def _inlines(self, inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        """The same inlines where there is nothing to settle, so that most text costs little."""
        if len(inlines) == 1 and isinstance(inlines[0], str) and not self.grammar.may_be_in(inlines[0]):
            return inlines
        return tuple(settled for inline in inlines for settled in self._inline(inline))

    def _inline(self, inline: Inline) -> Iterable[Inline]:
        match inline:
            case str():
                return self._mentions(inline)
            case Strong(children):
                return (Strong(self._inlines(children)),)
            case Emphasis(children):
                return (Emphasis(self._inlines(children)),)
            case CrossReference():
                return (self._pointer(inline),)
            case Note():
                return (self._note(inline),)
            case Link() | Mention() | Break():
                return (inline,)

    def _mentions(self, text: str) -> Iterable[Inline]:
        """The text with the decisions it names set apart."""
        at = 0
        for found in self.grammar.find(text):
            if not found.reference.ours:
                continue
            if found.doubt:
                remedy = f"Write {found.reference.written}."
                self.findings.append(Finding("old-reference", Span(self.line), found.doubt, remedy, Severity.WARNING))
            if found.start > at:
                yield text[at : found.start]
            yield Mention(text[found.start : found.end], found.reference.slug, found.reference.also)
            at = found.end
        if at < len(text):
            yield text[at:]

    def _pointer(self, pointer: CrossReference) -> CrossReference:
        number = self.labels.get(pointer.label, "")
        if pointer.label not in self.labels:
            known = ", ".join(sorted(self.labels)[:MOST_LISTED]) or "none"
            self.findings.append(
                Finding(
                    "unknown-label",
                    pointer.span,
                    f"No paragraph has the label “{pointer.label}”.",
                    f"Put {{#{pointer.label}}} at the end of the paragraph meant. Labels here: {known}.",
                )
            )
        if pointer.children:
            return replace(pointer, anchor=number)
        return replace(pointer, children=(f"{self.paragraph_word} ",), anchor=number, number=number)

    def _note(self, note: Note) -> Note:
        self.notes += 1
        number = self.notes
        return replace(
            note,
            number=number,
            paragraphs=tuple(replace(one, inlines=self._inlines(one.inlines)) for one in note.paragraphs),
        )
