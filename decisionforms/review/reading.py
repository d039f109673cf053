"""The paragraphs of a Word file, read as Word shows them."""

from collections.abc import Iterator, Mapping

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from decisionforms.render.docx_layout import NUMBERING
from decisionforms.render.docx_named import NAMED
from decisionforms.render.docx_parts import W
from decisionforms.review.markup import UNSEEN, contents, is_on, kind_of, said_of
from decisionforms.review.pieces import Foreign, Piece, Words, is_blank, settle
from decisionforms.review.runs import Runs
from decisionforms.review.shown import Cell, Revision, Shown, State
from decisionforms.review.styles import character_looks, style_names
from decisionforms.word.markup import child, local, value
from decisionforms.word.numbering import Numbering, Point
from decisionforms.word.opening import STYLES, WordFile

CHANGES = {
    f"{{{W}}}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "cellIns", "cellDel")
}


def is_tracked(file: WordFile) -> bool:
    """Whether anything in the text or its footnotes is a tracked change."""
    return any(next(root.iter(*CHANGES), None) is not None for root in (file.body, *file.notes.values()))


def paragraphs_of(file: WordFile, labels: Mapping[str, str], state: State = State.ACCEPTED) -> list[Shown]:
    """Every paragraph of the text in the order of reading; those of which nothing is left have no pieces.

    `labels` are the labels of paragraphs by the bookmarks that pointers lead to.
    """
    return list(_Reader(file, labels, state).read())


class _Pending(Struct):
    """What stands before a paragraph and joins it: the text of paragraphs whose end is gone, and names."""

    pieces: list[Piece] = []
    names: list[str] = []
    by: set[Revision] = set()
    first: etree._Element | None = None


class _Reader:
    """Reads one side of one file."""

    def __init__(self, file: WordFile, labels: Mapping[str, str], state: State) -> None:
        self.absent = state.absent
        self.rejected = state is State.REJECTED
        self.body, self.notes = file.body, file.notes
        self.tracked = is_tracked(file)
        styles = file.part(STYLES)
        self.styles = style_names(styles)
        self.numbering = Numbering(file.part(NUMBERING), styles)
        self.runs = Runs(file, labels, self.absent, character_looks(styles), former=self.rejected)
        self.tables = 0

    def read(self) -> Iterator[Shown]:
        return self._inside(self.body, None)

    def _inside(self, parent: etree._Element, cell: Cell | None) -> Iterator[Shown]:
        pending = _Pending()
        for element in contents(parent, self.absent):
            match local(element):
                case "p":
                    yield from self._paragraph(element, cell, pending)
                case "tbl" if cell is None:
                    yield from self._settled(pending, cell)
                    yield from self._table(element)
                case "bookmarkStart":
                    pending.names += _ours(element)
                case name if name not in UNSEEN:
                    yield Shown("", "", cell, (Foreign("a table in a table" if name == "tbl" else kind_of(name)),))
        yield from self._settled(pending, cell)

    def _table(self, table: etree._Element) -> Iterator[Shown]:
        place, row = self.tables, 0
        self.tables += 1
        for element in contents(table, self.absent):
            if local(element) != "tr":
                continue
            kept = child(element, "trPr")
            if kept is not None and any(change.tag in self.absent for change in kept):
                yield from self._lost_row(element)
                continue
            is_heading = is_on(said_of(kept), "tblHeader")
            cells = (one for one in contents(element, self.absent) if self._is_cell(one))
            for column, cell in enumerate(cells):
                shown = self._inside(cell, (place, row, column))
                yield from map(_without_bold, shown) if is_heading else shown
            row += 1

    def _is_cell(self, element: etree._Element) -> bool:
        change = "cellIns" if self.rejected else "cellDel"
        return local(element) == "tc" and child(child(element, "tcPr"), change) is None

    def _lost_row(self, row: etree._Element) -> Iterator[Shown]:
        """The names of a row that is not there, with whoever took it out."""
        by = _revisions(row)
        for mark in row.iter(f"{{{W}}}bookmarkStart"):
            yield from (Shown("", "", None, (), (name,), by) for name in _ours(mark))

    def _paragraph(self, element: etree._Element, cell: Cell | None, pending: _Pending) -> Iterator[Shown]:
        pieces = self.runs.of(element)
        names = [name for mark in element.iter(f"{{{W}}}bookmarkStart") for name in _ours(mark)]
        by = self._by(element) if self.tracked else ()
        if cell is None and is_blank(pieces):
            # What is left of a paragraph of which nothing is seen must not be taken for the next one, nor join it.
            yield Shown("", "", cell, (), (*([] if pending.pieces else pending.names), *names), by)
            if not pending.pieces:
                pending.names.clear()
            elif not self._joins_the_next(element):
                yield from self._settled(pending, cell)
            return
        pending.pieces += pieces
        pending.names += names
        pending.by.update(by)
        if pending.first is None:
            pending.first = element
        if not self._joins_the_next(element):
            yield from self._settled(pending, cell, element)

    def _by(self, element: etree._Element) -> tuple[Revision, ...]:
        """Whose tracked changes are in a paragraph and its footnotes."""
        marks = (str(mark.get(f"{{{W}}}id")) for mark in element.iter(f"{{{W}}}footnoteReference"))
        return _revisions(element, *(self.notes[key] for key in marks if key in self.notes))

    def _settled(self, pending: _Pending, cell: Cell | None, end: etree._Element | None = None) -> Iterator[Shown]:
        """The paragraph that has come together; it looks as the one that ends it does."""
        ends = pending.first if end is None else end
        if ends is not None:
            pieces, by = settle(pending.pieces), tuple(sorted(pending.by))
            yield replace(self._shown(ends, cell), pieces=pieces, names=tuple(pending.names), by=by)
        pending.pieces, pending.names, pending.by, pending.first = [], [], set(), None

    def _shown(self, element: etree._Element, cell: Cell | None) -> Shown:
        """The look of a paragraph."""
        properties = child(element, "pPr")
        if self.rejected:
            former = child(child(properties, "pPrChange"), "pPr")
            properties = properties if former is None else former
        style = value(properties, "pStyle") or ""
        number = _told(self.numbering.next(properties, style))
        return Shown(self.styles.get(style, style.lower()), number, cell, ())

    def _joins_the_next(self, element: etree._Element) -> bool:
        """Whether the end of this paragraph is not there, so that the next one goes on in it."""
        mark = child(child(element, "pPr"), "rPr")
        return mark is not None and any(change.tag in self.absent for change in mark)


def _told(point: Point | None) -> str:
    """The kind, level and number of a point; where its style numbers a paragraph, its number follows from the order."""
    if point is None:
        return ""
    if point.kind == "bullet":
        return f"{point.kind} {point.level}"
    return "by style" if point.by_style else f"{point.kind} {point.level} {point.number}"


def _without_bold(shown: Shown) -> Shown:
    """A paragraph of a row of headings: all of it is bold, and other programs say so at each of its words."""
    plain = (replace(piece, bold=False) if isinstance(piece, Words) else piece for piece in shown.pieces)
    return replace(shown, pieces=settle(plain))


def _ours(mark: etree._Element) -> list[str]:
    name = str(mark.get(f"{{{W}}}name"))
    return [name] if name.startswith(NAMED) else []


def _revisions(*elements: etree._Element) -> tuple[Revision, ...]:
    found = (one for element in elements for one in element.iter(*CHANGES))
    return tuple(
        sorted({Revision(str(one.get(f"{{{W}}}author") or ""), str(one.get(f"{{{W}}}date") or "")) for one in found})
    )
