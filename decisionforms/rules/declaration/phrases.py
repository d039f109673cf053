"""Phrases that a form names, where they stand in a paper, and the sentences around them."""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from decisionforms.rules.paper import SIGNS, Paper

# A stop ends a sentence where a capital follows, but not after a title or an abbreviation: “Mr. Smith”, “No. 4”.
SENTENCE_END = re.compile(
    r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bNo)[.!?][”’\"')\]]*\s+(?=[“‘\"'(\[]?[^\W\d_a-z])"
)
LONGEST_SENTENCE = 1000


def places_of(paper: Paper, phrases: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where these phrases stand in the text as whole words, however they begin: the start and end of each."""
    words = paper.words
    for phrase in phrases:
        if words_of(phrase) <= words:
            text = paper.text.replace("\u00a0", " ")
            for dress in dresses_of(phrase):
                yield from _whole(text, dress)


def _whole(text: str, words: str) -> Iterator[tuple[int, int]]:
    """Where these words stand and are no part of longer ones."""
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        if not (text[at - 1 : at].isalnum() or text[end : end + 1].isalnum()):
            yield at, end
        at = text.find(words, end)


def sentence_at(text: str, place: int) -> tuple[int, int]:
    """The start and end of the sentence in which a place lies; a passage's end is always one of a sentence."""
    low, high = max(0, place - LONGEST_SENTENCE), min(len(text), place + LONGEST_SENTENCE)
    line, last = text.rfind("\n", low, place) + 1, text.find("\n", place, high)
    first, last = line or low, high if last < 0 else last
    for stop in SENTENCE_END.finditer(text, first, last):
        if stop.end() > place:
            return first, stop.start() + 1
        first = stop.end()
    return first, last


def sentence_of(text: str, place: int) -> str:
    """The words of the sentence in which a place lies."""
    first, last = sentence_at(text, place)
    return text[first:last]


@lru_cache(maxsize=4096)
def words_of(phrase: str) -> frozenset[str]:
    """The words of a phrase, as a paper gives its own: where one of them is not in a paper, the phrase is not."""
    text = phrase.lower()
    for sign in SIGNS:
        text = text.replace(sign, " ")
    return frozenset(text.split())


@cache
def dresses_of(phrase: str) -> tuple[str, ...]:
    """A phrase as it is given, and as it begins within a sentence or at its start; capitals are kept."""
    if phrase.isupper():
        return (phrase,)
    return tuple(dict.fromkeys((phrase, phrase[0].lower() + phrase[1:], phrase[0].upper() + phrase[1:])))


@cache
def either_of(phrases: tuple[str, ...]) -> str:
    """A pattern for any of these phrases, the longest first."""
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s") for phrase in sorted(phrases, key=len, reverse=True))
