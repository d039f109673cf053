"""A flattened original as one stream of words: stock wording is found in it wherever its lines are broken."""

import re
from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct

WORD = re.compile(r"[^\W_]+")
BULLET = r"[-–—•·▪●◦\uf0b7\uf0a7]"
# What may stand before the first word of a line: a dash or bullet, a number.
LEAD = re.compile(rf"\s*(?:{BULLET}\s+)?(?:\d{{1,2}}(?:\.\d{{1,3}})*\.?\s+)?")
AFTER_WORDING = " \t:.?)–-"


class Line(Struct, frozen=True):
    """A line of the original, or what is left of it once stock wording is taken away; numbers begin at 1."""

    number: int
    text: str


class Word(Struct, frozen=True):
    """A word, compared without case: the line it stands in, from where to where, and whether that line begins with it."""

    key: str
    line: int
    start: int
    end: int
    first: bool


class Stream(Struct, frozen=True, dict=True):
    """The lines of an original."""

    lines: tuple[str, ...]

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """All words, in order."""
        return tuple(word for number, text in enumerate(self.lines, 1) for word in _words_of(number, text))

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Where each word stands."""
        places: dict[str, list[int]] = {}
        for at, word in enumerate(self.words):
            places.setdefault(word.key, []).append(at)
        return places

    def ends_line(self, at: int) -> bool:
        """Whether the word before this place is the last one of its line, or of its cell in a row of a table."""
        if at >= len(self.words) or self.words[at].line != self.words[at - 1].line:
            return True
        return "\t" in self.line_of(at)[self.words[at - 1].end : self.words[at].start]

    def find(self, keys: tuple[str, ...], start: int, end: int) -> Iterator[int]:
        """Where these words stand in a row, between two places."""
        for at in self.places.get(keys[0], ()):
            if start <= at and at + len(keys) <= end and self.keys(at, at + len(keys)) == keys:
                yield at

    def keys(self, start: int, end: int) -> tuple[str, ...]:
        """The words from one place to another, as they are compared."""
        return tuple(word.key for word in self.words[start:end])

    def line(self, at: int) -> int:
        """The number of the line in which a word stands; the last line behind the last word."""
        return self.words[at].line if at < len(self.words) else len(self.lines)

    def between(self, start: int, end: int, wording: str = "") -> tuple[Line, ...]:
        """What stands from a place on, behind this wording that ended there, up to another place."""
        first, column = (self.words[start - 1].line, self.words[start - 1].end) if start else (1, 0)
        last, stop = (self.words[end].line, self._stop(end)) if end < len(self.words) else (len(self.lines), None)
        if first > last:
            return ()
        lines = [Line(number, self.lines[number - 1]) for number in range(first, last + 1)]
        lines[-1] = Line(last, lines[-1].text[:stop])
        lines[0] = Line(first, _rest(lines[0].text[column:], wording) if start else lines[0].text)
        return tuple(lines)

    def own_lines(self, start: int, end: int) -> tuple[Line, ...]:
        """The lines from the one that begins with a word up to the one that begins with another."""
        if start >= end:
            return ()
        last = self.line(end) if end < len(self.words) else len(self.lines) + 1
        return tuple(Line(number, self.lines[number - 1]) for number in range(self.line(start), last))

    def first_of_line(self, at: int) -> int:
        """The first word of the line in which a word stands."""
        while at and self.words[at - 1].line == self.words[at].line:
            at -= 1
        return at

    def end_of_line(self, at: int, *, across: bool = False) -> int:
        """The place behind the last word of the line in which a word stands, or of its cell if not `across` all of them."""
        line = self.words[at].line
        at += 1
        while at < len(self.words) and self.words[at].line == line and (across or not self.ends_line(at)):
            at += 1
        return at

    def line_of(self, at: int) -> str:
        """The whole line in which a word stands."""
        return self.lines[self.line(at) - 1]

    def text(self, start: int, end: int) -> str:
        """The original's own writing of the words from one place to another."""
        if start >= end:
            return ""
        one, other = self.words[start], self.words[end - 1]
        lines = list(self.lines[one.line - 1 : other.line])
        lines[-1] = lines[-1][: other.end]
        lines[0] = lines[0][one.start :]
        return " ".join(" ".join(lines).split())

    def _stop(self, at: int) -> int:
        word = self.words[at]
        return 0 if word.first else word.start


def keys_of(text: str) -> tuple[str, ...]:
    """The words of a text as they are compared."""
    return tuple(found[0].casefold() for found in WORD.finditer(text))


def _words_of(number: int, text: str) -> Iterator[Word]:
    lead = LEAD.match(text)
    begins = lead.end() if lead else 0
    for at, found in enumerate(WORD.finditer(text)):
        yield Word(found[0].casefold(), number, found.start(), found.end(), first=at == 0 or found.start() == begins)


def _rest(text: str, wording: str) -> str:
    """What follows a wording on its line, without the signs with which the wording itself ends."""
    own = re.search(r"[^\w]*$", wording)
    return text.lstrip().removeprefix(own[0].strip() if own else "").lstrip(AFTER_WORDING)
