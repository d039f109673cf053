"""The recommendation: what the reader is asked to do, point by point."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import chain, dropwhile, islice

from decisionforms.diagnostics import Span
from decisionforms.rules.paper import Paper
from decisionforms.rules.remark import Remark
from decisionforms.rules.rule import Rule
from decisionforms.text.nodes import Block, List, Paragraph, text_of

ASKING = "recommendation"
WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:[-’'][A-Za-zÀ-ÿ]+)*")
MARKER = re.compile(r"\s*(?:\([^()\n]{1,60}\)|\(?(?:[a-z]|[ivx]+|\d{1,2})[.)]|\d+(?:\.\d+)+)\s+", re.IGNORECASE)
# “To formally approve”, “and note”, “not proceed”
LEADING = "to and also then not hereby further therefore thereafter either or in principle"
BEFORE_A_VERB = frozenset(LEADING.split())
# “The office holder is asked to approve …”, “Subject to contract, approve …”
ASKED = re.compile(
    r"(?:\bto|[,:–—-]|\bthat|\bshould)\s+(?:\w+ly\s+)?(?:approve|agree|note|authori[sz]e|delegate|endorse|accept|ratify|adopt|consider|award|confirm)\b"
    r"|\bbe (?:approved|agreed|noted|authori[sz]ed|delegated|accepted|awarded|granted|adopted|extended)\b"
)
# “Subject to contract, approve”, “Jointly with the borough, publish”
LEADS_IN = re.compile(
    r"\s*(?:subject|in|with|having|following|on|upon|under|as|if|where|given|pursuant|for|\w+ly)\b", re.IGNORECASE
)
# “Award of a contract”: a noun, unlike “dispose of”
NOUNS = {("increase", "in"), ("change", "to"), ("support", "for"), ("amendment", "to"), ("match", "funding")}
KINDS = {"contract", "grant", "lease", "pilot", "trial", "fund", "award", "support", "match"}
NOUNS |= {
    (kind, noun) for kind in KINDS for noun in ("extension", "award", "variation", "renewal", "agreement", "approval")
}
VERBS_WITH_OF = {"dispose", "approve", "think"}
SENTENCE_END = re.compile(r"(?<=[.;])\s+")
WORDS_SHOWN = 6
# “The office holder is asked to approve …, and to note …”; in a point, “is also asked to approve”
VERB = r"(?:approve|agree|note|authori[sz]e|delegate|endorse|ratify|adopt|award)\b"
ASKED_FOR = re.compile(rf"\b(?:is|are) (?:also |therefore |hereby )?(?:asked|requested|invited|recommended) to {VERB}")
AND_FOR = re.compile(rf"[,;]? and (?:also )?to {VERB}")
WISHED_FOR = re.compile(
    r"That\b(?! will| can| would| must| should| may).* be (?:approved|agreed|noted|authori[sz]ed|delegated|endorsed|ratified|adopted|awarded)\b"
)
ASKED_BESIDES = re.compile(rf"\b(?:also|further) (?:asked|requested|invited|recommended) to {VERB}")


@cache
def verbs() -> frozenset[str]:
    """The verbs with which a point can begin."""
    lines = files(__package__).joinpath("imperatives.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def recommendation_without_verb(paper: Paper) -> Iterator[Remark]:
    """Each point of the recommendation begins with a verb: Approve, Note, Agree, Delegate.

    The form prints who is recommended “to:” above the points, so each must go on from there; one without a verb asks
    for nothing. Adverbs before the verb, “That …”, and sub-points that continue a sentence are let through.

    Bad:
        1. Extension of the grant to 31 March 2027.
    Good:
        1. Approve the extension of the grant to 31 March 2027.
    """
    if not paper.form.language.startswith("en"):
        return
    for point in _points(_blocks(paper)):
        text = text_of(point.inlines)
        if text.strip() and not _asks(text):
            words = text.split()
            start = " ".join(words[:WORDS_SHOWN]) + (" …" if len(words) > WORDS_SHOWN else "")
            problem = f"“{start}” does not begin with a verb, so this point asks for nothing."
            remedy = "Begin with what is to be done, such as “Approve”, “Agree”, “Note” or “Delegate”."
            yield _remark(paper, point, " ".join(words[:WORDS_SHOWN]), problem, remedy)


def no_recommendation_points(paper: Paper) -> Iterator[Remark]:
    """Several requests are a list, one point for each.

    A numbered point can be agreed, refused and cited by itself; a sentence in the middle of a paragraph cannot. One
    request in one paragraph is let through.

    Bad:
        Approve the contract. Approve expenditure of £40,000. Note the risks.
    Good:
        1. Approve the contract.
        2. Approve expenditure of £40,000.
        3. Note the risks.
    """
    blocks = _blocks(paper)
    if any(isinstance(block, List) for block in blocks):
        yield from _two_in_one(paper, blocks) if {"asked", "requested", "invited"} & paper.words else ()
        return
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    asked = [
        (block, sentence)
        for block in paragraphs
        for sentence in SENTENCE_END.split(text_of(block.inlines))
        for _ in range(_requests(sentence))
    ]
    if len(asked) > 1:
        problem = f"{len(asked)} requests stand here in running text."
        remedy = "Make each a numbered point: 1. … 2. … on lines of their own."
        yield _remark(paper, asked[0][0], asked[0][1], problem, remedy)


def _requests(sentence: str) -> int:
    """How many things a sentence asks for; one that begins with its verb, for one."""
    if _begins(sentence) or WISHED_FOR.match(sentence):
        return 1
    asked = ASKED_FOR.search(sentence)
    return 1 + len(AND_FOR.findall(sentence, asked.end())) if asked else 0


def _two_in_one(paper: Paper, blocks: Sequence[Block]) -> Iterator[Remark]:
    """A remark on each point that asks for one thing and then, in a sentence of its own, for another."""
    for point in _points(blocks):
        for sentence in SENTENCE_END.split(text_of(point.inlines))[1:]:
            if ASKED_BESIDES.search(sentence):
                yield _remark(
                    paper, point, sentence, "This point asks for a second thing.", "Make it a point of its own."
                )


def _blocks(paper: Paper) -> Sequence[Block]:
    section = paper.decision.parts.get(ASKING)
    return section.blocks if section else ()


def _points(blocks: Sequence[Block]) -> Iterator[Paragraph]:
    """The first paragraph of each top-level point; points that continue a sentence before them are left out."""
    before = ""
    for block in blocks:
        if isinstance(block, Paragraph):
            before = text_of(block.inlines).strip()
        elif isinstance(block, List) and not (before.endswith(":") and _begins(before)):
            yield from (item[0] for item in block.items if item and isinstance(item[0], Paragraph))


def _asks(text: str) -> bool:
    if _begins(text) or text.lstrip('“"( ').lower().startswith("that ") or ASKED.search(text):
        return True
    return LEADS_IN.match(text) is not None and any(map(_begins, text.split(", ")[1:]))


def _begins(text: str) -> bool:
    """Whether a text begins with a verb, or with words that can stand before it."""
    marker = MARKER.match(text)
    words = (found[0].lower() for found in WORD.finditer(text, marker.end() if marker else 0))
    verb, after = islice(chain(dropwhile(_leads, words), ("", "")), 2)
    if (verb, after) in NOUNS or (after == "of" and verb not in VERBS_WITH_OF):
        return False
    return verb.removeprefix("re-") in verbs() or verb in verbs() or verb.endswith(("ise", "ify"))


def _leads(word: str) -> bool:
    """Whether a word may stand before the verb."""
    return word in BEFORE_A_VERB or (word.endswith("ly") and word not in verbs())


def _remark(paper: Paper, paragraph: Paragraph, words: str, problem: str, remedy: str) -> Remark:
    found = (one for one in paper.passages if one.section == ASKING and one.line == paragraph.line)
    passage = next(found, None)
    start = passage.text.find(words) if passage else -1
    if passage is None or start < 0:
        return Remark(Span(paragraph.line), problem, remedy)
    return Remark(passage.place(start, start + len(words), paper.decision.source.lines), problem, remedy)


RULES = (Rule(recommendation_without_verb), Rule(no_recommendation_points))
