"""Which characters a decision may hold: those that Word, the web and a reader's eye all show the same."""

import re

from decisionforms.diagnostics import Finding, Span

# Control characters and non-characters are not allowed in XML or HTML; the direction marks U+202A-E and U+2066-9 can
# make a text read otherwise than it is stored.
REFUSED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]|[\U0001fffe\U0001ffff]"
)


def decode(data: bytes) -> tuple[str, list[Finding]]:
    """The text of a file with plain line feeds and no byte-order mark, and what may not stand in it.

    Source: XML 1.0 section 2.2, HTML Living Standard "control" and "noncharacter".
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        return "", [_not_utf8(data, fault.start)]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.replace("\n", "").isprintable():  # none of those refused is, and this is quickly seen
        return text, []
    return text, [_refused(text, match.start()) for match in REFUSED.finditer(text)]


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
        "Save it again with the encoding UTF-8.",
    )
