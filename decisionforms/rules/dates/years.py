"""Days of which the year is not said."""

import re
from collections.abc import Iterator

from decisionforms.rules.dates.days import in_house_form, with_article
from decisionforms.rules.numerals.dates import FoundDate
from decisionforms.rules.paper import Paper
from decisionforms.rules.passages import Kind
from decisionforms.rules.remark import Remark
from decisionforms.rules.rule import Rule
from decisionforms.rules.sentences import sentence_about
from decisionforms.values.dates import MONTHS

YEAR = re.compile(r"\b(?:19|20)\d\d\b")
YEAR_SAID = re.compile(rf"\b(?:{'|'.join(MONTHS)}|[Ii]n|[Oo]f|[Dd]uring|[Ff]or|[Yy]ear),?\s(?:FY\s?)?(?:19|20)\d\d\b")
EVERY_YEAR = re.compile(
    r"\b(?:each|every|per|a) (?:calendar )?year\b|\bannually\b|\byearly\b|\b(?:financial|fiscal|tax) years?\b|\byear[- ]end"
)
KNOWN_BY_ITS_DAY = re.compile(r"\s(?:attacks?|bombings?|riots?|massacre|Day)\b")
PERIOD = re.compile(r"\s?(?:to|till|until|through|–|-|and)(?:\s(?:about|the))*\s?")
MOST_PLACES = 8
# How far to look for a year: at so many days in the same sentence, so many points or cells above and below.
MOST_BESIDE, MOST_POINTS = 20, 200


def date_without_year(paper: Paper) -> Iterator[Remark]:
    """A day is named with its year, unless the same sentence says which year that is.

    A decision is read for years after it was signed, and “1 October” then is any October. Let through are dates whose
    year the sentence says (“from 1 April to 30 June 2023”, “in 2023, on 1 April”), and days of every year. After a
    date with its year, the end of a period needs its own: “31 March 2023 to 30 June” may end in the year after.

    Bad:
        The pilot was extended from 31 March 2023 to the 30th June. A contract will be in place by October 1.
    Good:
        The pilot was extended from 31 March 2023 to 30 June 2023. A contract will be in place by 1 October 2023.
    """
    places: dict[str, list[FoundDate]] = {}
    for at, found in enumerate(paper.dates):
        if not found.year and not _year_is_said(paper, at, found):
            places.setdefault(found.text.lower(), []).append(found)
    for first, *others in places.values():
        also = tuple((paper.place(one.start, one.end), one.text) for one in others[:MOST_PLACES])
        start, end = with_article(paper, first)
        problem = f"“{paper.text[start:end]}” is said without its year."
        yield paper.remark(start, end, problem, _remedy(paper, first), *also)


def _remedy(paper: Paper, found: FoundDate) -> str:
    """What to write: the year that this day has elsewhere in the paper, where that is one year."""
    declared = [one.value for one in (paper.facts.starts, paper.facts.ends) if one]
    whole = [*declared, *(one.day for one in paper.dates if one.day)]
    years = {day.year for day in whole if (day.day, day.month) == (found.number, found.month)}
    if len(years) == 1:
        return f"Write “{in_house_form(found)} {years.pop()}”, if that is the year."
    return "Write the day with its year, as in “20 June 2023”."


def _year_is_said(paper: Paper, at: int, found: FoundDate) -> bool:
    text = paper.text
    start, end = sentence_about(text, found.start, found.end)
    if EVERY_YEAR.search(text, start, end) or KNOWN_BY_ITS_DAY.match(text, found.end):
        return True
    within = [one for one in paper.dates[max(0, at - MOST_BESIDE) : at + MOST_BESIDE] if start <= one.start < end]
    before = next((one for one in reversed(within) if one.end <= found.start), None)
    if before and before.year and PERIOD.fullmatch(text, before.end, found.start):
        # A list of days (“on 1 May 2023 and 3 May”) is no period.
        return "and" in text[before.end : found.start] and "between" not in text[start : before.start].lower()
    said = any(one.year for one in within) or YEAR_SAID.search(text, start, end)
    return bool(said) or _year_stands_near(paper, found)


def _year_stands_near(paper: Paper, found: FoundDate) -> bool:
    """Whether the words that bring in a list, or the other cells of a table and what is before it, say the year."""
    passage = paper.passage_at(found.start)
    if passage.kind not in {Kind.POINT, Kind.CELL}:
        return False
    first = paper.text.rfind("\n", 0, found.start) + 1
    for _ in range(MOST_POINTS):
        if not first or paper.passage_at(first - 1).kind is not passage.kind:
            break
        first = paper.text.rfind("\n", 0, first - 1) + 1
    within = first > 0 and paper.passage_at(first - 1).section == passage.section
    before = paper.text.rfind("\n", 0, first - 1) + 1 if within else first
    return (
        YEAR.search(paper.text, before, first if passage.kind is Kind.POINT else _after_table(paper, found)) is not None
    )


def _after_table(paper: Paper, found: FoundDate) -> int:
    """Where the table ends in which this date stands."""
    last = found.end
    for _ in range(MOST_POINTS):
        after = paper.text.find("\n", last) + 1
        if not after or paper.passage_at(last).kind is not Kind.CELL:
            break
        last = after
    return last


RULES = (Rule(date_without_year),)
