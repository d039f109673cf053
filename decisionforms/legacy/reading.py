"""From the stream of an original to what it says, against the form's own order and wording."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from decisionforms.form.definition import Definition, Outcomes, Part
from decisionforms.form.form import Form
from decisionforms.legacy.amounts import Amounts, amounts_in
from decisionforms.legacy.anchors import Anchor, Found, Stretch, anchors_of, locate
from decisionforms.legacy.answers import Answer, Deferral, answer_in, deferral, yes_or_no
from decisionforms.legacy.declaration import Declaration, Stated
from decisionforms.legacy.passages import Passage, passages_of
from decisionforms.legacy.remarks import NotImportedError, Remarks, shortened
from decisionforms.legacy.sections import edition_of, headings_in, texts_of
from decisionforms.legacy.signatures import Signed, signature_in
from decisionforms.legacy.stream import Line, Stream, keys_of
from decisionforms.values.dates import read_date, write_date
from decisionforms.values.money import read_money
from decisionforms.values.references import Reference
from decisionforms.values.unreadable import UnreadableValueError

ASKING = "recommendation"
# With fewer of a form's wordings than this a text is no such form.
FEWEST = 5
READERS: Mapping[str, Callable[[str], object]] = {"text": str, "date": read_date, "money": read_money}


class Original(Struct, frozen=True, kw_only=True):
    """What a published paper says; passages are by the key of their part or section."""

    form: Form
    edition: str
    reference: Reference | None
    title: str
    passages: Mapping[str, tuple[Passage, ...]]
    stated: Sequence[Stated]
    amounts: Amounts
    deferral: Deferral | None
    part_2: bool | None
    others: Mapping[str, str]
    signatures: Mapping[str, Signed]


def read(stream: Stream, form: Form, remarks: Remarks) -> Original:
    """What the original says. Raises NotImportedError where it is no such form, or can't be kept as a record."""
    anchors = tuple(anchors_of(form.definition))
    found = locate(stream, anchors, Stretch(0, len(stream.words)), remarks, FEWEST)
    if not found:
        raise NotImportedError(f"This is no {form.definition.name} form: hardly any of its headings stands in it.")
    return _Reader(stream, form, _with_sections(stream, form.definition, found), remarks).read()


def _with_sections(stream: Stream, definition: Definition, found: Sequence[Found]) -> Sequence[Found]:
    """The wordings found; where the one above the sections is missing, their part begins with the first of them."""
    keys = [part.key for part in definition.parts]
    part = next(part.key for part in definition.parts if part.sections)
    before = [one for one in found if one.anchor.part not in keys[keys.index(part) :]]
    if not before or any(one.anchor.part == part for one in found):
        return found
    last = before[-1]
    headings = headings_in(stream, Stretch(last.end, last.until), definition, Remarks())
    if not headings:
        return found
    start = headings[0].start
    sections = Found(Anchor(part, "heading", ""), start, start, last.until)
    return (*before[:-1], replace(last, until=start), sections, *found[len(before) :])


class _Reader(Struct, frozen=True):
    """Reads one original, of whose fixed wording it is known where it stands."""

    stream: Stream
    form: Form
    found: Sequence[Found]
    remarks: Remarks

    def read(self) -> Original:
        """All that it says."""
        definition = self.form.definition
        signing = {part.signatory: part for part in definition.parts if part.signatory}
        signatures = {key: self._signature(signing[key]) for key in definition.signatories if key in signing}
        parts = {part.key: self._written(part) for part in definition.parts if part.source}
        edition, sections = self._sections(self._decided(signatures))
        answers = {
            one.answer: answer_in(self._behind(part.key, "question", at=at), self.remarks)
            for part in definition.parts
            for at, one in enumerate(part.questions)
        }
        return Original(
            form=self.form,
            edition=edition,
            reference=self._reference(),
            title=" ".join(passage.text for passage in self._passages("title", "beginning")),
            passages=parts | dict(sections),
            stated=tuple(self._declaration(edition)),
            amounts=amounts_in(parts.get(ASKING, ()), self.remarks),
            deferral=self._deferral(answers),
            part_2=self._part_2(answers),
            others=dict(self._others(answers)),
            signatures=signatures,
        )

    def _behind(self, part: str, *roles: str, at: int | None = None) -> tuple[Line, ...]:
        """What stands behind the wordings of a part that have these roles, each up to the next wording of the form."""
        return tuple(
            line
            for one in self.found
            if one.anchor.part == part and one.anchor.role in roles and at in {None, one.anchor.at}
            for line in self.stream.between(one.end, one.until, one.anchor.text)
        )

    def _passages(self, part: str, *roles: str) -> tuple[Passage, ...]:
        return passages_of(self._behind(part, *roles), self.remarks)

    def _written(self, part: Part) -> tuple[Passage, ...]:
        return self._passages(part.key, "heading", "text")

    def _reference(self) -> Reference | None:
        given = answer_in(
            self._behind("reference", "beginning") or self.stream.between(0, self.found[0].until), self.remarks
        )
        mentioned = next((one for one in self.form.grammar.find(given.text.upper()) if one.reference.ours), None)
        if mentioned is None:
            self.remarks.ask(given.line, "no reference was found")
            return None
        if mentioned.doubt:
            self.remarks.guess(given.line, f"“{shortened(given.text)}” was read as {mentioned.reference.written}")
        return mentioned.reference

    def _signature(self, part: Part) -> Signed:
        signatory = self.form.definition.signatories[part.signatory]
        above, below = self._behind(part.key, "heading", "text"), self._behind(part.key, "outcome")
        signed = signature_in(above, below, signatory, self.form.definition.words, self.remarks)
        return signed if self._is_approved(part, signatory.outcomes) else replace(signed, day=None)

    def _is_approved(self, part: Part, outcomes: Outcomes | None) -> bool:
        """Whether the request is said to be approved; a record would print that. Raises NotImportedError for another outcome."""
        for wording in (outcomes.refused, outcomes.withdrawn) if outcomes else ():
            if next(self.stream.find(keys_of(wording), 0, len(self.stream.words)), None) is not None:
                raise NotImportedError(
                    f"It says “{wording}”, and an import would print it as approved: transcribe it by hand."
                )
        found = [one for one in self.found if one.anchor.part == part.key]
        if outcomes is None or any(one.anchor.role == "outcome" for one in found):
            return True
        line = self.stream.line(found[-1].end) if found else 1
        self.remarks.ask(
            line, "the signature was left out, since it is not said that the request was approved: was it?"
        )
        return False

    def _decided(self, signatures: Mapping[str, Signed]) -> date | None:
        """The day of the last signature. Raises NotImportedError where that is too late for a record."""
        last = list(signatures.values())[-1].day if signatures else None
        day = last or max((one.day for one in signatures.values() if one.day), default=None)
        before = self.form.definition.records_before
        if day and day >= before:
            raise NotImportedError(f"It was signed on {write_date(day)}, and only a form signed before {write_date(before)} can be kept as a record: write the decision anew, or change that date in form.toml.")  # fmt: skip
        return day

    def _sections(self, signed: date | None) -> tuple[str, Mapping[str, tuple[Passage, ...]]]:
        """The edition, and the passages of its sections."""
        definition = self.form.definition
        part = next(part.key for part in definition.parts if part.sections)
        own = next((one for one in self.found if one.anchor.part == part), None)
        if own is None:
            return edition_of((), signed, definition, self.remarks), {}
        headings = headings_in(self.stream, Stretch(own.end, own.until), definition, self.remarks)
        edition = edition_of(headings, signed, definition, self.remarks)
        self._leave_out(self.stream.between(own.end, headings[0].start if headings else own.until))
        return edition, texts_of(self.stream, own.until, headings, definition.editions[edition], self.remarks)

    def _leave_out(self, lines: Sequence[Line]) -> None:
        for line in lines:
            if keys_of(line.text):
                self.remarks.ask(
                    line.number, f"“{shortened(line.text)}” was left out: the form has no place for it here"
                )

    def _declaration(self, edition: str) -> Sequence[Stated]:
        own = [one for one in self.found if one.anchor.role == "column"] or [
            one
            for one in self.found
            for part in self.form.definition.parts
            if part.declaration and one.anchor.part == part.key
        ]
        if not own:
            return ()
        rows = self.form.rows_of(self.form.definition.editions[edition])
        return tuple(Declaration(self.stream, Stretch(own[-1].end, own[-1].until), rows, self.remarks).read())

    def _deferral(self, answers: Mapping[str, Answer]) -> Deferral | None:
        if "deferred" not in answers:
            return None
        reason, until = (answers.get(key, Answer(1, "")) for key in ("deferral_reason", "deferral_until"))
        return deferral(answers["deferred"], reason, until, self.form.definition.words, self.remarks)

    def _others(self, answers: Mapping[str, Answer]) -> Iterator[tuple[str, str]]:
        """The facts that only this form asks for, where they are of their kind."""
        for key, kind in self.form.definition.facts.items():
            given = answers.get(key)
            if given is None or not given.text:
                continue
            try:
                READERS[kind](given.text)
                yield key, given.text
            except UnreadableValueError as fault:
                self.remarks.ask(given.line, f"“{shortened(given.text)}” was left out of “{key}”: {fault.problem}")

    def _part_2(self, answers: Mapping[str, Answer]) -> bool | None:
        return yes_or_no(answers["part_2"], self.form.definition.words, self.remarks) if "part_2" in answers else None
