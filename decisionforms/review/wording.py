"""The words of what came back as the source says them: paragraphs, and rows of tables cell by cell."""

from collections.abc import Sequence

from decisionforms.review.markdown import Kind, UnwritableError, write
from decisionforms.review.notes import Notes
from decisionforms.review.pieces import NoteMark, Piece
from decisionforms.review.shown import Shown
from decisionforms.review.units import Unit
from decisionforms.text.tables import BAR, row_of


class Wording:
    """Writes words of one source; `word` stands before the number of a paragraph that is pointed to.

    Each raises UnwritableError where markdown can't say it.
    """

    def __init__(self, notes: Notes, word: str) -> None:
        self._notes, self._word = notes, word

    def use_notes(self, shown: Sequence[Shown]) -> None:
        """Note that the footnotes of what stays as it is are in use."""
        for one in shown:
            for piece in one.pieces:
                if isinstance(piece, NoteMark):
                    self._notes.use(self._notes.known(piece))

    def text(self, pieces: Sequence[Piece], kind: Kind, former: Sequence[Piece] = ()) -> str:
        """These pieces, in place of the former ones."""
        here = {piece for piece in pieces if isinstance(piece, NoteMark)}
        lost = [piece for piece in former if isinstance(piece, NoteMark) and piece not in here]
        return write(pieces, kind, self._word, lambda mark: self._notes.label_of(mark, instead_of=lost))

    def row(self, line: str, sent: Unit, back: Unit) -> str:
        """The line of a row with the cells that changed written anew."""
        texts = _cells(line)
        if len(back.cells) != len(sent.cells) or len(texts) != len(sent.cells):
            raise UnwritableError("a column came or went")
        if not {one.style for one in back.shown if one.pieces} <= {one.style for one in sent.shown}:
            raise UnwritableError("the form gives the words in a table their style")
        for at, (was, now) in enumerate(zip(sent.cells, back.cells, strict=True)):
            if [one.pieces for one in was] == [one.pieces for one in now]:
                self.use_notes(was)
            else:
                texts[at] = self._cell(now, was)
        start = line[: len(line) - len(line.lstrip(" \t>"))]
        return f"{start}{row_of(texts)}"

    def new_row(self, unit: Unit) -> str:
        """The line of a row that was not there."""
        return row_of(self._cell(cell) for cell in unit.cells)

    def _cell(self, now: Sequence[Shown], was: Sequence[Shown] = ()) -> str:
        filled = [one for one in now if one.pieces]
        if len(filled) > 1:
            raise UnwritableError("a cell can hold one paragraph only")
        former = [piece for one in was for piece in one.pieces]
        return self.text(filled[0].pieces, Kind.CELL, former) if filled else ""


def _cells(line: str) -> list[str]:
    """The texts of the cells on a line of the source."""
    row = line.strip().lstrip("> \t").removeprefix("|")
    row = row[:-1] if row.endswith("|") and not row.endswith("\\|") else row
    return [cell.strip() for cell in BAR.split(row)]
