"""Where words stand in a text, and the sentence and line in which a place of it lies."""

import re
from collections.abc import Iterator

# Nobody writes a longer sentence; without an end a whole list would be one.
LONGEST = 800
# A stop ends a sentence where a capital or a sum follows, but not after a title or a short form: “Mr. Smith”, “No. 4”.
# What stands before the stop is looked at after it: a pattern that begins with its sign is found ten times as fast.
SENTENCE_END = re.compile(
    r"[.!?](?<!\bMr.)(?<!\bMrs.)(?<!\bMs.)(?<!\bDr.)(?<!\bSt.)(?<!\bNo.)[”’\"')\]]*\s+(?=[“‘\"'(\[]?(?:[^\W\d_a-z]|£))"
)


def places_in(text: str, words: str) -> Iterator[int]:
    """Where these words begin in a text, letter for letter, from its start to its end."""
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + len(words))


def sentence_about(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence round a stretch begins and ends; it never reaches over a passage's end."""
    farthest = max(0, start - LONGEST)
    first = max(farthest, text.rfind("\n", farthest, start) + 1)
    last = text.find("\n", end, end + LONGEST)
    last = min(len(text), end + LONGEST) if last < 0 else last
    for stop in SENTENCE_END.finditer(text, first, last):
        if stop.end() <= start:
            first = stop.end()
        elif stop.start() >= end:
            return first, stop.start() + 1
    return first, last


def sentence_at(text: str, place: int) -> tuple[int, int]:
    """The start and end of the sentence in which a place lies."""
    return sentence_about(text, place, place)


def sentence_of(text: str, place: int) -> str:
    """The words of the sentence in which a place lies."""
    first, last = sentence_at(text, place)
    return text[first:last]


def sentence_from(text: str, at: int) -> str:
    """What follows this place in the same sentence."""
    return text[at : sentence_at(text, at)[1]]


def line_before(text: str, at: int, reach: int) -> str:
    """What stands before this place in its line, no more than `reach` signs of it."""
    first = max(0, at - reach)
    return text[max(first, text.rfind("\n", first, at) + 1) : at]
