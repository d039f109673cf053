"""What form.toml says, key by key; docs/form-definition.md explains each for those who keep the form."""

import re
from datetime import date
from typing import Literal

from msgspec import field, to_builtins

from decisionforms.form.declaration import Row
from decisionforms.form.entry import Entry
from decisionforms.form.reviewed import Authority, Confidential, Nil, PersonalData, Scheme, Superseded
from decisionforms.form.signatories import Officer, Signatory
from decisionforms.form.wording import KeyFactEntry, Part, Relations, Stages, Words

GAP = re.compile(r"\{[^}]*\}")


class Edition(Entry, frozen=True):
    """Which sections and declaration rows the form had in one span of years."""

    since: date
    sections: tuple[str, ...]
    rows: tuple[str, ...]
    until: date | None = None
    confirmed: bool = True

    def was_in_force(self, day: date) -> bool:
        """Whether papers of this day were written on it."""
        return self.since <= day and (self.until is None or day <= self.until)


class SeriesEntry(Entry, frozen=True):
    """How the references of one register are written."""

    name: str
    register: str
    prefixes: tuple[str, ...]
    written: str
    mistaken_prefixes: tuple[str, ...] = ()
    yearly: bool = False
    year_last: bool = False
    since: int | None = None
    until: int | None = None
    successor: str = ""


class Definition(Entry, frozen=True):
    """The whole of form.toml."""

    name: str
    body: str
    letterhead: str
    heading: str
    language: str
    document_author: str
    records_before: date
    words: Words
    parts: tuple[Part, ...]
    editions: dict[str, Edition]
    sections: dict[str, str]
    nil: Nil
    rows: dict[str, Row]
    officers: dict[str, Officer]
    signatories: dict[str, Signatory]
    stages: Stages
    key_facts: tuple[KeyFactEntry, ...]
    relations: Relations
    series: tuple[SeriesEntry, ...]
    facts: dict[str, Literal["text", "date", "money"]] = field(default_factory=dict)
    personal_data: PersonalData = PersonalData()
    confidential: Confidential = Confidential()
    authority: Authority = Authority()
    scheme: Scheme | None = None
    superseded: tuple[Superseded, ...] = ()


def wording_of(definition: Definition) -> tuple[str, ...]:
    """Every text of a form's definition: what it prints in all papers, with the gaps for what is filled in left out."""
    told: list[object] = [to_builtins(definition)]
    found: list[str] = []
    while told:
        match told.pop():
            case str(text):
                found += GAP.split(text)
            case dict(table):
                told += table.values()
            case list(entries) | tuple(entries):
                told += entries
    return tuple(found)
