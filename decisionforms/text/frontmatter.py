"""A source taken apart: its facts, between two lines of dashes, and its body."""

import re
from collections.abc import Container
from itertools import islice

from msgspec import Struct

from decisionforms.diagnostics import Finding, Span
from decisionforms.text.fences import fault_of_fences
from decisionforms.text.fields import Mapping
from decisionforms.text.yaml_reader import EVERY_KEY, YamlReader, normal_key

FENCE_BYTES = re.compile(rb"^(?:\xef\xbb\xbf)?---[ \t]*\r?$", re.MULTILINE)
TOP_KEY = re.compile(rb"^([A-Za-z][A-Za-z0-9_ -]*):", re.MULTILINE)
FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)


class Split(Struct, frozen=True):
    """A source taken apart: its front matter, and its body with the line that body starts on."""

    fields: Mapping
    body: str
    body_line: int


def split(text: str, wanted: Container[str] = EVERY_KEY) -> tuple[Split | None, list[Finding]]:
    """The front matter and the body of a source, or what keeps it from being read; of facts, the wanted ones only."""
    fences = FENCE.finditer(text)
    first, second = next(fences, None), next(fences, None)
    if first is None or second is None or text[: first.start()].strip():
        return None, [fault_of_fences(text)]
    head = text[first.end() + 1 : second.start()]
    reader = YamlReader(head, text.count("\n", 0, first.end()) + 2, wanted)
    fields = reader.read()
    last = text.count("\n", 0, second.end()) + 1
    if fields is None:
        return None, reader.findings
    # What is not among the facts would have to be written above the line that ends them.
    facts = Mapping(fields.entries, Span(last, 1, len(second[0]) + 1))
    return Split(facts, text[second.end() + 1 :], last + 1), reader.findings


def head_of(data: bytes, wanted: Container[str]) -> bytes:
    """Of a file, the facts with the wanted keys and the lines that belong to them, between their lines of dashes.

    What can't be taken apart so simply is returned whole.
    """
    fences = [match.span() for match in islice(FENCE_BYTES.finditer(data), 2)]
    if len(fences) != 2:  # noqa: PLR2004 - the facts stand between two
        return data
    (_, start), (end, last) = fences
    facts = data[start:end]
    keys = [(match.start(), normal_key(match[1].decode("ascii", "replace"))) for match in TOP_KEY.finditer(facts)]
    ends = [*(place for place, _ in keys[1:]), len(facts)]
    kept = [facts[place:stop] for (place, key), stop in zip(keys, ends, strict=False) if key in wanted]
    return b"".join([data[:start], b"\n", *kept, b"\n", data[end:last]])


def down_to_body(data: bytes) -> bytes:
    """Of a file, everything above its body."""
    fences = [match.end() for match in islice(FENCE_BYTES.finditer(data), 2)]
    return data[: fences[-1]] if fences else b""
