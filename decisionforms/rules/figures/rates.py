"""Sums that are not the whole of what is asked for: rates by the hour or the year, thresholds, and small change."""

import re
from collections.abc import Set as AbstractSet
from decimal import Decimal

from decisionforms.rules.figures.totals import is_among
from decisionforms.rules.numerals.sums import FoundSum
from decisionforms.rules.paper import Paper

UNITS = (
    "hour|day|night|week|fortnight|month|quarter|year|shift|session|visit|person|head|place|bed|unit|case|officer|victim"
    "|client|participant|referral|mile|journey|page|copy|licence|device|vehicle|school|borough|item|site|household|child"
)
RATE = re.compile(
    r"[ \u00a0]?[,(]?[ \u00a0]?(?:(?:in |for )?(?:per|each|every|/)[ \u00a0]?(?:of |financial |calendar )*([a-z]+)?"
    rf"|an? ({UNITS})\b|(p\.?a|pcm|pw|ph|pp|pd|annually|monthly|quarterly|weekly|apiece)\b)"
)
RATE_BEFORE = re.compile(r"\b(?:annual|annually|yearly|monthly|weekly|daily|hourly)\b[^.£\n]*$", re.IGNORECASE)
# What is paid by the hour or by the head says nothing of the whole; what is paid by the year has to come to it.
UNITS_OF_NO_WHOLE = {*UNITS.split("|")} - {"month", "quarter", "year"} | {"ph", "pp", "pd", "pw", "weekly"}
THRESHOLD = re.compile(r"[ \u00a0](?:(?:or|and) (?:more|above|over|upwards|less|under|below)|threshold)\b")
THRESHOLD_BEFORE = re.compile(
    r"\b(?:contracts?|cases|grants|awards|sums|values?|expenditure|decisions) (?:over|above|below|under|in excess of|that exceeds?|exceeds?)"
    r"[ \u00a0]$|\b(?:threshold of|exceeds)[ \u00a0]$",
    re.IGNORECASE,
)
# “For every £1 that is spent”: no paper asks for less than this.
LEAST_ASKED = 100
MOST_TIMES = 60
WORDS_BEFORE = 40


def only_explains(paper: Paper, found: FoundSum) -> bool:
    """Whether a sum can't be what is asked for: next to nothing, a threshold, or what is paid for each hour or visit."""
    if found.value is not None and found.value < LEAST_ASKED:
        return True
    rate = RATE.match(paper.text, found.end)
    if rate:
        return (rate[1] or rate[2] or rate[3] or "").removesuffix("s") in UNITS_OF_NO_WHOLE
    before = max(0, found.start - WORDS_BEFORE)
    return bool(THRESHOLD.match(paper.text, found.end) or THRESHOLD_BEFORE.search(paper.text, before, found.start))


def comes_to(paper: Paper, found: FoundSum, wanted: AbstractSet[int]) -> bool:
    """Whether a sum is paid every year, or to each of several, and so many times come to one of the wanted."""
    before = max(0, found.start - WORDS_BEFORE)
    if not (RATE.match(paper.text, found.end) or RATE_BEFORE.search(paper.text, before, found.start)):
        return False
    value = found.value or Decimal(0)
    return any(is_among(value * times, wanted) for times in range(2, MOST_TIMES + 1))
