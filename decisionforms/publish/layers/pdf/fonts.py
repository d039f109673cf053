"""The fonts of a PDF, which turn codes into letters."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from decisionforms.publish.layers.pdf.letters import UNKNOWN, decoded, mapped, named
from decisionforms.publish.layers.pdf.objects import Objects
from decisionforms.publish.layers.pdf.tokens import Name, Reference
from decisionforms.publish.layers.pdf.values import as_list

SINGLE, DOUBLE = (1,), (2,)


class Font(Struct, frozen=True):
    """How the codes of a font become letters: by `letters`, and by an encoding for those that stand in none.

    `sizes` are the numbers of bytes that a code can have, the largest first. Without a `fallback` what has no letter
    can't be told.
    """

    letters: Mapping[bytes, str]
    sizes: Sequence[int] = SINGLE
    fallback: str = "cp1252"

    def read(self, codes: bytes) -> str:
        """The letters of these codes; UNKNOWN for each that can't be told."""
        if not self.letters and self.fallback:
            return decoded(codes, self.fallback)
        return "".join(self._letters(codes))

    def _letters(self, codes: bytes) -> Iterator[str]:
        at = 0
        while at < len(codes):
            size = next((size for size in self.sizes if codes[at : at + size] in self.letters), self.sizes[0])
            code = codes[at : at + size]
            yield self.letters.get(code) or (decoded(code, self.fallback) if self.fallback else UNKNOWN)
            at += size


PLAIN = Font({})


class Fonts:
    """The fonts of a file, each made once."""

    def __init__(self, objects: Objects) -> None:
        self.objects = objects
        self.made: dict[int, Font] = {}

    def named_in(self, resources: Mapping[str, object]) -> dict[str, Font]:
        """The fonts by the names that a page with these resources calls them."""
        return {name: self._font(value) for name, value in self.objects.table(resources.get("Font")).items()}

    def _font(self, value: object) -> Font:
        if not isinstance(value, Reference):
            return self._made_of(self.objects.table(value))
        if value not in self.made:
            self.made[value] = self._made_of(self.objects.table(value))
        return self.made[value]

    def _made_of(self, table: Mapping[str, object]) -> Font:
        encoding = self.objects.value(table.get("Encoding"))
        font = self._by_map(table) or _by_encoding(encoding, composite=_is_composite(table))
        if not isinstance(encoding, dict):
            return font
        differences = named(as_list(self.objects.value(encoding.get("Differences"))))
        return replace(font, letters={**differences, **font.letters})

    def _by_map(self, table: Mapping[str, object]) -> Font | None:
        entry = self.objects.entry(table.get("ToUnicode"))
        if entry is None:
            return None
        letters, sizes = mapped(entry.stream or b"")
        if _is_composite(table):
            return Font(letters, sorted(sizes or DOUBLE, reverse=True), "")
        return Font(letters, sorted(sizes or SINGLE, reverse=True))


def _is_composite(table: Mapping[str, object]) -> bool:
    return table.get("Subtype") == "Type0"


def _by_encoding(encoding: object, *, composite: bool) -> Font:
    if not composite:
        return Font({}, SINGLE, "mac_roman" if encoding == "MacRomanEncoding" else "cp1252")
    is_wide = isinstance(encoding, Name) and ("UCS2" in encoding or "UTF16" in encoding)
    return Font({}, DOUBLE, "utf-16-be" if is_wide else "")
