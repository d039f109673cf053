"""`check` as a writer, a secretary and a program use it."""

import json
import re
import shutil
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from decisionforms.cli import cli

ROOT = Path(__file__).parent.parent
WRONG = """---
title: Example night service
form: part-1/2023
amounts:
  - sum: £50,000
    for: staff
    from: night services budget
  - sum: £30,000
    for: premises
    from: night services budget
total: £110,000
deferral: no
part_2: no
---

## Executive Summary

This is an invented example. It asks for £110,000.

## Recommendation

1. Approve a grant of £110,000.
"""
RIGHT = WRONG.replace("£30,000", "£60,000")
WAIVER = "waivers:\n  - {rule: parts-and-total, text: £110000, reason: rounded by the funder, until: 1 June 2099}\n"


def run(project: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["--project", str(project), "check", *arguments])


def write(project: Path, text: str, name: str = "night") -> Path:
    path = project / "decisions" / f"{name}.md"
    path.write_text(text, encoding="utf-8", newline="")
    return path


def waived(until: str) -> str:
    waiver = f'  - {{rule: parts-and-total, text: "£110,000", reason: rounded by the funder, until: {until}}}\n'
    return WRONG.replace("deferral: no\n", f"deferral: no\nwaivers:\n{waiver}")


# ── What is said, and how it ends ───────────────────────────────────────────────────────────────────────────────
def test_the_sums_are_declared_as_the_message_shows(copied_project: Path) -> None:
    """Somebody who has never seen such a file copies what stands in quotation marks, in that order."""
    asks = "## Recommendation\n\n1. Approve a grant of £40,000.\n"
    path = write(copied_project, f"---\nform: part-1/2023\n---\n\n{asks}")
    (said,) = re.findall(r"    (At the top of the file.*)", run(copied_project, str(path)).output)
    lines = [line.replace("£…", "£40,000").replace("…", "a grant") for line in re.findall("“(.*?)”", said)]
    assert lines[-1] == "total:"
    declared = "\n".join([*lines[:-1], f"{lines[-1]} £40,000"])
    write(copied_project, f"---\nform: part-1/2023\n{declared}\n---\n\n{asks}")
    result = run(copied_project, str(path))
    assert "error" not in result.output
    assert "undeclared-amounts" not in result.output


def test_a_line_that_stands_in_the_remedy_is_not_said_again(copied_project: Path) -> None:
    write(copied_project, RIGHT.replace("## Recommendation", "##Recommendation"))
    said = run(copied_project).output
    assert said.count(" ## Recommendation") == said.count("Write: ## Recommendation ") == 1


def test_one_note_is_made_of_an_empty_section_that_must_not_be_none(copied_project: Path) -> None:
    write(copied_project, f"{RIGHT}\n## Legal Comments\n\n## Equality Comments\n")
    notes = [line for line in run(copied_project, "-v").output.splitlines() if "note:" in line and "“Equality" in line]
    assert len(notes) == 1
    assert "[empty-section]" in notes[0]
    said = run(copied_project, "-v").output
    assert said.count("Write the text, or “None.” where there is nothing to say.") == 1
    assert "Write the text: section 149 of the Equality Act 2010" in said


def test_a_contradiction_is_an_error_and_ends_with_1(copied_project: Path) -> None:
    write(copied_project, WRONG)
    result = run(copied_project)
    assert result.exit_code == 1
    assert "── decisions/night.md (Draft)\n\nFor finance:\ndecisions/night.md:11:8: error: " in result.output
    assert "1 paper checked: 1 error" in result.output.splitlines()[-2]
    assert result.output.endswith("python build.py rule NAME\n")
    assert not (copied_project / "output").exists()


def test_a_paper_without_faults_is_passed_over_in_silence(copied_project: Path) -> None:
    write(copied_project, RIGHT)
    result = run(copied_project)
    assert result.exit_code == 0
    assert result.output.startswith("1 paper checked: ")
    assert "warning" not in result.output


def test_both_places_are_named_where_two_passages_disagree(copied_project: Path) -> None:
    write(copied_project, WRONG)
    assert "    See line 5: £50,000\n    See line 8: £30,000\n" in run(copied_project).output


def test_papers_that_cannot_be_read_are_reported_beside_the_others(copied_project: Path) -> None:
    write(copied_project, "no facts", "broken")
    write(copied_project, WRONG)
    said = run(copied_project).output
    assert "[no-front-matter]" in said
    assert "[parts-and-total]" in said
    assert "2 papers checked: 2 errors" in said


def test_one_paper_can_be_named(copied_project: Path) -> None:
    write(copied_project, WRONG)
    other = write(copied_project, RIGHT, "other")
    assert run(copied_project, str(other)).exit_code == 0


def test_findings_on_a_record_are_notes(project_root: Path) -> None:
    result = CliRunner().invoke(cli, ["--project", str(project_root), "check", "-v"])
    assert result.exit_code == 0
    assert ": note: " in result.output
    assert ": warning: " not in result.output


# ── Before signing ──────────────────────────────────────────────────────────────────────────────────────────────
def test_for_signing_says_what_is_missing_and_who_must_act(copied_project: Path) -> None:
    write(copied_project, RIGHT)
    result = run(copied_project, "--for", "signing")
    assert result.exit_code == 1
    assert "[missing-section]" in result.output
    assert "To act: Drafting Officer, who dates the paper under “drafting_officer”." in result.output
    assert "“Financial Advice” is not confirmed" in result.output


def test_what_is_approved_lacks_nothing(copied_project: Path) -> None:
    shutil.copy(ROOT / "tests" / "corpus" / "pcd-9003.md", copied_project / "decisions")
    result = run(copied_project, "--for", "signing")
    assert "[not-signed]" not in result.output
    assert "[not-confirmed]" not in result.output


# ── Which rules ─────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("asked", [["--select", "dates"], ["--ignore", "figures"], ["--ignore", "parts-and-total"]])
def test_rules_and_families_can_be_chosen(copied_project: Path, asked: list[str]) -> None:
    write(copied_project, WRONG)
    assert "parts-and-total" not in run(copied_project, *asked).output


def test_settings_of_the_project_hold_too(copied_project: Path) -> None:
    write(copied_project, WRONG)
    settings = copied_project / "pyproject.toml"
    settings.write_text('[tool.decisionforms.check]\nignore = ["parts-and-total"]\n', encoding="utf-8")
    assert run(copied_project).exit_code == 0


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ('ignored = ["dates"]', "the key “ignored” is not one of select, ignore."),
        ('ignore = ["datings"]', "there is no rule or family “datings”"),
        ('ignore = "dates"', "“ignore” should be a list of names"),
        ('gaps = {"PCD 9002" = "given out twice"}', "why a number is missing stands in decisions/ledger.toml"),
        ("ignore = [", "pyproject.toml can't be read"),
    ],
)
def test_a_setting_that_is_not_known_is_one_sentence(copied_project: Path, settings: str, sentence: str) -> None:
    write(copied_project, RIGHT)
    (copied_project / "pyproject.toml").write_text(f"[tool.decisionforms.check]\n{settings}\n", encoding="utf-8")
    result = run(copied_project)
    assert result.exit_code == 2
    assert sentence in result.output
    assert result.output.count("\n") == 1


def test_a_rule_that_there_is_not_is_one_sentence(copied_project: Path) -> None:
    write(copied_project, RIGHT)
    result = run(copied_project, "--select", "sums")
    assert result.exit_code == 2
    assert "there is no rule or family “sums”" in result.output


# ── Waivers ─────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_waiver_covers_its_finding_and_is_shown(copied_project: Path) -> None:
    write(copied_project, waived("1 June 2099"))
    assert run(copied_project).exit_code == 0
    said = run(copied_project, "-v").output
    assert "waived until 1 June 2099: The declared sums add up to £80,000" in said
    assert "    Reason: rounded by the funder" in said


def test_a_waiver_whose_day_is_past_covers_nothing(copied_project: Path) -> None:
    write(copied_project, waived("1 June 2020"))
    result = run(copied_project)
    assert result.exit_code == 1
    assert "[parts-and-total]" in result.output
    assert "[waiver-expired]" in result.output


def test_a_waiver_that_covers_nothing_is_said(copied_project: Path) -> None:
    write(copied_project, waived("1 June 2099").replace("£30,000", "£60,000"))
    assert "[waiver-unused]" in run(copied_project).output


# ── For other programs ──────────────────────────────────────────────────────────────────────────────────────────
def test_json_holds_what_the_text_says(copied_project: Path) -> None:
    write(copied_project, WRONG)
    whole = json.loads(run(copied_project, "--format", "json").output)
    (paper,) = whole["papers"]
    finding = next(one for one in paper["findings"] if one["rule"] == "parts-and-total")
    assert finding["place"] == {"line": 11, "column": 8, "end": 16, "text": "£110,000"}
    assert finding["audience"] == "finance"
    assert finding["page"] == "docs/rules/figures.md#parts-and-total"
    assert [place["line"] for place in finding["also"]] == [5, 8]


def test_github_gets_one_command_a_line(copied_project: Path) -> None:
    write(copied_project, WRONG)
    lines = run(copied_project, "--format", "github").output.splitlines()
    (line,) = [one for one in lines if "parts-and-total" in one]
    assert line.startswith(
        "::error file=decisions/night.md,line=11,col=8,endColumn=16,title=parts-and-total::The declared"
    )


def test_sarif_names_rules_and_relative_places(copied_project: Path) -> None:
    write(copied_project, waived("1 June 2099").replace("£60,000", "£30,000"))
    (run_,) = json.loads(run(copied_project, "--format", "sarif").output)["runs"]
    rules = [rule["id"] for rule in run_["tool"]["driver"]["rules"]]
    for result in run_["results"]:
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == "decisions/night.md"
        assert place["region"]["startLine"] >= 1
        assert "ruleIndex" not in result or rules[result["ruleIndex"]] == result["ruleId"]
    assert any("suppressions" in result for result in run_["results"])


def test_a_line_that_only_needs_mending_is_given_as_it_should_be(copied_project: Path) -> None:
    write(copied_project, RIGHT.replace("## Recommendation", "## 2. Recommendation"))
    assert "    The line as it should be: ## Recommendation\n" in run(copied_project).output
    whole = json.loads(run(copied_project, "--format", "json").output)
    assert "## Recommendation" in {one["corrected"] for one in whole["papers"][0]["findings"]}
    log = json.loads(run(copied_project, "--format", "sarif").output)
    (fix,) = [fix for result in log["runs"][0]["results"] for fix in result.get("fixes", ())]
    (replacement,) = fix["artifactChanges"][0]["replacements"]
    assert replacement["insertedContent"] == {"text": "## Recommendation"}
    assert replacement["deletedRegion"]["endColumn"] == len("## 2. Recommendation") + 1


# ── Mending layout ──────────────────────────────────────────────────────────────────────────────────────────────
UNTIDY = (
    RIGHT.replace("title: Example", "Title: Example")
    .replace("## Recommendation", "\n\n## 2. Recommendation")
    .replace("This is", "This is")
    .replace("form: part-1/2023", "# who asks   \nform: part-1/2023   ")
)


def test_fix_mends_layout_and_nothing_else(copied_project: Path) -> None:
    path = write(copied_project, UNTIDY)
    assert "decisions/night.md: layout mended." in run(copied_project, "--fix").output
    assert path.read_text("utf-8") == RIGHT.replace("form: part-1/2023", "# who asks\nform: part-1/2023")
    assert "mended" not in run(copied_project, "--fix").output


def test_diff_shows_and_changes_nothing(copied_project: Path) -> None:
    path = write(copied_project, UNTIDY)
    said = run(copied_project, "--fix", "--diff").output
    assert "-## 2. Recommendation\n+## Recommendation\n" in said
    assert path.read_text("utf-8") == UNTIDY


def test_line_ends_stay_as_they_are(copied_project: Path) -> None:
    path = write(copied_project, UNTIDY.replace("\n", "\r\n"))
    run(copied_project, "--fix")
    assert path.read_bytes().count(b"\r\n") == path.read_bytes().count(b"\n")


@pytest.mark.parametrize("source", sorted((ROOT / "tests" / "corpus").glob("*.md")), ids=lambda path: path.stem)
def test_a_signed_paper_stays_signed(copied_project: Path, source: Path) -> None:
    path = copied_project / "decisions" / source.name
    path.write_text(source.read_text("utf-8").replace("\n## ", "  \n\n\n## "), "utf-8")
    before = CliRunner().invoke(cli, ["--project", str(copied_project), "explain", str(path)]).output
    run(copied_project, "--fix")
    assert (
        CliRunner().invoke(cli, ["--project", str(copied_project), "explain", str(path)]).output.splitlines()[0]
        == before.splitlines()[0]
    )


# ── The series of numbers ───────────────────────────────────────────────────────────────────────────────────────
MISSING = "PCD 9002 is missing from the series before PCD 9003."
GAP = '[[gaps]]\nreference = "PCD 9002"\nreason = "Given out twice by mistake."\n'
TAKEN_BACK = '[[withdrawn]]\ndecision = "pcd-9002"\non = {}\nreason = "Published in error."\n'
WENT_OUT = (
    '[[published]]\ndecision = "pcd-9002"\nreference = "PCD 9002"\ntitle = "A"\non = 2026-01-05\nversion = "3f9a1c20"\n'
)


def said_with(project: Path, ledger: str) -> str:
    """What is said of PCD 9001 and PCD 9003 where this stands in the ledger."""
    for number in ("9001", "9003"):
        write(project, RIGHT.replace("title:", f"reference: PCD {number}\ntitle:"), f"pcd-{number}")
    (project / "decisions" / "ledger.toml").write_text(ledger, encoding="utf-8")
    return run(project).output


def test_a_missing_number_is_said_where_there_is_no_ledger(copied_project: Path) -> None:
    said_with(copied_project, "")
    (copied_project / "decisions" / "ledger.toml").unlink()
    assert MISSING in run(copied_project).output


@pytest.mark.parametrize("ledger", [GAP, WENT_OUT + TAKEN_BACK.format("2026-01-06")])
def test_a_missing_number_is_explained_by_the_ledger(copied_project: Path, ledger: str) -> None:
    assert "[gap-in-series]" not in said_with(copied_project, ledger)


@pytest.mark.parametrize(
    "ledger",
    [GAP.replace("9002", "9004"), WENT_OUT, WENT_OUT + TAKEN_BACK.format("2999-01-06")],
    ids=["another number", "published, so its file is lost", "not taken back yet"],
)
def test_a_missing_number_is_not_explained_by_other_entries(copied_project: Path, ledger: str) -> None:
    assert MISSING in said_with(copied_project, ledger)


@pytest.mark.parametrize("ledger", ["[[gaps]]\nreference = 3\n", "gaps = [", "gaps = " + "[" * 5000, "\0"])
def test_a_ledger_that_can_t_be_read_is_one_sentence(copied_project: Path, ledger: str) -> None:
    said = said_with(copied_project, ledger)
    assert "The ledger (ledger.toml) can't be read: " in said
    assert said.count("\n") == 1
    assert run(copied_project).exit_code == 2


def test_one_paper_is_checked_without_the_ledger(copied_project: Path) -> None:
    said_with(copied_project, "gaps = [")
    assert run(copied_project, str(copied_project / "decisions" / "pcd-9003.md")).exit_code == 0


# ── Where writers are ───────────────────────────────────────────────────────────────────────────────────────────
def test_the_task_of_the_editor_reads_every_message(copied_project: Path) -> None:
    tasks = json.loads((ROOT / ".vscode" / "tasks.json").read_text("utf-8"))["tasks"]
    pattern = re.compile(tasks[0]["problemMatcher"]["pattern"]["regexp"])
    write(copied_project, WRONG)
    said = run(copied_project, "-v").output.splitlines()
    messages = [line for line in said if line.startswith("decisions/night.md:")]
    matches = [pattern.match(line) for line in messages]
    assert len(messages) > 1
    assert all(match and match[1] == "decisions/night.md" and match[2].isdigit() for match in matches)
    json.loads((ROOT / ".vscode" / "settings.json").read_text("utf-8"))
    json.loads((ROOT / ".vscode" / "decisions.code-snippets").read_text("utf-8"))


def test_the_hooks_name_commands_that_there_are() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    for hook in hooks:
        program, verb, *options = hook["entry"].split()
        helped = CliRunner().invoke(cli, [verb, "--help"]).output
        assert program == "decisionforms"
        assert all(option in helped for option in options)
        assert re.match(hook["files"], "decisions/pcd-1462.md")
        assert not re.match(hook["files"], "decisions/signed/pcd-9003.3f9a1c20.md")
