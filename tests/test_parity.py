"""Word and the web say the same: the words of the view, no more and no less, in its order, with the same numbers.

The outputs are read back by readers that don't know the writers. Decisions are those of the corpus, and hundreds that
hypothesis invents; where it finds a fault, it shows the shortest source that has it.
"""

import re

import pytest
from hypothesis import given, settings
from reading_back.docx_text import read_docx
from reading_back.html_text import read_html
from reading_back.invented import Invented, as_fact, decisions, facts, phrases, scribbles
from reading_back.workshop import HEADINGS, Made, RefusedError, Workshop, decision

from decisionforms.view.words import notes_of, words_of

NUMBERED_WORD = re.compile(r"word\d+x")


def agree(made: Made) -> None:
    """Word, the web and the view say the same."""
    word, page = read_docx(made.docx), read_html(made.html)
    assert word.words == words_of(made.view)
    assert page.words == words_of(made.view)
    assert word.notes == page.notes == notes_of(made.view)
    assert all(word.bookmarks[mark] == shown for mark, shown in word.pointers)


def first_missing(words: list[str], text: list[str]) -> str:
    """The first of these words that the text does not have after the word before; empty where it has them all."""
    rest = iter(text)
    return next((word for word in words if word not in rest), "")


def everything_in(made: Made) -> str:
    """All words of a view, those of its notes last."""
    return " ".join([*words_of(made.view), *(word for note in notes_of(made.view) for word in note)])


def prose_of(source: str) -> tuple[list[str], list[list[str]]]:
    """The words of a source's body, by hand: every mark of markdown taken out; then its notes as referred to."""
    body = re.sub(r"^## .*$", "", source.split("\n---\n", 1)[1], flags=re.MULTILINE)
    written = {label: plain_words(text) for label, text in re.findall(r"^\[\^(\w+)]: (.*)$", body, re.MULTILINE)}
    body = re.sub(r"^\[\^\w+]: .*$", "", body, flags=re.MULTILINE)
    return plain_words(body), [written[label] for label in re.findall(r"\[\^(\w+)]", body)]


def plain_words(text: str) -> list[str]:
    """The words of some markdown; of lists, tables and quotations without their marks."""
    for mark, kept in (
        (r"\[\^\w+]|\{#[\w-]+}", ""),
        (r"\[]\(#[\w-]+\)\S*", "paragraph"),
        (r"\[([^]]*)]\([^)]*\)", r"\1"),
        (r"^[ >]*\|[-:| ]+\|$", ""),
        (r"^[ >]*(?:[-*+] |\d+[.)] |### |>)", " "),
        (r"^[ >]*(?:[-*+] |\d+[.)] )", " "),
        (r"\\$|(?<!\w)\*+|\*+(?!\w)|^\||\|$", ""),
        (r"(?<= )\|(?= )", " "),
        (r"\\([!-/:-@\[-`{-~])", r"\1"),
    ):
        text = re.sub(mark, kept, text, flags=re.MULTILINE)
    return text.split()


def test_word_and_web_say_what_the_view_says(corpus_decision: Made) -> None:
    agree(corpus_decision)


def test_every_word_of_the_source_is_printed_in_its_order(corpus_decision: Made) -> None:
    words, notes = prose_of(corpus_decision.source)
    assert first_missing(words, words_of(corpus_decision.view)) == ""
    shown = notes_of(corpus_decision.view)
    assert [first_missing(note, there) for note, there in zip(notes, shown, strict=True)] == [""] * len(notes)


@settings(max_examples=120)
@given(invented=decisions())
def test_whatever_a_careful_writer_writes_is_printed_alike_and_to_the_last_word(
    workshop: Workshop, invented: Invented
) -> None:
    made = workshop.make(invented.source)
    agree(made)
    assert first_missing(invented.words, words_of(made.view)) == ""
    assert notes_of(made.view) == invented.notes


@settings(max_examples=300)
@given(text=scribbles())
def test_a_scribble_is_printed_alike_and_to_the_last_word_or_refused_with_its_place(
    workshop: Workshop, text: str
) -> None:
    source = decision(text)
    try:
        made = workshop.make(source)
    except RefusedError as refused:
        has_places(refused, source)
        return
    agree(made)
    assert set(NUMBERED_WORD.findall(text)) <= set(NUMBERED_WORD.findall(everything_in(made)))


@settings(max_examples=200)
@given(given=facts())
def test_a_fact_is_printed_alike_or_refused_with_its_place(workshop: Workshop, given: str) -> None:
    source = decision("One.", title=given)
    try:
        agree(workshop.make(source))
    except RefusedError as refused:
        has_places(refused, source)


def has_places(refused: RefusedError, source: str) -> None:
    """What is refused has an error, and each error a place inside the file."""
    lines = source.split("\n")
    assert refused.errors
    for error in refused.errors:
        span = error.finding.span
        assert 1 <= span.line <= len(lines), error
        assert 1 <= span.column <= len(lines[span.line - 1]) + 1, error


@settings(max_examples=100)
@given(title=phrases, words=phrases)
def test_every_fact_that_prints_is_printed_to_the_last_word(workshop: Workshop, title: str, words: str) -> None:
    fact = as_fact(f"{words} end.")
    made = workshop.make(
        decision(
            "One.",
            title=f"title: {as_fact(title)}",
            facts=f"""\
drafting_officer: {{name: {fact}, date: 1 June 2026}}
head_of_service: {{post: {fact}, name: {fact}, date: 2 June 2026}}
recipients: [{fact}]
deferral: {{reason: {fact}, until: 1 March 2027}}
outcome: {{answer: withdrawn, date: 3 June 2026, reason: {fact}}}
""",
        )
    )
    agree(made)
    printed = f"{title} {words} end. {words} end. {words} end. {words} end.".split()
    assert first_missing(printed, words_of(made.view)) == ""


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Before \\{#gap\\}", "Before {#gap}"),
        ("Before {#gap\\}", "Before {#gap}"),
        ("Before \\{#gap}", "Before {#gap}"),
        ("R&D <pilot> a \\| b", "R&D <pilot> a | b"),
        ("`code` ~~not~~ $x$ &amp; &#x41;", "`code` ~~not~~ $x$ &amp; &#x41;"),
        ("[Supplier]: MOPAC", "[Supplier]: MOPAC"),
        ("    four spaces", "four spaces"),
        ("A line\n===", "A line ==="),
        ("\\*not bold\\*", "*not bold*"),
        ("[a](https://example.org) \\[x\\]\\(y\\)", "a [x](y)"),
        ("{{ 7*7 }} {% raw %} {_{ x }}", "{{ 7*7 }} {% raw %} {_{ x }}"),
        ("a\u00a0b c\u2011d e\u00adf g\th", "a b c\u2011d e\u00adf g h"),
    ],
)
def test_what_looks_like_a_mark_and_is_none_is_printed(workshop: Workshop, written: str, printed: str) -> None:
    made = workshop.make(decision(written))
    agree(made)
    assert f" 1.1 {printed} 2. " in f" {' '.join(words_of(made.view))} "


@pytest.mark.parametrize(
    "body",
    [
        'See [the report](https://example.org/report "and what is in its title").',
        'A paragraph. {#gap}\n\nSee [](#gap "and what is in its title").',
        "A table\n\n| a |\n| - |\n| 1 | 2 |",
        "<!-- a remark -->",
        "<b>bold</b>",
        "![a picture](https://example.org/x.png)",
        "Unused.\n\n[^unused]: Nothing points here.",
        "Twice.[^a]\n\n[^a]: Once.\n\n[^a]: Twice.",
    ],
)
def test_what_would_be_lost_is_refused(workshop: Workshop, body: str) -> None:
    assert workshop.errors_in(decision(body))


@pytest.mark.parametrize(
    "body",
    ["{#gap}", "\u00a0", "\u200b", "\u00ad", ">", "> {#gap}", "###\n\nOne.", "- {#gap}", "- \u200b", "[ ](https://example.org)", "One. {#gap}\n\n[ ](#gap)"],
)  # fmt: skip
def test_what_would_print_as_nothing_is_refused(workshop: Workshop, body: str) -> None:
    assert workshop.errors_in(decision(body))


def test_the_place_of_an_error_is_its_own_line(workshop: Workshop) -> None:
    table = "| a | b |\n| - | - |\n| one | ![x](https://example.org/) |\n| two[^none] | <b>three</b> |"
    source = decision("One.", table, "- point\n\n  <i>four</i>", "> quoted [](#nowhere)")
    found = {(one.finding.rule, one.line) for one in workshop.errors_in(source)}
    assert found == {
        ("image", "| one | ![x](https://example.org/) |"),
        ("unknown-note", "| two[^none] | <b>three</b> |"),
        ("html", "| two[^none] | <b>three</b> |"),
        ("html", "  <i>four</i>"),
        ("unknown-label", "> quoted [](#nowhere)"),
    }


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\u0085"])
def test_a_sign_that_only_some_programs_take_for_a_line_end_is_refused(workshop: Workshop, separator: str) -> None:
    source = decision("One.", title=f"title: 'a{separator}b'")
    assert [(one.finding.rule, one.finding.span.line) for one in workshop.errors_in(source)] == [
        ("invisible-character", 2)
    ]


NUMBERED = """\
One.

1. first
2. second
   - bullet
     1. under the bullet

   3. third level
   4. fourth

   still second

Two. {#two}

26. z
27. after z

> 3) quoted
>    1. deeper
>       1. deepest

- bullet
  1. one
- bullet
  1. one again

See [](#two).[^note]

[^note]: As [](#two) says."""


def test_numbers_are_counted_as_a_reader_expects(workshop: Workshop) -> None:
    made = workshop.make(decision(NUMBERED, advice="5. five\n6. six\n\n   2. b\n   3. c\n\nWords.\n\n1. one"))
    lines = [f"{line.number} {line.text}".strip() for line in read_docx(made.docx).lines]
    start = lines.index("The Deputy Mayor for Policing and Crime is recommended to:") + 1
    assert lines[start : start + 6] == ["5. five", "6. six", "(b) b", "(c) c", "Words.", "1. one"]
    start = lines.index("1. Introduction and background")
    assert lines[start : lines.index("2. Issues for consideration")] == [
        "1. Introduction and background",
        "1.1 One.",
        "(a) first",
        "(b) second",
        "bullet",
        "(i) under the bullet",
        "(iii) third level",
        "(iv) fourth",
        "still second",
        "1.2 Two.",
        "(z) z",
        "(aa) after z",
        "(c) quoted",
        "(i) deeper",
        "(A) deepest",
        "bullet",
        "(a) one",
        "bullet",
        "(a) one again",
        "1.3 See paragraph 1.2.",
    ]
    assert notes_of(made.view) == [["As", "paragraph", "1.2", "says."]]
    agree(made)


def test_every_section_of_the_form_has_its_number(workshop: Workshop) -> None:
    made = workshop.make(decision("One."))
    headings = [line for line in read_docx(made.docx).lines if line.style == "Heading3"]
    assert [(line.number, line.text) for line in headings] == [(f"{n}.", text) for n, text in enumerate(HEADINGS, 1)]
