"""What a writer sees of one paper: its form as it was last made, and what is to be said of it as it is now."""

import re
from bisect import bisect_left, bisect_right
from pathlib import Path

from msgspec import Struct

from decisionforms.checking import Checked
from decisionforms.decision.decision import Decision
from decisionforms.not_read import NotRead
from decisionforms.view.form_view import FormView

LINE = re.compile(rb' data-line="(\d+)"')


class Laid(Struct, frozen=True):
    """A form as it was made: of which decision, what a reader sees, and the page.

    `blocks` are the lines of the blocks on that page, `headings` those of the headings, each in ascending order.
    """

    decision: Decision
    view: FormView
    page: bytes
    blocks: tuple[int, ...]
    headings: tuple[int, ...]

    def place_of(self, line: int) -> int:
        """The line of the block in which this line of the source is printed; 0 for a fact, or where nothing is.

        For a heading, an empty line and the like it is the block above, or below where none is above in that section.
        """
        at = bisect_right(self.headings, line)
        if at == 0 or not self.blocks:
            return 0
        heading = self.headings[at - 1]
        place = bisect_right(self.blocks, line) - 1
        if place >= 0 and self.blocks[place] >= heading:
            return self.blocks[place]
        below = bisect_left(self.blocks, heading)
        return self.blocks[below] if below < len(self.blocks) else self.blocks[-1]


class Sheet(Struct, frozen=True):
    """One paper under the `name` of its file.

    `form` is the last that could be made, and `old` whether it can't be made of the text as it is now; `gone` is whether
    the file is no longer there: `lines` are then the last that it held, `became` is the name of the one new file that
    holds the same text or reference, `unread` are those of its name that are not read, and `known` are the files that there
    were beside it.
    """

    name: str
    path: str
    reference: str
    title: str
    lines: tuple[str, ...]
    checked: Checked
    form: Laid | None
    known: frozenset[Path]
    old: bool = False
    gone: bool = False
    became: str = ""
    unread: tuple[NotRead, ...] = ()

    def place_of(self, line: int) -> int:
        """The line of the block on the form shown where this line of the text is printed, or was; 0 where nothing is."""
        if self.form is None:
            return 0
        earlier = self.form.decision.source.lines
        return self.form.place_of(line_before(line, self.lines, earlier) if self.old else line)


def lay(decision: Decision, view: FormView, page: bytes) -> Laid:
    """The form with the places of its blocks."""
    written = (*decision.parts.values(), *decision.sections.values())
    blocks = sorted({int(line) for line in LINE.findall(page)})
    return Laid(decision, view, page, tuple(blocks), tuple(sorted(section.span.line for section in written)))


def line_before(line: int, now: tuple[str, ...], before: tuple[str, ...]) -> int:
    """Where the line stood in an earlier text; for one that was written since, about where others stood in its place."""
    above = _alike(now, before)
    if line <= above:
        return line
    below = min(_alike(now[::-1], before[::-1]), len(now) - above, len(before) - above)
    if line > len(now) - below:
        return line - len(now) + len(before)
    return max(min(line, len(before) - below), 1)


def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """How many lines two texts have in common from their beginning on."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (mine, theirs) in pairs if mine != theirs), min(len(one), len(other)))
