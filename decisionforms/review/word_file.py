"""A Word file that came from outside, opened with care: whatever is in it is only looked at."""

import re
from collections.abc import Mapping

from lxml import etree
from msgspec import Struct

from decisionforms.errors import FormError, OperatorError
from decisionforms.render.docx_layout import DOCUMENT, FOOTNOTES
from decisionforms.render.docx_parts import RELS, W, parse
from decisionforms.render.package import BrokenPackageError, unpack

LARGEST = 20_000_000
# Of what a person writes nothing shrinks to less than a hundredth.
GREATEST_RATIO = 100
OUTSIDE = re.compile(r"(?:https?|mailto):", re.IGNORECASE)


class RefusedFileError(OperatorError):
    """A file that can't be taken in; its text says why, and what to do."""


class WordFile(Struct, frozen=True):
    """The parts of a Word file, and those of them that are read as XML."""

    parts: Mapping[str, bytes]
    document: etree._Element
    notes: Mapping[str, etree._Element]
    links: Mapping[str, str]
    note_links: Mapping[str, str]

    def part(self, name: str) -> etree._Element | None:
        """A part as XML; None where there is none."""
        return parse(name, self.parts[name]) if name in self.parts else None


def open_word_file(name: str, data: bytes) -> WordFile:
    """The file. Raises RefusedFileError for what is no Word document, or could do more than be read."""
    try:
        return _open(data)
    except (BrokenPackageError, FormError) as fault:
        reason = str(fault).removeprefix("form.docx: ").partition(";")[0].rstrip(".")
        raise RefusedFileError(f"{name} can't be taken in: {reason}. Ask for the Word document again.") from None


def _open(data: bytes) -> WordFile:
    parts = unpack(data)
    if sum(map(len, parts.values())) > GREATEST_RATIO * len(data):
        raise BrokenPackageError("it unfolds to far more than any form holds")
    if any("vba" in name.lower() or b"macroEnabled" in content for name, content in _described(parts)):
        raise BrokenPackageError("it holds macros")
    if DOCUMENT not in parts:
        raise BrokenPackageError("it is not a Word document")
    for part in parts:
        if part.endswith(".rels"):
            _look_outside(part, parts[part])
    notes = parse(FOOTNOTES, parts[FOOTNOTES]) if FOOTNOTES in parts else ()
    return WordFile(
        parts=parts,
        document=parse(DOCUMENT, parts[DOCUMENT]),
        notes={str(note.get(f"{{{W}}}id")): note for note in notes},
        links=_links(parts, "document"),
        note_links=_links(parts, "footnotes"),
    )


def _described(parts: Mapping[str, bytes]) -> list[tuple[str, bytes]]:
    return [(name, content if name == "[Content_Types].xml" else b"") for name, content in parts.items()]


def _look_outside(name: str, content: bytes) -> None:
    for one in parse(name, content):
        kind, target = str(one.get("Type")).rpartition("/")[2], str(one.get("Target"))
        if one.get("TargetMode") == "External" and not (kind == "hyperlink" and _may_lead(target)):
            raise BrokenPackageError(f"it fetches something from outside ({kind})")


def _may_lead(target: str) -> bool:
    return OUTSIDE.match(target) is not None or target.startswith("#") or "://" not in target


def _links(parts: Mapping[str, bytes], name: str) -> Mapping[str, str]:
    """Where the links of a part lead, by the id under which it refers to them."""
    path = f"word/_rels/{name}.xml.rels"
    found = parse(path, parts[path]) if path in parts else ()
    return {str(one.get("Id")): str(one.get("Target")) for one in found if one.tag == f"{{{RELS}}}Relationship"}
