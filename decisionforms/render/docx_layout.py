"""A Word template made ready: what the same template gives in every run, and what one run renders with.

Nothing here knows the libraries that read Word files: where a ready template is kept from an earlier run, they are
not even loaded.
"""

from collections.abc import Mapping

from jinja2 import Template
from msgspec import Struct

from decisionforms.render.package import Member
from decisionforms.render.sandbox import compile_layouts
from decisionforms.text.nodes import Counter

FILE = "form.docx"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
DOCUMENT, NUMBERING, FOOTNOTES = "word/document.xml", "word/numbering.xml", "word/footnotes.xml"
RELATIONS, NOTE_RELATIONS = "word/_rels/document.xml.rels", "word/_rels/footnotes.xml.rels"


class Styles(Struct, frozen=True):
    """The ids under which a template keeps its styles, and its measures in twips (a twentieth of a point)."""

    text: str
    subheading: str
    numbered: str
    continued: str
    quotation: str
    table: str
    cell: str
    note_text: str
    note_mark: str
    link: str
    bullet: tuple[str, int]
    counters: Mapping[Counter, tuple[str, int]]
    first_free_number: int
    text_width: int
    section_indent: int
    indents: tuple[int, ...]

    @property
    def step(self) -> int:
        """How far in a quotation stands."""
        return self.indents[0]

    def list_indent(self, level: int) -> int:
        """How far in the words of a list on this level stand."""
        return self.indents[min(level, len(self.indents) - 1)]


class ReadyTemplate(Struct, frozen=True):
    """A template, cleaned and checked: parts that never change, layouts as text, and beginnings of parts added to."""

    styles: Styles
    fixed: tuple[Member, ...]
    layouts: Mapping[str, str]
    beginnings: Mapping[str, str]


class DocxLayout:
    """A ready template with its layouts compiled."""

    def __init__(self, ready: ReadyTemplate) -> None:
        self.styles = ready.styles
        self.fixed = ready.fixed
        self.layouts: Mapping[str, Template] = compile_layouts(FILE, ready.layouts, trim=False)
        self.beginnings = ready.beginnings
