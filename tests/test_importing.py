"""Published decisions become transcribed records: each folder of tests/legacy holds an invented paper and what comes of it.

`input.txt` is laid out as the text of published papers is: dashes before numbers, stray ticks, broken lines. Beside it
stand `expected.md`, the source file, and `expected.txt`, what is said of the import. To write both anew after a change
was meant, run this and read what changed:

    RENEW_CASES=1 python -m pytest tests/test_importing.py
"""

import os
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from reading_back.invented import phrases

from decisionforms.cli import cli
from decisionforms.decision.reader import read_decision
from decisionforms.form.loading import load_form
from decisionforms.legacy.fidelity import same
from decisionforms.legacy.importing import import_one
from decisionforms.legacy.remarks import NotImportedError
from decisionforms.register import Register
from decisionforms.view.making import view_of
from decisionforms.view.words import words_of

ROOT = Path(__file__).parent.parent
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


# ── Whatever an original holds ──────────────────────────────────────────────────────────────────────────────────────
FORM = load_form(ROOT / "templates" / "part-1")
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
