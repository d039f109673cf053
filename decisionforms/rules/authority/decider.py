"""Who is asked to decide."""

import re
from collections.abc import Iterator
from functools import cache

from decisionforms.rules.paper import Paper
from decisionforms.rules.phrases import dresses_of, either_of, words_of
from decisionforms.rules.remark import Remark
from decisionforms.rules.rule import Reader, Rule
from decisionforms.rules.sentences import sentence_at

# Verbs by which a paper asks, each with the words in which it can be seen that it is there.
ASKING = {
    verb: words_of(forms)
    for verb, forms in {
        "seek": "seek seeks seeking",
        "ask": "ask asks asking asked",
        "request": "request requests requesting requested",
        "sought": "sought",
        "grateful": "grateful",
        "invited": "invited",
        "recommended": "recommended",
        "approves": "approves",
        "authorises": "authorises",
    }.items()
}
CONSENT = r"(?:approval|agreement|authority|authorisation|decision|consent|sign-?off)"
TO_DECIDE = r"(?:approve|authorise|endorse|decide|consent\sto|exercise\s(?:his|her|its|their|the)\s(?:\w+\s)?(?:powers?|discretion)\sto\s(?:approve|authorise|consent|agree))"
# A sentence about another paper, or one that says it is not so.
OF_ANOTHER = re.compile(
    r"\b(?:not|no longer|separate|separately|another|other|earlier|previous|previously|parallel|subsequent|subsequently"
    r"|later|future|once|if|where|when|whenever|would|will|must|should|may|shall|each|any)\b",
    re.IGNORECASE,
)
# Who or what asks, where it is this paper: “providers request Director approval for changes” is about something else.
OURS = re.compile(
    r"\b(?:paper|report|decision|form|proposal|submission|document|business case|request|briefing|note|we|officers|this)\b",
    re.IGNORECASE,
)
TOP = ("summary", "recommendation")


def wrong_decider(paper: Paper) -> Iterator[Remark]:
    """The paper asks for the decision of whoever signs its form, and of nobody else.

    Words from another form, such as “this paper seeks director approval”, leave it open who decided and on what power.
    It is let through that somebody else was consulted, approved something before, or is given a task.

    Bad:
        The paper seeks director approval for up to £84,500.
    Good:
        The Deputy Mayor is asked to approve up to £84,500.
    """
    others = paper.form.authority.others
    if not any(words_of(one) <= paper.words or words_of(f"{one}'s") <= paper.words for one in others):
        return
    said: set[str] = set()
    for found in _requests(paper, _asked_of(others)):
        named = _asked(paper, found)
        if named and named not in said:
            said.add(named)
            office = _decider(paper)
            problem = f"“{found[0]}” asks another to decide; on this form the {office} decides."
            remedy = f"Write “{office}” here, or put the request on the form that the other signs."
            yield paper.remark(found.start(), found.end(), problem, remedy)


def _requests(paper: Paper, asking: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Where a sentence asks one of the others, in the order of the verbs."""
    for first, last in _asking_sentences(paper):
        yield from asking.finditer(paper.text, first, last)


def _asked(paper: Paper, found: re.Match[str]) -> str:
    """Who is asked, in small letters; empty where that is the right one, or another paper is spoken of."""
    first, _ = sentence_at(paper.text, found.start())
    before = paper.text[first : found.start()]
    group = next(name for name, words in found.groupdict().items() if words)
    named = found[group].lower()
    last_word = paper.text[first : found.start(group)].lower().split()[-1:]
    if (group != "hoped_of" and OF_ANOTHER.search(before + found[0])) or " ".join([*last_word, named]) in _decider(
        paper
    ).lower():
        return ""
    if group.startswith("verb") and before.strip() and paper.form.body not in before and not OURS.search(before):
        return ""
    if group == "alone" and (before or paper.passage_at(first).section not in TOP):
        return ""
    return named


def _decider(paper: Paper) -> str:
    """The office that decides: the last to sign."""
    return list(paper.form.signatories.values())[-1].office


def _asking_sentences(paper: Paper) -> Iterator[tuple[int, int]]:
    """The sentences that ask for something, by start and end, each once."""
    text, seen = paper.text, set()
    for verb, forms in ASKING.items():
        for dress in dresses_of(verb) if forms & paper.words else ():
            at = text.find(dress)
            while at >= 0:
                sentence = sentence_at(text, at)
                if sentence not in seen:
                    seen.add(sentence)
                    yield sentence
                at = text.find(dress, sentence[1])


@cache
def _asked_of(others: tuple[str, ...]) -> re.Pattern[str]:
    """Words that ask one of these for a decision."""
    tail = r"(?-i:\s(?:of|for)(?:\s(?:[A-Z][\w’'-]*|and|&|the)){1,6})?"

    def who(name: str) -> str:
        return rf"(?P<{name}>{either_of(others)}){tail}"

    asks = r"\b(?:seek|ask|request)(?:s|ing)?(?:\sfor)?(?:\sthe)?"
    return re.compile(
        rf"{asks}\s(?:[\w-]+\s)??{who('verb_first')}(?:['’]s?)?\s{CONSENT}\b"
        rf"|{asks}\s{CONSENT}\s(?:of|from|by)(?:\sthe)?\s(?:[\w-]+\s)??{who('verb_second')}"
        rf"|\b{CONSENT}\s(?:of|from|by)(?:\sthe)?\s(?:[\w-]+\s)??{who('sought_from')}\s(?:is|are)\s(?:sought|requested|asked\sfor)"
        rf"|\b{CONSENT}\s(?:is|are)\s(?:sought|requested)\s(?:of|from|by)(?:\sthe)?\s(?:[\w-]+\s)??{who('from_whom')}"
        rf"|\b{who('whose')}(?:['’]s?)?\s{CONSENT}\s(?:is|are)\s(?:sought|requested)"
        rf"|\b{who('asked')}\s(?:is|are)\s(?:(?:\w+ly|therefore|now|hereby)\s)?(?:asked|requested|invited|recommended)\sto:?\s{TO_DECIDE}"
        rf"|\b(?:recommended|proposed|requested)\sthat(?:\sthe)?\s(?:[\w-]+\s)??{who('to_decide')}\s(?:approve|agree|authorise|endorse)s?\b"
        rf"|\bgrateful\sif(?:\sthe)?\s(?:[\w-]+\s)??{who('hoped_of')}\s(?:could|would|might|were\sto)\s(?:\w+ly\s)?(?:{TO_DECIDE}|give\s[^.\n]{{0,40}}?\b(?:go-ahead|{CONSENT}))\b"
        rf"|\b{who('needed')}(?:['’]s?)?\s{CONSENT}\sis\s(?:needed|required)\b(?=[^.\n]{{0,80}}\b(?:this|the)\s(?:paper|report|request|form)\s(?:asks|seeks|requests)\s(?:for\s)?(?:it|this|that)\b)"
        rf"|(?:that\s)?(?:the\s)?\b{who('alone')}\s(?:approves|authorises)\b",
        re.IGNORECASE,
    )


RULES = (Rule(wrong_decider, Reader.GOVERNANCE),)
