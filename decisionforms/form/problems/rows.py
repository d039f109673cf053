"""The rows of the declaration."""

from collections.abc import Iterator

from decisionforms.form.declaration import Confirmed, Fact, Substance
from decisionforms.form.definition import Definition
from decisionforms.form.problems.texts import slots_of, twice

# Which names in braces the statement of an officer may hold.
STATEMENT = {"name", "post"}


def in_rows(form: Definition) -> Iterator[str]:
    """Statements must be told apart, and rest on something."""
    for key, row in form.rows.items():
        if not row.statements:
            yield f"“rows.{key}.statements” is empty; add at least one statement."
        for answer in twice(row.answers):
            yield f"“rows.{key}.statements” has the answer “{answer}” twice; change one."
        for statement in row.statements:
            yield from _in_condition(key, form, statement.when)
            by_officer = isinstance(statement.when, Confirmed)
            if by_officer == bool(statement.answer):
                yield f"“rows.{key}.statements” must each have an “answer”, unless they are confirmed by an officer."
            if by_officer and len(row.statements) > 1:
                yield f"“rows.{key}.statements” holds more than the one statement that an officer confirms; make a row of each."
            if not slots_of(statement.text) <= (STATEMENT if by_officer else set()):
                yield f"“rows.{key}.statements.text” has a name in braces that it can't print; {{name}} and {{post}} are those of a confirming officer."


def _in_condition(key: str, form: Definition, when: object) -> Iterator[str]:
    if isinstance(when, Substance) and when.section not in form.sections:
        yield f"“rows.{key}.statements.when.section” names “{when.section}”, which is not under [sections]; correct the name."
    if isinstance(when, Confirmed) and when.officer not in form.officers:
        yield f"“rows.{key}.statements.when.officer” names “{when.officer}”, which is not under [officers]; correct the name."
    if isinstance(when, Fact) and not when.facts:
        yield f"“rows.{key}.statements.when.facts” is empty, so the tick would stand on nothing; name at least one fact."
