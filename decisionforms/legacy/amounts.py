"""The sums that an original asks for, where they can be told without a doubt."""

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from decisionforms.legacy.passages import Passage
from decisionforms.legacy.remarks import Remarks
from decisionforms.rules.numerals.sums import find_sums
from decisionforms.values.money import write_money


class Amounts(Struct, frozen=True):
    """Sums, and what they come to; empty where none could be told."""

    sums: tuple[Decimal, ...] = ()
    total: Decimal | None = None


def amounts_in(passages: Sequence[Passage], remarks: Remarks) -> Amounts:
    """The one sum of the recommendation, or the parts and the total that they add up to."""
    found: dict[Decimal, int] = {}
    for passage in passages:
        for one in find_sums(passage.text, passage.text):
            if one.value:
                found.setdefault(one.value, passage.line)
    if not found:
        return Amounts()
    largest, line = max(found), min(found.values())
    parts = tuple(value for value in found if value != largest)
    if parts and sum(parts) != largest:
        named = ", ".join(write_money(value) for value in found)
        remarks.ask(line, f"the recommendation names {named}: none was recorded, since which is the total is not said")
        return Amounts()
    why = f"the other sums, {', '.join(map(write_money, parts))}, come to it" if parts else "it is the only sum"
    remarks.guess(line, f"{write_money(largest)} was recorded as what is asked for: {why} in the recommendation")
    return Amounts(parts or (largest,), largest)
