"""What papers ask for one after the other."""

from collections.abc import Iterator
from decimal import Decimal

from decisionforms.rules.corpus.summary import Among, DeclaredSum, Summary
from decisionforms.rules.remark import Remark
from decisionforms.rules.rule import AmongRule, Reader
from decisionforms.values.money import write_money

LONGEST_CHAIN = 50


def sum_given_twice(among: Among) -> Iterator[Remark]:
    """A sum is approved once: two related papers do not declare the same money.

    Public data that adds up papers counts such a sum twice. The same amount for the same purpose in another year is
    another sum.

    Bad:
        PCD 9002 extends PCD 9001, and both declare:
          - sum: £84,500
            for: three months' service
            year: 2023/24
    Good:
        PCD 9002 declares only what it adds.
    """
    for slug in sorted(among.own.related & among.papers.keys() - {among.own.slug}):
        other = among.papers[slug]
        theirs = {_key(one) for one in other.sums if one.purpose}
        for mine in among.own.sums:
            if _key(mine) in theirs:
                named = other.reference.written if other.reference else slug
                problem = f"{named} declares the same sum: {write_money(mine.value)} for {mine.purpose}."
                yield Remark(
                    mine.span, problem, "Declare only what this paper adds, or say under “for” how the two differ."
                )


def chain_over_threshold(among: Among) -> Iterator[Remark]:
    """Extensions that only together pass a threshold of the scheme say so.

    Each extension of a contract may stay below the share of its original value above which another power is needed,
    while all of them together pass it. Who decides must know the running total.

    Bad:
        PCD 9001 (original_value: £1,000,000), extended by PCD 9002 (£60,000) and PCD 9003 (£60,000), which does
        not name 12 per cent
    Good:
        scheme_paragraph: 4.13 in PCD 9003, whose text states the running total
    """
    chain = list(_chain(among))
    first = chain[-1] if chain else among.own
    original = first.original or first.total
    if len(chain) < 2 or not original:  # noqa: PLR2004 - one extension alone is a rule of its own
        return
    added = sum((one.total or Decimal(0) for one in (among.own, *chain[:-1])), Decimal(0))
    alone = among.own.total or Decimal(0)
    for percent in _limits(among.own):
        if alone * 100 <= original * percent < added * 100:
            share = f"{added * 100 / original:.0f}"
            problem = f"With this paper the extensions add up to {write_money(added)}, {share} per cent of the original {write_money(original)}; by itself this one stays below {percent} per cent."
            yield Remark(
                among.own.span,
                problem,
                "State the running total in the paper, and cite the paragraph of the scheme that fits it.",
            )


def _limits(paper: Summary) -> list[int]:
    """The shares of an original value from which on the scheme asks for another power."""
    paragraphs = paper.form.scheme.paragraphs if paper.form.scheme else ()
    return sorted({one.change_over_percent for one in paragraphs if one.change_over_percent})


def _chain(among: Among) -> Iterator[Summary]:
    """The papers that this one extends, from the latest to the first."""
    seen, at = {among.own.slug}, among.own
    while len(seen) < LONGEST_CHAIN:
        earlier = next((among.papers[slug] for slug in at.extends if slug in among.papers and slug not in seen), None)
        if earlier is None:
            return
        seen.add(earlier.slug)
        at = earlier
        yield at


def _key(one: DeclaredSum) -> tuple[Decimal, str, str]:
    return one.value, " ".join(one.purpose.lower().split()), one.year


RULES = (AmongRule(sum_given_twice, Reader.FINANCE), AmongRule(chain_over_threshold, Reader.GOVERNANCE))
