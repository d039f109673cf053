"""What papers say of one another, against what the others record."""

from collections.abc import Iterator

from decisionforms.rules.corpus.summary import Among
from decisionforms.rules.remark import Remark
from decisionforms.rules.rule import AmongRule
from decisionforms.values.dates import write_date


def date_beside_reference(among: Among) -> Iterator[Remark]:
    """A decision that is named with its day was signed on that day.

    A wrong date beside the right number, or the other way round, sends a reader to another decision. Only papers that
    are here and signed are compared.

    Bad:
        The service was approved by PCD 9001 of 3 May 2024.      (PCD 9001 was signed on 5 March 2024)
    Good:
        The service was approved by PCD 9001 of 5 March 2024.
    """
    for cited in among.own.cited:
        other = among.papers.get(cited.slug) or among.papers.get(cited.also)
        if other and other.signed and other.reference and other.signed != cited.day:
            day = write_date(other.signed)
            problem = f"{other.reference.written} was signed on {day}, not on {write_date(cited.day)}."
            yield Remark(
                cited.span,
                problem,
                f"Write {day}, or correct the number if another decision is meant.",
                cited.paragraph,
            )


RULES = (AmongRule(date_beside_reference),)
