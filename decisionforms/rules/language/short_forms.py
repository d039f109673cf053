"""Short forms in a text, such as BCU or TfL: which there are, where, and the words that they stand for."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from itertools import islice

from decisionforms.rules.sentences import line_before, places_in

SHAPE = re.compile(r"[A-Z][a-z]?[A-Z][A-Za-z]*")
NO_PIECE_BEFORE = re.compile(r"(?<![\w@\\/.#£&])(?<!\d-)")
NO_PIECE_AFTER = re.compile(r"s?\b(?![\d@\\&]|[-–/_.]\w*\d|\.[a-z])")
WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*|&")
PIECE = re.compile(r"\w+")
ROMAN = re.compile(r"[IVX]+")
SMALL = {"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with", "&"}
LONGEST = 8
REACH = 120
# No paper has more; a text made of capitals is no paper.
MOST = 300
# A word of this many letters, a quarter of them vowels, is a name in capitals: ENGAGE.
NAME = 6


@cache
def known() -> frozenset[str]:
    """The short forms that every reader knows, in capitals."""
    lines = files(__package__).joinpath("known_acronyms.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip().upper() for line in lines if line.strip() and not line.startswith("#"))


def short_forms_in(capitalised: Iterable[str]) -> Iterator[str]:
    """The short forms among these words, each once, without the s of several, in the order of the alphabet.

    Those that every reader knows are left out.
    """
    unusual = " ".join(sorted(word for word in capitalised if not word[1:].islower()))
    words = islice((word for word in PIECE.findall(unusual) if SHAPE.fullmatch(word)), MOST)
    for name in dict.fromkeys(word.removesuffix("s") for word in words):
        if 1 < len(name) <= LONGEST and name[-1].isupper() and name.upper() not in known() and not _in_capitals(name):
            yield name


def places_of(name: str, text: str) -> Iterator[int]:
    """Where a short form begins, standing alone and not as a piece of a code or an address."""
    for at in places_in(text, name):
        end = at + len(name)
        if NO_PIECE_BEFORE.match(text, at) and NO_PIECE_AFTER.match(text, end) and not _shouted(text, at, end):
            yield at


def words_before(name: str, text: str, at: int) -> str:
    """The words right before this place that the short form stands for: “domestic abuse” for DA; empty if none do."""
    found = list(WORD.finditer(text, at - len(line_before(text, at, REACH)), at))
    letters = _letters(name)
    for word in reversed(found):
        if word[0][0].lower() == letters[-1]:
            letters = letters[:-1]
            if not letters:
                return text[word.start() : found[-1].end()]
        elif not (_passed_over(word) or (word is found[-1] and word[0].isdigit())):
            return ""
    return ""


def words_after(name: str, text: str, at: int) -> str:
    """The words right after this place that the short form stands for; empty if none do."""
    letters, start = _letters(name), -1
    for word in WORD.finditer(text, at, at + len(text[at : at + REACH].partition("\n")[0])):
        if word[0][0].lower() == letters[0]:
            letters, start = letters[1:], start if start >= 0 else word.start()
            if not letters:
                return text[start : word.end()]
        elif not _passed_over(word):
            return ""
    return ""


def _passed_over(word: re.Match[str]) -> bool:
    """Whether a word may be missing from a short form: a small one, or “sized” in “medium-sized”."""
    return word[0].lower() in SMALL or word.string.startswith("-", word.start() - 1)


def full_name(name: str, text: str) -> str:
    """A name in the text that the short form seems to stand for: “Home Office” for HO; empty if there is none."""
    between = r"[a-z’']+[ -](?:(?:of|and|for|the|on|in|to|&) )?"
    found = re.search(rf"\b{between.join(_letters(name).upper())}[a-z’']+", text)
    return found[0] if found else ""


def _letters(name: str) -> str:
    """The letters of a short form that begin words: v, s, o and r of ViSOR."""
    return "".join(filter(str.isupper, name)).lower()


def _in_capitals(name: str) -> bool:
    """Whether it is no short form: a number such as VI, a gap such as XX, or a name in capitals, such as ENGAGE."""
    vowels = sum(letter in "AEIOUY" for letter in name)
    return ROMAN.fullmatch(name) is not None or (len(name) >= NAME and vowels * 4 >= len(name))


def _shouted(text: str, start: int, end: int) -> bool:
    """Whether the word beside it is a name in capitals, as in OPERATION ADDER, or its whole line is in capitals."""
    before, after = text[max(0, start - REACH) : start].split(" ")[-2:-1], text[end : end + REACH].split(" ")[1:2]
    if any(one.isupper() and one.isalpha() and _in_capitals(one) for one in (*before, *after)):
        return True
    line = line_before(text, start, REACH) + text[start : end + REACH].partition("\n")[0]
    return line.isupper() and " " in line
