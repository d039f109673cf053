"""How faithful an import is: the words of the original against the words of the form that is made of it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from msgspec import Struct

SAYS_SOMETHING = re.compile(r"[^\W_]")
NUMBER = re.compile(r"\d{1,2}(?:\.\d+)*\.")
# So many words are compared with care; of longer texts the commonest words count only beside others.
MOST_WORDS = 4_000
UNSEEN = dict.fromkeys("\u00ad\u200b\ufeff")
SAME = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "‐": "-"} | UNSEEN)


class Told(Struct, frozen=True):
    """A word of the original, with its line."""

    line: int
    word: str


class Difference(Struct, frozen=True):
    """Words of the original that the form says otherwise, or does not have, or has besides; at this line."""

    line: int
    original: str
    form: str


class Fidelity(Struct, frozen=True):
    """How much the two have in common, and each difference."""

    kept: int
    words: int
    printed: int
    differences: tuple[Difference, ...]

    @property
    def score(self) -> float:
        """The words that both have, of all words of both, in per cent; 100 only where there is no difference."""
        share = 2 * self.kept / ((self.words + self.printed) or 1)
        return int(share * 1000) / 10


def compare(lines: Iterable[str], printed: Iterable[str]) -> Fidelity:
    """The words of an original against those of its form; signs that stand alone, as ticks and dashes do, are none."""
    old = [Told(number, word) for number, line in enumerate(lines, 1) for word in line.split() if _says(word)]
    new = [word for word in printed if _says(word)]
    long = max(len(old), len(new)) > MOST_WORDS
    matcher = SequenceMatcher(None, [same(one.word) for one in old], [same(one) for one in new], autojunk=long)
    kept = sum(block.size for block in matcher.get_matching_blocks())
    return Fidelity(kept, len(old), len(new), tuple(_differences(matcher, old, new)))


def same(word: str) -> str:
    """A word as it is compared: with quotation marks and dashes of any kind, a number with or without a stop."""
    word = word.translate(SAME)
    return word.rstrip(".") if NUMBER.fullmatch(word) else word


def _says(word: str) -> bool:
    return SAYS_SOMETHING.search(word) is not None


def _differences(matcher: "SequenceMatcher[str]", old: Sequence[Told], new: Sequence[str]) -> Iterator[Difference]:
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind != "equal":
            line = old[min(start, len(old) - 1)].line if old else 1
            yield Difference(line, " ".join(one.word for one in old[start:end]), " ".join(new[new_start:new_end]))
