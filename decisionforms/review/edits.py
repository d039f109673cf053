"""Changes of a source, line by line, put into it from the end so that places hold."""

from collections.abc import Iterable, Sequence

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
    # What replaces a line goes before what is added at the same place, and of several additions the last goes in first.
    for edit in sorted(edits, key=lambda one: (one.first, one.last >= one.first))[::-1]:
        lines[edit.first - 1 : edit.last] = [f"{line}\r" if end == "\r\n" else line for line in edit.lines]
    return "\n".join(lines)
