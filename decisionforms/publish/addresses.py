"""Where everything on the public site stands: each path begins at the site's own address."""

from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import quote

from decisionforms.values.references import slug_of

HOME = "index.html"
STATEMENT = "accessibility/index.html"
STYLE = "style.css"
FEED = "feed.xml"
SITEMAP = "sitemap.xml"
JSON, JSON_SCHEMA = "decisions.json", "decisions.schema.json"
CSV, SPEND = "decisions.csv", "spend.csv"
MANIFEST = "manifest.json"
CHANGES = "changes/index.html"  # beside the page of a decision
CHAINS = "register/chains/index.html"
FIGURES = "register/figures/index.html"
SEARCH, CATALOGUE = "search/index.html", "search/catalogue.json"
# Letters of a name in a path: no disk holds more than 255 bytes.
LONGEST = 100


def folder_of(slug: str) -> str:
    """The folder of one decision, with the stroke at its end."""
    return f"decisions/{slug}/"


def page_of(slug: str) -> str:
    """The page of one decision."""
    return f"{folder_of(slug)}index.html"


def changes_of(slug: str) -> str:
    """The page of what was corrected in a decision."""
    return folder_of(slug) + CHANGES


def file_beside(slug: str, name: str) -> str:
    """A file beside the page of one decision, under a name that can't lead elsewhere."""
    return folder_of(slug) + quote(name, safe="")


def year_folder(year: int) -> str:
    """The folder of a year of the register, and of its feed."""
    return f"register/{year}/"


def maker_folder(maker: str) -> str:
    """The folder of one decision-maker's decisions, and of their feed."""
    return f"register/by/{_named(maker)}/"


def topic_folder(topic: str) -> str:
    """The folder of the decisions on one topic, and of their feed; topics that differ by a sign alone share it."""
    return f"register/topic/{_named(topic)}/"


@lru_cache(maxsize=512)  # the same few names stand in every decision
def _named(name: str) -> str:
    """The name of a folder that every disk can hold."""
    return slug_of(name)[:LONGEST].strip("-")


def search_block(year: int, number: int) -> str:
    """The words of some of a year's decisions, by which the search finds them."""
    return f"search/words-{year}-{number}.json"


def figures_csv(name: str) -> str:
    """The data of one chart, beside the page of figures."""
    return f"register/figures/{name}.csv"


def up_from(path: str) -> str:
    """What leads from a page back to the address of the site: `../../` from decisions/pcd-9001/index.html."""
    return "../" * path.count("/")


def address_of(base: str, path: str) -> str:
    """The whole address of a page or file; a page is named by its folder."""
    return base + path.removesuffix("index.html")


def redirects_of(reference: str) -> Sequence[str]:
    """The folders from which other ways to write a reference lead to its page: pcd1462, PCD-1462, PCD1462."""
    plain = slug_of(reference)
    ways = (plain, plain.replace("-", ""), plain.upper(), plain.replace("-", "").upper())
    return tuple(dict.fromkeys(f"{way}/" for way in ways if way))
