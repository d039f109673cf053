"""Brackets and quotation marks: what is opened is closed."""

import re
from collections.abc import Iterator, Sequence

from decisionforms.rules.paper import Paper
from decisionforms.rules.passages import Kind, Passage
from decisionforms.rules.remark import Remark
from decisionforms.rules.rule import Rule

# “a)” and “1)” count points; “:)” smiles.
MARKER = re.compile(r"(?<![\w(])(?:[a-zA-Z]|[ivxIVX]{1,4}|\d{1,2})\)|[:;]-?\)")
SIGNS = re.compile(r"[()“”]")
WORD = re.compile(r"\S*")
OPENING = {"(": ")", "“": "”"}
CLOSING = {")": "(", "”": "“"}
NAMES = {"(": "bracket", ")": "bracket", "“": "quotation mark", "”": "quotation mark"}
# Nobody looks for a partner further away than so many points.
FAR = 30
LISTED = {Kind.POINT, Kind.CELL}


def unclosed_bracket(paper: Paper) -> Iterator[Remark]:
    """A bracket or quotation mark that is opened is closed in the same paragraph, and the other way round.

    Let through are brackets that close in the list below, numbers of points such as “a)”, quotations that are set off,
    and a quotation of several paragraphs, which is opened in each and closed in the last.

    Bad:
        The service (which began in 2021 is extended.
    Good:
        The service (which began in 2021) is extended.
    """
    signed = (line for line in paper.text.split("\n") if "(" in line or ")" in line or "“" in line or "”" in line)
    if not any(map(_odd, signed)):
        return
    at = 0
    for place, passage in enumerate(paper.passages):
        if _odd(passage.text) and passage.kind is not Kind.QUOTATION:
            lone = (
                one for one in _lone(passage.text) if not _paired_elsewhere(paper.passages, place, passage.text[one])
            )
            yield from (_remark(paper, at + one) for one in list(lone)[:1])
        at += len(passage.text) + 1


def _odd(text: str) -> bool:
    """Whether signs of either kind are not in pairs."""
    return text.count("(") != text.count(")") or text.count("“") != text.count("”")


def _lone(text: str) -> list[int]:
    """The places of signs that have no partner in this text."""
    markers = {found.end() - 1 for found in MARKER.finditer(text)}
    opened: dict[str, list[int]] = {sign: [] for sign in OPENING}
    lone = []
    for found in SIGNS.finditer(text):
        at, sign = found.start(), found[0]
        if sign in OPENING:
            opened[sign].append(at)
        elif opened[CLOSING[sign]]:
            opened[CLOSING[sign]].pop()
        elif at not in markers:
            lone.append(at)
    return sorted(lone + [at for each in opened.values() for at in each])


def _paired_elsewhere(passages: Sequence[Passage], place: int, sign: str) -> bool:
    """Whether its partner stands in the list below or above, or the quotation goes on in the next paragraph."""
    if sign in OPENING:
        below = passages[place + 1 : place + FAR]
        goes_on = sign == "“" and any(one.text.startswith("“") for one in below[:1])
        return goes_on or _holds(below, OPENING[sign])
    if passages[place].kind not in LISTED:
        return False
    above = passages[max(0, place - FAR) : place][::-1]
    first = next((at for at, one in enumerate(above) if one.kind not in LISTED), 0)
    return any(_has(one, CLOSING[sign]) for one in above[: first + 1])


def _holds(passages: Sequence[Passage], sign: str) -> bool:
    """Whether the list with which these passages begin has this sign without its partner."""
    for one in passages:
        if one.kind not in LISTED:
            return False
        if _has(one, sign):
            return True
    return False


def _has(passage: Passage, sign: str) -> bool:
    return any(passage.text[at] == sign for at in _lone(passage.text))


def _remark(paper: Paper, at: int) -> Remark:
    sign, text = paper.text[at], paper.text
    name = NAMES[sign]
    if sign in OPENING:
        end = max(at + 1, _end_of_word(text, at))
        problem, remedy = (
            f"This {name} is opened, but not closed in this paragraph.",
            "Close it where it ends, or remove it.",
        )
        return paper.remark(at, end, problem, remedy)
    start = max(text.rfind(" ", 0, at), text.rfind("\n", 0, at)) + 1
    problem, remedy = f"This {name} is closed, but was never opened.", "Open it where it begins, or remove it."
    return paper.remark(start, at + 1, problem, remedy)


def _end_of_word(text: str, at: int) -> int:
    found = WORD.match(text, at)
    return found.end() if found else at


RULES = (Rule(unclosed_bracket),)
