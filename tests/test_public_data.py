"""The register as data: what re-users read is what was published, in forms that no text can break out of.

    RENEW_DOCS=1 python -m pytest tests/test_public_data.py

writes the schema anew after a struct was changed. `public-data/decisions-1.json` is what was once published in format
1: it is never written anew, and has to stay valid as long as there is such a format.
"""

import csv
import io
import json
import os
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from lxml import etree, html

from decisionforms.publish.as_csv import Cell, cell, decisions_csv
from decisionforms.publish.as_json import decisions_json, schema
from decisionforms.publish.record import Attachment, Link, Record, Revision, Spend, Tombstone
from decisionforms.publish.site import Site
from decisionforms.publish.sitemap import robots, sitemaps
from decisionforms.publish.spend import contract_over_10000, spend_csv
from decisionforms.register import Relation

ROOT = Path(__file__).parent.parent
SCHEMA = ROOT / "docs" / "schemas" / "decisions.schema.json"
GUIDE = (ROOT / "docs" / "public-data.md").read_text("utf-8")
SITE = Site("Example decisions", "Example Office", "en-GB", "https://example.org/decisions/", "ask@example.org")
DIGEST = "0123456789abcdef" * 4

# ── Some records ──────────────────────────────────────────────────────────────────────────────────────────────────


def record(number: int, **given: Any) -> Record:  # noqa: ANN401 - any of its fields
    """An invented record with little in it but what is given."""
    plain = {
        "slug": f"pcd-{number}",
        "reference": f"PCD {number}",
        "title": f"Invented decision {number}",
        "form": "part-1/2023",
        "version": "0a1b2c3d",
        "outcome": "approved",
        "stage": "Approved",
        "maker": "Example Commissioner",
        "decided": date(2025, 3, 1),
        "published": date(2025, 3, 3),
    }
    return Record(**{**plain, **given})


FULL = record(
    9001,
    title="Night service: an extension & more",
    decided=date(2025, 6, 20),
    published=date(2025, 6, 23),
    revisions=(Revision(date(2025, 7, 1), "1a2b3c4d", "A sum was corrected."),),
    directorate="Commissioning",
    topics=("night service", "victims"),
    amounts=(
        Spend(Decimal(84500), "training", "main budget", "2024/25", "revenue"),
        Spend(Decimal("400.50"), "printing", "main budget", "2011/12", "capital"),
    ),
    total=Decimal("84900.50"),
    original_value=Decimal("1200000.0"),
    recipients=("Example Trust", "Example Partnership; North"),
    instrument="contract extension",
    starts=date(2025, 7, 1),
    ends=date(2025, 9, 30),
    term="3 months",
    scheme_paragraph="4.10",
    exemption=("FOIA s.42", "FOIA s.43(2)"),
    exemption_review=date(2027, 9, 30),
    relations=(
        Relation("extends", "PCD 9002", "pcd-9002"),
        Relation("replaces", "PCD 9003", "pcd-9003", back=True),
        Relation("relates_to", "MD2472", ""),
        Relation("relates_to", "PCD 9004", "pcd-9004", back=True),
    ),
    chain=(
        Link("pcd-9002", "PCD 9002", "Night service", date(2025, 3, 1), None, Decimal(0)),
        Link("pcd-9001", "PCD 9001", "Night service", None, Decimal("84900.50"), Decimal("84900.50")),
    ),
    attachments=(Attachment("Example map", "appendix-map.pdf", 12345, DIGEST),),
)
RECORDS = (
    record(9004, outcome="refused", stage="Refused", total=Decimal(700), amounts=FULL.amounts),
    record(9003, outcome="withdrawn", stage="Withdrawn", decided=None, amounts=FULL.amounts),
    FULL,
    record(9002, outcome="record", stage="Published record", total=Decimal(9000), exemption=()),
)
TOMBSTONES = (
    Tombstone("pcd-9006", "PCD 9006", "Gone", date(2025, 1, 2), date(2025, 2, 3), "Published in error."),
    Tombstone("pcd-9005", "PCD 9005", "Gone later", date(2025, 1, 2), date(2025, 8, 4), "PCD 9001 is the decision."),
)
FORMS = {
    "pcd-9001": (
        Attachment("Form", "pcd-9001.docx", 45678, DIGEST),
        Attachment("Form", "pcd-9001.pdf", 56789, DIGEST),
    )
}

# ── Records that mean harm ────────────────────────────────────────────────────────────────────────────────────────

HOSTILE = [
    "=cmd|' /C calc'!A0",
    "＝1+1",
    "\t=1+1",
    "\r\n=1+1",
    "\u200b\u202e=1+1",
    "@SUM(1)",
    "+44",
    "-1",
    "'=1",
    'a";=1+1;"b',
    'a;"=1+1',
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "]]><x/>",
    "A & B &amp; C &#0; &x;",
    """ "both' quotes` """,
    "".join(map(chr, range(0x20))),
    "\ufffe\uffff\ufdd0\U0001ffff",
    "line\u2028and\u2029paragraph\x85\x0b\x0c",
    "\u200fright to left\u200f",
    "👩🏽‍✈️ 🇬🇧",
    "javascript:alert(1)",
    "two\nlines\r\nand\rmore",
    "title " * 1667,
    "../../../etc/passwd",
    "..\\..\\x",
    "%2e%2e%2f?#",
    "",
]
text = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=20))
texts = st.lists(text, max_size=3).map(tuple)
sums = st.decimals(0, 10**12, places=2)
days = st.dates(date(1900, 1, 1))
attachments = st.builds(Attachment, text, text, st.integers(0, 2**40), st.just(DIGEST)).map(lambda one: (one,))
hostile = st.builds(
    record,
    st.integers(9001, 9999),
    reference=text,
    title=text,
    outcome=st.sampled_from(["approved", "refused", "withdrawn", "record"]),
    stage=text,
    form=text,
    version=text,
    maker=text,
    decided=st.none() | days,
    published=days,
    revisions=st.builds(Revision, days, text, text).map(lambda one: (one,)),
    directorate=text,
    topics=texts,
    amounts=st.lists(st.builds(Spend, sums, text, text, text, text), max_size=2).map(tuple),
    total=st.none() | sums,
    original_value=st.none() | sums,
    recipients=texts,
    instrument=text,
    term=text,
    scheme_paragraph=text,
    exemption=st.none() | texts,
    relations=st.builds(
        Relation, st.sampled_from(["extends", "replaces", "relates_to"]), text, st.sampled_from(["", "pcd-9999"])
    ).map(lambda one: (one,)),
    chain=st.builds(Link, st.just("pcd-9998"), text, text, st.none(), st.none() | sums, sums).map(lambda one: (one,)),
    attachments=attachments,
)
hostile_records = st.lists(hostile, max_size=3, unique_by=lambda one: one.slug)
hostile_tombstones = st.lists(st.builds(Tombstone, st.just("pcd-8999"), text, text, days, days, text), max_size=1)
hostile_forms = st.dictionaries(st.integers(9001, 9999).map("pcd-{}".format), attachments, max_size=2)

# ── JSON ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def read_json(data: bytes) -> Any:  # noqa: ANN401 - any JSON document
    """What a re-user gets, with sums to the penny."""
    return json.loads(data, parse_float=Decimal)


def faults(document: object) -> list[str]:
    """What the published schema says against a document."""
    validator = Draft202012Validator(json.loads(schema()), format_checker=Draft202012Validator.FORMAT_CHECKER)
    return [error.message for error in validator.iter_errors(document)]


def test_the_published_schema_is_a_schema_and_the_one_that_is_written() -> None:
    if os.environ.get("RENEW_DOCS"):
        SCHEMA.write_bytes(schema())
    assert SCHEMA.read_bytes() == schema()
    Draft202012Validator.check_schema(json.loads(schema()))


# Members that came after data were published in format 1: those stay valid without them.
LATER = {"Decision": {"deferred_until"}}


def test_the_schema_is_strict_and_says_what_everything_is() -> None:
    for name, described in json.loads(schema())["$defs"].items():
        assert described["description"].endswith("."), name
        assert described["additionalProperties"] is False, name
        assert set(described["properties"]) - set(described["required"]) == LATER.get(name, set()), name
    assert b'"format": "decimal"' not in schema(), "sums are numbers"


def test_what_was_published_in_format_1_is_valid_for_ever() -> None:
    assert faults(json.loads((ROOT / "tests" / "public-data" / "decisions-1.json").read_bytes())) == []


def test_the_register_fits_its_schema() -> None:
    assert faults(json.loads(decisions_json(RECORDS, TOMBSTONES, SITE, FORMS))) == []
    assert faults(json.loads(decisions_json((), (), SITE))) == []


@pytest.mark.parametrize(
    "change",
    [
        {"further": 1},
        {"total": "84900.50"},
        {"decided": "20 June 2025"},
        {"outcome": "perhaps"},
        {"relations": [{"relation": "likes", "direction": "to", "reference": "PCD 1", "slug": None, "address": None}]},
    ],
)
def test_the_schema_refuses_what_is_not_meant(change: dict[str, Any]) -> None:
    document = json.loads(decisions_json(RECORDS, TOMBSTONES, SITE, FORMS))
    document["decisions"][0].update(change)
    assert faults(document)


def test_a_decision_is_there_whole() -> None:
    first = read_json(decisions_json(RECORDS, TOMBSTONES, SITE, FORMS))["decisions"][0]
    assert first == {
        "reference": "PCD 9001",
        "slug": "pcd-9001",
        "address": "https://example.org/decisions/decisions/pcd-9001/",
        "title": "Night service: an extension & more",
        "outcome": "approved",
        "decision_maker": "Example Commissioner",
        "decided": "2025-06-20",
        "published": "2025-06-23",
        "updated": "2025-07-01",
        "deferred_until": None,
        "version": "0a1b2c3d",
        "revisions": [{"on": "2025-07-01", "version": "1a2b3c4d", "note": "A sum was corrected."}],
        "form": "part-1/2023",
        "directorate": "Commissioning",
        "topics": ["night service", "victims"],
        "amounts": [
            {"sum": 84500, "purpose": "training", "source": "main budget", "year": "2024/25", "type": "revenue"},
            {
                "sum": Decimal("400.50"),
                "purpose": "printing",
                "source": "main budget",
                "year": "2011/12",
                "type": "capital",
            },
        ],
        "total": Decimal("84900.50"),
        "original_value": 1200000,
        "recipients": ["Example Trust", "Example Partnership; North"],
        "instrument": "contract extension",
        "starts": "2025-07-01",
        "ends": "2025-09-30",
        "term": "3 months",
        "scheme_paragraph": "4.10",
        "confidential_part": {"exemptions": ["FOIA s.42", "FOIA s.43(2)"], "review": "2027-09-30"},
        "relations": [
            related("extends", "to", "PCD 9002", "pcd-9002"),
            related("replaces", "from", "PCD 9003", "pcd-9003"),
            related("relates_to", "to", "MD2472", None),
            related("relates_to", "from", "PCD 9004", "pcd-9004"),
        ],
        "chain": [
            {
                "reference": "PCD 9002",
                "slug": "pcd-9002",
                "address": "https://example.org/decisions/decisions/pcd-9002/",
                "title": "Night service",
                "decided": "2025-03-01",
                "total": None,
                "running_total": 0,
            },
            {
                "reference": "PCD 9001",
                "slug": "pcd-9001",
                "address": "https://example.org/decisions/decisions/pcd-9001/",
                "title": "Night service",
                "decided": None,
                "total": Decimal("84900.50"),
                "running_total": Decimal("84900.50"),
            },
        ],
        "documents": [
            file("Form", "pcd-9001.docx", 45678),
            file("Form", "pcd-9001.pdf", 56789),
        ],
        "attachments": [file("Example map", "appendix-map.pdf", 12345)],
    }


def related(relation: str, direction: str, reference: str, slug: str | None) -> dict[str, object]:
    address = slug and f"https://example.org/decisions/decisions/{slug}/"
    return {"relation": relation, "direction": direction, "reference": reference, "slug": slug, "address": address}


def file(title: str, name: str, size: int) -> dict[str, object]:
    address = f"https://example.org/decisions/decisions/pcd-9001/{name}"
    return {"title": title, "name": name, "address": address, "size": size, "sha256": DIGEST}


def test_the_last_decided_come_first_by_the_day_of_publication_where_no_other_is_known_then_by_number() -> None:
    document = read_json(decisions_json(RECORDS, TOMBSTONES, SITE))
    assert [one["slug"] for one in document["decisions"]] == ["pcd-9001", "pcd-9003", "pcd-9004", "pcd-9002"]
    assert [one["slug"] for one in document["taken_back"]] == ["pcd-9005", "pcd-9006"]
    assert document["updated"] == "2025-08-04"


def test_the_same_records_give_the_same_bytes_in_whatever_order_they_come() -> None:
    turned = RECORDS[::-1]
    assert decisions_json(RECORDS, TOMBSTONES, SITE, FORMS) == decisions_json(turned, TOMBSTONES[::-1], SITE, FORMS)
    assert decisions_csv(RECORDS, SITE) == decisions_csv(turned, SITE)
    assert spend_csv(RECORDS, SITE) == spend_csv(turned, SITE)


def test_a_confidential_part_without_an_exemption_is_told_from_none() -> None:
    document = read_json(decisions_json(RECORDS, (), SITE))
    held_back = {one["slug"]: one["confidential_part"] for one in document["decisions"]}
    assert held_back["pcd-9002"] == {"exemptions": [], "review": None}
    assert held_back["pcd-9003"] is None


@given(sums)
def test_a_sum_survives_to_the_penny_in_programs_that_know_doubles_only(sum_: Decimal) -> None:
    document = json.loads(decisions_json([record(9001, total=sum_)], (), SITE))
    assert Decimal(f"{document['decisions'][0]['total']:.2f}") == sum_


@given(hostile_records, hostile_tombstones, hostile_forms)
def test_no_text_breaks_the_json_or_the_page_that_it_stands_in(
    records: list[Record], tombstones: list[Tombstone], forms: dict[str, tuple[Attachment, ...]]
) -> None:
    written = decisions_json(records, tombstones, SITE, forms)
    document = json.loads(written)
    assert faults(document) == []
    assert not re.search("[<>&\u2028\u2029]", written.decode())
    page = html.document_fromstring(b'<script type="application/json">' + written + b"</script><p>after</p>")
    assert [one.tag for one in page.iter("script", "p")] == ["script", "p"]
    assert {one["slug"]: one["title"] for one in document["decisions"]} == {one.slug: one.title for one in records}
    assert [one["reason"] for one in document["taken_back"]] == [one.reason for one in tombstones]


@given(text)
def test_the_name_of_a_file_never_leads_out_of_its_folder(name: str) -> None:
    whole = record(9001, attachments=(Attachment("Map", name, 1, DIGEST),))
    (given_,) = read_json(decisions_json([whole], (), SITE))["decisions"][0]["attachments"]
    folder = "https://example.org/decisions/decisions/pcd-9001/"
    assert given_["address"].startswith(folder)
    assert not re.search(r"[/?#\\\s]", given_["address"].removeprefix(folder))


# ── CSV ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def read_csv(data: bytes) -> list[dict[str, str]]:
    """The rows, as a program reads them that knows RFC 4180."""
    assert data.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    assert {len(line) for line in lines} == {len(lines[0])}
    assert data.count(b"\n") == data.count(b"\r\n") == len(lines)
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def as_typed(text: str) -> str:
    """What a reader who follows docs/public-data.md makes of a cell."""
    return text.removeprefix("'")


def on_one_line(text: str) -> str:
    """A text without what has no place in a cell."""
    return re.sub("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]+", " ", text.strip()).strip()


def test_the_day_to_which_publication_was_put_off_is_in_both() -> None:
    deferred = [record(9001, deferred_until=date(2025, 3, 2))]
    (row,) = read_csv(decisions_csv(deferred, SITE))
    (member,) = json.loads(decisions_json(deferred, (), SITE))["decisions"]
    assert row["deferred_until"] == member["deferred_until"] == "2025-03-02"


def test_the_register_as_a_table() -> None:
    first, *_ = rows = read_csv(decisions_csv(RECORDS, SITE))
    assert [row["reference"] for row in rows] == ["PCD 9001", "PCD 9003", "PCD 9004", "PCD 9002"]
    assert first == {
        "reference": "PCD 9001",
        "title": "Night service: an extension & more",
        "outcome": "approved",
        "decision_maker": "Example Commissioner",
        "decided": "2025-06-20",
        "published": "2025-06-23",
        "updated": "2025-07-01",
        "deferred_until": "",
        "directorate": "Commissioning",
        "topics": "night service; victims",
        "total": "84900.50",
        "original_value": "1200000.00",
        "recipients": "Example Trust; Example Partnership, North",
        "instrument": "contract extension",
        "starts": "2025-07-01",
        "ends": "2025-09-30",
        "term": "3 months",
        "scheme_paragraph": "'4.10",
        "confidential_part": "yes",
        "exemptions": "FOIA s.42; FOIA s.43(2)",
        "exemption_review": "2027-09-30",
        "extends": "PCD 9002",
        "extended_by": "",
        "replaces": "",
        "replaced_by": "PCD 9003",
        "relates_to": "MD2472; PCD 9004",
        "page": "https://example.org/decisions/decisions/pcd-9001/",
    }


def test_every_column_is_explained() -> None:
    for data in (decisions_csv((), SITE), spend_csv((), SITE)):
        assert [name for name in data.decode("utf-8-sig").strip().split(",") if f"`{name}`" not in GUIDE] == []
    members = {name for one in json.loads(schema())["$defs"].values() for name in one["properties"]}
    assert {name for name in members if f"`{name}`" not in GUIDE} == set()


@pytest.mark.parametrize(
    ("given_", "written"),
    [
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("+44 20", "'+44 20"),
        ("-5", "'-5"),
        ("@SUM(1)", "'@SUM(1)"),
        ("＝1", "'＝1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠x", "'＠x"),
        ("\t=1", "'=1"),
        ("\r=1", "'=1"),
        ("\u200b=1", "'\u200b=1"),
        ("'tis", "''tis"),
        ("4.10", "'4.10"),
        ("2011/12", "'2011/12"),
        ("12E3", "'12E3"),
        ("2024/25", "2024/25"),
        ("Phase 2 = done", "Phase 2 = done"),
        ("a;=1", "a,=1"),
        ("a; b", "a; b"),
        ("two\r\nlines", "two lines"),
        (Decimal(84500), "84500.00"),
        (Decimal("0.5"), "0.50"),
        (date(2025, 6, 20), "2025-06-20"),
        (None, ""),
        (True, "yes"),
        (["a", "=b", "c; d"], "a; '=b; c, d"),
    ],
)
def test_a_cell_is_what_was_meant_and_never_a_formula(given_: Cell, written: str) -> None:
    assert cell(given_) == written


@given(hostile_records)
def test_what_is_read_back_is_what_went_in(records: list[Record]) -> None:
    rows = {row["page"]: row for row in read_csv(decisions_csv(records, SITE))}
    assert len(rows) == len(records)
    for one in records:
        row = rows[f"{SITE.address}decisions/{one.slug}/"]
        for name in ("reference", "title", "directorate", "instrument", "term", "scheme_paragraph"):
            assert as_typed(row[name]).replace(",", ";") == on_one_line(getattr(one, name)).replace(",", ";")
        assert row["total"] == ("" if one.total is None else f"{one.total:.2f}")
        assert len(row["recipients"].split("; ")) == max(len(one.recipients), 1)


@given(hostile_records, st.sampled_from(",;"))
def test_no_cell_is_a_formula_whatever_sign_a_spreadsheet_splits_lines_at(records: list[Record], sign: str) -> None:
    for data in (decisions_csv(records, SITE), spend_csv(records, SITE)):
        for line in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=sign):
            assert [one for one in line if re.match(r'[\s"\u200b\u202e]*[=+\-@＝＋－＠]', one)] == []


# ── Spend ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_each_declared_sum_has_a_row_and_a_total_that_stands_alone_too() -> None:
    rows = read_csv(spend_csv(RECORDS, SITE))
    assert [(row["reference"], row["sum"], row["over_500"]) for row in rows] == [
        ("PCD 9001", "84500.00", "yes"),
        ("PCD 9001", "400.50", "no"),
        ("PCD 9002", "9000.00", "yes"),
    ]
    assert rows[1] == {
        "reference": "PCD 9001",
        "title": "Night service: an extension & more",
        "decision_maker": "Example Commissioner",
        "decided": "2025-06-20",
        "published": "2025-06-23",
        "recipients": "Example Trust; Example Partnership, North",
        "sum": "400.50",
        "purpose": "printing",
        "source": "main budget",
        "financial_year": "'2011/12",
        "type": "capital",
        "instrument": "contract extension",
        "starts": "2025-07-01",
        "ends": "2025-09-30",
        "scheme_paragraph": "'4.10",
        "over_500": "no",
        "contract_over_10000": "yes",
        "page": "https://example.org/decisions/decisions/pcd-9001/",
    }


def test_what_was_refused_or_withdrawn_spends_nothing() -> None:
    assert {row["reference"] for row in read_csv(spend_csv(RECORDS, SITE))} == {"PCD 9001", "PCD 9002"}


@pytest.mark.parametrize(("sum_", "over"), [("500.00", "no"), ("500.01", "yes")])
def test_five_hundred_pounds_are_not_over_five_hundred_pounds(sum_: str, over: str) -> None:
    (row,) = read_csv(spend_csv([record(9001, total=Decimal(sum_))], SITE))
    assert row["over_500"] == over


@pytest.mark.parametrize(
    ("instrument", "total", "before", "told"),
    [
        ("contract", "10000.01", "0", "yes"),
        ("contract", "10000", "0", "no"),
        ("contract variation", "8000", "3000", "yes"),
        ("grant agreement", "50000", "0", "no"),
        ("memorandum of understanding", "50000", "0", ""),
        ("", "50000", "0", ""),
        ("", "9000", "0", "no"),
    ],
)
def test_a_contract_is_told_where_its_facts_tell_it(instrument: str, total: str, before: str, told: str) -> None:
    one = record(9001, instrument=instrument, total=Decimal(total), original_value=Decimal(before))
    assert cell(contract_over_10000(one)) == told


# ── Site map ──────────────────────────────────────────────────────────────────────────────────────────────────────


def read_map(data: bytes, top: str, each: str) -> dict[str, str | None]:
    """The addresses of a site map with their days, held to what the protocol's schema asks for."""
    tree = etree.fromstring(data)
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    assert tree.tag == space + top
    assert len(tree) <= 50_000
    assert len(data) <= 50 * 1024 * 1024
    found = {}
    for entry in tree:
        assert entry.tag == space + each
        assert [part.tag for part in entry] in ([f"{space}loc"], [f"{space}loc", f"{space}lastmod"])
        address, day = entry[0].text or "", entry[1].text if len(entry) > 1 else None
        assert 12 <= len(address) <= 2048
        assert address.startswith(SITE.address)
        assert day is None or date.fromisoformat(day)
        found[address] = day
    assert len(found) == len(tree), "each address stands once"
    return found


def test_a_site_map_names_pages_by_their_folders_with_their_days() -> None:
    files = sitemaps({"index.html": date(2025, 7, 1), "register/2025/index.html": None}, SITE)
    assert list(files) == ["sitemap.xml"]
    assert read_map(files["sitemap.xml"], "urlset", "url") == {
        "https://example.org/decisions/": "2025-07-01",
        "https://example.org/decisions/register/2025/": None,
    }


def test_more_pages_than_a_site_map_may_name_stand_in_several() -> None:
    pages = {f"decisions/pcd-{number}/index.html": date(2025, 1, 1 + number % 28) for number in range(50_001)}
    files = sitemaps(pages, SITE)
    index = read_map(files["sitemap.xml"], "sitemapindex", "sitemap")
    assert set(index.values()) == {"2025-01-28"} | {
        max(read_map(files["sitemap-2.xml"], "urlset", "url").values(), key=str)
    }
    named = [read_map(files[address.removeprefix(SITE.address)], "urlset", "url") for address in index]
    assert [len(part) for part in named] == [50_000, 1]
    assert len({address for part in named for address in part}) == 50_001


def test_robots_are_let_in_and_told_of_the_site_map() -> None:
    assert robots(SITE).decode().splitlines() == [
        "User-agent: *",
        "Disallow:",
        "",
        "Sitemap: https://example.org/decisions/sitemap.xml",
    ]
