"""The styles of a Word file: their names, and how they make words look."""

from collections.abc import Mapping
from typing import TypeAlias

from lxml import etree

from decisionforms.render.docx_parts import W
from decisionforms.review.markup import is_on
from decisionforms.review.numbers import value

STYLES = "word/styles.xml"
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
    looks = {str(style.get(f"{{{W}}}styleId")): look_of(style.find(f"{{{W}}}rPr"), {}) for style in words}
    return {key: look for key, look in looks.items() if any(look)}


def look_of(properties: etree._Element | None, styles: Mapping[str, Look]) -> Look:
    """Whether words are bold, and whether they are italic; by their style where they don't say so themselves."""
    if properties is None:
        return False, False
    bold, italic = styles.get(value(properties, "rStyle") or "", (False, False))
    return _is_said(properties, "b", bold), _is_said(properties, "i", italic)


def _is_said(properties: etree._Element | None, name: str, otherwise: bool) -> bool:  # noqa: FBT001 - a property's value
    return is_on(properties, name) if value(properties, name) or is_on(properties, name) else otherwise
