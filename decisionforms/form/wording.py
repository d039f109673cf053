"""What the form prints: its parts, its questions, and the words of its layouts."""

from decisionforms.form.entry import Entry


class Words(Entry, frozen=True):
    """The words that the layouts need beside the form's own wording."""

    title: str
    no_reference: str
    to_be_written: str
    not_given: str
    deferred_until: str
    blank_in_record: str
    confirmed: str
    not_confirmed: str
    tick_unknown: str
    statement_column: str
    tick_column: str
    table_description: str
    signature: str
    date: str
    acting: str
    outcome_reason: str
    outcome_date: str
    interests_none: str
    interests_unrecorded: str
    interests_not_printed: str
    name_not_printed: str
    yes: str
    no: str
    not_applicable: str
    paragraph: str
    table: str
    footnote: str
    back: str
    amount_for: str
    months: tuple[str, ...]
    version: str
    page: str
    of: str


class Question(Entry, frozen=True):
    """A question the form asks in print, and which recorded fact answers it."""

    ask: str
    answer: str


class Part(Entry, frozen=True):
    """One part of the form, in the order in which it prints."""

    key: str
    heading: str = ""
    text: tuple[str, ...] = ()
    source: str = ""
    sections: bool = False
    declaration: bool = False
    questions: tuple[Question, ...] = ()
    signatory: str = ""


class Stage(Entry, frozen=True):
    """How a stage is named and marked on every output."""

    name: str
    marking: str


class Stages(Entry, frozen=True):
    """All stages."""

    draft: Stage
    checked: Stage
    cleared: Stage
    approved: Stage
    refused: Stage
    withdrawn: Stage
    record: Stage


class KeyFactEntry(Entry, frozen=True):
    """A fact shown on top of the page."""

    label: str
    fact: str


class RelationWords(Entry, frozen=True):
    """How a relation reads from either side."""

    says: str
    back: str


class Relations(Entry, frozen=True):
    """The relations that decisions can have."""

    extends: RelationWords
    replaces: RelationWords
    relates_to: RelationWords
