"""From the text of an original to its stream: characters settled, page furniture taken out."""

import re
from collections.abc import Iterator

from decisionforms.form.definition import Definition
from decisionforms.legacy.declaration import EMPTY_BOX, TICK
from decisionforms.legacy.remarks import NotImportedError, Remarks, shortened
from decisionforms.legacy.stream import Stream, keys_of
from decisionforms.text.characters import decode

# What text taken out of a PDF or a web page holds, and no decision: page breaks, spaces that do not break, soft hyphens.
PLAIN = str.maketrans(
    {"\f": " ", "\v": " ", "\u00a0": " ", "\u202f": " ", "\u00ad": None, "\u200b": None, "\ufeff": None}
)
SAYS_SOMETHING = re.compile(rf"[^\W_]|{TICK.pattern}|{EMPTY_BOX.pattern}")
LONE_NUMBER = re.compile(r"\s*[-–]?\s*\d{1,3}\s*[-–]?\s*")


def lines_of(data: bytes) -> tuple[str, ...]:
    """The lines of a text file. Raises NotImportedError for what is not plain text."""
    text, findings = decode(data.replace(b"\x0c", b" ").replace(b"\x0b", b" "))
    for finding in findings:
        raise NotImportedError(f"{finding.problem} (line {finding.span.line}) {finding.remedy}")
    return tuple(text.translate(PLAIN).split("\n"))


def stream_of(lines: tuple[str, ...], definition: Definition, remarks: Remarks) -> Stream:
    """The stream of an original, with an empty line where page furniture, or a line without words, stood."""
    furniture = dict(_furniture(lines, definition))
    for number, text in furniture.items():
        remarks.guess(number, f"left out as part of the page: “{shortened(text)}”")
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
