"""Where words stand in a text."""

from collections.abc import Iterator

LONGEST_SENTENCE = 600


def places_in(text: str, words: str) -> Iterator[int]:
    """Where these words begin in a text, letter for letter, from its start to its end."""
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + len(words))


def line_before(text: str, at: int, reach: int) -> str:
    """What stands before this place in its line, no more than `reach` signs of it."""
    first = max(0, at - reach)
    return text[max(first, text.rfind("\n", first, at) + 1) : at]


def sentence_from(text: str, at: int) -> str:
    """What follows this place in the same sentence, or the beginning of it where that is very long."""
    ahead = text[at : at + LONGEST_SENTENCE]
    return ahead.partition("\n")[0].partition(". ")[0]
