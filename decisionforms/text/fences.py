"""What is said of a file whose facts have no beginning or no end: which of the two lines of dashes is missing, and where."""

import re

from decisionforms.diagnostics import Finding, Span

DASHES = re.compile(r"\s*(?:[-–—]{2,}|—)\s*")
KEY = re.compile(r"[A-Za-z][\w -]*:(?:\s|$)")
LINE = "---"


def fault_of_fences(text: str) -> Finding:
    """What keeps the facts of this text from being found between two lines of three dashes, at the line to be mended."""
    lines = text.split("\n")
    written = [number for number, line in enumerate(lines) if line.strip()]
    if not written:
        return _say(lines, 0, "The file is empty.", 'Start a decision with: python build.py new "Title"')
    end = next((number for number in written if lines[number].startswith("## ")), len(lines))
    first, last = written[0], max((number for number in written if number < end), default=written[0])
    odd = [number for number in written if number < end and _is_odd(lines[number])]
    if odd:
        problem = "This line begins or ends the facts only if it is three hyphens and nothing else."
        return _say(lines, odd[0], problem, f"Write in its place: {LINE}")
    if lines[first].rstrip() == LINE:
        problem = "The facts never end: the second line of three dashes is missing."
        return _say(lines, last, problem, f"Add a line below this one: {LINE}")
    if KEY.match(lines[first]):
        problem = "The line of three dashes above the facts is missing."
        return _say(lines, first, problem, f"Add a line above this one: {LINE}")
    problem = "The file does not begin with its facts between two lines of three dashes."
    if any(line.rstrip() == LINE for line in lines):
        return _say(
            lines, first, problem, "Remove what stands above the first of these lines, or move it under a heading."
        )
    remedy = 'Start the file with a line "---", then "title: …" and the other facts, then a second line "---".'
    return _say(lines, first, problem, remedy)


def _is_odd(line: str) -> bool:
    """Whether a line was meant to begin or end the facts, but does not."""
    return DASHES.fullmatch(line) is not None and line.rstrip(" \t") != LINE


def _say(lines: list[str], number: int, problem: str, remedy: str) -> Finding:
    return Finding("no-front-matter", Span(number + 1, 1, len(lines[number]) + 1), problem, remedy)
