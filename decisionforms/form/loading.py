"""From a folder of templates to its Form, or to a sentence that names the key to mend."""

import re
import tomllib
from pathlib import Path
from typing import Any, get_args, get_type_hints

import msgspec

from decisionforms.errors import FormError
from decisionforms.files import read_operator_file
from decisionforms.form.definition import Definition
from decisionforms.form.form import Form
from decisionforms.form.problems.definition import problems

FILE = "form.toml"
KINDS = {
    "str": "text in quotes",
    "array": "a list in square brackets",
    "object": "a table",
    "dict": "a table",
    "bool": "true or false",
    "int": "a whole number",
    "float": "a number with a point",
    "date": "a date such as 2023-01-31",
    "datetime": "a date with a time",
    "datetime.date": "a date",
    "datetime.datetime": "a date with a time",
    "datetime.time": "a time",
    "time": "a time",
}


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
    place = _place(path.rstrip("`"), raw) or "the file"
    if match := re.search(r"missing required field `(\w+)`", what):
        return f"the key “{_join(place, match[1])}” is missing; add it."
    if match := re.search(r"unknown field `(.+)`", what):
        return f"the key “{_join(place, match[1])}” is not one this file knows; check its spelling or remove it."
    if match := re.search(r"Expected `(.+?)`, got `(.+?)`", what):
        return f"“{place}” should be {_kind(match[1])}, but is {_kind(match[2])}; correct its value."
    if match := re.search(r"^Invalid (?:enum )?value '?(.*?)'?$", what):
        return f"“{place}” can't be “{match[1]}”; docs/form-definition.md says what it can be."
    if "date" in what:
        return f"“{place}” should be a date such as 2023-01-31; correct its value."
    return f"“{place}” has a value it can't have; docs/form-definition.md says what it can be."


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
    return key if place == "the file" else f"{place}.{key}"


def _kind(kind: str) -> str:
    names = [name.strip() for name in kind.split("|")]
    return " or ".join(KINDS.get(name, name) for name in names if name != "null")
