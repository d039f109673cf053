"""Phrases that a form names, and where they stand in a paper."""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from decisionforms.rules.paper import SIGNS, Paper
from decisionforms.rules.sentences import places_in


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
    for at in places_in(text, words):
        end = at + len(words)
        if not (text[at - 1 : at].isalnum() or text[end : end + 1].isalnum()):
            yield at, end


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
