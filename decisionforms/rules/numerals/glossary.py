"""Every word of a text once, by which is seen quickly what it lacks."""

from collections.abc import Iterable


def glossary_of(words: Iterable[str]) -> str:
    """These words, each on a line of its own: to see quickly what a text lacks."""
    return "\n".join(("", *words, ""))
