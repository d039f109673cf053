"""From the text of an original to its stream: characters settled, page furniture taken out."""

import re
from collections.abc import Iterator

from msgspec import Struct

from decisionforms.files import LARGEST_SOURCE
from decisionforms.form.definition import Definition
from decisionforms.legacy.declaration import EMPTY_BOX, TICK
from decisionforms.legacy.remarks import NotImportedError, Remark, Remarks
from decisionforms.legacy.stream import BULLET, Stream, keys_of
from decisionforms.text.characters import decode

# What text taken out of a PDF or a web page holds, and no decision: page breaks, spaces that do not break, soft hyphens.
PLAIN = str.maketrans(
    {"\f": " ", "\v": " ", "\u00a0": " ", "\u202f": " ", "\u00ad": None, "\u200b": None, "\ufeff": None}
)
FOREIGN = {
    b"%PDF": "a PDF",
    b"{\\rtf": "a file in Rich Text Format",
    b"\xd0\xcf\x11\xe0": "a Word document of before 2007, or one with a password",
}
SAYS_SOMETHING = re.compile(rf"[^\W_]|{TICK.pattern}|{EMPTY_BOX.pattern}")
DASHED_NUMBER = re.compile(rf"\s*{BULLET}\s+\d{{1,2}}\.")
LONE_NUMBER = re.compile(r"\s*[-–]?\s*\d{1,3}\s*[-–]?\s*")


class Flattened(Struct, frozen=True):
    """An original as lines of text; `left_out` are words that it has besides, which an import can't place."""

    lines: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()


def flattened(data: bytes) -> Flattened:
    """The lines of a text file. Raises NotImportedError for what is not plain text."""
    for beginning, kind in FOREIGN.items():
        if data.startswith(beginning):
            raise NotImportedError(f"This is {kind}, and only text and Word documents (.docx) can be imported. Save it as one of these first.")  # fmt: skip
    return Flattened(_lines(data.replace(b"\x0c", b" ").replace(b"\x0b", b" ")))


def flattened_lines(text: str) -> tuple[str, ...]:
    """The lines of a text that was taken out of something else. Raises NotImportedError for signs that no text has."""
    return _lines(text.encode())


def _lines(data: bytes) -> tuple[str, ...]:
    if len(data) > LARGEST_SOURCE:
        raise NotImportedError("This is more than 1 MB of text, and a decision has less.")
    text, findings = decode(data)
    for finding in findings:
        raise NotImportedError(f"{finding.problem} (line {finding.span.line}) {finding.remedy}")
    return tuple(text.translate(PLAIN).split("\n"))


def stream_of(lines: tuple[str, ...], definition: Definition, remarks: Remarks) -> Stream:
    """The stream of an original, with an empty line where page furniture, or a line without words, stood."""
    furniture = dict(_furniture(lines, definition))
    for number, text in furniture.items():
        remarks.leave_out(number, text)
    dashes = [number for number, text in enumerate(lines, 1) if DASHED_NUMBER.match(text)]
    if dashes:
        remarks.guess(dashes[0], f"the dashes before numbers were left out, here and on {len(dashes) - 1} more lines")
    kept = ("" if at in furniture or not SAYS_SOMETHING.search(text) else text for at, text in enumerate(lines, 1))
    return Stream(tuple(kept))


def _furniture(lines: tuple[str, ...], definition: Definition) -> Iterator[tuple[int, str]]:
    """Numbers of pages, and the form's first lines where they stand again."""
    words = definition.words
    page = re.compile(rf"\W*{re.escape(words.page)}\s+\d+(?:\s+{re.escape(words.of)}\s+\d+)?\W*", re.IGNORECASE)
    top, seen = {keys_of(definition.letterhead)}, set[tuple[str, ...]]()
    for at, text in enumerate(lines):
        keys = keys_of(text)
        alone = not any(near.strip() for near in (*lines[at - 1 : at][:1], *lines[at + 1 : at + 2]))
        again = keys in top and keys in seen
        seen.add(keys)
        if page.fullmatch(text) or (alone and LONE_NUMBER.fullmatch(text)) or again:
            yield at + 1, text
