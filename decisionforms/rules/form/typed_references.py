"""Paragraphs of this paper that are pointed to by a number typed by hand."""

import re
from collections.abc import Iterator

from decisionforms.rules.paper import Paper
from decisionforms.rules.passages import Kind
from decisionforms.rules.remark import Remark
from decisionforms.rules.rule import Rule
from decisionforms.rules.sentences import line_before, places_in

# How each word ends, whether or not it begins with a capital.
WORDS = {"paragraph": "aragraph ", "paragraphs": "aragraphs ", "para": "ara", "paras": "aras ", "section": "ection "}
WORDS |= {"sub-paragraph": WORDS["paragraph"], "subparagraph": WORDS["paragraph"]}
OURS = r"th(?:is|e present) (?:paper|report|form|decision|document|request)\b"
# A letter in brackets after the number is the way of Acts and contracts, unless it is said to be of this paper.
LETTER = r"\([a-z]{1,3}\)"
NUMBER = re.compile(
    rf"[a-z.]+ ((\d{{1,2}})\.\d{{1,2}})(?!(?!{LETTER},? (?:of|in) {OURS})\(|\d|\.\d| (?:million|billion|per cent))"
)
OURS_AFTER = re.compile(rf"(?:{LETTER})?,? (?:of|in) {OURS}|,? (?:above|below)\b")
# “(see 4.48)”, but not where a document is spoken of that may have such a paragraph
SEEN = re.compile(r"ee ((\d{1,2})\.\d{1,2})(?=\)| (?:above|below)\))")
DOCUMENT = re.compile(
    r"\b(?:report|review|evaluation|letter|contract|agreement|judgment|case|strategy|plan|policy|standard|code|minutes|guide"
    r"|table|figure|chart|terms)s?\b"
)
# “of the Scheme”, “to Schedule 3”, “of PCD 9001”
OTHERS_AFTER = re.compile(
    rf",? (?:\([^)\n]{{1,40}}\) )?(?:of|to|in|from|under|within) (?!{OURS})"
    r"(?:the|that|its|their|his|her|this|these|those|[A-Z])"
)
# “the Scheme of Delegation, paragraph 4.13”, “the report at paragraph 9.9”, “the body’s paragraph 2.1”
OTHERS_BEFORE = re.compile(
    r"\b(?:[Ss]cheme|Acts?|Codes?|[Rr]egulations?|Order|[Ss]chedule|[Gg]uidance|Agreement|Contract|Plan|Policy|Strategy|Report"
    r"|Rules|[Cc]onstitution|[Hh]andbook|Manual|Protocol|Framework|Memorandum|Appendix|Annexe?|Directions?|Standing Orders"
    r"|Part 2|Conditions|Statement|[Ss]pecification|Convention|Standard)\b"
    r"|\b(?:report|review|letter|contract|agreement|judgment|evaluation|business case|strategy|plan|policy|standard|code)"
    r"(?:,| at| in)? ?\(?(?:under |see )?$|[’']s (?:own )?$"
)
# Documents numbered as ours is, as other decisions are: once one is named, the rest of the paragraph may speak of it.
NUMBERED_ALIKE = re.compile(r"\b(?:[Ss]cheme|Guidance|Code|Specification|Regulations)\b")
REACH = 400


def typed_reference(paper: Paper) -> Iterator[Remark]:
    """A paragraph of this paper that is pointed to is there.

    Numbers typed by hand go wrong when a paragraph is put in or taken out. A pointer to a labelled paragraph always
    prints the right one. Paragraphs of other documents, such as a scheme or an Act, are let through.

    Bad:
        As paragraph 2.9 shows, demand has grown.     (there is no paragraph 2.9)
    Good:
        As [](#demand) shows, demand has grown.       (and {#demand} at the end of the paragraph meant)
    """
    found = sorted(_pointers(paper), key=re.Match.start, reverse=True)
    if not found:
        return
    first = {one[1]: one for one in found}
    passed = {passage.paragraph for passage in paper.passages} | {one[1] for one in found if _of_another(paper, one)}
    for number in reversed(first):
        if number not in passed and number not in _declared(paper):
            problem = f"There is no paragraph {number} in this paper."
            remedy = (
                "Put a label such as {#demand} at the end of the paragraph meant, and point to it with [](#demand)."
            )
            yield paper.remark(first[number].start() - 1, first[number].end(), problem, remedy)


def _pointers(paper: Paper) -> Iterator[re.Match[str]]:
    """Each “paragraph 2.9” that can point into this paper, without its first letter."""
    last = len(paper.decision.edition.sections)
    for word in WORDS.keys() & paper.words:
        for at in places_in(paper.text, WORDS[word]):
            found = NUMBER.match(paper.text, at)
            if found and 1 <= int(found[2]) <= last:
                yield found
    for at in places_in(paper.text, "(see ") if "see" in paper.words else ():
        found = SEEN.match(paper.text, at + 2)
        if found and 1 <= int(found[2]) <= last:
            yield found


def _declared(paper: Paper) -> str:
    """The paragraph of the scheme that is declared at the top."""
    return paper.facts.scheme_paragraph.value if paper.facts.scheme_paragraph else ""


def _of_another(paper: Paper, found: re.Match[str]) -> bool:
    """Whether it is a paragraph of some other document."""
    if OURS_AFTER.match(paper.text, found.end()):
        return False
    before = line_before(paper.text, found.start() - 1, REACH)
    sentence = before.rpartition(". ")[2]
    return (
        (found.re is SEEN and DOCUMENT.search(sentence) is not None)
        or OTHERS_AFTER.match(paper.text, found.end()) is not None
        or OTHERS_BEFORE.search(sentence) is not None
        or NUMBERED_ALIKE.search(before) is not None
        or paper.decision.form.grammar.may_be_in(before)
        or paper.passage_at(found.start()).kind is Kind.QUOTATION
    )


RULES = (Rule(typed_reference),)
