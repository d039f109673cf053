"""The story of one import: lines, stream, what it says, the source file, and how faithful the form made of that is."""

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from decisionforms.decision.decision import Decision
from decisionforms.decision.numbering import Section
from decisionforms.decision.reader import read_decision
from decisionforms.diagnostics import Finding, Severity
from decisionforms.form.form import Form
from decisionforms.legacy import text, word
from decisionforms.legacy.declaration import TICK
from decisionforms.legacy.fidelity import Fidelity, compare
from decisionforms.legacy.reading import read
from decisionforms.legacy.remarks import Remark, Remarks, shortened
from decisionforms.legacy.writing import notes_of, source_of
from decisionforms.register import Register
from decisionforms.text.nodes import Paragraph
from decisionforms.values.references import slug_of
from decisionforms.view.form_view import TableView
from decisionforms.view.making import view_of
from decisionforms.view.words import notes_of as footnotes_of
from decisionforms.view.words import words_of

PACKED = b"PK"


class Imported(Struct, frozen=True):
    """What came of one original: the source file, how much it holds, what was guessed, and how faithful it is.

    `faults` keep the file from being built, since the original lacks what a record needs.
    """

    slug: str
    reference: str
    form: str
    text: str
    sections: int
    paragraphs: int
    ticks: int
    printed_ticks: int
    remarks: tuple[Remark, ...]
    faults: tuple[Finding, ...]
    fidelity: Fidelity


def import_one(name: str, data: bytes, form: Form) -> Imported:
    """What comes of the original in these bytes. Raises NotImportedError."""
    given = word.flattened(data) if data.startswith(PACKED) else text.flattened(data)
    remarks = Remarks(given.remarks)
    original = read(text.stream_of(given.lines, form.definition, remarks), form, remarks)
    source_of(original, (), remarks)  # which makes the remarks on how it is written
    source = source_of(original, (f"imported from {shortened(name)}", *notes_of(remarks)), Remarks())
    slug = original.reference.slug if original.reference else slug_of(name.rpartition(".")[0] or name)
    reading = read_decision(f"{slug}.md", slug, source.encode(), {form.name: form})
    decision = reading.decision
    return Imported(
        slug=slug,
        reference=original.reference.written if original.reference else "",
        form=f"{form.name}/{original.edition}",
        text=source,
        sections=len(decision.sections) if decision else 0,
        paragraphs=sum(map(_paragraphs, decision.sections.values())) if decision else 0,
        ticks=sum(row.confirmed for row in decision.declaration) if decision else 0,
        printed_ticks=sum(len(TICK.findall(line)) for line in given.lines)
        - len(TICK.findall(form.definition.words.tick_column)),
        remarks=tuple(sorted(set(remarks))),
        faults=tuple(one for one in reading.findings if one.severity is Severity.ERROR),
        fidelity=compare((*given.lines, *given.left_out), _printed(decision) if decision else ()),
    )


def _paragraphs(section: Section) -> int:
    return sum(isinstance(block, Paragraph) for block in section.blocks)


def _printed(decision: Decision) -> Iterator[str]:
    """The words of the form without those of the tick column, which stand elsewhere in flattened text."""
    view = view_of(decision, Register())
    parts = tuple(replace(part, table=_without_ticks(part.table)) if part.table else part for part in view.parts)
    yield from words_of(replace(view, parts=parts))
    for note in footnotes_of(view):
        yield from note


def _without_ticks(table: TableView) -> TableView:
    return replace(table, rows=tuple(replace(row, tick="") for row in table.rows))
