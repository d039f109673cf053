"""The `##` headings of a source against those of its form: which part or section each is, and which are missing."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from decisionforms.decision.numbering import Section
from decisionforms.diagnostics import Finding, Severity, Span
from decisionforms.form.definition import Edition
from decisionforms.form.form import Form, plain
from decisionforms.text.nodes import SourceSection
from decisionforms.values.nearest import nearest

TYPED_NUMBER = re.compile(r"^\d+\.?\s+")


# An archive has papers of a few editions.
@lru_cache(maxsize=32)
def _keys_of(headings: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    """The keys of headings, by how `plain` writes them."""
    return {plain(heading): key for key, heading in headings}


class Outline:
    """The headings a decision of this edition has, in the order of the form."""

    def __init__(self, form: Form, edition: Edition) -> None:
        self.form = form
        self.numbers = {key: number for number, key in enumerate(edition.sections, 1)}
        self.headings = form.headings_of(edition)
        self.keys = _keys_of(tuple(self.headings.items()))
        self.needed = {one.section: one.because for one in form.definition.nil.not_enough}
        self.findings: list[Finding] = []

    def place(self, written: tuple[SourceSection, ...]) -> dict[str, Section]:
        """What was written, by the key of its part or section; what fits nowhere is a finding."""
        placed: dict[str, Section] = {}
        order = list(self.headings)
        for section in written:
            key = self._key_of(section)
            if key is None:
                continue
            if key in placed:
                self._say(
                    "duplicate-heading",
                    section.span,
                    f"“{section.heading}” stands here and on line {placed[key].span.line}.",
                    "Bring the text together under one of them.",
                )
                continue
            late = bool(placed) and order.index(key) < order.index(next(reversed(placed)))
            if late and (below := self._below(key, placed)):
                self._say(
                    "heading-order",
                    section.span,
                    f"“{section.heading}” comes later here than in the form.",
                    f"Put it, with the text under it, above “{below.heading}” on line {below.span.line}.",
                    Severity.WARNING,
                )
            placed[key] = Section(key, self.headings[key], self.numbers.get(key, 0), section.blocks, section.span)
        return placed

    def missing(self, placed: Mapping[str, Section], end: Span, severity: Severity) -> Iterator[Finding]:
        """A finding for each heading of the form that is not there, or has nothing under it."""
        for key, heading in self.headings.items():
            if key not in placed:
                below = self._below(key, placed)
                yield Finding(
                    "missing-section",
                    below.span if below else end,
                    f"The section “{heading}” is missing.",
                    f"{'Above this line' if below else 'At the end'} write “## {heading}”, with the text {'' if key in self.needed else 'or “None.” '}under it.",
                    severity,
                )
            elif not placed[key].blocks:
                yield Finding(
                    "empty-section",
                    placed[key].span,
                    f"Nothing is written under “{heading}”.",
                    f"Write the text: {self.needed[key]}."
                    if key in self.needed
                    else "Write the text, or “None.” where there is nothing to say.",
                    severity,
                )

    def _below(self, key: str, placed: Mapping[str, Section]) -> Section | None:
        """Of what is written, the first that comes after this in the form."""
        order = list(self.headings)
        return next((placed[one] for one in order[order.index(key) + 1 :] if one in placed), None)

    def _key_of(self, section: SourceSection) -> str | None:
        heading = section.heading
        if match := TYPED_NUMBER.match(heading):
            heading = heading[match.end() :]
            self._say(
                "typed-number",
                section.span,
                f"“{match[0].strip()}” is typed by hand before this heading.",
                "Remove the number: the form numbers its sections itself.",
                Severity.WARNING,
            )
        key = self.keys.get(plain(heading))
        if key is None:
            self._say(
                "unknown-heading",
                section.span,
                f"“{section.heading}” is not a heading of this edition of the form.",
                self._advise(heading),
            )
        return key

    def _advise(self, heading: str) -> str:
        if near := nearest(plain(heading), self.keys):
            return f"Did you mean “## {self.headings[self.keys[near]]}”?"
        return f"Its headings are: {'; '.join(self.headings.values())}. A heading within a section starts with ###."

    def _say(self, rule: str, span: Span, problem: str, remedy: str, severity: Severity = Severity.ERROR) -> None:
        self.findings.append(Finding(rule, span, problem, remedy, severity))
