"""The name of a file against the reference in it: the one rule whose cases need files of other names."""

from datetime import date
from pathlib import Path

import pytest

from decisionforms.decision.form_named import Forms
from decisionforms.project import Project
from decisionforms.register import Register
from decisionforms.rules.paper import Paper
from decisionforms.rules.references.naming import file_not_its_reference

ROOT = Path(__file__).parent.parent
PAPER = "---\nform: part-1/2023\n{}\n---\n\n## Executive Summary\n\nAn example.\n"


@pytest.fixture(scope="module")
def forms() -> Forms:
    return Project(ROOT).forms()


def problems(forms: Forms, name: str, facts: str) -> list[str]:
    """What the rule says of a paper with these facts in a file of this name."""
    reading = Project(ROOT).read_text(Path(name), forms, PAPER.format(facts))
    assert reading.decision
    return [said.problem for said in file_not_its_reference(Paper(reading.decision, Register(), date(2026, 11, 22)))]


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("pcd-9002.md", "reference: PCD 9003"),
        ("decisions/PCD-9002.md", "reference: PCD 9003"),
        # Copied from the paper that it extends, and not renamed.
        ("pcd-9002.md", "reference: PCD 9003\nextends: PCD 9002"),
        ("pcd 9002.md", "reference: PCD 9003"),
    ],
)
def test_a_file_is_named_after_another_reference(forms: Forms, name: str, facts: str) -> None:
    assert problems(forms, name, facts) == ["The file is named after PCD 9002, but the reference is PCD 9003."]


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("pcd-9003.md", "reference: PCD 9003"),
        ("PCD-9003.md", "reference: PCD 9003"),
        ("dmpcd-2013-96.md", "reference: DMPCD 2013/96"),
        ("pcd-79.md", "reference: DMPCD 2016/79"),
        ("pcd-9003.r1.md", "reference: PCD 9003"),
        ("pcd-9002-and-more.md", "reference: PCD 9003"),
        ("night-service.md", "reference: PCD 9003"),
        ("mopac-511.md", "reference: PCD 9003"),
        ("pcd-9002.md", "title: A draft without a reference"),
    ],
)
def test_a_file_is_named_after_its_reference_or_in_words(forms: Forms, name: str, facts: str) -> None:
    assert problems(forms, name, facts) == []
