"""The rows of the declaration table: what each can state, and what must be recorded for that."""

from collections.abc import Mapping
from typing import Literal

from decisionforms.form.entry import Entry


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
