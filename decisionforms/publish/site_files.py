"""Every file of the site beside the pages of the decisions: the register, its data and its feeds."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from decisionforms.publish.addresses import CSV, HOME, JSON, JSON_SCHEMA, SPEND, STATEMENT, page_of
from decisionforms.publish.as_csv import decisions_csv
from decisionforms.publish.as_json import decisions_json, schema
from decisionforms.publish.feeds import feeds_of
from decisionforms.publish.pages import SitePages
from decisionforms.publish.record import Attachment, Record, Tombstone
from decisionforms.publish.site import Site
from decisionforms.publish.sitemap import robots, sitemaps
from decisionforms.publish.spend import spend_csv

ROBOTS = "robots.txt"


class SiteFiles:
    """Makes them with one folder of layouts."""

    def __init__(self, folder: Path, site: Site) -> None:
        self.site = site
        self.pages = SitePages(folder, site)

    def files(
        self,
        records: Sequence[Record],
        tombstones: Sequence[Tombstone],
        gaps: Mapping[str, str],
        forms: Mapping[str, Sequence[Attachment]],
    ) -> Mapping[str, bytes]:
        """The files by their paths.

        `gaps` has a reason for each reference that is missing from the series, `forms` the documents of each form.
        """
        pages = self.pages.pages(records, tombstones, gaps)
        return {
            **pages,
            **feeds_of(records, tombstones, self.site, forms),
            **sitemaps(_pages_to_find(records, pages), self.site),
            JSON: decisions_json(records, tombstones, self.site, forms),
            JSON_SCHEMA: schema(),
            CSV: decisions_csv(records, self.site),
            SPEND: spend_csv(records, self.site),
            ROBOTS: robots(self.site),
        }


def _pages_to_find(records: Sequence[Record], pages: Iterable[str]) -> Mapping[str, date | None]:
    """The pages that search engines should know, each with the day on which it changed last where that is known."""
    newest = max((record.updated for record in records), default=None)
    lists = (path for path in pages if path == STATEMENT or path.startswith("register/"))
    return {HOME: newest, **dict.fromkeys(lists), **{page_of(record.slug): record.updated for record in records}}
