"""What was read of an original as a source file, in the shape that writers know; guesses are notes among the facts."""

from collections.abc import Iterable, Iterator

from decisionforms.decision.facts import NOT_PRINTED
from decisionforms.form.declaration import Row
from decisionforms.legacy.answers import Deferral
from decisionforms.legacy.declaration import GAP, Stated
from decisionforms.legacy.prose import section_text
from decisionforms.legacy.reading import Original
from decisionforms.legacy.remarks import Remarks
from decisionforms.text.yaml_values import as_value
from decisionforms.values.dates import write_date
from decisionforms.values.money import write_money


def source_of(original: Original, notes: Iterable[str], remarks: Remarks) -> str:
    """The text of a source file."""
    body = list(_body(original, remarks))
    return "\n".join(("---", *(f"# {note}" for note in notes), *_facts(original), "---", "", *body))


def notes_of(remarks: Remarks) -> Iterator[str]:
    """The remarks as lines that never print; they name the lines of the original."""
    for remark in sorted(set(remarks)):
        yield f"line {remark.line}, {'to be looked at' if remark.unsure else 'guessed'}: {remark.text}"


def _facts(original: Original) -> Iterator[str]:
    if original.reference:
        yield f"reference: {original.reference.written}"
    if original.title:
        yield f"title: {as_value(original.title)}"
    yield from (f"form: {original.form.name}/{original.edition}", "record: published")
    yield from _declared(original)
    yield from _money(original)
    for key, text in original.others.items():
        yield f"{key}: {as_value(text)}"
    yield from _publication(original)
    signed = {key: one for key, one in original.signatures.items() if one.day}
    if signed:
        yield from ("", "signatures:")
    for key, one in signed.items():
        asked = original.form.definition.signatories[key].interests
        interests = f", interests: {as_value(one.interests)}" if asked else ""
        yield f"  {key}: {{name: {as_value(one.name)}, date: {write_date(one.day)}{interests}}}" if one.day else ""


def _declared(original: Original) -> Iterator[str]:
    """The officers, then the answers of the rows."""
    rows = original.form.definition.rows
    officers = [one for one in original.stated if rows[one.row].officer]
    advice = [one for one in original.stated if not rows[one.row].officer]
    yield from ("",) if officers else ()
    yield from (f"{rows[one.row].officer}: {{{', '.join(_officer(one, rows[one.row]))}}}" for one in officers)
    yield from ("", "advice:") if advice else ()
    yield from (f"  {one.row}: {{answer: {one.answer}{_printed(one)}}}" for one in advice)


def _officer(one: Stated, row: Row) -> Iterator[str]:
    if one.filled:
        yield f"{one.gap}: {as_value(one.filled)}"
    if one.gap != "name" and GAP.search(row.statements[0].text):
        yield f"name: {NOT_PRINTED}"
    if one.printed is not None:
        yield _printed(one).removeprefix(", ")


def _printed(one: Stated) -> str:
    return "" if one.printed is None else f", printed: {'yes' if one.printed else 'no'}"


def _money(original: Original) -> Iterator[str]:
    amounts = original.amounts
    if amounts.sums:
        yield from ("", "amounts:", *(f"  - sum: {write_money(one)}" for one in amounts.sums))
    if amounts.total is not None:
        yield f"total: {write_money(amounts.total)}"


def _publication(original: Original) -> Iterator[str]:
    if original.deferral is not None or original.part_2 is not None:
        yield ""
    if original.deferral is not None:
        yield f"deferral: {_deferral(original.deferral)}"
    if original.part_2 is not None:
        yield f"part_2: {'yes' if original.part_2 else 'no'}"


def _deferral(given: Deferral) -> str:
    facts = [f"reason: {as_value(given.reason)}"] if given.reason else []
    facts += [f"until: {given.until}"] if given.until else []
    return f"{{{', '.join(facts)}}}" if facts else "yes" if given.deferred else "no"


def _body(original: Original, remarks: Remarks) -> Iterator[str]:
    """The headings that the original has, each with its text."""
    edition = original.form.definition.editions[original.edition]
    for key, heading in original.form.headings_of(edition).items():
        if key not in original.passages:
            continue
        number = edition.sections.index(key) + 1 if key in edition.sections else 0
        yield from (f"## {heading}", "")
        text = section_text(original.passages[key], number, remarks)
        yield from (text, "") if text else ()
