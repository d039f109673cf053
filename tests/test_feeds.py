"""The feeds: what RFC 4287 asks for, that nothing is missing in them, and that no text breaks out of its place."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

import feedparser  # type: ignore[import-untyped]  # it publishes no types
from hypothesis import given
from lxml import etree
from test_public_data import (
    DIGEST,
    FORMS,
    RECORDS,
    SITE,
    TOMBSTONES,
    hostile_forms,
    hostile_records,
    hostile_tombstones,
    record,
)

from decisionforms.publish import feeds as atom
from decisionforms.publish.record import Attachment, Record, Tombstone

ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")


def feeds_of(
    records: Iterable[Record], tombstones: Iterable[Tombstone], forms: Mapping[str, Sequence[Attachment]] = {}
) -> dict[str, bytes]:
    return {feed.path: atom.feed(feed, SITE) for feed in atom.feeds_of(records, tombstones, SITE, forms)}


FEEDS = feeds_of(RECORDS, TOMBSTONES, FORMS)


def checked(data: bytes, path: str) -> list[etree._Element]:
    """The entries of a feed that holds all that RFC 4287 asks for, in sections 4.1.1 and 4.1.2."""
    top = etree.fromstring(data)
    assert top.tag == f"{ATOM}feed"
    one(top, "title")
    assert one(top, "id") == SITE.address + path
    assert MOMENT.fullmatch(one(top, "updated"))
    assert one(top.find(f"{ATOM}author"), "name")
    assert links(top, "self") == [SITE.address + path]
    entries = top.findall(f"{ATOM}entry")
    for entry in entries:
        assert one(entry, "id").startswith(SITE.address)
        assert links(entry, "alternate") == [one(entry, "id")]
        one(entry, "title")
        one(entry, "summary")
        assert MOMENT.fullmatch(one(entry, "updated"))
        assert MOMENT.fullmatch(one(entry, "published"))
        assert all(category.get("term") is not None for category in entry.findall(f"{ATOM}category"))
    ids = [one(entry, "id") for entry in entries]
    assert len(set(ids)) == len(ids)
    moments = [one(entry, "updated") for entry in entries]
    assert moments == sorted(moments, reverse=True)
    assert one(top, "updated") == (moments[0] if moments else "1970-01-01T00:00:00Z")
    return entries


def one(parent: etree._Element | None, name: str) -> str:
    """The text of the one element of this name."""
    assert parent is not None
    (found,) = parent.findall(ATOM + name)
    assert len(found) == 0
    return found.text or ""


def links(parent: etree._Element, rel: str) -> list[str | None]:
    return [link.get("href") for link in parent.findall(f"{ATOM}link") if link.get("rel") == rel]


def titles(feeds: Mapping[str, bytes], path: str) -> list[str]:
    return [one(entry, "title") for entry in checked(feeds[path], path)]


def test_the_register_each_year_each_decision_maker_and_each_topic_have_a_feed_and_none_is_empty() -> None:
    assert list(FEEDS) == [
        "feed.xml",
        "register/2025/feed.xml",
        "register/by/example-commissioner/feed.xml",
        "register/topic/night-service/feed.xml",
        "register/topic/victims/feed.xml",
    ]
    for path, data in FEEDS.items():
        assert checked(data, path), f"{path} is empty"


def test_every_record_and_every_tombstone_is_in_the_feed_of_the_register_the_last_updated_first() -> None:
    assert titles(FEEDS, "feed.xml") == [
        "Withdrawn: PCD 9005: Gone later",
        "PCD 9001: Night service: an extension & more",
        "PCD 9002: Invented decision 9002",
        "PCD 9003: Invented decision 9003",
        "PCD 9004: Invented decision 9004",
        "Withdrawn: PCD 9006: Gone",
    ]


def test_a_feed_of_a_topic_has_the_decisions_on_it_alone() -> None:
    assert titles(FEEDS, "register/topic/victims/feed.xml") == ["PCD 9001: Night service: an extension & more"]


def test_a_feed_reader_finds_everything_of_an_entry() -> None:
    read = feedparser.parse(FEEDS["feed.xml"])
    assert not read.bozo
    assert (read.feed.title, read.feed.author) == ("Example decisions", "Example Office")
    entry = read.entries[1]
    assert entry.id == entry.link == "https://example.org/decisions/decisions/pcd-9001/"
    assert entry.title == "PCD 9001: Night service: an extension & more"
    assert entry.summary == "Night service: an extension & more – Example Commissioner – Approved – £84,900.50"
    assert (entry.published, entry.updated) == ("2025-06-23T00:00:00Z", "2025-07-01T00:00:00Z")
    assert [tag.term for tag in entry.tags] == ["night service", "victims"]
    assert [(link.type, link.length, link.href) for link in entry.enclosures] == [
        (
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "45678",
            "https://example.org/decisions/decisions/pcd-9001/pcd-9001.docx",
        ),
        ("application/pdf", "56789", "https://example.org/decisions/decisions/pcd-9001/pcd-9001.pdf"),
    ]


def test_a_withdrawal_is_an_update_of_the_entry_that_was_there() -> None:
    before = checked(feeds_of([record(9005)], ())["feed.xml"], "feed.xml")
    after = checked(feeds_of((), TOMBSTONES[1:])["feed.xml"], "feed.xml")
    assert one(before[0], "id") == one(after[0], "id")
    assert one(before[0], "updated") < one(after[0], "updated")
    assert one(after[0], "summary") == "PCD 9001 is the decision."


def test_a_feed_holds_the_fifty_that_were_updated_last() -> None:
    many = [record(number, published=date(2025, 1, 1) + timedelta(number - 9001)) for number in range(9001, 9151)]
    found = titles(feeds_of(many, ()), "feed.xml")
    assert len(found) == 50
    assert (found[0], found[-1]) == ("PCD 9150: Invented decision 9150", "PCD 9101: Invented decision 9101")


def test_topics_that_share_an_address_share_a_feed_in_which_nothing_stands_twice() -> None:
    feeds = feeds_of([record(9001, topics=("Night-service", "night service"))], ())
    assert titles(feeds, "register/topic/night-service/feed.xml") == ["PCD 9001: Invented decision 9001"]


def test_the_feed_of_an_empty_register_is_a_feed_all_the_same() -> None:
    feeds = feeds_of((), ())
    assert titles(feeds, "feed.xml") == []


def test_the_same_records_give_the_same_feeds_in_whatever_order_they_come() -> None:
    assert feeds_of(RECORDS[::-1], TOMBSTONES[::-1], FORMS) == FEEDS


def test_what_is_no_document_is_no_enclosure() -> None:
    forms = {"pcd-9001": (Attachment("Form", "pcd-9001.html", 1, DIGEST),)}
    (entry,) = checked(feeds_of([record(9001, total=Decimal(1))], (), forms)["feed.xml"], "feed.xml")
    assert links(entry, "enclosure") == []


@given(hostile_records, hostile_tombstones, hostile_forms)
def test_no_text_breaks_a_feed_or_leaves_its_place(
    records: list[Record], tombstones: list[Tombstone], forms: dict[str, tuple[Attachment, ...]]
) -> None:
    feeds = feeds_of(records, tombstones, forms)
    for path, data in feeds.items():
        entries = checked(data, path)
        for entry in entries:
            assert {part.tag.removeprefix(ATOM) for part in entry} <= {
                "id",
                "title",
                "updated",
                "published",
                "summary",
                "category",
                "link",
            }
            assert all(str(link.get("href")).startswith(SITE.address) for link in entry.findall(f"{ATOM}link"))
        assert not feedparser.parse(data).bozo
    found = {one(entry, "title") for entry in checked(feeds["feed.xml"], "feed.xml")}
    assert {xml_of(f"{record.reference}: {record.title}") for record in records} <= found


def xml_of(text: str) -> str:
    """The text as XML can hold it."""
    return re.sub("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)
