"""The pages of the public register, from the layouts of the site: all but those of the decisions themselves."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from decisionforms.files import read_operator_file
from decisionforms.publish.addresses import (
    CHAINS,
    FEED,
    FIGURES,
    HOME,
    SEARCH,
    STATEMENT,
    STYLE,
    address_of,
    changes_of,
    figures_csv,
    folder_of,
    page_of,
    up_from,
)
from decisionforms.publish.chains import shares_of
from decisionforms.publish.changes import Corrected
from decisionforms.publish.charts import chart_csv, write_figure
from decisionforms.publish.comparing import Change
from decisionforms.publish.drawing import draw
from decisionforms.publish.figures import figures_of
from decisionforms.publish.listing import (
    MAKER,
    TOPIC,
    YEAR,
    Listing,
    listings_of,
    redirects_to,
    row_of,
)
from decisionforms.publish.record import Link, Record, Tombstone, in_order, newest_first
from decisionforms.publish.site import Site
from decisionforms.publish.timing import quarters_of, read_calendar, slowest_of, waits_of
from decisionforms.render.page_style import digest_of, read_style
from decisionforms.render.sandbox import compile_layouts, render_layout
from decisionforms.values.dates import write_date
from decisionforms.values.money import write_money

INDEX = "index.html"
NOT_FOUND = "404.html"
TIMES, GAPS = "register/times/index.html", "register/gaps/index.html"
LAYOUTS = (
    *(
        "frame.html",
        "parts.html",
        "list.html",
        "home.html",
        "year.html",
        "maker.html",
        "topic.html",
        "times.html",
        "gaps.html",
        "figures.html",
        "chains.html",
        "changes.html",
        "search.html",
    ),
    *("tombstone.html", "accessibility.html", "redirect.html", NOT_FOUND),
)
SCRIPTS = (
    *("search.js", "form.js", "find.js", "index.js", "query.js", "words.js", "ranges.js", "periods.js", "days.js"),
    *("results.js", "passages.js", "saying.js", "nearest.js"),
)
RECENT_QUARTERS, SLOWEST = 4, 20


class SitePages:
    """Makes the pages with one folder of layouts, which are read and compiled once."""

    def __init__(self, folder: Path, site: Site) -> None:
        self._site = site
        self._place = folder.name
        self._style = read_style(folder / STYLE)
        self._scripts = {f"search/{name}": read_operator_file(folder / "search" / name) for name in SCRIPTS}
        self._calendar = read_calendar(folder)
        self._layouts = compile_layouts(folder.name, {name: read_operator_file(folder / name) for name in LAYOUTS})

    def pages(
        self, records: Sequence[Record], tombstones: Sequence[Tombstone], gaps: Mapping[str, str]
    ) -> Mapping[str, bytes]:
        """Each page by its path, as UTF-8; `gaps` tells why a number of the series is missing.

        A decision that was taken back and published again has its own page, and no tombstone. Raises FormError where a
        layout asks for what there is not.
        """
        published = {record.slug for record in records}
        withdrawn = [one for one in tombstones if one.slug not in published]
        pages = dict(self._pages(newest_first(records), withdrawn, gaps))
        redirects = self._redirects([*records, *withdrawn], pages)
        loaded = {STYLE: self._style, **self._scripts}
        return {**pages, **dict(redirects), **{name: text.encode() for name, text in loaded.items()}}

    def figures(self, records: Sequence[Record]) -> Mapping[str, bytes]:
        """The page of figures with the data of each chart, by their paths."""
        figures = figures_of(records, self._calendar)
        page = self._page(FIGURES, "figures.html", figures=figures, draw=draw, write_figure=write_figure)
        return {FIGURES: page, **{figures_csv(name): chart_csv(chart) for name, chart in figures.charts.items()}}

    def chains(self, chains: Sequence[Sequence[Link]]) -> Mapping[str, bytes]:
        """The page of all programmes whose decisions extend one another."""
        drawn = [list(zip(chain, shares_of(chain), strict=True)) for chain in chains]
        return {CHAINS: self._page(CHAINS, "chains.html", chains=drawn, folder_of=folder_of, write_money=write_money)}

    def changes(self, corrected: Corrected, changes: Sequence[Change]) -> Mapping[str, bytes]:
        """The page of what was corrected in a decision, the last correction first."""
        path = changes_of(corrected.slug)
        return {path: self._page(path, "changes.html", corrected=corrected, changes=changes)}

    def _pages(
        self, newest: Sequence[Record], withdrawn: Sequence[Tombstone], gaps: Mapping[str, str]
    ) -> Iterator[tuple[str, bytes]]:
        listings = listings_of(newest)
        kinds = {kind: [one for one in listings if one.kind == kind] for kind in (YEAR, MAKER, TOPIC)}
        yield HOME, self._home(newest, kinds, has_gaps=bool(gaps or withdrawn))
        yield SEARCH, self._search(newest, kinds)
        for listing in listings:
            yield listing.folder + INDEX, self._list(listing)
        for one in withdrawn:
            yield page_of(one.slug), self._page(page_of(one.slug), "tombstone.html", tombstone=one)
        if gaps or withdrawn:
            yield GAPS, self._gaps(withdrawn, gaps)
        yield TIMES, self._times(newest)
        yield STATEMENT, self._page(STATEMENT, "accessibility.html")
        yield NOT_FOUND, self._not_found()

    def _home(self, newest: Sequence[Record], listings: Mapping[str, Sequence[Listing]], *, has_gaps: bool) -> bytes:
        first = [row_of(record) for record in newest[: self._site.newest]]
        return self._page(
            HOME, "home.html", feed=FEED, newest=first, number=len(newest), listings=listings, has_gaps=has_gaps
        )

    def _search(self, newest: Sequence[Record], listings: Mapping[str, Sequence[Listing]]) -> bytes:
        example = next((record.reference for record in newest), "")
        outcomes = {record.outcome for record in newest}
        return self._page(SEARCH, "search.html", listings=listings, outcomes=outcomes, example=example)

    def _list(self, listing: Listing) -> bytes:
        return self._page(listing.folder + INDEX, f"{listing.kind}.html", feed=FEED, listing=listing)

    def _gaps(self, withdrawn: Sequence[Tombstone], gaps: Mapping[str, str]) -> bytes:
        in_sequence = sorted(gaps.items(), key=lambda gap: in_order(gap[0]))
        taken_back = sorted(withdrawn, key=lambda one: in_order(one.reference))
        return self._page(GAPS, "gaps.html", gaps=in_sequence, withdrawn=taken_back)

    def _times(self, newest: Sequence[Record]) -> bytes:
        waits = waits_of(newest, self._calendar)
        quarters = quarters_of(waits)
        recent = waits[: sum(quarter.number for quarter in quarters[:RECENT_QUARTERS])]
        return self._page(
            TIMES,
            "times.html",
            quarters=quarters,
            slowest=slowest_of(recent, SLOWEST),
            left_out=len(newest) - len(waits),
            years=self._calendar.years,
        )

    def _not_found(self) -> bytes:
        """The page for an address that leads nowhere: it is shown at any, so its links are whole and its style inside."""
        return self._render(
            NOT_FOUND,
            up=self._site.address,
            address="",
            feed="",
            style=self._style,
            style_digest=digest_of(self._style),
        )

    def _redirects(self, held: Sequence[Record | Tombstone], pages: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """A page in the folder of each other way to write a reference; those of one decision are the same."""
        taken = frozenset({"decisions/", *(path.partition("/")[0] + "/" for path in pages)})
        ways = redirects_to(held, taken)
        for one in held:
            folder = folder_of(one.slug)
            address = self._site.address + folder
            page = self._render("redirect.html", held=one, folder=folder, up="../", address=address)
            yield from ((way + INDEX, page) for way in ways[one.slug])

    def _page(self, path: str, layout: str, *, feed: str = "", **values: object) -> bytes:
        return self._render(layout, up=up_from(path), address=address_of(self._site.address, path), feed=feed, **values)

    def _render(self, layout: str, **values: object) -> bytes:
        place = f"{self._place}/{layout}"
        page = render_layout(place, self._layouts[layout], site=self._site, write_date=write_date, **values)
        return page.encode()
