"""Links: their words say where they lead."""

import re
from collections.abc import Iterator
from itertools import islice

from decisionforms.diagnostics import Span
from decisionforms.rules.paper import Paper
from decisionforms.rules.remark import Remark
from decisionforms.rules.rule import Rule

LINK = re.compile(r"\[(?<!\\\[)([^\[\]\n]{1,60})\]\((?=https?:|mailto:)")
MARKS = re.compile(r"[\s*_.,:;!>»→-]+")
MOST = 300
END_OF_FACTS = "---"
SAYING_NOTHING = (
    "here|click here|see here|found here|available here|read here|click on this link|click this link|link|this link|the link|"
    "this|this one|more|read more|see more|more here|find out more|learn more|information|more information|further information|"
    "for more information|details|further details|more details|info|page|this page|on this page|web page|website|this website|"
    "the website|site|web|url|document|this document|the document|attached|report|pdf|online|download|download here|view|"
    "view here|open|go|follow this link|follow the link|via this link|at this link|available|click"
)
SAY_NOTHING = frozenset(SAYING_NOTHING.split("|"))


def link_says_nothing(paper: Paper) -> Iterator[Remark]:
    """The words of a link say by themselves where it leads.

    People who use a screen reader hear the links of a page as a list; “here” five times tells them nothing. The
    accessibility regulations for public bodies ask for it (WCAG 2.2, criterion 2.4.4).

    Bad:
        The report is [here](https://example.org/report).
    Good:
        See [the report of the panel](https://example.org/report).
    """
    lines = paper.decision.source.lines
    source = "\n".join(lines)
    for found in islice(LINK.finditer(source), MOST):
        words = MARKS.sub(" ", found[1]).strip()
        if words.lower() in SAY_NOTHING:
            number = source.count("\n", 0, found.start()) + 1
            column = found.start(1) - source.rfind("\n", 0, found.start(1))
            if number > _end_of_facts(lines):
                span = Span(number, column, column + len(found[1]))
                problem = f"The words of this link, “{words}”, don't say where it leads."
                remedy = "Make the name of what it leads to the link, such as the title of the report."
                yield Remark(span, problem, remedy, paper.paragraph_on(number))


def _end_of_facts(lines: tuple[str, ...]) -> int:
    """The number of the line that ends the facts; 0 where there are none."""
    return next((number for number, line in enumerate(lines[1:], 2) if line.rstrip() == END_OF_FACTS), 0)


RULES = (Rule(link_says_nothing),)
