"""What is said about a decision: a finding has a place in its text, a diagnostic has a file as well."""

from collections.abc import Iterable
from enum import IntEnum

from msgspec import Struct


class Severity(IntEnum):
    """How much a finding matters: an error stops this decision from being built, the others are said."""

    NOTE = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> str:
        """The severity as messages write it."""
        return self.name.lower()


class Span(Struct, frozen=True, order=True, array_like=True):
    """A stretch of one line of a source: line and columns count characters from 1, `end` is past the last one."""

    line: int
    column: int = 1
    end: int = 0


TOP = Span(1, 1)


class Finding(Struct, frozen=True):
    """One thing about a decision that its writer should know: what, where, and what to do instead.

    `paragraph` is the number of the paragraph it stands in; `also` are other places it has to do with, each with what
    stands there; `corrected` is the whole line as it should be, where only its layout is wrong.
    """

    rule: str
    span: Span
    problem: str
    remedy: str = ""
    severity: Severity = Severity.ERROR
    paragraph: str = ""
    also: tuple[tuple[Span, str], ...] = ()
    corrected: str = ""

    @property
    def line_to_write(self) -> str:
        """The line as it should be, for a reader of the remedy: empty where that holds it already."""
        return "" if self.corrected in self.remedy else self.corrected


class Diagnostic(Struct, frozen=True):
    """A finding with the file it stands in, and the text of its line."""

    path: str
    finding: Finding
    line: str = ""

    @property
    def blocks(self) -> bool:
        """Whether the decision can't be built as long as this stands."""
        return self.finding.severity is Severity.ERROR


def sign(path: str, lines: tuple[str, ...], findings: Iterable[Finding]) -> tuple[Diagnostic, ...]:
    """The findings of one file as diagnostics, in the order of their places."""
    ordered = sorted(findings, key=lambda found: found.span)
    return tuple(Diagnostic(path, found, _text_of(found.span, lines)) for found in ordered)


def _text_of(span: Span, lines: tuple[str, ...]) -> str:
    return lines[span.line - 1] if 0 < span.line <= len(lines) else ""
