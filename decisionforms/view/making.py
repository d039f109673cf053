"""From a decision to its view, for readers who know the decisions of a register."""

from collections.abc import Iterator
from datetime import date

from decisionforms.decision.decision import Decision
from decisionforms.decision.facts import NOT_PRINTED, Deferral, Field, PartTwo
from decisionforms.decision.numbering import Section
from decisionforms.decision.stage import Stage
from decisionforms.form.signatories import Signatory
from decisionforms.form.wording import Part, Words
from decisionforms.register import Register
from decisionforms.text.nodes import Block, Emphasis, Paragraph
from decisionforms.values.dates import write_date
from decisionforms.view.form_view import (
    FormView,
    PartView,
    QuestionView,
    RowView,
    SectionView,
    SignatureView,
    TableView,
)
from decisionforms.view.key_facts import key_facts, write_value
from decisionforms.view.mentions import link_mentions

DECIDED = {Stage.APPROVED, Stage.REFUSED, Stage.RECORD}


def view_of(decision: Decision, register: Register, *, released: bool = False) -> FormView:
    """The form of this decision as this reader sees it; once it is `released`, its publication is no longer put off."""
    return _Viewer(decision, register, released=released).view()


class _Viewer:
    """Makes one view."""

    def __init__(self, decision: Decision, register: Register, *, released: bool) -> None:
        self.decision = decision
        self.released = released
        self.facts = decision.facts
        self.form = decision.form.definition
        self.words: Words = self.form.words
        self.register = register

    def view(self) -> FormView:
        decision, words = self.decision, self.words
        reference = decision.reference or words.no_reference
        marks = decision.stage.words(self.form)
        return FormView(
            slug=decision.slug,
            language=self.form.language,
            author=self.form.document_author,
            letterhead=self.form.letterhead,
            heading=self.form.heading.format(reference=reference),
            title_label=words.title,
            title=self.facts.title.value if self.facts.title else words.to_be_written,
            reference=reference,
            edition=self.facts.form.value,
            version=decision.version,
            stage=marks.name,
            marking=self._marking(marks.marking),
            is_decision=decision.stage in DECIDED and len(decision.signed) == len(self.form.signatories),
            version_label=words.version,
            page_label=words.page,
            of_label=words.of,
            table_label=words.table,
            note_label=words.footnote,
            back_label=words.back,
            key_facts=tuple(key_facts(decision, self.register)),
            parts=tuple(self._part(part) for part in self.form.parts),
            dated=max((signature.date.value for signature in decision.signed.values()), default=None),
        )

    def _marking(self, marking: str) -> str:
        """How the stage is marked, and until when publication is put off."""
        deferral = self.facts.deferral
        if isinstance(deferral, Deferral) and deferral.until and not self.released:
            return f"{marking} – {self.words.deferred_until} {self._date(deferral.until.value)}"
        return marking

    def _part(self, part: Part) -> PartView:
        fixed: tuple[Block, ...] = tuple(Paragraph((text,), 0) for text in part.text)
        written = self._written(self.decision.parts.get(part.key)) if part.source else ()
        signatory = self.form.signatories.get(part.signatory)
        return PartView(
            key=part.key,
            heading=part.heading,
            blocks=(*fixed, *written, *(self._above_signature(part.signatory, signatory) if signatory else ())),
            sections=tuple(self._sections()) if part.sections else (),
            table=self._table() if part.declaration else None,
            questions=(
                *(QuestionView(question.ask, self._answer(question.answer)) for question in part.questions),
                *self._outcome(signatory),
            ),
            signature=self._signature(part.signatory) if signatory else None,
        )

    def _written(self, section: Section | None) -> tuple[Block, ...]:
        if section is None or not section.blocks:
            missing = self.words.blank_in_record if self.facts.record else self.words.to_be_written
            return (Paragraph((Emphasis((missing,)),), section.span.line if section else 0),)
        return link_mentions(section.blocks, self.register, self.decision.slug)

    def _sections(self) -> Iterator[SectionView]:
        for number, key in enumerate(self.decision.edition.sections, 1):
            yield SectionView(key, number, self.form.sections[key], self._written(self.decision.sections.get(key)))

    def _table(self) -> TableView:
        words = self.words
        rows = tuple(
            RowView(row.label, row.statement, row.confirmed, row.tick(words)) for row in self.decision.declaration
        )
        return TableView(words.statement_column, words.tick_column, words.table_description, rows)

    def _above_signature(self, key: str, signatory: Signatory) -> Iterator[Block]:
        """The interests and the sentence that is signed."""
        if signatory.interests:
            yield Paragraph((self._interests(key),), 0)
        if signatory.outcomes:
            outcome = self.facts.outcome
            became = outcome.answer.value if outcome else self.decision.stage.value
            yield Paragraph((signatory.outcomes.of(became),), 0)

    def _interests(self, key: str) -> str:
        signature = self.decision.signed.get(key)
        if signature is None or signature.interests is None:
            return self.words.interests_unrecorded
        recorded = signature.interests.value
        return {"none": self.words.interests_none, NOT_PRINTED: self.words.interests_not_printed}.get(
            recorded.rstrip(".").lower(), recorded
        )

    def _outcome(self, signatory: Signatory | None) -> Iterator[QuestionView]:
        """Why a request ended otherwise, where the one who decides signs."""
        outcome = self.facts.outcome
        if outcome and signatory and signatory.outcomes:
            yield QuestionView(self.words.outcome_reason, outcome.reason.value)
            yield QuestionView(self.words.outcome_date, self._date(outcome.date.value))

    def _signature(self, key: str) -> SignatureView:
        words, signature = self.words, self.decision.signed.get(key)
        if signature is None:
            return SignatureView(words.signature, "", words.date, "")
        office = self.form.signatories[key].office
        acting = f" ({words.acting})" if signature.acting and signature.acting.value else ""
        name = (
            words.name_not_printed
            if signature.name.value == NOT_PRINTED
            else f"{signature.name.value}, {office}{acting}"
        )
        return SignatureView(words.signature, name, words.date, self._date(signature.date.value))

    def _date(self, day: date) -> str:
        return write_date(day, self.words.months)

    def _answer(self, name: str) -> str:
        deferral, part_2, words = self.facts.deferral, self.facts.part_2, self.words
        match name:
            case "deferred":
                return self._yes_no(deferral)
            case "deferral_reason" | "deferral_until":
                return self._deferral(deferral, name)
            case "part_2":
                return self._yes_no(part_2)
        given = self.facts.others.get(name)
        return write_value(given, self.words) if given else words.to_be_written

    def _yes_no(self, given: Field[bool] | Deferral | PartTwo | None) -> str:
        if given is None:
            return self.words.to_be_written
        return self.words.no if isinstance(given, Field) and not given.value else self.words.yes

    def _deferral(self, deferral: Field[bool] | Deferral | None, name: str) -> str:
        if isinstance(deferral, Field) and not deferral.value:
            return self.words.not_applicable
        if not isinstance(deferral, Deferral):
            return self.words.to_be_written
        if name == "deferral_reason":
            return deferral.reason.value if deferral.reason else self.words.to_be_written
        return self._date(deferral.until.value) if deferral.until else self.words.to_be_written
