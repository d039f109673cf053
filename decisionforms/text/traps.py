"""Lines that look like something they are not: each would print otherwise than its writer meant."""

import re

from decisionforms.diagnostics import Span
from decisionforms.text.page import Page
from decisionforms.text.tables import cells_in, counted, dashes_below

# “2.4 million people” begins a sentence; “2.4 Million” or “(a) by car” begins a point.
TYPED_NUMBER = re.compile(r"^\s*(?:(\d+(?:\.\d+)+\.?)\s+[\"'“‘(]?[A-Z]|(\(?[a-z]\)|[a-z]\.|\([ivx\d]+\))\s)")
FOLLOWING_NUMBER = re.compile(r"^\s*(\d+(?:\.\d+)+\.?|\(?[a-z]\)|[a-z]\.|\([ivx\d]+\))\s")
# What Word sets in a font of bullets comes as a letter or a sign: “o by car”. “§ 149” is a paragraph of an Act.
LETTERS = ("o", "Ø", "§")
TYPED_BULLET = re.compile(r"^\s*([•·▪‣●■➢\uf0b7–—‐−](?=\s*\S)|o(?=\s+\S)|[Ø§](?=\s+[A-Za-z]))")
PARAGRAPHS = re.compile(r"\n\s*\n")
HEADING = re.compile(r"^(#{1,6})(?=[^\s#])")
# The bar at the end of a row may be left out.
BARS = re.compile(r"^\s*\|.*(?<!\\)\|")
DASHES = re.compile(r"^\s*\|[\s:|-]*-[\s:|-]*$")
LABEL = re.compile(r"(?<!\\)\{#([a-z0-9][a-z0-9-]*)\}")
NO_LINK = re.compile(r"(?<!\\)\[(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*(\]\((?=\S)[^)]*\)?)")


def look_at_paragraph(page: Page, line: int, content: str) -> None:
    """Make a finding on each line of a paragraph that looks like a number, bullet, heading or table."""
    if content[:1].isalpha() and content[1:2] not in {".", ")"} and "\n" not in content and content[0] not in LETTERS:
        return  # words on one line, as most paragraphs are
    lines = content.split("\n")
    numbered = TYPED_NUMBER.match(lines[0])
    for offset, text in enumerate(lines):
        match = TYPED_BULLET.match(text) or (FOLLOWING_NUMBER.match(text) if numbered else None)
        if match:
            page.typed.append((page.span(line + offset, match[1]), match[1]))
        if heading := HEADING.match(text):
            place, marks = page.span(line + offset, heading[1]), heading[1]
            words = text[len(marks) :].strip()
            own = f" — or, if it is a heading of your own: ### {words}" if marks == "##" else ""
            page.say(
                "heading-space",
                place,
                f"There is no space after {marks}, so this line is no heading.",
                f"Write: {marks} {words}{own}",
            )
    _look_for_table(page, line, lines)


def say_what_was_typed(page: Page) -> None:
    """Make a finding on each run of numbers or bullets typed by hand, with what to type in the place of each."""
    runs: list[list[tuple[Span, str]]] = []
    for place, mark in sorted(page.typed):
        last = runs[-1][-1] if runs else None
        if last and _instead_of(last[1]) == _instead_of(mark) and _follow(page, last[0].line, place.line):
            runs[-1].append((place, mark))
        else:
            runs.append([(place, mark)])
    for run in runs:
        place, mark = run[0]
        problem = f"“{mark}” is typed by hand here, so it prints as text."
        remedy = _instead_of(mark)
        if run[1:]:
            remedy += f" So with {len(run) - 1} more, down to line {run[-1][0].line}."
        page.warn("typed-number", place, problem, remedy)


def _instead_of(mark: str) -> str:
    if mark in LETTERS or not any(sign.isalnum() for sign in mark):
        return "Write “- ” in its place: that begins a point of a list."
    if mark[0].isdigit():
        return "Remove it: paragraphs number themselves, each after an empty line."
    return "Write “1. ” in its place: the form gives each point of a list its letter."


def _follow(page: Page, line: int, below: int) -> bool:
    """Whether nothing but the rest of its own paragraph stands between one line and another below it."""
    between = "\n".join(page.text(number) for number in range(line, below))
    return PARAGRAPHS.search(between.rstrip()) is None


def look_at_labels(page: Page, line: int, content: str, *, at_end: bool) -> None:
    """Make a finding on each label that stands where none can; `at_end` is for paragraphs, which may end with one."""
    if "{#" not in content:
        return
    for offset, text in enumerate(content.split("\n")):
        for match in LABEL.finditer(text):
            last = offset == content.count("\n") and match.end() == len(text.rstrip())
            if not (at_end and last):
                page.refuse("label-place", page.span(line + offset, match[0]))


def look_for_broken_links(page: Page, line: int, content: str, links: int) -> None:
    """Make a finding on what was typed like a link, but could not be read as one; `links` is how many were read."""
    typed = [(offset, match) for offset, text in enumerate(content.split("\n")) for match in NO_LINK.finditer(text)]
    if len(typed) <= links:
        return
    broken = [(offset, match) for offset, match in typed if re.search(r"\s|\]\]", match[0][-len(match[1]) - 1 :])]
    for offset, match in broken or typed[-1:]:
        page.refuse("link-form", page.span(line + offset, match[1]))


def _look_for_table(page: Page, line: int, lines: list[str]) -> None:
    rows = [offset for offset, text in enumerate(lines) if BARS.match(text)]
    if not rows:
        return
    first = rows[0]
    below = lines[first + 1] if first + 1 < len(lines) else ""
    if DASHES.match(below):
        cells, wanted = counted(cells_in(below)), cells_in(lines[first])
        page.refuse(
            "ragged-table",
            line + first + 1,
            f"The line of dashes has {cells} where the first row of the table has {wanted}.",
        )
    else:
        dashes = dashes_below(cells_in(lines[first]))
        problem = "This looks like a table, but has no line of dashes below its first row."
        page.say("table-form", line + first, problem, f"Add a line below it: {dashes}")
