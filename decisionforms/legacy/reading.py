"""From the stream of an original to what it says, against the form's own order and wording."""

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from decisionforms.form.definition import Definition
from decisionforms.form.form import Form
from decisionforms.form.wording import Part
from decisionforms.legacy.amounts import Amounts, amounts_in
from decisionforms.legacy.anchors import Anchor, Found, Stretch, anchors_of, locate
from decisionforms.legacy.answers import Deferral, answer_in, deferral, facts_in, part_2
from decisionforms.legacy.approval import decided, signatures_of
from decisionforms.legacy.declaration import Declaration, Stated
from decisionforms.legacy.passages import Passage, passages_of
from decisionforms.legacy.remarks import NotImportedError, Remarks, shortened
from decisionforms.legacy.sections import edition_of, headings_in, texts_of
from decisionforms.legacy.signatures import Signed
from decisionforms.legacy.stream import Line, Stream, keys_of
from decisionforms.legacy.wordings import Wordings
from decisionforms.values.references import Reference

ASKING = "recommendation"
# With fewer of a form's wordings than this a text is no such form.
FEWEST = 5


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
    wordings = Wordings(stream, _with_sections(stream, form.definition, found))
    return _Reader(wordings, form, remarks).read()


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

    wordings: Wordings
    form: Form
    remarks: Remarks

    @property
    def stream(self) -> Stream:
        """The original."""
        return self.wordings.stream

    def read(self) -> Original:
        """All that it says."""
        definition = self.form.definition
        signatures = signatures_of(self.wordings, definition, self.remarks)
        parts = {part.key: self._written(part) for part in definition.parts if part.source}
        edition, sections = self._sections(decided(signatures, definition))
        answers = {
            one.answer: answer_in(self.wordings.behind(part.key, "question", at=at), self.remarks)
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
            deferral=deferral(answers, definition.words, self.remarks),
            part_2=part_2(answers, definition.words, self.remarks),
            others=dict(facts_in(answers, definition.facts, self.remarks)),
            signatures=signatures,
        )

    def _passages(self, part: str, *roles: str) -> tuple[Passage, ...]:
        return passages_of(self.wordings.behind(part, *roles), self.remarks)

    def _written(self, part: Part) -> tuple[Passage, ...]:
        return self._passages(part.key, "heading", "text")

    def _reference(self) -> Reference | None:
        given = answer_in(
            self.wordings.behind("reference", "beginning") or self.stream.between(0, self.wordings.found[0].until),
            self.remarks,
        )
        mentioned = next((one for one in self.form.grammar.find(given.text.upper()) if one.reference.ours), None)
        if mentioned is None:
            self.remarks.ask(given.line, "no reference was found")
            return None
        if mentioned.doubt:
            self.remarks.guess(given.line, f"“{shortened(given.text)}” was read as {mentioned.reference.written}")
        return mentioned.reference

    def _sections(self, signed: date | None) -> tuple[str, Mapping[str, tuple[Passage, ...]]]:
        """The edition, and the passages of its sections."""
        definition = self.form.definition
        part = next(part.key for part in definition.parts if part.sections)
        own = next(iter(self.wordings.of(part)), None)
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
        own = [one for one in self.wordings.found if one.anchor.role == "column"] or [
            one for part in self.form.definition.parts if part.declaration for one in self.wordings.of(part.key)
        ]
        if not own:
            return ()
        rows = self.form.rows_of(self.form.definition.editions[edition])
        return tuple(Declaration(self.stream, Stretch(own[-1].end, own[-1].until), rows, self.remarks).read())
