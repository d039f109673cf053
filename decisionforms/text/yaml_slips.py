"""Slips of the keyboard among the facts, of which the YAML parser only sees what follows from them."""

import re

from decisionforms.diagnostics import Finding, Span
from decisionforms.text.yaml_values import quoted

RULE = "front-matter"
KEY_VALUE = re.compile(r"^(\s*(?:- )?[\w -]+):\s+(.*)$")
NO_SPACE = re.compile(r"^(\s*(?:- )?[A-Za-z][\w -]*):([^\s:/].*)$")
HARD_SPACE = re.compile(r"^\s*(?:- )?[A-Za-z][\w -]*:(?=\u00a0)")
IN_BRACES = re.compile(r"[{,]\s*([\w -]+):\s+([^{}\[\],\"']*:\s[^{},]*)")
NEXT_KEY = re.compile(r"\s+([a-z_]+):(?=\s)")
TAB = re.compile(r"\s*\t")
BULLET = re.compile(r"\s*([–—•·])\s*(\S.*)")
WORDS = re.compile(r"\s*(?:- )?([A-Za-z][\w-]*)(?:\s+([^:]*))?")


def slip_near(lines: list[str], row: int, first_line: int) -> Finding | None:
    """The slip on this line or one beside it, with what should be typed; None where there is none that is known."""
    for near in range(max(0, row - 1), min(row + 2, len(lines))):
        line, number = lines[near], first_line + near
        if TAB.match(line):
            return _tab(lines, near, number)
        if match := HARD_SPACE.match(line):
            span = Span(number, match.end() + 1, match.end() + 2)
            problem = (
                "The space after the colon is a non-breaking one, as pasted from Word, so this is not read as a fact."
            )
            return Finding(RULE, span, problem, "Delete it and type a space.")
        if match := NO_SPACE.match(line):
            span = Span(number, match.end(1) + 1, match.end(1) + 2)
            remedy = f"Write: {match[1].strip()}: {match[2]}"
            return Finding(RULE, span, "There is no space after the colon.", remedy)
    return _in_braces(lines[row], first_line + row)


def no_colon(line: str, number: int) -> Finding:
    """What is said of a line that holds no fact."""
    span = Span(number, 1, len(line.rstrip()) + 1)
    if match := BULLET.match(line):
        problem = f"An entry of a list begins with a hyphen and a space, not with “{match[1]}”."
        return Finding(RULE, span, problem, f"Write: - {match[2].rstrip()}")
    match = WORDS.fullmatch(line.rstrip())
    fact = f"{match[1]}: {match[2] or '…'}" if match else "key: value"
    problem = "There is no colon on this line, so it is no fact."
    return Finding(RULE, span, problem, f"If it belongs to the line above, put it there. Otherwise write: {fact}")


def colon_too_many(lines: list[str], row: int, span: Span) -> Finding:
    """What is said of a colon where none can be: the line above has none, or this one goes on with it, or has two."""
    line, above = lines[row], lines[row - 1] if row else ""
    match = KEY_VALUE.match(line)
    if match and WORDS.fullmatch(above) and _indent(above) == _indent(line):
        return no_colon(above, span.line - 1)
    if (
        line.startswith(" ")
        and not line.lstrip().startswith("- ")
        and above.strip()
        and not above.rstrip().endswith(":")
    ):
        problem = "This line is indented, so it would belong to the value on the line above it."
        return Finding(RULE, Span(span.line, 1, 2), problem, "Remove the spaces at its start.")
    key, value = (match[1].strip(), match[2].strip()) if match else ("key", "value: with a colon")
    return _needs_quotes(span, f"Write: {key}: {quoted(value)}")


def _tab(lines: list[str], row: int, number: int) -> Finding:
    """A tab before a fact, with as many spaces as fit what stands above it."""
    above = next((line for line in reversed(lines[:row]) if line.strip() and not line.lstrip().startswith("#")), "")
    spaces = _indent(above) + 2 * above.rstrip().endswith(":")
    more = sum(TAB.match(line) is not None for line in lines[row + 1 :])
    problem = f"There is a tab at the start of this line{f', and of {more} more below' if more else ''}."
    remedy = f"Begin {'each' if more else 'it'} with {spaces or 'no'} spaces instead."
    return Finding(RULE, Span(number, 1, len(lines[row]) + 1), problem, remedy)


def _in_braces(line: str, number: int) -> Finding | None:
    """A colon within a value between braces: it may begin another fact, before which the comma was forgotten."""
    if (match := IN_BRACES.search(line)) is None:
        return None
    span = Span(number, match.start(2) + match[2].index(":") + 1, match.end(2) + 1)
    key, value = match[1].strip(), match[2].strip()
    whole = f"{key}: {quoted(value)}"
    if word := NEXT_KEY.search(value):
        parted = NEXT_KEY.sub(r", \1:", value)
        return _needs_quotes(span, f"Write: {key}: {parted} — or, if “{word[1]}:” is part of the value: {whole}")
    return _needs_quotes(span, f"Write: {whole}")


def _needs_quotes(span: Span, remedy: str) -> Finding:
    return Finding("colon-in-value", span, "A value with a colon and a space in it must be in quotes.", remedy)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
