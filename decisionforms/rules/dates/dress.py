"""How dates and periods are written: alike, and with words that go together."""

import re
from collections.abc import Iterator

from decisionforms.rules.dates.days import in_house_form, with_article
from decisionforms.rules.numerals.dates import FoundDate
from decisionforms.rules.paper import Paper
from decisionforms.rules.passages import Kind
from decisionforms.rules.remark import Remark
from decisionforms.rules.rule import Rule
from decisionforms.values.dates import MONTHS

HOUSE = "day first"
MOST_PLACES = 12
WORD_BEFORE = 20
NAME = rf"(?:{'|'.join(MONTHS)}|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
WEEKDAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
COUNT = "(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty)"
NUMBER = r"£?\d+(?:[,./:]\d+)*(?:st|nd|rd|th|%|am|pm|m|k)?"
POINT = (
    rf"(?:the )?(?:ages? (?:of )?)?(?:{NUMBER}(?: (?:of )?{NAME})?|{NAME}(?: \d{{1,2}}(?:st|nd|rd|th)?\b)?|{WEEKDAY}|{COUNT})"
    r"(?:,? \d{4}\b)?(?: (?:million|per cent|hours|days|weeks|months|years)\b)?"
)
BETWEEN = re.compile(rf"etween ({POINT}) (until|till|to|through)(?: ({POINT}))?(?= |[,.;:)]|\n|\Z)")
# “Between 16 to 18 and 19 to 21 year olds” compares two ranges.
COMPARED = re.compile(rf"[^.;\n]{{0,60}}? and (?:{POINT})")
BETWEEN_BEFORE = re.compile(r"\b[Bb]etween (?:the )?$")
FROM = re.compile(r"\b[Ff]rom (?:the )?$")
FROM_MONTH = re.compile(rf"rom ({NAME}(?: \d{{4}})?) and {NAME}(?: \d{{4}})?(?! (?:to|until)\b)")
# Letters from two days are no period; what lasts from one month “and” another is.
DATED = re.compile(
    r"\b(?:letters?|e-?mails?|minutes|notes?|reports?|papers?|decisions?|data|figures|records?|invoices?|meetings?|returns|advice|correspondence|quot(?:e|ation)s?|bids?|statements?|those|results|responses|feedback|orders?) [Ff]?$",
    re.IGNORECASE,
)
LASTS = re.compile(
    r"\b(?:runs?|ran|running|lasts?|lasting|periods?|terms?|months|weeks|years|extensions?|extended|contracts?|agreements?|services?|pilot|delivery|leases?|programmes?|available|open|held|took place|taking place|conducted|carried out|undertaken|operated|operating|provided|delivered|funded|employed|in place),? [Ff]?$"
)


def mixed_dates(paper: Paper) -> Iterator[Remark]:
    """All dates of a paper are written in one way: 20 June 2023.

    Dates in several dresses look copied together from several papers, can't be searched for, and 06/07/2023 is one day
    to one reader and another to the next. Quotations and tables are let through.

    Bad:
        The pilot began on 1st August 2021 and ends on 30 June 2023.
    Good:
        The pilot began on 1 August 2021 and ends on 30 June 2023.
    """
    if len({found.style for found in paper.dates}) <= 1:
        return
    dates = [found for found in paper.dates if not _quoted(paper, found)]
    odd = [found for found in dates if found.style != HOUSE]
    if len({found.style for found in dates}) > 1:
        first, *others = odd
        other = next(found for found in dates if found.style != first.style)
        also = tuple((paper.place(one.start, one.end), one.text) for one in others[:MOST_PLACES])
        start, end = with_article(paper, first)
        problem = f"The dates are written in several ways: here “{paper.text[start:end]}”, elsewhere “{other.text}”."
        remedy = f"Write every date in the way of 20 June 2023: here “{in_house_form(first)}”."
        yield paper.remark(start, end, problem, remedy, *also)


def _quoted(paper: Paper, found: FoundDate) -> bool:
    """Whether the date is not in the writer's own sentences."""
    if paper.passage_at(found.start).kind in {Kind.QUOTATION, Kind.CELL}:
        return True
    before = paper.text[paper.text.rfind("\n", 0, found.start) + 1 : found.start]
    return before.count("“") > before.count("”")


def between_until(paper: Paper) -> Iterator[Remark]:
    """“Between” goes with “and”, and “from” with “to” or “until”.

    Mixed words leave open whether the last day belongs to the period. Let through is what is counted between two
    ranges, such as “between 16 to 18 and 19 to 21 year olds”.

    Bad:
        The pilot ran between 1 August 2021 until 30 June 2023.
    Good:
        The pilot ran from 1 August 2021 until 30 June 2023.
    """
    if "etween" in paper.glossary:
        yield from _between(paper)
        yield from _dashed(paper)
    yield from _from(paper)


def _between(paper: Paper) -> Iterator[Remark]:
    for found in BETWEEN.finditer(paper.text):
        first, word, last = found.groups()
        # “Between 10 to be trained …” and “between one to one sessions …” are no periods; “until” says it is one.
        if (word in {"to", "through"} and last in {None, first}) or COMPARED.match(paper.text, found.end()):
            continue
        start = found.start() - 1
        problem = f"“{paper.text[start : found.end()]}”: “between” does not go with “{word}”."
        remedy = f"Write “between {first} and {last or '…'}”, or “from {first} {word} {last or '…'}”."
        yield paper.remark(start, found.end(), problem, remedy)


def _dashed(paper: Paper) -> Iterator[Remark]:
    """“Between 4 May 2010 – 3 May 2012”."""
    for first, second in zip(paper.dates, paper.dates[1:], strict=False):
        if paper.text[first.end : second.start].strip() not in {"-", "–", "—"}:
            continue
        if begin := BETWEEN_BEFORE.search(paper.text, max(0, first.start - WORD_BEFORE), first.start):
            problem = f"“{paper.text[begin.start() : second.end]}”: “between” does not go with a dash."
            remedy = f"Write “between {first.text} and {second.text}”, or “from {first.text} to {second.text}”."
            yield paper.remark(begin.start(), second.end, problem, remedy)


def _from(paper: Paper) -> Iterator[Remark]:
    for first, second in zip(paper.dates, paper.dates[1:], strict=False):
        if paper.text[first.end : second.start] in {" and ", " and the "}:
            begin = FROM.search(paper.text, max(0, first.start - len("from the ")), first.start)
            if begin and not DATED.search(paper.text, max(0, begin.start() - WORD_BEFORE), begin.start()):
                yield _from_and(paper, begin.start(), second.end, first.text)
    for found in FROM_MONTH.finditer(paper.text):
        if LASTS.search(paper.text, max(0, found.start() - WORD_BEFORE), found.start()):
            yield _from_and(paper, found.start() - 1, found.end(), found[1])


def _from_and(paper: Paper, start: int, end: int, first: str) -> Remark:
    problem = f"“{paper.text[start:end]}”: “from” does not go with “and”."
    return paper.remark(start, end, problem, f"Write “from {first} to …”, or “between {first} and …”.")


RULES = (Rule(mixed_dates), Rule(between_until))
