"""The search of the public site: its index as values, then in a browser as a reader would use it."""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from page_checks import BROWSER, needs, run
from reading_back.html_text import Element, parse
from test_publication import CLEAN, CORPUS, bytes_of, project_of, published, texts_of
from test_register_pages import GAPS, TOMBSTONE, invented

from decisionforms.form.definition import wording_of
from decisionforms.ledger import Gap, Ledger, Published, Withdrawn
from decisionforms.publish.search_index import LETTERS, block, blocks_of, catalogue
from decisionforms.publish.words import fold, in_order, sum_word, words_in

ROOT = Path(__file__).parent.parent
SCRIPTS = ROOT / "templates" / "site" / "search"
LEDGER = Ledger(
    published=[Published("pcd-8999", "PCD 8999", "Example taken back", date(2024, 1, 2), "00000000")],
    withdrawn=[Withdrawn("pcd-8999", date(2024, 2, 3), "It named an invented person.")],
    gaps=[Gap("PCD 9099", "Given out twice by mistake.")],
)
RECORDS = [invented(number) for number in range(9001, 9161)]


# So many that not all are shown at once.
SHORT = """---
form: part-1/2023
record: published
reference: PCD {number}
title: Example of a short record
deferral: no
part_2: no
signatures:
  deputy_mayor: {{name: not printed, date: 3 March 2019, interests: not printed}}
---

## Legal Comments

Nothing but a zither.
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    texts = {**texts_of(CORPUS, CLEAN), "pcd-1462": (ROOT / "decisions" / "pcd-1462.md").read_text(encoding="utf-8")}
    texts |= {f"pcd-{number}": SHORT.format(number=number) for number in range(9101, 9113)}
    project = project_of(tmp_path_factory.mktemp("found"), texts)
    return bytes_of(published(project, ledger=LEDGER, outcomes=("refused", "withdrawn"), stubs=True))


def words_by_slug(site: Mapping[str, bytes]) -> dict[str, set[str]]:
    """What the blocks say, read back: the words of each decision."""
    found: dict[str, set[str]] = {}
    for data in (data for path, data in site.items() if path.startswith("search/words-")):
        read = json.loads(data)
        for word, letters in zip(read["words"].split(" "), read["in"].split(" "), strict=True):
            for letter in letters:
                found.setdefault(read["decisions"][LETTERS.index(letter)], set()).add(word)
    return found


# ── Words ───────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Victims’ SERVICES, Café-style", ["victims", "services", "cafe", "style"]),
        ("about 84,500 people", ["about", "84500", "people"]),
        ("PCD 1462/63", ["pcd", "1462", "63", "pcd-1462", "pcd-1462-63"]),
        (
            "PCD 0462, DMPCD 2013 96",
            ["pcd", "0462", "dmpcd", "2013", "96", "pcd-462", "dmpcd-2013", "dmpcd-2013-96", "dmpcd-2013"],
        ),
        ("20th\u00a0June 2023", ["20th", "june", "2023", "june-2023-20"]),
        ("2023/24, 2023-2024", ["2023", "24", "2023", "2024", "2023-24", "2023-24"]),
        ("May 2023 and 2 May", ["may", "2023", "and", "2", "may", "may-2023"]),
        ("£84,500", ["84500", "£84500"]),
        ("£84,500.50", ["84", "500", "50", "£84500.50"]),
        ("£1.2m or £1.2 million", ["1", "2m", "or", "1", "2", "million", "£1200000", "£1200000"]),
        ("£5–10m", ["5", "10m", "£5000000", "£10000000"]),
        ("£1,2 is no sum", ["1", "2", "is", "no", "sum"]),
        ("so\u00adcial ﬁnance Ⅳ", ["social", "finance", "iv"]),
    ],
)
def test_a_text_is_found_by_these_words(text: str, words: list[str]) -> None:
    assert list(words_in(text)) == words


@given(st.text())
def test_folding_twice_is_folding_once_but_for_letters_that_have_several_small_ones(text: str) -> None:
    once = fold(text)
    assert fold(once) == once or unicodedata.normalize("NFKD", once) != once or once.lower() != once


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_every_letter_and_digit_of_a_text_is_in_its_words(text: str) -> None:
    together = "".join(words_in(text))
    assert {sign for sign in fold(text) if sign.isalnum()} <= set(together)


@given(st.decimals(0, 10**12, places=2))
def test_a_sum_is_one_word_in_pounds(amount: Decimal) -> None:
    assert sum_word(amount) == sum_word(amount.normalize())
    assert Decimal(sum_word(amount).removeprefix("£")) == amount


# ── The index ───────────────────────────────────────────────────────────────────────────────────────────────────
def test_every_word_that_a_writer_wrote_is_found(site: Mapping[str, bytes]) -> None:
    """Of numbered paragraphs, points, tables, headings of their own and footnotes, whatever the form says too."""
    for slug, words in words_by_slug(site).items():
        written = [text for text, by_writer in texts_of_page(site[f"decisions/{slug}/index.html"]) if by_writer]
        assert written
        assert set(words_in("\n".join(written))) - words == set(), slug


def test_every_word_of_every_public_page_is_found_but_for_the_fixed_wording(
    site: Mapping[str, bytes], tmp_path: Path
) -> None:
    form = project_of(tmp_path, {}).forms()["part-1"]
    assert not isinstance(form, Exception)
    layouts = [(form.folder / name).read_text(encoding="utf-8") for name in ("form.html", "public.html")]
    fixed = {word for text in (*layouts, *wording_of(form.definition)) for word in words_in(text)}
    for slug, words in words_by_slug(site).items():
        shown = "\n".join(text for text, _ in texts_of_page(site[f"decisions/{slug}/index.html"]))
        assert {word for word in set(words_in(shown)) - fixed - words if not word.isdigit()} == set(), slug


def texts_of_page(page: bytes) -> Iterator[tuple[str, bool]]:
    """Each text of the form, its footnotes and its facts, without the numbers of paragraphs, and if a writer wrote it."""
    main = next(one for one in parse(page).iter() if one.tag == "main")
    form = [one for one in main.iter() if one.tag == "article" or one.get("class") == "notes"]
    outers = [one for part in form for one in part.iter() if one.tag in {"table", "li"}]
    within = {id(inner): outer for outer in outers for inner in outer.iter()}
    for element in main.iter():
        if element.tag in {"p", "td", "th", "dd", "h3", "h4"} and element.get("class") not in {"letterhead", "word"}:
            outer = within.get(id(element))
            in_own = outer is not None and outer.get("class") != "declaration"
            yield "".join(texts(element)), in_own or element.get("class") == "numbered" or element.tag == "h4"


def texts(element: Element) -> Iterator[str]:
    if element.tag != "sup" and element.get("class") not in {"number", "mark"}:
        yield element.text or ""
        for child in element:
            yield from texts(child)
    yield element.tail or ""


def test_a_topic_finds_its_decisions(site: Mapping[str, bytes]) -> None:
    found = {slug for slug, words in words_by_slug(site).items() if {"front", "counters"} <= words}
    assert "pcd-9008" in found


def test_the_fixed_wording_of_the_form_finds_nothing(site: Mapping[str, bytes]) -> None:
    """“Prejudicial” stands in every form, in what is signed, and no writer used it."""
    assert all(b"prejudicial" in site[f"decisions/{slug}/index.html"] for slug in words_by_slug(site))
    assert not [slug for slug, words in words_by_slug(site).items() if "prejudicial" in words]


@given(
    st.dictionaries(
        st.integers(9001, 9999).map("pcd-{}".format),
        st.sets(st.text(st.characters(exclude_characters=" ", codec="utf-8"), min_size=1), min_size=1),
        min_size=1,
        max_size=len(LETTERS),
    )
)
def test_a_block_gives_back_the_words_of_each_decision(words: dict[str, set[str]]) -> None:
    data = block({slug: " ".join(sorted(some)) for slug, some in words.items()})
    assert words_by_slug({"search/words-2026-1.json": data}) == words
    listed = json.loads(data)["words"].split(" ")
    assert listed == sorted(listed, key=in_order)


def test_every_decision_is_in_one_block_of_its_year() -> None:
    newest = sorted(RECORDS, key=lambda one: one.decided or one.published, reverse=True)
    blocks = blocks_of(newest)
    slugs = [slug for some in blocks.values() for slug in some]
    assert sorted(slugs) == sorted(one.slug for one in RECORDS)
    assert max(len(some) for some in blocks.values()) <= len(LETTERS)
    years = {one.slug: (one.decided or one.published).year for one in RECORDS}
    assert all(f"words-{years[slug]}-" in path for path, some in blocks.items() for slug in some)


def test_a_new_decision_changes_the_last_block_alone() -> None:
    many = [invented(number, decided=date(2026, 1, 1)) for number in range(9001, 9201)]
    before, after = blocks_of(many[:0:-1]), blocks_of([invented(9300, decided=date(2026, 2, 1)), *many[:0:-1]])
    changed = {path for path, some in after.items() if before.get(path) != some}
    assert changed == {"search/words-2026-4.json"}
    assert next(iter(after)) == "search/words-2026-4.json", "the newest stands first"


def test_the_catalogue_has_what_results_and_filters_show() -> None:
    read = json.loads(catalogue(RECORDS))
    by_slug = {one.slug: one for one in RECORDS}
    columns = ("slug", "reference", "title", "day", "maker", "on", "outcome", "total")
    assert {len(read[name]) for name in columns} == {len(RECORDS)}
    for slug, reference, title, day, maker, on, outcome, total in zip(*(read[name] for name in columns), strict=True):
        record = by_slug[slug]
        assert (reference, title, outcome) == (record.reference, record.title, record.outcome)
        assert day == (record.decided or record.published).isoformat()
        assert read["makers"][maker][1] == record.maker
        assert {read["topics"][at][1] for at in on} <= set(record.topics)
        assert total == record.total


def test_the_catalogue_names_who_receives_the_money() -> None:
    given = [("Example Trust",), ("Other Trust", "Example Trust"), ()]
    records = [msgspec.structs.replace(RECORDS[at], recipients=names) for at, names in enumerate(given)]
    read = json.loads(catalogue(records))
    by_slug = dict(zip(read["slug"], read["to"], strict=True))
    assert [tuple(read["recipients"][at] for at in by_slug[one.slug]) for one in records] == given


def test_the_catalogue_tells_what_the_public_may_know_of_missing_numbers() -> None:
    read = json.loads(catalogue(RECORDS, [TOMBSTONE], GAPS))
    told = {one["reference"]: (one["reason"], one["slug"]) for one in read["missing"]}
    assert told == {**{name: (why, "") for name, why in GAPS.items()}, "PCD 8999": (TOMBSTONE.reason, "pcd-8999")}


def test_what_was_published_again_is_not_missing() -> None:
    again = msgspec.structs.replace(RECORDS[0], slug=TOMBSTONE.slug)
    assert json.loads(catalogue([again], [TOMBSTONE]))["missing"] == []


def test_a_name_that_cannot_stand_in_an_address_is_no_filter() -> None:
    record = msgspec.structs.replace(RECORDS[0], maker="¿?", topics=("", "¿?"))
    read = json.loads(catalogue([record]))
    assert (read["makers"], read["maker"], read["topics"], read["on"]) == ([], [None], [], [[]])


def test_a_site_without_decisions_has_a_catalogue_and_no_blocks() -> None:
    assert json.loads(catalogue([]))["blocks"] == []


# ── The page ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_page_lets_in_its_own_scripts_and_makes_no_text_into_a_page(site: Mapping[str, bytes]) -> None:
    page = site["search/index.html"].decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy is not None
    rules = dict(rule.strip().split(" ", 1) for rule in policy[1].split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["connect-src"] == rules["form-action"] == "'self'"
    assert "unsafe" not in policy[1]
    assert re.findall(r"<script[^>]*>", page) == ['<script type="module" src="search.js">']


def test_scripts_stand_on_the_page_of_the_search_alone(site: Mapping[str, bytes]) -> None:
    assert [path for path, data in site.items() if path.endswith(".html") and b"<script" in data] == [
        "search/index.html"
    ]


@pytest.mark.parametrize("script", sorted(SCRIPTS.glob("*.js")), ids=lambda path: path.name)
def test_a_script_writes_text_as_text_and_is_on_the_site_as_it_is(script: Path, site: Mapping[str, bytes]) -> None:
    text = script.read_text(encoding="utf-8")
    assert site[f"search/{script.name}"] == text.encode()
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|https?://", text
    )
    assert len(text.splitlines()) <= 150


def test_what_a_reader_loads_first_is_small(site: Mapping[str, bytes]) -> None:
    """With 1,669 decisions the lists on both pages are 4 kB longer; benchmarks/searching.py weighs those."""
    page = ("search/index.html", *(f"search/{path.name}" for path in SCRIPTS.glob("*.js")))
    assert sum(len(site[path]) for path in page) < 60_000
    assert len(site["index.html"]) + len(site["style.css"]) < 30_000


# ── In a browser ────────────────────────────────────────────────────────────────────────────────────────────────
class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing: what was asked for is not of interest."""


@pytest.fixture(scope="module")
def address(site: Mapping[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site on a server of this machine."""
    root = tmp_path_factory.mktemp("served")
    for name, data in site.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(root))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.mark.slow
def test_a_reader_finds_narrows_goes_back_shares_and_needs_no_mouse_and_no_script(address: str) -> None:
    """The stories are told in tests/browser/find.mjs; each also fails by an error, or a request that leaves the site."""
    needs("node", "chromium")
    result = run("node", BROWSER / "find.mjs", address)
    assert result.stdout, result.stderr
    told = json.loads(result.stdout)
    assert {story: findings for story, findings in told.items() if findings} == {}
    assert len(told) > 10


@pytest.mark.slow
def test_queries_and_pages_are_read_as_the_index_was_made(tmp_path: Path) -> None:
    """The two readers of words, in two languages, on texts with every kind of sign."""
    needs("node")
    texts = [
        *("Café ﬁnance", "so\u00adcial", "84,500 of 84,500.50", "£1.2m, £300m2, £5 million and £3bn", "Ⅳ½²", "ΑΣ ΣΑΣ."),
        *(
            "Straße İstanbul",
            "e\u0301te\u0301",
            "हिन्दी",
            "日本語 text",
            "1,2345 12,34",
            "£1,2 £84,500.50 £ 12k",
            "a_b",
            "PCD 1462/63, PCD-0462, aPCD 1, ÉPCD 2, PCD 1234567, DMPCD 2013–96, PCD\u00a01, _PCD 7, PCD 2x, NHS 111",
            "x’s",
            "01st Août 2023, 20 ½½½ 2023, 3 ﷺ 1999, 1999–00 2020/2, x2020/21, May 20234, 20 June\u00a02023/24, _May 2023, 7 ΜΆΙ 2021",
            "£5–10m, £5 to 10 million, £5m to £10m, £500–600, £12-8k, £1,200 – 3m and £5-£10k",
        ),
    ]
    (tmp_path / "words.mjs").write_text((SCRIPTS / "words.js").read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "read.mjs").write_text(
        'import { read } from "./words.mjs";\n'
        "const texts = JSON.parse(process.argv[2]);\n"
        "console.log(JSON.stringify(texts.map((text) => read(text).keys)));\n",
        encoding="utf-8",
    )
    result = run("node", tmp_path / "read.mjs", json.dumps(texts))
    assert json.loads(result.stdout) == [list(words_in(text)) for text in texts], result.stderr
