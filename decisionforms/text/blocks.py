"""From the tokens of a body to its sections and their blocks."""

from markdown_it.token import Token

from decisionforms.diagnostics import Severity
from decisionforms.text.inlines import InlineReader, note_labels
from decisionforms.text.nodes import Alignment, Block, Cell, List, Paragraph, Quote, SourceSection, Subheading, Table
from decisionforms.text.tables import fault_of_row

DEEPEST_LIST = 4
SECTION = "h2"
SUBHEADING = "h3"


class BlockReader:
    """Walks once along the tokens of one body."""

    def __init__(self, tokens: list[Token], inlines: InlineReader) -> None:
        self.tokens = tokens
        self.inlines = inlines
        self.page = inlines.page
        self.at = 0
        self.lists = 0

    def sections(self) -> tuple[SourceSection, ...]:
        """The sections, one for each `##` heading."""
        for block in self._blocks(SECTION)[:1]:
            self.page.say(
                "text-before-heading",
                block.line,
                "This text stands before the first heading.",
                "Put it under a heading of the form, such as “## Executive Summary”.",
            )
        sections = []
        while self.at < len(self.tokens):
            heading, inline = self._take(), self._take()
            self._take()
            sections.append(
                SourceSection(inline.content.strip(), self.page.span(self._line(heading)), self._blocks(SECTION))
            )
        return tuple(sections)

    def _take(self) -> Token:
        token = self.tokens[self.at]
        self.at += 1
        return token

    def _line(self, token: Token) -> int:
        return self.inlines.line_of(token)

    def _blocks(self, end: str) -> tuple[Block, ...]:
        """The blocks before the token that ends them, which is left in place."""
        blocks: list[Block] = []
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            if token.type == end or (token.tag == end and token.type == "heading_open"):
                break
            self.at += 1
            if (block := self._block(token)) is not None:
                blocks.append(block)
        return tuple(blocks)

    def _block(self, token: Token) -> Block | None:
        match token.type:
            case "paragraph_open":
                return self._paragraph(token)
            case "bullet_list_open" | "ordered_list_open":
                return self._list(token)
            case "table_open":
                return self._table(token)
            case "blockquote_open":
                return self._quote(token)
            case "heading_open":
                return self._subheading(token)
        self._refuse(token)
        return None

    def _paragraph(self, opening: Token) -> Paragraph:
        inline, _ = self._take(), self._take()
        for line, typed in self.inlines.look_for_typed_numbers(inline):
            problem = f"“{typed}” is typed by hand here, so it prints as text."
            self.page.say(
                "typed-number",
                self.page.span(line, typed),
                problem,
                "Remove it: paragraphs number themselves, points start with “1. ” or “- ”, each on its own line.",
                Severity.WARNING,
            )
        inlines, label = self.inlines.read_labelled(inline)
        return Paragraph(inlines, self._line(opening), label)

    def _list(self, opening: Token) -> List:
        line, closing = self._line(opening), opening.type.replace("open", "close")
        self.lists += 1
        if self.lists == DEEPEST_LIST + 1:
            self.page.say(
                "deep-list", line, "Lists are nested more than four deep here.", "Split the list, or make it flatter."
            )
        items: list[tuple[Block, ...]] = []
        while (item := self._take()).type != closing:
            items.append(self._blocks("list_item_close"))
            self._take()
            if not items[-1]:
                self.page.say(
                    "empty-item",
                    self._line(item),
                    "A point of this list has no words.",
                    "Write the point, or remove its mark.",
                )
        self.lists -= 1
        for heading in (block for item in items for block in item if isinstance(block, Subheading)):
            self.page.say(
                "heading-in-list",
                heading.line,
                "A heading can't stand in a list.",
                "Put it before the list, or make it bold text.",
            )
        return List(
            tuple(items), line, int(opening.attrs.get("start", 1)) if opening.type.startswith("ordered") else None
        )

    def _table(self, opening: Token) -> Table:
        rows: list[tuple[Cell, ...]] = []
        alignments: list[Alignment] = []
        while (token := self._take()).type != "table_close":
            if token.type == "tr_open":
                rows.append(())
                self._check_row(token, rows)
            elif token.type in {"th_open", "td_open"}:
                rows[-1] += (self.inlines.read(self._take()),)
                if len(rows) == 1:
                    alignments.append(_alignment(token))
        if not all(rows[0]):
            self.page.say(
                "empty-column-heading",
                self._line(opening),
                "A column of this table has no heading.",
                "Give each column a heading: screen readers read it out before each cell.",
                Severity.WARNING,
            )
        return Table(rows[0], tuple(rows[1:]), tuple(alignments), self._line(opening))

    def _check_row(self, token: Token, rows: list[tuple[Cell, ...]]) -> None:
        line = self._line(token)
        if len(rows) > 1 and (problem := fault_of_row(self.page.text(line), len(rows[0]))):
            self.page.say(
                "ragged-table",
                line,
                problem,
                "Give every row as many cells as the first; text after a table needs an empty line before it.",
            )

    def _quote(self, opening: Token) -> Quote:
        blocks = self._blocks("blockquote_close")
        self._take()
        for block in blocks:
            if isinstance(block, Quote | Subheading | Table):
                self.page.say(
                    "quotation-form",
                    block.line,
                    "A quotation holds paragraphs and lists only.",
                    "Take this out of the quotation: remove the “>” before it.",
                )
        return Quote(blocks, self._line(opening))

    def _subheading(self, opening: Token) -> Subheading:
        inline, _ = self._take(), self._take()
        line = self._line(opening)
        if opening.tag != SUBHEADING:
            self.page.say(
                "heading-level",
                line,
                f"A heading with {opening.markup} can't stand here.",
                "Use ## for the form's sections and ### for a heading within one.",
            )
        if note_labels(inline):
            self.page.say(
                "note-form", line, "A heading can't have a footnote.", "Put the footnote in the paragraph below."
            )
        if not inline.content.strip():
            self.page.say(
                "empty-heading", line, "This heading has no words.", "Write the heading after ###, or remove the line."
            )
        return Subheading(self.inlines.read(inline), line)

    def _refuse(self, token: Token) -> None:
        if token.type == "hr":
            self.page.say(
                "rule-line",
                self._line(token),
                "A line of dashes, stars or underscores can't stand in the text.",
                "Remove it: the form sets its own lines.",
            )
        else:
            self.page.say(
                "code",
                self._line(token),
                "A block of code can't stand in a decision.",
                "Remove the line of back-ticks or tildes before and after it.",
            )


def _alignment(cell: Token) -> Alignment:
    style = str(cell.attrs.get("style", ""))
    return next((kind for kind in Alignment if style.endswith(kind.value)), Alignment.LEFT)
