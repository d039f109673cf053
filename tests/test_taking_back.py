"""What reviewers do in Word comes back into the markdown exactly, or is told; everything else keeps its bytes."""

from collections.abc import Callable
from difflib import unified_diff

import pytest
from reviewing.copies import PAPER, copy_of, printer, taken_back
from reviewing.word_user import WordUser

from decisionforms.review.taking_back import TakenBack

Act = Callable[[WordUser], None]


PRINTER = printer(PAPER)
TEXT = PAPER.read_text()


def reviewed(act: Act, *, tracked: bool) -> TakenBack:
    """What comes back when somebody does this to the paper in Word."""
    user = WordUser(copy_of(TEXT, PRINTER), tracked=tracked)
    act(user)
    return taken_back(TEXT, user.save(), PRINTER)


def difference(text: str) -> list[str]:
    """The lines that changed."""
    lines = unified_diff(TEXT.splitlines(), text.splitlines(), n=0, lineterm="")
    return [line for line in lines if line[:1] in "+-" and line[:3] not in {"+++", "---"} and line not in {"+", "-"}]


EDITS: dict[str, tuple[Act, list[str]]] = {
    "some words": (
        lambda word: word.replace("about 40 people", "some 50 people"),
        [
            "-The service began on 1 June 2026 in two boroughs. About 40 people use it; about 40 people wait. {#use}",
            "+The service began on 1 June 2026 in two boroughs. About 40 people use it; some 50 people wait. {#use}",
        ],
    ),
    "words that look like markdown": (
        lambda word: word.replace("about 40 people", "*all* [x](y) | a_b_c {{ }} &amp; <b> 1. \\"),
        [
            "-The service began on 1 June 2026 in two boroughs. About 40 people use it; about 40 people wait. {#use}",
            r"+The service began on 1 June 2026 in two boroughs. About 40 people use it; \*all\* \[x](y) | a_b_c {{ }} &amp; \<b> 1. \ wait. {#use}",
        ],
    ),
    "a paragraph added": (
        lambda word: word.add_after("It is run by", "Both boroughs agree."),
        ["+Both boroughs agree."],
    ),
    "a paragraph added at the end of a section": (
        lambda word: word.add_after("What it costs", "- Nothing else is known."),
        [r"+\- Nothing else is known."],
    ),
    "a paragraph taken out": (lambda word: word.delete("Nobody else"), ["-Nobody else offers this in London."]),
    "a paragraph cut in two": (
        lambda word: word.split("Two things follow", "Both are"),
        ["-Two things follow. Both are urgent.", "+Two things follow.", "+Both are urgent."],
    ),
    "two paragraphs joined": (
        lambda word: word.join("Two things follow"),
        [
            "-Two things follow. Both are urgent.",
            "-Nobody else offers this in London.",
            "+Two things follow. Both are urgent.Nobody else offers this in London.",
        ],
    ),
    "a point changed": (
        lambda word: word.replace("Lewisham", "Lewisham and Lee"),
        ["-- Lewisham.", "+- Lewisham and Lee."],
    ),
    "a point added": (lambda word: word.add_after("Bethnal Green", "Bow;"), ["+- Bow;"]),
    "a lettered point added": (
        lambda word: word.add_after("have no money", "are ill;"),
        ["-2. are far from home;", "-3. are under 21.", "+2. are ill;", "+3. are far from home;", "+4. are under 21."],
    ),
    "a point taken out": (
        lambda word: word.delete("are far from home"),
        ["-2. are far from home;", "-3. are under 21.", "+2. are under 21."],
    ),
    "bold": (
        lambda word: word.make("b", "urgent"),
        ["-Two things follow. Both are urgent.", "+Two things follow. Both are **urgent**."],
    ),
    "italics": (
        lambda word: word.make("i", "in London"),
        ["-Nobody else offers this in London.", "+Nobody else offers this *in London*."],
    ),
    "a sub-heading": (
        lambda word: word.replace("was learned", "we learned"),
        ["-### What was learned", "+### What we learned"],
    ),
    "a cell": (
        lambda word: word.replace("4,100", "4,200 | 1"),
        ["-| 2023/24 | 4,100 | £61,000 |", r"+| 2023/24 | 4,200 \| 1 | £61,000 |"],
    ),
    "a row added": (
        lambda word: word.add_row("4,100", ["2024/25", "5,250", "£74,500"]),
        ["+| 2024/25 | 5,250 | £74,500 |"],
    ),
    "a row taken out": (lambda word: word.delete_row("4,100"), ["-| 2023/24 | 4,100 | £61,000 |"]),
    "a quotation": (
        lambda word: word.replace("glad to go on", "happy to go on"),
        ["-> We would be glad to go on.", "+> We would be happy to go on."],
    ),
    "a footnote changed": (
        lambda word: word.in_notes(lambda notes: notes.replace("first report", "second report")),
        ["-[^report]: The first report.", "+[^report]: The second report."],
    ),
    "a footnote added": (
        lambda word: word.add_note("Nobody else", "So far as is *known*."),
        [
            "-Nobody else offers this in London.",
            "+Nobody else offers this in London.[^note-1]",
            r"+[^note-1]: So far as is \*known\*.",
        ],
    ),
    "a paragraph moved": (
        lambda word: word.move("Nobody else", "It is run by"),
        ["+Nobody else offers this in London.", "-Nobody else offers this in London."],
    ),
}


@pytest.mark.parametrize("tracked", [True, False], ids=["tracked", "not tracked"])
@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_comes_back_into_its_lines_and_no_others(edit: str, *, tracked: bool) -> None:
    act, expected = EDITS[edit]
    back = reviewed(act, tracked=tracked)
    assert [one.why for one in back.planned if one.why] == []
    assert difference(back.text) == expected


FIXED: dict[str, Act] = {
    "a heading": lambda word: word.replace("Financial Comments", "Money"),
    "a fixed sentence": lambda word: word.replace("The above request has my approval", "I agree"),
    "a tick": lambda word: word.replace("Not confirmed", "Yes"),
    "the title": lambda word: word.replace("An example of a paper", "Another title"),
}


@pytest.mark.parametrize("tracked", [True, False], ids=["tracked", "not tracked"])
@pytest.mark.parametrize("edit", FIXED)
def test_what_the_form_prints_is_told_and_not_changed(edit: str, *, tracked: bool) -> None:
    back = reviewed(FIXED[edit], tracked=tracked)
    assert back.text == TEXT
    assert len([one for one in back.planned if one.why]) == 1
