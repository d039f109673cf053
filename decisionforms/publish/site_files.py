"""Every file of the site beside the pages of the decisions: the register, its data and its feeds."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path

from decisionforms.publish.addresses import (
    CATALOGUE,
    CSV,
    HOME,
    JSON,
    JSON_SCHEMA,
    SEARCH,
    SPEND,
    STATEMENT,
    changes_of,
    page_of,
)
from decisionforms.publish.as_csv import decisions_csv
from decisionforms.publish.as_json import decisions_json, schema
from decisionforms.publish.chains import all_chains
from decisionforms.publish.changes import Corrected
from decisionforms.publish.comparing import Change
from decisionforms.publish.feeds import feed, feeds_of
from decisionforms.publish.memory import MadePages
from decisionforms.publish.pages import SitePages
from decisionforms.publish.parts import Parts, key_of
from decisionforms.publish.record import Link, Record, Tombstone, outline_of
from decisionforms.publish.search_index import block, blocks_of, catalogue
from decisionforms.publish.site import Site
from decisionforms.publish.sitemap import robots, sitemaps
from decisionforms.publish.spend import spend_csv

ROBOTS = "robots.txt"


class SiteFiles:
    """Makes them with one folder of layouts."""

    def __init__(self, folder: Path, site: Site) -> None:
        self.folder = folder
        self.site = site

    @cached_property
    def _pages(self) -> SitePages:
        return SitePages(self.folder, self.site)

    def add_to(
        self,
        parts: Parts,
        records: Sequence[Record],
        tombstones: Sequence[Tombstone],
        gaps: Mapping[str, str],
        made: Mapping[str, MadePages],
    ) -> None:
        """Add them to the parts of a publication.

        `gaps` has a reason for each reference that is missing from the series, `made` is what was made of
        each record, by slug.
        """
        site, outlines = self.site, [outline_of(record) for record in records]
        forms = {slug: one.forms for slug, one in made.items()}
        told = (outlines, tombstones, gaps)
        key, days = key_of(told), [record.updated for record in records]
        keys = [made[record.slug].key for record in records]  # each stands for its record, and more
        parts.add("pages", told, lambda told: self._pages.pages(*told), key)
        parts.add("figures", outlines, self._figures, key)
        parts.add("chains", all_chains(records), self._chains)
        found = _pages_to_find(records, parts.files)
        for one in feeds_of(records, tombstones, site, forms):
            parts.add(one.path, one, lambda one: {one.path: feed(one, site)})
        parts.add("sitemap", found, lambda pages: sitemaps(pages, site))
        register = (records, tombstones, site, forms)
        parts.add(JSON, register, lambda told: {JSON: decisions_json(*told)}, key_of((keys, tombstones, forms)))
        parts.add(JSON_SCHEMA, (), lambda _: {JSON_SCHEMA: schema()})
        parts.add(CSV, records, lambda some: {CSV: decisions_csv(some, site)}, key_of((key, days)))
        parts.add(SPEND, outlines, lambda some: {SPEND: spend_csv(some, site)}, key)
        parts.add(ROBOTS, (), lambda _: {ROBOTS: robots(site)})
        parts.add(CATALOGUE, told, lambda told: {CATALOGUE: catalogue(*told)}, key)
        for path, slugs in blocks_of(records).items():
            _add_block(parts, path, slugs, made)

    def _figures(self, records: Sequence[Record]) -> Mapping[str, bytes]:
        return self._pages.figures(records)  # which reads the layouts, and only now

    def _chains(self, chains: Sequence[Sequence[Link]]) -> Mapping[str, bytes]:
        return self._pages.chains(chains)

    def add_changes(
        self, parts: Parts, some: Iterable[Corrected], compare: Callable[[Corrected], Sequence[Change]]
    ) -> None:
        """Add a page for each decision that was corrected."""
        for one in some:
            parts.add(changes_of(one.slug), one, lambda one: self._pages.changes(one, compare(one)))


def _add_block(parts: Parts, path: str, slugs: Sequence[str], made: Mapping[str, MadePages]) -> None:
    """The words of these records; the key of a record stands for all that its words come from."""
    of = [(slug, made[slug].key) for slug in slugs]
    parts.add(path, of, lambda _: {path: block({slug: made[slug].words for slug in slugs})})


def _pages_to_find(records: Sequence[Record], pages: Iterable[str]) -> Mapping[str, date | None]:
    """The pages that search engines should know, each with the day on which it changed last where that is known."""
    newest = max((record.updated for record in records), default=None)
    lists = (
        path
        for path in pages
        if path in {SEARCH, STATEMENT} or (path.startswith("register/") and path.endswith(".html"))
    )
    decisions = {page_of(record.slug): record.updated for record in records}
    changes = {changes_of(record.slug): record.updated for record in records if record.revisions}
    return {HOME: newest, **dict.fromkeys(lists), **decisions, **changes}
