"""Correcting a published decision: its text is frozen, goes on being published, and is compared with the next."""

import re
import shutil
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from reading_back.workshop import Workshop, decision
from test_publication import CORPUS, TODAY, bytes_of, project_of, published, texts_of

from decisionforms.cli import cli
from decisionforms.errors import OperatorError
from decisionforms.ledger import Correction, Ledger, Published, read_ledger
from decisionforms.project import Project
from decisionforms.publish.selection import Occasion
from decisionforms.publishing import search_prepared
from decisionforms.register import Register
from decisionforms.settings import Publishing
from decisionforms.view.differences import ADDED, KEPT, REMOVED, Compared, compare
from decisionforms.view.form_view import FormView
from decisionforms.view.making import view_of
from decisionforms.view.passages import Passage, passages_of
from decisionforms.view.words import notes_of, words_of

ROOT = Path(__file__).parent.parent
SETTINGS = "[tool.decisionforms.publish]\npdf = false\n"
NOTE = "The trial closed on 1 April, not on 31 March."
WAS, IS = "The trial closed on 31 March 2023", "The trial closed on 1 April 2023"
VERSION = re.compile(r"version: [0-9a-f]{8}")


def signed_anew(text: str, day: str = "") -> str:
    """The text with signatures that hold for it as it is now."""
    project = Project(ROOT)
    made = project.read_text(Path("invented.md"), project.forms(), text).decision
    assert made is not None
    text = VERSION.sub(f"version: {made.version}", text)
    return re.sub(r"(name: Example (?:Chief|Deputy Mayor), date: )[^,]+", rf"\g<1>{day}", text) if day else text


def version_in(text: str) -> str:
    found = VERSION.search(text)
    assert found
    return found[0].removeprefix("version: ")


def freeze(project: Project, slug: str, texts: Sequence[str], on: date = date(2026, 1, 5)) -> list[Published]:
    """These texts, kept as `revise` keeps them, and what the ledger says of each."""
    project.revisions.mkdir(exist_ok=True)
    for number, text in enumerate(texts, 1):
        (project.revisions / f"{slug}.r{number}.md").write_text(text, encoding="utf-8")
    reference = slug.replace("-", " ").upper()
    return [Published(slug, reference, "Example", on.replace(month=n), version_in(t)) for n, t in enumerate(texts, 1)]


# ── The verb ────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture(scope="module")
def published_once(empty_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a decision that extends another, a record and an appendix, all of them published."""
    project = Path(shutil.copytree(empty_project, tmp_path_factory.mktemp("published") / "project"))
    decisions = project / "decisions"
    (decisions / "appendices").mkdir()
    for source in (CORPUS / "pcd-9001.md", CORPUS / "pcd-9002.md", ROOT / "decisions" / "pcd-1462.md"):
        shutil.copy(source, decisions)
        for appendix in re.findall(r"file: (appendices/[\w-]+\.pdf)", source.read_text(encoding="utf-8")):
            (decisions / appendix).write_bytes(b"%PDF-1.7 as it was published")
    (project / "pyproject.toml").write_text(SETTINGS, encoding="utf-8")
    assert run(project, "publish", "--on", "2026-11-22").exit_code == 0
    return project


@pytest.fixture
def project(published_once: Path, tmp_path: Path) -> Path:
    """Each test has a copy of the published project, in which it does what it likes."""
    return Path(shutil.copytree(published_once, tmp_path / "project", symlinks=True))


def run(project: Path, *arguments: str) -> Result:
    done = CliRunner().invoke(cli, ["--project", str(project), *arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.output
    return done


def revise(project: Path, reference: str = "PCD 9001", note: str = NOTE, *more: str) -> Result:
    return run(project, "revise", reference, "--note", note, *more)


def refusal(done: Result) -> str:
    """The one sentence with which it was refused, on one line."""
    assert done.exit_code == 2, done.output
    assert done.output.count("\n") == 1
    return done.output.removeprefix("Error: Not revised. ").strip()


def paper(project: Path, slug: str = "pcd-9001") -> Path:
    return project / "decisions" / f"{slug}.md"


def frozen(project: Path, number: int = 1) -> Path:
    return project / "decisions" / "revisions" / f"pcd-9001.r{number}.md"


def edit(path: Path, was: str, now: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert was in text
    path.write_text(text.replace(was, now), encoding="utf-8")


def sign(project: Path) -> None:
    for arguments in (
        ("chief_executive", "--name", "Example Chief"),
        ("deputy_mayor", "--name", "Example Deputy Mayor", "--interests", "none"),
    ):
        assert run(project, "sign", "PCD 9001", "--as", *arguments, "--date", "20 November 2025").exit_code == 0


def site(project: Path) -> dict[str, bytes]:
    folder = project / "output" / "site"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def ledger(project: Path) -> Ledger:
    return read_ledger((project / "decisions" / "ledger.toml").read_text(encoding="utf-8"))


def test_the_published_text_is_frozen_letter_for_letter_and_the_next_has_no_signatures(project: Path) -> None:
    before = paper(project).read_text(encoding="utf-8")
    done = revise(project)
    assert done.exit_code == 0, done.output
    assert frozen(project).read_text(encoding="utf-8") == before
    after = paper(project).read_text(encoding="utf-8")
    assert after == re.sub(r"signatures:\n(  .+\n){2}", "", before)
    assert ledger(project).corrections[0].note == NOTE
    assert ledger(project).corrections[0].version == version_in(before)


def test_it_says_what_was_done_and_what_comes_next(project: Path) -> None:
    assert revise(project).output.splitlines() == [
        "decisions/revisions/pcd-9001.r1.md keeps the text that was published on 22 November 2026; it stays on the site until the next is ready.",
        "The signatures were for that text, so they are gone from decisions/pcd-9001.md. Correct it, and have it signed anew.",
        "Where it says “original_kept”, write where the new signed original is.",
        "Commit both, and decisions/ledger.toml.",
    ]


def test_line_ends_and_byte_order_mark_stay_as_they_are(project: Path) -> None:
    text = "\ufeff" + paper(project).read_text(encoding="utf-8").replace("\n", "\r\n")
    paper(project).write_bytes(text.encode())
    assert revise(project).exit_code == 0
    assert frozen(project).read_bytes() == text.encode()
    opened = paper(project).read_bytes().decode()
    assert opened.startswith("\ufeff---\r\n")
    assert "signatures" not in opened
    assert opened.count("\n") == opened.count("\r\n") == text.count("\n") - 3


def test_what_is_not_published_can_t_be_revised(project: Path) -> None:
    shutil.copy(CORPUS / "pcd-9010.md", project / "decisions")
    assert refusal(revise(project, "PCD 9010")) == "PCD 9010 is not published, so it can be changed as it is."
    assert refusal(revise(project, "PCD 9099")).startswith("Error: No decision is called “PCD 9099”;")


@pytest.mark.parametrize("note", ["", "  ", "\x07"])
def test_readers_are_told_what_was_corrected(project: Path, note: str) -> None:
    assert refusal(revise(project, note=note)) == "--note needs a sentence for readers that says what was corrected."


def test_a_note_that_was_given_before_is_refused(project: Path) -> None:
    correct_and_publish(project)
    assert refusal(revise(project, note=f" {NOTE}  ")).startswith(f"“{NOTE}” was said of an earlier correction")


def test_one_correction_is_finished_before_the_next_begins(project: Path) -> None:
    revise(project)
    kept, opened, told = frozen(project).read_bytes(), paper(project).read_bytes(), ledger(project)
    assert refusal(revise(project, note="Another.")).startswith("PCD 9001 is being corrected already, since decisions/")
    assert (frozen(project).read_bytes(), paper(project).read_bytes(), ledger(project)) == (kept, opened, told)
    assert not frozen(project, 2).exists()


def test_a_text_that_was_changed_since_it_was_published_is_put_back_first(project: Path) -> None:
    edit(paper(project), WAS, IS)
    assert "is not the text that was published on 22 November 2026 as version 3ce76251, but version" in refusal(
        revise(project)
    )
    assert not frozen(project).exists()


def test_a_text_that_would_not_go_out_is_not_frozen(project: Path) -> None:
    edit(paper(project), "  deputy_mayor: {", "  # deputy_mayor: {")
    assert "not signed in this version by the Deputy Mayor" in refusal(revise(project))


def test_what_was_taken_back_is_not_corrected(project: Path) -> None:
    with (project / "decisions" / "ledger.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[withdrawn]]\ndecision = "pcd-9001"\non = 2026-11-23\nreason = "An error."\n')
    assert refusal(revise(project)).startswith("The ledger takes PCD 9001 back;")


def test_a_run_that_was_cut_off_can_be_done_again(project: Path) -> None:
    frozen(project).parent.mkdir()
    shutil.copy(paper(project), frozen(project))
    assert revise(project).exit_code == 0
    assert len(ledger(project).corrections) == 1


def test_signatures_within_other_facts_are_not_torn_out(project: Path) -> None:
    """Whatever way they are written in, nothing else may go with them."""
    before = paper(project).read_text(encoding="utf-8")
    lines = re.search(r"signatures:\n((?:  .+\n){2})", before)
    assert lines
    in_one = "signatures: {" + ", ".join(line.strip() for line in lines[1].splitlines()) + "}\n"
    paper(project).write_text(before.replace(lines[0], f"# who signed\n{in_one}# where it is\n"), encoding="utf-8")
    assert revise(project).exit_code == 0
    assert paper(project).read_text(encoding="utf-8") == before.replace(lines[0], "# who signed\n# where it is\n")


def test_a_record_is_corrected_without_signatures(project: Path) -> None:
    before = paper(project, "pcd-1462").read_bytes()
    done = revise(project, "PCD 1462", "A word was transcribed wrongly.")
    assert "the next “publish” puts out what it says then" in done.output
    assert paper(project, "pcd-1462").read_bytes() == before
    assert refusal(revise(project, "PCD 1462", "Another.")).startswith("PCD 1462 is being corrected already")
    assert "Nothing changes on the site." in run(project, "publish", "--on", "2026-11-23").output


# ── Frozen texts are no papers ──────────────────────────────────────────────────────────────────────────────────
def test_a_frozen_text_is_never_built_checked_or_signed(project: Path) -> None:
    revise(project)
    built = run(project, "build", "-v").output
    assert "revisions" not in built
    assert "revisions" not in run(project, "check").output
    assert "revisions" not in run(project, "due", "--on", "2026-11-22").output
    for verb in (("build",), ("check",), ("explain",), ("revise", "--note", "A.")):
        done = run(project, verb[0], str(frozen(project)), *verb[1:])
        assert "keeps a text as it was published, and is no paper of its own; name the decision itself." in done.output
    beside = run(project, "build", str(frozen(project)), str(paper(project, "pcd-9002")))
    assert "1 decision built" in beside.output


# ── What is published meanwhile ─────────────────────────────────────────────────────────────────────────────────
def correct_and_publish(project: Path) -> None:
    revise(project)
    edit(paper(project), WAS, IS)
    sign(project)
    done = run(project, "publish", "--on", "2026-11-24")
    assert done.exit_code == 0, done.output
    assert "Changed: PCD 9001;" in done.output
    assert "New:" not in done.output


@pytest.mark.parametrize(
    ("was", "now"),
    [
        (WAS, IS),
        ("title: Example advice", "title: Secretly another"),
        ("total: £1,280,000", "total: £9,280,000"),
        ("## Legal Comments", "## Legal Comment"),
        ("deferral: no", "deferral: {reason: talks go on, until: 1 March 2031}"),
        ("---", "nothing that can be read"),
    ],
)
def test_whatever_becomes_of_the_next_text_the_site_is_the_same_to_the_byte(project: Path, was: str, now: str) -> None:
    before = site(project)
    revise(project)
    edit(paper(project), was, now)
    (project / "decisions" / "appendices" / "pcd-9001-equality.pdf").write_bytes(b"%PDF-1.7 the next one")
    done = run(project, "publish", "--on", "2026-11-23")
    assert "Nothing changes on the site." in done.output
    assert site(project) == before
    if "nothing" in now:
        return  # into an empty folder nothing goes out beside a file that can't be read
    shutil.rmtree(project / "output")
    shutil.rmtree(project / ".cache")
    done = run(project, "publish", "--on", "2026-11-23")
    assert done.exit_code == 0, (
        f"a first publication into an empty folder takes no common word for a leak: {done.output}"
    )
    assert site(project) == before
    assert ledger(project).published == ledger(project).published[:3]


def test_an_appendix_that_the_next_text_calls_exempt_stays_with_the_text_before(project: Path) -> None:
    before = site(project)
    revise(project)
    edit(paper(project), "pcd-9001-equality.pdf, exempt: no", "pcd-9001-equality.pdf, exempt: yes")
    assert "Nothing changes on the site." in run(project, "publish", "--on", "2026-11-23").output
    assert site(project) == before


def test_a_published_refusal_is_corrected_like_a_decision(project: Path) -> None:
    shutil.copy(CORPUS / "pcd-9008.md", project / "decisions")
    (project / "pyproject.toml").write_text(f'{SETTINGS}outcomes = ["refused"]\n', encoding="utf-8")
    assert "New: PCD 9008;" in run(project, "publish", "--on", "2026-11-22").output
    refused, before = paper(project, "pcd-9008"), site(project)
    text = refused.read_text(encoding="utf-8")
    edit(refused, "40 devices", "50 devices")
    done = run(project, "publish", "--on", "2026-11-23")
    assert (done.exit_code, "PCD 9008 is published and would vanish from the site." in done.output) == (2, True)
    refused.write_text(text, encoding="utf-8")
    revise(project, "PCD 9008", "There were 50 devices.")
    edit(refused, "40 devices", "50 devices")
    assert "Nothing changes on the site." in run(project, "publish", "--on", "2026-11-23").output
    assert site(project) == before


def test_the_secretariat_is_told_that_the_text_before_stays(project: Path) -> None:
    revise(project)
    told = run(project, "publish", "--dry-run", "--on", "2026-11-23").output
    assert "Stays: PCD 9001 (decisions/pcd-9001.md). It is checked, and not signed in this version" in told
    assert "The text that was published before stays on the site until then." in told


def test_what_is_being_corrected_is_due_until_it_is_published(project: Path) -> None:
    revise(project)
    waits = f"PCD 9001  Its correction was begun on this day, and has not been published: {NOTE}"
    assert waits in run(project, "due").output
    edit(paper(project), WAS, IS)
    sign(project)
    run(project, "publish", "--on", "2026-11-24")
    assert waits not in run(project, "due").output


def test_an_appendix_that_was_replaced_is_named_and_the_page_can_be_found(project: Path) -> None:
    assert "/changes/" not in site(project)["sitemap.xml"].decode()
    appendix = project / "decisions" / "appendices" / "pcd-9001-equality.pdf"
    revise(project)
    edit(paper(project), WAS, IS)
    appendix.write_bytes(b"%PDF-1.7 the next one")
    sign(project)
    run(project, "publish", "--on", "2026-11-24")
    assert (
        b"Equality impact assessment: replaced by another file"
        in site(project)["decisions/pcd-9001/changes/index.html"]
    )
    assert "decisions/pcd-9001/changes/</loc>" in site(project)["sitemap.xml"].decode()


def test_a_next_text_that_is_deferred_is_no_missing_number(project: Path) -> None:
    (project / "pyproject.toml").write_text(f"{SETTINGS}stubs = true\n", encoding="utf-8")
    run(project, "publish", "--on", "2026-11-22")
    before = site(project)
    revise(project)
    edit(paper(project), "deferral: no", "deferral: {reason: talks go on, until: 1 March 2031}")
    sign(project)
    run(project, "publish", "--on", "2026-11-23")
    assert site(project) == before


def test_once_it_is_signed_the_corrected_text_goes_out_with_its_note(project: Path) -> None:
    correct_and_publish(project)
    page = site(project)["decisions/pcd-9001/index.html"].decode()
    assert IS in page
    assert f"Corrected on 24 November 2026: {NOTE}" in page
    assert '<a href="changes/index.html">What was corrected, as far as it can be shown</a>' in page
    assert [entry.note for entry in ledger(project).histories()["pcd-9001"]] == ["", NOTE]


def test_to_be_signed_anew_does_not_move_a_decision_in_the_register(project: Path) -> None:
    before = site(project)["register/2023/index.html"]
    correct_and_publish(project)
    assert site(project)["register/2023/index.html"] == before
    chain = site(project)["register/chains/index.html"].decode()
    assert chain.index("8 June 2023") < chain.index("PCD 9002")
    page = site(project)["decisions/pcd-9001/index.html"].decode()
    assert "Decided on 8 June 2023, published on 22 November 2026" in page
    assert "20 November 2025" in page, "the day of the last signature, among the facts"


def test_that_a_text_will_be_withheld_shows_nowhere_before_the_next_is_there(project: Path) -> None:
    correct_and_publish(project)
    before = site(project)
    revise(project, "PCD 9001", "It named somebody.", "--withhold")
    run(project, "publish", "--on", "2026-11-25")
    assert site(project) == before
    edit(paper(project), "Its findings, summarised in", "Its findings, told in")
    sign(project)
    run(project, "publish", "--on", "2026-11-26")
    assert 'class="passage"' not in site(project)["decisions/pcd-9001/changes/index.html"].decode()


def test_a_correction_can_be_given_up(project: Path) -> None:
    before, told = site(project), (project / "decisions" / "ledger.toml").read_text(encoding="utf-8")
    revise(project)
    edit(paper(project), WAS, IS)
    frozen(project).replace(paper(project))
    (project / "decisions" / "ledger.toml").write_text(told, encoding="utf-8")
    run(project, "publish", "--on", "2026-11-25")
    assert site(project) == before
    assert revise(project).exit_code == 0


def test_of_the_next_text_nothing_is_on_the_page_of_changes_until_it_goes_out(project: Path) -> None:
    correct_and_publish(project)
    before = site(project)
    revise(project, note="A second correction, not public yet.")
    edit(paper(project), "Its findings, summarised in", "Its QUIXOTIC findings, told in")
    assert run(project, "publish", "--on", "2026-11-25").exit_code == 0
    assert site(project) == before
    sign(project)
    run(project, "publish", "--on", "2026-11-26")
    page = site(project)["decisions/pcd-9001/changes/index.html"].decode()
    second, first = page.split("<h2")[1:]
    assert ("A second correction" in second, "QUIXOTIC" in second) == (True, True)
    assert (NOTE in first, "31 March" in first, "QUIXOTIC" in first) == (True, True, False)


# ── What is kept and was not published ──────────────────────────────────────────────────────────────────────────
def test_a_kept_text_that_was_never_published_stays_and_is_guarded(project: Path, tmp_path: Path) -> None:
    correct_and_publish(project)
    held = "The zebra crossing by the old mill is to be sold to nobody in particular, unless the miller and the baker agree beforehand that neither of them will ever paint it green again."
    edit(frozen(project), WAS, f"{held} {WAS}")
    told = run(project, "publish", "--on", "2026-11-25", "--to", str(tmp_path / "fresh"))
    assert "Stays: PCD 9001 (decisions/revisions/pcd-9001.r1.md)." in told.output
    assert told.exit_code == 0
    page = (tmp_path / "fresh" / "decisions" / "pcd-9001" / "changes" / "index.html").read_text(encoding="utf-8")
    assert "zebra" not in page
    assert "The text before is not shown: it was not kept, or it held something" in page
    assert "struck through" not in page
    leaky = project_of(tmp_path / "leaky", {"pcd-9002": leaking(held)})
    freeze(leaky, "pcd-9001", [frozen(project).read_text(encoding="utf-8")])
    made = published(leaky, ledger=Ledger())
    assert [one.candidate.path for one in made.stays] == ["decisions/revisions/pcd-9001.r1.md"]
    found = search_prepared(leaky, Occasion(TODAY, Publishing(pdf=False), Ledger()), made, {}, tmp_path / "nowhere")
    assert {one.guarded for one in found} == {"decisions/revisions/pcd-9001.r1.md"}


def leaking(words: str) -> str:
    """A public paper into which a passage of a held one has found its way."""
    text = (CORPUS / "pcd-9002.md").read_text(encoding="utf-8")
    return signed_anew(text.replace("The delay described above", f"{words} The delay described above", 1))


def test_a_published_text_that_was_tampered_with_does_not_stand_in(project: Path) -> None:
    revise(project)
    edit(frozen(project), WAS, IS)
    done = run(project, "publish", "--on", "2026-11-23")
    assert done.exit_code == 2
    assert done.output.startswith("Error: PCD 9001 is published and would vanish from the site.")


def test_a_text_that_should_not_have_been_public_is_not_shown_beside_the_next(project: Path) -> None:
    revise(project, "PCD 9001", NOTE, "--withhold")
    edit(paper(project), WAS, IS)
    sign(project)
    run(project, "publish", "--on", "2026-11-24")
    page = site(project)["decisions/pcd-9001/changes/index.html"].decode()
    assert NOTE in page
    assert "31 March 2023" not in page
    assert "would bring back a text of PCD 9001 that is withheld." in run(project, "rollback").output


def test_what_should_not_be_public_can_be_taken_off_the_site_at_once_and_corrected_later(project: Path) -> None:
    assert "To take it off the site at once" in revise(project, "PCD 9001", NOTE, "--withhold").output
    book = project / "decisions" / "ledger.toml"
    told = book.read_text(encoding="utf-8")
    book.write_text(
        f'{told}\n[[withdrawn]]\ndecision = "pcd-9001"\non = 2026-11-23\nreason = "An error."\n', encoding="utf-8"
    )
    assert run(project, "publish", "--on", "2026-11-23").exit_code == 0
    assert not [name for name, data in site(project).items() if b"31 March 2023" in data]
    book.write_text(told, encoding="utf-8")
    edit(paper(project), WAS, IS)
    sign(project)
    assert run(project, "publish", "--on", "2026-11-24").exit_code == 0
    after = site(project)
    assert IS in after["decisions/pcd-9001/index.html"].decode()
    assert not [name for name, data in after.items() if b"31 March 2023" in data]


def test_what_is_withheld_shows_in_no_earlier_text_either(tmp_path: Path) -> None:
    """A name that was there from the first is taken out in the fourth: words left out would show it in any before."""
    first = (CORPUS / "pcd-9001.md").read_text(encoding="utf-8").replace(WAS, f"Ada Example said that {WAS}")
    texts = [signed_anew(first)]
    for was, now in ((WAS, IS), ("on 1 April 2023", "on 2 April 2023"), ("Ada Example said that ", "")):
        texts.append(signed_anew(texts[-1].replace(was, now)))
    texts.append(signed_anew(texts[-1].replace("on 2 April 2023", "on 3 April 2023")))
    project = project_of(tmp_path, {"pcd-9001": texts[-1]})
    entries = freeze(project, "pcd-9001", texts)
    withheld = Correction("pcd-9001", entries[2].version, TODAY, "It named somebody.", withheld=True)
    page = bytes_of(published(project, ledger=Ledger(published=entries, corrections=[withheld])))
    corrections = page["decisions/pcd-9001/changes/index.html"].decode().split("<h2")[1:]
    assert not [one for one in corrections if "Ada Example" in one]
    assert ["The text before is not shown" in one for one in corrections] == [False, True, True, True]


def test_a_correction_from_before_texts_were_frozen_is_listed_with_its_note(tmp_path: Path) -> None:
    texts = {"pcd-9001": (CORPUS / "pcd-9001.md").read_text(encoding="utf-8")}
    before = Published("pcd-9001", "PCD 9001", "Example", date(2023, 6, 9), "00000000")
    after = replace(before, on=date(2023, 7, 1), version=version_in(texts["pcd-9001"]), note="The total was wrong.")
    made = bytes_of(published(project_of(tmp_path, texts), ledger=Ledger(published=[before, after])))
    page = made["decisions/pcd-9001/changes/index.html"].decode()
    assert "Corrected on <time" in page
    assert "The total was wrong." in page
    assert 'class="passage"' not in page


def test_what_was_published_before_and_again_is_compared_with_what_stood_between(tmp_path: Path) -> None:
    first = (CORPUS / "pcd-9001.md").read_text(encoding="utf-8")
    second = signed_anew(first.replace(WAS, IS))
    project = project_of(tmp_path, {"pcd-9001": first})
    entries = freeze(project, "pcd-9001", [first, second])
    again = replace(entries[0], on=date(2026, 3, 5))
    made = bytes_of(published(project, ledger=Ledger(published=[*entries, again])))
    corrections = made["decisions/pcd-9001/changes/index.html"].decode().split("<h2")[1:]
    assert [re.findall(r"<del>.*?</span>([^<]+)<", one) for one in corrections] == [["1 April"], ["31 March"]]


# ── The difference ──────────────────────────────────────────────────────────────────────────────────────────────
def words_as(compared: Iterable[Compared], *kinds: str) -> list[str]:
    """The words of these kinds, in order."""
    return [word for one in compared for piece in one.pieces if piece.kind in kinds for word in piece.words.split()]


def invented(texts: Sequence[str]) -> list[Passage]:
    return [Passage(text[:1], "", "", str(at), text) for at, text in enumerate(texts, 1)]


TEXTS = st.lists(
    st.lists(st.sampled_from(["a", "b", "the", "cost", "£5", "<b>", "]]>", "|"]), max_size=9).map(" ".join)
)


@given(TEXTS, TEXTS)
def test_every_word_of_both_texts_is_kept_removed_or_added(before: list[str], after: list[str]) -> None:
    compared = list(compare(invented(before), invented(after)))
    assert words_as(compared, KEPT, REMOVED) == " ".join(before).split()
    assert words_as(compared, KEPT, ADDED) == " ".join(after).split()
    assert [one.before for one in compared if one.before] == invented(before)
    assert [one.after for one in compared if one.after] == invented(after)


@given(TEXTS)
def test_a_text_beside_itself_is_kept(text: list[str]) -> None:
    assert not [one for one in compare(invented(text), invented(text)) if one.changed]


def test_every_printed_word_of_any_two_forms_is_in_their_difference(views: Mapping[str, FormView]) -> None:
    some = sorted(views.items())
    for (_, before), (_, after) in pairwise(some):
        compared = list(compare(list(passages_of(before)), list(passages_of(after))))
        for view, kind in ((before, REMOVED), (after, ADDED)):
            printed = Counter([*words_of(view), *(word for note in notes_of(view) for word in note)])
            passages = [one.before if kind == REMOVED else one.after for one in compared]
            numbers = Counter(word for one in passages if one for word in one.number.split())
            assert not printed - Counter(words_as(compared, KEPT, kind)) - numbers


def test_a_new_paragraph_moves_the_numbers_and_nothing_else(workshop: Workshop) -> None:
    before = workshop.make(decision("One thing is so.", "Two things are so.")).view
    after = workshop.make(decision("One thing is so.", "Something quite new.", "Two things are so.")).view
    changed = [one for one in compare(list(passages_of(before)), list(passages_of(after))) if one.changed]
    assert [(one.before, one.after.number if one.after else "") for one in changed] == [(None, "1.2")]


def test_a_changed_word_is_shown_within_its_sentence(workshop: Workshop) -> None:
    before = workshop.make(decision("The cost is £84,500, all of it this year.")).view
    after = workshop.make(decision("The cost is £85,400, all of it this year.")).view
    (one,) = (one for one in compare(list(passages_of(before)), list(passages_of(after))) if one.changed)
    assert [(piece.kind, piece.words) for piece in one.pieces] == [
        (KEPT, "The cost is"),
        (REMOVED, "£84,500,"),
        (ADDED, "£85,400,"),
        (KEPT, "all of it this year."),
    ]


@pytest.mark.parametrize("many", [3_000, 12_000])
def test_texts_that_have_nothing_in_common_take_no_time(many: int) -> None:
    before, after = ([f"{sign}{at} and so on" for at in range(many)] for sign in "ab")
    assert len(list(compare(invented(before), invented(after)))) == 2 * many
    long = [" ".join(before), " ".join(after)]
    assert len(list(compare(invented(long[:1]), invented(long[1:])))) == 2


# ── The page ────────────────────────────────────────────────────────────────────────────────────────────────────
def shown(passage: Element, *without: str) -> str:
    """The words of a passage but for those in some elements, and those that are only heard."""
    text = passage.text or ""
    for child in passage:
        if child.tag not in without and child.get("class") != "unseen":
            text += shown(child, *without)
        text += child.tail or ""
    return text


HOSTILE = '</del><script>alert(1)</script> <ins> & "x" {{ site }} {% if %} ]]>'


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, Element, str]:
    """The page of changes of a text that was corrected with hostile words, as a browser reads it, and as bytes."""
    first = (CORPUS / "pcd-9003.md").read_text(encoding="utf-8")
    hostile = first.replace(
        "Payment is made in\narrears", f"Payment {HOSTILE.replace('</del>', '')} is made late"
    ).replace("<script>alert(1)</script> <ins>", "5 < 6 script> alert(1)")
    project = project_of(tmp_path_factory.mktemp("changes"), {"pcd-9003": signed_anew(hostile)})
    entries = freeze(project, "pcd-9003", [first])
    noted = Correction("pcd-9003", entries[0].version, TODAY, HOSTILE)
    made = bytes_of(published(project, ledger=Ledger(published=entries, corrections=[noted])))
    data = made["decisions/pcd-9003/changes/index.html"]
    return project, html5lib.parse(data, namespaceHTMLElements=False), data.decode()


def test_both_texts_can_be_read_from_the_page(page: tuple[Project, Element, str]) -> None:
    project, tree, _ = page
    passages = [one for one in tree.iter("p") if one.get("class") == "passage"]
    for path, without in (("revisions/pcd-9003.r1.md", "ins"), ("pcd-9003.md", "del")):
        view = view_in(project, path)
        words = Counter(word for one in passages for word in shown(one, without).split())
        printed = Counter([*words_of(view), *(word for note in notes_of(view) for word in note)])
        assert not printed - words


def view_in(project: Project, path: str) -> FormView:
    made = project.read(project.decisions / path, project.forms()).decision
    assert made
    return view_of(made, Register(), released=True)


def test_nothing_in_a_note_or_a_text_becomes_part_of_the_page(page: tuple[Project, Element, str]) -> None:
    _, tree, written = page
    assert not list(tree.iter("script"))
    assert "alert(1)" in written
    assert "{{ site }} {% if %} ]]&gt;" in written
    notes = [one.text for one in tree.iter("p") if one.text and "alert(1)" in one.text]
    assert HOSTILE in notes


def test_whoever_hears_the_page_is_told_what_was_taken_out_and_what_was_added(
    page: tuple[Project, Element, str],
) -> None:
    _, tree, _ = page
    for tag, said in (("del", "[taken out: "), ("ins", "[added: ")):
        marked = [one for passage in tree.iter("p") if passage.get("class") == "passage" for one in passage.iter(tag)]
        assert marked
        for one in marked:
            first, *_, last = list(one)
            assert (first.text, last.text) == (said, "]")


def test_what_is_as_it_was_is_folded_away(page: tuple[Project, Element, str]) -> None:
    _, tree, _ = page
    folded = [one for fold in tree.iter("details") for one in fold.iter("p")]
    assert folded
    assert not [one for one in folded for _ in (*one.iter("ins"), *one.iter("del"))]
    everything = [one for one in tree.iter("p") if one.get("class") == "passage"]
    assert len(everything) - len(folded) < 5


# ── Chains ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_page_of_a_decision_shows_its_chain_as_a_time_line(tmp_path: Path) -> None:
    texts = texts_of(CORPUS)
    made = bytes_of(published(project_of(tmp_path, {name: texts[name] for name in ("pcd-9001", "pcd-9002")})))
    page = made["decisions/pcd-9002/index.html"].decode()
    line = page.partition('<ol class="chain"')[2].partition("</ol>")[0]
    words = re.sub(r"<[^>]+>", " ", line)
    steps = [" ".join(one.split()) for one in words.split("Running total")]
    assert "8 June 2023 PCD 9001" in steps[0]
    assert "10 June 2025 PCD 9002 (this decision)" in steps[1]
    assert (steps[1].split()[0], steps[2].split()[0]) == ("£1,280,000", "£1,440,000")
    assert line.count("<li") == line.count("<svg") == 2
    assert "style=" not in line


def test_all_chains_stand_on_one_page(tmp_path: Path) -> None:
    made = bytes_of(published(project_of(tmp_path, texts_of(CORPUS))))
    page = made["register/chains/index.html"].decode()
    assert "2 decisions, £1,440,000 in all." in page
    assert [page.count(f"../../decisions/pcd-900{n}/") for n in (1, 2, 3)] == [1, 1, 0]
    assert '<a href="register/chains/">' in made["index.html"].decode()


def test_without_a_chain_the_page_says_so(tmp_path: Path) -> None:
    made = bytes_of(published(project_of(tmp_path, {"pcd-9006": texts_of(CORPUS)["pcd-9006"]})))
    assert "No published decision extends another yet." in made["register/chains/index.html"].decode()


def test_a_decision_that_would_vanish_is_refused_as_before(tmp_path: Path) -> None:
    project = project_of(tmp_path, {"pcd-9006": texts_of(CORPUS)["pcd-9006"]})
    gone = Published("pcd-9001", "PCD 9001", "Example", TODAY, "3ce76251")
    with pytest.raises(OperatorError, match="run “revise” before you correct it"):
        published(project, ledger=Ledger(published=[gone]))
