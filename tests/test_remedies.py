"""A remedy that is followed to the letter mends what was wrong, and does not lead into the next message."""

from datetime import date
from pathlib import Path

import pytest

from decisionforms.decision.decision import Reading
from decisionforms.decision.reader import Forms, read_decision
from decisionforms.diagnostics import Finding
from decisionforms.drafting import draft
from decisionforms.form.form import Form
from decisionforms.project import Project

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def forms() -> Forms:
    return Project(ROOT).forms()


@pytest.fixture(scope="module")
def new_paper(forms: Forms) -> str:
    form = forms["part-1"]
    assert isinstance(form, Form)
    return draft("Example night service", form, "2023", date(2026, 11, 2))


def read(text: str, forms: Forms) -> Reading:
    return read_decision("paper.md", "paper", text.encode(), forms)


def said(text: str, forms: Forms, rule: str) -> list[Finding]:
    """What one rule says of a text, in the order of its lines."""
    return sorted((one for one in read(text, forms).findings if one.rule == rule), key=lambda one: one.span)


def with_line(text: str, number: int, line: str) -> str:
    """The text with another line in the place of this one."""
    lines = text.split("\n")
    return "\n".join((*lines[: number - 1], *line.split("\n"), *lines[number:]))


def test_a_fact_left_empty_is_written_on_its_own_line(new_paper: str, forms: Forms) -> None:
    deferral, part_2 = said(new_paper, forms, "missing-fact")
    for gap, key in ((deferral, "deferral"), (part_2, "part_2")):
        assert new_paper.split("\n")[gap.span.line - 1] == f"{key}:"
        assert gap.problem == f"Nothing is written after “{key}:”, so the form shows a gap."
        assert gap.remedy == f"Write it on this line: {key}: no"
    for gap in (deferral, part_2):
        new_paper = with_line(new_paper, gap.span.line, gap.remedy.partition("line: ")[2])
    assert said(new_paper, forms, "missing-fact") == []
    assert said(new_paper, forms, "duplicate-key") == []


def test_a_fact_that_is_not_there_is_added_above_the_line_that_ends_the_facts(new_paper: str, forms: Forms) -> None:
    without = new_paper.replace("deferral:\n", "")
    part_2, gap = said(without, forms, "missing-fact")
    assert without.split("\n")[gap.span.line - 1] == "---"
    assert gap.remedy == "Add a line above this one: deferral: no"
    mended = with_line(without, gap.span.line, "deferral: no\n---")
    assert said(mended, forms, "missing-fact") == [part_2]


def test_of_a_fact_that_cannot_be_read_it_is_not_said_as_well_that_it_is_missing(new_paper: str, forms: Forms) -> None:
    answered = new_paper.replace("deferral:\n", "deferral: perhaps\n")
    assert "deferral" not in said(answered, forms, "missing-fact")[0].problem


def test_a_row_of_the_declaration_names_the_line_on_which_its_fact_would_be_written(
    new_paper: str, forms: Forms
) -> None:
    decision = read(new_paper, forms).decision
    assert decision
    lines = new_paper.split("\n")
    for row in decision.declaration:
        assert lines[row.basis.span.line - 1].strip() == f"{row.key}:"
