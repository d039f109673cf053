"""Sums that have lost their £ sign, as in “a budget of 3.4m”: the words around them tell them from metres and people."""

import re
from collections.abc import Iterator

SPACE = "[ \u00a0]"
# Each begins with one letter or sign, which is found quickly; what stands before it is looked at only then.
SCALED = rf"(?:(?<=[0-9]%s)|(?<=[0-9]{SPACE}%s))%s\b"
GROUPED = rf",[0-9]{{3}}(?:,[0-9]{{3}})*(?:\.[0-9]{{2}})?(?![0-9]|[,.][0-9]|{SPACE}?(?:[mMkK]|million|bn)\b)"
ENDINGS = (("m", "(?:illion)?"), ("M", "(?:illion)?"), ("k", ""), ("K", ""))
COMMA = re.compile(GROUPED)
SCALES = tuple(re.compile(mark + SCALED % (mark, mark, rest)) for mark, rest in ENDINGS)
MAY_BE_SCALED = re.compile(r"[0-9\n][mMkK](?:illion)?\b")
NUMBER = re.compile(rf"(?<![\w£€$¥.,/–—-])(?<!£{SPACE})\d[\d,]*(?:\.\d+)?{SPACE}?$")
OF_MONEY = re.compile(
    r"(?:\b(?:budgets?|costs?|costing|grants?|fund of|funding|spend|spending|spent|expenditure|invest|investing|invested|investment"
    r"|award|price|payments?|paid|pays?|allocation|contribution|underspend|overspend|shortfall|savings?|income|fees?|worth|value|valued|sum|bids? for|bid)"
    rf"(?:{SPACE}(?:of|is|was|at|by|be|will|would|an?|totals?|totalling|up to|about|around|approximately|approx\.?|nearly|over|some|just|another"
    r"|further|additional|maximum|not exceeding|more than|estimated))*"
    rf"|£\d[\d.]*(?:,[\d,.]*\d|{SPACE}?(?:[mMkK]|bn|million)),?{SPACE}(?:and|or|plus|to)){SPACE}$",
    re.IGNORECASE,
)
ENDS = (
    rf"(?:\Z|\n|[^\w\s%£/-]|{SPACE}(?:pa|p\.a|per|an?|each|in|from|for|to|over|and|plus|is|was|are|will|would|has|had|which|that|by|at|on"
    r"|as|with|under|until|during|through|across|so|if|but|towards|excluding|including|exclusive|inclusive|excl?|inc|ex)\b)"
)
END = re.compile(ENDS)
MONEY = re.compile(
    rf"{SPACE}(?:grant|budget|funding|fund|investment|underspend|overspend|shortfall|award|contract|of (?:funding|investment|savings|expenditure)){ENDS}"
)
FOREIGN = re.compile(rf"[A-Z]{{3}}{SPACE}$")
LONGEST, BEFORE = 24, 80


def find_bare_sums(text: str, glossary: str) -> Iterator[tuple[int, int]]:
    """Where they start and end; `glossary` holds every word of the text once, each on a line of its own."""
    for pattern in (COMMA, *SCALES) if MAY_BE_SCALED.search(glossary) else (COMMA,):
        for mark in pattern.finditer(text):
            # “£12,500” has its sign.
            if "£" in text[max(0, mark.start() - 4) : mark.start()]:
                continue
            number = NUMBER.search(text, max(0, mark.start() - LONGEST), mark.start())
            if number and _is_money(text, number.start(), mark.end()):
                yield number.start(), mark.end()


def _is_money(text: str, start: int, end: int) -> bool:
    first = max(0, start - BEFORE)
    if MONEY.match(text, end):
        return not FOREIGN.search(text, first, start)
    return END.match(text, end) is not None and OF_MONEY.search(text, first, start) is not None
