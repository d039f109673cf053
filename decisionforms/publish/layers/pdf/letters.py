"""What letters the codes of a font stand for: by a map in the file, by the names of letters, or by an encoding."""

import re
from collections.abc import Iterator, Sequence

from decisionforms.publish.layers.pdf.tokens import Name
from decisionforms.publish.layers.pdf.values import commands

UNKNOWN = "\ufffd"
WIDEST_RANGE = 65_536
# Names that letters have in fonts; what is not here is a mark between words.
DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
GLYPHS = {name: str(digit) for digit, name in enumerate(DIGITS)}
GLYPHS |= {"ff": "ff", "fi": "fi", "fl": "fl", "ffi": "ffi", "ffl": "ffl", "germandbls": "ß", "ae": "æ", "oslash": "ø"}
GLYPHS |= {"hyphen": "-", "softhyphen": "\u00ad", "sfthyphen": "\u00ad"}
ACCENTS = {"acute": "\u0301", "grave": "\u0300", "dieresis": "\u0308", "circumflex": "\u0302", "tilde": "\u0303"}
ACCENTS |= {"cedilla": "\u0327", "ring": "\u030a", "caron": "\u030c"}
BY_NUMBER = re.compile(r"uni([0-9A-Fa-f]{4})")


def decoded(codes: bytes, encoding: str) -> str:
    """The letters that codes are in an encoding; UNKNOWN for those that are none."""
    letters = codes.decode(encoding, "replace")
    return "".join(UNKNOWN if sign < " " else sign for sign in letters) if encoding == "cp1252" else letters


def mapped(data: bytes) -> tuple[dict[bytes, str], set[int]]:
    """The letters that a map gives to codes, and the sizes that codes have by it."""
    letters: dict[bytes, str] = {}
    sizes: set[int] = set()
    for operator, operands in commands(data):
        match operator:
            case b"endcodespacerange":
                sizes.update(len(one) for one in operands if isinstance(one, bytes) and one)
            case b"endbfchar":
                letters.update(_pairs(operands))
            case b"endbfrange":
                letters.update(_ranges(operands))
    return letters, sizes


def named(members: Sequence[object]) -> dict[bytes, str]:
    """The letters of codes that a font names one by one: a number says at which code names begin or go on."""
    letters: dict[bytes, str] = {}
    code = 0
    for one in members:
        if isinstance(one, Name):
            letters[bytes([code & 255])] = _glyph(one)
            code += 1
        elif isinstance(one, int):
            code = one
    return letters


def _pairs(operands: Sequence[object]) -> Iterator[tuple[bytes, str]]:
    for code, letter in zip(operands[::2], operands[1::2], strict=False):
        if isinstance(code, bytes) and isinstance(letter, bytes):
            yield code, decoded(letter, "utf-16-be")


def _ranges(operands: Sequence[object]) -> Iterator[tuple[bytes, str]]:
    for low, high, letters in zip(operands[::3], operands[1::3], operands[2::3], strict=False):
        if isinstance(low, bytes) and isinstance(high, bytes) and low:
            first = int.from_bytes(low)
            for step in range(min(int.from_bytes(high) - first + 1, WIDEST_RANGE)):
                letter = _letter_at(step, letters)
                if letter is not None:
                    yield (first + step).to_bytes(len(low) + 1)[-len(low) :], decoded(letter, "utf-16-be")


def _letter_at(step: int, letters: object) -> bytes | None:
    """So many steps into a range: the next letter of a list, or the one so far behind the first."""
    match letters:
        case bytes() if letters:
            number: int = (int.from_bytes(letters) + step) % 256 ** len(letters)
            return number.to_bytes(len(letters))
        case list() if step < len(letters) and isinstance(letters[step], bytes):
            return bytes(letters[step])
    return None


def _glyph(name: str) -> str:
    if len(name) == 1:
        return name
    if found := BY_NUMBER.fullmatch(name):
        return chr(int(found[1], 16))
    if name[1:] in ACCENTS:
        return name[0] + ACCENTS[name[1:]]
    return GLYPHS.get(name) or (" " if name.isalpha() else UNKNOWN)
