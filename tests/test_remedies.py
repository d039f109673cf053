"""A remedy that is followed to the letter mends what was wrong, and does not lead into the next message."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisionforms.decision.decision import Reading
from decisionforms.decision.form_named import Forms
from decisionforms.decision.reader import read_decision
from decisionforms.diagnostics import Finding, Severity
from decisionforms.drafting import draft
from decisionforms.form.form import Form
from decisionforms.mending import corrected, mended
from decisionforms.project import Project
from decisionforms.text.nodes import List

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


def error_in(text: str, forms: Forms) -> Finding:
    (error,) = (one for one in read(text, forms).findings if one.severity is Severity.ERROR)
    return error


def mistakes(text: str, forms: Forms) -> list[str]:
    """What is wrong with a text, gaps aside."""
    return [one.problem for one in read(text, forms).findings if one.severity > Severity.NOTE]


def with_line(text: str, number: int, line: str) -> str:
    """The text with another line in the place of this one."""
    lines = text.split("\n")
    return "\n".join((*lines[: number - 1], *line.split("\n"), *lines[number:]))


def followed(text: str, finding: Finding) -> str:
    """The text once the remedy of a finding was followed to the letter, without a thought."""
    line = text.split("\n")[finding.span.line - 1]
    order, _, typed = finding.remedy.partition(": ")
    new = {"Add a line above this one": f"{typed}\n{line}", "Add a line below this one": f"{line}\n{typed}"}
    return with_line(text, finding.span.line, new.get(order, typed))


PAPER = """---
title: Example night service
form: part-1/2023
advice:
  legal: {answer: not required, reason: nothing changes}
topics:
  - custody
starts: 3 March 2027
deferral: no
part_2: no
---

## Executive Summary

Example Night Partnership would drive people home.
"""


@pytest.mark.parametrize(
    ("typed", "instead", "line"),
    [
        ("starts: 3", "starts 3", "starts 3 March 2027"),
        ("part_2: no", "part_2 no", "part_2 no"),
        ("title: Example", "title Example", "title Example night service"),
        ("topics:\n  - custody", "topics:\n– custody", "– custody"),
        ("no\n---\n", "no\n", "part_2: no"),
        ("no\n---\n", "no\n-----\n", "-----"),
        ("---\ntitle", "title", "title: Example night service"),
        ("---\ntitle", "———\ntitle", "———"),
    ],
)
def test_facts_that_cannot_be_read_are_mended_on_the_line_that_is_named(
    typed: str, instead: str, line: str, forms: Forms
) -> None:
    broken = PAPER.replace(typed, instead, 1)
    fault = error_in(broken, forms)
    assert broken.split("\n")[fault.span.line - 1] == line
    assert mistakes(followed(broken, fault), forms) == []


@given(st.text("nab \\\"'", min_size=1).map(str.strip).filter(bool))
def test_a_value_with_a_colon_says_the_same_between_the_quotation_marks_that_are_asked_for(words: str) -> None:
    """Even where a backslash in it would mean something else there."""
    forms, title = Project(ROOT).forms(), f"Night service: {words}"
    broken = PAPER.replace("Example night service", title)
    decision = read(followed(broken, error_in(broken, forms)), forms).decision
    assert decision is not None
    assert decision.facts.title is not None
    assert decision.facts.title.value == title


@pytest.mark.parametrize("tabbed", ["\tlegal: {answer: ", "  \tlegal: {answer: "])
def test_a_tab_gives_way_to_as_many_spaces_as_are_asked_for(tabbed: str, forms: Forms) -> None:
    broken = PAPER.replace("  legal: {answer: ", tabbed).replace("  - custody", "\t- custody")
    fault = error_in(broken, forms)
    assert fault.problem == "There is a tab at the start of this line, and of 1 more below."
    assert fault.remedy == "Begin each with 2 spaces instead."
    assert mistakes(re.sub(r"(?m)^ *\t", "  ", broken), forms) == []


def test_a_file_with_nothing_in_it_is_said_to_be_empty(forms: Forms) -> None:
    for nothing in ("", "\n\n", "  \n"):
        fault = error_in(nothing, forms)
        assert fault.problem == "The file is empty."


def test_half_a_save_is_said_to_lack_the_end_of_its_facts(forms: Forms) -> None:
    half = PAPER[: PAPER.index("starts")]
    fault = error_in(half, forms)
    assert fault.problem == "The facts never end: the second line of three dashes is missing."
    assert half.split("\n")[fault.span.line - 1] == "  - custody"


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
    better = with_line(without, gap.span.line, "deferral: no\n---")
    assert said(better, forms, "missing-fact") == [part_2]


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


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252"])
def test_a_file_in_another_encoding_is_read_once_it_is_saved_again_as_it_is_told(encoding: str, forms: Forms) -> None:
    paper = PAPER.replace("drive", "drive – for £30 –")
    stored = paper.encode(encoding)
    (fault,) = read_decision("paper.md", "paper", stored, forms).findings
    assert fault.remedy == "Save it again as UTF-8: in Notepad choose File, then Save as, and UTF-8 beside Encoding."
    assert mistakes(stored.decode(encoding), forms) == []


@pytest.mark.parametrize("typed", ["consulted", "yes", "{answer: consulted by: Example Finance date: 5 March 2027}"])
def test_an_answer_without_its_facts_is_written_as_the_message_shows(typed: str, forms: Forms) -> None:
    broken = PAPER.replace("advice:\n", f"advice:\n  finance: {typed}\n")
    fault = error_in(broken, forms)
    order, _, shown = fault.remedy.partition(": ")
    assert order == "Write"
    first = shown.removeprefix("finance: ").partition(" — or")[0].partition(" or ")[0].strip("{}")
    assert first in {
        "answer: consulted, by: …, date: …",
        "answer: consulted, by: Example Finance, date: 5 March 2027",
    }
    whole = first.replace("by: …, date: …", "by: Example Finance, date: 5 March 2027")
    decision = read(broken.replace(typed, f"{{{whole}}}"), forms).decision
    assert decision
    assert [row.key for row in decision.declaration if row.confirmed] == ["finance", "legal"]


def test_an_answer_that_says_less_is_not_offered_where_another_was_given(forms: Forms) -> None:
    fault = error_in(PAPER.replace("advice:\n", "advice:\n  dpia: Completed\n"), forms)
    assert fault.remedy == "Write: dpia: {answer: completed, date: …}"
    fault = error_in(PAPER.replace("advice:\n", "advice:\n  finance: yes\n"), forms)
    either = "finance: {answer: consulted, by: …, date: …} or finance: {answer: not required, reason: …}"
    assert fault.remedy == f"Write: {either}"


def section_of(body: str) -> str:
    return f"{PAPER}\n## Introduction and background\n\n{body}\n"


@pytest.mark.parametrize(
    ("body", "mark", "instead", "more"),
    [
        ("The service covers:\n\n• by car\n• by bus", "•", "- ", " So with 1 more, down to line 22."),
        ("The service covers:\n• by car\n\n• by bus\n\n• on foot", "•", "- ", " So with 2 more, down to line 24."),
        ("(a) by car\n\n(b) by bus", "(a)", "1. ", " So with 1 more, down to line 21."),
        ("a) by car\nb) by bus\nc) by rail", "a)", "1. ", " So with 2 more, down to line 21."),
    ],
)
def test_points_typed_by_hand_become_a_list_by_what_is_said_of_them_once(
    body: str, mark: str, instead: str, more: str, forms: Forms
) -> None:
    text = section_of(body)
    (typed,) = said(text, forms, "typed-number")
    assert typed.problem == f"“{mark}” is typed by hand here, so it prints as text."
    assert typed.remedy.startswith(f"Write “{instead}” in its place: ")
    assert typed.remedy.endswith(more)
    better = re.sub(r"(?m)^(?:•|\(?[a-c]\)) ", instead, text)
    assert mistakes(better, forms) == []
    decision = read(better, forms).decision
    assert decision
    (made,) = (one for one in decision.sections["introduction"].blocks if isinstance(one, List))
    assert len(made.items) == body.count("by ") + body.count("on foot")


def test_points_typed_by_hand_that_a_paragraph_parts_are_told_apart(forms: Forms) -> None:
    text = section_of("By day:\n\n• by car\n\nBy night:\n\n• by bus")
    assert [one.span.line for one in said(text, forms, "typed-number")] == [21, 25]


def test_points_further_left_than_the_one_they_belong_to_are_mended_together(forms: Forms) -> None:
    text = section_of("1. for those over 21\n2. for those under 21:\n  - a car\n  - a bus")
    (indent,) = said(text, forms, "list-indent")
    assert indent.remedy == "If it does, begin its line with four spaces, and so the points that follow it."
    (shown,) = (one for one in corrected(read(text, forms)) if one.rule == "list-indent")
    assert shown.corrected == "    - a car"
    assert mistakes(re.sub(r"(?m)^  (?=- a )", "    ", text), forms) == []


def test_a_section_that_is_missing_is_written_above_the_line_that_is_named(forms: Forms) -> None:
    text = f"{PAPER}\n## Legal Comments\n\nNone.\n\n## Equality Comments\n\nNone.\n"
    while gaps := said(text, forms, "missing-section"):
        gap = gaps[0]
        order, heading, rest = gap.remedy.split("“", 1)[0], *gap.remedy.split("“", 1)[1].split("”", 1)
        assert rest in {", with the text or “None.” under it.", ", with the text under it."}
        assert order in {"Above this line write ", "At the end write "}
        line = text.split("\n")[gap.span.line - 1]
        new = f"{heading}\n\nNone.\n\n"
        text = with_line(text, gap.span.line, f"{new}{line}" if order.startswith("Above") else f"{line}\n{new}")
    assert said(text, forms, "heading-order") == []
    decision = read(text, forms).decision
    assert decision
    assert list(decision.sections) == list(decision.edition.sections)


def test_a_section_that_comes_too_late_goes_above_the_one_that_is_named(forms: Forms) -> None:
    text = f"{PAPER}\n## Legal Comments\n\nNone.\n\n## Equality Comments\n\nNone.\n"
    late = "## Commercial Issues\n\nNone.\n"
    (order,) = said(f"{text}\n{late}", forms, "heading-order")
    assert order.remedy == "Put it, with the text under it, above “Equality Comments” on line 21."
    assert text.split("\n")[20] == "## Equality Comments"
    assert said(with_line(text, 21, f"{late}\n## Equality Comments"), forms, "heading-order") == []


def test_a_heading_of_ones_own_without_its_space_is_told_apart_from_one_of_the_form(forms: Forms) -> None:
    text = section_of("##Options considered\n\nThere are two.\n\n##Legal Comments\n\nNone.")
    own, of_the_form = [one for one in corrected(read(text, forms)) if one.rule == "heading-space"]
    assert own.remedy.endswith("or, if it is a heading of your own: ### Options considered")
    assert (own.corrected, of_the_form.corrected) == ("### Options considered", "## Legal Comments")
    better = text.replace("##Options considered", own.corrected).replace("##Legal Comments", of_the_form.corrected)
    assert mistakes(better, forms) == []


def test_a_heading_that_is_only_misspelt_is_not_taken_for_one_of_the_writers_own(forms: Forms) -> None:
    text = section_of("##Legal Coments\n\nNone.")
    (shown,) = (one for one in corrected(read(text, forms)) if one.rule == "heading-space")
    assert shown.corrected == "## Legal Coments"
    assert mended(text, lambda better: read(better, forms)) == text
    other = section_of("##Options considered\n\nThere are two.")
    assert mended(other, lambda better: read(better, forms)) == other


def test_a_link_that_leads_nowhere_is_named_as_it_was_typed(forms: Forms) -> None:
    (fault,) = said(section_of(r"See [the survey](C:\Users\anna\survey.pdf)."), forms, "link-address")
    assert fault.problem == r"A link can't lead to “C:\Users\anna\survey.pdf”."
    assert "as an appendix" in fault.remedy
    assert (fault.span.column, fault.span.end) == (17, 42)


def test_a_pointer_to_nowhere_is_marked_where_it_stands(forms: Forms) -> None:
    (fault,) = said(section_of("As was said in [](#gap), it is free."), forms, "unknown-label")
    assert (
        section_of("As was said in [](#gap), it is free.").split("\n")[fault.span.line - 1][
            fault.span.column - 1 : fault.span.end - 1
        ]
        == "(#gap)"
    )
