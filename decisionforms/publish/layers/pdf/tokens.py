"""The brackets, numbers, strings, names and words of which a PDF is made."""

import re
from collections.abc import Iterator

TOKEN = re.compile(
    rb"""(?P<space>(?:[\x00\t\n\f\r ]|%[^\r\n]*)++)
    |(?P<open><<|\[)|(?P<close>>>|\])
    |<(?P<hex>[0-9A-Fa-f\s]*+)>
    |\((?P<string>(?:[^()\\]|\\[\s\S])*+)\)|(?P<nested>\()
    |/(?P<name>[^\x00\t\n\f\r ()<>\[\]{}/%]*+)
    |(?P<reference>\d+)\s+\d+\s+R(?![A-Za-z])
    |(?P<number>[-+]?(?:\d+\.?\d*|\.\d+))(?![^\x00\t\n\f\r ()<>\[\]{}/%])
    |(?P<word>[^\x00\t\n\f\r ()<>\[\]{}/%]++)
    |(?P<stray>[\s\S])""",
    re.VERBOSE,
)
BRACKET = re.compile(rb"\\[\s\S]|[()]")
ESCAPE = re.compile(rb"\\(\r\n|[0-7]{1,3}|[\s\S])")
ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
CODE_IN_NAME = re.compile(rb"#([0-9A-Fa-f]{2})")
PICTURE, PICTURE_END = b"ID", re.compile(rb"\sEI\b")
# No number that means anything has more digits.
DIGITS = 20


class Name(str):
    """A name: `/Type`."""

    __slots__ = ()


class Word(bytes):
    """An operator, or any other bare word."""

    __slots__ = ()


class Reference(int):
    """The number of another object."""

    __slots__ = ()


def tokens(data: bytes, at: int) -> Iterator[tuple[str, object, int]]:
    """Each bracket and value that holds no others, as (kind, value, where it ends); not the points of pictures."""
    pictures = True
    while found := TOKEN.match(data, at):
        kind, at = found.lastgroup or "", found.end()
        if kind in {"space", "stray"}:
            continue
        value, at = _nested(data, at) if kind == "nested" else (_value(kind, found[kind]), at)
        if pictures and kind == "word" and value == PICTURE:
            end = PICTURE_END.search(data, at)
            pictures, at = end is not None, end.end() if end else at
        yield kind, value, at


def from_hex(digits: bytes) -> bytes:
    """The bytes that these digits are. Raises ValueError where they are none."""
    clean = b"".join(digits.split())
    return bytes.fromhex((clean + b"0" * (len(clean) % 2)).decode("ascii", "replace"))


def whole(digits: bytes) -> int:
    """The whole number that these digits are."""
    return int(digits[:DIGITS])


def _value(kind: str, text: bytes) -> object:
    match kind:
        case "hex":
            return from_hex(text)
        case "string":
            return _unescaped(text)
        case "name":
            return Name(CODE_IN_NAME.sub(lambda code: bytes.fromhex(code[1].decode()), text).decode("latin-1"))
        case "reference":
            return Reference(whole(text))
        case "number":
            return float(text[:DIGITS]) if b"." in text else whole(text)
        case "word":
            return Word(text)
    return text


def _nested(data: bytes, at: int) -> tuple[bytes, int]:
    """A string that has brackets in it, from behind its first one, and where it ends."""
    depth = 1
    for bracket in BRACKET.finditer(data, at):
        depth += {b"(": 1, b")": -1}.get(bracket[0], 0)
        if depth == 0:
            return _unescaped(data[at : bracket.start()]), bracket.end()
    return _unescaped(data[at:]), len(data)


def _unescaped(text: bytes) -> bytes:
    return ESCAPE.sub(_sign, text) if b"\\" in text else text


def _sign(found: re.Match[bytes]) -> bytes:
    code: bytes = found[1]
    return bytes([int(code, 8) & 255]) if code[:1].isdigit() and code < b"8" else ESCAPED.get(code, code)
