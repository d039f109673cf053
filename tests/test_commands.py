"""The command line as a writer meets it: build, new and explain; signing has a module of its own.

Exit codes: 0 done, 1 some decision was not built, 2 the program could not run.
"""

import html
import os
import pty
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from spoken import in_time

from decisionforms.cli import cli

ROOT = Path(__file__).parent.parent
DRAFT = """---
title: {title}
form: part-1/2023
{facts}---

## Executive Summary

It takes people home.
"""
STRANGE_TITLES = (
    'The "Open Door" pilot',
    "Night service: phase 2",
    "Night service #2",
    "Files in C:\\new and C:\\temp\\",
    "{{ y }} {% if %} {_{",
    "[Draft] night service, {part} 1",
    "- night service",
    "@home & *free* !important %100 `code` | > ? ~",
    "R&D <pilot> </title> <script>",
    "It's the people’s “service” – £84,500",
    "  two   spaces  ",
    "with a\ttab and a\nnew line",
    "yes",
    "0123",
    "null",
    "2023-06-20",
    "# 1",
    "Łódź, 東京 and 🙂",
    "PCD 9001",
    "x" * 120,
)


def last_line(done: Result) -> str:
    """What a build says in the end, below the line it prints for each of a few decisions."""
    return done.output.splitlines()[-1]


def run(project: Path, *arguments: str) -> Result:
    """What the program does, in this process; what it did not expect is raised."""
    return CliRunner().invoke(cli, ["--project", str(project), *arguments], catch_exceptions=False)


def program(project: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """What `python build.py` does as a process of its own, its output piped."""
    return subprocess.run(
        [sys.executable, str(ROOT / "build.py"), *arguments],
        cwd=project,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        timeout=60,
        check=False,
    )


def on_a_terminal(project: Path, *arguments: str, **environment: str) -> str:
    """What `python build.py` prints on a terminal."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, str(ROOT / "build.py"), *arguments],
        cwd=project,
        env={"TERM": "xterm-256color", "PATH": os.environ["PATH"], **environment},
        stdout=theirs,
        stderr=theirs,
    ) as process:
        os.close(theirs)
        printed = b""
        with in_time(process, "the end of what is printed"):
            while chunk := _read(ours):
                printed += chunk
        process.wait(timeout=60)
    os.close(ours)
    return printed.decode("utf-8")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # the other side is closed
        return b""


def write(project: Path, name: str, title: str = "Example night service", facts: str = "") -> Path:
    path = project / "decisions" / f"{name}.md"
    path.write_text(DRAFT.format(title=title, facts=facts), encoding="utf-8")
    return path


def made(project: Path, output: str = "output") -> set[str]:
    """The names of the decisions whose forms are in the output folder."""
    folders = (project / output / "decisions").glob("*")
    return {
        folder.name
        for folder in folders
        if (folder / f"{folder.name}.docx").exists() and (folder / "index.html").exists()
    }


def page(project: Path, name: str) -> str:
    return (project / "output" / "decisions" / name / "index.html").read_text(encoding="utf-8")


# ── build ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_without_a_command_all_decisions_are_built(copied_project: Path) -> None:
    write(copied_project, "night", facts="reference: PCD 9001\n")
    write(copied_project, "day-service")
    done = run(copied_project)
    assert (done.exit_code, last_line(done)) == (0, "2 decisions built (2 changed, 0 as before).")
    assert made(copied_project) == {"pcd-9001", "day-service"}


def test_the_command_build_does_the_same(copied_project: Path) -> None:
    write(copied_project, "night")
    done = run(copied_project, "build")
    assert (done.exit_code, last_line(done)) == (0, "1 decision built (1 changed, 0 as before).")


def test_what_is_as_before_is_not_written_again(copied_project: Path) -> None:
    write(copied_project, "night")
    run(copied_project)
    document = copied_project / "output" / "decisions" / "night" / "night.docx"
    os.utime(document, (1, 1))
    assert last_line(run(copied_project)) == "1 decision built (0 changed, 1 as before)."
    assert document.stat().st_mtime == 1


def test_only_the_files_and_folders_named_are_built(copied_project: Path) -> None:
    night, _ = write(copied_project, "night"), write(copied_project, "day")
    assert run(copied_project, "build", str(night)).exit_code == 0
    assert made(copied_project) == {"night"}
    assert run(copied_project, str(copied_project / "decisions")).exit_code == 0
    assert made(copied_project) == {"night", "day"}


def test_a_decision_anywhere_can_be_built(copied_project: Path, tmp_path: Path) -> None:
    elsewhere = shutil.copyfile(write(copied_project, "night"), tmp_path / "elsewhere.md")
    assert run(copied_project, str(elsewhere)).exit_code == 0
    assert made(copied_project) == {"elsewhere"}


@pytest.mark.parametrize("spelling", ["decisions/night.md", "./decisions/night.md", "decisions/../decisions/night.md"])
def test_a_file_named_twice_is_one_decision(
    spelling: str, copied_project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(copied_project, "night")
    monkeypatch.chdir(copied_project)
    done = CliRunner().invoke(cli, ["decisions/night.md", spelling], catch_exceptions=False)
    assert (done.exit_code, last_line(done)) == (0, "1 decision built (1 changed, 0 as before).")


def test_the_forms_can_go_into_another_folder(copied_project: Path) -> None:
    write(copied_project, "night")
    assert run(copied_project, "--output", str(copied_project / "other" / "folder")).exit_code == 0
    assert made(copied_project, "other/folder") == {"night"}
    assert not (copied_project / "output").exists()


def test_notes_are_shown_only_where_they_are_asked_for(copied_project: Path) -> None:
    write(copied_project, "night")
    assert "note:" not in run(copied_project).output
    verbose = run(copied_project, "-v").output
    assert "decisions/night.md:9:1: note: The section “Recommendation” is missing. [missing-section]" in verbose
    assert "decisions/night.md: Draft, as before: output/decisions/night/night.docx" in verbose


def test_a_fault_is_printed_with_its_line_and_the_sum_of_all_faults_at_the_end(copied_project: Path) -> None:
    write(copied_project, "night", facts="colour: blue\n")
    write(copied_project, "day")
    done = run(copied_project)
    assert done.exit_code == 1
    assert "decisions/night.md:4:1: error: “colour” is not a fact that is known here" in done.output
    assert "\n    | colour: blue\n    | ^^^^^^\n    " in done.output
    assert done.output.endswith(
        "1 decision built (1 changed, 0 as before), 1 not built: any form made of it earlier is out of date; 1 error.\n"
    )
    assert made(copied_project) == {"day"}


def test_a_path_that_leads_nowhere_is_named(copied_project: Path) -> None:
    done = run(copied_project, "nowhere.md")
    assert done.exit_code == 1
    assert "nowhere.md:1:1: error: There is no such file." in done.output


def test_a_project_without_decisions_is_told_how_to_start_one(copied_project: Path) -> None:
    done = run(copied_project)
    assert (done.exit_code, done.output) == (
        0,
        'No decision was built. To start one: python build.py new "Its title"\n',
    )


# ── What a build removes ────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def tended_project(copied_project: Path) -> Path:
    """A project with two decisions built, and files of somebody's own beside what was made."""
    write(copied_project, "night")
    write(copied_project, "day")
    run(copied_project)
    for name in ("mine.txt", "decisions/mine.txt", "decisions/night/mine.txt", "decisions/mine/index.html"):
        path = copied_project / "output" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("mine", encoding="utf-8")
    return copied_project


def own_files(project: Path) -> set[str]:
    output = project / "output"
    texts = {path.relative_to(output).as_posix() for path in output.rglob("*") if path.is_file()}
    return {name for name in texts if (output / name).read_bytes() == b"mine"}


def remove(project: Path) -> set[str]:
    (project / "decisions" / "night.md").unlink()
    return {"day"}


def rename(project: Path) -> set[str]:
    (project / "decisions" / "night.md").rename(project / "decisions" / "late.md")
    return {"day", "late"}


def give_a_reference(project: Path) -> set[str]:
    write(project, "night", facts="reference: PCD 9001\n")
    return {"day", "pcd-9001"}


@pytest.mark.parametrize("change", [remove, rename, give_a_reference])
def test_what_a_decision_no_longer_makes_goes_away_and_nothing_else_does(
    change: Callable[[Path], set[str]], tended_project: Path
) -> None:
    wanted = change(tended_project)
    assert run(tended_project).exit_code == 0
    assert made(tended_project) == wanted
    assert not (tended_project / "output" / "decisions" / "night" / "night.docx").exists()
    assert len(own_files(tended_project)) == 4


def test_a_folder_is_removed_with_the_last_file_that_was_made_in_it(tended_project: Path) -> None:
    (tended_project / "decisions" / "day.md").unlink()
    run(tended_project)
    assert not (tended_project / "output" / "decisions" / "day").exists()


def test_building_some_decisions_removes_nothing(tended_project: Path) -> None:
    (tended_project / "decisions" / "night.md").unlink()
    run(tended_project, str(tended_project / "decisions" / "day.md"))
    assert made(tended_project) == {"night", "day"}
    run(tended_project)
    assert made(tended_project) == {"day"}


def test_what_was_made_of_a_decision_stays_while_it_cannot_be_built(tended_project: Path) -> None:
    (tended_project / "decisions" / "night.md").write_text("broken", encoding="utf-8")
    assert run(tended_project).exit_code == 1
    assert made(tended_project) == {"night", "day"}


def test_an_output_folder_that_was_deleted_is_made_again(tended_project: Path) -> None:
    shutil.rmtree(tended_project / "output")
    assert last_line(run(tended_project)) == "2 decisions built (2 changed, 0 as before)."


# ── Help, colours, terminals ────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("asked", ["--help", "-h"])
def test_help_names_every_command_in_words_for_writers(asked: str, copied_project: Path) -> None:
    helped = program(copied_project, asked)
    assert helped.returncode == 0
    assert helped.stdout.startswith("Usage: python build.py [OPTIONS] COMMAND [ARGS]...")
    for verb in ("build", "new", "explain", "sign"):
        (line,) = re.findall(rf"^  {verb} .*$", helped.stdout, re.MULTILINE)
        assert len(line.split()) > 4
    assert "docs/writing-a-decision.md" in helped.stdout
    assert "Exit codes: 0 done" in helped.stdout
    assert max(map(len, helped.stdout.split("\n"))) <= 100


@pytest.mark.parametrize(
    ("verb", "words"),
    [
        ("build", ["--output", "--verbose", "A draft is made too"]),
        ("new", ["--form", "Put the title in quotes"]),
        ("explain", ["REFERENCE is a reference, such as PCD-1462, or a file."]),
        ("sign", ["--as", "--name", "--date", "--interests", "--acting", "makes the signature void"]),
    ],
)
def test_each_command_has_help_of_its_own(verb: str, words: list[str], copied_project: Path) -> None:
    helped = run(copied_project, verb, "--help")
    assert helped.exit_code == 0
    for one in words:
        assert one in " ".join(helped.output.split())


def test_the_version_can_be_asked_for(copied_project: Path) -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+\S*\n", run(copied_project, "--version").output)


@pytest.mark.parametrize("wrong", [["--nonsense"], ["build", "--nonsense"], ["new"], ["explain"], ["sign", "PCD-1462"]])
def test_a_wrong_use_of_the_command_line_ends_with_exit_code_2(wrong: list[str], copied_project: Path) -> None:
    assert run(copied_project, *wrong).exit_code == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no file that is always full")
def test_what_cannot_be_printed_is_one_sentence(copied_project: Path) -> None:
    command = [sys.executable, "build.py", "--project", str(copied_project)]
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        run = subprocess.run(command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert run.returncode == 2
    assert run.stderr == "Error: What there is to say can't be written (no space left on device).\n"


def test_piped_output_has_no_escape_codes(copied_project: Path) -> None:
    write(copied_project, "night", facts="colour: blue\n")
    printed = program(copied_project, TERM="xterm-256color")
    shutil.rmtree(copied_project / "decisions")
    failed = program(copied_project, TERM="xterm-256color")
    assert (printed.returncode, failed.returncode) == (1, 2)
    assert "\x1b" not in printed.stdout + printed.stderr + failed.stdout + failed.stderr


def test_an_error_is_red_on_a_terminal_but_not_where_no_color_is_set(copied_project: Path) -> None:
    shutil.rmtree(copied_project / "decisions")
    assert "\x1b[31mError: There is no folder decisions" in on_a_terminal(copied_project)
    assert "\x1b" not in on_a_terminal(copied_project, NO_COLOR="1")


def test_long_work_shows_how_far_it_is_on_a_terminal_and_nothing_when_piped(copied_project: Path) -> None:
    for number in range(60):
        write(copied_project, f"night-{number}")
    assert "Building" in on_a_terminal(copied_project)
    piped = program(copied_project)
    assert (piped.stdout, piped.stderr) == ("60 decisions built (0 changed, 60 as before).\n", "")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_terminal_that_cannot_show_every_letter_still_gets_an_answer(encoding: str, copied_project: Path) -> None:
    shutil.copyfile(ROOT / "decisions" / "pcd-1462.md", copied_project / "decisions" / "pcd-1462.md")
    explained = program(copied_project, "explain", "PCD-1462", PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert explained.returncode == 0
    assert "Legal Advice [legal]: Yes" in explained.stdout


# ── new ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_new_decision_is_a_draft_that_builds_at_once(copied_project: Path) -> None:
    started = run(copied_project, "new", "Extension of the night service")
    assert started.exit_code == 0
    assert started.output.startswith("Started decisions/extension-of-the-night-service.md. Open it, ")
    built = run(copied_project)
    assert (built.exit_code, last_line(built)) == (0, "1 decision built (1 changed, 0 as before).")
    printed = page(copied_project, "extension-of-the-night-service")
    assert "Extension of the night service" in printed
    assert printed.count("To be written") >= 11
    assert "DRAFT – not a decision" in printed


def test_a_new_decision_has_every_heading_of_its_form_and_every_row_of_its_declaration(copied_project: Path) -> None:
    run(copied_project, "new", "Night")
    text = (copied_project / "decisions" / "night.md").read_text(encoding="utf-8")
    assert [line for line in text.split("\n") if line.startswith("## ")] == [
        "## Executive Summary",
        "## Recommendation",
        "## Introduction and background",
        "## Issues for consideration",
        "## Financial Comments",
        "## Legal Comments",
        "## Commercial Issues",
        "## Public Health Approach",
        "## GDPR and Data Privacy",
        "## Equality Comments",
        "## Background/supporting papers",
    ]
    for row in ("finance", "legal", "equalities", "public_health", "commercial", "data_protection", "dpia"):
        assert f"\n  {row}:\n" in text
    for officer in ("drafting_officer", "head_of_service"):
        assert f"\n{officer}:\n" in text


def test_the_examples_in_a_new_decision_are_valid_as_they_stand(copied_project: Path) -> None:
    """A writer who takes the mark of the comment away, and keeps the first of several answers, gets no error."""
    run(copied_project, "new", "Night")
    path = copied_project / "decisions" / "night.md"
    text = path.read_text(encoding="utf-8")
    text, examples = re.subn(r"^( *)# (\{.*?\})(?: or .*)?\n( *\w+:)$", r"\3 \2", text, flags=re.MULTILINE)
    path.write_text(text, encoding="utf-8")
    assert examples == 9
    built = run(copied_project)
    assert (built.exit_code, last_line(built)) == (0, "1 decision built (1 changed, 0 as before).")


@pytest.mark.parametrize("title", STRANGE_TITLES)
def test_any_title_is_kept_as_it_was_given(title: str, copied_project: Path) -> None:
    started = run(copied_project, "new", "--", title)
    assert started.exit_code == 0, started.output
    built = run(copied_project)
    assert (built.exit_code, last_line(built)) == (0, "1 decision built (1 changed, 0 as before).")
    (name,) = made(copied_project)
    assert f"– {' '.join(title.split())}</title>" in html.unescape(page(copied_project, name))


@pytest.mark.parametrize(
    "title",
    ["Con", "nul", "COM1", "bell\x07", "turned \u202egnp", "", "!!!", "\ud800 half"],
    ids=lambda title: ascii(title)[:20],
)
def test_a_title_that_can_make_no_decision_is_refused_and_leaves_no_file(title: str, copied_project: Path) -> None:
    refused = run(copied_project, "new", title)
    assert refused.exit_code == 2
    assert refused.output.startswith("Error: ")
    assert not list((copied_project / "decisions").iterdir())


def test_a_title_in_another_alphabet_is_told_why_it_names_no_file(copied_project: Path) -> None:
    refused = run(copied_project, "new", "社区服务")
    assert refused.exit_code == 2
    assert "a letter from a to z or a digit" in refused.output


def test_a_file_that_is_there_already_is_never_overwritten(copied_project: Path) -> None:
    path = write(copied_project, "night-service")
    before = path.read_bytes()
    refused = run(copied_project, "new", "Night  Service!")
    assert refused.exit_code == 2
    assert "There is already a file decisions/night-service.md" in refused.output
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("form", "written", "heading"),
    [
        ("part-1/settlement", "part-1/settlement", "Public Health Approach"),
        ("part-1/2014", "part-1/2014", "Public Health Approach"),
        ("part-1", "part-1/2023", "No such heading"),
    ],
)
def test_another_form_or_edition_can_be_asked_for(form: str, written: str, heading: str, copied_project: Path) -> None:
    assert run(copied_project, "new", "Claim", "--form", form).exit_code == 0
    text = (copied_project / "decisions" / "claim.md").read_text(encoding="utf-8")
    assert f"\nform: {written}\n" in text
    assert heading not in text
    assert run(copied_project).exit_code == 0


@pytest.mark.parametrize("form", ["part-9/2023", "part-1/1999", "2023", "settlement"])
def test_a_form_that_does_not_exist_is_refused(form: str, copied_project: Path) -> None:
    refused = run(copied_project, "new", "Claim", "--form", form)
    assert refused.exit_code == 2
    assert f"There is no form “{form}”" in refused.output
    assert not list((copied_project / "decisions").iterdir())


# ── explain ─────────────────────────────────────────────────────────────────────────────────────────────────────
ROW = re.compile(
    r"^(?P<label>.+) \[(?P<key>\w+)\]: (?P<tick>Yes ✓|Not confirmed)\n"
    r"    prints: (?P<statement>.+)\n"
    r"(?:    answer: (?P<answer>.+)\n)?"
    r"    why:    (?P<why>.+) \((?P<file>\S+):(?P<line>\d+)\)$",
    re.MULTILINE,
)


@pytest.fixture
def register(copied_project: Path) -> Path:
    """A project with a transcribed record, a paper that is cleared, and a draft."""
    for source in (
        ROOT / "decisions" / "pcd-1462.md",
        ROOT / "tests" / "corpus" / "pcd-9001.md",
        ROOT / "tests" / "corpus" / "draft-night-service.md",
    ):
        shutil.copyfile(source, copied_project / "decisions" / source.name)
    return copied_project


@pytest.mark.parametrize("name", ["pcd-1462", "pcd-9001", "draft-night-service"])
def test_each_row_is_explained_by_the_line_it_follows_from(name: str, register: Path) -> None:
    explained = run(register, "explain", name)
    lines = (register / "decisions" / f"{name}.md").read_text(encoding="utf-8").split("\n")
    rows = [match.groupdict() for match in ROW.finditer(explained.output)]
    assert explained.exit_code == 0
    assert [row["key"] for row in rows] == [
        "finance",
        "legal",
        "equalities",
        "public_health",
        "commercial",
        "data_protection",
        "dpia",
        "drafting_officer",
        "head_of_service",
    ]
    for row in rows:
        assert row["file"] == f"decisions/{name}.md"
        line = lines[int(row["line"]) - 1]
        if "nothing is recorded" not in row["why"] and "covered in paragraph" not in row["why"]:
            assert row["key"] in line.replace("-", "_").replace(" ", "_")


def test_a_record_says_that_its_evidence_is_not_recorded(register: Path) -> None:
    explained = run(register, "explain", "PCD-1462").output
    assert explained.startswith("PCD 1462 – Drive Extension\nStage: Record. Version: ")
    assert explained.count("as printed; the evidence is not recorded") == 8
    assert "GDPR/Data Privacy [dpia]: Not confirmed" in explained
    assert "no tick is printed in the published form" in explained


def test_a_draft_says_what_is_still_missing_and_why(register: Path) -> None:
    rows = {one["key"]: one for one in ROW.finditer(run(register, "explain", "draft-night-service").output)}
    assert rows["finance"]["why"] == "“date” is not recorded"
    assert rows["legal"]["why"] == "nothing is recorded under “advice: legal”"
    assert rows["equalities"]["tick"] == "Yes ✓"
    assert rows["equalities"]["why"].startswith("covered in paragraph 8.1")
    assert rows["drafting_officer"]["why"] == "“drafting_officer” has no date"
    assert rows["head_of_service"]["why"] == "nothing is recorded under “head_of_service”"


@pytest.mark.parametrize(
    "reference", ["PCD-1462", "PCD 1462", "pcd1462", "pcd-1462", "PCD1462", "pcd_1462", "PCD 01462", "Pcd – 1462"]
)
def test_a_decision_is_found_by_its_reference_in_every_dress(reference: str, register: Path) -> None:
    assert run(register, "explain", reference).output.startswith("PCD 1462 – Drive Extension")


def test_a_decision_is_found_by_its_file(register: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(register)
    for path in ("decisions/pcd-1462.md", "./decisions/pcd-1462.md", str(register / "decisions" / "pcd-1462.md")):
        found = CliRunner().invoke(cli, ["explain", path], catch_exceptions=False)
        assert found.output.startswith("PCD 1462 – Drive Extension")


def test_a_decision_is_found_by_its_reference_whatever_its_file_is_called(register: Path) -> None:
    (register / "decisions" / "pcd-1462.md").rename(register / "decisions" / "drive.md")
    for name in ("PCD-1462", "drive"):
        assert run(register, "explain", name).output.startswith("PCD 1462 – Drive Extension")


@pytest.mark.parametrize("reference", ["PCD-4711", "night", "MD2472", "decisions/none.md", ""])
def test_a_decision_that_does_not_exist_is_said_to_be_unknown(reference: str, register: Path) -> None:
    refused = run(register, "explain", reference)
    assert refused.exit_code == 2
    assert f"No decision is called “{reference}”; give its reference, such as PCD-1462" in refused.output


def test_a_reference_that_two_files_have_names_both(register: Path) -> None:
    shutil.copyfile(register / "decisions" / "pcd-1462.md", register / "decisions" / "twin.md")
    refused = run(register, "explain", "PCD-1462")
    assert refused.exit_code == 2
    assert "fits decisions/pcd-1462.md, decisions/twin.md; name one of these files." in refused.output


def test_a_decision_that_cannot_be_read_is_reported_instead_of_explained(register: Path) -> None:
    (register / "decisions" / "night.md").write_text("---\ntitle: Night: service\n---\n", encoding="utf-8")
    reported = run(register, "explain", "night")
    assert reported.exit_code == 1
    assert "decisions/night.md:2:13: error: " in reported.output
