"""The files within archives, and what stands beside them there."""

import bz2
import gzip
import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator

from decisionforms.files import UnreadableFileError
from decisionforms.publish.layers.layer import Layer
from decisionforms.publish.layers.room import Room

# The parts of an office document that are much the same in every one.
FURNITURE = re.compile(
    r"(^|/)(_rels|docProps|theme|META-INF|customXml|glossary|slideLayouts|slideMasters)/|(^|/)(\[Content_Types\]|styles\w*|settings|webSettings|fontTable|numbering|meta|presProps|viewProps|tableStyles|workbook|presentation)\.xml$"
)
ENCRYPTED = 1
# The note at the end of a zip, which is where its list of files begins, has no more bytes.
LONGEST_NOTE = 66_000
DAMAGED = (zlib.error, lzma.LZMAError, EOFError, OSError, ValueError)
DAMAGED_ZIP = (*DAMAGED, zipfile.BadZipFile, NotImplementedError, RuntimeError, struct.error)
PACKED: dict[bytes, Callable[[io.BytesIO], gzip.GzipFile | bz2.BZ2File | lzma.LZMAFile]] = {
    b"\x1f\x8b": lambda file: gzip.GzipFile(fileobj=file),
    b"BZh": bz2.BZ2File,
    b"\xfd7zXZ\x00": lzma.LZMAFile,
}
CLOSED = {
    b"7z\xbc\xaf\x27\x1c": "a 7z archive",
    b"Rar!\x1a\x07": "a RAR archive",
    b"\x28\xb5\x2f\xfd": "packed by zstd",
}
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED = "EncryptedPackage".encode("utf-16-le")


def is_zip(data: bytes) -> bool:
    """Whether it is a zip, whatever stands before it."""
    return b"PK\x05\x06" in data[-LONGEST_NOTE:] or data.startswith(b"PK\x03\x04")


def zip_members(data: bytes, room: Room) -> Iterator[Layer]:
    """The names, notes and files of a zip. Raises UnreadableFileError where it is damaged or something is encrypted."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            yield from _members(package, room)
    except DAMAGED_ZIP as fault:
        raise UnreadableFileError("it is a damaged zip file") from fault


def _members(package: zipfile.ZipFile, room: Room) -> Iterator[Layer]:
    entries = package.infolist()
    if len(entries) > room.members:
        raise UnreadableFileError("it has too many files in it")
    yield Layer("note", package.comment)
    for entry in entries:
        yield Layer("name of a file", re.sub(r"[\W_]+", " ", entry.filename))
        yield Layer(f"note to {entry.filename}", b"\n".join((entry.comment, entry.extra)))
        if not _is_locked(entry):
            written = not FURNITURE.search(entry.filename)
            yield Layer(entry.filename, _content(package, entry, room), written=written)
    if locked := [entry.filename for entry in entries if _is_locked(entry)]:
        raise UnreadableFileError(f"{locked[-1] or 'a file'} in it is encrypted")


def _is_locked(entry: zipfile.ZipInfo) -> bool:
    return bool(entry.flag_bits & ENCRYPTED)


def _content(package: zipfile.ZipFile, entry: zipfile.ZipInfo, room: Room) -> bytes:
    with package.open(entry) as member:
        return member.read(room.enough)


def is_packed(data: bytes) -> bool:
    """Whether it is one file, packed."""
    return data.startswith(tuple(PACKED))


def unpacked(data: bytes, room: Room) -> Iterator[Layer]:
    """The file that is packed here. Raises UnreadableFileError where it is damaged."""
    opener = next(opener for mark, opener in PACKED.items() if data.startswith(mark))
    try:
        with opener(io.BytesIO(data)) as packed:
            content = packed.read(room.enough)
    except DAMAGED:
        raise UnreadableFileError("it is a damaged packed file") from None
    yield Layer("unpacked", content, written=True)


def is_closed(data: bytes) -> bool:
    """Whether it is an archive that can't be opened here, or an encrypted office document."""
    return data.startswith(tuple(CLOSED)) or (data.startswith(OLD_OFFICE) and LOCKED in data)


def refused(data: bytes, _room: Room) -> Iterator[Layer]:
    """Nothing, with an UnreadableFileError that says what it is."""
    kind = next((kind for mark, kind in CLOSED.items() if data.startswith(mark)), "encrypted")
    yield from ()
    raise UnreadableFileError(f"it is {kind}")
