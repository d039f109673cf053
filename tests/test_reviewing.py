"""Copies go out, come back and are taken in: by the commands, with real git, as those who use them see it."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import ooxml_integrity
import pytest
from click.testing import CliRunner, Result
from openxml_audit import OpenXmlValidator
from reading_back.workshop import Made
from reviewing.word_user import WordUser

from decisionforms.cli import cli
from decisionforms.render.docx_named import NAMED
from decisionforms.render.package import member, pack, unpack

ROOT = Path(__file__).parent.parent
PAPER = ROOT / "tests/reviewing/paper.md"
COPY = "output/reviews/pcd-9099-legal.docx"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one paper."""
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    (tmp_path / "decisions").mkdir()
    shutil.copy(PAPER, tmp_path / "decisions/pcd-9099.md")
    return tmp_path


def run(project: Path, *arguments: str) -> Result:
    """What the program says."""
    return CliRunner().invoke(cli, ["--project", str(project), "review", *arguments])


def edited(
    project: Path, name: str, act: Callable[[WordUser], None], *, tracked: bool = True, author: str = "Example Lawyer"
) -> str:
    """The copy, as somebody sends it back under this name."""
    user = WordUser((project / COPY).read_bytes(), tracked=tracked, author=author)
    act(user)
    (project / name).write_bytes(user.save())
    return str(project / name)


def paper(project: Path) -> str:
    return (project / "decisions/pcd-9099.md").read_text()


def test_a_copy_goes_out_comes_back_and_is_taken_over(project: Path) -> None:
    out = run(project, "out", "PCD-9099", "--to", "legal")
    assert out.exit_code == 0
    assert "never publish it" in out.output
    file = edited(project, "back.docx", lambda word: word.replace("about 40 people", "some 50 people"))
    looked = run(project, "in", file)
    assert "paragraph 1.1 (line 25): changed – Example Lawyer 2026-11-20" in looked.output
    assert paper(project) == PAPER.read_text()
    taken = run(project, "in", file, "--apply")
    assert taken.exit_code == 0
    assert paper(project) == PAPER.read_text().replace("about 40 people", "some 50 people")


def test_the_title_and_a_clearance_are_proposed_and_not_written(project: Path) -> None:
    run(project, "out", "PCD-9099", "--to", "legal")
    back = edited(project, "back.docx", lambda word: word.replace("An example of a paper", "Another title"))
    said = run(project, "in", back, "--apply")
    assert said.exit_code == 1
    assert 'Proposed: title: "Another title under review"' in said.output
    assert 'Proposed: legal: {answer: consulted, by: "Example Lawyer", date: 20 November 2026}' in said.output
    assert paper(project) == PAPER.read_text()


def test_a_proposed_clearance_can_be_written_as_it_stands(project: Path) -> None:
    run(project, "out", "PCD-9099", "--to", "legal")
    back = edited(project, "back.docx", lambda word: word.replace("about 40", "some 50"), author='A "B": {C}, D')
    told = json.loads(run(project, "in", back, "--format", "json").output)
    (proposal,) = told["reviews"][0]["proposals"]
    text = paper(project).replace("advice:\n", f"advice:\n  {proposal['facts']}\n")
    (project / "decisions/pcd-9099.md").write_text(text)
    assert CliRunner().invoke(cli, ["--project", str(project), "build"]).exit_code == 0


def test_two_copies_become_one_text_and_where_they_differ_neither_wins(project: Path) -> None:
    run(project, "out", "PCD-9099", "--to", "legal")

    def one(word: WordUser) -> None:
        word.replace("about 40 people", "some 50 people")
        word.replace("Bethnal Green", "Bow")

    def other(word: WordUser) -> None:
        word.replace("about 40 people", "some 60 people")
        word.replace("Lewisham", "Lee")

    said = run(project, "in", edited(project, "one.docx", one), edited(project, "other.docx", other), "--apply")
    assert said.exit_code == 1
    assert "other.docx: line 25 was changed elsewhere too, and otherwise" in said.output
    assert "left to a person: 1" in run(project, "status").output
    assert "some 60 people" in said.output
    changed = PAPER.read_text().replace("about 40 people", "some 50 people").replace("Bethnal Green", "Bow")
    assert paper(project) == changed.replace("Lewisham", "Lee")


def test_what_the_author_wrote_in_the_meantime_stays(project: Path) -> None:
    run(project, "out", "PCD-9099", "--to", "legal")
    back = edited(project, "back.docx", lambda word: word.replace("about 40 people", "some 50 people"))
    (project / "decisions/pcd-9099.md").write_text(PAPER.read_text().replace("Both are urgent", "Both can wait"))
    assert run(project, "in", back, "--apply").exit_code == 0
    expected = PAPER.read_text().replace("Both are urgent", "Both can wait")
    assert paper(project) == expected.replace("about 40 people", "some 50 people")


def test_a_copy_that_lost_its_source_finds_it_in_git(project: Path) -> None:
    for command in (["init", "-q"], ["add", "-A"], ["-c", "user.name=A", "-c", "user.email=a@b", "commit", "-qm", "x"]):
        subprocess.run(["git", "-C", str(project), *command], check=True)  # noqa: S607 - git is on the path wherever this is worked on
    run(project, "out", "PCD-9099", "--to", "legal")
    back = edited(project, "back.docx", lambda word: word.replace("about 40 people", "some 50 people"))
    parts = {
        name: data for name, data in unpack((project / "back.docx").read_bytes()).items() if "customXml" not in name
    }
    parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(
        b"../customXml/item1.xml", b"theme/theme1.xml"
    )
    (project / "back.docx").write_bytes(pack(member(name, data) for name, data in parts.items()))
    (project / "decisions/pcd-9099.md").write_text(PAPER.read_text().replace("Both are urgent", "Both can wait"))
    assert run(project, "in", back, "--apply").exit_code == 0
    assert "some 50 people" in paper(project)
    assert "Both can wait" in paper(project)
    shutil.rmtree(project / ".git")
    lost = run(project, "in", back)
    assert lost.exit_code == 2
    assert "compare it by hand" in lost.output


def test_comments_and_their_answers_are_listed_at_their_paragraph(project: Path) -> None:
    run(project, "out", "PCD-9099", "--to", "legal")

    def act(word: WordUser) -> None:
        word.comment("Two things follow", "Which two?")
        word.comment("Two things follow", "The two above.", answers="Which two?")
        word.comment("Bethnal Green", "Agreed.", settled=True)

    said = run(project, "in", edited(project, "back.docx", act))
    assert said.exit_code == 0
    assert said.output.splitlines()[1:] == [
        "  a point below paragraph 1.2 (line 29): comment by Example Lawyer 2026-11-21 on “Bethnal Green;” (settled)",
        "    Agreed.",
        "  paragraph 2.1 (line 46): comment by Example Lawyer 2026-11-21 on “Two things follow. Both are urgent.”",
        "    Which two?",
        "    answer by Example Lawyer 2026-11-21",
        "      The two above.",
        '  Proposed: legal: {answer: consulted, by: "Example Lawyer", date: 21 November 2026}',
        "    The copy went to legal and came back. Write this under “advice:” if it is their advice.",
    ]
    assert "open comments: 1" in run(project, "status").output


def test_the_status_says_who_has_a_copy_and_what_came_back(project: Path) -> None:
    assert "No review copy has been made yet" in run(project, "status").output
    run(project, "out", "PCD-9099", "--to", "legal")
    assert "sent to legal" in run(project, "status").output
    assert "not back yet" in run(project, "status").output
    back = edited(project, "back.docx", lambda word: word.replace("about 40 people", "some 50 people"))
    run(project, "in", back, "--apply")
    said = run(project, "status", "PCD-9099").output
    assert "back from Example Lawyer" in said
    assert "taken over (changes: 1, left to a person: 0, open comments: 0)" in said


def test_a_copy_tracks_what_is_done_to_it_and_carries_what_check_says(project: Path) -> None:
    run(project, "out", "PCD-9099")
    parts = unpack((project / "output/reviews/pcd-9099.docx").read_bytes())
    assert b"<w:trackRevisions/>" in parts["word/settings.xml"]
    assert b'w:edit="trackedChanges" w:enforcement="1"' in parts["word/settings.xml"]
    assert "only says “None.”".encode() in parts["word/comments.xml"]


def test_both_validators_find_nothing_in_a_copy(project: Path) -> None:
    run(project, "out", "PCD-9099", "--to", "legal")
    assert [str(fault) for fault in OpenXmlValidator().validate(project / COPY).errors] == []
    assert [str(fault) for fault in ooxml_integrity.check(project / COPY)] == []


def test_nothing_of_a_review_copy_is_in_a_published_document(corpus_decision: Made) -> None:
    for name, data in corpus_decision.parts.items():
        assert not name.startswith(("customXml", "docProps/custom"))
        assert NAMED.encode() not in data
        assert b"trackRevisions" not in data
        assert b"documentProtection" not in data


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("notes.docx", b"just text", "it is not a Word document"),
        ("other.docx", None, "is no review copy"),
    ],
)
def test_other_files_get_a_sentence(project: Path, name: str, data: bytes | None, expected: str) -> None:
    CliRunner().invoke(cli, ["--project", str(project), "build"])
    made = (project / "output/decisions/pcd-9099/pcd-9099.docx").read_bytes()
    (project / name).write_bytes(made if data is None else data)
    said = run(project, "in", str(project / name))
    assert said.exit_code == 2
    assert expected in said.output


def test_a_file_that_is_not_there_gets_a_sentence(project: Path) -> None:
    said = run(project, "in", str(project / "nowhere.docx"))
    assert said.exit_code == 2
    assert "There is no file" in said.output


def test_a_copy_that_nobody_sent_is_not_taken_in(project: Path) -> None:
    run(project, "out", "PCD-9099", "--to", "legal")
    back = edited(project, "back.docx", lambda word: word.replace("about 40 people", "some 50 people"))
    (project / "decisions/reviews.toml").unlink()
    said = run(project, "in", back, "--apply")
    assert said.exit_code == 2
    assert "knows of no such copy" in said.output
    assert paper(project) == PAPER.read_text()


def test_what_differs_in_its_look_alone_shows_how_it_looks(project: Path) -> None:
    run(project, "out", "PCD-9099", "--to", "legal")

    def act(word: WordUser) -> None:
        word.make("b", "urgent")
        word.add_note("Nobody else", "So far as is known.")

    said = run(project, "in", edited(project, "back.docx", act)).output
    assert "+ Two things follow. Both are **urgent**." in said
    assert "+ Nobody else offers this in London. [footnote: So far as is known.]" in said
    assert "Changes: 2, of which 2 can be taken over and 0 are left to you." in said


def test_of_a_footnote_it_is_told_who_changed_it(project: Path) -> None:
    run(project, "out", "PCD-9099", "--to", "legal")
    back = edited(project, "back.docx", lambda word: word.in_notes(lambda notes: notes.replace("first", "second")))
    said = run(project, "in", back).output
    assert "paragraph 1.3 (line 34): changed in a footnote – Example Lawyer 2026-11-20\n" in said
    assert "[footnote: The second report.]" in said


def test_a_style_alone_is_told_with_its_name(project: Path) -> None:
    run(project, "out", "PCD-9099", "--to", "legal")
    back = edited(project, "back.docx", lambda word: word.restyle("Nobody else", "Issues for consideration"))
    said = run(project, "in", back).output
    assert "paragraph 2.2 (line 48): changed in its look" in said
    assert "- Nobody else offers this in London. [numbered paragraph]" in said
    assert "+ Nobody else offers this in London. [heading 3]" in said


FOOT = (
    '<w:ins w:author="Example Lawyer" w:date="2026-11-20T10:00:00Z"><w:r><w:t>DRAFT</w:t></w:r></w:ins></w:p></w:ftr>'
)


def test_what_was_changed_at_the_foot_of_the_pages_is_told(project: Path) -> None:
    run(project, "out", "PCD-9099", "--to", "legal")
    parts = dict(unpack((project / COPY).read_bytes()))
    name = next(one for one in parts if one.startswith("word/footer"))
    parts[name] = parts[name].replace(b"</w:p></w:ftr>", FOOT.encode())
    (project / "back.docx").write_bytes(pack(member(one, data) for one, data in parts.items()))
    done = run(project, "in", str(project / "back.docx"))
    assert done.exit_code == 1
    assert "Changes: 1, of which 0 can be taken over and 1 is left to you." in done.output
    assert "the foot of the pages: changed – Example Lawyer 2026-11-20" in done.output
    assert "DRAFT" in done.output.partition("    + ")[2]
    assert "Not taken over: these are words of the form" in done.output


def test_no_author_can_steer_the_terminal(project: Path) -> None:
    run(project, "out", "PCD-9099", "--to", "legal")
    back = edited(project, "back.docx", lambda word: word.replace("about 40", "50"), author="A\u009b31m\nB\u202e")
    run(project, "in", back)
    for said in (run(project, "in", back).output, run(project, "status").output):
        assert not {"\u009b", "\u202e"} & set(said)


def test_of_a_signed_paper_it_is_said_that_it_is_signed(project: Path) -> None:
    shutil.copy(ROOT / "tests/corpus/pcd-9001.md", project / "decisions")
    assert "It is signed already" in run(project, "out", "PCD-9001").output
