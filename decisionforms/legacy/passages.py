"""From lines to passages: paragraphs, points and rows of tables, whole again where a line was broken."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from decisionforms.legacy.remarks import Remarks
from decisionforms.legacy.stream import BULLET, Line

NUMBER = r"\d{1,2}(?:\.\d{1,3})+\.?|\d{1,2}[.)]"
LETTER = r"\((?:[a-z]|[ivx]+)\)|(?:[a-z]|[ivx]+)\)|[a-z]\."
MARK = re.compile(rf"(?:{BULLET}\s+)?({NUMBER}|{LETTER})\s+(?=\S)|({BULLET})\s+(?=\S)")
END = re.compile(r"[.:;!?…][)\]”’\"']*$")
# So many signs at the end of a text tell whether a sentence ends there.
LAST = 6
GOES_ON = re.compile(r"[a-z]")
# The mark of a passage that is a heading of its own.
SUBHEADING = "#"
# So many numbers stand before a paragraph: its section's, and its own.
OF_PARAGRAPHS = 2
HYPHENATED = re.compile(r"\w[-‐]$")


class Passage(Struct, frozen=True):
    """What stands together: `mark` is the number, letter or bullet before it, `cells` are those of a row of a table."""

    line: int
    mark: str
    text: str
    cells: tuple[str, ...] = ()

    @property
    def number(self) -> tuple[int, ...]:
        """The mark as numbers; empty where it is none."""
        return tuple(map(int, re.findall(r"\d+", self.mark)))

    @property
    def is_paragraph(self) -> bool:
        """Whether it is numbered as the paragraphs of sections are, such as 1.1."""
        return len(self.number) == OF_PARAGRAPHS


def passages_of(lines: Sequence[Line], remarks: Remarks) -> tuple[Passage, ...]:
    """The passages of these lines."""
    found: list[Passage] = []
    apart = True
    for line, row in zip(lines, _rows(lines), strict=True):
        text = " ".join(line.text.split())
        if not text:
            apart = True
            continue
        if row:
            found.append(Passage(line.number, "", text, tuple(" ".join(cell.split()) for cell in row)))
        else:
            _add(found, Passage(line.number, "", text), remarks, apart=apart)
        apart = False
    return tuple(found)


def ended(text: str) -> bool:
    """Whether no sentence goes on at the end of this text."""
    return not text or END.search(text[-LAST:]) is not None


def _add(found: list[Passage], line: Passage, remarks: Remarks, *, apart: bool) -> None:
    """Add a line to the passages: as one of its own, or to the one before, which it goes on with."""
    before = found[-1] if found and not found[-1].cells else None
    marked = _marked(line)
    if before and _goes_on(before, line, marked, apart=apart):
        joined = _joined(before.text, line.text)
        remarks.join(line.line, line.text)
        found[-1] = replace(before, text=joined)
    else:
        found.append(marked)


def _goes_on(before: Passage, line: Passage, marked: Passage, *, apart: bool) -> bool:
    if marked.mark and (ended(before.text) or apart or _follows(before, marked)):
        return False
    if apart:
        return not ended(before.text) and bool(GOES_ON.match(line.text))
    return True


def _follows(before: Passage, marked: Passage) -> bool:
    """Whether a mark is the one after another, so that it is not a figure in a sentence."""
    one, other = before.number, marked.number
    if not one or not other:
        return not other
    return other in {(*one[:-1], one[-1] + 1), (one[0] + 1,), (*one, 1)}


def _marked(line: Passage) -> Passage:
    match = MARK.match(line.text)
    if match is None:
        return line
    mark = (match[1] or "-").rstrip(".") if match[1] and match[1][:1].isdigit() else match[1] or "-"
    return replace(line, mark=mark, text=line.text[match.end() :])


def _joined(before: str, after: str) -> str:
    return f"{before}{after}" if HYPHENATED.search(before[-LAST:]) and GOES_ON.match(after) else f"{before} {after}"


def _rows(lines: Sequence[Line]) -> Iterator[tuple[str, ...]]:
    """For each line its cells, where it is a row of a table: one of several with tabs in them."""
    cells = [tuple(line.text.strip(" ").split("\t")) if "\t" in line.text.strip() else () for line in lines]
    for at, row in enumerate(cells):
        near = (*cells[max(0, at - 1) : at], *cells[at + 1 : at + 2])
        yield row if row and any(near) else ()
