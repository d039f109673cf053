"""A text in each way in which somebody could read it, and the files that stand in it as letters."""

import base64
import binascii
import html
import re
from collections.abc import Collection, Iterator
from urllib.parse import unquote

# Text without any of these can only be read as it stands.
MARKS = re.compile(r"[&<%\\]")
TAG = re.compile(r"</?[A-Za-z!?][^<>]*>")
INLINE_TAG = re.compile(
    r"</?(?:a|abbr|b|code|em|font|i|mark|q|s|small|span|strong|sub|sup|u|wbr|\w+:(?:r|t|span))\b[^<>]*>"
)
SLASHED = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|([nrtbf/\"'\\]))")
ENCODED = re.compile(r"base64[,;:\s]+([A-Za-z0-9+/=\s]{40,})")


def readings(text: str) -> Collection[str]:
    """A text as it stands, and as whoever reads entities, escapes or tags in it would see it."""
    if not MARKS.search(text):
        return (text,)
    plain = _plainer(_plainer(text))
    if "<" not in plain:
        return dict.fromkeys((text, plain))
    shown = _without_comments(plain)
    return dict.fromkeys((text, plain, TAG.sub(" ", shown), TAG.sub(" ", INLINE_TAG.sub("", shown))))


def is_read_in_one_way(text: str) -> bool:
    """Whether a text holds nothing but what can be read as it stands: no marks, files or signs of the world."""
    return text.isascii() and not MARKS.search(text) and "base64" not in text


def encoded_in(text: str) -> Iterator[bytes]:
    """The files that stand in a text in base64."""
    return (_decoded(found[1]) for found in ENCODED.finditer(text))


def _plainer(text: str) -> str:
    return unquote(SLASHED.sub(_unslashed, html.unescape(text)), errors="replace")


def _unslashed(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else " " if found[3] in "nrtbf" else found[3]


def _without_comments(text: str) -> str:
    """The text without comments; one that never ends is none."""
    first, *others = text.split("<!--")
    return first + "".join(
        after if end else f" {comment}" for comment, end, after in (one.partition("-->") for one in others)
    )


def _decoded(text: str) -> bytes:
    clean = re.sub(r"[\s=]", "", text)
    try:
        return base64.b64decode(clean + "=" * (-len(clean) % 4))
    except (binascii.Error, ValueError):
        return b""
