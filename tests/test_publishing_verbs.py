"""Publishing as the secretariat does it: publish, due, rollback and verify on the command line.

Exit codes: 0 done, 1 something must not go out, or is not the published file, 2 the program could not run.
"""

import json
import multiprocessing
import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from decisionforms.cli import cli
from decisionforms.publish import crew

CORPUS = Path(__file__).parent / "corpus"
SETTINGS = "[tool.decisionforms.publish]\npdf = false\n"
ON = ("--on", "2026-11-22")
SEALED = "The seller would accept no less than £412,500 for the freehold, and knows of no other buyer."


@pytest.fixture
def project(copied_project: Path) -> Path:
    """A project with an approved decision, a record, and a decision that is deferred."""
    for name in ("pcd-9002", "pcd-9005", "pcd-9006"):
        shutil.copy(CORPUS / f"{name}.md", copied_project / "decisions")
    (copied_project / "pyproject.toml").write_text(SETTINGS, encoding="utf-8")
    return copied_project


def run(project: Path, *arguments: str) -> Result:
    done = CliRunner().invoke(cli, ["--project", str(project), *arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.output
    return done


def site(project: Path) -> Path:
    return project / "output" / "site"


def files_at(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_dry_run_says_what_would_happen_and_does_nothing(project: Path) -> None:
    done = run(project, "publish", "--dry-run", *ON)
    assert done.exit_code == 0
    assert "Would appear: PCD 9002, PCD 9006;" in done.output
    assert "Stays: PCD 9005 (decisions/pcd-9005.md). Its publication is deferred until 1 March 2027." in done.output
    assert not site(project).exists()
    assert not (project / "decisions" / "ledger.toml").exists()


def test_publishing_puts_the_site_there_and_writes_the_ledger(project: Path) -> None:
    done = run(project, "publish", *ON)
    assert done.exit_code == 0, done.output
    assert "decisions/ledger.toml has what was published; commit it." in done.output
    made = files_at(site(project))
    assert {"index.html", "decisions/pcd-9002/pcd-9002.docx", "pcd9002/index.html", "manifest.json"} <= made.keys()
    assert not [name for name in made if "9005" in name]
    again = run(project, "publish", "--on", "2026-12-01")
    assert "Nothing changes on the site." in again.output
    assert files_at(site(project)) == made


def test_a_deferred_decision_goes_out_by_itself_when_its_day_has_come(project: Path) -> None:
    run(project, "publish", *ON)
    done = run(project, "publish", "--on", "2027-03-01")
    assert "New: PCD 9005;" in done.output
    assert (site(project) / "decisions" / "pcd-9005" / "index.html").is_file()
    register = json.loads((site(project) / "decisions.json").read_bytes())
    assert {one["reference"]: one["published"] for one in register["decisions"]} == {
        "PCD 9005": "2027-03-01",
        "PCD 9002": "2026-11-22",
        "PCD 9006": "2026-11-22",
    }


def test_going_back_and_forth(project: Path) -> None:
    run(project, "publish", *ON)
    before = files_at(site(project))
    run(project, "publish", "--on", "2027-03-01")
    assert run(project, "rollback").exit_code == 0
    assert files_at(site(project)) == before
    assert run(project, "publish", "--on", "2027-03-01").exit_code == 0
    assert (site(project) / "decisions" / "pcd-9005" / "index.html").is_file()


def test_there_is_no_way_back_to_what_was_taken_back(project: Path) -> None:
    run(project, "publish", *ON)
    with (project / "decisions" / "ledger.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[withdrawn]]\ndecision = "pcd-9002"\non = 2026-11-23\nreason = "Published in error."\n')
    run(project, "publish", "--on", "2026-11-23")
    before = files_at(site(project))
    done = run(project, "rollback")
    assert (done.exit_code, done.output) == (
        2,
        "Error: The site stays as it is. The release before would bring back PCD 9002, which is taken back. Mend what is wrong and “publish” instead.\n",
    )
    assert files_at(site(project)) == before


def test_the_published_file_is_told_from_one_that_was_changed(project: Path, tmp_path: Path) -> None:
    run(project, "publish", *ON)
    docx = site(project) / "decisions" / "pcd-9002" / "pcd-9002.docx"
    copy = tmp_path / "from an e-mail.docx"
    shutil.copy(docx, copy)
    done = run(project, "verify", str(copy))
    assert (done.exit_code, done.output) == (
        0,
        "from an e-mail.docx is published as decisions/pcd-9002/pcd-9002.docx.\n",
    )
    copy.write_bytes(copy.read_bytes() + b" ")
    assert run(project, "verify", str(copy)).exit_code == 1


@contextmanager
def one_worker_killed() -> Iterator[list[int]]:
    """Kills the first process that this one starts, and tells which."""
    killed: list[int] = []
    over = threading.Event()

    def kill() -> None:
        while not killed and not over.wait(0.01):
            for worker in multiprocessing.active_children():
                killed.append(worker.pid or 0)
                worker.kill()

    thread = threading.Thread(target=kill)
    thread.start()
    try:
        yield killed
    finally:
        over.set()
        thread.join()


def test_where_a_worker_is_lost_nothing_is_published_and_the_next_run_is_whole(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(project, "publish", *ON)
    before, ledger = files_at(site(project)), (project / "decisions" / "ledger.toml").read_bytes()
    monkeypatch.setattr(crew, "WORTH_SHARING", 1)
    with one_worker_killed() as killed:
        done = run(project, "publish", "--on", "2027-03-01")
    assert killed
    assert (done.exit_code, done.output) == (
        2,
        "Error: Those who make the pages were ended from outside; nothing was published. Run it again.\n",
    )
    assert files_at(site(project)) == before
    assert (project / "decisions" / "ledger.toml").read_bytes() == ledger
    assert "New: PCD 9005;" in run(project, "publish", "--on", "2027-03-01").output


def test_what_falls_due_is_listed(project: Path) -> None:
    done = run(project, "due", *ON)
    assert "10 June 2025  PCD 9002  It was signed on this day, and has not been published.  (past)" in done.output
    assert "PCD 9005" not in done.output
    assert run(project, "due", "--on", "2020-01-01", "--within", "1").output == "Nothing falls due within 1 day.\n"
    done = run(project, "due", *ON, "--within", "100")
    assert (
        "1 March 2027  PCD 9005  Its deferral ends. From that day the next “publish” puts it on the site."
        in done.output
    )


def with_part_2(project: Path) -> Path:
    """The project with a folder of confidential texts beside it, of which one sentence got into a layout."""
    folder = project.parent / "part-2"
    folder.mkdir()
    (folder / "9002.md").write_text(f"# Part 2 of PCD 9002\n\n{SEALED}\n", encoding="utf-8")
    (project / "pyproject.toml").write_text(f'{SETTINGS}part_2 = ["../part-2"]\n', encoding="utf-8")
    frame = project / "templates" / "site" / "frame.html"
    frame.write_text(
        frame.read_text(encoding="utf-8").replace("</main>", f"</main><!-- {SEALED} -->"), encoding="utf-8"
    )
    return folder


def test_words_of_a_confidential_text_stop_the_publication(project: Path) -> None:
    with_part_2(project)
    done = run(project, "publish", *ON)
    assert done.exit_code == 1
    assert "Nothing was published. This must not go out:" in done.output
    assert "index.html" in done.output
    assert "../part-2/9002.md" in done.output
    assert SEALED not in done.output
    assert not site(project).exists()


def test_whoever_publishes_can_guard_texts_that_they_may_not_see(project: Path) -> None:
    folder = with_part_2(project)
    words = project / "words.json"
    done = run(project, "guard", str(folder), "--to", str(words))
    assert done.output == f"{words} guards 1 text.\n"
    assert not [word for word in SEALED.split() if len(word) > 5 and word in words.read_text(encoding="utf-8")]
    shutil.rmtree(folder)
    (project / "pyproject.toml").write_text(f'{SETTINGS}part_2_lists = ["words.json"]\n', encoding="utf-8")
    done = run(project, "publish", *ON)
    assert done.exit_code == 1
    assert "part-2/9002.md" in done.output
    assert "freehold" not in done.output


def test_a_passage_goes_out_only_where_somebody_says_so_by_name_and_that_is_logged(project: Path) -> None:
    with_part_2(project)
    allow = ("--allow", "../part-2/9002.md", "--by", "A. Example", "--because", "Released on appeal.")
    assert run(project, "publish", *ON, *allow[:2]).exit_code == 2
    assert run(project, "publish", *ON, *allow).exit_code == 0
    ledger = (project / "decisions" / "ledger.toml").read_text(encoding="utf-8")
    assert 'reason = "Released on appeal."' in ledger
    assert run(project, "publish", *ON).exit_code == 0


def add_appendix(project: Path, slug: str, file: str, data: bytes) -> None:
    """A transcribed record has another public appendix."""
    path = project / "decisions" / file
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    paper = project / "decisions" / f"{slug}.md"
    named = f"appendices:\n  - {{title: Terms, file: {file}, exempt: no}}\n\ndeferral: no"
    paper.write_text(paper.read_text(encoding="utf-8").replace("deferral: no", named), encoding="utf-8")


def test_a_review_copy_never_goes_out_whoever_allows_it(project: Path) -> None:
    run(project, "review", "out", "PCD 9005", "--to", "legal")
    copy = (project / "output" / "reviews" / "pcd-9005-legal.docx").read_bytes()
    add_appendix(project, "pcd-9006", "appendices/terms.docx", copy)
    allow = ("--allow", "decisions/pcd-9006/appendix-terms.docx", "--by", "A. Example", "--because", "No reason.")
    for done in (run(project, "publish", *ON), run(project, "publish", *ON, *allow)):
        assert done.exit_code == 1
        assert "decisions/pcd-9006/appendix-terms.docx, " in done.output
        assert "it is a review copy, which holds all facts and reasons of a paper." in done.output
    assert not site(project).exists()


@pytest.mark.parametrize("file", ["appendices/pcd-9005-terms.pdf", "appendices/a-copy.pdf"])
def test_a_file_that_any_paper_calls_exempt_goes_out_with_none(project: Path, file: str) -> None:
    add_appendix(project, "pcd-9006", file, b"%PDF-1.7 the terms")
    (project / "decisions" / "appendices" / "pcd-9005-terms.pdf").write_bytes(b"%PDF-1.7 the terms")
    done = run(project, "publish", *ON)
    assert "New: PCD 9002;" in done.output
    assert (
        "Stays: PCD 9006 (decisions/pcd-9006.md). Its public appendix “Terms” is appendices/pcd-9005-terms.pdf, which decisions/pcd-9005.md calls exempt."
        in done.output
    )
    assert not list(site(project).rglob("appendix-*"))
    released = project / "decisions" / "pcd-9005.md"
    released.write_text(released.read_text(encoding="utf-8").replace("exempt: yes", "exempt: no"), encoding="utf-8")
    assert "New: PCD 9006;" in run(project, "publish", *ON).output


def test_a_folder_that_is_not_ours_is_refused_in_one_sentence(project: Path, tmp_path: Path) -> None:
    other = tmp_path / "photographs"
    other.mkdir()
    (other / "one.jpg").write_bytes(b"picture")
    done = run(project, "publish", *ON, "--to", str(other))
    assert done.exit_code == 2
    assert done.output.splitlines()[-1].startswith("Error: ")
    assert files_at(other) == {"one.jpg": b"picture"}


@pytest.mark.parametrize("folder", ["", "decisions", "decisions/site", "templates/site"])
def test_the_site_never_covers_the_project(project: Path, folder: str) -> None:
    done = run(project, "publish", *ON, "--to", str(project / folder))
    assert done.exit_code == 2
    assert "Choose another folder with --to." in done.output


def test_the_site_never_covers_the_project_by_a_way_round_or_a_link(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "linked").symlink_to(project / "decisions")
    monkeypatch.chdir(project)
    before = files_at(project / "decisions")
    for folder in (f"../{project.name}/decisions/site", "../linked/site", "../linked"):
        done = run(project, "publish", *ON, "--to", folder)
        assert (done.exit_code, "Choose another folder with --to." in done.output) == (2, True)
    (project / "decisions").rename(tmp_path / "elsewhere")
    (project / "decisions").symlink_to(tmp_path / "elsewhere")
    assert run(project, "publish", *ON, "--to", str(tmp_path / "elsewhere" / "site")).exit_code == 2
    assert files_at(tmp_path / "elsewhere") == before


def test_build_does_not_take_the_ledger_for_a_decision(project: Path) -> None:
    run(project, "publish", *ON)
    assert "Not read" not in run(project, "build").output


def test_where_pdfs_are_wanted_they_stand_beside_the_page(project: Path) -> None:
    (project / "pyproject.toml").write_text("", encoding="utf-8")
    assert run(project, "publish", *ON).exit_code == 0
    pdf = site(project) / "decisions" / "pcd-9002" / "pcd-9002.pdf"
    assert pdf.read_bytes().startswith(b"%PDF-")
    assert re.search(r'href="pcd-9002\.pdf"', (pdf.parent / "index.html").read_text(encoding="utf-8"))
