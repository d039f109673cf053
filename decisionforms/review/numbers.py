"""The marks of points in a Word file, counted as Word counts them.

Lists that share a definition count together, unless they are told to start anew (ECMA-376, part 1, 17.9).
"""

import re
from collections.abc import Iterator

from lxml import etree

from decisionforms.render.docx_parts import W
from decisionforms.review.markup import VALUE, child

LEVELS = 9


def value(element: etree._Element | None, path: str) -> str | None:
    """The `w:val` of what stands at this path below an element, such as `pPr/pStyle`."""
    for step in path.split("/"):
        element = child(element, step)
    return None if element is None else element.get(VALUE)


class Numbers:
    """Counts through one document, paragraph by paragraph."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._lists = dict(_by_id(numbering, "num", "numId"))
        self._definitions = dict(_by_id(numbering, "abstractNum", "abstractNumId"))
        self._styles = dict(_by_id(styles, "style", "styleId"))
        self._by_style: dict[str, tuple[str | None, str | None]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        self._formats: dict[tuple[str, int], str] = {}

    def of(self, properties: etree._Element | None, style: str) -> str:
        """The kind, level and number of the next paragraph, such as `lowerLetter 1 3`; empty where it is no point.

        Where a style numbers its paragraphs, as that of 1.1, their numbers follow from their order.
        """
        by_style, level = self._of_style(style)
        own = child(properties, "numPr")
        key = value(own, "numId") or by_style
        if key in {None, "0"} or key not in self._lists:
            return ""
        at = min(_whole(value(own, "ilvl") or level) or 0, LEVELS - 1)
        definition = value(self._lists[key], "abstractNumId") or ""
        kind = self._format(definition, at)
        if kind == "bullet":
            return f"{kind} {at}"
        return "by style" if key == by_style else f"{kind} {at} {self._count(key, definition, at)}"

    def _of_style(self, style: str) -> tuple[str | None, str | None]:
        """The list to which a style, or one that it is based on, belongs; and the level of the style."""
        if style not in self._by_style:
            self._by_style[style] = (self._key_of(style), value(self._styles.get(style), "pPr/numPr/ilvl"))
        return self._by_style[style]

    def _key_of(self, style: str) -> str | None:
        for _ in range(LEVELS):
            found = self._styles.get(style)
            key = value(found, "pPr/numPr/numId")
            if found is None or key is not None:
                return key
            style = value(found, "basedOn") or ""
        return None

    def _format(self, definition: str, level: int) -> str:
        if (definition, level) not in self._formats:
            found = self._level(self._definitions.get(definition), level)
            self._formats[definition, level] = value(found, "numFmt") or "decimal"
        return self._formats[definition, level]

    def _level(self, holder: etree._Element | None, level: int) -> etree._Element | None:
        levels = holder.findall(f"{{{W}}}lvl") if holder is not None else []
        return next((one for one in levels if one.get(f"{{{W}}}ilvl") == str(level)), None)

    def _count(self, key: str, definition: str, level: int) -> int:
        counts = self._counts.setdefault(definition, {})
        anew = self._start(key, level) if (key, level) not in self._begun else None
        self._begun.add((key, level))
        if anew is not None:
            counts[level] = anew
        elif level in counts:
            counts[level] += 1
        else:
            counts[level] = _whole(value(self._level(self._definitions.get(definition), level), "start")) or 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        return counts[level]

    def _start(self, key: str, level: int) -> int | None:
        """The number at which a list is told to start anew on this level."""
        for one in self._lists[key].findall(f"{{{W}}}lvlOverride"):
            start = value(one, "startOverride")
            if one.get(f"{{{W}}}ilvl") == str(level):
                return _whole(start)
        return None


def _whole(text: str | None) -> int | None:
    """A whole number; None for what is none."""
    return int(text) if text and re.fullmatch(r"[0-9]{1,9}", text) else None


def _by_id(part: etree._Element | None, name: str, key: str) -> Iterator[tuple[str, etree._Element]]:
    for element in part.findall(f"{{{W}}}{name}") if part is not None else ():
        yield str(element.get(f"{{{W}}}{key}")), element
