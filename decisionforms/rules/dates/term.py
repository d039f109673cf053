"""How long what is approved lasts: the terms that the text says."""

import re
from collections.abc import Iterator
from itertools import pairwise

from decisionforms.diagnostics import Span
from decisionforms.rules.dates.days import in_house_form
from decisionforms.rules.dates.lengths import alike, lasts, length_of, together
from decisionforms.rules.numerals.terms import FoundTerm
from decisionforms.rules.paper import Paper
from decisionforms.rules.remark import Remark
from decisionforms.rules.rule import Rule
from decisionforms.rules.sentences import sentence_about
from decisionforms.values.terms import Term, write_term

ASKING = {"title", "recommendation"}
EXPLAINING = {"summary", "issues", "financial"}
THING = "(?:extension|continuation|contract|agreement|funding|grant|service|pilot|lease|licence|renewal|award)"
FURTHER = r"(?:(?:a|an|the|further|another|additional|up to|maximum|total|period|term|of) )*"
BETWEEN = r"(?:[^.;:\d£\n]|£[\d,.]*\d[mk]?){1,60}"
BEFORE = re.compile(
    rf"\b(?:{THING}(?:,? (?:of|by|lasting|for|(?:that |which |to )?(?:runs?|lasts?|running)(?: for)?)| {BETWEEN} for)"
    r"|(?:extend|extends|extending|continue|continues|continuing|go(?:ing|es)? on|carr(?:y|ies|ying) on|prolong|renew)"
    rf"(?: {BETWEEN})? (?:for|by)) {FURTHER}$",
    re.IGNORECASE,
)
AFTER = re.compile(
    r"[’']?[ -](?:long )?(?:extension|continuation|contract|agreement|funding|grant|lease|licence|renewal|award)s?\b",
    re.IGNORECASE,
)
FOR_A = re.compile(r"\bfor an? (?:(?:further|additional|total) )*$", re.IGNORECASE)
PERIOD = re.compile(r"[’']?[ -](?:period|term)\b", re.IGNORECASE)
FROM_DAY = re.compile(r",? (?:from|between|starting(?: on| from)?|beginning(?: on)?|commencing(?: on)?) (?:the )?")
TO_DAY = re.compile(r",? (?:to|until|till|and|and ending on|ending on|up to) (?:the )?|\s?[–-]\s?")
FOR_SO_LONG = re.compile(
    r"\b(?:for|of|by|lasts?|lasting|runs?|running)(?: for)? (?:(?:a|an|the|further|additional|another|total|fixed|initial|period|term|of|full) )*$"
)
FARTHEST_BEFORE, FARTHEST_AFTER = 110, 25
# What speaks of the request itself, in sections that speak of much else.
OF_THIS = re.compile(
    r"\b(?:request\w*|seek\w*|sought|ask(?:s|ed)|need(?:s|ed)?|requir(?:es|ed)|propos\w+|recommend\w*|approv\w+|now|this (?:paper|decision|report|extension))\b",
    re.IGNORECASE,
)
# What makes it another length of time: one of the past, of another course, of other people, or within the whole.
OF_ANOTHER = re.compile(
    r"\b(?:was|were|had|has|have|been|would have|previous\w*|earlier|origina\w*|initial\w*|first|last|second|existing|current|present|already|option\w*|alternative\w*|instead|rather|consider\w*|reject\w*|notice|every|each|within|after|may|might|could|should|ended|remaining|minimum|exceed\w*|more than|over|longer|shorter|at least|less than|followed|phases?|stages?|subsequent\w*|then|not|break|office|ministry|department|council|government)\b",
    re.IGNORECASE,
)


def undeclared_term(paper: Paper) -> Iterator[Remark]:
    """The text says the same length of time for what is approved as the facts at the top.

    “An extension of two months” in one place and three months in another are two decisions, and the money fits only
    one of them. Looked at are the title, the recommendation, and sentences of the summary, the issues and the
    financial comments that speak of this request; not earlier extensions, options, notice, or parts of the whole. Anywhere
    in the paper, a length of time has to agree with the days that stand beside it.

    Bad:
        Funding for an extension of two months is needed.        (declared: term: 3 months)
    Good:
        Funding for an extension of three months is needed.
    """
    yield from _against_its_own_days(paper)
    declared = _declared(paper)
    if declared is None:
        return
    term, span = declared
    said = set()
    for found in paper.terms:
        if not alike(found.term, term) and found.term not in said and _is_of_this(paper, found, term):
            said.add(found.term)
            problem = f"The text says “{found.text}” here; by the facts at the top it is {write_term(term)}."
            remedy = f"Write “{write_term(term)}”, or correct the facts at the top."
            yield paper.remark(found.start, found.end, problem, remedy, (span, write_term(term)))


def _against_its_own_days(paper: Paper) -> Iterator[Remark]:
    """“For 18 months, from 1 July 2023 to 30 June 2025”: a length of time beside days that are further apart."""
    for found in paper.terms:
        opening = FROM_DAY.match(paper.text, found.end)
        if opening is None or not FOR_SO_LONG.search(paper.text, max(0, found.start - FARTHEST_BEFORE), found.start):
            continue
        for one, other in pairwise(paper.dates):
            if one.start != opening.end() or one.day is None or other.day is None or other.day < one.day:
                continue
            if TO_DAY.fullmatch(paper.text, one.end, other.start) and not lasts(found.term, one.day, other.day):
                problem = f"“{found.text}” is not the time from {in_house_form(one)} to {in_house_form(other)}."
                yield paper.remark(
                    found.start, found.end, problem, "Correct the length of time, or the day that is wrong."
                )


def _declared(paper: Paper) -> tuple[Term, Span] | None:
    """The declared term, or that of the declared days, with its place."""
    starts, ends, term = paper.facts.starts, paper.facts.ends, paper.facts.term
    if term:
        return term.value, term.span
    return (length_of(starts.value, ends.value), ends.span) if starts and ends and starts.value < ends.value else None


def _is_of_this(paper: Paper, found: FoundTerm, declared: Term) -> bool:
    """Whether a length of time in the text is said of what this paper approves."""
    section = paper.passage_at(found.start).section
    if section not in ASKING and section not in EXPLAINING:
        return False
    text, (start, end) = paper.text, sentence_about(paper.text, found.start, found.end)
    first = max(start, found.start - FARTHEST_BEFORE)
    for_a_period = PERIOD.match(text, found.end) and FOR_A.search(text, first, found.start)
    if not (for_a_period or AFTER.match(text, found.end) or BEFORE.search(text, first, found.start)):
        return False
    if OF_ANOTHER.search(text, start, min(end, found.end + FARTHEST_AFTER)):
        return False
    others = [one.term for one in paper.terms if start <= one.start < end]
    if any(alike(one, declared) for one in others) or together(others, declared):
        return False
    return section in ASKING or OF_THIS.search(text, start, end) is not None


RULES = (Rule(undeclared_term),)
