"""What a sum of the text may stand for: one that is declared, or a total of some of those."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate, combinations

from decisionforms.decision.facts import Amount, Facts
from decisionforms.rules.numerals.sums import FoundSum
from decisionforms.rules.paper import Paper

ASKING = ("summary", "recommendation")
TOLERANCE = Decimal(1)
MOST_PARTS = 8
LONGEST_RUN = 60
# No paper has as many: what a file made to be slow may cost ends here.
MOST_SUMS = 1000
MOST_SAID = 50


def sums_in(paper: Paper, *sections: str) -> Iterator[FoundSum]:
    """The sums in the text of these sections, by key."""
    return (found for section in sections for found in paper.sums_by_section.get(section, ())[:MOST_SUMS])


def declared_sums(facts: Facts) -> tuple[Decimal, ...]:
    """The sums that are declared: each part, the total, and the original value."""
    return (*_parts(facts.amounts), *(one.value for one in (facts.total, facts.original_value) if one))


def in_pounds(sums: Iterable[Decimal]) -> frozenset[int]:
    """Sums in whole pounds, to compare others with."""
    return frozenset(map(int, sums))


def is_among(value: Decimal | int, pounds: AbstractSet[int]) -> bool:
    """Whether a sum is one of these, but for a pound."""
    whole = int(value)
    return whole in pounds or whole - 1 in pounds or whole + 1 in pounds


def expected_sums(facts: Facts) -> frozenset[int]:
    """Every sum that follows from those declared: totals of some, and the value of a contract with what is added."""
    parts = _parts(facts.amounts)
    sums = totals_of(parts) | in_pounds((*declared_sums(facts), *_grouped(facts.amounts)))
    if not facts.original_value:
        return sums
    original = int(facts.original_value.value)
    return sums | {original + one for one in (*in_pounds(declared_sums(facts)), int(sum(parts, Decimal(0))))}


@lru_cache(maxsize=64)
def totals_of(parts: tuple[Decimal, ...]) -> frozenset[int]:
    """Every total of some of these sums; of a great many, of those that follow one another."""
    if len(parts) <= MOST_PARTS:
        some = (each for count in range(1, len(parts) + 1) for each in combinations(parts, count))
        return in_pounds(sum(each, Decimal(0)) for each in some)
    runs = (accumulate(parts[start : start + LONGEST_RUN]) for start in range(len(parts)))
    return in_pounds((sum(parts, Decimal(0)), *(total for run in runs for total in run)))


def _parts(amounts: Iterable[Amount]) -> tuple[Decimal, ...]:
    return tuple(one.sum.value for one in amounts)


def _grouped(amounts: tuple[Amount, ...]) -> Iterator[Decimal]:
    """What is declared for each year, from each budget, and of each type."""
    for field in ("year", "from_", "type"):
        groups: dict[str, Decimal] = {}
        for one in amounts:
            if named := getattr(one, field):
                groups[named.value] = groups.get(named.value, Decimal(0)) + one.sum.value
        yield from groups.values()
