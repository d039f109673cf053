"""Footnotes: their texts are taken out of the body, wherever they stand, and compared with what points to them."""

from collections.abc import Iterator

from markdown_it.token import Token

from decisionforms.text.inlines import TEXTS, InlineReader, note_labels
from decisionforms.text.nodes import Paragraph

MOST_NOTES = 500
TEXT_ONLY = {*TEXTS, "paragraph_open", "paragraph_close"}


def take_notes(tokens: list[Token], inlines: InlineReader) -> list[Token]:
    """The tokens without the footnotes' texts, which the inline reader holds from here on."""
    kept: list[Token] = []
    openings: dict[str, Token] = {}
    rest = iter(tokens)
    for token in rest:
        if token.type == "footnote_reference_open":
            _keep(token, list(_inside(rest)), openings, inlines)
        else:
            kept.append(token)
    _compare(openings, kept, inlines)
    if sum(len(note_labels(token)) for token in kept if token.children) > MOST_NOTES:
        inlines.page.refuse("many-notes", inlines.page.first)
        inlines.notes = dict.fromkeys(inlines.notes, ())
    return kept


def _inside(tokens: Iterator[Token]) -> Iterator[Token]:
    for token in tokens:
        if token.type == "footnote_reference_close":
            return
        yield token


def _keep(opening: Token, inside: list[Token], openings: dict[str, Token], inlines: InlineReader) -> None:
    label, line, say = opening.meta["label"], inlines.line_of(opening), inlines.page.say
    if label in openings:
        say(
            "duplicate-note",
            line,
            f"The footnote [^{label}] is written twice.",
            "Give the second one another name, or the text of one would be lost.",
        )
    if any(token.type not in TEXT_ONLY for token in inside):
        inlines.page.refuse("note-form", line)
    openings[label] = opening
    if any(note_labels(token) for token in inside):
        inlines.page.refuse("note-in-note", line)
        inlines.notes[label] = (Paragraph(("",), line),)
        return
    inlines.notes[label] = tuple(
        Paragraph(inlines.read(token), inlines.line_of(token)) for token in inside if token.type in TEXTS
    )


def _compare(openings: dict[str, Token], tokens: list[Token], inlines: InlineReader) -> None:
    used = {label for token in tokens for label in note_labels(token)} if openings else set()
    for label, opening in openings.items():
        if label not in used:
            problem = f"Nothing in the text points to the footnote [^{label}]."
            inlines.page.say(
                "unused-note",
                inlines.line_of(opening),
                problem,
                f"Put [^{label}] where it belongs, or remove the footnote.",
            )
        elif not inlines.notes[label]:
            inlines.page.say(
                "note-form",
                inlines.line_of(opening),
                f"The footnote [^{label}] has no text.",
                "Write its text after the colon.",
            )
