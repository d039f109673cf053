"""The page of figures: what it shows is what the records say, and each chart, its table and its file say the same."""

import csv
import io
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from statistics import median
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from page_checks import faults_of_markup, looked_at
from reading_back.html_text import Element, parse
from test_publication import CORPUS, bytes_of, project_of, published, texts_of
from test_register_pages import BLOCKED, CALENDAR, HOSTILE, PAGES, RECORDS, invented, written

from decisionforms.publish import addresses
from decisionforms.publish.charts import Chart, Row, Value, write_figure
from decisionforms.publish.deferring import Deferral, deferrals_of
from decisionforms.publish.drawing import draw
from decisionforms.publish.figures import figures_of
from decisionforms.publish.record import Record, outline_of

NAMES = (
    *("decisions-by-year", "decisions-by-topic", "spend-by-year", "spend-by-topic", "days-to-publication"),
    *("deferrals-released", "deferrals-held", "deferrals-beyond"),
)
WORDS = {
    "decisions": "Decisions",
    "total": "Total",
    "median": "Median",
    "longest": "Longest",
    "none": "None",
    "more": "%d others",
}
DAY = date(2025, 6, 2)
SVG = "{http://www.w3.org/2000/svg}"


# ── Reading the page back ───────────────────────────────────────────────────────────────────────────────────────
def page_of(records: Sequence[Record]) -> Element:
    return parse(PAGES.figures(records)[addresses.FIGURES])


def svg_of(page: Element, name: str) -> Element:
    (found,) = (one for one in page.iter(f"{SVG}svg") if one.get("aria-labelledby") == f"{name}-title")
    return found


def table_of(page: Element, name: str) -> list[list[str]]:
    """The rows of the table of a chart, without their heads."""
    found = page.find(f".//table[@aria-labelledby='{name}']")
    return [] if found is None else [[words(cell) for cell in row] for row in found.iterfind("tbody/tr")]


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def data_of(records: Sequence[Record], name: str) -> list[list[str]]:
    """The rows of the file of a chart, without their heads."""
    text = PAGES.figures(records)[addresses.figures_csv(name)].decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))[1:]


def figure(text: str) -> Decimal:
    """A figure of the page as a number."""
    return Decimal(text.removeprefix("£").replace(",", ""))


def drawn_figures(page: Element, name: str) -> list[str]:
    return [one.text or "" for one in svg_of(page, name).iter(f"{SVG}text") if one.get("text-anchor") == "end"]


# ── What the figures are ────────────────────────────────────────────────────────────────────────────────────────
FEW = [
    invented(9001, decided=date(2024, 1, 9), outcome="approved", topics=("Fleet",), total=Decimal(100)),
    invented(9002, decided=date(2024, 5, 9), outcome="approved", topics=("fleet", "Dogs"), total=Decimal("0.50")),
    invented(9003, decided=date(2025, 1, 9), outcome="refused", topics=("Fleet",), total=Decimal(9000)),
    invented(9004, decided=None, published=DAY, outcome="record", topics=(), total=Decimal(7)),
    invented(9005, decided=date(2025, 2, 9), outcome="approved", topics=("¿?",), total=None),
]


def rows_of(name: str, records: Sequence[Record]) -> list[tuple[int | str, list[Value]]]:
    return [(row.label, list(row.values)) for row in figures_of(records, CALENDAR).charts[name].rows]


def test_every_decision_is_counted_in_its_year_and_what_was_approved_is_added_up() -> None:
    assert rows_of("decisions-by-year", FEW) == [(2025, [3]), (2024, [2])]
    assert rows_of("spend-by-year", FEW) == [(2025, [Decimal(7)]), (2024, [Decimal("100.50")])]


def test_a_decision_counts_under_each_of_its_topics_and_topics_are_those_of_the_lists() -> None:
    assert rows_of("decisions-by-topic", FEW) == [("Fleet", [3]), ("", [2]), ("Dogs", [1])]
    assert rows_of("spend-by-topic", FEW) == [
        ("Fleet", [Decimal("100.50")]),
        ("", [Decimal(7)]),
        ("Dogs", [Decimal("0.50")]),
    ]


def test_a_topic_or_year_of_which_nothing_was_approved_with_a_total_is_no_spend_of_nothing() -> None:
    some = [
        invented(9001, decided=date(2024, 1, 9), outcome="refused", topics=("Fleet",), total=Decimal(100)),
        invented(9002, decided=date(2025, 1, 9), outcome="approved", topics=("Dogs",), total=None),
        invented(9003, decided=date(2025, 1, 9), outcome="approved", topics=("Cats",), total=Decimal(0)),
    ]
    assert rows_of("decisions-by-year", some) == [(2025, [2]), (2024, [1])]
    assert rows_of("spend-by-year", some) == [(2025, [Decimal(0)])]
    assert rows_of("spend-by-topic", some) == [("Cats", [Decimal(0)])]
    assert "Requests that were refused or withdrawn do not count" in words(page_of(some))


def test_it_is_said_how_many_approved_decisions_declare_no_total() -> None:
    assert figures_of(FEW, CALENDAR).without_total == 1
    assert "One approved decision states no total." in words(page_of(FEW))
    assert "states no total" not in words(page_of(FEW[:4]))


def test_the_days_to_publication_are_those_of_the_page_of_times() -> None:
    times = PAGES.pages(RECORDS, [], {})["register/times/index.html"]
    rows = [
        [words(cell) for cell in row] for row in parse(times).iterfind(".//table[@aria-labelledby='quarters']/tbody/tr")
    ]
    assert table_of(page_of(RECORDS), "days-to-publication") == [[row[0], row[2], row[3]] for row in rows]


def deferred(number: int, held: int, beyond: int, **changes: object) -> Record:
    """A decision that was held for so many days, and was published so many after its deferral had ended."""
    until = DAY + timedelta(days=held - beyond)
    return invented(
        number,
        **{
            "outcome": "approved",
            "decided": DAY,
            "published": DAY + timedelta(days=held),
            "deferred_until": until,
            **changes,
        },
    )


def test_a_deferral_that_has_ended_is_told_by_year_of_release() -> None:
    some = [deferred(9001, 30, 0), deferred(9002, 41, 10), deferred(9003, 300, 1), invented(9004)]
    assert rows_of("deferrals-released", some) == [(2026, [1]), (2025, [2])]
    assert rows_of("deferrals-held", some) == [(2026, [300.0, 300]), (2025, [35.5, 41])]
    assert rows_of("deferrals-beyond", some) == [(2026, [1.0, 1]), (2025, [5.0, 10])]


@pytest.mark.parametrize(
    "record",
    [
        deferred(9001, 30, 30),  # over when it was signed
        deferred(9001, 30, -1),  # recorded after publication
        deferred(9001, 30, 0, outcome="record"),
        deferred(9001, 30, 0, outcome="withdrawn"),
        deferred(9001, 30, 0, decided=None),
        deferred(9001, 30, 0, deferred_until=None),
    ],
)
def test_what_held_nothing_is_no_deferral(record: Record) -> None:
    assert deferrals_of([record]) == []


def test_the_day_of_a_deferral_is_kept_where_lists_and_sums_are_made_from() -> None:
    record = deferred(9001, 30, 3)
    assert deferrals_of([outline_of(record)]) == [Deferral(2025, 30, 3)]


# ── A chart, its table and its file say the same ────────────────────────────────────────────────────────────────
TOPIC = st.sampled_from(["Fleet", "fleet", "Dogs", HOSTILE, "=1+1", "4.10", "¿?", *(f"Topic {n}" for n in range(30))])
SUMS = st.one_of(st.none(), st.decimals(0, 10**12 - 1, places=2), st.just(Decimal(0)))
OUTCOME = st.sampled_from(["approved", "refused", "withdrawn", "record"])


@st.composite
def registers(draw_one: st.DrawFn) -> list[Record]:
    size = draw_one(st.integers(0, 25))
    return [
        invented(
            9001 + at,
            decided=(decided := draw_one(st.none() | st.dates(date(2012, 1, 1), date(2027, 12, 31)))),
            published=(decided or date(2026, 1, 1)) + timedelta(days=draw_one(st.integers(0, 400))),
            deferred_until=decided and draw_one(st.none() | st.just(decided + timedelta(days=20))),
            topics=tuple(draw_one(st.lists(TOPIC, max_size=3))),
            outcome=draw_one(OUTCOME),
            total=draw_one(SUMS),
        )
        for at in range(size)
    ]


@settings(max_examples=60, deadline=None)
@given(registers())
def test_bars_table_and_file_agree_and_add_up_to_the_register(records: list[Record]) -> None:
    files = PAGES.figures(records)
    page = parse(files[addresses.FIGURES])
    for name, chart in figures_of(records, CALENDAR).charts.items():
        table = [[figure(cell) for cell in row[1:]] for row in table_of(page, name)]
        assert table == [[Decimal(cell) for cell in row[1:]] for row in data_of(records, name)]
        if table:
            shown = [figure(one) for one in drawn_figures(page, name)]
            whole = sum(shown) == sum(sum(row) for row in table)
            assert whole if chart.adds else shown == [cell for row in table[: len(shown) // 2] for cell in row]
    spent = [one.total for one in records if one.outcome in {"approved", "record"} and one.total is not None]
    charts = figures_of(records, CALENDAR).charts
    assert sum(row.values[0] for row in charts["decisions-by-year"].rows) == len(records)
    assert sum(row.values[0] for row in charts["spend-by-year"].rows) == sum(spent)
    years = Counter((one.decided or one.published).year for one in records)
    assert {row.label: row.values[0] for row in charts["decisions-by-year"].rows} == years


@settings(max_examples=60, deadline=None)
@given(registers())
def test_waits_that_were_deferred_are_those_reckoned_by_hand(records: list[Record]) -> None:
    held: dict[int, list[int]] = {}
    for one in records:
        if (
            one.decided
            and one.deferred_until
            and one.outcome not in {"record", "withdrawn"}
            and one.published >= one.deferred_until
        ):
            held.setdefault(one.published.year, []).append((one.published - one.decided).days)
    assert dict(rows_of("deferrals-held", records)) == {year: [median(days), max(days)] for year, days in held.items()}
    assert [year for year, _ in rows_of("deferrals-held", records)] == sorted(held, reverse=True)


def test_a_table_leads_to_the_lists_that_it_counts() -> None:
    page = page_of(RECORDS)
    lists = PAGES.pages(RECORDS, [], {})
    found = [link.get("href", "") for link in page.iterfind(".//table//a")]
    counted = {one for one in lists if re.match(r"register/(\d+|topic/[^/]+)/index.html", one)}
    assert {urljoin(addresses.FIGURES, href) + "index.html" for href in found} == counted


def test_no_cell_of_a_file_is_reckoned_with() -> None:
    some = [invented(9001, topics=("=1+1",)), invented(9002, topics=("4.10",)), invented(9003, topics=("a;=1",))]
    assert {row[0] for row in data_of(some, "decisions-by-topic")} == {"'=1+1", "'4.10", "a,=1"}


# ── The drawing ─────────────────────────────────────────────────────────────────────────────────────────────────
def chart(*rows: tuple[int | str, Value], most: int = 12, adds: bool = True) -> Chart:
    made = tuple(Row(label, (value,)) for label, value in rows)
    return Chart(name="invented", kind="topic", measures=("total",), rows=made, most=most, adds=adds)


def bars(*values: Value) -> list[tuple[float, float]]:
    """From where, and how wide, the bars of these figures are."""
    return [(bar.x, bar.width) for bar in draw(chart(*(("a", value) for value in values)), WORDS).bars]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([4, 2, 1], [(0, 100), (0, 50), (0, 25)]),
        ([7], [(0, 100)]),
        ([0], [(0, 0)]),
        ([], []),
        ([Decimal(3), Decimal(-1)], [(25, 75), (0, 25)]),
        ([-2, -4], [(50, 50), (0, 100)]),
        ([Decimal(10) ** 12, Decimal("0.01")], [(0, 100), (0, 0)]),
    ],
)
def test_bars_begin_at_nought_and_are_as_long_as_their_figures(
    values: list[Value], expected: list[tuple[float, float]]
) -> None:
    assert bars(*values) == expected


@given(st.lists(st.decimals(-(10**13), 10**13, places=2), max_size=20))
def test_no_bar_leaves_the_chart(values: list[Decimal]) -> None:
    assert all(x >= 0 and width >= 0 and x + width <= 100.01 for x, width in bars(*values))


def test_the_largest_dozen_is_drawn_and_the_rest_together() -> None:
    many = chart(*((f"Topic {at}", 100 - at) for at in range(20)))
    lines = draw(many, WORDS).lines
    assert len(lines) == 13
    assert (lines[-1].words, lines[-1].figure) == ("8 others", str(sum(100 - at for at in range(12, 20))))
    assert [bar.width for bar in draw(many, WORDS).bars] == [100 - at for at in range(12)], "all others have no bar"
    assert len(draw(chart(*((str(at), 1) for at in range(13))), WORDS).lines) == 13, "nobody needs “1 others”"


def test_what_cannot_be_added_up_is_left_to_the_table() -> None:
    assert len(draw(chart(*((str(at), 1.5) for at in range(20)), adds=False), WORDS).lines) == 12


def test_several_measures_stand_below_the_name_of_their_row() -> None:
    both = Chart(
        name="x", kind="year", measures=("median", "longest"), rows=(Row(2025, (1.5, 9)),), most=12, adds=False
    )
    drawing = draw(both, WORDS)
    assert [(line.words, line.figure, line.heads) for line in drawing.lines] == [
        *(("2025", "", True), ("Median", "1.5", False), ("Longest", "9", False)),
    ]
    assert [(bar.measure, bar.width) for bar in drawing.bars] == [("median", 16.67), ("longest", 100)]


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cf")), max_size=200),
    st.decimals(0, 10**12, places=2),
)
def test_a_name_is_wrapped_and_loses_nothing_and_no_line_is_drawn_over_another(name: str, total: Decimal) -> None:
    drawing = draw(chart((name, total), ("b", total)), WORDS)
    shown = "".join(line.words for line in drawing.lines[:-1])
    assert "".join(shown.split()) == "".join((name or WORDS["none"]).split())
    assert max(len(line.words) + len(line.figure) for line in drawing.lines) <= 38
    edges = sorted([line.y for line in drawing.lines] + [bar.y + bar.height for bar in drawing.bars])
    assert all(after - before >= 0.9 for before, after in pairwise(edges))
    assert edges[-1] < drawing.height


@pytest.mark.parametrize(
    ("value", "shown"),
    [(1669, "1,669"), (Decimal("84500.50"), "£84,500.50"), (1.5, "1.5"), (2.0, "2"), (1234567.5, "1,234,567.5")],
)
def test_a_figure_is_written_as_readers_know_it(value: Value, shown: str) -> None:
    assert write_figure(value) == shown


# ── The page ────────────────────────────────────────────────────────────────────────────────────────────────────
def drawings(records: Sequence[Record]) -> dict[str, str]:
    """The drawings as they stand in the page, by the chart's name."""
    source = PAGES.figures(records)[addresses.FIGURES].decode()
    found = re.findall(r"<svg .*?</svg>", source, re.DOTALL)
    return {re.findall(r'aria-labelledby="([\w-]+)-title"', one)[0]: one for one in found}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1), min_size=1, max_size=4)
)
def test_a_drawing_is_well_formed_whatever_topics_are_called(topics: list[str]) -> None:
    some = [invented(9001, topics=(*topics, HOSTILE, "]]>", "<!--", "&#0;"), outcome="approved")]
    for drawing in drawings(some).values():
        root = ET.fromstring(drawing)  # noqa: S314 - the page's own text
        assert {one.tag for one in root.iter()} <= {"svg", "title", "desc", "rect", "text"}


def test_a_drawing_has_a_name_a_description_and_no_style_of_its_own() -> None:
    page = page_of(RECORDS)
    ids = [one.get("id") for one in page.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    drawn = list(page.iter(f"{SVG}svg"))
    assert len(drawn) == 5, "nothing was deferred"
    for svg in drawn:
        assert svg.get("role") == "img"
        assert {svg.get("aria-labelledby"), svg.get("aria-describedby")} <= set(ids)
    assert not [one for one in page.iter() if one.get("style") is not None or one.tag in {"script", "style"}]


def test_a_drawing_looks_as_it_did() -> None:
    some = [
        invented(9001, topics=("Fleet",), total=Decimal(300), outcome="approved"),
        invented(
            9002,
            topics=("A name that is too long for a single line of a telephone",),
            total=Decimal("100.50"),
            outcome="approved",
        ),
        invented(9003, topics=("Dogs & <horses>",), total=Decimal(0), outcome="approved"),
    ]
    golden = Path(__file__).parent / "public-data" / "spend-by-topic.svg"
    assert drawings(some)["spend-by-topic"] + "\n" == golden.read_text(encoding="utf-8")


def test_an_empty_register_has_its_page_and_says_so() -> None:
    files = PAGES.figures([])
    page = parse(files[addresses.FIGURES])
    assert words(page).count("The register holds no decision yet that this could be counted from.") == len(NAMES)
    assert list(page.iter(f"{SVG}svg")) == []
    assert set(files) == {addresses.FIGURES, *map(addresses.figures_csv, NAMES)}
    assert all(len(data.splitlines()) == 1 for name, data in files.items() if name.endswith(".csv"))


# ── In a publication ────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture(scope="module")
def corpus_texts() -> dict[str, str]:
    return texts_of(CORPUS)


def figures_in(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in files.items() if name.startswith("register/figures/")}


def test_the_site_has_the_page_and_the_data_and_the_site_map_the_page_alone(
    tmp_path: Path, corpus_texts: dict[str, str]
) -> None:
    files = bytes_of(published(project_of(tmp_path, corpus_texts)))
    assert figures_in(files).keys() == {addresses.FIGURES, *map(addresses.figures_csv, NAMES)}
    assert b"register/figures/</loc>" in files["sitemap.xml"]
    assert b".csv" not in files["sitemap.xml"]
    assert b'href="register/figures/"' in files["index.html"]


def test_a_held_paper_is_in_no_figure_until_it_is_released(tmp_path: Path, corpus_texts: dict[str, str]) -> None:
    """PCD 9005 is deferred until 1 March 2027; the deferral of PCD 9004 is long over."""
    texts = {name: text for name, text in corpus_texts.items() if name != "pcd-9004"}
    without = {name: text for name, text in texts.items() if name != "pcd-9005"}
    eve = date(2027, 2, 28)
    held = figures_in(bytes_of(published(project_of(tmp_path / "with", texts), eve, stubs=True)))
    assert held == figures_in(bytes_of(published(project_of(tmp_path / "without", without), eve)))
    released = figures_in(bytes_of(published(project_of(tmp_path / "with", texts), date(2027, 3, 4))))
    told = released[addresses.figures_csv("deferrals-beyond")].decode("utf-8-sig").split()
    assert told == ["year,median,longest", "2027,3,3"]


def test_a_deferral_is_known_only_where_the_form_prints_its_day(tmp_path: Path, corpus_texts: dict[str, str]) -> None:
    def known() -> date | None:
        records = published(project_of(tmp_path, corpus_texts), date(2027, 3, 1)).records
        return next(one.deferred_until for one in records if one.slug == "pcd-9005")

    assert known() == date(2027, 3, 1)
    form = tmp_path / "templates" / "part-1" / "form.toml"
    asked = '[[parts.questions]]\nask = "Until what date:"\nanswer = "deferral_until"\n'
    form.write_text(form.read_text(encoding="utf-8").replace(asked, ""), encoding="utf-8")
    assert known() is None


# ── In other programs ───────────────────────────────────────────────────────────────────────────────────────────
LONG = (
    "Violence against women and girls: prevention, support and the response",
    "x" * 90,
    HOSTILE,
    *map(str, range(30)),
)
MANY = [
    invented(
        9001 + at,
        topics=(LONG[at % len(LONG)],),
        deferred_until=DAY,
        decided=DAY - timedelta(days=3 * at + 1),
        published=DAY,
    )
    for at in range(200)
]


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page with many decisions, with one and with none."""
    sites = {"many": [*RECORDS, *MANY], "one": [invented(9001, total=Decimal("999999999999.99"))], "none": []}
    folder = tmp_path_factory.mktemp("figures")
    for name, records in sites.items():
        style = PAGES.pages(records, [], {})["style.css"]
        written({f"{name}/{path}": data for path, data in PAGES.figures(records).items()}, folder)
        written({f"{name}/style.css": style}, folder)
    return folder


@pytest.mark.slow
def test_the_nu_validator_finds_nothing_on_the_page(figures: Path) -> None:
    assert faults_of_markup(figures, ignoring=BLOCKED) == ""


@pytest.mark.slow
def test_in_a_browser_the_page_has_no_barriers_errors_or_sideways_scroll(figures: Path) -> None:
    looked = looked_at(figures)
    assert looked.pages == 3
    assert looked.besides(*figures.glob("*/style.css")) == []
