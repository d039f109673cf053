"""Mentions of other decisions become links for readers who can open them."""

from msgspec.structs import replace

from decisionforms.register import Register
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
    Strong,
    Subheading,
    Table,
)


def link_mentions(blocks: tuple[Block, ...], register: Register, own: str) -> tuple[Block, ...]:
    """The blocks with an address on each mention that the register holds; a paper never links to itself."""
    linker = _Linker(register, own)
    return tuple([linker.block(block) for block in blocks])


def address_of(slug: str) -> str:
    """The address of a decision's page from that of another one."""
    return f"../{slug}/index.html"


class _Linker:
    def __init__(self, register: Register, own: str) -> None:
        self.register = register
        self.own = own

    def block(self, block: Block) -> Block:
        match block:
            case Paragraph(inlines) | Subheading(inlines):
                linked = self.inlines(inlines)
                return block if linked is inlines else replace(block, inlines=linked)
            case List(items):
                linked_items = tuple([tuple([self.block(child) for child in item]) for item in items])
                return block if linked_items == items else replace(block, items=linked_items)
            case Table(header, rows):
                return replace(block, header=self._row(header), rows=tuple(self._row(row) for row in rows))
            case Quote(blocks):
                return replace(block, blocks=tuple(self.block(child) for child in blocks))

    def _row(self, row: tuple[tuple[Inline, ...], ...]) -> tuple[tuple[Inline, ...], ...]:
        return tuple([self.inlines(cell) for cell in row])

    def inlines(self, inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        """The same tuple where there is nothing to link, so that unchanged text costs nothing."""
        if (len(inlines) == 1 and isinstance(inlines[0], str)) or all(isinstance(inline, str) for inline in inlines):
            return inlines
        return tuple(self._inline(inline) for inline in inlines)

    def _inline(self, inline: Inline) -> Inline:
        match inline:
            case Mention():
                held = self.register.find(inline.slug, inline.also)
                return replace(inline, href=address_of(held)) if held and held != self.own else inline
            case Strong(children):
                return Strong(self.inlines(children))
            case Emphasis(children):
                return Emphasis(self.inlines(children))
            case Note(_, paragraphs):
                return replace(
                    inline, paragraphs=tuple(replace(one, inlines=self.inlines(one.inlines)) for one in paragraphs)
                )
            case str() | Link() | CrossReference() | Break():
                return inline
