"""The YAML parser's complaints, said to a writer who has never heard of YAML."""

import yaml

from decisionforms.diagnostics import Finding, Span
from decisionforms.text.yaml_slips import RULE, colon_too_many, no_colon, slip_near

# Of a line that ends without one; the parser only sees that on the next.
NO_COLON = "could not find expected ':'"
# Complaints whose fault lies where something opens, not where the parser gave up.
OPENING = ("unexpected end of stream", "expected ',' or", NO_COLON)
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
    if (slip := slip_near(lines, row, first_line)) is not None:
        return slip
    column = mark.column + 1 if mark and mark.line == row else 1
    span = Span(first_line + row, column, max(column + 1, len(lines[row].rstrip()) + 1))
    if NO_COLON in complaint:
        return no_colon(lines[row], first_line + row)
    if "mapping values are not allowed" in complaint:
        return colon_too_many(lines, row, span)
    problem, remedy = next(
        ((problem, remedy) for words, problem, remedy in SAYINGS if words in complaint),
        (
            "This line can't be read as a fact.",
            "Write each fact as “key: value”; put a value with special signs in quotes.",
        ),
    )
    return Finding(RULE, span, problem, remedy)
