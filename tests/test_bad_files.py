"""What the program does with files, folders and disks that are not as they should be, as a user meets it.

Whatever is wrong with one decision is said in a plain sentence with its place; every other decision is still built, and
what an earlier build made of it stays byte for byte as it was. Exit code 1: some decision was not built; 2: the program
could not run.
"""

import os
import resource
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DRAFT = """---
title: {title}
form: {form}
---

## Executive Summary

{text}
"""
NIGHT = DRAFT.format(title="Example night service", form="part-1/2023", text="It takes people home.")
DAY = DRAFT.format(title="Example day service", form="part-1/2023", text="It opens at nine.")
LATER_DAY = DRAFT.format(title="Example day service", form="part-1/2023", text="It now opens at ten.")
TWIN = NIGHT.replace("---\n", "---\nreference: PCD 9001\n", 1)
NAMED = {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"}


def build(
    project: Path, *arguments: str, largest_file: int | None = None, seconds: int = 60
) -> subprocess.CompletedProcess[str]:
    """What `python build.py` does in a project; with a limit, no file it writes can grow larger than that."""

    def limit() -> None:
        if largest_file is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))

    return subprocess.run(
        [sys.executable, str(ROOT / "build.py"), *arguments],
        cwd=project,
        env=os.environ | NAMED,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=seconds,
        check=False,
        preexec_fn=limit,
    )


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file in a folder, with what it holds."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def outputs_of(name: str, made: Mapping[str, bytes]) -> dict[str, bytes]:
    """What was made of one decision."""
    return {path: data for path, data in made.items() if path.startswith(f"decisions/{name}/")}


def assert_said_plainly(run: subprocess.CompletedProcess[str]) -> None:
    """Nothing a programmer would have to read, and no place inside the program."""
    for jargon in ("Traceback", "Exception", "NoneType", "object at 0x", "decisionforms/"):
        assert jargon not in run.stdout + run.stderr


# ── The writers' files ──────────────────────────────────────────────────────────────────────────────────────────
def bomb() -> bytes:
    """References that would unfold to a million million values."""
    lines = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    lines += [
        f"{one}: &{one} [{', '.join([f'*{before}'] * 10)}]"
        for before, one in zip("abcdefghijk", "bcdefghijkl", strict=True)
    ]
    return "\n".join(["---", "title: Bomb", "form: part-1/2023", *lines, "---", ""]).encode()


def deep(levels: int) -> bytes:
    """Brackets within brackets."""
    return b"---\ntitle: Deep\nform: part-1/2023\ntopics: " + b"[" * levels + b"\n---\n"


def wide() -> bytes:
    """Just within the limit of a megabyte, and one list within another on every line."""
    return NIGHT.encode() + b"".join(b"\n" + b" " * (2 * deep) + b"- x" for deep in range(900))


@dataclass(frozen=True)
class Fault:
    """A way to spoil a file, the message's first line after the place, and what it tells the writer to do."""

    place: str
    problem: str
    remedy: str
    content: bytes | Callable[[], bytes] = b""
    spoil: Callable[[Path], object] | None = None


UNREADABLE = "unreadable-file"
FAULTS = {
    "a-folder": Fault("1:1", "This is not a file.", "If it is a folder, give it another name", spoil=Path.mkdir),
    "a-pipe": Fault("1:1", "This is not a file.", "otherwise remove it", spoil=os.mkfifo),
    "a-link-to-nowhere": Fault(
        "1:1", "There is no such file.", "Check its name.", spoil=lambda path: path.symlink_to("nowhere.txt")
    ),
    "ten-megabytes": Fault(
        "1:1", "The file is larger than 1 MB, and a decision is text.", "appendix", content=lambda: b"a" * 10_000_000
    ),
    "a-bomb": Fault("4:4", "A value here begins with “&” or “*”", "Put the value in quotes.", content=bomb),
    "facts-too-deep": Fault(
        "4:17", "The facts are nested too deeply here.", "docs/writing-a-decision.md", content=deep(1000)
    ),
    "lists-too-deep": Fault("", "Lists are nested more than four deep here.", "Split the list", content=wide),
    "latin-1": Fault(
        "2:19",
        "The file is not stored as UTF-8 text from here on.",
        "in Notepad choose File, then Save as, and UTF-8 beside Encoding.",
        content="---\ntitle: Example caf\xe9\n---\n".encode("latin-1"),
    ),
    "utf-16": Fault("1:1", "The file is not stored as UTF-8 text", "UTF-8", content=NIGHT.encode("utf-16")),
    "a-word-document": Fault(
        "1:1", "This is a Word document, not a text file.", "plain text", content=b"PK\x03\x04\x14\x00\x86\xff"
    ),
    "nothing-in-it": Fault("1:1", "The file is empty.", "python build.py new"),
    "a-null-character": Fault(
        "8:1",
        "There is an invisible control character here (U+0000).",
        "Delete it",
        content=NIGHT.replace("It takes", "\x00It takes").encode(),
    ),
    "con": Fault("1:1", "Nothing can be named after this file.", "such as night-service.md", content=NIGHT.encode()),
    "---": Fault("1:1", "Nothing can be named after this file.", "such as night-service.md", content=NIGHT.encode()),
    "twin": Fault(
        "2:12",
        "PCD 9001 is also the reference of decisions/other-twin.md.",
        "Give each its own reference",
        content=TWIN.encode(),
    ),
    "other-twin": Fault(
        "2:12",
        "PCD 9001 is also the reference of decisions/twin.md.",
        "Give each its own reference",
        content=TWIN.encode(),
    ),
}


@dataclass(frozen=True)
class Morning:
    """Two builds of one project: all was well before, and every file but one was spoilt after."""

    before: Mapping[str, bytes]
    after: Mapping[str, bytes]
    run: subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def morning(empty_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Morning:
    project = Path(shutil.copytree(empty_project, tmp_path_factory.mktemp("morning") / "project"))
    decisions = project / "decisions"
    (decisions / "zz-day.md").write_text(DAY, encoding="utf-8")
    for name in FAULTS:
        if name not in {"con", "---"}:
            (decisions / f"{name}.md").write_text(NIGHT, encoding="utf-8")
    first = build(project)
    assert (first.returncode, first.stderr) == (0, ""), first
    before = files_in(project / "output")
    for name, fault in FAULTS.items():
        path = decisions / f"{name}.md"
        path.unlink(missing_ok=True)
        if fault.spoil:
            fault.spoil(path)
        else:
            path.write_bytes(fault.content() if callable(fault.content) else fault.content)
    (decisions / "zz-day.md").write_text(LATER_DAY, encoding="utf-8")
    run = build(project)
    return Morning(before, files_in(project / "output"), run)


@pytest.mark.parametrize("name", FAULTS)
def test_a_file_that_cannot_be_read_is_named_with_its_place_and_what_to_do(name: str, morning: Morning) -> None:
    fault = FAULTS[name]
    reports = morning.run.stdout.split("\n\n")
    (said,) = [one for one in reports if one.startswith(f"decisions/{name}.md:{fault.place}") and fault.problem in one]
    assert ": error: " in said
    assert fault.remedy in said.split("\n")[-1]


@pytest.mark.parametrize("name", FAULTS)
def test_what_was_made_of_it_before_stays_as_it_was(name: str, morning: Morning) -> None:
    assert outputs_of(name, morning.after) == outputs_of(name, morning.before)
    assert name in {"con", "---"} or len(outputs_of(name, morning.after)) == 2


def test_every_other_decision_is_still_built(morning: Morning) -> None:
    assert b"It now opens at ten." in morning.after["decisions/zz-day/index.html"]
    assert f"1 decision built (1 changed, 0 as before), {len(FAULTS)} not built" in morning.run.stdout


def test_the_program_ends_with_exit_code_1_and_without_a_word_of_its_own_making(morning: Morning) -> None:
    assert morning.run.returncode == 1
    assert morning.run.stderr == ""
    assert_said_plainly(morning.run)


SLOW = {
    "brackets a hundred thousand deep": deep(100_000),
    "two hundred thousand spaces before a label": NIGHT.encode() + b"\nx" + b" " * 200_000 + b"y {#}\n",
    "a file that a crash filled with nulls": b"\x00" * 300_000,
}


@pytest.mark.parametrize("content", SLOW.values(), ids=SLOW)
def test_no_file_keeps_the_others_waiting(content: bytes, copied_project: Path) -> None:
    """Each takes well under a second; ten are given, so that a busy machine does not matter."""
    (copied_project / "decisions" / "slow.md").write_bytes(content)
    run = build(copied_project, seconds=10)
    assert run.returncode == 1
    assert len(run.stdout) < 10_000


def test_a_link_that_leads_to_itself_is_named_and_the_others_are_built(copied_project: Path) -> None:
    (copied_project / "decisions" / "loop.md").symlink_to("loop.md")
    (copied_project / "decisions" / "night.md").write_text(NIGHT, encoding="utf-8")
    run = build(copied_project)
    assert "decisions/loop.md:1:1: error: " in run.stdout
    assert run.returncode == 1
    assert (copied_project / "output" / "decisions" / "night" / "index.html").exists()
    assert_said_plainly(run)


def test_a_file_whose_ending_is_in_capitals_is_not_passed_over_in_silence(copied_project: Path) -> None:
    (copied_project / "decisions" / "NIGHT.MD").write_text(NIGHT, encoding="utf-8")
    assert "1 decision built" in build(copied_project).stdout


def test_a_twin_is_refused_even_where_only_the_other_one_is_named(copied_project: Path) -> None:
    for name in ("twin", "other-twin"):
        (copied_project / "decisions" / f"{name}.md").write_text(TWIN, encoding="utf-8")
    run = build(copied_project, "decisions/twin.md")
    assert "PCD 9001 is also the reference of decisions/other-twin.md." in run.stdout
    assert run.returncode == 1


def test_two_drafts_that_would_be_named_the_same_are_both_refused(copied_project: Path) -> None:
    for name in ("Night Service", "night-service"):
        (copied_project / "decisions" / f"{name}.md").write_text(NIGHT, encoding="utf-8")
    run = build(copied_project)
    assert run.stdout.count("[duplicate-reference]") == 2
    assert not list((copied_project / "output").rglob("*.html"))


def test_line_ends_and_a_byte_order_mark_make_no_difference_to_a_single_byte(copied_project: Path) -> None:
    """The decision has every construct there is, so that each is seen with every kind of line end."""
    text = (ROOT / "tests" / "corpus" / "pcd-9003.md").read_text(encoding="utf-8")
    lines = text.split("\n")
    mixed = "".join(line + ("\r\n" if at % 2 else "\n") for at, line in enumerate(lines)).removesuffix("\n")
    dresses = {
        "plain": text,
        "windows": text.replace("\n", "\r\n"),
        "old-mac": text.replace("\n", "\r"),
        "marked": f"\ufeff{text}",
        "marked-windows": "\ufeff" + text.replace("\n", "\r\n"),
        "mixed": mixed,
    }
    made = {}
    for name, dress in dresses.items():
        (copied_project / "decisions" / "pcd-9003.md").write_bytes(dress.encode())
        run = build(copied_project, "--output", name)
        assert run.returncode == 0
        made[name] = files_in(copied_project / name)
    assert all(tree == made["plain"] for tree in made.values())
    assert len(made["plain"]) == 3


# ── The form's own files ────────────────────────────────────────────────────────────────────────────────────────
def remove(name: str) -> Callable[[Path], object]:
    return lambda form: (form / name).unlink()


def write(name: str, content: bytes) -> Callable[[Path], object]:
    return lambda form: (form / name).write_bytes(content)


def edit(name: str, was: str, now: str) -> Callable[[Path], None]:
    """Put other text into one of the form's text files."""

    def change(form: Path) -> None:
        text = (form / name).read_text(encoding="utf-8")
        assert was in text
        (form / name).write_text(text.replace(was, now, 1), encoding="utf-8")

    return change


def edit_docx(part: str, was: str, now: str) -> Callable[[Path], None]:
    """Put other text into a part of the Word template, as Word or an editor of it would."""

    def change(form: Path) -> None:
        with zipfile.ZipFile(form / "form.docx") as package:
            parts = {name: package.read(name) for name in package.namelist()}
        assert was.encode() in parts[part]
        parts[part] = parts[part].replace(was.encode(), now.encode(), 1)
        with zipfile.ZipFile(form / "form.docx", "w", zipfile.ZIP_DEFLATED) as package:
            for name, content in parts.items():
                package.writestr(name, content)

    return change


RUN = "<w:r><w:t>added</w:t></w:r>"
DOCUMENT = "word/document.xml"
# (what is wrong with the form, the file that is named, words of the sentence)
BROKEN_FORMS: Mapping[str, tuple[Callable[[Path], object], str, str]] = {
    "form.toml missing": (remove("form.toml"), "form.toml", "missing from part-1; put it back"),
    "form.toml broken": (write("form.toml", b'name = "Part 1"\nbody =\n'), "part-1/form.toml", "line 2"),
    "form.toml in another encoding": (write("form.toml", b'name = "caf\xe9"\n'), "form.toml", "UTF-8"),
    "form.toml with an unknown key": (
        edit("form.toml", 'letterhead = "', 'letterheed = "'),
        "part-1/form.toml",
        "“letterheed” is not one this file knows; check its spelling or remove it.",
    ),
    "form.docx missing": (remove("form.docx"), "form.docx", "missing from part-1; put it back"),
    "form.docx garbage": (write("form.docx", b"garbage"), "form.docx", "not a Word document"),
    "form.docx cut short": (
        lambda form: (form / "form.docx").write_bytes((form / "form.docx").read_bytes()[:4000]),
        "form.docx",
        "not a Word document",
    ),
    "form.docx with tracked changes": (
        edit_docx(DOCUMENT, "<w:body>", f'<w:body><w:p><w:ins w:id="1" w:author="A">{RUN}</w:ins></w:p>'),
        "form.docx",
        "holds tracked changes; accept or reject them all in Word",
    ),
    "form.docx with a comment": (
        edit_docx(DOCUMENT, "<w:body>", f'<w:body><w:p><w:commentRangeStart w:id="0"/>{RUN}</w:p>'),
        "form.docx",
        "holds comments; delete them all in Word.",
    ),
    "form.docx with a tag that shares its paragraph": (
        edit_docx(DOCUMENT, "{%p endif %}", "The end {%p endif %}"),
        "form.docx",
        "put the tag in a paragraph of its own.",
    ),
    "form.docx with a style missing": (
        edit_docx("word/styles.xml", 'w:val="Numbered Paragraph"', 'w:val="My Paragraph"'),
        "form.docx",
        "no style called “Numbered Paragraph”; add it in Word",
    ),
    "form.docx with an unknown name": (
        edit_docx(DOCUMENT, "{{ form.heading }}", "{{ form.headin }}"),
        "form.docx",
        "headin",
    ),
    "form.html missing": (remove("form.html"), "form.html", "missing from part-1; put it back"),
    "form.html with an unknown name": (
        edit("form.html", "{{ form.heading }}", "{{ form.headin }}"),
        "part-1/form.html",
        "headin",
    ),
}


@pytest.fixture(scope="module")
def two_forms(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a decision of each of two forms, both built."""
    project = tmp_path_factory.mktemp("two-forms")
    shutil.copytree(ROOT / "templates", project / "templates")
    shutil.copytree(project / "templates" / "part-1", project / "templates" / "part-9")
    (project / "decisions").mkdir()
    (project / "decisions" / "night.md").write_text(NIGHT, encoding="utf-8")
    (project / "decisions" / "day.md").write_text(DAY.replace("part-1", "part-9"), encoding="utf-8")
    assert build(project).returncode == 0
    return project


@pytest.mark.parametrize("fault", BROKEN_FORMS)
def test_a_broken_form_is_named_and_decisions_of_other_forms_are_still_built(
    fault: str, two_forms: Path, tmp_path: Path
) -> None:
    spoil, file, words = BROKEN_FORMS[fault]
    project = tmp_path / "project"
    shutil.copytree(two_forms, project)
    before = files_in(project / "output")
    spoil(project / "templates" / "part-1")
    (project / "decisions" / "day.md").write_text(LATER_DAY.replace("part-1", "part-9"), encoding="utf-8")
    run = build(project)
    after = files_in(project / "output")
    assert run.returncode == 2
    assert run.stdout.startswith("decisions/night.md:3:7: error: The form part-1 can't be used at the moment: ")
    assert run.stderr.startswith("Error: ")
    assert run.stderr.count("\n") == 1
    assert file in run.stderr
    assert words in run.stderr
    assert outputs_of("night", after) == outputs_of("night", before)
    assert b"It now opens at ten." in after["decisions/day/index.html"]
    assert_said_plainly(run)


@pytest.mark.parametrize("folder", ["decisions", "templates"])
def test_a_project_without_one_of_its_folders_is_told_where_to_run_the_program(
    folder: str, copied_project: Path
) -> None:
    shutil.rmtree(copied_project / folder)
    run = build(copied_project)
    assert run.returncode == 2
    assert folder in run.stderr
    assert "run this in the project's folder, or name it with --project." in run.stderr
    assert not list((copied_project / "output").rglob("*.docx"))


# ── The disk ────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture(scope="module")
def two_changed(empty_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with two decisions that have been built, and changed since."""
    project = Path(shutil.copytree(empty_project, tmp_path_factory.mktemp("two-changed") / "project"))
    for name, text in (("day", DAY), ("night", NIGHT)):
        (project / "decisions" / f"{name}.md").write_text(text, encoding="utf-8")
    assert build(project).returncode == 0
    for name, text in (("day", DAY), ("night", NIGHT)):
        longer = text.replace("It ", "It is said that it ")
        (project / "decisions" / f"{name}.md").write_text(longer, encoding="utf-8")
    return project


@pytest.fixture
def built_project(two_changed: Path, tmp_path: Path) -> Path:
    """A copy of it for one test."""
    return Path(shutil.copytree(two_changed, tmp_path / "project"))


@pytest.mark.parametrize("room", ["none", "some", "for the smaller file of a decision"])
def test_a_full_disk_leaves_every_earlier_output_as_it_was(room: str, built_project: Path) -> None:
    """What is full here is not the disk but what a file may grow to; the program is told the same: it can't be written."""
    before = files_in(built_project / "output")
    sizes = sorted(len(data) for data in outputs_of("day", before).values())
    run = build(
        built_project,
        largest_file={"none": 0, "some": 4000, "for the smaller file of a decision": sum(sizes) // 2}[room],
    )
    assert run.returncode == 2
    assert run.stderr.startswith("Error: decisions/day")
    assert "can't be written in output (file too large)" in run.stderr
    assert "Make room or choose another folder with --output, and build again." in run.stderr
    assert files_in(built_project / "output") == before
    assert_said_plainly(run)


def test_once_there_is_room_again_the_next_build_makes_everything(built_project: Path) -> None:
    build(built_project, largest_file=4000)
    run = build(built_project)
    assert (run.returncode, run.stdout.splitlines()[-1]) == (0, "2 decisions built (2 changed, 0 as before).")
    assert not list((built_project / "output").rglob(".writing-*"))


def test_an_output_folder_that_is_a_file_is_named(copied_project: Path) -> None:
    (copied_project / "decisions" / "night.md").write_text(NIGHT, encoding="utf-8")
    (copied_project / "output").write_text("mine", encoding="utf-8")
    run = build(copied_project)
    assert (run.returncode, run.stderr) == (
        2,
        "Error: The output folder output can't be made (file exists); choose another with --output.\n",
    )
    assert (copied_project / "output").read_text(encoding="utf-8") == "mine"


def a_folder_in_place_of_the_document(output: Path, _: Path) -> None:
    document = output / "decisions" / "day" / "day.docx"
    document.unlink()
    (document / "kept").mkdir(parents=True)


def a_file_in_place_of_the_folder(output: Path, _: Path) -> None:
    shutil.rmtree(output / "decisions" / "day")
    (output / "decisions" / "day").write_text("mine", encoding="utf-8")


def a_folder_that_leads_out(output: Path, outside: Path) -> None:
    shutil.rmtree(output / "decisions" / "day")
    (output / "decisions" / "day").symlink_to(outside)


def a_file_that_leads_out(output: Path, outside: Path) -> None:
    page = output / "decisions" / "day" / "index.html"
    page.unlink()
    page.symlink_to(outside / "mine.txt")


@pytest.mark.parametrize(
    "spoil",
    [
        a_folder_in_place_of_the_document,
        a_file_in_place_of_the_folder,
        a_folder_that_leads_out,
        a_file_that_leads_out,
    ],
)
def test_an_output_that_cannot_be_written_is_named_and_nothing_beside_it_is_harmed(
    spoil: Callable[[Path, Path], None], built_project: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "mine.txt").write_text("mine", encoding="utf-8")
    spoil(built_project / "output", outside)
    before = files_in(built_project / "output")
    run = build(built_project)
    after = files_in(built_project / "output")
    assert run.returncode == 2
    assert run.stderr.startswith("Error: decisions/day")
    assert run.stderr.count("\n") == 1
    assert files_in(outside) == {"mine.txt": b"mine"}
    assert outputs_of("day", after) == outputs_of("day", before)
    assert b"It is said that it takes people home." in after["decisions/night/index.html"]
    assert_said_plainly(run)


def test_a_whole_output_folder_that_is_a_link_is_followed_since_its_owner_made_it_so(
    copied_project: Path, tmp_path: Path
) -> None:
    (copied_project / "decisions" / "night.md").write_text(NIGHT, encoding="utf-8")
    (tmp_path / "elsewhere").mkdir()
    (copied_project / "output").symlink_to(tmp_path / "elsewhere")
    assert build(copied_project).returncode == 0
    assert (tmp_path / "elsewhere" / "decisions" / "night" / "night.docx").exists()


@pytest.mark.parametrize(
    "listed",
    ["{broken", "5", "null", '{"a": 1}', "[[1], null, 2]", "[" * 100_000, '["../mine.txt", "/etc/passwd"]', "\udcff"],
    ids=["broken", "number", "null", "table", "no names", "too deep", "names that lead out", "another encoding"],
)
def test_a_spoilt_list_of_what_was_made_costs_nothing(listed: str, built_project: Path) -> None:
    (built_project / "mine.txt").write_text("mine", encoding="utf-8")
    (built_project / "output" / "made.json").write_bytes(listed.encode("utf-8", "surrogateescape"))
    run = build(built_project)
    assert (run.returncode, run.stderr) == (0, "")
    assert len(files_in(built_project / "output")) == 5
    assert (built_project / "mine.txt").exists()


def test_what_a_build_made_before_it_stopped_is_remembered(built_project: Path) -> None:
    """Or nothing would ever remove it once its decision is gone."""
    shutil.rmtree(built_project / "output")
    (built_project / "output" / "decisions" / "night" / "night.docx").mkdir(parents=True)
    assert build(built_project).returncode == 2
    shutil.rmtree(built_project / "output" / "decisions" / "night")
    (built_project / "decisions" / "day.md").unlink()
    assert build(built_project).returncode == 0
    assert {path.partition("/")[2] for path in files_in(built_project / "output")} == {
        "",
        "night/index.html",
        "night/night.docx",
    }
