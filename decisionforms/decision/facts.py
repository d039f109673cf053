"""The facts a decision records, as typed by its writer: the one definition of the front matter's keys.

A field without a default must be given; the annotation is the kind of its value (see `records`).
Keys that a form adds (officers, rows of advice, signatories, facts of its own) come from form.toml.
"""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Generic, Literal, TypeVar

from msgspec import Struct

from decisionforms.diagnostics import Span
from decisionforms.values.references import Reference
from decisionforms.values.terms import Term

NOT_PRINTED = "not printed"
T_co = TypeVar("T_co", covariant=True)


class Field(Struct, Generic[T_co], frozen=True):
    """A value with its place."""

    value: T_co
    span: Span


class Confirmation(Struct, frozen=True, kw_only=True):
    """An officer's confirmation; `printed` is for transcribed records: whether the tick was printed."""

    name: Field[str] | None = None
    post: Field[str] | None = None
    date: Field[dt.date] | None = None
    printed: Field[bool] | None = None


class Advice(Struct, frozen=True, kw_only=True):
    """What was asked of whom, when, and what came of it."""

    answer: Field[str]
    by: Field[str] | None = None
    date: Field[dt.date] | None = None
    reason: Field[str] | None = None
    printed: Field[bool] | None = None


class Amount(Struct, frozen=True, kw_only=True):
    """One declared sum; `from` is where the money comes from."""

    sum: Field[Decimal]
    for_: Field[str] | None = None
    from_: Field[str] | None = None
    year: Field[str] | None = None
    type: Field[Literal["revenue", "capital"]] | None = None


class Appendix(Struct, frozen=True, kw_only=True):
    """A document that belongs to the paper."""

    title: Field[str]
    file: Field[str]
    exempt: Field[bool]


class Deferral(Struct, frozen=True, kw_only=True):
    """Why, and until when, publication is put off."""

    reason: Field[str] | None = None
    until: Field[dt.date] | None = None


class PartTwo(Struct, frozen=True, kw_only=True):
    """That a confidential part exists; never what it says."""

    exemption: tuple[Field[str], ...] = ()
    kept: Field[str] | None = None
    review: Field[dt.date] | None = None


class Outcome(Struct, frozen=True, kw_only=True):
    """That the request did not become a decision."""

    answer: Field[Literal["refused", "withdrawn"]]
    date: Field[dt.date]
    reason: Field[str]


class Signature(Struct, frozen=True, kw_only=True):
    """A signature, and the version of the text it holds for."""

    name: Field[str]
    date: Field[dt.date]
    version: Field[str] | None = None
    interests: Field[str] | None = None
    acting: Field[bool] | None = None


class Waiver(Struct, frozen=True, kw_only=True):
    """A finding that is accepted, with the reason and for how long."""

    rule: Field[str]
    text: Field[str]
    reason: Field[str]
    until: Field[dt.date]


class Naming(Struct, frozen=True, kw_only=True):
    """How a decision is named, and how it bears on others."""

    reference: Field[Reference] | None = None
    title: Field[str] | None = None
    extends: tuple[Field[Reference], ...] = ()
    replaces: tuple[Field[Reference], ...] = ()
    relates_to: tuple[Field[Reference], ...] = ()


class Facts(Naming, frozen=True, kw_only=True):
    """Everything the front matter records."""

    form: Field[str]
    record: Field[Literal["published"]] | None = None
    directorate: Field[str] | None = None
    topics: tuple[Field[str], ...] = ()
    advice: Mapping[str, Advice] = {}
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
    signatures: Mapping[str, Signature] = {}
    original_kept: Field[str] | None = None
    waivers: tuple[Waiver, ...] = ()
    officers: Mapping[str, Confirmation] = {}
    others: Mapping[str, Field[str] | Field[dt.date] | Field[Decimal]] = {}
