"""What a project asks for in its pyproject.toml: `[tool.decisionforms.check]` and `[tool.decisionforms.publish]`."""

import tomllib
from collections.abc import Container, Iterable
from pathlib import Path
from typing import Any, Literal, TypeVar

import msgspec
from msgspec import Struct

from decisionforms.errors import OperatorError
from decisionforms.files import read_operator_file

FILE = "pyproject.toml"
TABLES = ("tool", "decisionforms")
SITE = "output/site"


# How a setting is written, for messages.
SHAPES = {
    "to": "the name of a folder, in quotation marks",
    "outcomes": "a list of “refused”, “withdrawn” or both",
    "pdf": "true or false",
    "stubs": "true or false",
}
# What is written elsewhere now, and where.
MOVED = {
    "gaps": "why a number is missing stands in decisions/ledger.toml, one [[gaps]] with “reference” and “reason” for each; move it there."
}


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    """Which rules are run, by name or family.

    With nothing under `select` all are; what stands under `ignore` is not.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def asks_for(self, name: str, family: str) -> bool:
        """Whether a rule of this name and family is to be run."""
        wanted = not self.select or name in self.select or family in self.select
        return wanted and name not in self.ignore and family not in self.ignore

    def narrowed(self, select: tuple[str, ...], ignore: tuple[str, ...]) -> "Settings":
        """The settings for one run: what is named there comes instead of `select`, or beside `ignore`."""
        return Settings(select or self.select, (*self.ignore, *ignore))


class Publishing(Struct, frozen=True, forbid_unknown_fields=True):
    """Where the public site goes, and what must never stand in it; every path begins at the project's folder.

    `part_2` are folders of confidential texts and exempt appendices, `part_2_lists` lists of hashes of such texts that
    may not be seen here. `pdf` is whether each form is published as a PDF too. `outcomes` are requests that are published though they became no decision. With `stubs`, a
    reader is told that a deferred decision exists, and until when.
    """

    to: str = SITE
    part_2: tuple[str, ...] = ()
    part_2_lists: tuple[str, ...] = ()
    outcomes: tuple[Literal["refused", "withdrawn"], ...] = ()
    pdf: bool = True
    stubs: bool = False


Asked = TypeVar("Asked", Settings, Publishing)


def read_settings(root: Path, known: Container[str]) -> Settings:
    """What is asked of `check`. Raises OperatorError where a setting, or a rule it names, is not known."""
    settings = _read(root, "check", Settings)
    check_names((*settings.select, *settings.ignore), known, f"{FILE}, [{'.'.join((*TABLES, 'check'))}]")
    return settings


def read_publishing(root: Path) -> Publishing:
    """What is asked of `publish`. Raises OperatorError where a setting is not known."""
    return _read(root, "publish", Publishing)


def _read(root: Path, name: str, kind: type[Asked]) -> Asked:
    path = root / FILE
    table = _table(path, name) if path.is_file() else {}
    try:
        return msgspec.convert(table, kind)
    except msgspec.ValidationError as fault:
        place = ".".join((*TABLES, name))
        raise OperatorError(f"{FILE}, [{place}]: {_plainly(str(fault), kind.__struct_fields__)}") from None


def check_names(names: tuple[str, ...], known: Container[str], where: str) -> None:
    """Raise OperatorError for the name of a rule or family that there is not."""
    for name in names:
        if name not in known:
            raise OperatorError(f"{where}: there is no rule or family “{name}”; python build.py rule lists them.")


def _table(path: Path, name: str) -> Any:  # noqa: ANN401 - whatever stands there
    try:
        whole = tomllib.loads(read_operator_file(path))
    except tomllib.TOMLDecodeError as fault:
        raise OperatorError(f"{FILE} can't be read: {fault}. Mend that line.") from None
    for key in (*TABLES, name):
        whole = whole.get(key, {}) if isinstance(whole, dict) else {}
    return whole


def _plainly(fault: str, keys: Iterable[str]) -> str:
    what, _, place = fault.partition(" - at `$")
    if "unknown field" in what:
        key = what.rpartition(" ")[2].strip("`")
        return MOVED.get(key) or f"the key “{key}” is not one of {', '.join(keys)}."
    key = place.strip("`.").partition("[")[0]
    return f"“{key}” should be {SHAPES.get(key, 'a list of names')}."
