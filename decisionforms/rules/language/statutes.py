"""Acts of Parliament and their sections: named in full once, and cited in one manner."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from decisionforms.rules.paper import Paper
from decisionforms.rules.passages import Kind
from decisionforms.rules.remark import Remark
from decisionforms.rules.rule import Rule
from decisionforms.rules.sentences import line_before, places_in

# What stands before “Act”: “Police Reform and Social Responsibility”, “Crime (Sentences)”.
NAME_BEFORE = re.compile(r"(?:(?:[A-Z][\w’'-]*|\([^()\n]{1,60}\)),? (?:and |of the |of |for |to |& )?)+$")
YEAR_AFTER = re.compile(r",?(?: \([^()\n]{1,40}\))? ?\(?((?:1[2-9]|20)\d\d)\b")
ACT_ENDS = re.compile(r"Act(?!\w)")
# “a Care Act assessment” is no citation.
NO_CITATION = re.compile(
    r" (?:assess(?:ment|or)s?|advoca(?:te|tes|cy)|requests?|compliant|compliance|team|officer)\b| [A-Z][a-z]"
)
POINTING = "The This That An A Each Any No Under Section Both Of In By And Its"
NOT_A_NAME = frozenset(POINTING.split())
ABBREVIATED = re.compile(r"(?<![\w’'£.])(?:ss?\.? ?|sect?s?\. ?)\d+[A-Z]{0,2}\b", re.IGNORECASE)
# “section 149”, “section 9 of the Act”; but not “section 8”, which may be that of this paper.
WRITTEN_OUT = re.compile(
    r"\b[Ss]ections? (?:\d{2,3}[A-Z]{0,2}\b|\d[A-Z]{0,2}(?=\s?\()|\d[A-Z]{0,2}\b(?=[^.\n]{0,30} of (?:the|that)\b))"
)
SHORT = frozenset({"s", "ss", "sec", "sect", "secs", *(f"s{number}" for number in range(1, 400))})
REACH = 100
# No paper names more Acts.
MOST = 300


def statute_without_year(paper: Paper) -> Iterator[Remark]:
    """An Act is cited with its year where it is first named.

    There have been several Police Acts and Data Protection Acts; only the year says which. Once it has been named with
    its year, the paper may speak of it without.

    Bad:
        The office has had due regard to section 149 of the Equality Act.
    Good:
        The office has had due regard to section 149 of the Equality Act 2010.
    """
    if "Act" not in paper.vocabulary:
        return
    named = list(islice(_acts(paper.text), MOST))
    dated = {name for _, _, name, year in named if year}
    said: set[str] = set()
    for start, end, name, _ in (one for one in named if not one[3] and not _is_among(one[2], dated)):
        if name in said or _is_among(name, _dated_by(paper)) or paper.passage_at(start).kind is Kind.QUOTATION:
            continue
        said.add(name)
        problem = f"“{paper.text[start:end]}” is nowhere cited with its year."
        yield paper.remark(start, end, problem, "Add the year where the Act is first named.")


def _is_among(name: str, dated: Iterable[str]) -> bool:
    """Whether an Act of this name, or of the end of it, is among those named with their year."""
    return any(one.endswith(name) or name.endswith(one) for one in dated)


def _dated_by(paper: Paper) -> Iterator[str]:
    """The Acts that the form itself names with their year."""
    return (name for part in paper.form.parts for text in part.text for _, _, name, year in _acts(text) if year)


def _acts(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Each Act that is named: where its name begins and ends, the name in small letters, and its year or nothing."""
    for at in places_in(text, " Act"):
        end = at + len(" Act")
        if ACT_ENDS.match(text, at + 1) and not NO_CITATION.match(text, end):
            start = _start_of_name(text, at)
            name = text[start:end]
            if start <= at and not name.isupper():
                year = YEAR_AFTER.match(text, end)
                yield start, end, name.lower(), year[1] if year else ""


def _start_of_name(text: str, at: int) -> int:
    """Where the name before this place begins; past the place if there is none."""
    before = line_before(text, at + 1, REACH)
    found = NAME_BEFORE.search(before)
    words = found[0].split() if found else []
    start = at + 1 - len(before) + found.start() if found else at + 1
    while words and (words[0] in NOT_A_NAME or words[0][0].islower()):
        start = text.index(words[0], start) + len(words[0]) + 1
        words = words[1:]
    return start if any(not word.isupper() for word in words) else at + 1


def mixed_sections(paper: Paper) -> Iterator[Remark]:
    """Sections of Acts are cited in one manner: “section 17” throughout, or “s.17” throughout.

    Footnotes and quotations, which have manners of their own, are let through.

    Bad:
        … under section 17 of the Act … as s.17(2) requires …
    Good:
        … under section 17 of the Act … as section 17(2) requires …
    """
    if not (SHORT & paper.words and paper.words & {"section", "sections"}):
        return
    long, short = (_first(paper, pattern) for pattern in (WRITTEN_OUT, ABBREVIATED))
    if long and short:
        problem = f"“{short[0]}” is cited in another manner than “{long[0]}”."
        also = (paper.place(*long.span()), long[0])
        number = re.sub(r"^\D+", "", short[0])
        plural = "s" if short[0].lower().startswith("ss") else ""
        yield paper.remark(*short.span(), problem, f"Write “section{plural} {number}”, or abbreviate everywhere.", also)


def _first(paper: Paper, pattern: re.Pattern[str]) -> re.Match[str] | None:
    alone = {Kind.NOTE, Kind.QUOTATION}
    return next((one for one in paper.find(pattern) if paper.passage_at(one.start()).kind not in alone), None)


RULES = (Rule(statute_without_year), Rule(mixed_sections))
