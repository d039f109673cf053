"""The officer declaration of an original: statements from the form's closed list, and the ticks beside them.

A tick counts for the statement in whose lines it stands. Where there is none, nothing is recorded: that no tick was
found does not say that nothing was confirmed. An empty box does.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from decisionforms.form.declaration import Row, Statement
from decisionforms.legacy.anchors import ALIKE, SLACK, Anchor, Found, Stretch, likeness, locate
from decisionforms.legacy.remarks import Remarks, shortened
from decisionforms.legacy.stream import Line, Stream, keys_of

# Check marks, ticked boxes, and how Word's symbol fonts spell them; then boxes that are empty.
TICK = re.compile("[✓✔☑☒🗸√\uf0fc\uf0fe\uf052]")
EMPTY_BOX = re.compile("[☐□\uf0a8\uf06f]")
GAP = re.compile(r"\{(\w+)\}")
MOST_WORDS = 12


class Stated(Struct, frozen=True):
    """A statement that was found: its row, its answer or what fills its gap, where it stands, and whether it is ticked."""

    row: str
    answer: str
    start: int
    end: int
    gap: str = ""
    filled: str = ""
    printed: bool | None = None


class Declaration(Struct, frozen=True):
    """Reads one declaration: the rows of the edition, in this stretch of the original."""

    stream: Stream
    within: Stretch
    rows: Sequence[tuple[str, Row]]
    remarks: Remarks

    def read(self) -> Iterator[Stated]:
        """The statement of each row in which one could be told for certain."""
        names = tuple(Anchor(text, "label", text) for text in dict.fromkeys(row.label for _, row in self.rows))
        labels = locate(self.stream, names, self.within, self.remarks)
        stated = self._statements(labels)
        ticked = list(self._with_ticks(stated, labels))
        self._name_lost(labels, stated)
        for key, row in self.rows:
            yield from self._chosen(row, [one for one in ticked if one.row == key], labels)

    def _statements(self, labels: Sequence[Found]) -> list[Stated]:
        """Every statement of these rows that stands there, in the order of the original; else one that reads alike."""
        found = [
            one
            for key, row in self.rows
            for statement in row.statements
            if (one := self._exact(key, statement, labels))
        ]
        for key, row in self.rows:
            if not any(one.row == key for one in found):
                found += self._alike(key, row, labels, found)
        return sorted(found, key=lambda one: one.start)

    def _exact(self, key: str, statement: Statement, labels: Sequence[Found]) -> Stated | None:
        head, gap, tail = _parts(statement)
        for at in self.stream.find(keys_of(tail), *self.within):
            end = at + len(keys_of(tail))
            if not gap:
                return Stated(key, statement.answer, at, end)
            start = self._gap_before(at, keys_of(head), labels)
            filled = " ".join(TICK.sub(" ", self.stream.text(start, at)).split())
            filled = filled.removeprefix(head.strip()).strip()
            if not filled:
                self.remarks.ask(self.stream.line(at), f"no {gap} was found before “{shortened(tail)}”")
            return Stated(key, statement.answer, start, end, gap, filled)
        return None

    def _gap_before(self, at: int, head: tuple[str, ...], labels: Sequence[Found]) -> int:
        """Where a statement begins whose gap ends here: with its first words, else behind the label, else with its line."""
        least = max(self.within.start, at - MOST_WORDS)
        heads = list(self.stream.find(head, least, at)) if head else []
        if heads:
            return heads[-1]
        label = max((one for one in labels if one.end < at), key=lambda one: one.end, default=None)
        if label is None or label.end < least:
            return self.stream.first_of_line(at)
        # What stands beside a label that has its cell to itself is another cell.
        below = self.stream.end_of_line(label.start, across=True)
        return below if label.anchor.whole and below <= at else label.end

    def _alike(self, key: str, row: Row, labels: Sequence[Found], found: Sequence[Stated]) -> Iterator[Stated]:
        """A statement of a row without a gap that reads otherwise than the form's."""
        region = next((Stretch(one.end, one.until) for one in labels if one.anchor.text == row.label), Stretch(0, 0))
        best, place = ALIKE, None
        for statement in row.statements:
            if GAP.search(statement.text):
                continue
            for start, end in self._windows(region, len(keys_of(statement.text)), found):
                alike = likeness(self.stream.keys(start, end), keys_of(statement.text), best)
                if alike > best:
                    best, place = alike, (Stated(key, statement.answer, start, end), statement.text)
        if place:
            one, text = place
            written = shortened(self.stream.text(one.start, one.end))
            self.remarks.guess(self.stream.line(one.start), f"“{written}” was taken for “{shortened(text)}”")
            yield one

    def _windows(self, region: Stretch, length: int, taken: Sequence[Stated]) -> Iterator[Stretch]:
        """Every place of about this length in a region that begins a line, or the region, and that no statement has taken."""
        for start in range(*region):
            if start != region.start and not self.stream.words[start].first:
                continue
            for end in range(start + max(1, length - SLACK), min(region.end, start + length + SLACK) + 1):
                if not any(one.start < end and start < one.end for one in taken):
                    yield Stretch(start, end)

    def _with_ticks(self, stated: Sequence[Stated], labels: Sequence[Found]) -> Iterator[Stated]:
        """Each statement with its tick: the lines from its label, or itself, to where the next begins are its own."""
        starts = [self._beginning(one, before, labels) for one, before in zip(stated, (None, *stated), strict=False)]
        for one, start, end in zip(stated, starts, (*starts[1:], self.within.end), strict=True):
            lines = self.stream.own_lines(start, end)
            yield replace(one, printed=self._printed(one, lines))

    def _beginning(self, one: Stated, before: Stated | None, labels: Sequence[Found]) -> int:
        after = before.end if before else self.within.start
        return next((label.start for label in labels if after <= label.start < one.start), one.start)

    def _printed(self, one: Stated, lines: Sequence[Line]) -> bool | None:
        ticks = [line for line in lines for _ in TICK.findall(line.text)]
        boxes = [line for line in lines for _ in EMPTY_BOX.findall(line.text)]
        said = shortened(self.stream.text(one.start, one.end))
        for stray in ticks[1:]:
            self.remarks.ask(stray.number, f"one more tick stands near “{said}”: whose is it?")
        if ticks:
            if not keys_of(ticks[0].text):
                self.remarks.guess(ticks[0].number, f"the tick on this line was taken for that of “{said}”")
            return True
        if boxes:
            self.remarks.guess(boxes[0].number, f"the empty box was taken to leave “{said}” unconfirmed")
            return False
        self.remarks.ask(self.stream.line(one.start), f"no tick was found for “{said}”: is there one?")
        return None

    def _chosen(self, row: Row, stated: Sequence[Stated], labels: Sequence[Found]) -> Iterator[Stated]:
        """The statement of a row: the only one, or the only one with a tick."""
        ticked = [one for one in stated if one.printed]
        chosen = stated if len(stated) == 1 else ticked
        if len(chosen) == 1:
            self._note_joined(chosen[0])
            yield from chosen
            return
        line = next((self.stream.line(one.start) for one in labels if one.anchor.text == row.label), None)
        first = line or self.stream.line(self.within.start)
        which = "several statements of the form's list stand" if stated else "no statement of the form's list was found"
        self.remarks.ask(first, f"{which} under “{row.label}”: which is meant?")

    def _note_joined(self, one: Stated) -> None:
        """Note the lines with which a statement goes on."""
        for line, places in groupby(range(one.start, one.end), self.stream.line):
            if line != self.stream.line(one.start):
                at = list(places)
                self.remarks.join(line, self.stream.text(at[0], at[-1] + 1))

    def _name_lost(self, labels: Sequence[Found], stated: Sequence[Stated]) -> None:
        """Note the words of the declaration that are neither label nor statement."""
        stretches = [*((one.start, one.end) for one in labels), *((one.start, one.end) for one in stated)]
        known = {at for start, end in stretches for at in range(start, end)}
        lost: dict[int, list[int]] = {}
        for at in range(*self.within):
            if at not in known:
                lost.setdefault(self.stream.line(at), []).append(at)
        for line, places in lost.items():
            words = " ".join(self.stream.text(at, at + 1) for at in places[: MOST_WORDS + 1])
            self.remarks.ask(line, f"“{shortened(words)}” was left out of the declaration")


def _parts(statement: Statement) -> tuple[str, str, str]:
    """What stands before the gap of a statement, what fills it, and what stands behind it; all of it where it has none."""
    gap = GAP.search(statement.text)
    if gap is None:
        return "", "", statement.text
    return statement.text[: gap.start()], gap[1], statement.text[gap.end() :]
