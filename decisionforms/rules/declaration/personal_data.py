"""Personal data in the text, against the answers that deny it."""

import re
from collections.abc import Iterator

from decisionforms.decision.facts import Advice
from decisionforms.rules.declaration.answers import declines
from decisionforms.rules.paper import Paper
from decisionforms.rules.phrases import places_of
from decisionforms.rules.remark import Remark
from decisionforms.rules.rule import Reader, Rule
from decisionforms.rules.sentences import sentence_at

# What makes a sentence about personal data say that there is none, or nothing yet.
DENIED_BEFORE = re.compile(
    r"\b(?:no|not|nor|neither|never|without|non|any|if|should|where|whether|unless|defines?|defined|rather than|instead of"
    r"|in place of|free (?:of|from)|anonymised|principles|n['’]t)\b",
    re.IGNORECASE,
)
DENIED_AFTER = re.compile(
    r"(?:\s+\w+){0,2}?\s+(?:is|are|was|were|will|would|has|have|does|do|need|may|can)(?:\s+be)?\s*(?:not|never|neither|n['’]t)\b"
    r"|(?:\s+\w+){0,3}?\s+(?:cannot|breach)",
    re.IGNORECASE,
)
# What shows that the assessment was thought of: an earlier one that still holds, or a screening.
ASSESSED = re.compile(
    r"screen|low[- ]risk|not high[- ]risk|threshold"
    r"|\b(?:existing|earlier|previous|current|original|covers|covered|already|remains?|still|unchanged)\b",
    re.IGNORECASE,
)
ASSESSMENT = re.compile(
    r"\bassess|\bDPIA\b|\bscreen|\brisk|\bcover|\bexisting\b|\balready\b|\bunchanged\b|\bno change", re.IGNORECASE
)
# What is personal in every paper, whatever its form calls personal data.
PRIVATE = (
    "home address",
    "home addresses",
    "date of birth",
    "dates of birth",
    "medical condition",
    "medical conditions",
    "medical history",
    "medical records",
    "next of kin",
    "names and dates of birth",
    "sexual orientation of each",
)
# As many mentions are looked at; one that says so comes early.
MOST = 100


def dpia_beside_personal_data(paper: Paper) -> Iterator[Remark]:
    """No assessment is declined, and data protection not called inapplicable, while the text uses personal data.

    The Data Protection Act 2018 and the UK GDPR ask for an assessment before personal data is used in ways that carry a
    high risk, as details of victims and offenders often do. A reason that names an earlier assessment, or a screening,
    is let through; so is a text that says there is no such data.

    Bad:
        dpia: {answer: not required, reason: business as usual}
        The provider will hold special category data on victims.
    Good:
        dpia: {answer: completed, date: 10 May 2023}
        The provider will hold special category data on victims.
    """
    rows = paper.form.personal_data.rows
    declined = [(key, given) for key in rows if (given := paper.facts.advice.get(key)) and _declined(paper, key, given)]
    if not declined:
        return
    for start, end in sorted(places_of(paper, (*paper.form.personal_data.words, *PRIVATE)))[:MOST]:
        if _used(paper.text, start, end):
            said = " and ".join(f"“{key}: {given.answer.value}”" for key, given in declined)
            problem = f"“{paper.text[start:end]}” is spoken of here, but the answer is {said}."
            remedy = "Answer as the text has it; or say here that no such data is used, or in the reason which assessment covers it."
            also = ((given.answer.span, f"{key}: {given.answer.value}") for key, given in declined)
            yield paper.remark(start, end, problem, remedy, *also)
            return


def _declined(paper: Paper, key: str, given: Advice) -> bool:
    """Whether the answer says that there is nothing to assess, and its reason names no earlier assessment."""
    statement = paper.form.rows[key].statement_for(given.answer.value)
    reason = given.reason.value if given.reason else ""
    return statement is not None and declines(statement) and not ASSESSMENT.search(reason)


def _used(text: str, start: int, end: int) -> bool:
    """Whether the sentence around these words says that such data is used."""
    first, last = sentence_at(text, start)
    before, after = text[first:start], text[end:last]
    return not (DENIED_BEFORE.search(before) or DENIED_AFTER.match(after) or ASSESSED.search(text[first:last]))


RULES = (Rule(dpia_beside_personal_data, Reader.GOVERNANCE),)
