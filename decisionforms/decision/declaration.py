"""The officer declaration: which statement each row prints, and what its tick stands on.

A tick is never stored: a row is confirmed exactly when it has evidence, and evidence is only made here, from a
recorded fact with its place.
"""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from decisionforms.decision.facts import Advice, Confirmation, Facts, Field
from decisionforms.decision.numbering import Section
from decisionforms.decision.records import printed_name
from decisionforms.diagnostics import Span
from decisionforms.form.declaration import Advised, Confirmed, Fact, Row, Statement, Substance
from decisionforms.form.definition import Edition
from decisionforms.form.form import Form, plain
from decisionforms.form.wording import Words
from decisionforms.text import fields
from decisionforms.text.nodes import Paragraph, text_of
from decisionforms.values.dates import write_date

AS_PRINTED = "as printed; the evidence is not recorded"


class Evidence(Struct, frozen=True):
    """What a tick stands on: a sentence, and the place of the fact."""

    reason: str
    span: Span


class Missing(Struct, frozen=True):
    """Why a statement is not confirmed, and the place where the fact would stand.

    `unknown` is for transcribed records: the published form may show a tick that nobody has read yet.
    """

    reason: str
    span: Span
    unknown: bool = False


class DeclarationRow(Struct, frozen=True):
    """One row of the table as it prints, with why."""

    key: str
    label: str
    statement: str
    answer: str
    basis: Evidence | Missing
    wording_confirmed: bool

    @property
    def confirmed(self) -> bool:
        """Whether the row is ticked."""
        return isinstance(self.basis, Evidence)

    def tick(self, words: Words) -> str:
        """What the second column of the table says."""
        if isinstance(self.basis, Evidence):
            return words.confirmed
        return words.tick_unknown if self.basis.unknown else words.not_confirmed


class Declaration(Struct, frozen=True):
    """Reads the declaration of one decision off its facts and sections; `written` tells where unrecorded facts belong."""

    form: Form
    facts: Facts
    sections: Mapping[str, Section]
    written: fields.Mapping

    def rows(self, edition: Edition) -> Iterator[DeclarationRow]:
        """The rows of the edition, in order."""
        for key, row in self.form.rows_of(edition):
            yield self._officer_row(key, row) if row.officer else self._advice_row(key, row)

    def _officer_row(self, key: str, row: Row) -> DeclarationRow:
        statement = row.statements[0]
        given = self.facts.officers.get(row.officer)
        missing = self.form.definition.words.not_given
        name, post = (
            (printed_name(given.name) or missing, printed_name(given.post) or missing) if given else (missing, missing)
        )
        text = statement.text.format(name=name, post=post)
        return DeclarationRow(
            key, row.label, text, "", self._confirmation(given, row.officer, statement), statement.confirmed
        )

    def _confirmation(self, given: Confirmation | None, officer: str, statement: Statement) -> Evidence | Missing:
        if given is None:
            return self._unrecorded(officer)
        if self.facts.record:
            return self._as_printed(given.printed, self.written.place_of(officer))
        for fact in ("name", "post"):
            if f"{{{fact}}}" in statement.text and not getattr(given, fact):
                return Missing(f"“{officer}” has no {fact}", self.written.place_of(officer))
        if not given.date:
            return Missing(f"“{officer}” has no date", self.written.place_of(officer))
        return Evidence(f"confirmed on {write_date(given.date.value)}", given.date.span)

    def _advice_row(self, key: str, row: Row) -> DeclarationRow:
        given = self.facts.advice.get(key)
        statement = row.statement_for(given.answer.value) if given else None
        if given is None or statement is None:
            first = row.statements[0]
            basis = self._unrecorded("advice", key)
            return DeclarationRow(key, row.label, first.text, "", basis, first.confirmed)
        basis_found = (
            self._as_printed(given.printed, given.answer.span) if self.facts.record else self._holds(statement, given)
        )
        return DeclarationRow(key, row.label, statement.text, given.answer.value, basis_found, statement.confirmed)

    def _unrecorded(self, *keys: str) -> Missing:
        place, unknown = self.written.place_of(*keys), self.facts.record is not None
        return Missing(f"nothing is recorded under “{': '.join(keys)}”", place, unknown=unknown)

    def _as_printed(self, printed: Field[bool] | None, place: Span) -> Evidence | Missing:
        if printed is None:
            return Missing("it is not recorded whether the tick was printed", place, unknown=True)
        return (
            Evidence(AS_PRINTED, printed.span)
            if printed.value
            else Missing("no tick is printed in the published form", printed.span)
        )

    def _holds(self, statement: Statement, given: Advice) -> Evidence | Missing:
        match statement.when:
            case Advised() | Fact():
                return self._recorded(given, statement.needs)
            case Substance(section):
                return self._substance(section, given.answer.span)
            case Confirmed():
                return Missing("an officer confirms this row", given.answer.span)

    def _substance(self, key: str, answered: Span) -> Evidence | Missing:
        section = self.sections.get(key)
        heading = self.form.definition.sections[key]
        if section is None:
            return Missing(f"the paper has no section “{heading}”", answered)
        for block in section.blocks:
            if isinstance(block, Paragraph) and self._says_something(text_of(block.inlines)):
                return Evidence(f"covered in paragraph {block.number}", Span(block.line))
        return Missing(f"section {section.number} ({heading}) says nothing", section.span)

    def _recorded(self, given: Advice, facts: tuple[str, ...]) -> Evidence | Missing:
        """Evidence where every one of these facts stands beside the answer, and says something."""
        for fact in facts:
            field = getattr(given, fact)
            if field is None:
                return Missing(f"“{fact}” is not recorded", given.answer.span)
            if isinstance(field.value, str) and not self._says_something(field.value):
                return Missing(f"“{fact}” says nothing", field.span)
        said = [_said(fact, getattr(given, fact)) for fact in facts]
        return Evidence(f"{given.answer.value}: {', '.join(said)}", given.answer.span)

    def _says_something(self, text: str) -> bool:
        """Whether a text is more than a nil phrase, or signs without a letter."""
        return any(sign.isalnum() for sign in text) and plain(text) not in self.form.nil_phrases


def _said(fact: str, field: Field[object]) -> str:
    value = field.value
    shown = value if isinstance(value, str) else write_date(value) if hasattr(value, "month") else str(value)  # type: ignore[arg-type]  # only dates have a month
    return f"{fact} {shown}"
