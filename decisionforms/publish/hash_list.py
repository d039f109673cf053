"""The file by which others can search for texts that they may not see."""

import json
from collections.abc import Iterable

import msgspec
from msgspec import Struct

from decisionforms.errors import OperatorError
from decisionforms.publish.guarded import DIGEST, Guarded, Passage, hashed
from decisionforms.publish.shingles import LENGTH, SHORTEST, says_something

LONGEST_SALT = 64


class HashList(Struct, frozen=True, forbid_unknown_fields=True):
    """A file that guards texts without holding them: digests of runs of `length` words, and of `shorter` sentences."""

    salt: str
    length: int
    hashes: dict[str, str]
    shorter: tuple[int, ...] = ()


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
                hashes[hashed(str(key), salt).hex()] = f"{passage.guarded}, {passage.paragraph}"
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


def _passage(label: str) -> Passage:
    guarded, _, paragraph = label.rpartition(", ")
    return Passage(guarded, paragraph)


def _checked(salt: bytes) -> None:
    if not DIGEST <= len(salt) <= LONGEST_SALT:
        raise OperatorError("The salt of a list of hashes has 16 to 64 bytes; make one of that length, by chance.")
