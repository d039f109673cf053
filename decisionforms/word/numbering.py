"""The points and numbered paragraphs of a Word file, counted as Word counts them.

Lists that share a definition count together, unless they are told to start anew (ECMA-376, part 1, 17.9).
"""

import re
from collections.abc import Iterator
from string import ascii_lowercase

from lxml import etree
from msgspec import Struct

from decisionforms.render.docx_parts import W
from decisionforms.word.markup import child, value

LEVELS = 9
# No list of a decision is longer; a letter is written as often as its alphabet was gone through.
MOST = 1_000
ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
PLACE = re.compile(r"%(\d)")


class Point(Struct, frozen=True):
    """A point as it was counted: the format and text of its mark, its level and number, and if its style numbers it."""

    kind: str
    text: str
    level: int
    number: int
    definition: str
    by_style: bool


class Numbering:
    """Counts through one document, paragraph by paragraph."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._lists = dict(_by_id(numbering, "num", "numId"))
        self._definitions = {key: value(one, "abstractNumId") or "" for key, one in self._lists.items()}
        self._levels = {
            (key, str(level.get(f"{{{W}}}ilvl"))): level
            for key, definition in _by_id(numbering, "abstractNum", "abstractNumId")
            for level in definition.iterchildren(f"{{{W}}}lvl")
        }
        self._styles = dict(_by_id(styles, "style", "styleId"))
        self._by_style: dict[str, tuple[str, int]] = {}
        self._formats: dict[tuple[str, int], tuple[str, str]] = {}
        self._counts: dict[tuple[str, int], int] = {}
        self._begun: set[tuple[str, int]] = set()

    def next(self, properties: etree._Element | None, style: str) -> Point | None:
        """The next paragraph of the document, which has these properties and this style; None where it is no point."""
        key, level = self._of_style(style)
        by_style = key
        if (own := child(properties, "numPr")) is not None:
            key = value(own, "numId") or key
            level = _level(value(own, "ilvl"), level)
        if key not in self._definitions:
            return None
        definition = self._definitions[key]
        kind, text = self._format(definition, level)
        return Point(kind, text, level, self._count(key, definition, level), definition, key == by_style)

    def mark(self, point: Point) -> str:
        """What Word prints before the point that was counted last; a dash for a bullet."""
        if point.kind in {"bullet", "none"}:
            return "-" if point.kind == "bullet" else ""
        return PLACE.sub(lambda place: self._written(point.definition, int(place[1]) - 1), point.text)

    def _of_style(self, style: str) -> tuple[str, int]:
        """The list to which a style, or one that it is based on, belongs, and the level on which."""
        if style not in self._by_style:
            self._by_style[style] = self._found(style)
        return self._by_style[style]

    def _found(self, style: str) -> tuple[str, int]:
        for _ in range(LEVELS):
            found = self._styles.get(style)
            key = value(found, "pPr/numPr/numId")
            if key is not None:
                return key, _level(value(found, "pPr/numPr/ilvl"), self._tied(self._definitions.get(key, ""), style))
            style = value(found, "basedOn") or ""
        return "", 0

    def _tied(self, definition: str, style: str) -> int:
        """The level of a definition that is tied to this style."""
        tied = (at for (of, at), one in self._levels.items() if of == definition and value(one, "pStyle") == style)
        return _level(next(tied, None), 0)

    def _format(self, definition: str, level: int) -> tuple[str, str]:
        """How numbers are written on a level, and the text around them."""
        if (definition, level) not in self._formats:
            found = self._levels.get((definition, str(level)))
            self._formats[definition, level] = value(found, "numFmt") or "decimal", value(found, "lvlText") or ""
        return self._formats[definition, level]

    def _count(self, key: str, definition: str, level: int) -> int:
        anew = self._start_given(key, level) if (key, level) not in self._begun else None
        self._begun.add((key, level))
        before = self._counts.get((definition, level))
        following = before + 1 if before is not None else self._start(definition, level)
        self._counts[definition, level] = following if anew is None else anew
        for deeper in range(level + 1, LEVELS):
            self._counts.pop((definition, deeper), None)
        return self._counts[definition, level]

    def _start_given(self, key: str, level: int) -> int | None:
        """The number at which a list is told to start anew on this level."""
        for one in self._lists[key].iterchildren(f"{{{W}}}lvlOverride"):
            if one.get(f"{{{W}}}ilvl") == str(level):
                return _whole(value(one, "startOverride"))
        return None

    def _start(self, definition: str, level: int) -> int:
        start = _whole(value(self._levels.get((definition, str(level))), "start"))
        return 1 if start is None else start

    def _written(self, definition: str, level: int) -> str:
        count = self._counts.get((definition, level), self._start(definition, level))
        return in_format(count, self._format(definition, level)[0])


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


def _level(written: str | None, otherwise: int) -> int:
    found = _whole(written)
    return otherwise if found is None else min(found, LEVELS - 1)


def _whole(written: str | None) -> int | None:
    """A whole number, at the most MOST; None for what is none."""
    return min(int(written), MOST) if written and re.fullmatch(r"[0-9]{1,9}", written) else None


def _by_id(part: etree._Element | None, name: str, key: str) -> Iterator[tuple[str, etree._Element]]:
    for element in part.iterchildren(f"{{{W}}}{name}") if part is not None else ():
        yield str(element.get(f"{{{W}}}{key}")), element
