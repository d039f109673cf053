"""The register as JSON, for re-users; `docs/schemas/decisions.schema.json` is its schema, made from the structs here."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct, field

from decisionforms.publish.addresses import JSON_SCHEMA, address_of, file_beside, page_of
from decisionforms.publish.record import Attachment, Link, Record, Revision, Spend, Tombstone, newest_first
from decisionforms.publish.site import Site
from decisionforms.register import Relation

Address = Annotated[str, Meta(description="A whole address on the web.", extra_json_schema={"format": "uri"})]
Slug = Annotated[str, Meta(description="The reference as it stands in addresses.")]
# A sum is a number, which every program can add up; below £10,000,000,000,000 a double still tells each penny.
ENCODER = msgspec.json.Encoder(decimal_format="number")
POUNDS = {"type": "number", "description": "Pounds, with two decimals at most."}
# In JSON these stand in strings only, so that an escape in their place means the same.
ESCAPES = {sign.encode(): f"\\u{ord(sign):04x}".encode() for sign in "<>&\u2028\u2029"}


class File(Struct, frozen=True):
    """A file beside the page of a decision, with its size in bytes and its SHA-256 digest in hexadecimal digits."""

    title: str
    name: str
    address: Address
    size: int
    sha256: str


class Related(Struct, frozen=True):
    """How another decision bears on this one: `to` where this one says so, `from` where the other does. Slug and address are null where the other is not in the register."""

    relation: Annotated[str, Meta(extra_json_schema={"enum": ["extends", "replaces", "relates_to"]})]
    direction: Literal["to", "from"]
    reference: str
    slug: Slug | None
    address: Address | None


class Chained(Struct, frozen=True):
    """A decision of a chain of extensions, with the total that it declares and what all up to it come to."""

    reference: str
    slug: Slug
    address: Address
    title: str
    decided: date | None
    total: Decimal | None
    running_total: Decimal


class ConfidentialPart(Struct, frozen=True):
    """That a confidential part exists: the exemptions under which it is kept back, and when that is looked at again."""

    exemptions: Sequence[str]
    review: date | None


class Decision(Struct, frozen=True, kw_only=True):
    """A decision, a refusal or a transcribed record. Where nothing is declared texts are empty and other values null."""

    reference: str
    slug: Slug
    address: Address
    title: str
    outcome: Annotated[
        str,
        Meta(
            description="How it ended; `record` is a form that was published before and is transcribed.",
            extra_json_schema={"enum": ["approved", "refused", "withdrawn", "record"]},
        ),
    ]
    decision_maker: Annotated[str, Meta(description="The office that decides.")]
    decided: Annotated[date | None, Meta(description="The day of the last signature, or on which the request ended.")]
    published: Annotated[date, Meta(description="The day on which it was first published.")]
    updated: Annotated[date, Meta(description="The day on which it was last published.")]
    version: Annotated[str, Meta(description="A short digest of the text: another version is another text.")]
    revisions: Annotated[Sequence[Revision], Meta(description="Corrected texts, the earliest first.")]
    form: Annotated[str, Meta(description="The form and its edition.")]
    directorate: str
    topics: Sequence[str]
    amounts: Annotated[Sequence[Spend], Meta(description="The declared sums, in the order of the paper.")]
    total: Decimal | None
    original_value: Annotated[Decimal | None, Meta(description="What a contract was worth before it was extended.")]
    recipients: Sequence[str]
    instrument: Annotated[str, Meta(description="By what the money is given, such as a contract.")]
    starts: date | None
    ends: date | None
    term: Annotated[str, Meta(description="A length of time in words, such as 3 months.")]
    scheme_paragraph: Annotated[str, Meta(description="The paragraph of the scheme of delegation that is relied on.")]
    confidential_part: ConfidentialPart | None
    relations: Sequence[Related]
    chain: Annotated[Sequence[Chained], Meta(description="The decisions that extend one another, this one among them.")]
    documents: Annotated[Sequence[File], Meta(description="The form itself as files.")]
    attachments: Annotated[Sequence[File], Meta(description="Public appendices.")]


class TakenBack(Struct, frozen=True):
    """A decision that was published and then taken back, with the day of each and the reason."""

    reference: str
    slug: Slug
    address: Address
    title: str
    published: date
    withdrawn: date
    reason: str


class Decisions(Struct, frozen=True, kw_only=True):
    """A public register of decisions, the last decided first, and of those that were taken back, the latest first."""

    schema_: Annotated[Address, Meta(description="Where this schema stands.")] = field(name="$schema")
    format: Annotated[Literal["decisions/1"], Meta(description="Changes when a member goes or changes its meaning.")]
    name: str
    publisher: str
    language: str
    address: Address
    updated: Annotated[date | None, Meta(description="The last day on which anything here changed.")]
    decisions: Sequence[Decision]
    taken_back: Sequence[TakenBack]


def decisions_json(
    records: Sequence[Record],
    tombstones: Sequence[Tombstone],
    site: Site,
    forms: Mapping[str, Sequence[Attachment]] = {},
) -> bytes:
    """The whole register, fit to stand in a page too; `forms` are the files in which each form stands, by slug."""
    days = [*(one.updated for one in records), *(one.withdrawn for one in tombstones)]
    register = Decisions(
        schema_=site.address + JSON_SCHEMA,
        format="decisions/1",
        name=site.name,
        publisher=site.publisher,
        language=site.language,
        address=site.address,
        updated=max(days, default=None),
        decisions=[_decision(one, site.address, forms.get(one.slug, ())) for one in newest_first(records)],
        taken_back=[_taken_back(one, site.address) for one in sorted(tombstones, key=_when_taken_back)],
    )
    written = ENCODER.encode(register)
    for sign, escape in ESCAPES.items():
        written = written.replace(sign, escape)
    return written + b"\n"


def schema() -> bytes:
    """The JSON Schema (2020-12) of what `decisions_json` writes; it allows nothing else."""
    described = {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(Decisions)}
    return msgspec.json.format(msgspec.json.encode(_strict(described)), indent=2) + b"\n"


def _strict(part: Any) -> Any:  # noqa: ANN401 - any part of a schema
    """A part of a schema in which objects have no further members, and sums are numbers."""
    if isinstance(part, list):
        return [_strict(one) for one in part]
    if not isinstance(part, dict):
        return part
    if part.get("format") == "decimal":
        return POUNDS
    closed = {"additionalProperties": False} if part.get("type") == "object" else {}
    return {**{key: _strict(value) for key, value in part.items()}, **closed}


def _decision(record: Record, base: str, forms: Iterable[Attachment]) -> Decision:
    held_back = None if record.exemption is None else ConfidentialPart(record.exemption, record.exemption_review)
    return Decision(
        reference=record.reference,
        slug=record.slug,
        address=_page(base, record.slug),
        title=record.title,
        outcome=record.outcome,
        decision_maker=record.maker,
        decided=record.decided,
        published=record.published,
        updated=record.updated,
        version=record.version,
        revisions=record.revisions,
        form=record.form,
        directorate=record.directorate,
        topics=record.topics,
        amounts=record.amounts,
        total=record.total,
        original_value=record.original_value,
        recipients=record.recipients,
        instrument=record.instrument,
        starts=record.starts,
        ends=record.ends,
        term=record.term,
        scheme_paragraph=record.scheme_paragraph,
        confidential_part=held_back,
        relations=[_related(one, base) for one in record.relations],
        chain=[_chained(one, base) for one in record.chain],
        documents=[_file(one, base, record.slug) for one in forms],
        attachments=[_file(one, base, record.slug) for one in record.attachments],
    )


def _file(one: Attachment, base: str, slug: str) -> File:
    return File(one.title, one.name, base + file_beside(slug, one.name), one.size, one.sha256)


def _related(one: Relation, base: str) -> Related:
    address = _page(base, one.slug) if one.slug else None
    return Related(one.name, "from" if one.back else "to", one.reference, one.slug or None, address)


def _chained(one: Link, base: str) -> Chained:
    return Chained(one.reference, one.slug, _page(base, one.slug), one.title, one.decided, one.total, one.running)


def _taken_back(one: Tombstone, base: str) -> TakenBack:
    address = _page(base, one.slug)
    return TakenBack(one.reference, one.slug, address, one.title, one.published, one.withdrawn, one.reason)


def _when_taken_back(one: Tombstone) -> tuple[int, str]:
    return -one.withdrawn.toordinal(), one.slug


def _page(base: str, slug: str) -> str:
    return address_of(base, page_of(slug))
