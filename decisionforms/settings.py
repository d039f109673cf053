"""What a project asks of `check`: the table `[tool.decisionforms.check]` of its pyproject.toml."""

import tomllib
from collections.abc import Container, Mapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from decisionforms.errors import OperatorError
from decisionforms.files import read_operator_file

FILE = "pyproject.toml"
TABLE = "tool.decisionforms.check"


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    """Which rules are run, by name or family, and why numbers of the register are missing.

    With nothing under `select` all are; what stands under `ignore` is not. `gaps` has a reason by reference.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    gaps: Mapping[str, str] = {}

    def asks_for(self, name: str, family: str) -> bool:
        """Whether a rule of this name and family is to be run."""
        wanted = not self.select or name in self.select or family in self.select
        return wanted and name not in self.ignore and family not in self.ignore

    def narrowed(self, select: tuple[str, ...], ignore: tuple[str, ...]) -> "Settings":
        """The settings for one run: what is named there comes instead of `select`, or beside `ignore`."""
        return Settings(select or self.select, (*self.ignore, *ignore), self.gaps)


def read_settings(root: Path, known: Container[str]) -> Settings:
    """The settings of a project. Raises OperatorError where one of them, or a rule it names, is not known."""
    path = root / FILE
    table = _table(path) if path.is_file() else {}
    try:
        settings = msgspec.convert(table, Settings)
    except msgspec.ValidationError as fault:
        raise OperatorError(f"{FILE}, [{TABLE}]: {_plainly(str(fault))}") from None
    check_names((*settings.select, *settings.ignore), known, f"{FILE}, [{TABLE}]")
    return settings


def check_names(names: tuple[str, ...], known: Container[str], where: str) -> None:
    """Raise OperatorError for the name of a rule or family that there is not."""
    for name in names:
        if name not in known:
            raise OperatorError(f"{where}: there is no rule or family “{name}”; python build.py rule lists them.")


def _table(path: Path) -> Any:  # noqa: ANN401 - whatever stands there
    try:
        whole = tomllib.loads(read_operator_file(path))
    except tomllib.TOMLDecodeError as fault:
        raise OperatorError(f"{FILE} can't be read: {fault}. Mend that line.") from None
    for key in TABLE.split("."):
        whole = whole.get(key, {}) if isinstance(whole, dict) else {}
    return whole


def _plainly(fault: str) -> str:
    what, _, place = fault.partition(" - at `$")
    if "unknown field" in what:
        return f"the key {what.rpartition(' ')[2].replace('`', '“', 1).replace('`', '”')} is not one of select, ignore, gaps."
    key = place.strip("`.").partition("[")[0]
    return f"“{key}” should be {'a table of reasons by reference' if key == 'gaps' else 'a list of names'}."
