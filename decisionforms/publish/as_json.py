"""The register as JSON, for re-users, and the schema of it: `docs/schemas/decisions.schema.json`."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from decisionforms.publish.addresses import JSON_SCHEMA, address_of, file_beside, page_of
from decisionforms.publish.chains import added_by
from decisionforms.publish.data_format import Chained, ConfidentialPart, Decision, Decisions, File, Related, TakenBack
from decisionforms.publish.record import Attachment, Link, Record, Tombstone, newest_first
from decisionforms.publish.site import Site
from decisionforms.register import Relation

# A sum is a number, which every program can add up; below £10,000,000,000,000 a double still tells each penny.
ENCODER = msgspec.json.Encoder(decimal_format="number")
POUNDS = {"type": "number", "description": "Pounds, with two decimals at most."}
# In JSON these stand in strings only, so that an escape in their place means the same.
ESCAPES = {sign.encode(): f"\\u{ord(sign):04x}".encode() for sign in "<>&\u2028\u2029"}


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
        deferred_until=record.deferred_until,
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
    address = _page(base, one.slug)
    return Chained(one.reference, one.slug, address, one.title, one.decided, added_by(one), one.running)


def _taken_back(one: Tombstone, base: str) -> TakenBack:
    address = _page(base, one.slug)
    return TakenBack(one.reference, one.slug, address, one.title, one.published, one.withdrawn, one.reason)


def _when_taken_back(one: Tombstone) -> tuple[int, str]:
    return -one.withdrawn.toordinal(), one.slug


def _page(base: str, slug: str) -> str:
    return address_of(base, page_of(slug))
