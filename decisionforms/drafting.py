"""A new decision: a draft with every heading of its form, which builds at once."""

from collections.abc import Iterator
from datetime import date

from decisionforms.decision.reader import RESERVED
from decisionforms.errors import OperatorError
from decisionforms.form.declaration import Row
from decisionforms.form.definition import Edition
from decisionforms.form.form import Form
from decisionforms.text.yaml_values import quoted
from decisionforms.values.dates import write_date
from decisionforms.values.references import slug_of

LONGEST_NAME = 80


def current_edition(form: Form, today: date) -> str:
    """The name of the edition in force today; the first where there are several. Raises OperatorError for none."""
    for name, edition in form.definition.editions.items():
        if edition.since <= today and (edition.until is None or today <= edition.until):
            return name
    raise OperatorError(f"No edition of the form {form.name} is in force today; name one with --form.")


def file_name_for(title: str) -> str:
    """The name of a new decision's file, without its ending. Raises OperatorError for a title that can't be one."""
    if not title.isprintable():
        raise OperatorError("The title holds a sign that can't be printed; type it again.")
    slug = slug_of(title)[:LONGEST_NAME].rstrip("-")
    if not slug:
        raise OperatorError("The file is named after the title, so that needs a letter from a to z or a digit.")
    if slug in RESERVED:
        raise OperatorError(f"No file can be called “{slug}” on Windows; choose a longer title.")
    return slug


def draft(title: str, form: Form, edition: str, today: date) -> str:
    """The text of a new decision."""
    return "\n".join((*_facts(title, form, edition, today), *_body(form, form.definition.editions[edition])))


def _facts(title: str, form: Form, edition: str, today: date) -> Iterator[str]:
    definition, day = form.definition, write_date(today)
    yield from ("---", "# Lines that begin with # are for you: they never print. Fill in what follows each colon.")
    yield from (
        f"title: {quoted(title)}",
        f"form: {form.name}/{edition}",
        "# the secretariat gives the reference out",
        "reference:",
        "",
    )
    yield "# the day on which each confirmed the paper"
    for key, row in form.rows_of(definition.editions[edition]):
        if row.officer:
            facts = [f"{fact}: their {fact}, " for fact in ("post", "name") if f"{{{fact}}}" in row.statements[0].text]
            yield from (f"# {{{''.join(facts)}date: {day}}}", f"{key}:")
    yield from ("", "# what was asked, of whom and when: the declaration and its ticks follow from it", "advice:")
    for key, row in form.rows_of(definition.editions[edition]):
        if not row.officer:
            yield from (f"  # {_examples(row, day)}", f"  {key}:")
    yield from (
        "",
        "# what is known of these; leave out the rest",
        "topics:",
        "recipients:",
        "starts:",
        "ends:",
        "term:",
    )
    yield from (
        "# the sums, such as £84,500 or £1.2 million, each under a “- sum:”, and their total",
        "amounts:",
        "total:",
    )
    yield from (f"{fact}:" for fact in definition.facts)
    if form.asks("deferred", "deferral_reason", "deferral_until"):
        yield from ("", f"# no, or {{reason: why, until: {day}}}", "deferral:")
    if form.asks("part_2"):
        yield from ("", f"# no, or {{exemption: which, kept: where, review: {day}}}", "part_2:")
    yield from ("---", "")


def _examples(row: Row, day: str) -> str:
    """The answers a row can have, each as it would be written."""
    said = {"by": "the office asked", "date": day, "reason": "why"}
    return " or ".join(statement.recorded(said) for statement in row.statements)


def _body(form: Form, edition: Edition) -> Iterator[str]:
    for heading in form.headings_of(edition).values():
        yield from (f"## {heading}", "")
