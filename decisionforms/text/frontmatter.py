"""A source taken apart: its facts, between two lines of dashes, and its body."""

import re
from collections.abc import Container
from dataclasses import dataclass
from itertools import islice

from decisionforms.diagnostics import Finding, Span
from decisionforms.text.fields import Mapping
from decisionforms.text.yaml_reader import EVERY_KEY, YamlReader

FENCE_BYTES = re.compile(rb"^(?:\xef\xbb\xbf)?---[ \t]*\r?$", re.MULTILINE)
FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Split:
    """A source taken apart: its front matter, and its body with the line that body starts on."""

    fields: Mapping
    body: str
    body_line: int


def split(text: str, wanted: Container[str] = EVERY_KEY) -> tuple[Split | None, list[Finding]]:
    """The front matter and the body of a source, or what keeps it from being read; of facts, the wanted ones only."""
    fences = FENCE.finditer(text)
    first, second = next(fences, None), next(fences, None)
    if first is None or second is None or text[: first.start()].strip():
        return None, [_no_front_matter(text)]
    head = text[first.end() + 1 : second.start()]
    reader = YamlReader(head, text.count("\n", 0, first.end()) + 2, wanted)
    fields = reader.read()
    body_line = text.count("\n", 0, second.end()) + 2
    return (Split(fields, text[second.end() + 1 :], body_line) if fields else None), reader.findings


def head_of(data: bytes) -> bytes:
    """A file up to the end of its facts; all of it where that end is not found."""
    fences = [match.end() for match in islice(FENCE_BYTES.finditer(data), 2)]
    return data[: fences[-1]] if len(fences) == 2 else data  # noqa: PLR2004 - the facts stand between two


def _no_front_matter(text: str) -> Finding:
    line = text.split("\n", 1)[0]
    return Finding(
        "no-front-matter",
        Span(1, 1, len(line) + 1),
        "The file does not begin with its facts between two lines of three dashes.",
        'Start the file with a line "---", then "title: …" and the other facts, then a second line "---".',
    )
