"""What stands in a section: words of substance, a phrase that says nothing, or nothing at all."""

import re
from enum import Enum

from decisionforms.decision.numbering import Section
from decisionforms.form.form import plain
from decisionforms.rules.paper import Paper
from decisionforms.rules.phrases import words_of
from decisionforms.rules.sentences import SENTENCE_END
from decisionforms.text.nodes import Paragraph, runs_of, text_of

# No phrase that says nothing is as long.
LONGEST_NIL = 60
PLACEHOLDERS = frozenset(["tbc", "tba", "tbd", "to be written", "to be confirmed", "to be advised", "to follow"])
# A sentence that says why there is nothing to say: “There are no legal implications”, “The row does not apply”.
DENIAL = re.compile(
    r"\b(?:no|nor|without)\b[^.;:]{0,60}\b(?:implication|issue|comment|consideration|impact|concern|consequence|effect"
    r"|advice|matter|change|risk|requirement|procurement|contract|suppl|cost|expenditure|personal data|information|need)"
    r"|\bnot?\s+(?:\w+\s){0,2}?(?:applicable|required|relevant|needed|necessary|appl|affect|arise|involve|engage|change"
    r"|concern|sought|consulted|process|hold)|\b(?:unchanged|none|nil|n/a)\b",
    re.IGNORECASE,
)
LAW = re.compile(r"\b(?:Act|Regulations|Order) (?:19|20)\d\d|\b[Ss](?:ection|\.) ?\d")
ENOUGH_WORDS, ENOUGH_BESIDE_DENIAL = 15, 25


# Words of which a section may be made up that says nothing: “There are no implications arising from this report.”
EMPTY = words_of(
    "a above all any are arise arises arising as at be been before below body by comment comments consequence considered "
    "consideration considerations contained covered currently data dealt decision direct directly diversity during elsewhere equalities "
    "equality fall falls for found from further gdpr has have heading here identified implication implications in is issue issues it known "
    "main matter matters moment no none not nothing note noted of on or out paper part particular present privacy proposal "
    "protection raised raises recorded relevant relating remarks report reported say section see set significant specific stage text that the "
    "there these they this time to under was we were with within addressed add and to"
)
LONGEST_EMPTY = 140


class Standing(Enum):
    """What stands in a section."""

    NOTHING = "nothing"
    PLACEHOLDER = "a placeholder"
    ELSEWHERE = "a pointer to the confidential part"
    NIL = "a nil phrase"
    WORDS = "words"


def standing_of(paper: Paper, key: str) -> Standing:
    """What stands in the section of this key."""
    section = section_of(paper, key)
    if section is None or not section.blocks:
        return Standing.NOTHING
    if speaks_at_length(section) or not all(isinstance(block, Paragraph) for block in section.blocks):
        return Standing.WORDS
    texts = [text_of(block.inlines) for block in section.blocks if isinstance(block, Paragraph)]
    return _of_short(paper, [plain(text) for text in texts if any(map(str.isalnum, text))])


def speaks_at_length(section: Section) -> bool:
    """Whether a section has a paragraph longer than any phrase that says nothing."""
    return any(isinstance(block, Paragraph) and len(text_of(block.inlines)) > LONGEST_NIL for block in section.blocks)


def _of_short(paper: Paper, texts: list[str]) -> Standing:
    if not all(text in paper.decision.form.nil_phrases or text in PLACEHOLDERS for text in texts):
        return Standing.WORDS
    if any(name.casefold() in text for text in texts for name in paper.form.confidential.called):
        return Standing.ELSEWHERE
    return Standing.PLACEHOLDER if PLACEHOLDERS.intersection(texts) or not texts else Standing.NIL


def comments_on_matter(paper: Paper, key: str) -> bool:
    """Whether a section says more than that, and why, there is nothing to say."""
    if standing_of(paper, key) is not Standing.WORDS or (section := section_of(paper, key)) is None:
        return False
    text = words_in(section)
    sentences = [one for line in text.split("\n") for one in SENTENCE_END.split(line)]
    count, denied = 0, False
    for sentence in sentences:
        if DENIAL.search(sentence):
            denied = True
            continue
        count += len(sentence.split())
        if count >= ENOUGH_BESIDE_DENIAL:
            return True
    return not denied and (count >= ENOUGH_WORDS or "£" in text or LAW.search(text) is not None)


def says_little(section: Section) -> bool:
    """Whether a section is one sentence, however long, that says no more than that there is nothing to say."""
    if len(section.blocks) != 1 or not isinstance(section.blocks[0], Paragraph):
        return False
    text = text_of(section.blocks[0].inlines)
    return 0 < len(text) < LONGEST_EMPTY and words_of(text) <= EMPTY


def section_of(paper: Paper, key: str) -> Section | None:
    """The section of this key, if the paper has it."""
    return paper.decision.sections.get(key)


def words_in(section: Section) -> str:
    """The words of a section, one stretch to a line."""
    return "\n".join(text_of(run) for block in section.blocks for run in runs_of(block)).strip()
