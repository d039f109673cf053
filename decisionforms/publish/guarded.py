"""The runs of words that must not go out, and which of them occur in a text."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b

from msgspec import Struct
from msgspec.structs import replace

from decisionforms.publish.shingles import COMMON, LENGTH, SHORTEST, readings_of, windows, words_of

DIGEST = 16


class Passage(Struct, frozen=True):
    """Where guarded words come from: the name of the text and the paragraph in it."""

    guarded: str
    paragraph: str


class Guarded(Struct, frozen=True):
    """The runs of words that must not go out, each with the passage it comes from.

    A key of `passages` is the words, joined by spaces; where there is a `salt`, their digest with it, since whoever
    searches may not see them. `lengths` are the numbers of words in a run. Runs of `common` words don't count.
    """

    passages: Mapping[str | bytes, Passage]
    lengths: tuple[int, ...] = (LENGTH,)
    salt: bytes = b""
    common: frozenset[str] = COMMON

    def without(self, texts: Iterable[str], common: Iterable[str] = ()) -> "Guarded":
        """The same without the runs that occur in these texts; of runs of nothing but `common` words none counts."""
        return without((self,), texts, common)[0]


def without(guarded: Sequence[Guarded], texts: Iterable[str], common: Iterable[str] = ()) -> tuple[Guarded, ...]:
    """The same without the runs that occur in these texts; of runs of nothing but `common` words none counts."""
    index = Index(guarded)
    public: dict[int, set[str | bytes]] = defaultdict(set)
    for text in texts:
        for words in readings_of(text):
            for which, key, _ in index.hits(words):
                public[which].add(key)
    also = frozenset(word for text in common for word in words_of(text))
    return tuple(
        Guarded(
            {key: passage for key, passage in one.passages.items() if key not in public[which]},
            one.lengths,
            one.salt,
            one.common | also,
        )
        for which, one in enumerate(guarded)
    )


def in_several(guarded: Sequence[Guarded], papers: Iterable[Iterable[str]], least: int) -> tuple[Guarded, ...]:
    """The same without the runs that occur in at least so many of these papers, each given as its texts."""
    index = Index(guarded)
    papers_with: Counter[tuple[int, str | bytes]] = Counter()
    for texts in papers:
        papers_with.update({(which, key) for text in texts for which, key, _ in index.hits(words_of(text))})
    return tuple(
        replace(one, passages={key: it for key, it in one.passages.items() if papers_with[which, key] < least})
        for which, one in enumerate(guarded)
    )


class Index:
    """All that is guarded, so that a text is gone through once, however many texts are guarded."""

    def __init__(self, guarded: Sequence[Guarded]) -> None:
        self.guarded = guarded
        self.hashed = [which for which, one in enumerate(guarded) if one.salt]
        self.clear: dict[str, tuple[int, ...]] = {}
        # The numbers of words, as bits, of all runs that begin with these four words.
        self.starts: dict[tuple[str, ...], int] = {}
        for which, one in enumerate(guarded):
            for key in one.passages if not one.salt else ():
                words = str(key).split()
                start = tuple(words[:SHORTEST])
                self.clear[str(key)] = (*self.clear.get(str(key), ()), which)
                self.starts[start] = self.starts.get(start, 0) | 1 << len(words)
        self.lengths = sorted({length for one in guarded if not one.salt for length in one.lengths})

    def hits(self, words: Sequence[str]) -> Iterator[tuple[int, str | bytes, Sequence[str]]]:
        """Each guarded run among these words: whose it is, its key, and its words."""
        fours = enumerate(zip(words, words[1:], words[2:], words[3:], strict=False))
        for at, lengths in [(at, self.starts[four]) for at, four in fours if four in self.starts]:
            for length in self.lengths:
                if lengths >> length & 1:
                    run = words[at : at + length]
                    key = " ".join(run)
                    yield from ((which, key, run) for which in self.clear.get(key, ()))
        for which in self.hashed:
            one = self.guarded[which]
            for length in one.lengths:
                for run in windows(words, length):
                    if (digest := hashed(" ".join(run), one.salt)) in one.passages:
                        yield which, digest, run


@lru_cache(maxsize=1 << 17)  # the page of a decision and its files say the same, one after the other
def hashed(words: str, salt: bytes) -> bytes:
    """By what these words are known again without being told."""
    return blake2b(words.encode(), key=salt, digest_size=DIGEST).digest()
