"""The whole site, made from the test corpus: complete, and with no trace of what should not be there."""

import re
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from decisionforms.errors import OperatorError
from decisionforms.ledger import Ledger, Published, Withdrawn
from decisionforms.project import Project
from decisionforms.publish import crew
from decisionforms.publish.selection import Occasion
from decisionforms.publish.site import read_site
from decisionforms.publishing import Prepared, prepare
from decisionforms.settings import Publishing

CORPUS = Path(__file__).parent / "corpus"
CLEAN = Path(__file__).parent / "clean"
ROOT = Path(__file__).parent.parent
TODAY = date(2026, 11, 22)
HELD = ("pcd-9005", "pcd-9008", "pcd-9009", "pcd-9010", "pcd-9011", "draft-night-service")


def project_of(root: Path, sources: Mapping[str, str]) -> Project:
    """A project with these decisions, the forms and the site of this one."""
    decisions = root / "decisions"
    shutil.rmtree(decisions, ignore_errors=True)
    decisions.mkdir(parents=True)
    if not (root / "templates").exists():
        shutil.copytree(ROOT / "templates", root / "templates")
    for name, text in sources.items():
        (decisions / f"{name}.md").write_text(text, encoding="utf-8")
    for appendix in re.findall(r"file: (appendices/[\w-]+\.pdf), exempt: no", "\n".join(sources.values())):
        (decisions / appendix).parent.mkdir(exist_ok=True)
        (decisions / appendix).write_bytes(b"%PDF-1.7 of an example")
    return Project(root)


def texts_of(*folders: Path) -> dict[str, str]:
    return {path.stem: path.read_text(encoding="utf-8") for folder in folders for path in sorted(folder.glob("*.md"))}


def published(
    project: Project,
    on: date = TODAY,
    ledger: Ledger | None = None,
    outcomes: tuple[Literal["refused", "withdrawn"], ...] = (),
    *,
    stubs: bool = False,
) -> Prepared:
    settings = Publishing(pdf=False, outcomes=outcomes, stubs=stubs)
    return prepare(project, read_site(project.templates / "site"), Occasion(on, settings, ledger or Ledger()), {})


def bytes_of(made: Prepared) -> dict[str, bytes]:
    """The files of a first publication: nothing is there already."""
    return {name: data for name, data in made.files.items() if isinstance(data, bytes)}


@pytest.fixture(scope="module")
def corpus_texts() -> dict[str, str]:
    return texts_of(CORPUS)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, corpus_texts: dict[str, str]) -> Prepared:
    return published(project_of(tmp_path_factory.mktemp("site"), corpus_texts))


def test_several_processes_make_the_same_site(
    tmp_path: Path, corpus_texts: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    project = project_of(tmp_path, corpus_texts)
    site, occasion = read_site(project.templates / "site"), Occasion(TODAY, Publishing(pdf=True), Ledger())
    alone = prepare(project, site, occasion, {})
    monkeypatch.setattr(crew, "WORTH_SHARING", 1)
    assert prepare(project, site, occasion, {}) == alone
    assert "decisions/pcd-9001/pcd-9001.pdf" in alone.files


def test_every_decision_that_may_go_out_has_its_page_and_its_form(site: Prepared) -> None:
    slugs = [record.slug for record in site.records]
    assert sorted(slugs) == ["dmpcd-2013-9001", *(f"pcd-900{n}" for n in (1, 2, 3, 4, 6, 7))]
    for slug in slugs:
        assert {f"decisions/{slug}/index.html", f"decisions/{slug}/{slug}.docx"} <= site.files.keys()


def test_the_site_has_what_readers_and_machines_look_for(site: Prepared) -> None:
    wanted = {"index.html", "404.html", "style.css", "feed.xml", "sitemap.xml", "robots.txt", "decisions.json"}
    wanted |= {"decisions.csv", "spend.csv", "decisions.schema.json", "accessibility/index.html"}
    assert wanted <= site.files.keys()


def test_the_ledger_gains_a_line_for_each_decision_that_is_new(
    site: Prepared, corpus_texts: dict[str, str], tmp_path: Path
) -> None:
    assert {entry.decision for entry in site.entries} == {record.slug for record in site.records}
    assert {entry.on for entry in site.entries} == {TODAY}
    again = published(project_of(tmp_path, corpus_texts), date(2026, 12, 1), Ledger(published=site.entries))
    assert again.entries == ()
    assert again.files == site.files, "the day of a later run makes no difference"


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(held=st.sets(st.sampled_from(HELD)), faulty=st.sampled_from(("pcd-9001", "pcd-9002", "pcd-9004", "pcd-9007")))
def test_what_stays_leaves_no_trace(
    tmp_path: Path, site: Prepared, corpus_texts: dict[str, str], held: set[str], faulty: str
) -> None:
    """The site is the same byte for byte without any of the papers that stay, and with faulty ones beside them."""
    sources = {name: text for name, text in corpus_texts.items() if name not in held}
    text = corpus_texts[faulty].replace("reference: ", "reference: PCD 9099 # was ", 1)
    sources["pcd-9099"] = text.replace("## Legal Comments", "## Legal Comment")
    assert published(project_of(tmp_path, sources)).files == site.files


def test_names_of_advisers_reasons_and_places_are_nowhere(site: Prepared, corpus_texts: dict[str, str]) -> None:
    said = set()
    for text in corpus_texts.values():
        said |= set(
            re.findall(
                r"(?:answer: not (?:required|applicable), reason: |kept: \"?|original_kept: )([^,}\n\"]{12,})", text
            )
        )
    assert said, "the corpus records such things"
    whole = b"\n".join(bytes_of(site).values())
    assert not [one for one in said if one.encode() in whole]
    assert str(ROOT).encode() not in whole
    assert b".md" not in whole


def test_a_deferral_that_has_ended_is_told_in_the_form_alone(tmp_path: Path, corpus_texts: dict[str, str]) -> None:
    after = published(project_of(tmp_path, corpus_texts), date(2027, 3, 1))
    reason = b"two related claims are still being negotiated"
    holding = {name for name, data in bytes_of(after).items() if reason in data}
    assert holding == {"decisions/pcd-9005/index.html"}
    assert "APPROVED – publication" not in bytes_of(after)["decisions/pcd-9005/index.html"].decode()


def test_a_decision_taken_back_keeps_its_reference_day_and_reason(
    tmp_path: Path, site: Prepared, corpus_texts: dict[str, str]
) -> None:
    ledger = Ledger(published=site.entries, withdrawn=[Withdrawn("pcd-9003", TODAY, "It was published in error.")])
    after = published(project_of(tmp_path, corpus_texts), ledger=ledger)
    page = bytes_of(after)["decisions/pcd-9003/index.html"].decode()
    assert "It was published in error." in page
    assert "PCD 9003" in page
    assert "decisions/pcd-9003/pcd-9003.docx" not in after.files
    assert b"pcd-9003/index.html" not in bytes_of(after)["decisions/pcd-9001/index.html"]


def test_a_published_decision_does_not_vanish_by_a_slip(
    tmp_path: Path, site: Prepared, corpus_texts: dict[str, str]
) -> None:
    broken = {**corpus_texts, "pcd-9003": corpus_texts["pcd-9003"].replace("## Legal Comments", "## Legal Comment")}
    with pytest.raises(OperatorError, match=r"^PCD 9003 is published and would vanish from the site\. .+ withdrawn"):
        published(project_of(tmp_path, broken), ledger=Ledger(published=site.entries))
    gone = {name: text for name, text in corpus_texts.items() if name != "pcd-9003"}
    with pytest.raises(OperatorError, match="There is no such file any more"):
        published(project_of(tmp_path, gone), ledger=Ledger(published=site.entries))


def test_a_correction_is_told_on_the_page(tmp_path: Path, site: Prepared, corpus_texts: dict[str, str]) -> None:
    (first,) = (entry for entry in site.entries if entry.decision == "pcd-9001")
    before = Published("pcd-9001", "PCD 9001", first.title, date(2023, 6, 9), "00000000")
    page = published(project_of(tmp_path, corpus_texts), ledger=Ledger(published=[before]))
    assert "Corrected on 22 November 2026." in bytes_of(page)["decisions/pcd-9001/index.html"].decode()


def test_an_appendix_stands_beside_the_page_and_an_exempt_one_nowhere(tmp_path: Path) -> None:
    texts = texts_of(CORPUS, CLEAN)
    made = published(project_of(tmp_path, texts))
    public = {name for name in made.files if "/appendix-" in name}
    assert len(public) == sum(
        text.count("exempt: no") for name, text in texts.items() if name in {r.slug for r in made.records}
    )
    for record in made.records:
        for one in record.attachments:
            assert made.files[f"decisions/{record.slug}/{one.name}"]


def test_an_appendix_that_is_missing_or_could_run_keeps_its_decision_back(
    tmp_path: Path, corpus_texts: dict[str, str]
) -> None:
    appendix = "appendices:\n  - {title: Evaluation, file: appendices/../../secret.svg, exempt: no}\n"
    record = corpus_texts["pcd-9006"].replace("deferral: no", f"{appendix}deferral: no")
    made = published(project_of(tmp_path, {"pcd-9006": record}))
    assert not made.records
    assert "can't stand beside the page" in made.stays[0].reasons[0]


def test_only_what_was_decided_replaces_or_extends_another(tmp_path: Path, corpus_texts: dict[str, str]) -> None:
    """A withdrawn request may have asked for both, and says so on its own page alone."""
    withdrawn = corpus_texts["pcd-9009"].replace(
        "extends: [PCD 9001, PCD 9002]", "extends: PCD 9002\nreplaces: PCD 9006"
    )
    assert withdrawn != corpus_texts["pcd-9009"]
    texts = {**{name: corpus_texts[name] for name in ("pcd-9001", "pcd-9002", "pcd-9006")}, "pcd-9009": withdrawn}
    made = published(project_of(tmp_path, texts), outcomes=("withdrawn",))
    relations = {one.slug: [(it.name, it.slug, it.back) for it in one.relations] for one in made.records}
    assert relations["pcd-9001"] == [("extends", "pcd-9002", True)]
    assert not [it for slug in ("pcd-9002", "pcd-9006") for it in relations[slug] if it[1] == "pcd-9009"]
    assert ("replaces", "pcd-9006", False) in relations["pcd-9009"]
    files = bytes_of(made)
    assert b"PCD 9009" not in files["decisions/pcd-9006/index.html"]
    assert b"PCD 9009" in files["decisions/pcd-9009/index.html"]
