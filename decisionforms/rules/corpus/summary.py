"""A paper among others: as little of each as the rules over all papers need, so that thousands can be held."""

import re
from collections.abc import Container, Iterator, Mapping
from datetime import date
from decimal import Decimal

from msgspec import Struct

from decisionforms.decision.facts import Amount
from decisionforms.diagnostics import Span
from decisionforms.form.definition import Definition
from decisionforms.rules.paper import Paper
from decisionforms.values.references import Reference

START = Span(1)
NEAR = 60
SIGNED_ON = re.compile(r"(?: of| dated|,? \(?(?:signed|approved|decided|taken)(?: on)?| \()\s+(?:the )?$|\s\($")


class DeclaredSum(Struct, frozen=True):
    """One declared sum: how much, for what, in which year, and where that stands."""

    value: Decimal
    purpose: str
    year: str
    span: Span


class Cited(Struct, frozen=True):
    """Another decision with the day on which, in the words of this paper, it was taken."""

    slug: str
    also: str
    day: date
    span: Span
    paragraph: str


class Summary(Struct, frozen=True):
    """One paper as the others need to know it."""

    slug: str
    path: str
    reference: Reference | None
    span: Span
    form: Definition
    sums: tuple[DeclaredSum, ...]
    total: Decimal | None
    original: Decimal | None
    extends: tuple[str, ...]
    related: frozenset[str]
    signed: date | None = None
    cited: tuple[Cited, ...] = ()


class Among(Struct, frozen=True):
    """A paper among all papers, by slug; `explained` are the slugs of missing numbers whose reason is recorded."""

    own: Summary
    papers: Mapping[str, Summary]
    explained: Container[str]


def summarise(paper: Paper) -> Summary:
    """The paper as the others need to know it."""
    decision, facts = paper.decision, paper.facts
    extends = tuple(one.value.slug for one in facts.extends)
    related = (*extends, *(one.value.slug for one in (*facts.replaces, *facts.relates_to)))
    return Summary(
        slug=decision.slug,
        path=decision.source.path,
        reference=facts.reference.value if facts.reference else None,
        span=facts.reference.span if facts.reference else START,
        form=decision.form.definition,
        sums=tuple(_sum(one) for one in facts.amounts),
        total=facts.total.value if facts.total else None,
        original=facts.original_value.value if facts.original_value else None,
        extends=extends,
        related=frozenset(related),
        signed=max((one.date.value for one in decision.signed.values()), default=None),
        cited=tuple(_cited(paper)),
    )


def _cited(paper: Paper) -> Iterator[Cited]:
    """The decisions that are named with a day right behind them: “PCD 9001 of 3 May 2024”."""
    grammar = paper.decision.form.grammar
    for found in paper.dates:
        before = paper.text[max(0, found.start - NEAR) : found.start]
        words = SIGNED_ON.search(before) if found.day and grammar.may_be_in(before) else None
        named = list(grammar.find(before[: words.start()])) if words else []
        if found.day and words and named and named[-1].end == words.start() and named[-1].reference.ours:
            reference = named[-1].reference
            place, paragraph = paper.place(found.start, found.end), paper.passage_at(found.start).paragraph
            yield Cited(reference.slug, reference.also, found.day, place, paragraph)


def _sum(amount: Amount) -> DeclaredSum:
    purpose = amount.for_.value if amount.for_ else ""
    return DeclaredSum(amount.sum.value, purpose, amount.year.value if amount.year else "", amount.sum.span)
