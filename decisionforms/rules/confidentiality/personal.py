"""Personal data that stands in a public paper."""

from collections.abc import Iterator
from itertools import islice

from decisionforms.diagnostics import Span
from decisionforms.rules.confidentiality.mailboxes import EMAIL, is_a_persons
from decisionforms.rules.confidentiality.traces import traces_in
from decisionforms.rules.paper import Paper
from decisionforms.rules.remark import Remark
from decisionforms.rules.rule import Reader, Rule

# A paper with more of them is a list of persons; these show it.
MOST = 30
MAILTO = "mailto:"


def personal_data(paper: Paper) -> Iterator[Remark]:
    """A public paper holds nothing by which a private person can be reached or recognised.

    Part 1 is published, and what was published can't be called back (Data Protection Act 2018, UK GDPR). Looked for are
    persons' e-mail addresses, telephone numbers, National Insurance and crime reference numbers, dates of birth, bank
    details and home addresses. Shared mailboxes and helplines are let through.

    Bad:
        Questions go to jane.bloggs@example.org or 07700 900123.
    Good:
        Questions go to contracts@example.org.
    """
    said: set[str] = set()
    for trace in islice(traces_in(paper), MOST):
        words = paper.text[trace.start : trace.end].strip()
        if words not in said:
            said.add(words)
            remedy = f"{trace.instead}; or move it to the confidential part."
            yield paper.remark(trace.start, trace.end, f"“{words}” {trace.what}.", remedy)
    yield from islice(_links(paper, said), MOST)


def _links(paper: Paper, said: set[str]) -> Iterator[Remark]:
    """Addresses of persons that stand behind the words of a link."""
    if "@" not in "\n".join(paper.decision.source.lines):
        return
    written = (*paper.decision.parts.values(), *paper.decision.sections.values())
    first = min((section.span.line for section in written), default=0)
    lines = [number for number, line in enumerate(paper.decision.source.lines, 1) if MAILTO in line]
    for number in (number for number in lines if number > first > 0):
        line = paper.decision.source.lines[number - 1].replace(MAILTO, " " * len(MAILTO))
        for found in EMAIL.finditer(line):
            if found[0] not in said and is_a_persons(found[1]):
                said.add(found[0])
                problem = f"“{found[0]}”, to which this link leads, looks like the e-mail address of a person."
                span = Span(number, found.start() + 1, found.end() + 1)
                yield Remark(span, problem, "Give a shared mailbox, or take the link away.")


RULES = (Rule(personal_data, Reader.GOVERNANCE),)
