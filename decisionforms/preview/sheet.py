"""What a writer sees of one paper: its form as it was last made, and what is to be said of it as it is now."""

import re
from bisect import bisect_left, bisect_right

from msgspec import Struct

from decisionforms.checking import Checked
from decisionforms.decision.decision import Decision
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
    the file is no longer there. `changed` is the line of the block that was written
    last, 0 where nothing changed that prints.
    """

    name: str
    path: str
    reference: str
    title: str
    lines: tuple[str, ...]
    checked: Checked
    form: Laid | None
    old: bool = False
    gone: bool = False
    changed: int = 0


def lay(decision: Decision, view: FormView, page: bytes) -> Laid:
    """The form with the places of its blocks."""
    written = (*decision.parts.values(), *decision.sections.values())
    blocks = sorted({int(line) for line in LINE.findall(page)})
    return Laid(decision, view, page, tuple(blocks), tuple(sorted(section.span.line for section in written)))


def first_change(before: tuple[str, ...], now: tuple[str, ...]) -> int:
    """The first line that is not as it was; 0 where all are."""
    if before == now:
        return 0
    alike = (old == new for old, new in zip(before, now, strict=False))
    return next((at for at, same in enumerate(alike, 1) if not same), min(len(before), len(now)) + 1)
