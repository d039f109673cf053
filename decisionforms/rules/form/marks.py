"""Marks that print as they were typed: stars of bold and italics, and the numbers of footnotes."""

import re
from collections.abc import Iterator

from decisionforms.rules.form.writing import is_quoted
from decisionforms.rules.paper import Paper
from decisionforms.rules.passages import Kind
from decisionforms.rules.remark import Remark
from decisionforms.rules.rule import Rule

# What is left of stars in the text as it prints: they open nothing, or what they open is never closed.
OPENING = re.compile(r"""(?<![^\s(\[“‘"'/–—-])(\*{1,3})(?=[^\s*.,;:!?)\]”])\w*""")
PADDED = re.compile(r"(?<!\S)(\*{2,3}) \w+(?=[^*\n]*[^\s*]\1)")
NAMES = {1: "italics", 2: "bold", 3: "bold and italics"}
MOST = 50
# “[1]” right behind a word or stop, or anywhere where a paragraph begins with it; “[2020]” is the year of a judgment.
NUMBER = re.compile(r"\[(\d{1,3})\](?!\()")
NOTE = re.compile(r"^\[(\d{1,3})\]:?", re.MULTILINE)
QUOTED = re.compile(r"([“‘])([^“”‘’]*(?:\w’\w[^“”‘’]*)*)([”’])")
MOST_PLACES = 12


def unclosed_star(paper: Paper) -> Iterator[Remark]:
    """Stars that open bold or italics are closed by as many stars, in the same paragraph.

    Otherwise the stars print, and nothing is bold. A star that explains one behind an earlier word, as below a table,
    and one with a backslash before it, are let through.

    Bad:
        **Without an extension the service ends in May.
    Good:
        **Without an extension** the service ends in May.
    """
    if "*" not in paper.text:
        return
    for at, passage in enumerate(paper.passages):
        if "*" in passage.text and passage.kind is not Kind.TITLE:
            start = paper.starts[at]
            yield from _unclosed(paper, start, start + len(passage.text))


def _unclosed(paper: Paper, start: int, end: int) -> Iterator[Remark]:
    """A remark on the first stars of a passage that open nothing."""
    for found in PADDED.finditer(paper.text, start, end):
        problem = f"“{found[1]}” has a space behind it, so it opens nothing and prints."
        remedy = f"Remove the space between {found[1]} and the word behind it."
        yield paper.remark(*found.span(), problem, remedy)
        return
    for found in OPENING.finditer(paper.text, start, end):
        if paper.is_typed(*found.span()) and not _explains(paper, found):
            stars, place = found[1], "cell" if paper.passage_at(start).kind is Kind.CELL else "paragraph"
            problem = (
                f"“{found[0]}” opens {NAMES[len(stars)]}, but nothing closes it in this {place}, so “{stars}” prints."
            )
            remedy = f"Write {stars} right behind the last word of it, then a space or a stop; before each star that is meant, write a backslash."
            yield paper.remark(*found.span(), problem, remedy)
            return


def _explains(paper: Paper, found: re.Match[str]) -> bool:
    """Whether it says what as many stars behind an earlier word mean, as “*Without VAT” does below “£40,000*”."""
    return re.search(rf"\w{re.escape(found[1])}(?!\*)", paper.text[: found.start()]) is not None


def typed_footnote(paper: Paper) -> Iterator[Remark]:
    """A footnote is marked with [^1], not with a number in square brackets.

    Word leaves [1] behind where a footnote is copied. It prints as typed, leads nowhere, and the text of the note
    stands as a paragraph of the paper. Quotations and the manner of citing judgments, [2020] EWHC 12 at [45], are let
    through.

    Bad:
        About 40 people were asked.[1]

        [1] Hansard, 4 May 2026.
    Good:
        About 40 people were asked.[^1]

        [^1]: Hansard, 4 May 2026.
    """
    if "[" not in paper.text:
        return
    notes = {one[1]: one for one in NOTE.finditer(paper.text)}
    marks = [one for one in NUMBER.finditer(paper.text) if _is_mark(paper, one, notes)]
    if marks:
        first, *others = marks
        places = [*others[:MOST_PLACES], *notes.values()]
        also = tuple((paper.place(*one.span()), one[0]) for one in places[:MOST_PLACES])
        problem = f"“{first[0]}” is typed by hand here, so it prints as text and leads to no footnote."
        remedy = _as_note(first[1], notes) + (" Do the same with the others." if others else "")
        yield paper.remark(*first.span(), problem, remedy, *also)


def _is_mark(paper: Paper, found: re.Match[str], notes: dict[str, re.Match[str]]) -> bool:
    """Whether a number in brackets stands where the mark of a footnote would."""
    before = paper.text[found.start() - 1 : found.start()]
    meant = found[1] in notes if before == " " else not before.isspace() and before not in {"", "[", "("}
    return meant and paper.is_typed(*found.span()) and not is_quoted(paper, found.start())


def _as_note(number: str, notes: dict[str, re.Match[str]]) -> str:
    if number in notes:
        return f"Write [^{number}] here, and [^{number}]: with a space behind it in place of {notes[number][0]} below."
    return f"Write [^{number}] here, and below, on a line of its own, the note: “[^{number}]: …”."


def quoted_title(paper: Paper) -> Iterator[Remark]:
    """The title stands without quotation marks round it.

    Word turns the straight marks of a copied line into curly ones, which are no signs of the file but part of the
    title: they print on the form, in the register and in links. A title that quotes some of its words is let through.

    Bad:
        title: “Night service for people who leave custody”
    Good:
        title: Night service for people who leave custody
    """
    title = paper.facts.title
    if title and (found := QUOTED.fullmatch(title.value)):
        problem = f"The title stands between {found[1]} and {found[3]}, and prints with them."
        yield Remark(title.span, problem, f'Write it without them, or between straight marks: title: "{found[2]}".')


RULES = (Rule(unclosed_star), Rule(typed_footnote), Rule(quoted_title))
