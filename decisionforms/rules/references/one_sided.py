"""What the text says that a paper does to another decision, and what the facts say."""

import re
from collections.abc import Iterator

from decisionforms.rules.paper import Paper
from decisionforms.rules.references.mentioned import mentioned, related
from decisionforms.rules.remark import Remark
from decisionforms.rules.rule import Reader, Rule
from decisionforms.rules.sentences import sentence_about
from decisionforms.values.references import Mentioned

ASKING = {"summary", "recommendation"}
THIS = r"\b[Tt]his (?:paper|decision|request|report|proposal|extension|variation|form|contract|agreement|award)\b[^.;\n]{0,30}? "
PROPOSED = r"\b(?:would|will|(?:asked|recommended|approval|sought|proposed|seeks?|asks?|is) to|(?:decision|proposal|request|paper) to) (?:further )?"
ASKED = r"\b[Aa]pprove (?:(?:a|an|the|further) )*"
EXTENDS, REPLACES = "(?:extend|vary|amend|prolong)", "(?:replace|supersede)"
# How a text says of a paper that it bears on another one, anywhere, and where it asks for something.
ANYWHERE = {
    "extends": re.compile(rf"{THIS}(?:extends|varies|amends|continues|prolongs)\b"),
    "replaces": re.compile(rf"{THIS}(?:replaces|supersedes)\b"),
}
IN_ASKING = {
    "extends": re.compile(rf"(?:{PROPOSED}{EXTENDS}|{ASKED}(?:extension|variation|amendment|continuation))\b"),
    "replaces": re.compile(rf"(?:{PROPOSED}{REPLACES}|{ASKED}replacement)\b"),
}
TOLD = re.compile(r"\b(?:not|was|were|agreed|decided|had|previously|earlier|without)\b")
ONLY_BESIDE = re.compile(
    r"\b(?:in line with|alongside|in addition to|similar to|unlike|as required by|set by|under the|as in|beside)\b"
)
FARTHEST = 160
# “The arrangement approved in PCD 9001 is hereby extended.”
HEREBY = re.compile(r" (?:is|are) (?:hereby|herewith) (extended|varied|amended|continued|replaced|superseded)\b")


def one_sided_relation(paper: Paper) -> Iterator[Remark]:
    """That a paper extends or replaces another decision is said in its text and in its facts alike.

    The register follows extensions by the facts alone; who reads the text alone does not see them. What is told of
    earlier decisions among themselves is let through, and so is “relates_to”, which needs no words.

    Bad:
        This paper extends the contract awarded in PCD 9001.     (no “extends:” at the top)
    Good:
        extends: PCD 9001
        and: This paper extends the contract awarded in PCD 9001.
    """
    yield from _not_recorded(paper)
    for word, given in (("extends", paper.facts.extends), ("replaces", paper.facts.replaces)):
        for one in given if given and paper.says_something("summary") else ():
            number = one.value.slug.rpartition("-")[2]
            itself = one.value.written == paper.decision.reference
            if not itself and not re.search(rf"(?<!\d)0*{number}(?!\d)", paper.text):
                problem = f"By the facts this paper {word} {one.value.written}; the text never names it."
                yield Remark(one.span, problem, f"Name {one.value.written} in the summary, or correct “{word}:”.")


def _not_recorded(paper: Paper) -> Iterator[Remark]:
    said: dict[tuple[int, str], list[Mentioned]] = {}
    for found in mentioned(paper):
        start, _ = sentence_about(paper.text, found.start, found.end)
        relation = _said_of(paper, start, found)
        if relation and found.reference.written != paper.decision.reference:
            said.setdefault((start, relation), []).append(found)
    recorded = {slug for one in related(paper) for slug in (one.value.slug, one.value.also)} if said else set()
    for (_, relation), group in said.items():
        # One that is recorded stands for the whole chain: “awarded in PCD 9001 and extended in PCD 9002”.
        slugs = {slug for one in group for slug in (one.reference.slug, one.reference.also) if slug}
        if recorded.isdisjoint(slugs):
            recorded |= slugs
            written = group[0].reference.written
            problem = f"The text says that this paper {relation} {written}; the facts at the top do not."
            yield paper.remark(group[0].start, group[0].end, problem, f"Add “{relation}: {written}” at the top.")


def _said_of(paper: Paper, start: int, found: Mentioned) -> str:
    """What the sentence says before this reference that the paper does to it; empty where it says nothing of the kind."""
    asking = paper.passage_at(found.start).section in ASKING
    patterns = (*ANYWHERE.items(), *IN_ASKING.items()) if asking else ANYWHERE.items()
    for relation, pattern in patterns:
        verb = pattern.search(paper.text, max(start, found.start - FARTHEST), found.start)
        if verb is None or TOLD.search(paper.text, start, verb.end()):
            continue
        if not ONLY_BESIDE.search(paper.text, verb.end(), found.start):
            return relation
    after = HEREBY.match(paper.text, found.end)
    if after:
        return "replaces" if after[1] in {"replaced", "superseded"} else "extends"
    return ""


RULES = (Rule(one_sided_relation, Reader.GOVERNANCE),)
