"""`--fix` mends layout: twice is as good as once, and nothing that prints, is signed or is a comment changes."""

import re
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_back.invented import facts, scribbles
from reading_back.workshop import decision

from decisionforms.decision.form_named import Forms
from decisionforms.diagnostics import Severity
from decisionforms.mending import mended
from decisionforms.project import Project
from decisionforms.register import Register
from decisionforms.view.making import view_of
from decisionforms.view.words import notes_of, words_of

ROOT = Path(__file__).parent.parent
CORPUS = {path.stem: path.read_text("utf-8") for path in sorted((ROOT / "tests" / "corpus").glob("*.md"))}
COMMENT = re.compile(r"^[ \t]*#[^#\n].*?(?=\s*$)", re.MULTILINE)
KEY = re.compile(r"^([a-z]+)_([a-z_]+):", re.MULTILINE)


@pytest.fixture(scope="module")
def forms() -> Forms:
    return Project(ROOT).forms()


def mend(forms: Forms, text: str) -> str:
    return mended(text, partial(Project(ROOT).read_text, Path("any.md"), forms))


def printed(forms: Forms, text: str) -> object:
    """Everything that is printed of a text, and its versions; None where nothing is, since it has errors."""
    reading = Project(ROOT).read_text(Path("any.md"), forms, text)
    if reading.decision is None or any(finding.severity is Severity.ERROR for finding in reading.findings):
        return None
    view = view_of(reading.decision, Register())
    return words_of(view), notes_of(view), reading.decision.versions


@st.composite
def untidied(draw: st.DrawFn) -> tuple[str, str]:
    """A paper of the corpus with blanks at the ends of lines, spare empty lines, and keys in other spellings."""
    name = draw(st.sampled_from(sorted(CORPUS)))
    text = CORPUS[name]
    head, fence, body = text.partition("\n---\n")
    if draw(st.booleans()):
        head = KEY.sub(lambda match: f"{match[1].title()} {match[2]}:", head)
    body = body.replace("\n\n", draw(st.sampled_from(["\n\n", "\n\n\n", "\n \n\n", "\n\t\n"])))
    head = head.replace("\n", draw(st.sampled_from(["\n", " \n", "\t\n"])))
    end = draw(st.sampled_from(["", "\n\n", " "]))
    return name, (head + fence + body).rstrip("\n") + end


@settings(max_examples=120)
@given(paper=untidied())
def test_an_untidy_paper_is_mended_and_says_what_it_said(forms: Forms, paper: tuple[str, str]) -> None:
    name, text = paper
    better = mend(forms, text)
    assert printed(forms, better) == printed(forms, CORPUS[name])
    assert COMMENT.findall(better) == COMMENT.findall(text)
    assert mend(forms, better) == better
    assert not re.search(r"[ \t]$", better.partition("\n---\n")[0], re.MULTILINE)
    assert "\n\n\n" not in better.partition("\n---\n")[2]


@settings(max_examples=150)
@given(text=scribbles(), title=facts(), ends=st.sampled_from(["\n", "\r\n"]))
def test_whatever_stands_there_twice_is_as_good_as_once(forms: Forms, text: str, title: str, ends: str) -> None:
    source = decision(text, title=title).replace("\n", ends)
    better = mend(forms, source)
    assert mend(forms, better) == better
    before, after = printed(forms, source), printed(forms, better)
    assert before is None or before == after


# PCD 9003 spells its keys in all the ways that are read.
@pytest.mark.parametrize("name", sorted(CORPUS.keys() - {"pcd-9003"}))
def test_a_tidy_paper_stays_as_it_is(forms: Forms, name: str) -> None:
    assert mend(forms, CORPUS[name]) == CORPUS[name]
