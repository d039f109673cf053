"""The YAML parser's complaints, said to a writer who has never heard of YAML."""

import re

import yaml

from decisionforms.diagnostics import Finding, Span

RULE = "front-matter"
KEY_VALUE = re.compile(r"^(\s*(?:- )?[\w -]+):\s+(.*)$")
NO_SPACE = re.compile(r"^(\s*(?:- )?[A-Za-z][\w -]*):([^\s:/].*)$")
HARD_SPACE = re.compile(r"^\s*(?:- )?[A-Za-z][\w -]*:(?=\u00a0)")
IN_BRACES = re.compile(r"[{,]\s*([\w -]+):\s+([^{}\[\],\"']*:\s[^{},]*)")
# Complaints whose fault lies where something opens, not where the parser gave up.
OPENING = ("unexpected end of stream", "expected ',' or")
# (words in the parser's complaint, what to say, what to do); the first that fits is taken.
SAYINGS: tuple[tuple[str, str, str], ...] = (
    (
        "cannot start any token",
        "A value on this line begins with a sign that has a meaning of its own here (such as @, % or `).",
        "Put the value in quotes.",
    ),
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
        "sequence entries are not allowed",
        "A list begins here on the same line as its key.",
        "Begin the list on the next line, each item with “- ”; if it is one value that begins with a dash, put it in quotes.",
    ),
    (
        "did not find expected key",
        "This line does not fit what stands above it.",
        "Check the spaces at its start, and that every bracket and quotation mark above is closed; text that goes on after a closing quotation mark belongs inside it.",
    ),
    (
        "alphabetic or numeric",
        "A value on this line begins with “&” or “*”, which has a meaning of its own among these facts.",
        "Put the value in quotes.",
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
        "unknown escape",
        "A backslash between double quotes has a meaning of its own.",
        "Use single quotes, or write the backslash twice.",
    ),
)


def explain(fault: yaml.MarkedYAMLError, lines: list[str], first_line: int) -> Finding:
    """The finding for a complaint of the parser, at its place, with the line as it should be where that is clear."""
    complaint = f"{fault.problem or ''} {fault.context or ''}"
    opening = any(words in complaint for words in OPENING)
    mark = (fault.context_mark if opening else None) or fault.problem_mark or fault.context_mark
    row = min(mark.line, len(lines) - 1) if mark else 0
    if (slip := _slip(lines, row, first_line)) is not None:
        return slip
    column = mark.column + 1 if mark and mark.line == row else 1
    span = Span(first_line + row, column, max(column + 1, len(lines[row].rstrip()) + 1))
    if "mapping values are not allowed" in complaint:
        return _colon(lines, row, span)
    problem, remedy = next(
        ((problem, remedy) for words, problem, remedy in SAYINGS if words in complaint),
        (
            "This line can't be read as a fact.",
            "Write each fact as “key: value”; put a value with special signs in quotes.",
        ),
    )
    return Finding(RULE, span, problem, remedy)


def _slip(lines: list[str], row: int, first_line: int) -> Finding | None:
    """A slip of the keyboard on this line or near it, of which the parser only sees what follows from it."""
    for near in range(max(0, row - 1), min(row + 2, len(lines))):
        line, number = lines[near], first_line + near
        if re.match(r"\s*\t", line):
            return Finding(RULE, Span(number, 1, 2), "There is a tab character on this line.", "Use spaces to indent.")
        if match := HARD_SPACE.match(line):
            column = match.end() + 1
            problem = (
                "The space after the colon is a non-breaking one, as pasted from Word, so this is not read as a fact."
            )
            return Finding(RULE, Span(number, column, column + 1), problem, "Delete it and type a space.")
        if match := NO_SPACE.match(line):
            column = match.end(1) + 1
            remedy = f"Write: {match[1].strip()}: {match[2]}"
            return Finding(RULE, Span(number, column, column + 1), "There is no space after the colon.", remedy)
    if match := IN_BRACES.search(lines[row]):
        column = match.start(2) + match[2].index(":") + 1
        span = Span(first_line + row, column, match.end(2) + 1)
        value = match[2].strip()
        return _needs_quotes(span, match[1].strip(), value)
    return None


def _colon(lines: list[str], row: int, span: Span) -> Finding:
    line, above = lines[row], lines[row - 1] if row else ""
    if (
        line.startswith(" ")
        and not line.lstrip().startswith("- ")
        and above.strip()
        and not above.rstrip().endswith(":")
    ):
        problem = "This line is indented, so it would belong to the value on the line above it."
        return Finding(RULE, Span(span.line, 1, 2), problem, "Remove the spaces at its start.")
    match = KEY_VALUE.match(line)
    return (
        _needs_quotes(span, match[1].strip(), match[2].strip())
        if match
        else _needs_quotes(span, "key", "value: with a colon")
    )


def _needs_quotes(span: Span, key: str, value: str) -> Finding:
    whole = value.replace('"', '\\"')
    problem = "A value with a colon and a space in it must be in quotes."
    return Finding("colon-in-value", span, problem, f'Write: {key}: "{whole}"')
