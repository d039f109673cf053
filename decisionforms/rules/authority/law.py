"""Law that no longer holds on the day of the paper."""

import re
from collections.abc import Iterator
from datetime import date

from decisionforms.form.reviewed import Superseded
from decisionforms.rules.paper import Paper
from decisionforms.rules.phrases import places_of
from decisionforms.rules.remark import Remark
from decisionforms.rules.rule import Reader, Rule
from decisionforms.rules.sentences import sentence_of
from decisionforms.values.dates import write_date

# Words by which a sentence speaks of what was begun under the law as it was.
EARLIER = re.compile(
    r"\b(?:before|prior to|earlier|previous(?:ly)?|original(?:ly)?|existing|current(?:ly)?|continues?|still|remains?|former|formerly"
    r"|then in force|at the time|transitional|repealed|replaced|superseded|framework|call[- ]?off|called off|dynamic purchasing"
    r"|(?:was|were|had been|having been)\s(?:\w+\s)?(?:procured|let|awarded|tendered|advertised|established|conducted|run|carried out))\b",
    re.IGNORECASE,
)
# What shows that nobody relies any more on law that holds for nothing.
GONE = re.compile(
    r"\b(?:was|were|had|before|prior to|earlier|previous(?:ly)?|original(?:ly)?|formerly?|then|at the time|repealed|replaced|superseded|no longer|since)\b",
    re.IGNORECASE,
)
TO_COME = re.compile(
    r"\bwill be (?:\w+ )?(?:procured|let|awarded|tendered|advertised|conducted|run|carried out)\b|\bnew (?:procurement|tender|competition)",
    re.IGNORECASE,
)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def superseded_law(paper: Paper) -> Iterator[Remark]:
    """Law that a paper relies on is in force on its day.

    Stock text outlives the law that it cites: the Procurement Act 2023 replaced the Public Contracts Regulations 2015
    for procurements begun on or after 24 February 2025. A paragraph that names both, and a sentence about an earlier
    procurement, are let through.

    Bad:
        The contract will be awarded under the Public Contracts Regulations 2015.   (a paper of 2026)
    Good:
        The contract will be awarded under the Procurement Act 2023.
    """
    for law in paper.form.superseded:
        cited = list(places_of(paper, (law.law, *law.also_called)))
        if not cited or day_of(paper) < law.since:
            continue
        for start, end in cited:
            if law.by not in paper.passage_at(start).text and not _of_earlier(paper, law, start):
                yield _remark(paper, law, start, end)
                break


def _remark(paper: Paper, law: Superseded, start: int, end: int) -> Remark:
    day = write_date(law.since)
    holds = f", and holds only for {law.earlier}" if law.earlier else ""
    problem = f"“{paper.text[start:end]}” was replaced by the {law.by} on {day}{holds}."
    otherwise = "; if this concerns something earlier, say when that began" if law.earlier else ""
    return paper.remark(
        start, end, problem, f"Write “{law.by}”, and look whether what is said of it still holds{otherwise}."
    )


def _of_earlier(paper: Paper, law: Superseded, place: int) -> bool:
    """Whether the paper changes something older, or the sentence speaks of it."""
    sentence = sentence_of(paper.text, place)
    if law.earlier and (paper.facts.extends or paper.facts.original_value) and not TO_COME.search(sentence):
        return True
    for name in (law.law, *law.also_called):
        sentence = sentence.replace(name, "")
    years = [int(year) for year in YEAR.findall(sentence)]
    return (EARLIER if law.earlier else GONE).search(sentence) is not None or any(
        year < law.since.year for year in years
    )


def day_of(paper: Paper) -> date:
    """The day of a paper: the last on which somebody confirmed or signed it, or else that of the review."""
    facts = paper.facts
    days = [one.date.value for one in facts.officers.values() if one.date]
    days += [one.date.value for one in facts.signatures.values()]
    return max(days, default=paper.reviewed)


RULES = (Rule(superseded_law, Reader.LEGAL),)
