"""What form.toml says, key by key; docs/form-definition.md explains each for those who keep the form.

The only door to msgspec, with `loading`.
"""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from msgspec import Struct, field


class Entry(Struct, frozen=True, forbid_unknown_fields=True):
    """A table of form.toml: an unknown key in it is refused."""


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


class Edition(Entry, frozen=True):
    """Which sections and declaration rows the form had in one span of years."""

    since: date
    sections: tuple[str, ...]
    rows: tuple[str, ...]
    until: date | None = None
    confirmed: bool = True


class NotNil(Entry, frozen=True):
    """A section in which such a phrase is not enough, with the reason."""

    section: str
    because: str


class Nil(Entry, frozen=True):
    """Phrases that fill a section without saying anything, and sections in which they are not enough."""

    phrases: tuple[str, ...]
    not_enough: tuple[NotNil, ...] = ()


class Advised(Entry, frozen=True, tag="advised", tag_field="kind"):
    """Holds when the adviser's office and the date are recorded."""


class Substance(Entry, frozen=True, tag="substance", tag_field="kind"):
    """Holds when the section has a numbered paragraph that is not a nil phrase."""

    section: str


class Fact(Entry, frozen=True, tag="fact", tag_field="kind"):
    """Holds when these facts are recorded with the answer."""

    facts: tuple[Literal["reason", "date", "by"], ...]


class Confirmed(Entry, frozen=True, tag="confirmed", tag_field="kind"):
    """Holds when this officer has dated the form."""

    officer: str


class Statement(Entry, frozen=True):
    """One statement a row can print; `answer` is what the writer records to choose it."""

    text: str
    when: Advised | Substance | Fact | Confirmed
    answer: str = ""
    confirmed: bool = True

    @property
    def needs(self) -> tuple[str, ...]:
        """The facts that are recorded beside the answer."""
        match self.when:
            case Advised():
                return ("by", "date")
            case Fact(facts):
                return facts
        return ()

    def recorded(self, said: Mapping[str, str]) -> str:
        """The answer as a writer records it, with these words for the facts beside it."""
        return f"{{answer: {self.answer}{''.join(f', {fact}: {said[fact]}' for fact in self.needs)}}}"


class Row(Entry, frozen=True):
    """A row of the declaration table.

    `section` is where its comments stand, `called` how the text speaks of those who advise on it.
    """

    label: str
    statements: tuple[Statement, ...]
    section: str = ""
    called: tuple[str, ...] = ()

    @property
    def answers(self) -> tuple[str, ...]:
        """What a writer may answer for this row; empty where the row follows from an officer."""
        return tuple(statement.answer for statement in self.statements if statement.answer)

    @property
    def officer(self) -> str:
        """The officer this row follows from; empty where advice is asked for."""
        when = self.statements[0].when
        return when.officer if isinstance(when, Confirmed) else ""

    def statement_for(self, answer: str) -> Statement | None:
        """The statement that this answer chooses."""
        for one in self.statements:
            if one.answer == answer:
                return one
        return None


class Officer(Entry, frozen=True):
    """Someone who confirms the paper before it is signed."""

    office: str


class Holder(Entry, frozen=True):
    """Who held an office, by year."""

    name: str
    since: int | None = None
    until: int | None = None


class Outcomes(Entry, frozen=True):
    """What stands above a signature, by what becomes of the request."""

    approved: str
    refused: str
    withdrawn: str
    unconfirmed: tuple[Literal["approved", "refused", "withdrawn"], ...] = ()

    def of(self, stage: str) -> str:
        """The sentence for a decision at this stage."""
        return {"refused": self.refused, "withdrawn": self.withdrawn}.get(stage, self.approved)


class Signatory(Entry, frozen=True):
    """Someone who signs; `brings` is the stage the signature brings about."""

    office: str
    brings: Literal["cleared", "approved"]
    interests: bool = False
    outcomes: Outcomes | None = None
    holders: tuple[Holder, ...] = ()


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


class SeriesEntry(Entry, frozen=True):
    """How the references of one register are written."""

    name: str
    register: str
    prefixes: tuple[str, ...]
    written: str
    mistaken_prefixes: tuple[str, ...] = ()
    yearly: bool = False
    year_last: bool = False
    since: int | None = None
    until: int | None = None
    successor: str = ""


class PersonalData(Entry, frozen=True):
    """Words by which a text says that personal data is used, and the rows that can deny it.

    `systems` are those in which crimes are recorded: a number after one of these names is somebody's case.
    """

    rows: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    systems: tuple[str, ...] = ()


class Confidential(Entry, frozen=True):
    """How the text speaks of the confidential part, what such a part can rest on, and markings that stay out of this one."""

    called: tuple[str, ...] = ()
    exemptions: tuple[str, ...] = ()
    markings: tuple[str, ...] = ()


class SchemeParagraph(Entry, frozen=True):
    """A paragraph of the scheme of delegation, and what must hold of a paper that relies on it.

    The two limits of a change are alternatives: a change that is over one of them fits.
    """

    number: str
    covers: str
    about: tuple[str, ...] = ()
    sum_from: int | None = None
    sum_over: int | None = None
    original_value_from: int | None = None
    change_over_percent: int | None = None
    change_over_months: int | None = None


class Scheme(Entry, frozen=True):
    """The scheme on which decisions rest: its name, how texts call it, and its paragraphs as far as they are known."""

    name: str
    called: tuple[str, ...]
    paragraphs: tuple[SchemeParagraph, ...] = ()


class Superseded(Entry, frozen=True):
    """Law that was replaced on a day; `earlier` is what it still holds for, if anything."""

    law: str
    by: str
    since: date
    also_called: tuple[str, ...] = ()
    earlier: str = ""


class Authority(Entry, frozen=True):
    """Who else decides, as texts call them: a paper of this form can't ask them."""

    others: tuple[str, ...] = ()


class Definition(Entry, frozen=True):
    """The whole of form.toml."""

    name: str
    body: str
    letterhead: str
    heading: str
    language: str
    document_author: str
    records_before: date
    words: Words
    parts: tuple[Part, ...]
    editions: dict[str, Edition]
    sections: dict[str, str]
    nil: Nil
    rows: dict[str, Row]
    officers: dict[str, Officer]
    signatories: dict[str, Signatory]
    stages: Stages
    key_facts: tuple[KeyFactEntry, ...]
    relations: Relations
    series: tuple[SeriesEntry, ...]
    facts: dict[str, Literal["text", "date", "money"]] = field(default_factory=dict)
    personal_data: PersonalData = PersonalData()
    confidential: Confidential = Confidential()
    authority: Authority = Authority()
    scheme: Scheme | None = None
    superseded: tuple[Superseded, ...] = ()
