"""A paper as rules look at it: the decision, its text as one, and everything in it that was worked out once."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import TypeVar

from msgspec import Struct

from decisionforms.decision.decision import Decision
from decisionforms.decision.facts import Facts
from decisionforms.diagnostics import Span
from decisionforms.form.definition import Definition
from decisionforms.form.form import plain
from decisionforms.register import Register
from decisionforms.rules.numerals.dates import FoundDate, find_dates
from decisionforms.rules.numerals.glossary import glossary_of
from decisionforms.rules.numerals.sums import FoundSum, find_sums
from decisionforms.rules.numerals.terms import FoundTerm, find_terms
from decisionforms.rules.passages import Kind, Passage, passages_of, texts_of
from decisionforms.rules.remark import Remark
from decisionforms.text.nodes import Paragraph, text_of

# What stands at the edge of words; replacing each takes a third of the time of looking for words.
SIGNS = (",", ".", ";", ":", "(", ")", "[", "]", "“", "”", '"', "’s", "/", "?", "!")


Found = TypeVar("Found", FoundSum, FoundDate)


class Paper(Struct, frozen=True, dict=True):
    """One decision under review. `reviewed` is the day on which that is; nothing here looks at the clock or the disk.

    `text` holds the title and every passage, one to a line; a stretch of it is given by its start and end there.
    """

    decision: Decision
    register: Register
    reviewed: date

    @property
    def facts(self) -> Facts:
        """The facts at its top."""
        return self.decision.facts

    @property
    def form(self) -> Definition:
        """What its form says."""
        return self.decision.form.definition

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Its title and text, passage by passage, in the order of reading."""
        title = self.facts.title
        first = (Passage(title.value, title.span.line, title.span.line, "title", "", Kind.TITLE),) if title else ()
        return (*first, *passages_of(self.decision.parts), *passages_of(self.decision.sections))

    @cached_property
    def text(self) -> str:
        """All of it as one text, one passage to a line."""
        return texts_of(self.passages)

    @cached_property
    def tokens(self) -> list[str]:
        """Every word of it in its order, without the signs at its edges."""
        text = self.text
        for sign in SIGNS:
            text = text.replace(sign, " ")
        return text.split()

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word of it once, as written."""
        return frozenset(self.tokens)

    @cached_property
    def glossary(self) -> str:
        """Every word of it once, as written, each on a line of its own: a fifth of the text, to see quickly what it lacks."""
        return glossary_of(self.vocabulary)

    @cached_property
    def capitalised(self) -> frozenset[str]:
        """Every word with a capital in it, once."""
        return self.vocabulary - self.words

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of it in small letters: to see quickly that there is nothing to look for."""
        return frozenset(map(str.lower, self.vocabulary))

    @cached_property
    def sums(self) -> tuple[FoundSum, ...]:
        """The sums of money in the text."""
        return tuple(find_sums(self.text, self.glossary))

    @cached_property
    def sums_by_section(self) -> Mapping[str, list[FoundSum]]:
        """The same by the key of the section in which they stand."""
        return self._by_section(self.sums)

    @cached_property
    def dates(self) -> tuple[FoundDate, ...]:
        """The dates in the text, whole or not."""
        return tuple(find_dates(self.text, self.glossary))

    @cached_property
    def dates_by_section(self) -> Mapping[str, list[FoundDate]]:
        """The same by the key of the section in which they stand."""
        return self._by_section(self.dates)

    def _by_section(self, found: Iterable[Found]) -> dict[str, list[Found]]:
        by_section: dict[str, list[Found]] = {}
        for one in found:
            by_section.setdefault(self.passage_at(one.start).section, []).append(one)
        return by_section

    @cached_property
    def terms(self) -> tuple[FoundTerm, ...]:
        """The lengths of time in the text."""
        return tuple(find_terms(self.text, self.glossary))

    @cached_property
    def starts(self) -> list[int]:
        """Where in the text each passage begins."""
        starts, at = [], 0
        for passage in self.passages:
            starts.append(at)
            at += len(passage.text) + 1
        return starts

    def passage_at(self, offset: int) -> Passage:
        """The passage in which this place of the text lies."""
        return self.passages[bisect_right(self.starts, offset) - 1]

    def place(self, start: int, end: int) -> Span:
        """Where a stretch of the text stands in the source."""
        at = bisect_right(self.starts, start) - 1
        passage, base = self.passages[at], self.starts[at]
        return passage.place(start - base, end - base, self.decision.source.lines)

    def remark(self, start: int, end: int, problem: str, remedy: str, *also: tuple[Span, str]) -> Remark:
        """A remark on a stretch of the text."""
        return Remark(self.place(start, end), problem, remedy, self.passage_at(start).paragraph, also)

    def is_typed(self, start: int, end: int) -> bool:
        """Whether a stretch without spaces stands in the source sign for sign, with no backslash before it."""
        place = self.place(start, end)
        line, at = self.decision.source.lines[place.line - 1], place.column - 1
        return line.startswith(self.text[start:end], at) and line[at - 1 : at] != "\\"

    def paragraph_on(self, line: int) -> str:
        """The number of the paragraph on this line of the source."""
        here = [passage for passage in self.passages if passage.line <= line <= passage.last]
        return max(here, key=lambda passage: passage.line).paragraph if here else ""

    def find(self, pattern: re.Pattern[str], *sections: str) -> Iterator[re.Match[str]]:
        """Where the pattern fits, in the sections named (by key) or everywhere; it never reaches over a passage's end."""
        for match in pattern.finditer(self.text):
            if not sections or self.passage_at(match.start()).section in sections:
                yield match

    def section_text(self, key: str) -> str:
        """The text of a section, one passage to a line."""
        return texts_of(passage for passage in self.passages if passage.section == key)

    def says_something(self, key: str) -> bool:
        """Whether a section holds more than a phrase that says nothing, such as “None.”."""
        section = self.decision.sections.get(key) or self.decision.parts.get(key)
        blocks = section.blocks if section else ()
        texts = (text_of(block.inlines) for block in blocks if isinstance(block, Paragraph))
        return any(any(map(str.isalnum, text)) and plain(text) not in self.decision.form.nil_phrases for text in texts)
