"""The whole site made from the corpus, as validators, a browser and a reader who follows every link find it."""

import json
import posixpath
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

import html5lib
import pytest
from page_checks import faults_of_markup, looked_at
from test_docx_properties import faults
from test_pdf import is_accessible
from test_publication import CORPUS, TODAY, project_of, published, texts_of
from test_register_pages import REFRESH
from test_revising import freeze, signed_anew

from decisionforms.ledger import Correction, Gap, Ledger, Published, Withdrawn
from decisionforms.publish.selection import Occasion
from decisionforms.publish.site import read_site
from decisionforms.publishing import prepare
from decisionforms.settings import Publishing

ROOT = Path(__file__).parent.parent
NAMESPACE = "{http://www.w3.org/1999/xhtml}"
# The Nu validator does not know that “self” is the site itself.
BLOCKED = r".*external (stylesheet “[./]*style\.css”|script “search\.js”) blocked by “(style|script)-src” directive\."
# From a disk browsers load no modules; tests/test_search.py has a server, and looks at the search with its script.
SCRIPT = re.compile(rb"<script[^>]*></script>\n")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A site with every kind of page: corrected, replaced, refused and taken back, chains, appendices and gaps."""
    texts = {**texts_of(CORPUS), "pcd-1462": (ROOT / "decisions" / "pcd-1462.md").read_text(encoding="utf-8")}
    before = texts["pcd-9003"]
    texts["pcd-9003"] = signed_anew(before.replace("drew 11 replies", "drew <12> replies & more"))
    project = project_of(tmp_path_factory.mktemp("whole"), texts)
    (frozen,) = freeze(project, "pcd-9003", [before])
    first = published(project)
    (kept,) = (entry for entry in first.entries if entry.decision == "pcd-9007")
    corrected = Published("pcd-9001", "PCD 9001", "Example", kept.on, "00000000")
    ledger = Ledger(
        published=[kept, corrected, frozen],
        corrections=[Correction("pcd-9003", frozen.version, kept.on, "There were <12> replies & not 11.")],
        withdrawn=[Withdrawn("pcd-9007", kept.on, "Published in error <for> the test & taken back.")],
        gaps=[Gap("PCD 9099", "Given out twice by mistake.")],
    )
    occasion = Occasion(TODAY, Publishing(outcomes=("refused", "withdrawn"), stubs=True), ledger)
    made = prepare(project, read_site(project.templates / "site"), occasion, {})
    return {name: data for name, data in made.files.items() if isinstance(data, bytes)}


@pytest.fixture(scope="module")
def folder(files: Mapping[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("site")
    for name, data in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    return root


def pages(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in files.items() if name.endswith(".html")}


def links(page: bytes) -> Iterator[str]:
    for element in html5lib.parse(page, namespaceHTMLElements=False).iter():
        yield from (value for name, value in element.items() if name in {"href", "src"})
        if element.get("http-equiv") == "refresh":
            yield (element.get("content") or "").partition("url=")[2]


def target(page: str, link: str, address: str) -> tuple[str, str] | None:
    """The file and fragment to which a link leads; None where it leaves the site."""
    link = link.removeprefix(address) if link.startswith(address) else link
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return None
    base = "" if link != urlsplit(link).geturl() else posixpath.dirname(page)
    path = posixpath.normpath(posixpath.join(base, unquote(parts.path))) if parts.path else page
    if parts.path.endswith("/") or path == ".":
        path = posixpath.normpath(f"{path}/index.html")
    return path, unquote(parts.fragment)


def test_every_link_and_every_fragment_leads_somewhere(files: Mapping[str, bytes]) -> None:
    ids = {name: set(re.findall(rb'\bid="([^"]+)"', data)) for name, data in pages(files).items()}
    address = read_site(ROOT / "templates" / "site").address
    dead = []
    for name, data in pages(files).items():
        relative = [link for link in links(data) if not link.startswith(address)]
        for link in relative:
            if found := target(name, link, address):
                path, fragment = found
                if path != "manifest.json" and (path not in files or (fragment and fragment.encode() not in ids[path])):
                    dead.append((name, link))
        whole = [link.removeprefix(address) for link in links(data) if link.startswith(address)]
        dead += [
            (name, link) for link in whole if (link or "index.html") not in files and f"{link}index.html" not in files
        ]
    assert dead == []


def test_every_page_but_redirects_leads_to_the_statement_and_the_contact(files: Mapping[str, bytes]) -> None:
    without = [
        name
        for name, data in pages(files).items()
        if b'http-equiv="refresh"' not in data
        and not (b"ccessibility statement" in data and b"decisions@example.org" in data)
    ]
    assert without == []


def test_nothing_runs_and_no_style_is_let_in_unseen(files: Mapping[str, bytes]) -> None:
    for name, data in pages(files).items():
        assert b"Content-Security-Policy" in data, name
        assert b"unsafe-inline" not in data
        assert b"<script" not in data or name == "search/index.html"
        assert not re.search(rb"\son\w+=", data)


def test_what_became_of_a_decision_is_told_on_its_page(files: Mapping[str, bytes]) -> None:
    def page(slug: str) -> str:
        return files[f"decisions/{slug}/index.html"].decode()

    assert re.search(r'Replaced by <a href="\.\./pcd-9004/index\.html">PCD 9004</a>', page("pcd-9001"))
    assert "Corrected on 22 November 2026." in page("pcd-9001")
    assert "<p>Refused on 5 March 2024.</p>" in page("pcd-9008").partition('class="notices"')[2]
    assert "<p>Withdrawn on 24 September 2025. No decision was made on this request.</p>" in page("pcd-9009")
    assert '<dd><a href="../pcd-9009/' not in page("pcd-9001"), "a withdrawn request extends none"
    assert 'class="notices"' not in page("pcd-1462"), "that it is a record stands above it"
    assert "Published in error &lt;for&gt; the test &amp; taken back." in page("pcd-9007")
    assert "Running total" in page("pcd-9002")
    assert "There were &lt;12&gt; replies &amp; not 11." in page("pcd-9003")
    assert "&lt;12&gt; replies &amp; more" in page("pcd-9003/changes")
    assert "Publication deferred until 1 March 2027." in files["register/gaps/index.html"].decode()


def test_a_request_that_was_withdrawn_is_so_called_in_its_chain_and_adds_nothing(files: Mapping[str, bytes]) -> None:
    for path in ("register/chains", "decisions/pcd-9001", "decisions/pcd-9009"):
        steps = [" ".join(step.itertext()).split() for step in steps_of(files[f"{path}/index.html"])]
        last = " ".join(steps[-1])
        assert last.startswith("Withdrawn on 24 September 2025")
        assert last.endswith("Total £160,000, not counted Running total £1,440,000")
    told = files["register/chains/index.html"].decode()
    assert "2 decisions, £1,440,000 in all, and one request that was withdrawn." in told
    (chain,) = (one["chain"] for one in json.loads(files["decisions.json"])["decisions"] if one["slug"] == "pcd-9009")
    assert [one["total"] for one in chain] == [1280000, 160000, None], "data that are added up"


def steps_of(page: bytes) -> list[Element]:
    return html5lib.parse(page, namespaceHTMLElements=False).findall(".//ol[@class='chain']/li")


def test_a_decision_is_named_before_all_else_and_leads_on_to_its_year_its_topics_and_the_search(
    files: Mapping[str, bytes],
) -> None:
    page = html5lib.parse(files["decisions/pcd-9001/index.html"], namespaceHTMLElements=False)
    named = page.find(".//nav[@class='site']//li[@aria-current='page']")
    assert named is not None
    assert named.text == "PCD 9001: Example advice service for people who report crime"
    up = "../../"
    facts = [(one.text, one.get("href")) for one in page.iterfind(".//section[@class='facts']/dl//a")]
    assert ("victims", f"{up}register/topic/victims/index.html") in facts
    on = [one.get("href") for one in page.iterfind(".//footer/nav//a")]
    pages_of_register = ("search", "register/2023", "register/chains", "register/figures")
    assert on == [f"{up}{one}/index.html" for one in pages_of_register]


def test_files_beside_a_form_are_told_apart_by_the_words_of_their_links(files: Mapping[str, bytes]) -> None:
    page = html5lib.parse(files["decisions/pcd-9001/index.html"], namespaceHTMLElements=False)
    documents = ["".join(one.itertext()) for one in page.iterfind(".//ul[@class='documents']//a")]
    assert [one.partition(",")[0] for one in documents[:2]] == ["This form Word document", "This form PDF"]


@pytest.mark.slow
def test_the_nu_validator_finds_nothing_on_the_whole_site(folder: Path) -> None:
    assert faults_of_markup(folder, ignoring=BLOCKED) == ""


@pytest.mark.slow
def test_in_a_browser_no_page_has_barriers_errors_requests_or_sideways_scroll(folder: Path, tmp_path: Path) -> None:
    """Every page of the site, on a phone and on a desk, light and dark.

    Redirects leave at once, so each is looked at without its refresh; those that are then the same to the byte, as for
    “PCD-9001” and “pcd9001”, are one page.
    """
    shutil.copytree(folder, tmp_path / "site")
    seen = set()
    for page in sorted((tmp_path / "site").rglob("*.html")):
        shown = SCRIPT.sub(b"", REFRESH.sub(b"", page.read_bytes()))
        page.write_bytes(shown)
        if shown in seen:
            page.unlink()
        seen.add(shown)
    looked = looked_at(tmp_path / "site")
    assert looked.besides(tmp_path / "site" / "style.css") == []
    assert looked.pages == len(seen)


def test_both_validators_find_nothing_in_any_word_document(files: Mapping[str, bytes], tmp_path: Path) -> None:
    documents = {name: data for name, data in files.items() if name.endswith(".docx")}
    assert len(documents) == len(forms_in(files))
    assert {name: said for name, data in documents.items() if (said := faults(data, tmp_path))} == {}


def test_every_pdf_of_a_form_is_accessible(files: Mapping[str, bytes]) -> None:
    """Appendices are published as they were handed in; those of the corpus are no real PDFs."""
    pdfs = {name: data for name, data in files.items() if name.endswith(".pdf") and "/appendix-" not in name}
    assert len(pdfs) == len(forms_in(files))
    assert [name for name, data in pdfs.items() if not is_accessible(data)] == []


def forms_in(files: Mapping[str, bytes]) -> list[str]:
    """The pages that show a form: one for each decision that was not taken back."""
    return [name for name, data in files.items() if name.startswith("decisions/") and b"<article" in data]
