"""The YAML parser's complaints, said to a writer who has never heard of YAML."""

import re

import yaml

from decisionforms.diagnostics import Finding, Span

KEY_VALUE = re.compile(r"^(\s*(?:- )?[\w -]+):\s+(.*)$")
# (words in the parser's complaint, what to say, what to do); the first that fits is taken.
SAYINGS: tuple[tuple[str, str, str], ...] = (
    (
        "cannot start any token",
        "A value on this line begins with a sign that has a meaning of its own here (such as @, %, ` or a tab).",
        "Put the value in quotes.",
    ),
    ("tab", "There is a tab character on this line.", "Use spaces to indent."),
    (
        "unexpected end of stream",
        "A quotation mark or bracket that opens here is never closed.",
        "Close it, or put the whole value in quotes.",
    ),
    (
        "expected ',' or",
        "A bracket that opens here is not closed, or a comma is missing.",
        "Close the bracket, or put the value in quotes.",
    ),
    (
        "did not find expected key",
        "This line does not fit what stands above it.",
        "Check the spaces at its start, and that every bracket and quotation mark above is closed.",
    ),
    (
        "did not find expected node",
        "A value is missing on this line.",
        "Write the value, or put it in quotes if it begins with a sign.",
    ),
    (
        "could not find expected ':'",
        "A colon is missing on this line, or on the line above it.",
        "Write each fact as “key: value”.",
    ),
    (
        "block collections are not allowed",
        "A list begins here on the same line as its key.",
        "Begin the list on the next line, each item with “- ”.",
    ),
    (
        "unknown escape",
        "A backslash between double quotes has a meaning of its own.",
        "Use single quotes, or write the backslash twice.",
    ),
    (
        "found character",
        "A value on this line begins with a sign that has a meaning of its own here.",
        "Put the value in quotes.",
    ),
)
# Complaints whose fault lies where something opens, not where the parser gave up.
OPENING = ("unexpected end of stream", "expected ',' or")


def explain(fault: yaml.MarkedYAMLError, lines: list[str], first_line: int) -> Finding:
    """The finding for a complaint of the parser, at its place, with the line as it should be where that is clear."""
    opening = next((words for words in OPENING if words in f"{fault.problem}"), "")
    mark = (fault.context_mark if opening else None) or fault.problem_mark or fault.context_mark
    row = min(mark.line, len(lines) - 1) if mark else 0
    column = mark.column + 1 if mark and mark.line == row else 1
    complaint = f"{fault.problem or ''} {fault.context or ''}"
    span = Span(first_line + row, column, max(column + 1, len(lines[row].rstrip()) + 1))
    if "mapping values are not allowed" in complaint:
        return _colon(lines[row], span)
    problem, remedy = next(
        ((problem, remedy) for words, problem, remedy in SAYINGS if words in complaint),
        (
            "This line can't be read as a fact.",
            "Write each fact as “key: value”; put a value with special signs in quotes.",
        ),
    )
    return Finding("front-matter", span, problem, remedy)


def _colon(line: str, span: Span) -> Finding:
    match = KEY_VALUE.match(line)
    whole = (
        f"{match[1]}: " + '"' + match[2].strip().replace('"', '\\"') + '"' if match else 'key: "value: with a colon"'
    )
    return Finding(
        "colon-in-value", span, "A value with a colon and a space in it must be in quotes.", f"Write: {whole.strip()}"
    )
