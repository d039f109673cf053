"""What stands in the margin of a form: each finding beside the block it is about."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from msgspec import Struct

from decisionforms.diagnostics import Diagnostic, Severity
from decisionforms.preview.sheet import Sheet
from decisionforms.report.text import between_words
from decisionforms.rules.manual import pages

# What no end of a line may break: the dashes of a table, those around the facts, and the options of a command.
DASHES = re.compile(r"(--[\w-]*)")

# How much of its line is quoted on either side of the place of a finding, and at most of the place itself.
AROUND, WITHIN = 40, 160


class Note(Struct, frozen=True):
    """One finding; `before`, `words` and `after` are what is quoted of its line."""

    line: int
    paragraph: str
    problem: str
    remedy: str
    corrected: str
    also: tuple[tuple[int, str], ...]
    before: str
    words: str
    after: str


class Card(Struct, frozen=True):
    """All findings of one rule and severity at one place: `place` is the line of its block on the form, 0 for none.

    `asks` is what the rule asks for.
    """

    rule: str
    severity: str
    place: int
    asks: str
    notes: tuple[Note, ...]


def cards_of(sheet: Sheet) -> tuple[Card, ...]:
    """The findings of a paper in the order of its form; at one place the worst come first."""
    found: dict[tuple[int, int, int, str], list[Diagnostic]] = {}
    for one in sheet.checked.diagnostics:
        finding = one.finding
        place = sheet.place_of(finding.span.line)
        line = 0 if place else finding.span.line
        found.setdefault((place, -finding.severity, line, finding.rule), []).append(one)
    return tuple(_card(place, alike) for (place, *_), alike in sorted(found.items(), key=lambda one: one[0][:3]))


def counted(cards: Iterable[Card]) -> Mapping[str, int]:
    """How many findings of each severity the cards hold, errors first."""
    held = Counter({severity.word: 0 for severity in sorted(Severity, reverse=True)})
    for card in cards:
        held[card.severity] += len(card.notes)
    return held


def with_dashes(words: str) -> list[str]:
    """The words in parts, of which each second is a run of dashes, with what hangs on it."""
    return DASHES.split(words)


def _card(place: int, alike: list[Diagnostic]) -> Card:
    finding = alike[0].finding
    page = pages().get(finding.rule)
    asks = page.requirement if page else ""
    return Card(finding.rule, finding.severity.word, place, asks, tuple(_note(one) for one in alike))


def _note(one: Diagnostic) -> Note:
    finding = one.finding
    before, words, after = _quoted(one) if finding.span.column > 1 or finding.span.end > 1 else ("", "", "")
    return Note(
        line=finding.span.line,
        paragraph=finding.paragraph,
        problem=finding.problem,
        remedy=finding.remedy,
        corrected=finding.line_to_write,
        also=tuple((span.line, words) for span, words in finding.also),
        before=before,
        words=words,
        after=after,
    )


def _quoted(one: Diagnostic) -> tuple[str, str, str]:
    """The place of a finding in the words of its line, with a little on either side."""
    start, line = one.finding.span.column - 1, one.line
    end = min(max(one.finding.span.end - 1, start + 1), start + WITHIN)
    return between_words(line, max(0, start - AROUND), end + AROUND, start, end)
