"""Runs of text for Word: the only way by which a writer's words come into a document, and they are escaped here."""

import re

from msgspec import Struct

SPECIAL = {"\t": "<w:tab/>", "\u2011": "<w:noBreakHyphen/>", "\u00ad": "<w:softHyphen/>"}
SPECIAL_SIGN = re.compile(f"[{''.join(SPECIAL)}]")


class Look(Struct, frozen=True):
    """How a run of text looks; `link` is the style of one that leads somewhere."""

    bold: bool = False
    italic: bool = False
    link: str = ""


PLAIN = Look()


def run(content: str, look: Look) -> str:
    """A run with this content."""
    if look == PLAIN:
        return f"<w:r>{content}</w:r>"
    link = f'<w:rStyle w:val="{look.link}"/>' if look.link else ""
    bold = "<w:b/><w:bCs/>" if look.bold else ""
    italic = "<w:i/><w:iCs/>" if look.italic else ""
    return f"<w:r><w:rPr>{link}{bold}{italic}</w:rPr>{content}</w:r>"


def words(text: str) -> str:
    """The content of a run that shows this text, with Word's own signs for tabs and special hyphens."""
    if not SPECIAL_SIGN.search(text):
        return f'<w:t xml:space="preserve">{escape(text)}</w:t>'
    pieces, plain = [], ""
    for sign in text:
        if sign in SPECIAL:
            pieces += [words(plain) if plain else "", SPECIAL[sign]]
            plain = ""
        else:
            plain += sign
    return "".join(pieces) + (words(plain) if plain else "")


def escape(text: str, *, quote: bool = False) -> str:
    """The text as XML, also for an attribute where `quote` is given."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;") if quote else text
