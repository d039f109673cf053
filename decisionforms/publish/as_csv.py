"""The register as a table for spreadsheets, and how any table is written so that no cell of it is reckoned with."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeAlias, TypeVar

from decisionforms.publish.addresses import address_of, page_of
from decisionforms.publish.record import Record, newest_first
from decisionforms.publish.site import Site

Row = TypeVar("Row")
Cell: TypeAlias = str | bool | int | float | Decimal | date | Sequence[str] | None
Columns: TypeAlias = Mapping[str, Callable[[Row], Cell]]
# Line breaks would break rows in some readers, and control characters mean nothing in a cell.
CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]+")
INVISIBLE = "\\s\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
UNSEEN = f"[{INVISIBLE}]*"
# Source: OWASP, "CSV Injection": what begins so is a formula; full-width and small forms are read as the plain signs.
SIGNS = "=+\\-@＝＋－＠﹦﹢﹣﹫−"
# The apostrophe is here so that a reader can take the first one away from every text.
FORMULA = re.compile(f"[{INVISIBLE}\"]*[{SIGNS}']")
# Where the comma is the decimal sign, Excel splits lines at semicolons, and what follows one would begin a cell.
SPLIT = re.compile(f';(?={UNSEEN}"*{UNSEEN}[{SIGNS}])')
# What a spreadsheet takes for a number or a day: paragraph 4.10 would become 4.1, and the year 2011/12 December 2011.
RECAST = re.compile(r"\d[\d.,]*(?:[eE]\d+)?|\d{4}[/-](?:0?[1-9]|1[0-2])|\d{1,2}[/-]\d{1,2}")


def decisions_csv(records: Iterable[Record], site: Site) -> bytes:
    """The register with a row for each record, the last decided first; docs/public-data.md explains the columns."""
    return table(_columns(site), newest_first(records))


def table(columns: Columns[Row], rows: Iterable[Row]) -> bytes:
    """A table with a heading as RFC 4180 has it, in UTF-8 with the byte-order mark by which Excel knows that."""
    text = io.StringIO(newline="")
    lines = csv.writer(text)
    lines.writerow(columns)
    lines.writerows([cell(value_of(row)) for value_of in columns.values()] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def cell(value: Cell) -> str:
    """A value as a cell: days as 2023-06-20, sums as 84500.00, numbers as 12 or 1.5, several texts with “; ” between."""
    match value:
        case str():
            return _text(value)
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case int():
            return str(value)
        case float():
            return f"{value:.1f}".removesuffix(".0")
        case Decimal():
            return f"{value:.2f}"
        case date():
            return value.isoformat()
        case _:
            return "; ".join(_text(one.replace(";", ",")) for one in value)


def page_address(site: Site, record: Record) -> str:
    """The address of the page of a record."""
    return address_of(site.address, page_of(record.slug))


def _text(text: str) -> str:
    """A text on one line, with an apostrophe before it where a spreadsheet would make something else of it."""
    line = text.strip()
    if line[:1].isalpha() and ";" not in line and line.isprintable():  # most are so, and this is quickly seen
        return line
    line = SPLIT.sub(",", CONTROLS.sub(" ", line).strip())
    return f"'{line}" if FORMULA.match(line) or RECAST.fullmatch(line) else line


def _columns(site: Site) -> Columns[Record]:
    return {
        "reference": lambda record: record.reference,
        "title": lambda record: record.title,
        "outcome": lambda record: record.outcome,
        "decision_maker": lambda record: record.maker,
        "decided": lambda record: record.decided,
        "published": lambda record: record.published,
        "updated": lambda record: record.updated,
        "deferred_until": lambda record: record.deferred_until,
        "directorate": lambda record: record.directorate,
        "topics": lambda record: record.topics,
        "total": lambda record: record.total,
        "original_value": lambda record: record.original_value,
        "recipients": lambda record: record.recipients,
        "instrument": lambda record: record.instrument,
        "starts": lambda record: record.starts,
        "ends": lambda record: record.ends,
        "term": lambda record: record.term,
        "scheme_paragraph": lambda record: record.scheme_paragraph,
        "confidential_part": lambda record: record.exemption is not None,
        "exemptions": lambda record: record.exemption or (),
        "exemption_review": lambda record: record.exemption_review,
        "extends": lambda record: _related(record, "extends", {False}),
        "extended_by": lambda record: _related(record, "extends", {True}),
        "replaces": lambda record: _related(record, "replaces", {False}),
        "replaced_by": lambda record: _related(record, "replaces", {True}),
        "relates_to": lambda record: _related(record, "relates_to", {False, True}),
        "page": lambda record: page_address(site, record),
    }


def _related(record: Record, name: str, directions: set[bool]) -> Sequence[str]:
    """The references to which a record stands in this relation."""
    return [one.reference for one in record.relations if one.name == name and one.back in directions]
