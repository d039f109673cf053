"""Each kind of edit that Word knows: taken over into the lines it concerns, or told with nothing lost."""

import pytest
from reviewing.copies import PAPER, copy_of, printer, taken_back
from reviewing.word_user import WordUser
from test_taking_back import Act, difference

from decisionforms.review.taking_back import TakenBack

PRINTER = printer(PAPER)
TEXT = PAPER.read_text()
LAST_NOTE = "[^report]: The first report.\n"
TWO_NOTES = TEXT.replace("in London.", "in London.[^other]").replace(
    LAST_NOTE, f"{LAST_NOTE}\n[^other]: The other one.\n"
)
PICTURE = "<w:drawing/>"
FIELD = (
    '<w:fldChar w:fldCharType="begin"/><w:instrText> HYPERLINK "https://example.org/" \\l "x" </w:instrText>'
    '<w:fldChar w:fldCharType="separate"/><w:t>here it is</w:t><w:fldChar w:fldCharType="end"/>'
)
NUMBERED, HEADING = "Two things follow", "What was learned"


def reviewed(act: Act, *, tracked: bool, text: str = TEXT) -> TakenBack:
    """What comes back when somebody does this to the paper in Word."""
    user = WordUser(copy_of(text, PRINTER), tracked=tracked)
    act(user)
    return taken_back(text, user.save(), PRINTER)


def in_turn(*acts: Act) -> Act:
    """One thing after the other."""

    def do(word: WordUser) -> None:
        for act in acts:
            act(word)

    return do


def empty_a_section(word: WordUser) -> None:
    """Delete everything in section 2."""
    for place in ("Two things follow", "Nobody else", "We would be glad"):
        word.delete(place)


def as_another(word: WordUser) -> None:
    """From now on somebody else is at the keyboard."""
    word.author = "Example Economist"


TAKEN_OVER: dict[str, tuple[Act, list[str]]] = {
    "edits of two authors": (
        in_turn(
            lambda word: word.replace("urgent", "pressing"),
            as_another,
            lambda word: word.replace("Both are", "Each is"),
        ),
        ["-Two things follow. Both are urgent.", "+Two things follow. Each is pressing."],
    ),
    "a numbered paragraph made a sub-heading": (
        lambda word: word.restyle("Nobody else", HEADING),
        ["-Nobody else offers this in London.", "+### Nobody else offers this in London."],
    ),
    "a sub-heading made a numbered paragraph": (
        lambda word: word.restyle(HEADING, NUMBERED),
        ["-### What was learned", "+What was learned"],
    ),
    "a numbered paragraph made a point": (
        lambda word: word.restyle("Some of it", "Lewisham"),
        [
            "-Some of it stands in a report.[^report] The rest was said in [](#use), or [there](#use).",
            "+- Some of it stands in a report.[^report] The rest was said in [](#use), or [there](#use).",
        ],
    ),
    "a point made a numbered paragraph": (
        lambda word: word.restyle("Lewisham", NUMBERED),
        ["-- Lewisham.", "+Lewisham."],
    ),
    "words beside fields that Word has worked out anew": (
        in_turn(WordUser.spread_fields, lambda word: word.replace("Some of it", "Half of it")),
        [
            "-Some of it stands in a report.[^report] The rest was said in [](#use), or [there](#use).",
            "+Half of it stands in a report.[^report] The rest was said in [](#use), or [there](#use).",
        ],
    ),
    "a link": (
        lambda word: word.link("Nobody else", "London", "https://example.org/a b?c=(d)&e"),
        [
            "-Nobody else offers this in London.",
            "+Nobody else offers this in [London](<https://example.org/a%20b?c=(d)&e>).",
        ],
    ),
    "a link written as a field": (
        lambda word: word.put_in("Nobody else", FIELD),
        [
            "-Nobody else offers this in London.",
            "+Nobody else offers this in London.[here it is](https://example.org/#x)",
        ],
    ),
    "a new line": (
        lambda word: word.break_line(NUMBERED, "Both"),
        ["-Two things follow. Both are urgent.", "+Two things follow. \\", "+Both are urgent."],
    ),
    "an empty paragraph": (lambda word: (word.add_after(NUMBERED, ""), None)[1], []),
    "a paragraph and all that points to it": (
        in_turn(lambda word: word.delete("The service began"), lambda word: word.delete("Some of it")),
        [
            "-The service began on 1 June 2026 in two boroughs. About 40 people use it; about 40 people wait. {#use}",
            "-Some of it stands in a report.[^report] The rest was said in [](#use), or [there](#use).",
            "-[^report]: The first report.",
        ],
    ),
    "everything in a section taken out": (
        empty_a_section,
        [
            "-Two things follow. Both are urgent.",
            "-Nobody else offers this in London.",
            "-> We would be glad to go on.",
        ],
    ),
    "words where nothing was written yet": (
        lambda word: word.replace("To be written", "An assessment is under way."),
        ["+An assessment is under way."],
    ),
    "a paragraph below the words for what is not written yet": (
        lambda word: (word.add_after("To be written", "Nothing is stored."), None)[1],
        ["+Nothing is stored."],
    ),
    "a paragraph typed anew that lost its name": (
        in_turn(lambda word: word.lose_names("Nobody else"), lambda word: word.replace("London", "the city")),
        ["-Nobody else offers this in London.", "+Nobody else offers this in the city."],
    ),
    "text of another document": (
        in_turn(
            lambda word: word.paste_over(word.add_after("Nobody else", "It was pasted."), "Normal"),
            lambda word: word.replace("Both are", "Each is"),
        ),
        [
            "-Two things follow. Both are urgent.",
            "+Two things follow. Each is urgent.",
            "+It was pasted.",
        ],
    ),
    "all from the end of one paragraph to that of the next": (
        lambda word: word.delete_to_end(NUMBERED),
        ["-Nobody else offers this in London."],
    ),
    "the words of a heading of a table": (
        lambda word: word.replace("Journeys", "Trips"),
        ["-| Year | Journeys | Cost |", "+| Year | Trips | Cost |"],
    ),
    "a table taken out": (
        in_turn(lambda word: word.delete_row("4,100"), lambda word: word.delete_row("Journeys")),
        ["-| Year | Journeys | Cost |", "-| :--- | :------: | ---: |", "-| 2023/24 | 4,100 | £61,000 |"],
    ),
    "a footnote taken out": (
        lambda word: word.take_note("Some of it"),
        [
            "-Some of it stands in a report.[^report] The rest was said in [](#use), or [there](#use).",
            "-[^report]: The first report.",
            "+Some of it stands in a report. The rest was said in [](#use), or [there](#use).",
        ],
    ),
    "the first of some points taken out": (
        lambda word: word.delete("have no money"),
        [
            "-1. have no money;",
            "-2. are far from home;",
            "-3. are under 21.",
            "+1. are far from home;",
            "+2. are under 21.",
        ],
    ),
    "spaces that nobody sees": (lambda word: word.type_in(NUMBERED, "  ", at_end=True), []),
    "bold by a style of words": (
        lambda word: word.set_look("Nobody else", '<w:rStyle w:val="FieldLabel"/>'),
        ["-Nobody else offers this in London.", "+**Nobody else offers this in London.**"],
    ),
}
SIDES = pytest.mark.parametrize("tracked", [True, False], ids=["tracked", "not tracked"])


@SIDES
@pytest.mark.parametrize("edit", TAKEN_OVER)
def test_this_is_taken_over(edit: str, *, tracked: bool) -> None:
    act, expected = TAKEN_OVER[edit]
    back = reviewed(act, tracked=tracked)
    assert [one.why for one in back.planned if one.why] == []
    assert difference(back.text) == expected


def test_what_one_put_in_and_another_took_out_was_never_there() -> None:
    back = reviewed(
        in_turn(
            lambda word: word.type_in(NUMBERED, " And so on and on.", at_end=True),
            lambda word: word.delete_within("and on", "Example Economist"),
        ),
        tracked=True,
    )
    assert difference(back.text) == [
        "-Two things follow. Both are urgent.",
        "+Two things follow. Both are urgent. And so on .",
    ]


@SIDES
def test_two_footnotes_change_places(*, tracked: bool) -> None:
    back = reviewed(WordUser.exchange_notes, tracked=tracked, text=TWO_NOTES)
    assert "stands in a report.[^other] The rest" in back.text
    assert "Nobody else offers this in London.[^report]" in back.text
    assert "[^report]: The first report.\n\n[^other]: The other one.\n" in back.text


TOLD: dict[str, tuple[Act, str]] = {
    "a column taken out": (lambda word: word.delete_column("4,100"), "a column came or went"),
    "a picture": (lambda word: word.put_in(NUMBERED, PICTURE), "a decision can't hold this (a picture)"),
    "a formula": (
        lambda word: word.put_in(NUMBERED, "<m:oMath xmlns:m='m'/>"),
        "a decision can't hold this (a formula)",
    ),
    "words struck out": (
        lambda word: word.set_look("Nobody else", "<w:strike/>"),
        "a decision can't hold this (words struck out: “Nobody else offers this in London.”)",
    ),
    "a raised sign": (
        lambda word: word.put_in(NUMBERED, '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t>'),
        "a decision can't hold this (raised or lowered signs: “2”)",
    ),
    "hidden words": (
        lambda word: word.set_look("Nobody else", "<w:vanish/>"),
        "a decision can't hold this (hidden words: “Nobody else offers this in London.”)",
    ),
    "a paragraph to which the paper points": (
        lambda word: word.delete("The service began"),
        "words elsewhere point to it by its label {#use}; make this change by hand, together with theirs",
    ),
    "a style that no writer can give": (
        lambda word: word.restyle("Nobody else", "Issues for consideration"),
        "the form has no such style for it; in the source “### ” before it makes a sub-heading, “- ” a point, “> ” a quotation",
    ),
    "a style in a cell": (
        lambda word: word.restyle("4,100", "Nobody else"),
        "the form gives the words in a table their style",
    ),
    "a number of a page in the text": (
        lambda word: word.put_in(
            NUMBERED,
            '<w:fldChar w:fldCharType="begin"/><w:instrText> PAGE </w:instrText><w:fldChar w:fldCharType="separate"/><w:t>4</w:t><w:fldChar w:fldCharType="end"/>',
        ),
        "a decision can't hold this (number of a page)",
    ),
    "a new line in a cell": (
        lambda word: word.break_line("4,100", "100"),
        "a new line can't stand in a heading or a cell",
    ),
    "two paragraphs in a cell": (
        lambda word: (word.add_after("4,100", "and more"), None)[1],
        "a cell can hold one paragraph only",
    ),
    "a paragraph among the words of the form": (
        lambda word: (word.add_after("The above request", "If there is money."), None)[1],
        "it stands where the form has no place for words of yours",
    ),
}


@SIDES
@pytest.mark.parametrize("edit", TOLD)
def test_this_is_told_and_changes_nothing(edit: str, *, tracked: bool) -> None:
    act, why = TOLD[edit]
    back = reviewed(act, tracked=tracked)
    assert {one.why for one in back.planned if one.why} == {why}
    assert back.text == TEXT


@SIDES
def test_a_heading_of_the_form_joined_with_a_paragraph_loses_neither(*, tracked: bool) -> None:
    back = reviewed(lambda word: word.join("Issues for consideration"), tracked=tracked)
    assert back.text == TEXT
    assert any(one.why for one in back.planned)


@SIDES
def test_what_can_be_taken_over_is_although_something_else_can_not(*, tracked: bool) -> None:
    act = in_turn(
        lambda word: word.put_in("It is run by", PICTURE),
        lambda word: word.replace("urgent", "pressing"),
        lambda word: (word.add_after("We would be glad", "They said so."), None)[1],
        lambda word: word.replace("Financial Comments", "Money"),
        lambda word: word.delete("are far from home"),
    )
    back = reviewed(act, tracked=tracked)
    assert len([one for one in back.planned if one.why]) == 2
    assert difference(back.text) == [
        "-2. are far from home;",
        "-3. are under 21.",
        "+2. are under 21.",
        "-Two things follow. Both are urgent.",
        "+Two things follow. Both are pressing.",
        "+>",
        "+> They said so.",
    ]
