"""How much one search may unpack, so that no file takes it too long or too much memory."""

import zlib

from decisionforms.files import UnreadableFileError

LARGEST = 200_000_000
MOST_MEMBERS = 20_000
PIECE = 65_536


class Room:
    """What is left of the bytes that a search may unpack, and how many `members` a file may have."""

    def __init__(self) -> None:
        self.left = LARGEST
        self.members = MOST_MEMBERS

    @property
    def enough(self) -> int:
        """One byte more than there is room for: what has so many is too large, whatever follows."""
        return max(self.left, 0) + 1

    def take(self, size: int) -> None:
        """Leaves room for so many bytes less. Raises UnreadableFileError where there is not so much."""
        self.left -= size
        if self.left < 0:
            raise UnreadableFileError("it is too large once unpacked")

    def inflate(self, data: bytes) -> bytes:
        """What is packed here by zlib, as far as it is sound. Raises UnreadableFileError where nothing is, or there is no room."""
        found, unpacker = bytearray(), zlib.decompressobj()
        try:
            for start in range(0, len(data), PIECE):
                found += unpacker.decompress(data[start : start + PIECE], self.enough - len(found))
                if unpacker.eof or len(found) >= self.enough:
                    break
        except zlib.error:
            if not found:
                raise UnreadableFileError("it is damaged") from None
        self.take(len(found))
        return bytes(found)
