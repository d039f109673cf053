"""The styles of a Word file: their names, and how they make words look."""

from collections.abc import Mapping
from typing import TypeAlias

from lxml import etree

from decisionforms.render.docx_parts import W
from decisionforms.review.markup import is_on, said_of
from decisionforms.word.markup import child, value

# Whether words are bold, and whether they are italic.
Look: TypeAlias = tuple[bool, bool]


def style_names(styles: etree._Element | None) -> Mapping[str, str]:
    """The names of styles in small letters by their ids, which other programs change."""
    found = styles.iter(f"{{{W}}}style") if styles is not None else ()
    return {str(style.get(f"{{{W}}}styleId")): (value(style, "name") or "").lower() for style in found}


def character_looks(styles: etree._Element | None) -> Mapping[str, Look]:
    """Which styles of words are bold or italic, by their ids."""
    found = styles.iter(f"{{{W}}}style") if styles is not None else ()
    words = (style for style in found if style.get(f"{{{W}}}type") == "character")
    looks = {str(style.get(f"{{{W}}}styleId")): look_of(said_of(child(style, "rPr")), {}) for style in words}
    return {key: look for key, look in looks.items() if any(look)}


def look_of(said: Mapping[str, str], styles: Mapping[str, Look]) -> Look:
    """Whether words of which this is said are bold, and whether they are italic; else as their style has it."""
    bold, italic = styles.get(said.get("rStyle", ""), (False, False))
    return is_on(said, "b") if "b" in said else bold, is_on(said, "i") if "i" in said else italic
