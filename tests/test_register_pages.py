"""The public register as pages: every list leads to its decisions, and nothing that a record says can do harm there."""

import posixpath
import re
import shutil
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from urllib.parse import urljoin

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from page_checks import faults_of_markup, looked_at
from reading_back.html_text import Element, parse

from decisionforms.errors import FormError
from decisionforms.publish import addresses
from decisionforms.publish.pages import SitePages
from decisionforms.publish.record import Record, Tombstone
from decisionforms.publish.site import read_site
from decisionforms.publish.timing import Calendar, quarters_of, read_calendar, slowest_of, waits_of

ROOT = Path(__file__).parent.parent
LAYOUTS = ROOT / "templates" / "site"
SITE = read_site(LAYOUTS)
PAGES = SitePages(LAYOUTS, SITE)
# What other parts of the publication put on the site.
DATA = {
    *(addresses.FEED, addresses.JSON, addresses.JSON_SCHEMA, addresses.CSV, addresses.SPEND),
    *(addresses.MANIFEST, addresses.FIGURES, addresses.CHAINS),
}
HOSTILE = "</title><script>alert(1)</script><b onclick='x'>{{ site }} & \"R&D\""
TOPICS = ("Estates", "Digital & data", "Victims’ services", "../../../evil", "¿?", "")
TITLES = (
    "Grant to an invented charity",
    "Extension of a made-up contract, with options for two further years",
    HOSTILE,
)
OUTCOMES = ("approved", "approved", "approved", "refused", "withdrawn", "record")
BLOCKED = r".*external stylesheet “[./]*style\.css” blocked by “style-src” directive\."
REFRESH = re.compile(rb'<meta http-equiv="refresh" content="0; url=([^"]+)">\n')


def invented(number: int, **changes: object) -> Record:
    """A decision that never was."""
    decided = date(2023, 1, 30) + timedelta(days=8 * (number - 9001))
    record = Record(
        slug=f"pcd-{number}",
        reference=f"PCD {number}",
        title=TITLES[number % 3],
        form="part-1",
        version="0a1b-2c3d",
        outcome=OUTCOMES[number % 6],
        stage="",
        maker="Deputy Mayor for Policing and Crime" if number % 5 else "Chief Executive Officer",
        decided=decided if number % 11 else None,
        published=decided + timedelta(days=number % 4),
        topics=(TOPICS[number % 6], TOPICS[0]),
        total=Decimal(number * 1001) if number % 7 else None,
    )
    return msgspec.structs.replace(record, **changes)


RECORDS = [invented(number) for number in range(9001, 9161)]
TOMBSTONE = Tombstone(
    "pcd-8999", "PCD 8999", "A made-up paper", date(2024, 1, 2), date(2024, 2, 3), "It named an invented person."
)
GAPS = {"PCD 8998": "The number was given out and never used.", "PCD 899": "Not <found> & not made."}


@pytest.fixture(scope="module")
def pages() -> Mapping[str, bytes]:
    return PAGES.pages(RECORDS, [TOMBSTONE], GAPS)


def html(pages: Mapping[str, bytes]) -> dict[str, bytes]:
    return {path: data for path, data in pages.items() if path.endswith(".html")}


def redirects(pages: Mapping[str, bytes]) -> dict[str, str]:
    """Where each redirect leads, by its path."""
    found = {path: REFRESH.search(data) for path, data in html(pages).items()}
    return {path: resolved(path, match[1].decode()) for path, match in found.items() if match}


def resolved(path: str, href: str) -> str:
    """The file that a link leads to, from the address of the site on."""
    whole = urljoin(addresses.address_of(SITE.address, path), href).partition("#")[0]
    assert whole.startswith(SITE.address), f"{href} in {path} leads out of the site"
    inside = whole.removeprefix(SITE.address)
    return inside + "index.html" if not inside or inside.endswith("/") else inside


def links(path: str, data: bytes) -> list[str]:
    """The files of this site that a page leads to; a page elsewhere and a mail are none."""
    found = [one.get("href", "") for one in parse(data).iter() if one.tag in {"a", "link"}]
    own = [href for href in found if href.startswith(SITE.address) or not re.match(r"[a-z]+:", href)]
    return [resolved(path, href) for href in own]


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def listed(page: bytes) -> list[str]:
    """The references in the tables of a page, in order."""
    return [words(one) for one in parse(page).iterfind(".//tbody/tr/th")]


# ── The whole site ──────────────────────────────────────────────────────────────────────────────────────────────
def test_every_page_is_html_without_a_fault(pages: Mapping[str, bytes]) -> None:
    for data in html(pages).values():
        parse(data)


def test_every_link_leads_to_a_file_that_is_there_or_to_a_decision(pages: Mapping[str, bytes]) -> None:
    feeds = {
        path.removesuffix("index.html") + addresses.FEED
        for path in pages
        if re.match("register/([0-9]|by|topic)", path)
    }
    there = {*pages, *DATA, *feeds, *(addresses.page_of(record.slug) for record in RECORDS)}
    lost = {(path, link) for path, data in html(pages).items() for link in links(path, data)} - {
        (path, link) for path in pages for link in there
    }
    assert lost == set()


def test_every_page_can_be_reached_from_the_first_one(pages: Mapping[str, bytes]) -> None:
    reached, ahead = set(), {addresses.HOME}
    while ahead:
        path = ahead.pop()
        reached.add(path)
        if path in pages and path.endswith(".html"):
            ahead.update(set(links(path, pages[path])) - reached)
    scripts = {path for path in pages if path.endswith(".js")}
    assert set(pages) - set(redirects(pages)) - scripts - reached == {"404.html"}


def test_every_link_within_a_page_leads_to_a_heading_of_it(pages: Mapping[str, bytes]) -> None:
    for data in html(pages).values():
        page = parse(data)
        ids = [one.get("id") for one in page.iter() if one.get("id")]
        assert len(ids) == len(set(ids))
        named = [
            *(one.get("href", "") for one in page.iter("a")),
            *(f"#{one.get('aria-labelledby')}" for one in page.iter("table")),
        ]
        assert {href[1:] for href in named if href.startswith("#")} <= set(ids)


def test_every_page_has_its_landmarks_one_heading_and_no_empty_one(pages: Mapping[str, bytes]) -> None:
    leading = redirects(pages)
    for path, data in html(pages).items():
        page = parse(data)
        assert page.get("lang") == SITE.language
        assert len(page.findall(".//main")) == len(page.findall(".//h1")) == 1
        assert all(words(one) for one in page.iter() if one.tag in {"title", "h1", "h2", "h3", "a", "th", "td"})
        if path not in leading:
            assert page.find(".//header") is not None
            assert "accessibility/index.html" in links(path, data)
            assert f'href="{SITE.contact_href}"'.encode() in data.partition(b"<footer>")[2]
            assert page.findall(".//a")[0].get("href") == "#main"


def test_no_page_but_the_search_runs_anything_and_none_has_a_style_of_its_own(pages: Mapping[str, bytes]) -> None:
    for path, data in html(pages).items():
        page = parse(data)
        policy = page.find(".//meta[@http-equiv='Content-Security-Policy']")
        assert policy is not None
        content = policy.get("content", "")
        assert content.startswith("default-src 'none'; style-src '")
        assert "unsafe" not in content
        assert not [one for one in page.iter() if one.tag in {"iframe", "img"}]
        assert not [one for one in page.iter() if one.tag == "script" and path != addresses.SEARCH]
        assert not page.findall(".//form") or "form-action 'self'" in content
        assert not [one for one in page.iter() if any(name == "style" or name.startswith("on") for name in one.attrib)]
        assert (page.find(".//style") is None) == (path != "404.html")


def test_a_title_full_of_markup_prints_as_it_was_typed(pages: Mapping[str, bytes]) -> None:
    year = parse(pages["register/2023/index.html"])
    assert HOSTILE in [words(one) for one in year.iterfind(".//tbody/tr/td")]


def test_the_same_records_make_the_same_pages_in_whatever_order_they_come(pages: Mapping[str, bytes]) -> None:
    again = SitePages(LAYOUTS, SITE).pages(RECORDS[::-1], [TOMBSTONE], dict(reversed(GAPS.items())))
    assert dict(again) == dict(pages)


def test_a_site_without_any_decision_says_so() -> None:
    pages = PAGES.pages([], [], {})
    own = {"index.html", "style.css", "404.html", addresses.STATEMENT, addresses.SEARCH, "register/times/index.html"}
    assert {path for path in pages if not path.endswith(".js")} == own
    assert "None has been published yet" in pages["index.html"].decode()
    for data in html(pages).values():
        parse(data)


@given(
    st.lists(st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn"))), max_size=3),
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn"))),
)
def test_no_topic_and_no_office_leads_out_of_its_folder(topics: list[str], maker: str) -> None:
    pages = PAGES.pages([invented(9001, topics=tuple(topics), maker=maker, title=maker)], [], {})
    for path, data in html(pages).items():
        assert re.fullmatch(r"(?:[A-Za-z0-9-]+/)*(?:index|404)\.html", path)
        assert posixpath.normpath(path) == path
        parse(data)


# ── Lists ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_each_decision_stands_once_in_its_year_and_under_its_maker_the_newest_first(pages: Mapping[str, bytes]) -> None:
    everyone = sorted((record.reference for record in RECORDS), reverse=True)
    for folder in ("register/20", "register/by/"):
        found = [listed(data) for path, data in pages.items() if path.startswith(folder)]
        assert sorted((one for some in found for one in some), reverse=True) == everyone
        assert all(some == sorted(some, reverse=True) for some in found)


def test_numbers_are_ordered_as_numbers_where_the_day_is_the_same() -> None:
    records = [invented(9001, slug=f"pcd-{n}", reference=f"PCD {n}") for n in (99, 100, 9, 1000)]
    assert listed(PAGES.pages(records, [], {})["index.html"]) == ["PCD 1000", "PCD 100", "PCD 99", "PCD 9"]


def test_a_decision_without_a_day_counts_on_the_day_of_its_publication() -> None:
    pages = PAGES.pages([invented(9001, decided=None, published=date(2025, 6, 1))], [], {})
    assert "not recorded" in pages["register/2025/index.html"].decode()


def test_a_long_year_is_parted_by_months_and_a_long_topic_by_years(pages: Mapping[str, bytes]) -> None:
    def headings(path: str) -> list[str]:
        return [words(one) for one in parse(pages[path]).iter("h2")]

    assert headings("register/2024/index.html")[:2] == ["December 2024", "November 2024"]
    assert (
        headings("register/topic/estates/index.html")
        == ["2027", "2026", "2025", "2024", "2023"][-4 - (len(RECORDS) > 162) :]
    )
    assert headings("register/topic/digital-data/index.html") == []


def test_the_count_is_said_in_words(pages: Mapping[str, bytes]) -> None:
    assert "There are 160 decisions here" in pages["register/topic/estates/index.html"].decode()
    one = PAGES.pages([invented(9001)], [], {})["register/2023/index.html"].decode()
    assert "There is one decision here." in one


def test_an_approval_needs_no_word_and_anything_else_has_one() -> None:
    def row(outcome: str) -> str:
        return words(
            parse(PAGES.pages([invented(9003, outcome=outcome)], [], {})["index.html"]).findall(".//tbody/tr/td")[0]
        )

    title = invented(9003).title
    assert row("approved") == title
    assert [row(one) for one in ("refused", "withdrawn")] == [f"{title} Refused", f"{title} Withdrawn"]
    assert row("record") == f"{title} Record of an earlier decision"


def test_a_request_that_was_withdrawn_was_not_decided_on_any_day() -> None:
    def day(outcome: str) -> tuple[str, str | None]:
        pages = PAGES.pages([invented(9003, decided=date(2024, 3, 5), outcome=outcome)], [], {})
        cell = parse(pages["index.html"]).findall(".//tbody/tr/td")[1]
        return words(cell), cell.get("data-label")

    assert day("refused") == ("5 March 2024", "Decided")
    assert day("withdrawn") == ("Withdrawn on 5 March 2024", None)


def test_spellings_of_one_topic_share_a_page_under_the_commonest_and_count_a_decision_once() -> None:
    records = [invented(9001, topics=("IT systems", "it-systems")), invented(9002, topics=("IT Systems",))]
    pages = PAGES.pages([*records, invented(9003, topics=("IT Systems",))], [], {})
    page = pages["register/topic/it-systems/index.html"]
    assert listed(page) == ["PCD 9003", "PCD 9002", "PCD 9001"]
    assert "“IT Systems”" in page.decode()


def test_a_topic_that_can_have_no_address_has_no_page_and_no_link(pages: Mapping[str, bytes]) -> None:
    assert "register/topic/evil/index.html" in pages
    assert not [path for path in pages if "//" in path]
    assert "¿?" not in pages["index.html"].decode()


def test_the_first_page_lists_as_many_as_the_site_wants() -> None:
    some = SitePages(LAYOUTS, msgspec.structs.replace(SITE, newest=3)).pages(RECORDS, [], {})
    assert listed(some["index.html"]) == ["PCD 9160", "PCD 9159", "PCD 9158"]
    section = next(one for one in parse(some["index.html"]).iter("section") if one.get("aria-labelledby") == "newest")
    years = sorted({str((one.decided or one.published).year) for one in RECORDS}, reverse=True)
    assert [words(one) for one in section.iterfind("p/a")] == years
    assert "These are the newest 3 of 160 decisions." in words(section)


def test_a_feed_is_named_where_there_is_one(pages: Mapping[str, bytes]) -> None:
    with_feed = {path for path, data in pages.items() if b"application/atom+xml" in data}
    assert with_feed == {path for path in pages if path == "index.html" or re.match("register/([0-9]|by|topic)", path)}


def test_the_page_for_an_address_that_leads_nowhere_has_a_search_box(pages: Mapping[str, bytes]) -> None:
    form = parse(pages["404.html"]).find(".//form")
    assert form is not None
    assert form.get("action") == f"{SITE.address}search/"


# ── What is not there ───────────────────────────────────────────────────────────────────────────────────────────
def test_missing_numbers_stand_in_order_with_their_reason(pages: Mapping[str, bytes]) -> None:
    page = pages["register/gaps/index.html"]
    assert listed(page) == ["PCD 899", "PCD 8998", "PCD 8999"]
    assert "Not <found> & not made." in words(parse(page))


def test_a_tombstone_says_what_was_there_when_and_why_and_nothing_else(pages: Mapping[str, bytes]) -> None:
    main = parse(pages["decisions/pcd-8999/index.html"]).find(".//main")
    assert main is not None
    assert [words(one) for one in main.iter() if one.tag in {"h1", "p", "dt", "dd"}] == [
        *("PCD 8999: taken back", "A made-up paper", "First published", "2 January 2024"),
        *("Taken back", "3 February 2024", "Reason", "It named an invented person."),
    ]
    assert {one.tag for one in main.iter()} == {"main", "h1", "p", "dl", "div", "dt", "dd", "time"}


def test_a_decision_that_was_published_again_has_no_tombstone() -> None:
    pages = PAGES.pages(
        [invented(9001)], [msgspec.structs.replace(TOMBSTONE, slug="pcd-9001", reference="PCD 9001")], {}
    )
    assert "decisions/pcd-9001/index.html" not in pages
    assert "register/gaps/index.html" not in pages


# ── Other ways to write a reference ─────────────────────────────────────────────────────────────────────────────
def test_every_way_to_write_a_reference_leads_to_its_page(pages: Mapping[str, bytes]) -> None:
    leads = redirects(pages)
    held: list[Record | Tombstone] = [*RECORDS, TOMBSTONE]
    for one in held:
        for way in addresses.redirects_of(one.reference):
            assert leads[f"{way}index.html"] == addresses.page_of(one.slug)
    assert len(leads) == 4 * (len(RECORDS) + 1)


def test_a_redirect_is_not_indexed_and_names_the_page_in_its_head_and_in_a_link(pages: Mapping[str, bytes]) -> None:
    page = parse(pages["PCD9001/index.html"])
    assert page.find(".//meta[@name='robots'][@content='noindex']") is not None
    canonical = page.find(".//link[@rel='canonical']")
    assert canonical is not None
    assert canonical.get("href") == f"{SITE.address}decisions/pcd-9001/"
    assert [one.get("href") for one in page.iter("a")] == ["../decisions/pcd-9001/"]


def test_a_way_that_two_decisions_could_claim_leads_to_neither() -> None:
    clashing = invented(9002, slug="pcd9001", reference="PCD9001")
    leads = redirects(PAGES.pages([invented(9001), clashing], [], {}))
    assert {path.lower(): page for path, page in leads.items()} == {
        "pcd-9001/index.html": addresses.page_of("pcd-9001")
    }


@pytest.mark.parametrize("reference", ["Decisions", "REGISTER", "accessibility", "", "…"])
def test_a_redirect_never_stands_in_place_of_a_real_page(reference: str) -> None:
    assert redirects(PAGES.pages([invented(9001, reference=reference)], [], {})) == {}


# ── How long publication takes ──────────────────────────────────────────────────────────────────────────────────
CALENDAR = read_calendar(LAYOUTS)


@pytest.mark.parametrize(
    ("signed", "published", "days"),
    [
        (date(2025, 6, 2), date(2025, 6, 2), 0),
        (date(2025, 6, 2), date(2025, 6, 3), 1),
        (date(2025, 6, 6), date(2025, 6, 9), 1),  # over a weekend
        (date(2025, 6, 7), date(2025, 6, 8), 0),
        (date(2025, 4, 17), date(2025, 4, 22), 1),  # over Easter
        (date(2023, 5, 5), date(2023, 5, 9), 1),  # over the coronation
        (date(2026, 12, 24), date(2027, 1, 4), 4),
    ],
)
def test_only_working_days_are_counted(signed: date, published: date, days: int) -> None:
    assert CALENDAR.working_days(signed, published) == days


@given(st.dates(date(2023, 1, 1), date(2027, 12, 31)), st.integers(0, 60), st.integers(0, 60))
def test_a_wait_is_the_sum_of_its_stretches(start: date, first: int, second: int) -> None:
    middle, end = start + timedelta(first), start + timedelta(first + second)
    together = CALENDAR.working_days(start, middle) + CALENDAR.working_days(middle, end)
    assert CALENDAR.working_days(start, end) == together


def easter(year: int) -> date:
    """Easter Sunday by the rule of the Book of Common Prayer, as Gauss and Meeus put it."""
    century, rest = divmod(year, 100)
    moon = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    month, day = divmod(moon + week - 7 * ((year % 19 + 11 * moon + 22 * week) // 451) + 114, 31)
    return date(year, month, day + 1)


@pytest.mark.parametrize("year", range(2023, 2028))
def test_the_bank_holidays_of_a_year_are_those_of_england_and_wales(year: int) -> None:
    def monday(month: int, day: int) -> date:
        """The first Monday from this day on."""
        start = date(year, month, day)
        return start + timedelta(-start.weekday() % 7)

    def weekdays(*days: date) -> set[date]:
        """These days, or the next ones that are no weekend and not among them."""
        taken: set[date] = set()
        for day in days:
            taken.add(
                next(one for one in (day + timedelta(n) for n in range(9)) if one.weekday() < 5 and one not in taken)
            )
        return taken

    expected = {
        *weekdays(date(year, 1, 1)),
        *(easter(year) - timedelta(2), easter(year) + timedelta(1)),
        *(monday(5, 1), monday(5, 25), monday(8, 25)),
        *weekdays(date(year, 12, 25), date(year, 12, 26)),
    }
    coronation = {date(2023, 5, 8)} if year == 2023 else set()
    assert {day for day in CALENDAR.holidays if day.year == year} == expected | coronation


def test_only_waits_that_can_be_told_are_counted() -> None:
    day = date(2025, 3, 3)
    told = invented(9001, decided=day, published=day, outcome="refused")
    untold = [
        invented(9002, decided=None),
        invented(9003, decided=day, published=day, outcome="record"),
        invented(9004, decided=day, published=day - timedelta(1), outcome="approved"),
        invented(9005, decided=date(2022, 12, 30), published=day, outcome="approved"),
        invented(9006, decided=day, published=date(2031, 1, 1), outcome="approved"),
        invented(9007, decided=day, published=day, outcome="withdrawn"),
    ]
    assert [wait.record for wait in waits_of([told, *untold], CALENDAR)] == [told]
    assert "6 decisions are left out" in PAGES.pages([told, *untold], [], {})["register/times/index.html"].decode()


def test_a_quarter_has_its_number_its_median_its_longest_and_those_within_a_day() -> None:
    day = date(2025, 6, 2)
    records = [
        invented(9001 + at, decided=day, published=day + timedelta(after), outcome="approved")
        for at, after in enumerate((0, 1, 2, 11, 31))
    ]
    later, earlier = quarters_of(waits_of(records, CALENDAR))
    assert (later.year, later.month, later.number, later.longest, later.prompt) == (2025, 7, 1, 23, 0)
    assert (earlier.month, earlier.number, earlier.median, earlier.longest, earlier.prompt) == (4, 4, 1.5, 9, 2)
    slowest = slowest_of(waits_of(records, CALENDAR), 2)
    assert [wait.record.reference for wait in slowest] == ["PCD 9005", "PCD 9004"]


def test_a_wait_for_a_deferral_says_until_when_it_was_deferred() -> None:
    day, until = date(2025, 6, 2), date(2025, 6, 30)
    held = invented(9001, decided=day, published=until, outcome="approved", deferred_until=until)
    over = invented(9002, decided=day, published=until, outcome="approved", deferred_until=day)
    page = PAGES.pages([held, over], [], {})["register/times/index.html"].decode()
    assert page.count("Deferred until") == page.count("Deferred until 30 June 2025") == 1


def test_no_known_holidays_are_no_known_waits() -> None:
    assert waits_of(RECORDS, Calendar(frozenset())) == []
    assert quarters_of([]) == ()


# ── The look ────────────────────────────────────────────────────────────────────────────────────────────────────
def palettes(style: str) -> list[dict[str, str]]:
    """The colours by name: in light, in dark and on paper."""
    found = re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    return [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", one)) for one in found]


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


STYLE = (LAYOUTS / "style.css").read_text(encoding="utf-8")


def test_the_colours_are_those_of_the_page_of_a_decision() -> None:
    theirs = palettes((ROOT / "templates" / "part-1" / "form.css").read_text(encoding="utf-8"))
    for own, other in zip(palettes(STYLE), theirs, strict=True):
        assert own.items() <= other.items()


@pytest.mark.parametrize("palette", palettes(STYLE), ids=["light", "dark", "print"])
@pytest.mark.parametrize("behind", ["paper", "panel", "target"])
@pytest.mark.parametrize("text", ["ink", "soft", "accent", "link", "visited"])
def test_every_text_has_a_contrast_of_seven_to_one(palette: Mapping[str, str], text: str, behind: str) -> None:
    dark, light = sorted((luminance(palette[text]), luminance(palette[behind])))
    assert (light + 0.05) / (dark + 0.05) >= 7


# ── Layouts with a fault ────────────────────────────────────────────────────────────────────────────────────────
def changed(folder: Path, name: str, was: str, now: str) -> Path:
    """The layouts with one thing changed."""
    copy = folder / "site"
    shutil.copytree(LAYOUTS, copy)
    text = (copy / name).read_text(encoding="utf-8")
    assert was in text
    (copy / name).write_text(text.replace(was, now, 1), encoding="utf-8")
    return copy


@pytest.mark.parametrize(
    ("name", "was", "now"),
    [
        ("year.html", "{{ listing.name }}", "{{ listing.nam }}"),
        ("list.html", "{% endfor %}", ""),
        ("frame.html", "{{ site.publisher }}", "{{ site.publish }}"),
        ("parts.html", "{{ row.title }}", "{{ row.slug }}"),
        ("home.html", '"frame.html"', '"fram.html"'),
        ("tombstone.html", "{{ tombstone.title }}", "{{ tombstone.__class__ }}"),
        ("redirect.html", "{{ address }}", "{{ adress }}"),
        ("holidays.toml", "2023-01-02", '"a Monday"'),
    ],
)
def test_a_fault_in_a_layout_is_told_with_its_file(name: str, was: str, now: str, tmp_path: Path) -> None:
    folder = changed(tmp_path, name, was, now)
    with pytest.raises(FormError, match=re.escape(f"site/{name} can't be used")):
        SitePages(folder, SITE).pages(RECORDS[:1], [TOMBSTONE], GAPS)


def test_a_missing_layout_is_told_by_name(tmp_path: Path) -> None:
    folder = changed(tmp_path, "year.html", "", "")
    (folder / "year.html").unlink()
    with pytest.raises(FormError, match=r"year\.html is missing from site"):
        SitePages(folder, SITE)


def test_the_line_ends_of_the_style_make_no_difference(tmp_path: Path, pages: Mapping[str, bytes]) -> None:
    folder = changed(tmp_path, "style.css", "", "")
    style = (folder / "style.css").read_bytes()
    (folder / "style.css").write_bytes(style.replace(b"\n", b"\r\n"))
    again = SitePages(folder, SITE).pages(RECORDS, [TOMBSTONE], GAPS)
    assert {name: again[name] for name in ("style.css", "404.html")} == {
        name: pages[name] for name in ("style.css", "404.html")
    }


def test_the_statement_says_on_which_day_it_was_prepared(pages: Mapping[str, bytes]) -> None:
    assert SITE.statement_prepared is not None
    assert "This statement was prepared on " in pages[addresses.STATEMENT].decode()


# ── In other programs ───────────────────────────────────────────────────────────────────────────────────────────
def kinds(pages: Mapping[str, bytes]) -> dict[str, bytes]:
    """One page of each kind with the style; the redirect stays where it is, so that it can be looked at."""
    names = (
        *("index.html", "404.html", "style.css", addresses.STATEMENT, "register/times/index.html"),
        *("register/gaps/index.html", "register/2024/index.html", "register/by/chief-executive-officer/index.html"),
        *("register/topic/digital-data/index.html", "decisions/pcd-8999/index.html", "PCD9001/index.html"),
    )
    return {name: REFRESH.sub(b"", pages[name]) for name in names}


def written(pages: Mapping[str, bytes], folder: Path) -> Path:
    for name, data in pages.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


@pytest.mark.slow
def test_the_nu_validator_finds_nothing_in_any_page(pages: Mapping[str, bytes], tmp_path: Path) -> None:
    folder = written(kinds(pages), tmp_path)
    (folder / "redirect.html").write_bytes(pages["PCD9001/index.html"])
    # To the validator nothing on a disk is of one origin; the browser below shows that the policy lets the style in.
    assert faults_of_markup(folder, ignoring=BLOCKED) == ""


@pytest.mark.slow
def test_in_a_browser_no_page_has_barriers_errors_or_sideways_scroll(
    pages: Mapping[str, bytes], tmp_path: Path
) -> None:
    folder = written(kinds(pages), tmp_path)
    looked = looked_at(folder)
    assert looked.besides(folder / "style.css") == []
    assert len(looked.findings) == len(html(kinds(pages))) - 1, (
        "every page but 404.html loads the style and nothing else"
    )


def test_a_topic_that_goes_on_for_ever_has_a_page_that_every_disk_can_hold() -> None:
    record = msgspec.structs.replace(RECORDS[0], topics=("much ado about nothing " * 20,), maker="An office " * 60)
    for path in PAGES.pages([record], [], {}):
        assert max(map(len, path.split("/"))) <= 100
