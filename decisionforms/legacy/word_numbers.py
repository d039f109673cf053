"""The numbers that Word counts before paragraphs by itself (ECMA-376, 17.9)."""

import re
from collections.abc import Mapping
from string import ascii_lowercase

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
UNNUMBERED = "0"
DEEPEST_STYLE = 20
MOST = 1_000


def value(element: etree._Element | None, path: str) -> str | None:
    """The `w:val` of what stands at this path below an element, such as "pPr/pStyle"."""
    found = element.find("/".join(W + step for step in path.split("/"))) if element is not None else None
    return None if found is None else str(found.get(f"{W}val"))


class Numbers:
    """Counts the paragraphs of one document: lists that share a definition count together, unless told to start anew."""

    def __init__(self, roots: Mapping[str, etree._Element]) -> None:
        numbering, styles = roots.get("word/numbering.xml"), roots.get("word/styles.xml")
        self.styles = {one.get(f"{W}styleId"): one for one in _all(styles, "style")}
        self.lists = {one.get(f"{W}numId"): one for one in _all(numbering, "num")}
        self.levels = {
            (one.get(f"{W}abstractNumId"), level.get(f"{W}ilvl")): level
            for one in _all(numbering, "abstractNum")
            for level in one.iter(f"{W}lvl")
        }
        self.counts: dict[tuple[str, int], int] = {}
        self.begun: set[tuple[str, int]] = set()

    def mark_of(self, paragraph: etree._Element) -> str:
        """What Word prints before the next paragraph of the document; a dash for a bullet, nothing where it is no point."""
        key, level = self._place_of(paragraph)
        definition = value(self.lists.get(key), "abstractNumId") or ""
        if key == UNNUMBERED or (definition, str(level)) not in self.levels:
            return ""
        self._count(key, definition, level)
        own = self.levels[definition, str(level)]
        if value(own, "numFmt") in {"bullet", "none"}:
            return "-" if value(own, "numFmt") == "bullet" else ""
        return re.sub(r"%(\d)", lambda place: self._written(definition, int(place[1]) - 1), value(own, "lvlText") or "")

    def _place_of(self, paragraph: etree._Element) -> tuple[str, int]:
        """The list of a paragraph and its level in it: its own, or those of its style."""
        key, level = value(paragraph, "pPr/numPr/numId"), value(paragraph, "pPr/numPr/ilvl")
        style, deep = value(paragraph, "pPr/pStyle"), 0
        while style in self.styles and key is None and deep < DEEPEST_STYLE:
            key = value(self.styles[style], "pPr/numPr/numId")
            if key is not None and level is None:
                level = self._level_tied_to(style, key) or value(self.styles[style], "pPr/numPr/ilvl")
            style, deep = value(self.styles[style], "basedOn"), deep + 1
        return key or UNNUMBERED, int(level) if level and level.isdecimal() else 0

    def _level_tied_to(self, style: str | None, key: str) -> str | None:
        definition = value(self.lists.get(key), "abstractNumId")
        for (of, number), level in self.levels.items():
            if of == definition and value(level, "pStyle") == style:
                return str(number)
        return None

    def _count(self, key: str, definition: str, level: int) -> None:
        anew = self._start_given(key, level) if (key, level) not in self.begun else None
        self.begun.add((key, level))
        before = self.counts.get((definition, level))
        self.counts[definition, level] = anew or (self._start(definition, level) if before is None else before + 1)
        for deeper in [one for one in self.counts if one[0] == definition and one[1] > level]:
            del self.counts[deeper]

    def _start_given(self, key: str, level: int) -> int | None:
        for override in self.lists[key].findall(f"{W}lvlOverride"):
            if override.get(f"{W}ilvl") == str(level):
                return _number(value(override, "startOverride"))
        return None

    def _start(self, definition: str, level: int) -> int:
        return _number(value(self.levels.get((definition, str(level))), "start")) or 1

    def _written(self, definition: str, level: int) -> str:
        count = self.counts.get((definition, level), self._start(definition, level))
        return in_format(count, value(self.levels.get((definition, str(level))), "numFmt") or "decimal")


def in_format(count: int, form: str) -> str:
    """A number in one of Word's formats (ECMA-376, 17.18.59); in figures for one that is not known."""
    match form:
        case "lowerLetter":
            return ascii_lowercase[(count - 1) % 26] * ((count + 25) // 26)
        case "lowerRoman":
            digits = ""
            for worth, digit in ROMAN:
                digits += digit * (count // worth)
                count %= worth
            return digits
        case "upperLetter" | "upperRoman":
            return in_format(count, form.replace("upper", "lower")).upper()
    return str(count)


def _number(written: str | None) -> int | None:
    return min(int(written), MOST) if written and written.isdecimal() else None


def _all(root: etree._Element | None, name: str) -> list[etree._Element]:
    return [] if root is None else list(root.iter(f"{W}{name}"))
