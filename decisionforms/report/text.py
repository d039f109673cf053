"""Diagnostics as text: where, what, the line with a caret under the place, and what to do."""

from collections.abc import Iterable

from decisionforms.diagnostics import Diagnostic, Severity

WIDEST = 110


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
    if finding.corrected:
        lines.append(f"    The line as it should be: {finding.corrected}")
    lines += [f"    See line {other.line}: {words}" for other, words in finding.also]
    return "\n".join(_shown(line) for line in lines)


def _shown(text: str) -> str:
    """The text as a terminal may see it: a sign that could steer it, or turn the text round, shows as �."""
    return "".join(sign if sign.isprintable() or sign == "\u00a0" else "�" for sign in text)


def _marked(diagnostic: Diagnostic) -> list[str]:
    """The line of the source with carets under the place; a long line is cut to what surrounds it."""
    span, line = diagnostic.finding.span, diagnostic.line.replace("\t", " ")
    if not line.strip():
        return []
    start = max(0, min(span.column - 1 - WIDEST // 3, len(line) - WIDEST))
    shown = line[start : start + WIDEST]
    left, right = span.column - 1 - start, max(span.end, span.column + 1) - 1 - start
    carets = "^" * max(1, min(right, len(shown)) - left)
    return [f"    | {shown}", f"    | {' ' * left}{carets}"]
