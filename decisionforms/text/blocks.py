"""From the tokens of a body to its sections and their blocks."""

from markdown_it.token import Token

from decisionforms.text.inlines import InlineReader, note_labels
from decisionforms.text.nodes import Alignment, Block, Cell, List, Paragraph, Quote, SourceSection, Subheading, Table
from decisionforms.text.tables import fault_of_row

DEEPEST_LIST = 4
WIDEST_TABLE = 20
JOINED = {"bullet_list_open", "ordered_list_open", "blockquote_open"}
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
            self.page.refuse("text-before-heading", block.line)
        sections = []
        while self.at < len(self.tokens):
            heading, inline, _ = self._take(), self._take(), self._take()
            span = self.page.span(self._line(heading))
            sections.append(SourceSection(inline.content.strip(), span, self._blocks(SECTION)))
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
            if token.type in JOINED and self.lists == 0 and end != "blockquote_close":
                self._look_at_join(token, blocks)
            if (block := self._block(token)) is not None:
                if isinstance(block, Table) and blocks and isinstance(blocks[-1], Table):
                    self.page.refuse("adjacent-tables", block.line)
                blocks.append(block)
        return tuple(blocks)

    def _look_at_join(self, token: Token, before: list[Block]) -> None:
        """Make a finding on a list or quotation that may only be the next line of a sentence."""
        line = self._line(token)
        above = self.page.text(line - 1).rstrip() if line > self.page.first else ""
        cut = above and above[-1] not in ".:;!?" and bool(before) and isinstance(before[-1], Paragraph)
        text = self.page.text(line).strip()
        if token.type != "blockquote_open":
            if before and isinstance(before[-1], List) and self.page.text(line).startswith(" "):
                self.page.warn("list-indent", line, remedy=_indented(self._points()))
            elif cut and self._points() == 1:
                mark = text.split()[0]
                escaped = f"{mark[:-1]}\\{mark[-1:]}" if mark[:-1].isdigit() else f"\\{mark}"
                remedy = f"If it is part of the sentence, write: {text.replace(mark, escaped, 1)} If it is a list, put an empty line before it."
                self.page.warn("list-in-sentence", self.page.span(line, mark), remedy=remedy)
        elif cut:
            remedy = (
                f"If it is part of the sentence, write: \\{text} If it is a quotation, put an empty line before it."
            )
            self.page.warn("quotation-in-sentence", self.page.span(line, ">"), remedy=remedy)

    def _points(self) -> int:
        """How many points the list has that opens here."""
        level, points = self.tokens[self.at - 1].level, 0
        for token in self.tokens[self.at :]:
            if token.level == level and token.nesting < 0:
                break
            points += token.type == "list_item_open" and token.level == level + 1
        return points

    def _block(self, token: Token) -> Block | None:
        match token.type:
            case "plain_paragraph":
                return self._paragraph(token)
            case "paragraph_open":
                inline, _ = self._take(), self._take()
                return self._paragraph(inline)
            case "bullet_list_open" | "ordered_list_open":
                return self._list(token)
            case "table_open":
                return self._table(token)
            case "blockquote_open":
                return self._quote(token)
            case "heading_open":
                return self._subheading(token)
        self.page.refuse("rule-line" if token.type == "hr" else "code", self._line(token))
        return None

    def _paragraph(self, text: Token) -> Paragraph:
        inlines, label = self.inlines.read_labelled(text)
        return Paragraph(inlines, self._line(text), label)

    def _list(self, opening: Token) -> List:
        line, closing = self._line(opening), opening.type.replace("open", "close")
        self.lists += 1
        if self.lists == DEEPEST_LIST + 1:
            self.page.refuse("deep-list", line)
        items: list[tuple[Block, ...]] = []
        while (item := self._take()).type != closing:
            items.append(self._blocks("list_item_close"))
            self._take()
            self._check_item(items[-1], self._line(item))
        self.lists -= 1
        start = int(opening.attrs.get("start", 1)) if opening.type == "ordered_list_open" else None
        return List(tuple(items), line, start)

    def _check_item(self, blocks: tuple[Block, ...], line: int) -> None:
        if not blocks:
            self.page.refuse("empty-item", line)
        elif not isinstance(blocks[0], Paragraph):
            self.page.refuse("item-form", line)
        for block in blocks:
            if isinstance(block, Subheading | Table):
                self.page.refuse("table-in-list" if isinstance(block, Table) else "heading-in-list", block.line)

    def _table(self, opening: Token) -> Table:
        rows: list[tuple[Cell, ...]] = []
        alignments: list[Alignment] = []
        faults = len(self.page.findings)
        while (token := self._take()).type != "table_close":
            if token.type == "tr_open":
                rows.append(())
                self._check_row(token, rows)
            elif token.type in {"th_open", "td_open"}:
                rows[-1] += (self.inlines.read(self._take()),)
                if len(rows) == 1:
                    alignments.append(_alignment(token))
        if len(alignments) > WIDEST_TABLE:
            self.page.refuse("wide-table", self._line(opening))
        if not all(cell for row in rows[1:] for cell in row) and faults == len(self.page.findings):
            self.page.warn("empty-cell", self._line(opening))
        if not all(rows[0]):
            self.page.warn("empty-column-heading", self._line(opening))
        return Table(rows[0], tuple(rows[1:]), tuple(alignments), self._line(opening))

    def _check_row(self, token: Token, rows: list[tuple[Cell, ...]]) -> None:
        line = self._line(token)
        if len(rows) > 1 and (problem := fault_of_row(self.page.text(line), len(rows[0]))):
            self.page.refuse("ragged-table", line, problem)

    def _quote(self, opening: Token) -> Quote:
        blocks = self._blocks("blockquote_close")
        self._take()
        if not blocks:
            self.page.refuse("unseen-text", self._line(opening))
        for block in blocks:
            if isinstance(block, Quote | Subheading | Table):
                self.page.refuse("quotation-form", block.line)
        return Quote(blocks, self._line(opening))

    def _subheading(self, opening: Token) -> Subheading:
        inline, _ = self._take(), self._take()
        line = self._line(opening)
        if opening.tag != SUBHEADING:
            self.page.refuse("heading-level", line, f"A heading with {opening.markup} can't stand here.")
        if note_labels(inline):
            self.page.refuse("heading-note", line)
        if not inline.content.strip():
            self.page.refuse("empty-heading", line)
        return Subheading(self.inlines.read(inline), line)


def _indented(points: int) -> str:
    return f"If it does, begin its line with four spaces{', and so the points that follow it' if points > 1 else ''}."


def _alignment(cell: Token) -> Alignment:
    style = str(cell.attrs.get("style", ""))
    return next((kind for kind in Alignment if style.endswith(kind.value)), Alignment.LEFT)
