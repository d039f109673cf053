"""The series of references: no number is missing without a reason."""

import re
from collections.abc import Iterator

from decisionforms.rules.corpus.summary import Among
from decisionforms.rules.remark import Remark
from decisionforms.rules.rule import AmongRule, Reader

NUMBERED = re.compile(r"(.*-)(\d{1,9})")
# Further apart than this, two papers belong to different parts of the register, and nothing is missing between them.
FURTHEST = 20


def gap_in_series(among: Among) -> Iterator[Remark]:
    """No number is missing from the series of references without a recorded reason.

    Readers of a register ask what happened to a number that is not there. A paper that was withdrawn before it was
    written, or a number given out by mistake, is recorded with its reason in the ledger, and the public site says so.
    A decision that the ledger takes back needs no more than that.

    Bad:
        PCD 9001, PCD 9002, PCD 9004
    Good:
        PCD 9001, PCD 9002, PCD 9004, and in decisions/ledger.toml:
        [[gaps]]
        reference = "PCD 9003"
        reason = "Given out twice by mistake."
    """
    own = NUMBERED.fullmatch(among.own.slug)
    if own is None or among.own.reference is None:
        return
    series, number = own[1], int(own[2])
    before = next(
        (n for n in range(number - 1, max(0, number - FURTHEST - 1), -1) if f"{series}{n}" in among.papers), None
    )
    missing = [n for n in range((before or number) + 1, number) if f"{series}{n}" not in among.explained]
    if missing:
        written = among.own.reference.written.replace(str(number), "{}")
        problem = f"{_named([written.format(n) for n in missing])} missing from the series before {among.own.reference.written}."
        yield Remark(
            among.own.span,
            problem,
            "Add the paper, or record under [[gaps]] in decisions/ledger.toml why there is none.",
        )


def _named(missing: list[str]) -> str:
    """The missing numbers with their verb; of many, the first and the last."""
    match missing:
        case [one]:
            return f"{one} is"
        case [first, last]:
            return f"{first} and {last} are"
    return f"{missing[0]} to {missing[-1]} are"


RULES = (AmongRule(gap_in_series, Reader.GOVERNANCE),)
