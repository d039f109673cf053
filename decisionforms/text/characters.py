"""Which characters a decision may hold: those that Word, the web and a reader's eye all show the same."""

import re
from itertools import islice

from decisionforms.diagnostics import Finding, Span

# Control characters and non-characters are not allowed in XML or HTML; the direction marks U+202A-E and U+2066-9 can
# make a text read otherwise than it is stored.
LAST_OF_PLANES = "".join(chr(plane << 16 | last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF))
REFUSED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + LAST_OF_PLANES
    + "]"
)
# Signs that take no room, as patterns name them: text made of nothing else, and of spaces, prints as nothing.
NO_ROOM = r"\u00ad\u200b-\u200f\u2060\ufeff"
UNSEEN = re.compile(rf"[\s{NO_ROOM}]*")
PLAIN = bytes(range(0x20, 0x7F)) + b"\r\n"
MOST = 20
MOST_LINES = 20_000
LONGEST_WORD = 2000
LONG_WORD = re.compile(rf"\S{{{LONGEST_WORD}}}")
TOO_LONG = "This is more than a decision holds: 20,000 lines, or a word of 2,000 signs."


def decode(data: bytes) -> tuple[str, list[Finding]]:
    """The text of a file with plain line feeds and no byte-order mark, and what may not stand in it.

    Source: XML 1.0 section 2.2, HTML Living Standard "control" and "noncharacter".
    """
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return "", [
            Finding(
                "not-text",
                Span(1),
                "This is a Word document, not a text file.",
                "Copy its text into a plain text file: python build.py new makes one.",
            )
        ]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        return "", [_not_utf8(data, fault.start)]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    # Few lines are long enough to hold such a word, so few are searched for one.
    lines = text.split("\n")
    long_word = LONG_WORD.search(text) if max(map(len, lines)) >= LONGEST_WORD else None
    if long_word or len(lines) > MOST_LINES:
        span = place(text, long_word.start()) if long_word else Span(MOST_LINES)
        return text, [Finding("too-long", span, TOO_LONG, "Attach such text as an appendix.")]
    # None of those refused is printable; what is not plain ASCII is so little that this is quickly seen.
    if data.translate(None, PLAIN).decode("utf-8-sig").isprintable():
        return text, []
    found = [match.start() for match in islice(REFUSED.finditer(text), MOST)]
    return text, [_refused(text, offset) for offset in found]


def place(text: str, offset: int) -> Span:
    """The span of the one character at this offset."""
    start = text.rfind("\n", 0, offset) + 1
    column = offset - start + 1
    return Span(text.count("\n", 0, offset) + 1, column, column + 1)


def _refused(text: str, offset: int) -> Finding:
    code = f"U+{ord(text[offset]):04X}"
    return Finding(
        "invisible-character",
        place(text, offset),
        f"There is an invisible control character here ({code}).",
        "Delete it: put the cursor after it, press Backspace once, and type the word again if it changed.",
    )


def _not_utf8(data: bytes, offset: int) -> Finding:
    before = data[:offset].decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    return Finding(
        "not-utf8",
        place(before + "?", len(before)),
        "The file is not stored as UTF-8 text from here on.",
        "Save it again as UTF-8: in Notepad choose File, then Save as, and UTF-8 beside Encoding.",
    )
