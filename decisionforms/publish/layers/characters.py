"""The letters in any bytes: the text that they are, or the stretches of letters among them."""

import re
from collections.abc import Iterator

from decisionforms.publish.layers.layer import Layer

BYTE_ORDER = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
ODD = re.compile(rb"[\x00-\x08\x0e-\x1f]")
# So many of the bytes of a text in letters of two bytes are empty.
EMPTY = 0.4
SHORTEST = 16
NARROW = re.compile(rb"[\t\n\r -~\x91-\x97\xa0-\xff]{16,}")
UTF_8 = re.compile(rb"(?:[\t\n\r -~]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}){16,}+")
# The higher bytes of letters of two bytes, and of the signs and ligatures that stand between them.
HIGHER = re.compile(rb"[\x00\x01\x02\x20\xfb]{8,}")


def text_of(data: bytes) -> str | None:
    """The text that a file is; None if it is none."""
    for mark, encoding in BYTE_ORDER.items():
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if b"\x00" in data:
        return _wide_text(data)
    try:
        return data.decode()
    except UnicodeDecodeError:
        return None if ODD.search(data[:10_000]) else data.decode("cp1252", "replace")


def stretches(data: bytes) -> Iterator[Layer]:
    """Stretches of letters in a file of an unknown kind, in each way in which letters are stored."""
    yield Layer("letters", "\n".join(text.decode("cp1252", "replace") for text in NARROW.findall(data)))
    yield Layer(
        "letters", "\n".join(text.decode("utf-8", "replace") for text in UTF_8.findall(data) if len(text) >= SHORTEST)
    )
    for first in (0, 1):
        spans = [(first + 2 * found.start(), first + 2 * found.end()) for found in HIGHER.finditer(data[first::2])]
        higher_first = (_wide(data[start:end], "utf-16-be") for start, end in spans)
        yield Layer("wide letters", "\n".join(higher_first))
        lower_first = (_wide(data[max(start - 1, 0) : end - 1], "utf-16-le") for start, end in spans)
        yield Layer("wide letters", "\n".join(lower_first))


def _wide_text(data: bytes) -> str | None:
    empty, encoding = max((data[1::2].count(0), "utf-16-le"), (data[::2].count(0), "utf-16-be"))
    is_wide = empty > len(data) * EMPTY and b"\x00\x00" not in data
    return data.decode(encoding, "replace") if is_wide else None


def _wide(data: bytes, encoding: str) -> str:
    return data.decode(encoding, "replace") if data.strip(b"\x00") else ""
