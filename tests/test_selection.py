"""The list of what goes out: built from the papers that pass, each judged by itself alone."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from decisionforms.ledger import Ledger, Published
from decisionforms.project import Project
from decisionforms.publish.candidate import candidate_of
from decisionforms.publish.selection import Occasion, Selection, select
from decisionforms.settings import Publishing

CORPUS = Path(__file__).parent / "corpus"
TODAY = date(2026, 11, 22)


@pytest.fixture
def project(copied_project: Path) -> Project:
    """A project with one approved decision."""
    put(copied_project, "pcd-9001")
    return Project(copied_project)


def put(root: Path, name: str, text: str = "", as_file: str = "") -> None:
    text = text or (CORPUS / f"{name}.md").read_text(encoding="utf-8")
    (root / "decisions" / f"{as_file or name}.md").write_text(text, encoding="utf-8")


def chosen(project: Project, ledger: Ledger | None = None) -> Selection:
    forms = project.forms()
    readings = ((project.read(path, forms), path.stem) for path in project.sources(()))
    candidates = [candidate_of(project, reading, stem, ()) for reading, stem in readings]
    return select(candidates, Occasion(TODAY, Publishing(), ledger or Ledger()))


def test_what_stays_makes_no_difference_to_what_goes_out(project: Project) -> None:
    alone = chosen(project)
    for held in ("pcd-9005", "pcd-9010", "draft-night-service"):
        put(project.root, held)
    put(project.root, "pcd-9020", "---\nreference: PCD 9020\n---\n\nno facts", "pcd-9020")
    beside = chosen(project)
    assert list(beside.public) == list(alone.public) == ["pcd-9001"]
    assert {one.candidate.name for one in beside.stays} == {"PCD 9005", "PCD 9010", "draft-night-service", "pcd-9020"}


def test_a_fault_is_named_with_its_line(project: Project) -> None:
    put(project.root, "pcd-9020", "---\nreference: PCD 9020\n---\n\nno facts", "pcd-9020")
    [stays] = chosen(project).stays
    assert stays.reasons[0].startswith("It has a fault in line ")


def test_a_draft_that_claims_the_reference_of_a_decision_does_not_hold_it_up(project: Project) -> None:
    text = (CORPUS / "pcd-9010.md").read_text(encoding="utf-8").replace("PCD 9010", "PCD 9001")
    put(project.root, "copy", text)
    assert list(chosen(project).public) == ["pcd-9001"]


def test_of_two_signed_papers_with_one_reference_neither_goes_out(project: Project) -> None:
    put(project.root, "pcd-9001", as_file="copy")
    found = chosen(project)
    assert not found.public
    assert [one.reasons for one in found.stays] == [
        ("PCD 9001 is also the reference of decisions/pcd-9001.md; give each its own.",),
        ("PCD 9001 is also the reference of decisions/copy.md; give each its own.",),
    ]


def test_unless_one_of_them_was_published_before(project: Project) -> None:
    (own,) = chosen(project).public.values()
    assert own.record
    other = (CORPUS / "pcd-9006.md").read_text(encoding="utf-8").replace("PCD 9006", "PCD 9001")
    put(project.root, "copy", other)
    ledger = Ledger(published=[Published("pcd-9001", "PCD 9001", "x", date(2023, 6, 9), own.record.version)])
    assert [one.path for one in chosen(project, ledger).public.values()] == ["decisions/pcd-9001.md"]


def test_a_text_that_only_shares_its_version_with_the_signed_one_stays(project: Project) -> None:
    (own,) = chosen(project).public.values()
    assert own.record
    kept = project.signed / f"pcd-9001.{own.record.version}.md"
    kept.parent.mkdir()
    shutil.copy(project.decisions / "pcd-9001.md", kept)
    assert chosen(project).public
    kept.write_text(kept.read_text(encoding="utf-8").replace("title: ", "title: Forged "), encoding="utf-8")
    [stays] = chosen(project).stays
    assert "is not this text" in stays.reasons[0]
