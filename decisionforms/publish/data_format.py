"""What the published data hold: each struct is a part of `docs/schemas/decisions.schema.json`, each docstring explains it there."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from decisionforms.publish.record import Revision, Spend

Address = Annotated[str, Meta(description="A whole address on the web.", extra_json_schema={"format": "uri"})]
Slug = Annotated[str, Meta(description="The reference as it stands in addresses.")]


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

    # What came later than the format has a default: data that was published before stays valid.

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
    deferred_until: Annotated[date | None, Meta(description="The day to which publication was put off.")] = None
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
