"""The search of files for passages that must not go out."""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b

from msgspec import Struct

from decisionforms.publish.guarded import DIGEST, Guarded, Index, Passage
from decisionforms.publish.layers import UnsearchableError, texts_of
from decisionforms.publish.shingles import readings_of, says_something
from decisionforms.review.envelope import PROPERTY, SOURCE

SHOWN = 3
# Whatever its words are, it holds the whole source of a paper.
REVIEW_COPY = Passage("a review copy", "")


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


def find_leaks(files: Iterable[tuple[str, bytes]], guarded: Sequence[Guarded]) -> Iterator[Leak]:
    """The guarded passages in these files, given as (path, bytes), each once for a file; and files not searched whole."""
    index = Index(guarded)
    innocent: set[bytes] = set()
    for file, data in files:
        found: set[Passage] = set()
        try:
            for where, text in texts_of(file, data):
                digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=DIGEST).digest()
                passages = () if digest in innocent else tuple(_passages_in(text, index))
                innocent.update(() if passages else (digest,))
                for passage, words in passages:
                    if passage not in found:
                        found.add(passage)
                        yield Leak(file, where, passage.guarded, passage.paragraph, words)
        except UnsearchableError as fault:
            yield Leak(file, fault.where, unsearchable=fault.why)


def _passages_in(text: str, index: Index) -> Iterator[tuple[Passage, str]]:
    """The guarded passages in a text, with the words that may be shown of each; and what only a review copy holds."""
    if SOURCE in text or PROPERTY in text:
        yield REVIEW_COPY, ""
    for words in readings_of(text):
        for which, key, run in index.hits(words):
            one = index.guarded[which]
            if says_something(run, one.common):
                yield one.passages[key], "" if one.salt else f"{' '.join(run[:SHOWN])} …"
