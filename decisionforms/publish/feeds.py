"""Atom feeds of the register, of each year, each decision-maker and each topic. Source: RFC 4287."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from lxml import etree
from msgspec import Struct

from decisionforms.publish.addresses import FEED, address_of, file_beside, page_of
from decisionforms.publish.listing import commonest, places_of
from decisionforms.publish.record import Attachment, Record, Tombstone, newest_first
from decisionforms.publish.site import Site
from decisionforms.values.money import write_money

ATOM = "http://www.w3.org/2005/Atom"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
MOST = 50
# When a feed that nothing was ever in was updated: it must say so, and must not depend on the clock.
NEVER = date(1970, 1, 1)
# Source: XML 1.0, section 2.2.
FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


class Entry(Struct, frozen=True):
    """What feeds say of one decision: that it was published, or what became of it since."""

    slug: str
    title: str
    summary: str
    published: date
    updated: date
    topics: Sequence[str] = ()
    forms: Sequence[Attachment] = ()


class Feed(Struct, frozen=True):
    """A feed by its path on the site: its title, and its entries, of which the last updated stand first."""

    path: str
    title: str
    entries: Sequence[Entry]


def feeds_of(
    records: Iterable[Record],
    tombstones: Iterable[Tombstone],
    site: Site,
    forms: Mapping[str, Sequence[Attachment]] = {},
) -> Iterator[Feed]:
    """All feeds: of the register, and one beside each list of it; `forms` are the files of each form.

    What was taken back stands in the feed of the register alone: a tombstone stands in no list.
    """
    ordered = newest_first(records)
    entries = {record.slug: entry_of(record, forms.get(record.slug, ())) for record in ordered}
    gone = (withdrawn(one) for one in tombstones)
    yield Feed(FEED, site.name, _last((*entries.values(), *gone)))
    for folder, name, slugs in _groups(ordered):
        yield Feed(folder + FEED, f"{site.name}: {name}", _last(entries[slug] for slug in slugs))


def _last(entries: Iterable[Entry]) -> Sequence[Entry]:
    """The fifty entries that were updated last."""
    return sorted(entries, key=lambda one: (-one.updated.toordinal(), one.slug))[:MOST]


def feed(one: Feed, site: Site) -> bytes:
    """The feed as Atom."""
    top = etree.Element(f"{{{ATOM}}}feed", {LANGUAGE: site.language}, nsmap={None: ATOM})  # type: ignore[dict-item]  # the stubs know no default namespace
    own = site.address + one.path
    _text(top, "id", own)
    _text(top, "title", one.title)
    _text(top, "updated", _moment(one.entries[0].updated if one.entries else NEVER))
    _text(_add(top, "author"), "name", site.publisher)
    _add(top, "link", rel="self", type="application/atom+xml", href=own)
    _add(top, "link", rel="alternate", type="text/html", href=own.removesuffix(FEED))
    for entry in one.entries:
        _fill(_add(top, "entry"), entry, site.address)
    return etree.tostring(top, encoding="utf-8", xml_declaration=True)


def entry_of(record: Record, forms: Sequence[Attachment]) -> Entry:
    """What feeds say of a record: its title, who decides, how it ended, and what it comes to."""
    total = write_money(record.total) if record.total is not None else ""
    summary = " – ".join(filter(None, (record.title, record.maker, record.stage, total)))
    title = f"{record.reference}: {record.title}"
    return Entry(record.slug, title, summary, record.published, record.updated, record.topics, forms)


def withdrawn(one: Tombstone) -> Entry:
    """What feeds say of a decision that was taken back: an update of what they said before."""
    return Entry(one.slug, f"Withdrawn: {one.reference}: {one.title}", one.reason, one.published, one.withdrawn)


def _groups(records: Iterable[Record]) -> Iterator[tuple[str, str, Sequence[str]]]:
    """Each list of the register by its folder, with its name and the slugs in it."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for record in records:
        for (_, folder), name in dict(places_of(record)).items():
            groups.setdefault(folder, []).append((name, record.slug))
    for folder, some in groups.items():
        names, slugs = zip(*some, strict=True)
        yield folder, commonest(names), slugs


def _fill(entry: etree._Element, said: Entry, base: str) -> None:
    """Its id is the address of the page: that comes from the reference, which is given once, and outlives revisions."""
    page = address_of(base, page_of(said.slug))
    _text(entry, "id", page)
    _text(entry, "title", said.title)
    _text(entry, "updated", _moment(said.updated))
    _text(entry, "published", _moment(said.published))
    _text(entry, "summary", said.summary)
    for topic in said.topics:
        _add(entry, "category", term=_allowed(topic))
    _add(entry, "link", rel="alternate", type="text/html", href=page)
    for form, type_ in _enclosed(said.forms):
        _add(
            entry,
            "link",
            rel="enclosure",
            type=type_,
            href=base + file_beside(said.slug, form.name),
            length=str(form.size),
        )


def _enclosed(forms: Iterable[Attachment]) -> Iterator[tuple[Attachment, str]]:
    """The files of a form whose type is known."""
    return ((form, TYPES[kind]) for form in forms if (kind := form.name.rpartition(".")[2]) in TYPES)


def _text(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, f"{{{ATOM}}}{name}").text = _allowed(text)


def _add(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)


def _allowed(text: str) -> str:
    """The text with a replacement character for each sign that XML can't hold."""
    return text if text.isprintable() else FORBIDDEN.sub("\ufffd", text)


def _moment(day: date) -> str:
    """A day as Atom writes moments: its first one, since no more than the day is known."""
    return f"{day.isoformat()}T00:00:00Z"
