"""Texts as words, however they are set, and the runs of words by which a passage is known again."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import partial

LENGTH = 8
SHORTEST = 4
# Texts are read in pieces, so that a very long one takes little memory; no eight words are longer than the overlap.
PIECE, OVERLAP = 1_000_000, 4_000

WORD = re.compile(r"[^\W_]+")
# Soft hyphens, also those at the end of a line, and signs that take no room.
UNSEEN = re.compile(
    "\u00ad[ \t]*\r?\n\\s*|[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
HYPHEN = re.compile("(?<=[^\\W_])[-\u00ad\u2010\u2011]\\s*(?=[^\\W_])")
# A hyphen there may belong to the word, or only to the line.
HYPHEN_AT_LINE_END = re.compile("[-\u00ad\u2010\u2011][ \t]*\r?\n|\u00ad")
SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n")
FIGURE = re.compile(r"\d[\d,.]*|[^\W\d_]+")
YEAR_LIKE = re.compile(r"(?:19|20)\d\d")
# The title of a law, which every paper under it cites.
LAW = re.compile(
    r"\b[A-Z][\w’'-]*+(?:[\s,()–-]+(?:[A-Z][\w’'-]*+|and|of|the|for|to|in|etc\.?)){0,14}?\s+(?:Act|Regulations|Order|Rules)\s+(?:19|20)\d\d"
)
LAW_WORDS = frozenset("section sections paragraph paragraphs schedule part s".split())  # noqa: SIM905 - as above
# Words that hold English together: a run of nothing else says nothing of its own.
COMMON = frozenset(
    "a about above after again all also an and any are as at be been before being below between both but by can could did do does during each every few for from had has have he her his i if in into is it its may might more most must no nor not of off on one only or other our out over own per same shall she should so some such than that the their them then there these they this those three through to two under until up was we were what when where whether which while who whom whose will with within without would yes you your january february march april may june july august september october november december first second third".split()  # noqa: SIM905 - a list of words is read as one
)


def words_of(text: str) -> list[str]:
    """The words of a text in small letters: all that is not a letter or a digit stands between words."""
    return WORD.findall(_plainly(text))


def readings_of(text: str) -> Iterator[list[str]]:
    """The words of a text, piece by piece; twice where it can't be told whether a hyphen belongs to a word."""
    for start in range(0, max(len(text) - OVERLAP, 1), PIECE):
        piece = text[start : start + PIECE + OVERLAP]
        yield words_of(piece)
        if HYPHEN_AT_LINE_END.search(piece):
            yield words_of(HYPHEN.sub("", piece))


def shingles_of(text: str) -> Iterator[Sequence[str]]:
    """Every run of eight words that says something of its own, and short sentences that are telling.

    Runs are taken twice, with hyphens between words and with hyphens in them. The title of a law says nothing.
    """
    laws = frozenset(word for law in LAW.findall(text) for word in (*words_of(law), *words_of(HYPHEN.sub("", law))))
    common = laws | LAW_WORDS if laws else laws
    for words in _both(text):
        yield from (run for run in windows(words, LENGTH) if says_something(run, common))
    for sentence in SENTENCE_END.split(text):
        if is_telling(sentence):
            yield from (run for run in _both(sentence) if SHORTEST <= len(run) < LENGTH and says_something(run, common))


def windows(words: Sequence[str], length: int) -> Iterator[Sequence[str]]:
    """Every run of so many words."""
    return (words[at : at + length] for at in range(len(words) - length + 1))


def is_telling(sentence: str) -> bool:
    """Whether a few words say something of their own: a figure or a name with something about it.

    A name alone (“London Borough of Camden”) and a date are in every other paper.
    """
    words = FIGURE.findall(sentence)
    if len(words) < SHORTEST:
        return False
    said = [word for word in words if word.islower() and word not in COMMON]
    return bool(said) and (
        any(_is_figure(word) for word in words)
        or any(word[0].isupper() and word.casefold() not in COMMON for word in words[1:])
    )


def says_something(words: Sequence[str], common: frozenset[str] = COMMON) -> bool:
    """Whether there is a word beside these, or a figure that is neither small nor a year."""
    return not all(word in common or word in COMMON or (word.isdigit() and not _is_figure(word)) for word in words)


def has_figure(words: Sequence[str]) -> bool:
    """Whether one of the words is a figure of three digits or more that is not a year."""
    return any(map(_is_figure, words))


def _is_figure(word: str) -> bool:
    digits = re.sub(r"\D", "", word)
    return len(digits) >= 3 and not YEAR_LIKE.fullmatch(word)  # noqa: PLR2004 - from here on a figure is no number of a paragraph


def _both(text: str) -> Iterator[list[str]]:
    words = words_of(text)
    yield words
    if (joined := words_of(HYPHEN.sub("", text))) != words:
        yield joined


def _plainly(text: str) -> str:
    if text.isascii():
        return text.lower()
    compose = partial(unicodedata.normalize, "NFKC")
    return compose(compose(UNSEEN.sub("", text)).casefold())
