"""The other decisions that a paper names, in its text and in its facts."""

from collections.abc import Iterator
from functools import lru_cache

from decisionforms.decision.facts import Field
from decisionforms.register import RELATIONS
from decisionforms.rules.paper import Paper
from decisionforms.rules.sentences import places_in
from decisionforms.values.references import OURS, Grammar, Mentioned, Reference

# Longer than any reference, with a second number after it.
WIDEST = 60


def mentioned(paper: Paper) -> tuple[Mentioned, ...]:
    """The references of the own register in the text, in order, with their places there."""
    ours = [series for series in paper.form.series if series.register == OURS]
    prefixes = tuple(prefix for series in ours for prefix in (*series.prefixes, *series.mistaken_prefixes))
    written = tuple(prefix for each in prefixes if (prefix := each.upper()) in paper.glossary)
    return _mentioned_in(paper.text, written, paper.decision.form.grammar)


# Several rules ask for the same paper, one after the other.
@lru_cache(maxsize=1)
def _mentioned_in(text: str, prefixes: tuple[str, ...], grammar: Grammar) -> tuple[Mentioned, ...]:
    every: list[Mentioned] = []
    for at in sorted({at for prefix in prefixes for at in places_in(text, prefix)}):
        if not every or at >= every[-1].end:
            every += _beginning_at(text, at, grammar)
    return tuple(every)


def _beginning_at(text: str, at: int, grammar: Grammar) -> Iterator[Mentioned]:
    """The reference that begins here, and those that share its prefix (“PCD 890 and 1561”)."""
    if text[at - 1 : at].isalnum():
        return
    line = text.find("\n", at, at + WIDEST)
    for found in grammar.find(text, at, at + WIDEST if line < 0 else line):
        if found.start > at and (not text[found.start].isdigit() or found.end == at + WIDEST):
            return
        if found.reference.ours:
            yield found


def related(paper: Paper) -> Iterator[Field[Reference]]:
    """The decisions to which this one is related by its facts."""
    return (one for name in RELATIONS for one in getattr(paper.facts, name))
