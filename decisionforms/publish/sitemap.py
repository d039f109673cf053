"""What search engines read: the site map and robots.txt. Source: sitemaps.org, protocol 0.9, and RFC 9309."""

from collections.abc import Iterable, Mapping
from datetime import date

from lxml import etree

from decisionforms.publish.addresses import SITEMAP, address_of
from decisionforms.publish.site import Site

PROTOCOL = "http://www.sitemaps.org/schemas/sitemap/0.9"
MOST = 50_000


def sitemaps(pages: Mapping[str, date | None], site: Site) -> Mapping[str, bytes]:
    """The site map by path, of the pages that are to be found and the day on which each last changed.

    One file, or an index of several where there are more pages than one may name. Pages that lead elsewhere don't
    belong among `pages`.
    """
    places = [(address_of(site.address, path), day) for path, day in sorted(pages.items())]
    if len(places) <= MOST:
        return {SITEMAP: _written("urlset", "url", places)}
    parts = {_part(at): places[at : at + MOST] for at in range(0, len(places), MOST)}
    index = [(address_of(site.address, path), _newest(part)) for path, part in parts.items()]
    files = {path: _written("urlset", "url", part) for path, part in parts.items()}
    return {SITEMAP: _written("sitemapindex", "sitemap", index), **files}


def robots(site: Site) -> bytes:
    """A robots.txt that lets everybody in and names the site map; it counts at the root of a host alone."""
    return f"User-agent: *\nDisallow:\n\nSitemap: {site.address}{SITEMAP}\n".encode()


def _part(start: int) -> str:
    return SITEMAP.replace(".", f"-{start // MOST + 1}.")


def _newest(places: Iterable[tuple[str, date | None]]) -> date | None:
    return max((day for _, day in places if day), default=None)


def _written(top: str, each: str, places: Iterable[tuple[str, date | None]]) -> bytes:
    tree = etree.Element(f"{{{PROTOCOL}}}{top}", nsmap={None: PROTOCOL})  # type: ignore[dict-item]  # the stubs know no default namespace
    for address, day in places:
        entry = etree.SubElement(tree, f"{{{PROTOCOL}}}{each}")
        etree.SubElement(entry, f"{{{PROTOCOL}}}loc").text = address
        if day:
            etree.SubElement(entry, f"{{{PROTOCOL}}}lastmod").text = day.isoformat()
    return etree.tostring(tree, encoding="utf-8", xml_declaration=True)
