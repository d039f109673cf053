"""Prose for Word in which every paragraph has a name, so that it is known again when a reviewer sends it back."""

from decisionforms.render.docx_body import DocxBody
from decisionforms.render.sandbox import seen_by_layouts
from decisionforms.text.nodes import Cell, Paragraph, Subheading, Table

# Word hides bookmarks whose names begin with an underscore.
NAMED = "_dmpc_"


@seen_by_layouts("blocks", "section")
class NamedBody(DocxBody):
    """Writes the same prose with a hidden bookmark over each paragraph: for reviewers, and never to be published."""

    def _words(self, block: Paragraph | Subheading) -> str:
        runs = super()._words(block)
        return self._bookmarked(name_of(block.line), runs) if block.line else runs

    def _cell(self, table: Table, row: int, column: int, cell: Cell) -> str:
        runs = super()._cell(table, row, column, cell)
        return self._bookmarked(name_of(table.line, row, column), runs)


def name_of(line: int, *place: int) -> str:
    """The name of the paragraph that begins on this line of the source; in a table, that of the cell in this row and column."""
    return NAMED + "_".join(str(number) for number in (line, *place))
