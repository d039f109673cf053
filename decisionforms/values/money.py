"""Sums of money as decisions write them: exact, in pounds, never guessed."""

import re
from decimal import Decimal, localcontext

from decisionforms.values.unreadable import UnreadableValueError

PLAIN = re.compile(r"£(\d{1,3}(?:,\d{3})+|\d+)(\.\d{2})?", re.ASCII)
SCALED = re.compile(r"£(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s?(million|m|thousand|k)", re.IGNORECASE | re.ASCII)
SCALES = {"million": 1_000_000, "m": 1_000_000, "thousand": 1_000, "k": 1_000}
PENNY = Decimal("0.01")
MOST = Decimal(10) ** 12
REMEDY = "Write a sum as £84,500, £84,500.50, £1.2 million, £1.2m or £100k."


def read_money(text: str) -> Decimal:
    """The sum in pounds, exact to the penny.

    Raises UnreadableValueError for anything but the dresses of the contract: a sum that has to be guessed is not a sum.
    """
    sum_ = text.strip()
    if match := PLAIN.fullmatch(sum_):
        amount = Decimal(match[1].replace(",", "") + (match[2] or ""))
    elif match := SCALED.fullmatch(sum_):
        with localcontext(prec=len(sum_) + len(str(MOST))):
            amount = Decimal(match[1].replace(",", "") + (match[2] or "")) * SCALES[match[3].lower()]
    else:
        raise UnreadableValueError(_problem(sum_), REMEDY)
    if amount != amount.quantize(PENNY) if amount < MOST else True:
        raise UnreadableValueError(f"“{sum_}” is not a sum in pounds and pence.", REMEDY)
    return amount


def write_money(amount: Decimal) -> str:
    """The house form: £84,500, or £84,500.50 where there are pence; less than nothing is -£5."""
    sum_ = abs(amount)
    written = f"{sum_:,.0f}" if sum_ == sum_.to_integral_value() else f"{sum_:,.2f}"
    return f"{'-' if amount < 0 else ''}£{written}"


def _problem(text: str) -> str:
    if "£" not in text:
        return f"“{text}” is not a sum: it has no £ sign."
    if "," in text:
        return f"“{text}” has a comma in the wrong place, or words beside the sum."
    return f"“{text}” is not a sum of money on its own."
