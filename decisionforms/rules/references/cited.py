"""References as the text names them: not its own, and none of another paper in its title."""

import re
from collections.abc import Iterator

from decisionforms.rules.paper import Paper
from decisionforms.rules.passages import Kind
from decisionforms.rules.references.mentioned import mentioned, related
from decisionforms.rules.remark import Remark
from decisionforms.rules.rule import Reader, Rule

THIS = r"(?:this|the present|the current) (?:\w+ )?(?:decision|paper|report|request|proposal|form|extension|variation|approval)"
APPENDED = r"(?:Part \d|Appendix|Annexe?)"
JUST_BEFORE = re.compile(
    rf"\b(?:{THIS}|{APPENDED}(?: \w{{1,2}})? (?:of|to)(?: (?:decision|paper))?|reference|number|quoting)[\s:,(–-]*$",
    re.IGNORECASE,
)
JUST_AFTER = re.compile(rf"[\s:,(–-]*(?:{THIS}|{APPENDED})\b", re.IGNORECASE)
BEFORE = 60
LAST_NUMBER = re.compile(r".*\D(?=\d)")


def self_citation(paper: Paper) -> Iterator[Remark]:
    """A paper does not cite itself as if it were another decision.

    Its own reference in its text is mostly the number of an earlier paper that was changed by hand, or was never
    changed after copying. “This decision (PCD 9003)” and “Part 2 of PCD 9003” are let through.

    Bad:
        The service was approved in PCD 9003.                    (reference: PCD 9003)
    Good:
        The service was approved in PCD 9001.
    """
    own = paper.facts.reference
    if own is None or LAST_NUMBER.sub("", own.value.written) not in paper.text:
        return
    for found in mentioned(paper):
        if found.reference.written == own.value.written and not _speaks_of_itself(paper, found.start, found.end):
            problem = f"{own.value.written} is this paper itself."
            remedy = "Name the decision that is meant; for this one write “this decision”."
            yield paper.remark(found.start, found.end, problem, remedy, (own.span, "its reference"))
            return


def _speaks_of_itself(paper: Paper, start: int, end: int) -> bool:
    if paper.passage_at(start).kind is Kind.TITLE or JUST_AFTER.match(paper.text, end):
        return True
    return JUST_BEFORE.search(paper.text, max(0, start - BEFORE), start) is not None


def reference_in_title(paper: Paper) -> Iterator[Remark]:
    """A title names no other reference than the paper's own.

    A page titled PCD 1328 with the reference PCD 1329 was published: nobody could tell which of them it was. The
    reference of a decision that this one extends, replaces or belongs to is let through.

    Bad:
        reference: PCD 9003
        title: PCD 9002 – Extension of the advice service
    Good:
        reference: PCD 9003
        title: Extension of the advice service
    """
    own, title = paper.facts.reference, paper.facts.title
    if title is None or not any(map(str.isdigit, title.value)):
        return
    known = {*((own.value.slug,) if own else ()), *(one.value.slug for one in related(paper))}
    for found in paper.decision.form.grammar.find(title.value):
        if found.reference.ours and found.reference.slug not in known and found.reference.also not in known:
            but = f"but the reference is {own.value.written}" if own else "and it is not related to it by its facts"
            problem = f"The title names {found.reference.written}, {but}."
            remedy = "Correct whichever is wrong. A title needs no reference: it is printed above it."
            also = ((own.span, own.value.written),) if own else ()
            yield paper.remark(found.start, found.end, problem, remedy, *also)


RULES = (Rule(self_citation), Rule(reference_in_title, Reader.GOVERNANCE))
