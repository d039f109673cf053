"""The search of a finished release for passages that must not go out."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from decisionforms.errors import OperatorError
from decisionforms.form.definition import Definition
from decisionforms.publish.layers import UnsearchableError, texts_of
from decisionforms.publish.shingles import (
    COMMON,
    LENGTH,
    SHORTEST,
    has_figure,
    readings_of,
    says_something,
    shingles_of,
    windows,
    words_of,
)
from decisionforms.review.envelope import PROPERTY, SOURCE

SHOWN = 3
DIGEST = 16
LONGEST_SALT = 64
GAP = re.compile(r"\{[^}]*\}")


class Passage(Struct, frozen=True):
    """Where guarded words come from: the name of the text and the paragraph in it."""

    guarded: str
    paragraph: str


# Whatever its words are, it holds the whole source of a paper.
REVIEW_COPY = Passage("a review copy", "")


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


class Leak(Struct, frozen=True):
    """A guarded passage in a file: where it stands, what it comes from, and how it begins; no words where they are secret.

    Of a file that can't be searched whole, `unsearchable` says why, and there is no passage.
    """

    file: str
    where: str
    guarded: str = ""
    paragraph: str = ""
    words: str = ""
    unsearchable: str = ""

    @property
    def is_review_copy(self) -> bool:
        """Whether the file is a review copy, which nobody can allow."""
        return self.guarded == REVIEW_COPY.guarded


class HashList(Struct, frozen=True, forbid_unknown_fields=True):
    """A file that guards texts without holding them: digests of runs of `length` words, and of `shorter` sentences."""

    salt: str
    length: int
    hashes: dict[str, str]
    shorter: tuple[int, ...] = ()


def guard(name: str, paragraphs: Iterable[tuple[str, str]]) -> Guarded:
    """What guards the paragraphs of a text, given as (place, text): every run of eight words, and short telling sentences.

    Short paragraphs that follow one another, such as the cells of a table, are guarded together where they hold figures.
    """
    passages: dict[str | bytes, Passage] = {}
    row: list[str] = []
    for place, text in paragraphs:
        for shingle in shingles_of(text):
            passages.setdefault(" ".join(shingle), Passage(name, place))
        words = words_of(text)
        row = [*row[1 - LENGTH :], *words] if len(words) < LENGTH else []
        for shingle in windows(row, LENGTH):
            if has_figure(shingle):
                passages.setdefault(" ".join(shingle), Passage(name, place))
    return Guarded(passages, tuple(sorted({key.count(" ") + 1 for key in map(str, passages)})))


def wording_of(definition: Definition) -> tuple[str, ...]:
    """Every text of a form's definition: what it prints in all papers, with the gaps for what is filled in left out."""
    told: list[object] = [msgspec.to_builtins(definition)]
    found: list[str] = []
    while told:
        match told.pop():
            case str(text):
                found += GAP.split(text)
            case dict(table):
                told += table.values()
            case list(entries) | tuple(entries):
                told += entries
    return tuple(found)


def without(guarded: Sequence[Guarded], texts: Iterable[str], common: Iterable[str] = ()) -> tuple[Guarded, ...]:
    """The same without the runs that occur in these texts; of runs of nothing but `common` words none counts."""
    index = _Index(guarded)
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
    index = _Index(guarded)
    papers_with: Counter[tuple[int, str | bytes]] = Counter()
    for texts in papers:
        papers_with.update({(which, key) for text in texts for which, key, _ in index.hits(words_of(text))})
    return tuple(
        replace(one, passages={key: it for key, it in one.passages.items() if papers_with[which, key] < least})
        for which, one in enumerate(guarded)
    )


def find_leaks(files: Iterable[tuple[str, bytes]], guarded: Sequence[Guarded]) -> Iterator[Leak]:
    """The guarded passages in these files, given as (path, bytes), each once for a file; and files not searched whole."""
    index = _Index(guarded)
    innocent: set[bytes] = set()
    for file, data in files:
        found: set[Passage] = set()
        try:
            for where, text in texts_of(file, data):
                digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=DIGEST).digest()
                passages = () if digest in innocent else tuple(index.passages(text))
                innocent.update(() if passages else (digest,))
                for passage, words in passages:
                    if passage not in found:
                        found.add(passage)
                        yield Leak(file, where, passage.guarded, passage.paragraph, words)
        except UnsearchableError as fault:
            yield Leak(file, fault.where, unsearchable=fault.why)


def hash_list(guarded: Iterable[Guarded], salt: bytes) -> bytes:
    """The file by which others can search for texts that they may not see.

    Whoever has it can try sentences that they guess, so it is not for the public. Raises OperatorError for a salt that
    is no use.
    """
    _checked(salt)
    hashes: dict[str, str] = {}
    lengths: set[int] = set()
    for one in guarded:
        if one.salt:
            raise OperatorError("A list of hashes can't be made of another; make it of the texts themselves.")
        for key, passage in one.passages.items():
            words = str(key).split()
            if says_something(words, one.common):
                lengths.add(len(words))
                hashes[_digest(str(key), salt).hex()] = f"{passage.guarded}, {passage.paragraph}"
    shorter = sorted(lengths - {LENGTH})
    listed = {"salt": salt.hex(), "length": LENGTH, "shorter": shorter, "hashes": dict(sorted(hashes.items()))}
    return json.dumps(listed, indent=1, ensure_ascii=False).encode()


def read_hash_list(data: bytes) -> Guarded:
    """What such a file guards. Raises OperatorError where it is damaged."""
    try:
        listed = msgspec.json.decode(data, type=HashList)
        lengths = tuple(sorted({*listed.shorter, listed.length}))
        salt = bytes.fromhex(listed.salt)
        if lengths[0] < SHORTEST or lengths[-1] > LENGTH:
            raise ValueError  # noqa: TRY301 - said like all else that is wrong with it
        hashes: dict[str | bytes, Passage] = {
            bytes.fromhex(digest): _passage(label) for digest, label in listed.hashes.items()
        }
    except (msgspec.DecodeError, ValueError):
        raise OperatorError(
            "A list of hashes of confidential texts can't be read; ask whoever made it for a new one."
        ) from None
    _checked(salt)
    return Guarded(hashes, lengths, salt)


class _Index:
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

    def passages(self, text: str) -> Iterator[tuple[Passage, str]]:
        """The guarded passages in a text, with the words that may be shown of each; and what only a review copy holds."""
        if SOURCE in text or PROPERTY in text:
            yield REVIEW_COPY, ""
        for words in readings_of(text):
            for which, key, run in self.hits(words):
                one = self.guarded[which]
                if says_something(run, one.common):
                    yield one.passages[key], "" if one.salt else f"{' '.join(run[:SHOWN])} …"

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
                    if (digest := _digest(" ".join(run), one.salt)) in one.passages:
                        yield which, digest, run


@lru_cache(maxsize=1 << 17)  # the page of a decision and its files say the same, one after the other
def _digest(words: str, salt: bytes) -> bytes:
    return blake2b(words.encode(), key=salt, digest_size=DIGEST).digest()


def _passage(label: str) -> Passage:
    guarded, _, paragraph = label.rpartition(", ")
    return Passage(guarded, paragraph)


def _checked(salt: bytes) -> None:
    if not DIGEST <= len(salt) <= LONGEST_SALT:
        raise OperatorError("The salt of a list of hashes has 16 to 64 bytes; make one of that length, by chance.")
