"""A confidential part that the text speaks of."""

import re
from collections.abc import Iterator

from decisionforms.decision.facts import PartTwo
from decisionforms.rules.paper import Paper
from decisionforms.rules.phrases import places_of
from decisionforms.rules.remark import Remark
from decisionforms.rules.rule import Reader, Rule
from decisionforms.rules.sentences import sentence_at

NEGATED = re.compile(
    r"\b(?:no|not|nothing|none|never|nor|without|neither|any|if|whether|unless)\b(?:[^\w-]+[\w-]+){0,5}[^\w-]*$",
    re.IGNORECASE,
)
# “Part 2 of the Act”, “Part 2, Chapter 1”, “Part 2 (sections 4 to 9)”: a part of something else.
OF_ANOTHER = re.compile(
    r"\.\d|,?\s(?:of|to)\s(?!this\b|the\s(?:form|paper|report|decision)\b)|,?\s\(?(?:[Cc]hapter|[Ss]chedule|[Ss]ections?|[Pp]aragraphs?)\b"
    r"|\s(?:the\s)?(?:[A-Z]\w+\s){1,6}(?:Act|Regulations|Order)\b"
)
OF_LAW = re.compile(
    r"\b(?:(?:Act|Regulations|Order|Code|Rules)(?:\s\d{4})?|Schedule\s\d+\w?|Chapter\s\d+|(?:19|20)\d\d),?\s(?:\(|in\s|under\s|at\s)?$"
)
# What a part of this paper stands beside; “Part 2 starts in May” is one of something else.
BEFORE = re.compile(
    r"\b(?:in|see|the|a|at|to|and|by|with|as|within|from|into|separate|confidential|exempt|accompanying|attached|included)\s$|[(\[]$",
    re.IGNORECASE,
)
AFTER = re.compile(
    r"\s(?:form|report|paper|document|annex|appendix|of this|of the|contains|sets out|gives|\()|\s?[–-]\s?(?:yes|exempt|confidential)",
    re.IGNORECASE,
)
# As many mentions are looked at; one of a part that is meant comes early.
MOST = 100


def part_2_spoken_of(paper: Paper) -> Iterator[Remark]:
    """Where the text sends the reader to a confidential part, one is recorded.

    “Included in Part 2.” beside “part_2: no” leaves the reader without the words and without the reason. Parts of laws
    (“Part 2 of the Police Reform Act 2002”) are let through.

    Bad:
        part_2: no
        The prices are in Part 2.
    Good:
        part_2: {exemption: FOIA s.43(2), kept: governance team, file P2/26-051, review: 1 April 2028}
        The prices are in Part 2.
    """
    given = paper.facts.part_2
    if isinstance(given, PartTwo) or (given and given.value) or not paper.decision.form.asks("part_2"):
        return
    for start, end in sorted(places_of(paper, paper.form.confidential.called))[:MOST]:
        if _is_ours(paper.text, start, end):
            recorded = "“part_2: no” is recorded" if given else "nothing is recorded under “part_2”"
            problem = f"“{paper.text[start:end]}” is spoken of here, but {recorded}."
            remedy = "Record it as “part_2: {exemption: …, kept: …, review: …}”, or say here what there is to say."
            yield paper.remark(start, end, problem, remedy, *(((given.span, "no"),) if given else ()))
            return


def _is_ours(text: str, start: int, end: int) -> bool:
    """Whether a confidential part of this paper is meant, and said to exist."""
    before, words = text[sentence_at(text, start)[0] : start], text[start:end]
    if NEGATED.search(before) or OF_ANOTHER.match(text, end) or OF_LAW.search(before):
        return False
    return not any(map(str.isupper, words)) or bool(BEFORE.search(before) or AFTER.match(text, end))


RULES = (Rule(part_2_spoken_of, Reader.GOVERNANCE),)
