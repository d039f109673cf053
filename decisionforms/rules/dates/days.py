"""Days that never were, and numbers with the wrong ending."""

import re
from collections.abc import Iterator

from decisionforms.diagnostics import Severity
from decisionforms.rules.numerals.dates import NO_NOUN, FoundDate
from decisionforms.rules.paper import Paper
from decisionforms.rules.remark import Remark
from decisionforms.rules.rule import Rule
from decisionforms.values.dates import MONTHS

DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
FEBRUARY = 2
ORDINAL = re.compile(r"(?<![\w,.£])(\d{1,4})(st|nd|rd|th)\b")
ARTICLES = ("the ", "The ")
YEAR = re.compile(r"\b\d{4}\b")


def ending_of(number: int) -> str:
    """The ending of a number that puts things in order."""
    return "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


ENDINGS = ("st", "nd", "rd", "th")
WRONG = frozenset(f"{one}{ending}" for one in range(1, 120) for ending in ENDINGS if ending != ending_of(one))


def no_such_day(paper: Paper) -> Iterator[Remark]:
    """Every day that the paper names is a day that there is, and its number has the right ending.

    June has 30 days, so a service can't end on the 31st; and of “30st June” nobody can be sure whether the 30th or
    the 31st was meant. Contracts and payments depend on the day. 29 February is let through where no year is said.

    Bad:
        The service ends on 31 June 2023. The pilot ran until 30st June 2023.
    Good:
        The service ends on 30 June 2023. The pilot ran until 30 June 2023.
    """
    said = set()
    for found in paper.dates:
        problem, remedy = _fault_of(found)
        if problem and found.text not in said:
            said.add(found.text)
            yield paper.remark(*with_article(paper, found), problem, remedy)


def wrong_ordinal(paper: Paper) -> Iterator[Remark]:
    """A number that puts things in order has the ending that belongs to it: 1st, 2nd, 3rd, 4th, 11th, 21st.

    A wrong ending is mostly the trace of a number that was changed, so the number itself may be wrong as well.
    Wrong endings in a date are found by “no-such-day”.

    Bad:
        The 2th round of grants was agreed at the 21th meeting.
    Good:
        The 2nd round of grants was agreed at the 21st meeting.
    """
    if paper.words.isdisjoint(WRONG):
        return
    said = {paper.text[one.start : one.end].split()[0] for one in paper.dates}
    for found in ORDINAL.finditer(paper.text):
        right = ending_of(int(found[1]))
        if found[2] == right or found[0] in said:
            continue
        said.add(found[0])
        remedy = f"Write “{found[1]}{right}”, or the number that is meant."
        yield paper.remark(found.start(), found.end(), f"“{found[0]}” has the wrong ending.", remedy)


def in_house_form(found: FoundDate) -> str:
    """The date as the form writes dates, as far as it is said; as it stands where there is no such month."""
    if not 1 <= found.month <= len(MONTHS):
        return found.text
    years = [str(found.day.year)] if found.day else YEAR.findall(found.text)[:1]
    return " ".join((str(found.number), MONTHS[found.month - 1], *years))


def with_article(paper: Paper, found: FoundDate) -> tuple[int, int]:
    """Where the date stands, with a “the” that belongs to it: the form writes dates without one.

    In “the 3rd March meeting” it belongs to the meeting.
    """
    article = paper.text.startswith(ARTICLES, found.start - len("the ")) and NO_NOUN.match(paper.text, found.end)
    return found.start - len("the ") if article else found.start, found.end


def _fault_of(found: FoundDate) -> tuple[str, str]:
    """Why there is no such day, and what to write; empty where there is."""
    problem, meant = f"There is no such day as “{found.text}”: ", "Write the day that is meant, such as 20 June 2023."
    if not 1 <= found.month <= len(MONTHS):
        return f"{problem}there is no month {found.month}.", meant
    month, longest = MONTHS[found.month - 1], DAYS[found.month - 1]
    if found.month == FEBRUARY and found.number > longest:
        return f"{problem}February has 28 days, or 29.", meant
    if not 1 <= found.number <= longest:
        return f"{problem}{month} has {longest} days.", meant
    if found.month == FEBRUARY and found.number == longest and found.year and found.day is None:
        return f"{problem}February has 28 days in that year.", "Write the day that is meant: 28 February, or 1 March."
    if found.ordinal and found.ordinal != (right := ending_of(found.number)):
        return f"{problem}after {found.number} comes “{right}”.", f"Write “{in_house_form(found)}”, if that is the day."
    return "", ""


RULES = (Rule(no_such_day, severity=Severity.ERROR), Rule(wrong_ordinal))
