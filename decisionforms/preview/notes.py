"""What stands in the margin of a form: each finding beside the block it is about."""

from collections.abc import Iterator

from msgspec import Struct

from decisionforms.diagnostics import Diagnostic
from decisionforms.preview.sheet import Sheet
from decisionforms.report.text import between_words
from decisionforms.rules.manual import pages

# How much of its line is quoted on either side of the place of a finding, and at most of the place itself.
AROUND, WITHIN = 40, 160


class Note(Struct, frozen=True):
    """One finding: `place` is the line of its block on the page, 0 where there is none.

    `before`, `words` and `after` are what is quoted of its line; `asks` is what its rule asks for.
    """

    rule: str
    severity: str
    line: int
    place: int
    paragraph: str
    problem: str
    remedy: str
    corrected: str
    also: tuple[tuple[int, str], ...]
    before: str
    words: str
    after: str
    asks: str


def notes_of(sheet: Sheet) -> tuple[Note, ...]:
    """The notes on a paper in the order of its lines; on an old form none has a place."""
    return tuple(_notes(sheet))


def _notes(sheet: Sheet) -> Iterator[Note]:
    for one in sheet.checked.diagnostics:
        finding = one.finding
        page = pages().get(finding.rule)
        before, words, after = _quoted(one) if finding.span.column > 1 or finding.span.end > 1 else ("", "", "")
        yield Note(
            rule=finding.rule,
            severity=finding.severity.word,
            line=finding.span.line,
            place=sheet.form.place_of(finding.span.line) if sheet.form and not sheet.old else 0,
            paragraph=finding.paragraph,
            problem=finding.problem,
            remedy=finding.remedy,
            corrected=finding.corrected,
            also=tuple((span.line, words) for span, words in finding.also),
            before=before,
            words=words,
            after=after,
            asks=page.requirement if page else "",
        )


def _quoted(one: Diagnostic) -> tuple[str, str, str]:
    """The place of a finding in the words of its line, with a little on either side."""
    start, line = one.finding.span.column - 1, one.line
    end = min(max(one.finding.span.end - 1, start + 1), start + WITHIN)
    return between_words(line, max(0, start - AROUND), end + AROUND, start, end)
