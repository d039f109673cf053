"""Changes of a source, line by line, put into it from the end so that places hold."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct


class Edit(Struct, frozen=True):
    """These lines in place of those from `first` to `last`; before `first` where `last` is the line above it."""

    first: int
    last: int
    lines: tuple[str, ...]


def taken_out(lines: Sequence[str], first: int, last: int) -> Edit:
    """These lines taken out, with the empty line below them where there is another one above."""
    below = lines[last] if last < len(lines) else "x"
    above = lines[first - 2] if first > 1 else "x"
    return Edit(first, last + (not below.strip(" \t>") and not above.strip(" \t>")), ())


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with these edits made; line ends stay what they are."""
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.split("\n")
    for edit in _in_order(edits)[::-1]:
        lines[edit.first - 1 : edit.last] = [f"{line}\r" if end == "\r\n" else line for line in edit.lines]
    return "\n".join(lines)


def standing(edits: Iterable[Edit]) -> Iterator[tuple[Edit, int, int]]:
    """Each of these edits with its first and last line in the text in which they are made."""
    further = 0
    for edit in _in_order(edits):
        first = edit.first + further
        yield edit, first, first + len(edit.lines) - 1
        further += len(edit.lines) - (edit.last - edit.first + 1)


def _in_order(edits: Iterable[Edit]) -> list[Edit]:
    """The edits in the order of the text; what is added at a place stands above what replaces a line there."""
    return sorted(edits, key=lambda one: (one.first, one.last >= one.first))
