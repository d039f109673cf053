"""Words taken for one another: complimenting for complementing, and their like."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from msgspec import Struct

from decisionforms.rules.paper import Paper
from decisionforms.rules.passages import Kind
from decisionforms.rules.phrases import words_of
from decisionforms.rules.remark import Remark
from decisionforms.rules.rule import Rule
from decisionforms.rules.sentences import places_in

WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
AS_IT_STANDS = re.compile(r"\W{0,3}\[sic\]")


class Slip(Struct, frozen=True):
    """A wrong phrase and the right one; the word taken for another begins `before` signs into the wrong one."""

    wrong: str
    right: str
    before: int
    words: frozenset[str]


@cache
def slips() -> dict[str, tuple[Slip, ...]]:
    """The wrong phrases by the word that was taken for another, with either kind of apostrophe."""
    found: dict[str, tuple[Slip, ...]] = {}
    for line in files(__package__).joinpath("confusables.txt").read_text(encoding="utf-8").splitlines():
        wrong, mark, right = (part.strip() for part in line.partition("="))
        if mark and not line.startswith("#"):
            word = next(one for one in WORD.finditer(wrong) if one[0] not in WORD.findall(right))
            slip = Slip(wrong, right, word.start(), words_of(wrong))
            for key in {word[0], word[0].replace("'", "’")}:
                found[key] = (*found.get(key, ()), slip)
    return found


def confusable(paper: Paper) -> Iterator[Remark]:
    """The word that stands there is the one that was meant.

    No spelling check finds these, because each is a word: complimenting for complementing, principle for principal,
    affect for effect. Only phrases that are wrong in every sentence are looked for; quotations are left alone.

    Bad:
        … complimenting existing services … with immediate affect …
    Good:
        … complementing existing services … with immediate effect …
    """
    table, keys = slips(), _keys()
    said: set[str] = set()
    # The words of a paper come without “’s”.
    curly = {word for word in ("it’s", "who’s") if word[1:] in paper.text}
    for word in sorted((paper.words & keys) | curly):
        if word not in curly and not any(slip.words <= paper.words for slip in table[word]):
            continue
        for at in (*places_in(paper.text, word), *places_in(paper.text, word.capitalize())):
            slip = next((one for one in table[word] if _stands(paper.text, at - one.before, one.wrong)), None)
            if slip and slip.wrong not in said and paper.passage_at(at).kind is not Kind.QUOTATION:
                said.add(slip.wrong)
                start, end = at - slip.before, at - slip.before + len(slip.wrong)
                typed = paper.text[start:end]
                meant = _dressed_like(typed, slip.right)
                yield paper.remark(start, end, f"“{typed}” is probably meant to be “{meant}”.", f"Write “{meant}”.")


@cache
def _keys() -> frozenset[str]:
    return frozenset(slips())


def _stands(text: str, start: int, phrase: str) -> bool:
    """Whether the phrase stands at this place, as whole words and not marked as the words of others."""
    end = start + len(phrase)
    if start < 0 or text[start:end].lower().replace("’", "'") != phrase:
        return False
    return not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum() or AS_IT_STANDS.match(text, end))


def _dressed_like(typed: str, phrase: str) -> str:
    """The phrase with a capital, or a capital on each word, where what was typed has them."""
    words = typed.split()
    if len(words) > 1 and all(word[:1].isupper() for word in words):
        return " ".join(word.capitalize() for word in phrase.split())
    return phrase[:1].upper() + phrase[1:] if typed[:1].isupper() else phrase


RULES = (Rule(confusable),)
