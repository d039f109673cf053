"""Zip packages that are the same byte for byte whenever their parts are, and reading those of others with care."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping

from deflate import crc32, deflate_compress
from msgspec import Struct

# A third of the time of level 6 for a tenth more bytes.
LEVEL = 1
LARGEST_UNPACKED = 50_000_000
# What unfolds to so many times its size is no text; of a small part that does not matter.
MOST_TIMES, WORTH_ASKING = 200, 1_000_000
# 1 January 1980, 00:00: the earliest time a zip can say, and the same for every part.
DOS_TIME, DOS_DATE = 0, 0x21
VERSION, STORED, DEFLATED = 20, 0, 8
# Deflating less than this takes longer than all else that is done to it, and saves next to nothing.
WORTH_DEFLATING = 2_000
FIXED = struct.Struct("<HHHHHIIIHH")


class BrokenPackageError(Exception):
    """The bytes are not a zip package that can be read safely; the text says why."""


class Member(Struct, frozen=True):
    """A part, already packed: what never changes is deflated once and used many times."""

    name: bytes
    packed: bytes
    crc: int
    size: int
    method: int = DEFLATED

    @property
    def header(self) -> bytes:
        """What both the part's own header and the directory say of it."""
        return FIXED.pack(
            VERSION, 0, self.method, DOS_TIME, DOS_DATE, self.crc, len(self.packed), self.size, len(self.name), 0
        )


def member(name: str, data: bytes) -> Member:
    """A part of a package."""
    short = len(data) < WORTH_DEFLATING
    packed = data if short else bytes(deflate_compress(data, LEVEL))
    return Member(name.encode("ascii"), packed, crc32(data), len(data), STORED if short else DEFLATED)


def pack(members: Iterable[Member]) -> bytes:
    """The package of these parts, in this order."""
    body, directory, count = bytearray(), bytearray(), 0
    for one in members:
        directory += b"PK\x01\x02" + struct.pack("<H", VERSION) + one.header
        directory += struct.pack("<HHHII", 0, 0, 0, 0, len(body)) + one.name
        body += b"PK\x03\x04" + one.header + one.name + one.packed
        count += 1
    end = struct.pack("<HHHHIIH", 0, 0, count, count, len(directory), len(body), 0)
    return bytes(body + directory) + b"PK\x05\x06" + end


def unpack(data: bytes) -> Mapping[str, bytes]:
    """The parts by name. Raises BrokenPackageError for what is no zip, hides parts behind one another, or unfolds too far."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = [entry for entry in package.infolist() if not entry.is_dir()]
            if any(entry.compress_type not in {STORED, DEFLATED} for entry in entries):
                raise BrokenPackageError("it is packed in a way that no program for text uses")
            if len({entry.filename for entry in entries}) != len(entries):
                raise BrokenPackageError("two of its parts have the same name")
            if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
                raise BrokenPackageError("it is too large once unpacked")
            if any(entry.file_size > max(WORTH_ASKING, MOST_TIMES * entry.compress_size) for entry in entries):
                raise BrokenPackageError("one of its parts is packed more tightly than any text is")
            return {entry.filename: package.read(entry) for entry in entries}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as fault:
        raise BrokenPackageError(f"it is not a Word document ({fault})") from None
