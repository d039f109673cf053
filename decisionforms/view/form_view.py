"""Everything a reader of one decision will see, resolved, and nothing else.

Every output is written from a FormView, so Word and the web can't say different things. It holds no reasons behind
ticks, no advisers' names, no waivers and no paths.
"""

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from decisionforms.text.nodes import Block


class SectionView(Struct, frozen=True):
    """A numbered section."""

    key: str
    number: int
    heading: str
    blocks: tuple[Block, ...]


class RowView(Struct, frozen=True):
    """A row of the declaration table; `tick` is the words of its second column."""

    label: str
    statement: str
    confirmed: bool
    tick: str


class TableView(Struct, frozen=True):
    """The declaration table with its two column headings."""

    statement_column: str
    tick_column: str
    description: str
    rows: tuple[RowView, ...]


class QuestionView(Struct, frozen=True):
    """A question the form asks, with its answer."""

    ask: str
    answer: str


class SignatureView(Struct, frozen=True):
    """A signature in words; empty `name` and `date` are a line to sign on."""

    label: str
    name: str
    date_label: str
    date: str


class PartView(Struct, frozen=True):
    """One part of the form; it prints what it has, in the order of these fields."""

    key: str
    heading: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[SectionView, ...] = ()
    table: TableView | None = None
    questions: tuple[QuestionView, ...] = ()
    signature: SignatureView | None = None


class KeyFact(Struct, frozen=True):
    """A line of the summary on top of the page; `href` is set where it leads somewhere, `became` where that was not approved."""

    name: str
    value: str
    href: str = ""
    became: str = ""


class FormView(Struct, frozen=True):
    """The form of one decision."""

    slug: str
    language: str
    author: str
    letterhead: str
    heading: str
    title_label: str
    title: str
    reference: str
    edition: str
    version: str
    stage: str
    marking: str
    is_decision: bool
    version_label: str
    page_label: str
    of_label: str
    table_label: str
    note_label: str
    back_label: str
    key_facts: tuple[KeyFact, ...]
    parts: tuple[PartView, ...]
    dated: date | None

    def blocks(self) -> Iterator[Block]:
        """Every block of prose, in the order of reading."""
        for part in self.parts:
            yield from part.blocks
            for section in part.sections:
                yield from section.blocks
