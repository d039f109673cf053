"""Footnotes that came back: known again by their text, written anew, or taken out where nothing refers to them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from decisionforms.review.edits import Edit, taken_out
from decisionforms.review.inlines import pieces_of
from decisionforms.review.leaves import NOTE
from decisionforms.review.markdown import Kind, UnwritableError, write
from decisionforms.review.pieces import NoteMark, settle
from decisionforms.text.nodes import Note

Texts = tuple[tuple[object, ...], ...]


class Notes:
    """The footnotes of one source, and what becomes of them."""

    def __init__(self, notes: Sequence[Note], lines: Sequence[str], word: str) -> None:
        self._lines, self._word = lines, word
        self._written = {note.label: note for note in notes}
        self._shared = {label for label, number in Counter(note.label for note in notes).items() if number > 1}
        self._labels: Mapping[Texts, str] = {self._texts(note): label for label, note in self._written.items()}
        self._used: set[str] = set()
        self._edits: dict[str, list[Edit]] = {}

    def label_of(self, mark: NoteMark, *, instead_of: Sequence[NoteMark] = ()) -> str:
        """The label of a footnote; `instead_of` are those of its paragraph that did not come back.

        Raises UnwritableError where its text can't be written.
        """
        label = self._labels.get(mark.paragraphs) or self._rewritten(mark, instead_of) or self._added(mark)
        self._used.add(label)
        return label

    def use(self, label: str) -> None:
        """Note that a footnote stays as it is."""
        self._used.add(label)

    def known(self, mark: NoteMark) -> str:
        """The label of a footnote with this very text; empty where there is none."""
        return self._labels.get(mark.paragraphs, "")

    def edits(self) -> Iterator[Edit]:
        """What changes in the texts of footnotes; those that nothing refers to any more are taken out."""
        for label, note in self._written.items():
            if label not in self._used:
                for paragraph in note.paragraphs:
                    yield taken_out(self._lines, paragraph.line, self._end(paragraph.line))
        for some in self._edits.values():
            yield from some

    def _texts(self, note: Note) -> Texts:
        return tuple(settle(pieces_of(paragraph.inlines, self._word)) for paragraph in note.paragraphs)

    def _rewritten(self, mark: NoteMark, instead_of: Sequence[NoteMark]) -> str:
        """The label of the footnote whose text was changed into this one."""
        for former in instead_of:
            label = self._labels.get(former.paragraphs, "")
            if label and label not in self._used | self._shared and len(former.paragraphs) == len(mark.paragraphs):
                self._edits[label] = [
                    Edit(paragraph.line, self._end(paragraph.line), (self._lead(paragraph.line) + self._text(text),))
                    for paragraph, text in zip(self._written[label].paragraphs, mark.paragraphs, strict=True)
                ]
                return label
        return ""

    def _added(self, mark: NoteMark) -> str:
        """The label of a new footnote, whose text goes to the end of the source."""
        if len(mark.paragraphs) != 1:
            raise UnwritableError("a new footnote needs one paragraph of text")
        text, number = self._text(mark.paragraphs[0]), 1
        while (label := f"note-{number}") in self._written or label in self._edits:
            number += 1
        last = len(self._lines)
        while last and not self._lines[last - 1].strip():
            last -= 1
        self._edits[label] = [Edit(last + 1, last, ("", f"[^{label}]: {text}"))]
        return label

    def _text(self, pieces: Sequence[object]) -> str:
        return write(tuple(pieces), Kind.PARAGRAPH, self._word, _no_note)  # type: ignore[arg-type]

    def _lead(self, line: int) -> str:
        text = self._lines[line - 1]
        found = NOTE.match(text)
        return found[0] if found else text[: len(text) - len(text.lstrip())]

    def _end(self, line: int) -> int:
        while line < len(self._lines) and self._lines[line].strip() and not self._lines[line].startswith(("#", "[^")):
            line += 1
        return line


def _no_note(_mark: NoteMark) -> str:
    raise UnwritableError("a footnote can't stand in a footnote")
