"""What is said of imports: of each file, of all in a table, and for other programs."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec
from msgspec import Struct

from decisionforms.diagnostics import Finding
from decisionforms.legacy.fidelity import Difference
from decisionforms.legacy.importing import Imported
from decisionforms.legacy.remarks import Remark, printable

COLUMNS = ("File", "Decision", "Edition", "Sections", "Paragraphs", "Ticks", "Guesses", "To look at", "Fidelity")


class Outcome(Struct, frozen=True):
    """What became of a file: where its import was written, or why there is none."""

    file: str
    written: str = ""
    imported: Imported | None = None
    fault: str = ""


class JsonImport(Struct, frozen=True, rename="camel"):
    """The report on one file for other programs; `fidelity` is in per cent."""

    file: str
    written: str
    fault: str
    reference: str = ""
    form: str = ""
    fidelity: float | None = None
    remarks: tuple[Remark, ...] = ()
    faults: tuple[Finding, ...] = ()
    differences: tuple[Difference, ...] = ()


def as_text(outcome: Outcome) -> str:
    """All that is to be said of one file."""
    return "\n".join(map(printable, _lines(outcome)))


def _lines(outcome: Outcome) -> Iterator[str]:
    imported = outcome.imported
    if imported is None:
        yield f"{outcome.file}: not imported. {outcome.fault}"
        return
    fidelity = imported.fidelity
    yield f"{outcome.file} → {outcome.written} ({imported.form}), fidelity {fidelity.score:.1f} %: {fidelity.kept} of its {fidelity.words} words stand in the form, which has {fidelity.printed}; {imported.ticks} of its {imported.printed_ticks} ticks."
    guesses = [one for one in imported.remarks if not one.unsure]
    unsure = [one for one in imported.remarks if one.unsure]
    yield from _listed("To be looked at:", [f"line {one.line}: {one.text}" for one in unsure])
    yield from _listed("Not as a record needs it:", [f"{one.problem} {one.remedy}" for one in imported.faults])
    yield from _listed("Guessed:", [f"line {one.line}: {one.text}" for one in guesses])
    yield from _listed("Differences:", [f"line {one.line}: {_difference(one)}" for one in fidelity.differences])


def _listed(heading: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield from (f"  {heading}", *(f"    {line}" for line in lines))


def _difference(one: Difference) -> str:
    if not one.original:
        return f"the form adds “{one.form}”"
    return f"“{one.original}” → “{one.form}”" if one.form else f"“{one.original}” is not in the form"


def as_table(outcomes: Iterable[Outcome]) -> str:
    """A line for each file, and one for all."""
    outcomes = tuple(outcomes)
    rows = [COLUMNS, *(_row(one) for one in outcomes)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(COLUMNS))]
    lines = [
        "  ".join(_cell(cell, width, at) for at, (cell, width) in enumerate(zip(row, widths, strict=True))).rstrip()
        for row in rows
    ]
    done = sum(one.imported is not None for one in outcomes)
    return "\n".join((*lines, f"{done} of {len(outcomes)} files imported."))


def _cell(text: str, width: int, at: int) -> str:
    return text.ljust(width) if at < COLUMNS.index("Sections") else text.rjust(width)


def _row(outcome: Outcome) -> tuple[str, ...]:
    imported = outcome.imported
    if imported is None:
        return (outcome.file, "not imported", *[""] * (len(COLUMNS) - 2))
    counts = (
        imported.sections,
        imported.paragraphs,
        imported.ticks,
        sum(not one.unsure for one in imported.remarks),
        sum(one.unsure for one in imported.remarks) + len(imported.faults),
    )
    return (outcome.file, imported.slug, imported.form, *map(str, counts), f"{imported.fidelity.score:.1f} %")


def as_json(outcomes: Iterable[Outcome]) -> bytes:
    """The reports for other programs."""
    return msgspec.json.format(msgspec.json.encode([_json(one) for one in outcomes]), indent=2) + b"\n"


def _json(outcome: Outcome) -> JsonImport:
    imported = outcome.imported
    if imported is None:
        return JsonImport(outcome.file, "", outcome.fault)
    return JsonImport(
        outcome.file,
        outcome.written,
        "",
        imported.reference,
        imported.form,
        imported.fidelity.score,
        imported.remarks,
        imported.faults,
        imported.fidelity.differences,
    )
