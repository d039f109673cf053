"""What an earlier publication found out and made, so that the next one does only what has changed.

It lies in a folder that may be deleted, under a digest over everything it was made from: the code, the layouts, the
settings and the signed texts. What does not fit is made again.
"""

import contextlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from decisionforms.errors import OperatorError
from decisionforms.output_folder import OutputFolder
from decisionforms.publish.candidate import Candidate
from decisionforms.publish.record import Attachment
from decisionforms.publish.release import Listed

FILE = "publication"


class MadePages(Struct, frozen=True):
    """Files that were made from exactly what `key` is a digest of.

    `forms` are the documents of a record, and `words` those by which the search finds it, with a space between.
    """

    key: bytes
    files: Mapping[str, Listed]
    forms: Sequence[Attachment] = ()
    words: str = ""

    def stand(self, key: bytes, live: Mapping[str, Listed]) -> bool:
        """Whether they would be made the same again, and are all live."""
        return self.key == key and all(live.get(name) == one for name, one in self.files.items())


class Memory(Struct, frozen=True):
    """Candidates by the digest of their source; what was made of each record, by slug, and each part of the rest."""

    base: bytes = b""
    candidates: Mapping[bytes, Candidate] = {}
    made: Mapping[str, MadePages] = {}
    site: Mapping[str, MadePages] = {}


def recall(folder: Path, base: bytes) -> Memory:
    """What is remembered and was made from the same base; nothing where there is none."""
    with contextlib.suppress(OSError, msgspec.MsgspecError):
        memory = msgspec.msgpack.decode((folder / FILE).read_bytes(), type=Memory)
        if memory.base == base:
            return memory
    return Memory(base)


def remember(folder: Path, memory: Memory) -> None:
    """Keep this for the next run; where that can't be done, the next run takes longer."""
    with contextlib.suppress(OperatorError):
        OutputFolder(folder).write({FILE: msgspec.msgpack.encode(memory)})
