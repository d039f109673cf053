"""The files of the site part by part, so that a part is made anew only when something it is made from has changed."""

from collections.abc import Callable, Mapping
from typing import TypeAlias, TypeVar

import msgspec

from decisionforms.digests import digest
from decisionforms.publish.memory import MadePages
from decisionforms.publish.release import Listed, all_listed

File: TypeAlias = bytes | Listed
T = TypeVar("T")


def key_of(of: object) -> bytes:
    """A digest of what something is made of."""
    return digest(msgspec.msgpack.encode(of))


class Parts:
    """The files of one publication; `before` is what an earlier one made of each part, `live` what is public."""

    def __init__(self, before: Mapping[str, MadePages], live: Mapping[str, Listed]) -> None:
        self._before, self._live = before, live
        self.made: dict[str, MadePages] = {}
        self.files: dict[str, File] = {}

    def add(self, name: str, of: T, make: Callable[[T], Mapping[str, bytes]], key: bytes = b"") -> None:
        """A part by its name, which is made of `of` alone, so that the same makes the same.

        Where `key` is given, it stands for all of that: what is long need not be looked through for each part.
        """
        key = key or key_of(of)
        before = self._before.get(name)
        if before and before.stand(key, self._live):
            self.made[name] = before
            self.files.update(before.files)
            return
        files = make(of)
        self.made[name] = MadePages(key, all_listed(files))
        self.files.update(files)
