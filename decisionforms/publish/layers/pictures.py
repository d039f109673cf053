"""The notes in pictures that are packed or cut up; others are found as stretches of letters."""

import re
import struct
from collections.abc import Iterator

from decisionforms.files import UnreadableFileError
from decisionforms.publish.layers.layer import Layer
from decisionforms.publish.layers.room import Room

PNG_NOTES = frozenset({b"zTXt", b"iTXt", b"iCCP"})
ZLIB = b"\x78"
GIF_NOTE = re.compile(rb"\x21[\xfe\xff]")


def is_png(data: bytes) -> bool:
    """Whether it is a PNG."""
    return data.startswith(b"\x89PNG\r\n")


def png(data: bytes, room: Room) -> Iterator[Layer]:
    """The notes of a PNG, and what is packed in them."""
    for chunk in (chunk for kind, chunk in _chunks(data) if kind in PNG_NOTES):
        yield Layer("note", chunk)
        packed = chunk.find(ZLIB, chunk.find(b"\x00"))
        if packed >= 0:
            try:
                yield Layer("packed note", room.inflate(chunk[packed:]))
            except UnreadableFileError:
                continue


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while at + 8 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        yield kind, data[at + 8 : at + 8 + length]
        at += length + 12


def is_gif(data: bytes) -> bool:
    """Whether it is a GIF."""
    return data.startswith(b"GIF8")


def gif(data: bytes, room: Room) -> Iterator[Layer]:
    """The notes of a GIF, put together from their blocks."""
    for found in GIF_NOTE.finditer(data):
        yield Layer("note", b"".join(_blocks(data, found.end(), room.members)).decode("utf-8", "replace"))


def _blocks(data: bytes, at: int, most: int) -> Iterator[bytes]:
    while most and at < len(data) and data[at]:
        yield data[at + 1 : at + 1 + data[at]]
        at, most = at + 1 + data[at], most - 1
