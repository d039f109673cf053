"""The lines of a body while it is read, and the findings made on them."""

from decisionforms.diagnostics import Finding, Severity, Span
from decisionforms.text.sayings import ODD, REFUSED


class Page:
    """The lines of a body, numbered as in the whole file, on which findings are made.

    `typed` are the numbers and bullets typed by hand, of which something is said when all are known.
    """

    def __init__(self, text: str, first_line: int) -> None:
        self.lines = text.split("\n")
        self.first = first_line
        self.findings: list[Finding] = []
        self.typed: list[tuple[Span, str]] = []

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

    def refuse(self, rule: str, place: Span | int, problem: str = "") -> None:
        """Make a finding on what the form can't carry, in the words kept for it."""
        usual, remedy = REFUSED[rule]
        self.say(rule, place, problem or usual, remedy)

    def warn(self, rule: str, place: Span | int, problem: str = "", remedy: str = "") -> None:
        """Make a finding on what can be carried, but should not stand so, in the words kept for it."""
        usual, usual_remedy = ODD[rule]
        self.say(rule, place, problem or usual, remedy or usual_remedy, Severity.WARNING)

    def say(self, rule: str, place: Span | int, problem: str, remedy: str, severity: Severity = Severity.ERROR) -> None:
        """Make a finding on a span, or on a whole line."""
        span = self.span(place) if isinstance(place, int) else place
        self.findings.append(Finding(rule, span, problem, remedy, severity))
