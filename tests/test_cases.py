"""What a writer gets to read, case by case: each folder of tests/cases holds one input and what is said about it.

`input.md` is a decision as a writer might type it. Beside it stands either `expected.txt`, the report exactly as
`python build.py` prints it, or `valid.txt`, an empty file which says that there is no error and no warning.

To write `expected.txt` anew after a message was mended, run this and read what changed:

    RENEW_CASES=1 python -m pytest tests/test_cases.py

That never turns a case of one kind into the other: move the file yourself where a case changes sides.
"""

import html
import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from decisionforms.cli import cli
from decisionforms.decision.form_named import Forms
from decisionforms.diagnostics import Severity
from decisionforms.project import Project, diagnose
from decisionforms.report.text import report

ROOT = Path(__file__).parent.parent
CASES = sorted(folder for folder in (ROOT / "tests" / "cases").iterdir() if folder.is_dir())
RENEW = bool(os.environ.get("RENEW_CASES"))
by_name = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


@pytest.fixture(scope="module")
def forms() -> Forms:
    return Project(ROOT).forms()


def said_of(case: Path, forms: Forms) -> str:
    """The report on the input of a case; empty where nothing is to be said."""
    reading = Project(case).read(case / "input.md", forms)
    said = report(one for one in diagnose(reading) if one.finding.severity >= Severity.WARNING)
    return f"{said}\n" if said else ""


@by_name
def test_a_case_is_said_to_be_what_it_is(case: Path, forms: Forms) -> None:
    said = said_of(case, forms)
    if (case / "valid.txt").exists():
        assert said == ""
        return
    if RENEW and said:
        (case / "expected.txt").write_text(said, encoding="utf-8", newline="\n")
    assert said == (case / "expected.txt").read_text(encoding="utf-8")


@by_name
def test_a_case_holds_its_input_and_either_a_report_or_the_mark_of_a_valid_one(case: Path) -> None:
    assert {file.name for file in case.iterdir()} in ({"input.md", "expected.txt"}, {"input.md", "valid.txt"})
    for report_file in case.glob("expected.txt"):
        assert report_file.read_text(encoding="utf-8").strip(), "an empty report says nothing: use valid.txt"
    for mark in case.glob("valid.txt"):
        assert not mark.read_bytes(), "valid.txt is only a mark, and stays empty"


@by_name
def test_every_message_has_a_place_and_says_what_to_do(case: Path, forms: Forms) -> None:
    reading = Project(case).read(case / "input.md", forms)
    for finding in reading.findings:
        assert 1 <= finding.span.line <= len(reading.source.lines)
        assert 1 <= finding.span.column <= len(reading.source.lines[finding.span.line - 1]) + 1
        assert finding.problem.endswith(".")
        assert finding.remedy


def test_build_prints_what_the_cases_expect_and_makes_the_forms_of_all_that_have_no_error(
    forms: Forms, tmp_path: Path
) -> None:
    """All cases are the decisions of one project, so that each is built beside 100 others that are not."""
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    (tmp_path / "decisions").mkdir()
    for case in CASES:
        shutil.copyfile(case / "input.md", tmp_path / "decisions" / f"{case.name}.md")
    printed = CliRunner().invoke(cli, ["--project", str(tmp_path)])
    made = {page.parent.name for page in (tmp_path / "output" / "decisions").glob("*/index.html")}
    for case in CASES:
        said = said_of(case, forms).replace("input.md:", f"decisions/{case.name}.md:")
        assert said in printed.stdout
        reading = Project(case).read(case / "input.md", forms)
        slug = reading.decision.slug.replace("input", case.name) if reading.decision else case.name
        assert (slug in made) is (": error: " not in said)
    assert printed.exit_code == 1


# What could be taken for markup, and has to reach the reader as it was typed.
AS_TYPED = {
    "accepted-supplier-line-like-a-link-definition": ("[Supplier]: MOPAC-511-01", "[Example]: https://example.org"),
    "accepted-lines-indented-by-four-spaces": ("1 Example Street London",),
    "accepted-signs-in-text": (
        'R&D <pilot> "x" {{ y }} {% if %} £ – ’ ]]> {_{ &lt; &amp; C:\\temp a*b',
        "a_b_c `code`",
        "<b>",
    ),
    "accepted-years-and-numbers-within-sentences": ("first run in 2023. It ended", "1. is a number."),
}


@pytest.mark.parametrize("name", AS_TYPED)
def test_what_only_looks_like_markup_prints_as_it_was_typed(name: str, copied_project: Path) -> None:
    shutil.copyfile(ROOT / "tests" / "cases" / name / "input.md", copied_project / "decisions" / "typed.md")
    assert CliRunner().invoke(cli, ["--project", str(copied_project)]).exit_code == 0
    page = (copied_project / "output" / "decisions" / "typed" / "index.html").read_text(encoding="utf-8")
    printed = " ".join(html.unescape(page.partition("<article")[2]).split())
    for words in AS_TYPED[name]:
        assert words in printed
