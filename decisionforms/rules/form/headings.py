"""Headings of the form that are none, since their ## is missing."""

import re
from collections.abc import Iterator

from decisionforms.diagnostics import Span
from decisionforms.form.form import plain
from decisionforms.rules.paper import Paper
from decisionforms.rules.remark import Remark
from decisionforms.rules.rule import Rule

LONGEST = 60
OTHERWISE = "#-|>"
BARE = re.compile(r"[\s*_]*(?P<number>\d+[.)]?\s+)?[\s*_]*(?P<words>.*?)[\s*_:]*")
ENDS = (".", ":", ";", "!", "?", "”", ")")


def bare_heading(paper: Paper) -> Iterator[Remark]:
    """A heading of the form begins with ##.

    Without it the heading prints as a paragraph, and all that follows stands in the section above. A line on which a
    sentence goes on, and points, cells and quotations, are let through.

    Bad:
        Legal Comments

        The contract allows for it.
    Good:
        ## Legal Comments

        The contract allows for it.
    """
    sections = (*paper.decision.parts.values(), *paper.decision.sections.values())
    start = min([section.span.line for section in sections], default=0)
    body = enumerate(paper.decision.source.lines[start:], start + 1)
    for number, line in [(number, line) for number, line in body if 0 < len(line) <= LONGEST]:
        if line[-1] != "." and line[0] not in OTHERWISE and (key := _heading_of(paper, number)):
            yield _remark(paper, number, key)


def _heading_of(paper: Paper, number: int) -> str:
    """The key of the section whose heading this line is; empty where it is none, or may be meant as it stands."""
    decision = paper.decision
    found = BARE.fullmatch(decision.source.lines[number - 1])
    key = decision.form.headings.get(plain(found["words"])) if found else None
    if not found or not key or key not in decision.form.headings_of(decision.edition):
        return ""
    listed = found["number"] and (key in decision.parts or key in decision.sections)
    return "" if listed or _goes_on(paper, number) else key


def _goes_on(paper: Paper, number: int) -> bool:
    """Whether the sentence of the line above goes on in this one."""
    above = paper.decision.source.lines[number - 2].strip()
    return above != "" and not above.startswith("#") and not above.endswith(ENDS)


def _remark(paper: Paper, number: int, key: str) -> Remark:
    decision, line = paper.decision, paper.decision.source.lines[number - 1]
    heading = decision.form.headings_of(decision.edition)[key]
    placed = decision.parts.get(key) or decision.sections.get(key)
    problem = f"“{line.strip()}” is a heading of the form, but prints as text, since no ## stands before it."
    remedy = f"If the section begins here, write “## {heading}”."
    if placed:
        remedy = "The section has its heading already: remove this line, or make a sentence of it."
    also = ((placed.span, f"## {heading}"),) if placed else ()
    return Remark(Span(number, 1, len(line) + 1), problem, remedy, paper.paragraph_on(number), also)


RULES = (Rule(bare_heading),)
