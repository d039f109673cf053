"""The lines of a body while it is read, and the findings made on them."""

from decisionforms.diagnostics import Finding, Severity, Span


class Page:
    """The lines of a body, numbered as in the whole file, on which findings are made."""

    def __init__(self, text: str, first_line: int) -> None:
        self.lines = text.split("\n")
        self.first = first_line
        self.findings: list[Finding] = []

    def text(self, line: int) -> str:
        """The text of this line of the file."""
        return self.lines[line - self.first]

    def span(self, line: int, snippet: str = "") -> Span:
        """Where the snippet stands on this line; the whole line where it does not, or none is given."""
        column = self.text(line).find(snippet) if snippet else -1
        return (
            Span(line, column + 1, column + 1 + len(snippet))
            if column >= 0
            else Span(line, 1, len(self.text(line)) + 1)
        )

    def say(self, rule: str, span: Span | int, problem: str, remedy: str, severity: Severity = Severity.ERROR) -> None:
        """Make a finding on a span, or on a whole line."""
        place = self.span(span) if isinstance(span, int) else span
        self.findings.append(Finding(rule, place, problem, remedy, severity))
