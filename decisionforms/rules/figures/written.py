"""How sums are written in the text: well formed, alike, and with VAT or without it."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice

from decisionforms.rules.figures.tables import tables_of
from decisionforms.rules.figures.totals import MOST_SAID
from decisionforms.rules.numerals.sums import FoundSum
from decisionforms.rules.paper import Paper
from decisionforms.rules.passages import Kind
from decisionforms.rules.remark import Remark
from decisionforms.rules.rule import Reader, Rule
from decisionforms.values.money import write_money

UP_TO_VAT = r"(?: (?:per annum|pa|p\.a\.|a year|in total|each|\+))?[ \u00a0]?[,(–-]?[ \u00a0]?"
ANY_VAT = r" ?(?:any |all |irrecoverable |recoverable |20% )?VAT\b"
# “£8,420 for leaflets includes VAT”, “£24,600, which includes VAT”.
SAID_TO = r"(?: for (?:the |all )?[\w-]+(?: [\w-]+)?)?,?(?: which| that|,? and)? "
WITHOUT_VAT = re.compile(
    rf"{UP_TO_VAT}(?:(?:exclusive of|excluding|excl?\.?|ex\.?|plus|net of|before|without|not including|\+){ANY_VAT}|VAT[ -]exclusive)"
    rf"|{SAID_TO}(?:excludes?|does not include|is (?:exclusive of|before|net of|without)){ANY_VAT}",
    re.IGNORECASE,
)
WITH_VAT = re.compile(
    rf"{UP_TO_VAT}(?:(?:inclusive of|including|incl?\.?|gross of|with){ANY_VAT}|VAT[ -]inclusive)"
    rf"|{SAID_TO}(?:includes?|is (?:inclusive of|with)){ANY_VAT}",
    re.IGNORECASE,
)
# At the head of a column it holds for each sum below it.
COLUMN_WITHOUT = re.compile(
    r"\b(?:exclusive of|excluding|excl?\.?|net of|before|without|not including)(?: any)? ?VAT\b|\bVAT[ -]exclusive|\bex\.? ?VAT\b",
    re.IGNORECASE,
)
NO_COMMA = re.compile(r"£\d{5,}(?:\.\d\d)?")
SHORTEST_WITHOUT_COMMA = 6
THOUSANDS = re.compile(r"£\d+(?:,\d{3})+")
ODD_END = re.compile(r"£(\d{1,3}(?:,\d{3})*),(\d{2})")
SPACED = re.compile(r"£\d{1,3}(?:[ \u00a0]\d{3})+")
STOPPED = re.compile(r"£\d{1,3}(?:\.\d{3})+")
ONE_OF_PENCE = re.compile(r"£\d[\d,]{2,}\.\d")
WORDED = re.compile(r"£([\d,]+(?:\.\d+)?)[ \u00a0]?(m|b|t)[a-z]+", re.IGNORECASE)
MOST_PLACES = 8
DIGITS_THAT_TELL = 2
SCALES = {"m": "million", "b": "billion", "t": "thousand"}


def malformed_sum(paper: Paper) -> Iterator[Remark]:
    """A sum has its £ sign, commas before each three digits, and two digits of pence or none.

    Otherwise its reader has to guess whether a digit is missing or a comma stands in the wrong place, and a sum that
    has to be guessed can't be approved. Numbers without a £ sign are taken for sums where the words around them
    speak of money.

    Bad:
        The bids were for £1000,000 and £2,165,00, against a budget of 3.4m.
    Good:
        The bids were for £1,000,000 and £2,165.00, against a budget of £3.4m.
    """
    found: dict[str, list[FoundSum]] = {}
    for one in paper.sums:
        if one.value is None or _has_no_comma(one.text):
            found.setdefault(one.text, []).append(one)
    for text, (first, *more) in islice(found.items(), MOST_SAID):
        also = ((paper.place(one.start, one.end), one.text) for one in more[:MOST_PLACES])
        yield paper.remark(first.start, first.end, f"“{text}” {_fault_of(text)}.", _advice(text), *also)


def sum_in_two_dresses(paper: Paper) -> Iterator[Remark]:
    """One sum is written in one way throughout.

    A reader who searches for £2,447,900 does not find £2,447.9K, and wonders whether they are the same. Tables and
    quotations may write it in their own way, and so may brackets: £2,447,900 (£2.4479m). Round sums such as £400k
    are let through, since two of them are often two sums.

    Bad:
        The grant is £2,447,900. Of the £2,447.9k, half is paid in May.
    Good:
        The grant is £2,447,900. Of the £2,447,900, half is paid in May.
    """
    alike: dict[Decimal, list[FoundSum]] = {}
    for found in paper.sums:
        if found.value:
            alike.setdefault(found.value, []).append(found)
    several = (same for same in alike.values() if len(same) > 1 and len({one.text for one in same}) > 1)
    yield from islice((remark for same in several for remark in _two_dresses(paper, same)), MOST_SAID)


def vat_both_ways(paper: Paper) -> Iterator[Remark]:
    """A sum is with VAT or without it, not both.

    A fifth of the sum is at stake, and with it whether the budget is enough.

    Bad:
        It costs £31,185 (exclusive of VAT). The £31,185 including VAT is paid in May.
    Good:
        It costs £31,185 (exclusive of VAT). The £31,185 (exclusive of VAT) is paid in May.
    """
    if "VAT" not in paper.text:
        return
    without = {one.value: one for one in _sums_without(paper) if one.value}
    for found in paper.sums if without else ():
        other = without.get(found.value or Decimal(0))
        if other and WITH_VAT.match(paper.text, found.end):
            without = {value: one for value, one in without.items() if value != found.value}
            problem = f"{found.text} is said to include VAT here, and to exclude it elsewhere."
            also = (paper.place(other.start, other.end), f"{other.text} without VAT")
            yield paper.remark(found.start, found.end, problem, "Say which it is, in the same words everywhere.", also)


def _sums_without(paper: Paper) -> Iterator[FoundSum]:
    """The sums that are said to be without VAT, beside them or at the head of their column."""
    if any(one.kind is Kind.CELL and "VAT" in one.text for one in paper.passages):
        for header, *rows in tables_of(paper):
            columns = [at for at, cell in enumerate(header) if "VAT" in cell.text and COLUMN_WITHOUT.search(cell.text)]
            yield from (one for row in rows for at in columns if at < len(row) for one in row[at].sums)
    yield from (one for one in paper.sums if WITHOUT_VAT.match(paper.text, one.end))


def _two_dresses(paper: Paper, same: list[FoundSum]) -> Iterator[Remark]:
    """A remark on the first that is dressed otherwise than the very first, of sums that are the same."""
    if len(str(int(same[0].value or 0)).rstrip("0")) < DIGITS_THAT_TELL:
        return
    own = [one for one in same if paper.passage_at(one.start).kind not in {Kind.CELL, Kind.QUOTATION}]
    other = next((one for one in own if _dress(one.text) != _dress(own[0].text)), None)
    if other and paper.text[own[0].end : other.start] != " (":
        plainly = write_money(other.value or Decimal(0))
        better = plainly if plainly in {own[0].text, other.text} else min(own[0].text, other.text, key=len)
        problem = f"{other.text} is the sum written as {own[0].text} before."
        also = (paper.place(own[0].start, own[0].end), own[0].text)
        yield paper.remark(other.start, other.end, problem, f"Write {better} in both places.", also)


def _dress(text: str) -> str:
    """How a sum is written, without what no reader minds: spaces, and capitals."""
    bare = re.sub(r"\s|\.00$", "", text).lower()
    return bare.replace("million", "m").replace("billion", "bn").replace("thousand", "k")


def _has_no_comma(text: str) -> bool:
    return len(text) >= SHORTEST_WITHOUT_COMMA and "," not in text and NO_COMMA.fullmatch(text) is not None


def _fault_of(text: str) -> str:
    if "£" not in text:
        return "has no £ sign"
    return "has no comma" if _has_no_comma(text) else "can't be read as a sum for certain"


def _advice(text: str) -> str:
    """How a malformed sum should be written, where that can be told."""
    meant = _meant(text)
    if len(meant) > 1:
        return f"Write {' or '.join(meant)}, whichever is meant."
    if meant:
        return f"Write {meant[0]}, if that is the sum that is meant."
    return "Check every digit, and write it as £84,500, £84,500.50, £1.2 million, £1.2m or £100k."


def _meant(text: str) -> tuple[str, ...]:
    """The sums that a malformed one may stand for."""
    if "£" not in text:
        return (f"£{text}",)
    if _has_no_comma(text):
        return (write_money(Decimal(text[1:])),)
    if THOUSANDS.fullmatch(text) or SPACED.fullmatch(text) or STOPPED.fullmatch(text):
        return (write_money(Decimal(re.sub(r"[^0-9]", "", text))),)
    if odd := ODD_END.fullmatch(text):
        return f"£{odd[1]}.{odd[2]}", write_money(Decimal(re.sub(r"[^0-9]", "", text)))
    if ONE_OF_PENCE.fullmatch(text):
        return (f"{text}0",)
    if worded := WORDED.fullmatch(text):
        return (f"£{worded[1]} {SCALES[worded[2].lower()]}",)
    return ()


RULES = tuple(Rule(check, Reader.FINANCE) for check in (malformed_sum, sum_in_two_dresses, vat_both_ways))
