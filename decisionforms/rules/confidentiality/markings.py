"""Protective markings in a public text."""

import re
from collections.abc import Iterator

from decisionforms.rules.paper import Paper
from decisionforms.rules.phrases import places_of
from decisionforms.rules.remark import Remark
from decisionforms.rules.rule import Reader, Rule
from decisionforms.rules.sentences import sentence_of

# Words by which a sentence speaks of markings and does not bear one.
ABOUT_MARKINGS = re.compile(
    r"\b(?:marked|markings?|classified|classifications?|handled?|handling|hold|up to|levels?|systems?|networks?|accredited|tier"
    r"|material|information|data|assets?|documents?|appendix|annexe?)\b",
    re.IGNORECASE,
)
MOST_BESIDE = 5


def protective_marking(paper: Paper) -> Iterator[Remark]:
    """A public paper bears no protective marking.

    A marking that was left in says that the text was not meant for the public, or was never looked through for it. That
    a text speaks of markings (“data up to OFFICIAL-SENSITIVE”) is let through.

    Bad:
        OFFICIAL-SENSITIVE: the unit costs are as follows.
    Good:
        The unit costs are as follows.               (or they are in Part 2)
    """
    said: set[str] = set()
    for start, end in sorted(places_of(paper, paper.form.confidential.markings)):
        marking = paper.text[start:end]
        if marking not in said and _is_borne(sentence_of(paper.text, start), marking):
            said.add(marking)
            remedy = "Take the marking away if the text is public; if not, move the text to the confidential part."
            yield paper.remark(start, end, f"“{marking}” stands in text that is published.", remedy)


def _is_borne(sentence: str, marking: str) -> bool:
    """Whether a sentence bears the marking: it is little more than that, or does not speak of markings."""
    beside = len(sentence.split()) - len(marking.split())
    return beside <= MOST_BESIDE or not ABOUT_MARKINGS.search(sentence.replace(marking, ""))


RULES = (Rule(protective_marking, Reader.GOVERNANCE),)
