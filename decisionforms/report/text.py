"""Diagnostics as text: where, what, the line with a caret under the place, and what to do."""

from collections.abc import Iterable

from decisionforms.diagnostics import Diagnostic, Severity

WIDEST = 110
KEPT = "\n\t\u00a0"


def report(diagnostics: Iterable[Diagnostic]) -> str:
    """All diagnostics, one after the other; empty where there is none."""
    return "\n\n".join(_one(diagnostic) for diagnostic in diagnostics)


def summary(diagnostics: Iterable[Diagnostic]) -> str:
    """How many there are of each severity: "2 errors, 1 warning"."""
    found = [diagnostic.finding.severity for diagnostic in diagnostics]
    counts = ((severity, found.count(severity)) for severity in sorted(Severity, reverse=True))
    return ", ".join(f"{count} {severity.word}{'' if count == 1 else 's'}" for severity, count in counts if count)


def _one(diagnostic: Diagnostic) -> str:
    finding, span = diagnostic.finding, diagnostic.finding.span
    where = f"paragraph {finding.paragraph}: " if finding.paragraph else ""
    place = f"{diagnostic.path}:{span.line}:{span.column}"
    lines = [f"{place}: {finding.severity.word}: {where}{finding.problem} [{finding.rule}]", *_marked(diagnostic)]
    if finding.remedy:
        lines.append(f"    {finding.remedy}")
    if finding.line_to_write:
        lines.append(f"    The line as it should be: {finding.line_to_write}")
    lines += [f"    See line {other.line}: {words}" for other, words in finding.also]
    return harmless("\n".join(lines))


def harmless(text: str) -> str:
    """The text as a terminal may see it: a sign that could steer it, or turn the text round, shows as �."""
    return "".join(sign if sign.isprintable() or sign in KEPT else "�" for sign in text)


def _marked(diagnostic: Diagnostic) -> list[str]:
    """The line of the source with carets under the place; a long line is cut to what surrounds it."""
    span, line = diagnostic.finding.span, diagnostic.line.replace("\t", " ")
    if not line.strip():
        return []
    start, end = span.column - 1, max(span.end, span.column + 1) - 1
    first = max(0, min(start - WIDEST // 3, len(line) - WIDEST))
    before, words, after = between_words(line, first, first + WIDEST, start, end)
    return [f"    | {before}{words}{after}", f"    | {' ' * len(before)}{'^' * max(1, len(words))}"]


def between_words(line: str, first: int, last: int, start: int, end: int) -> tuple[str, str, str]:
    """A place in its line, and what is shown on either side; where the line is cut, “…” stands in place of half a word."""
    if first > 0:
        first = line.find(" ", first - 1, start) + 1 or first
    if last < len(line):
        gap = line.rfind(" ", start + 1, last + 1)
        last = gap if gap > 0 else last
    before, after = ("… " if first > 0 else ""), (" …" if last < len(line) else "")
    return before + line[first:start], line[start : min(end, last)], line[end:last] + after
