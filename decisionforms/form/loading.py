"""From a folder of templates to its Form, or to a sentence that names the key to mend."""

import re
import string
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_type_hints

import msgspec

from decisionforms.errors import FormError
from decisionforms.files import read_operator_file
from decisionforms.form.definition import Confirmed, Definition, Substance
from decisionforms.form.form import ANSWERS, Form
from decisionforms.values.references import OURS

FILE = "form.toml"
# Which names in braces a text may hold, by where it stands in form.toml.
SLOTS = {"heading": {"reference"}, "written": {"number", "year", "prefix"}, "text": {"name", "post"}}


def load_form(folder: Path) -> Form:
    """The form in this folder. Raises FormError with a sentence that names the key to mend."""
    shown = f"{folder.name}/{FILE}"
    try:
        raw = tomllib.loads(read_operator_file(folder / FILE))
    except tomllib.TOMLDecodeError as fault:
        raise FormError(f"{shown} can't be read: {fault}. Mend that line.") from None
    try:
        definition = msgspec.convert(raw, Definition)
    except msgspec.ValidationError as fault:
        raise FormError(f"{shown}: {explain(str(fault), raw)}") from None
    for problem in problems(definition):
        raise FormError(f"{shown}: {problem}")
    return Form(folder.name, folder, definition)


def explain(fault: str, raw: dict[str, Any]) -> str:
    """The complaint of the reader as a sentence that names the key."""
    what, _, path = fault.partition(" - at `")
    place = _place(path.rstrip("`"), raw)
    if match := re.search(r"missing required field `(\w+)`", what):
        return f"the key “{_join(place, match[1])}” is missing; add it."
    if match := re.search(r"unknown field `(\w+)`", what):
        return f"the key “{_join(place, match[1])}” is not one this file knows; check its spelling or remove it."
    if match := re.search(r"Expected `(.+?)`, got `(.+?)`", what):
        return f"“{place or 'the file'}” should be {_kind(match[1])}, but is {_kind(match[2])}; correct its value."
    return f"“{place or 'the file'}” has a value it can't have ({what[:1].lower()}{what[1:]}); correct it."


def problems(form: Definition) -> Iterator[str]:
    """Names that lead nowhere, each as a sentence; nothing where the definition holds together."""
    yield from _in_editions(form)
    yield from _in_parts(form)
    yield from _in_rows(form)
    yield from _in_series(form)
    if not _slots(form.heading) <= SLOTS["heading"]:
        yield "“heading” has a name in braces that it can't print; only {reference} may stand there."
    if not form.signatories or not form.editions:
        yield "“editions” and “signatories” must each hold at least one entry."


def _in_editions(form: Definition) -> Iterator[str]:
    for key, edition in form.editions.items():
        for section in set(edition.sections) - form.sections.keys():
            yield f"“editions.{key}.sections” names “{section}”, which is not under [sections]; add it there or correct the name."
        for row in set(edition.rows) - form.rows.keys():
            yield f"“editions.{key}.rows” names “{row}”, which is not under [rows]; add it there or correct the name."


def _in_parts(form: Definition) -> Iterator[str]:
    allowed = {*ANSWERS, *form.facts}
    for place, part in enumerate(form.parts, 1):
        if part.signatory and part.signatory not in form.signatories:
            yield f"“parts[{place}].signatory” names “{part.signatory}”, which is not under [signatories]; correct the name."
        for question in part.questions:
            if question.answer not in allowed:
                yield f"“parts[{place}].questions.answer” is “{question.answer}”; it must be one of {', '.join(sorted(allowed))}."
    for wanted, has in (
        ("sections", any(part.sections for part in form.parts)),
        ("declaration", any(part.declaration for part in form.parts)),
    ):
        if not has:
            yield f"no entry of “parts” has “{wanted} = true”, so the {wanted} would not print; add it to one."
    for key in form.signatories.keys() - {part.signatory for part in form.parts}:
        yield f'no entry of “parts” has “signatory = "{key}"”, so that signature would not print; add it to one.'


def _in_rows(form: Definition) -> Iterator[str]:
    for key, row in form.rows.items():
        if not row.statements:
            yield f"“rows.{key}.statements” is empty; add at least one statement."
        for statement in row.statements:
            when = statement.when
            if isinstance(when, Substance) and when.section not in form.sections:
                yield f"“rows.{key}.statements.when.section” names “{when.section}”, which is not under [sections]; correct the name."
            if isinstance(when, Confirmed) and when.officer not in form.officers:
                yield f"“rows.{key}.statements.when.officer” names “{when.officer}”, which is not under [officers]; correct the name."
            if isinstance(when, Confirmed) == bool(statement.answer):
                yield f"“rows.{key}.statements” must each have an “answer”, unless they are confirmed by an officer."
            if not _slots(statement.text) <= SLOTS["text"]:
                yield f"“rows.{key}.statements.text” has a name in braces that it can't print; only {{name}} and {{post}} may stand there."


def _in_series(form: Definition) -> Iterator[str]:
    names = {series.name for series in form.series}
    if not form.series or form.series[0].register != OURS:
        yield f"the first entry of “series” must be the register's own, with register = “{OURS}”."
    for place, series in enumerate(form.series, 1):
        if not series.prefixes or not all(prefix.strip() for prefix in (*series.prefixes, *series.mistaken_prefixes)):
            yield f"“series[{place}].prefixes” must hold at least one prefix, and none may be empty."
        if series.successor and series.successor not in names:
            yield f"“series[{place}].successor” names “{series.successor}”, which is no series; correct the name."
        wanted = {"number", "year"} if series.yearly else {"number"}
        if not wanted <= _slots(series.written) <= SLOTS["written"]:
            yield f"“series[{place}].written” must hold {' and '.join('{' + name + '}' for name in sorted(wanted))}."


def _slots(text: str) -> set[str]:
    """The names in braces in a text; an unreadable brace counts as a name nobody knows."""
    try:
        parsed = [
            (name, spec, conversion) for _, name, spec, conversion in string.Formatter().parse(text) if name is not None
        ]
    except ValueError:
        return {"{"}
    return {name if not spec and not conversion else "{" for name, spec, conversion in parsed}


def _place(path: str, raw: dict[str, Any]) -> str:
    """A path of the reader as the dotted key of the file: parts[1].questions[0].ask becomes parts[2].questions[1].ask."""
    path = _name_keys(path.removeprefix("$").removeprefix("."), raw)
    return re.sub(r"\[(\d+)\]", lambda match: f"[{int(match[1]) + 1}]", path)


def _name_keys(path: str, raw: dict[str, Any]) -> str:
    """Put the key where the reader only says `[...]`: the entry of that table that can't be read by itself."""
    table, dots, after = path.partition("[...]")
    if not dots:
        return path
    kind = get_args(get_type_hints(Definition)[table])[1]
    culprit = next((key for key, entry in raw[table].items() if not _readable(entry, kind)), "")
    return f"{table}.{culprit}{after}" if culprit else table


def _readable(entry: object, kind: type) -> bool:
    try:
        msgspec.convert(entry, kind)
    except msgspec.ValidationError:
        return False
    return True


def _join(place: str, key: str) -> str:
    return f"{place}.{key}" if place else key


def _kind(kind: str) -> str:
    kinds = {
        "str": "text in quotes",
        "array": "a list in square brackets",
        "object": "a table",
        "bool": "true or false",
        "int": "a whole number",
        "date": "a date such as 2023-01-31",
    }
    return " or ".join(kinds.get(one.strip(), one.strip()) for one in kind.split("|"))
