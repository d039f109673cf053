"""Advice that the text still waits for."""

import re
from collections.abc import Iterator
from functools import cache

from decisionforms.decision.facts import Advice
from decisionforms.form.declaration import Advised, Row
from decisionforms.rules.paper import Paper
from decisionforms.rules.phrases import either_of, words_of
from decisionforms.rules.remark import Remark
from decisionforms.rules.rule import Reader, Rule
from decisionforms.rules.sentences import sentence_at

WAITING = words_of("awaited awaiting awaits await outstanding pending sought obtained yet not waiting")
MORE = re.compile(r"\b(?:further|additional|more|separate)\b", re.IGNORECASE)
NOUN = r"(?:advice|comments?|views?|input|clearance|sign-?off|response|opinion)"
NOT_YET = (
    r"(?:(?:is|are|remains?|being|still|currently|now|has|have|was|were|been)\s){0,3}"
    r"(?:being\s(?:sought|obtained)|awaited|outstanding|pending|(?:yet|still)\sto\s(?:be\s)?(?:sought|obtained|received"
    r"|given|provided|consulted?|comment(?:ed)?|advise|respond)|not\s(?:yet\s)?(?:been\s)?(?:sought|obtained|received"
    r"|given|provided|consulted|commented|advised|responded|asked)\b|to\sbe\s(?:sought|obtained)|(?:yet|still)\sto\s(?:come\sback|reply|confirm|look|agree|answer|report|write|send)\b"
    r"|will\sbe\sasked\s(?:to\s(?:look|review|advise|comment|check|consider|confirm)|for)\b"
    r"(?![^.\n]*\b(?:any|further|future|if|where|should|when|whenever|again|each|every|before|after|once)\b))"
)


def advice_not_yet_given(paper: Paper) -> Iterator[Remark]:
    """Advice that is recorded as given is not spoken of in the text as still to come.

    “Legal advice is being sought” was true when it was written. Beside “consulted” a reader can't tell what was known
    when the paper was signed. Further advice that is still to come is let through.

    Bad:
        legal: {answer: consulted, by: TfL Legal, date: 5 June 2023}
        Legal advice on the variation is being sought.
    Good:
        Legal advice was obtained on 5 June 2023. It is that the agreement may be varied in writing.
    """
    if not (paper.words & WAITING or ("asked" in paper.words and "will be asked" in paper.text)):
        return
    for key, given in paper.facts.advice.items():
        row = paper.form.rows[key]
        if not _consulted(row, given) or not any(words_of(one) <= paper.words for one in row.called):
            continue
        found = _awaited_of(row.called).search(paper.text)
        if found and not MORE.search(paper.text, sentence_at(paper.text, found.start())[0], found.start()):
            problem = f"“{found[0]}” stands in the text, but “{given.answer.value}” is recorded for “{key}”."
            remedy = "Write what the advice was; or correct the answer until it has been given."
            also = (given.answer.span, given.answer.value)
            yield paper.remark(found.start(), found.end(), problem, remedy, also)


def _consulted(row: Row, given: Advice) -> bool:
    statement = row.statement_for(given.answer.value)
    return statement is not None and isinstance(statement.when, Advised)


@cache
def _awaited_of(called: tuple[str, ...]) -> re.Pattern[str]:
    """Words by which a text says that this advice is still to come."""
    who = rf"\b(?:{either_of(called)})(?:\s(?:team|department|directorate|services|colleagues|officers?))?"
    given = rf"(?:\b{NOUN}\s(?:from|of|by)\s(?:the\s|our\s)?)?{who}(?:\s{NOUN})?(?:\s(?:on|from|about)\s[^.,;:\n]{{1,50}}?)?\s{NOT_YET}"
    waited = r"\b(?:await(?:s|ing)?|pending|waiting\sfor)(?:\s(?:the|receipt\sof|formal|final|written|their)){0,3}"
    asked = rf"{waited}\s(?:{NOUN}\s(?:from|of|by)\s(?:the\s|our\s)?{who}|{who}\s{NOUN})"
    return re.compile(rf"{given}|{asked}", re.IGNORECASE)


RULES = (Rule(advice_not_yet_given, Reader.GOVERNANCE),)
