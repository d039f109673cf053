"""Every file of the site beside the pages of the decisions: the register, its data and its feeds."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from decisionforms.publish.addresses import CSV, HOME, JSON, JSON_SCHEMA, SPEND, STATEMENT, page_of
from decisionforms.publish.as_csv import decisions_csv
from decisionforms.publish.as_json import decisions_json, schema
from decisionforms.publish.feeds import feed, feeds_of
from decisionforms.publish.pages import SitePages
from decisionforms.publish.parts import Parts
from decisionforms.publish.record import Attachment, Record, Tombstone, outline_of
from decisionforms.publish.site import Site
from decisionforms.publish.sitemap import robots, sitemaps
from decisionforms.publish.spend import spend_csv

ROBOTS = "robots.txt"


class SiteFiles:
    """Makes them with one folder of layouts."""

    def __init__(self, folder: Path, site: Site) -> None:
        self.folder = folder
        self.site = site

    def add_to(
        self,
        parts: Parts,
        records: Sequence[Record],
        tombstones: Sequence[Tombstone],
        gaps: Mapping[str, str],
        forms: Mapping[str, Sequence[Attachment]],
    ) -> None:
        """Add them to the parts of a publication.

        `gaps` has a reason for each reference that is missing from the series, `forms` the documents of each form.
        """
        site, outlines = self.site, [outline_of(record) for record in records]
        parts.add("pages", (outlines, tombstones, gaps), lambda told: SitePages(self.folder, site).pages(*told))
        found = _pages_to_find(records, parts.files)
        for one in feeds_of(records, tombstones, site, forms):
            parts.add(one.path, one, lambda one: {one.path: feed(one, site)})
        parts.add("sitemap", found, lambda pages: sitemaps(pages, site))
        parts.add(
            JSON, (records, tombstones, forms), lambda told: {JSON: decisions_json(told[0], told[1], site, told[2])}
        )
        parts.add(JSON_SCHEMA, (), lambda _: {JSON_SCHEMA: schema()})
        parts.add(CSV, records, lambda some: {CSV: decisions_csv(some, site)})
        parts.add(SPEND, outlines, lambda some: {SPEND: spend_csv(some, site)})
        parts.add(ROBOTS, (), lambda _: {ROBOTS: robots(site)})


def _pages_to_find(records: Sequence[Record], pages: Iterable[str]) -> Mapping[str, date | None]:
    """The pages that search engines should know, each with the day on which it changed last where that is known."""
    newest = max((record.updated for record in records), default=None)
    lists = (path for path in pages if path == STATEMENT or path.startswith("register/"))
    return {HOME: newest, **dict.fromkeys(lists), **{page_of(record.slug): record.updated for record in records}}
