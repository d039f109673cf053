"""The facts a decision records, as typed by its writer: the one definition of the front matter's keys.

A field without a default must be given; the annotation is the kind of its value (see `records`).
Keys that a form adds (officers, rows of advice, signatories, facts of its own) come from form.toml.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Generic, Literal, TypeVar

from decisionforms.diagnostics import Span
from decisionforms.values.references import Reference
from decisionforms.values.terms import Term

NOT_PRINTED = "not printed"
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Field(Generic[T_co]):
    """A value with its place."""

    value: T_co
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """An officer's confirmation; `printed` is for transcribed records: whether the tick was printed."""

    name: Field[str] | None = None
    post: Field[str] | None = None
    date: Field[dt.date] | None = None
    printed: Field[bool] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What was asked of whom, when, and what came of it."""

    answer: Field[str]
    by: Field[str] | None = None
    date: Field[dt.date] | None = None
    reason: Field[str] | None = None
    printed: Field[bool] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """One declared sum; `from` is where the money comes from."""

    sum: Field[Decimal]
    for_: Field[str] | None = None
    from_: Field[str] | None = None
    year: Field[str] | None = None
    type: Field[Literal["revenue", "capital"]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Appendix:
    """A document that belongs to the paper."""

    title: Field[str]
    file: Field[str]
    exempt: Field[bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deferral:
    """Why, and until when, publication is put off."""

    reason: Field[str] | None = None
    until: Field[dt.date] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartTwo:
    """That a confidential part exists; never what it says."""

    exemption: tuple[Field[str], ...] = ()
    kept: Field[str] | None = None
    review: Field[dt.date] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """That the request did not become a decision."""

    answer: Field[Literal["refused", "withdrawn"]]
    date: Field[dt.date]
    reason: Field[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A signature, and the version of the text it holds for."""

    name: Field[str]
    date: Field[dt.date]
    version: Field[str] | None = None
    interests: Field[str] | None = None
    acting: Field[bool] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """A finding that is accepted, with the reason and for how long."""

    rule: Field[str]
    text: Field[str]
    reason: Field[str]
    until: Field[dt.date]


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """How a decision is named, and how it bears on others."""

    reference: Field[Reference] | None = None
    title: Field[str] | None = None
    extends: tuple[Field[Reference], ...] = ()
    replaces: tuple[Field[Reference], ...] = ()
    relates_to: tuple[Field[Reference], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts(Naming):
    """Everything the front matter records."""

    form: Field[str]
    record: Field[Literal["published"]] | None = None
    directorate: Field[str] | None = None
    topics: tuple[Field[str], ...] = ()
    advice: Mapping[str, Advice] = field(default_factory=dict)
    amounts: tuple[Amount, ...] = ()
    total: Field[Decimal] | None = None
    recipients: tuple[Field[str], ...] = ()
    instrument: Field[str] | None = None
    original_value: Field[Decimal] | None = None
    starts: Field[dt.date] | None = None
    ends: Field[dt.date] | None = None
    term: Field[Term] | None = None
    scheme_paragraph: Field[str] | None = None
    appendices: tuple[Appendix, ...] = ()
    deferral: Field[bool] | Deferral | None = None
    part_2: Field[bool] | PartTwo | None = None
    outcome: Outcome | None = None
    signatures: Mapping[str, Signature] = field(default_factory=dict)
    original_kept: Field[str] | None = None
    waivers: tuple[Waiver, ...] = ()
    officers: Mapping[str, Confirmation] = field(default_factory=dict)
    others: Mapping[str, Field[str] | Field[dt.date] | Field[Decimal]] = field(default_factory=dict)
