"""Prose for Word: blocks become WordprocessingML, numbered by the template's own styles.

A user's text only ever passes through `words`, which escapes it.
"""

from collections.abc import Iterable
from itertools import zip_longest

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from decisionforms.render.docx_layout import Styles
from decisionforms.render.docx_runs import PLAIN, Look, escape, run, words
from decisionforms.render.docx_widths import column_widths
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

JUSTIFIED = {Alignment.LEFT: "", Alignment.CENTRE: '<w:jc w:val="center"/>', Alignment.RIGHT: '<w:jc w:val="right"/>'}
INTRODUCED = (List, Table, Quote)


class _Place(Struct, frozen=True):
    """Where a block stands: how far in, and under how many lists."""

    indent: int = 0
    level: int = 0
    continued: bool = False
    keep: bool = False

    @property
    def kept(self) -> str:
        """The property that keeps a paragraph on the page of the next one."""
        return "<w:keepNext/>" if self.keep else ""


@seen_by_layouts("blocks", "section")
class DocxBody:
    """Writes the prose of one document, and gathers what goes into other parts of it."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.links: dict[str, str] = {}
        self.note_links: dict[str, str] = {}
        self.lists: list[str] = []
        self.notes: list[str] = []
        self.bookmarks = 0

    def blocks(self, blocks: tuple[Block, ...], below: object = None) -> Markup:
        """Blocks of an unnumbered part; with something to sign or answer below them they stay on its page."""
        return self._series(blocks, _Place(keep=bool(below)))

    def section(self, blocks: tuple[Block, ...]) -> Markup:
        """Blocks of a numbered section: whatever has no number of its own stands as far in as what has one."""
        return self._series(blocks, _Place(self.styles.section_indent, 1, continued=True))

    def _series(self, blocks: tuple[Block, ...], place: _Place) -> Markup:
        """The blocks; a paragraph stays on the page of the list, table or quotation that it introduces."""
        kept = replace(place, keep=True)
        pairs = zip_longest(blocks, blocks[1:])
        written = [self._block(block, kept if isinstance(after, INTRODUCED) else place) for block, after in pairs]
        return Markup("".join(written))  # noqa: S704 - every text in it was escaped

    def _block(self, block: Block, place: _Place) -> str:
        match block:
            case Paragraph():
                return self._paragraph(block, place)
            case Subheading():
                return self._p(self.styles.subheading, "", self._words(block))
            case List():
                return self._list(block, place)
            case Table():
                return self._table(block, place)
            case Quote(blocks):
                return "".join(self._quoted(child, place) for child in blocks)

    def _p(self, style: str, properties: str, runs: str) -> str:
        named = f'<w:pStyle w:val="{style}"/>' if style else ""
        return f"<w:p><w:pPr>{named}{properties}</w:pPr>{runs}</w:p>"

    def _paragraph(self, paragraph: Paragraph, place: _Place) -> str:
        runs = self._words(paragraph)
        if paragraph.number:
            return self._p(self.styles.numbered, place.kept, self._marked(paragraph, runs))
        if place.continued:
            return self._p(self.styles.continued, f'{place.kept}<w:ind w:left="{place.indent}"/>', runs)
        return self._p(self.styles.text, place.kept, runs)

    def _words(self, block: Paragraph | Subheading) -> str:
        """The runs of a paragraph."""
        return self._inlines(block.inlines)

    def _marked(self, paragraph: Paragraph, runs: str) -> str:
        """The runs between the ends of a bookmark where a pointer can lead here."""
        return self._bookmarked(bookmark(paragraph.number), runs) if paragraph.label else runs

    def _bookmarked(self, name: str, runs: str) -> str:
        self.bookmarks += 1
        number = self.bookmarks
        return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{runs}<w:bookmarkEnd w:id="{number}"/>'

    def _quoted(self, block: Block, place: _Place) -> str:
        if isinstance(block, Paragraph):
            return self._p(
                self.styles.quotation,
                f'<w:ind w:left="{place.indent + self.styles.step}"/>',
                self._words(block),
            )
        return self._block(block, _Place(place.indent + self.styles.step, place.level + 1))

    def _list(self, block: List, place: _Place) -> str:
        style, number = self._number(block, place.level)
        inner = _Place(self.styles.list_indent(place.level), place.level + 1, continued=True)
        properties = f'<w:numPr><w:ilvl w:val="{place.level}"/><w:numId w:val="{number}"/></w:numPr>'
        return "".join(self._item(item, style, properties, inner) for item in block.items)

    def _item(self, blocks: tuple[Block, ...], style: str, properties: str, inner: _Place) -> str:
        """A point: its first words carry the mark, everything else stands below them."""
        first, *rest = blocks
        opening = self._words(first) if isinstance(first, Paragraph) else ""
        return self._p(style, properties, opening) + "".join(self._block(block, inner) for block in rest)

    def _number(self, block: List, level: int) -> tuple[str, int]:
        """The style of a list and its numbering: each ordered list has one of its own, so that it starts where it says."""
        if block.counter is None:
            return self.styles.bullet
        style, abstract = self.styles.counters[block.counter]
        number = self.styles.first_free_number + len(self.lists)
        override = f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{block.start}"/></w:lvlOverride>'
        self.lists.append(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{override}</w:num>')
        return style, number

    def _table(self, table: Table, place: _Place) -> str:
        widths = column_widths(table, self.styles.text_width - place.indent)
        caption = escape(", ".join(text_of(cell) for cell in table.header), quote=True)
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        head = self._row(table, 0, widths, "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>")
        below = range(1, len(table.rows) + 1)
        rows = "".join(self._row(table, place, widths, "<w:trPr><w:cantSplit/></w:trPr>") for place in below)
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{self.styles.table}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblInd w:w="{place.indent}" w:type="dxa"/>'
            '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
            f'<w:tblCaption w:val="{caption}"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{head}{rows}</w:tbl>'
        )

    def _row(self, table: Table, place: int, widths: list[int], properties: str) -> str:
        """A row of a table; the first, at 0, is that of its headings."""
        row = (table.header, *table.rows)[place]
        cells = (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{self._p(self.styles.cell, JUSTIFIED[kind], self._cell(table, place, column, cell))}</w:tc>'
            for column, (cell, kind, width) in enumerate(zip(row, table.alignments, widths, strict=True))
        )
        return f"<w:tr>{properties}{''.join(cells)}</w:tr>"

    def _cell(self, table: Table, row: int, column: int, cell: Cell) -> str:  # noqa: ARG002 - where it stands matters to those who name it
        """The runs of a cell."""
        return self._inlines(cell)

    def _inlines(self, inlines: Iterable[Inline], look: Look = PLAIN) -> str:
        return "".join([self._inline(inline, look) for inline in inlines])

    def _inline(self, inline: Inline, look: Look) -> str:
        match inline:
            case str():
                return run(words(inline), look)
            case Mention(text):
                return run(words(text), look)
            case Strong(children):
                return self._inlines(children, replace(look, bold=True))
            case Emphasis(children):
                return self._inlines(children, replace(look, italic=True))
            case Link(href, children):
                return f'<w:hyperlink r:id="{self._relation(href)}" w:history="1">{self._inlines(children, replace(look, link=self.styles.link))}</w:hyperlink>'
            case CrossReference():
                return self._pointer(inline, look)
            case Break():
                return run("<w:br/>", look)
            case Note():
                return self._note(inline)

    def _pointer(self, pointer: CrossReference, look: Look) -> str:
        target = bookmark(pointer.anchor)
        if not pointer.number:
            return f'<w:hyperlink w:anchor="{target}" w:history="1">{self._inlines(pointer.children, replace(look, link=self.styles.link))}</w:hyperlink>'
        field = f'<w:fldSimple w:instr=" REF {target} \\r \\h ">{run(words(pointer.number), look)}</w:fldSimple>'
        return self._inlines(pointer.children, look) + field

    def _note(self, note: Note) -> str:
        """The mark of a note; each mark has a note of its own, since Word shows a shared one empty."""
        number, styles = len(self.notes) + 1, self.styles
        self.links, self.note_links = self.note_links, self.links
        mark = f'<w:r><w:rPr><w:rStyle w:val="{styles.note_mark}"/></w:rPr><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> </w:t></w:r>'
        first, *rest = note.paragraphs
        paragraphs = [
            self._p(styles.note_text, "", mark + self._inlines(first.inlines)),
            *(self._p(styles.note_text, "", self._inlines(one.inlines)) for one in rest),
        ]
        self.links, self.note_links = self.note_links, self.links
        self.notes.append(f'<w:footnote w:id="{number}">{"".join(paragraphs)}</w:footnote>')
        return f'<w:r><w:rPr><w:rStyle w:val="{styles.note_mark}"/></w:rPr><w:footnoteReference w:id="{number}"/></w:r>'

    def _relation(self, href: str) -> str:
        return self.links.setdefault(href, f"link{len(self.links) + 1}")


def bookmark(number: str) -> str:
    """The name of the bookmark over a paragraph that pointers lead to."""
    return "_Ref" + number.replace(".", "_")
