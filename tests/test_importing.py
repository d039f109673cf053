"""Published decisions become transcribed records: each folder of tests/legacy holds an invented paper and what comes of it.

`input.txt` is laid out as the text of published papers is: dashes before numbers, stray ticks, broken lines. Beside it
stand `expected.md`, the source file, and `expected.txt`, what is said of the import. To write both anew after a change
was meant, run this and read what changed:

    RENEW_CASES=1 python -m pytest tests/test_importing.py
"""

import json
import os
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from reading_back.invented import phrases
from test_commands import on_a_terminal, run

from decisionforms.cli import cli
from decisionforms.decision.reader import read_decision
from decisionforms.form.loading import load_form
from decisionforms.legacy.fidelity import same
from decisionforms.legacy.importing import import_one
from decisionforms.legacy.remarks import NotImportedError
from decisionforms.register import Register
from decisionforms.view.making import view_of
from decisionforms.view.passages import passages_of
from decisionforms.view.words import words_of

ROOT = Path(__file__).parent.parent
FORM = load_form(ROOT / "templates" / "part-1")
CASES = sorted(folder for folder in (ROOT / "tests" / "legacy").iterdir() if folder.is_dir())
RENEW = bool(os.environ.get("RENEW_CASES"))
by_name = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


@by_name
def test_a_paper_becomes_the_source_that_is_expected_and_is_reported_on(
    case: Path, copied_project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(case)
    done = CliRunner().invoke(cli, ["--project", str(copied_project), "import", "input.txt"], catch_exceptions=False)
    made = [path.read_text(encoding="utf-8") for path in (copied_project / "decisions").iterdir()]
    said = done.output.replace(copied_project.as_posix(), "")
    if RENEW:
        (case / "expected.txt").write_text(said, encoding="utf-8", newline="\n")
        for text in made:
            (case / "expected.md").write_text(text, encoding="utf-8", newline="\n")
    assert said == (case / "expected.txt").read_text(encoding="utf-8")
    assert made == [path.read_text(encoding="utf-8") for path in case.glob("expected.md")]
    assert done.exit_code == int(not made)


# ── Several files ───────────────────────────────────────────────────────────────────────────────────────────────────
def original(case: str) -> str:
    return str(ROOT / "tests" / "legacy" / case / "input.txt")


PAPERS = [original(case.name) for case in CASES if case.name.startswith(("whole", "settlement"))]


def test_several_files_are_told_of_in_a_table(copied_project: Path) -> None:
    done = run(copied_project, "import", *PAPERS, original("no-such-form"))
    rows = [line.split() for line in done.output.splitlines() if line.endswith("%")]
    made = {path.stem for path in (copied_project / "decisions").iterdir()}
    assert {row[1] for row in rows} == made == {"pcd-9001", "pcd-9002", "pcd-9003", "pcd-9004"}
    assert {row[2] for row in rows} == {"part-1/2023", "part-1/2014", "part-1/2019", "part-1/settlement"}
    assert "input.txt: not imported. This is no Part 1 form" in done.output
    assert done.output.endswith("4 of 5 files imported.\n")
    assert done.exit_code == 1


def test_a_bar_shows_how_far_several_imports_have_come(copied_project: Path) -> None:
    assert "Importing" in on_a_terminal(copied_project, "import", *PAPERS)


def test_what_was_imported_is_built_and_has_no_error(copied_project: Path) -> None:
    assert run(copied_project, "import", *PAPERS).exit_code == 0
    assert run(copied_project).exit_code == 0
    assert run(copied_project, "check").exit_code == 0


def test_no_file_is_overwritten(copied_project: Path) -> None:
    decisions = copied_project / "decisions"
    (decisions / "night.md").write_text("---\nreference: PCD 9001\nform: part-1/2023\n---\n", encoding="utf-8")
    done = run(copied_project, "import", PAPERS[-1])
    assert "decisions/night.md holds this decision already" in done.output
    assert [path.name for path in decisions.iterdir()] == ["night.md"]
    assert done.exit_code == 1


def test_two_originals_of_one_decision_make_one_file(copied_project: Path) -> None:
    done = run(copied_project, "import", PAPERS[-1], PAPERS[-1])
    assert done.output.count("decisions/pcd-9001.md holds this decision already") == 1
    assert done.output.endswith("1 of 2 files imported.\n")


def test_sources_and_report_go_where_they_are_sent(copied_project: Path) -> None:
    listing = copied_project / "imports.json"
    options = ("--to", str(copied_project / "new"), "--json", str(listing))
    assert run(copied_project, "import", PAPERS[-1], *options).exit_code == 0
    assert [path.name for path in (copied_project / "new").iterdir()] == ["pcd-9001.md"]
    (told,) = json.loads(listing.read_text(encoding="utf-8"))
    assert (told["reference"], told["form"]) == ("PCD 9001", "part-1/2023")
    assert told["fidelity"] > 90
    assert {
        "line": 114,
        "text": "“Scrawlidge.” beside the signature was left out: is it a name?",
        "unsure": True,
    } in told["remarks"]
    assert {"line": 118, "original": "19/06/2023", "form": "19 June 2023"} in told["differences"]
    again = run(copied_project, "import", PAPERS[-1], *options)
    assert "imports.json is there already" in again.output
    assert again.exit_code == 2


def test_a_file_that_is_not_there_gets_a_sentence(copied_project: Path) -> None:
    assert "nowhere.txt: not imported. There is no such file." in run(copied_project, "import", "nowhere.txt").output


def test_the_name_of_an_original_can_t_add_facts() -> None:
    text = Path(PAPERS[-1]).read_bytes()
    assert "\ntopics" not in import_one("a\ntopics: [invented].txt", text, FORM).text.replace("\n# ", "")


def test_a_very_different_form_is_read_with_the_same_code() -> None:
    """The form of an invented body, whose parts stand in another order: no wording of Part 1 is known to the code."""
    folder = ROOT / "tests" / "forms"
    other = load_form(folder / "officer-decision")
    other = replace(other, definition=replace(other.definition, records_before=date(2100, 1, 1)))
    source = (folder / "decisions" / "od-2026-14.md").read_bytes()
    decision = read_decision("od.md", "od", source, {other.name: other}).decision
    assert decision is not None
    passages = passages_of(view_of(decision, Register()))
    text = "\n\n".join(f"{one.number} {one.text}".replace(" | ", "\t") for one in passages)
    imported = import_one("od.txt", text.encode(), other)
    assert (imported.reference, imported.form) == ("OD/2026/14", "officer-decision/2025")
    assert "## Risks\n\nA warden may fall in. Each wears a vest.\n" in imported.text
    assert "  risk: {answer: below threshold, printed: yes}\n" in imported.text
    assert 'sum_committed: "£12,345.60"\n' in imported.text


# ── Whatever an original holds ──────────────────────────────────────────────────────────────────────────────────────
WHOLE = (ROOT / "tests" / "legacy" / "whole-paper-of-2023" / "input.txt").read_text(encoding="utf-8")
PLACE = "Without it the shuttle stops."
sentences = st.lists(
    st.one_of(phrases, st.sampled_from(["1. a", "(a) b", "- c", "9.9 D", "# e", "> f", "| g |", "a\tb"]))
)
damage = st.tuples(st.sampled_from(["drop", "double", "swap"]), st.integers(0, 200))


def words(text: str) -> Counter[str]:
    return Counter(same(word) for word in text.split() if any(sign.isalnum() for sign in word))


@given(sentences)
def test_every_word_of_an_original_stands_in_its_form_or_is_named_as_a_difference(lines: list[str]) -> None:
    text = WHOLE.replace(PLACE, "\n".join((PLACE, *lines)))
    try:
        imported = import_one("invented.txt", text.encode(), FORM)
    except NotImportedError:
        return
    decision = read_decision("invented.md", "invented", imported.text.encode(), {FORM.name: FORM}).decision
    assert imported.faults == ()
    assert decision is not None
    lost = words(text) - words(" ".join(words_of(view_of(decision, Register()))))
    assert lost <= words(" ".join(one.original for one in imported.fidelity.differences))


@given(st.lists(damage, max_size=30))
def test_a_damaged_original_is_imported_as_far_as_it_goes_or_refused_with_a_sentence(
    blows: list[tuple[str, int]],
) -> None:
    lines = WHOLE.split("\n")
    for blow, place in blows:
        at = place % len(lines)
        lines[at : at + 1] = {"drop": [], "double": [lines[at]] * 2, "swap": [lines[at - 1]]}[blow] or [""]
    try:
        imported = import_one("invented.txt", "\n".join(lines).encode(), FORM)
    except NotImportedError:
        return
    assert {one.rule for one in imported.faults} <= {"unsigned-record"}
