"""The paragraphs of a Word file as Word shows them: as they would be with all tracked changes accepted, or rejected."""

from collections.abc import Iterator, Mapping
from enum import Enum

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from decisionforms.render.docx_named import NAMED
from decisionforms.render.docx_parts import W
from decisionforms.review.numbers import Numbers, value
from decisionforms.review.pieces import Piece, settle
from decisionforms.review.runs import Runs
from decisionforms.review.word_file import WordFile

CHANGES = {
    f"{{{W}}}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "cellIns", "cellDel")
}


class State(Enum):
    """Which side of the tracked changes is shown; the values are the elements that are then not there."""

    ACCEPTED = ("del", "moveFrom")
    REJECTED = ("ins", "moveTo")

    @property
    def absent(self) -> frozenset[str]:
        """The elements whose content this side does not have."""
        return frozenset(f"{{{W}}}{name}" for name in self.value)


class Revision(Struct, frozen=True, order=True):
    """Who changed something, and when, as Word wrote it down."""

    author: str
    date: str


class Shown(Struct, frozen=True):
    """A paragraph as Word shows it.

    `names` are ours, from when the copy was sent; `cell` is the table, row and column in which it stands; `number` is
    its mark where it is a point of a list, with the level; `by` tells whose tracked changes are in it.
    """

    style: str
    number: str
    cell: tuple[int, int, int] | None
    pieces: tuple[Piece, ...]
    names: tuple[str, ...] = ()
    by: tuple[Revision, ...] = ()

    @property
    def is_seen(self) -> bool:
        """Whether there is anything of it to see."""
        return bool(self.pieces) or self.cell is not None


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


class _Reader:
    """Reads one side of one file."""

    def __init__(self, file: WordFile, labels: Mapping[str, str], state: State) -> None:
        self.absent = state.absent
        self.rejected = state is State.REJECTED
        self.body = file.document[0]
        self.styles = style_names(file)
        self.numbers = Numbers(file.part("word/numbering.xml"), file.part("word/styles.xml"))
        self.runs = Runs(file, labels, self.absent, former=self.rejected)
        self.tables = 0

    def read(self) -> Iterator[Shown]:
        return self._inside(self.body, None)

    def _inside(self, parent: etree._Element, cell: tuple[int, int, int] | None) -> Iterator[Shown]:
        pending = _Pending()
        for element in parent:
            match str(element.tag).removeprefix(f"{{{W}}}"):
                case "p":
                    yield from self._paragraph(element, cell, pending)
                case "tbl":
                    yield from self._table(element)
                case "bookmarkStart":
                    pending.names += _ours(element)
                case "sdt":
                    yield from self._inside(_content(element), cell)
                case "customXml" | "smartTag" | "ins" | "moveTo" | "del" | "moveFrom":
                    if element.tag not in self.absent:
                        yield from self._inside(element, cell)
        if pending.pieces:
            yield Shown("", "", cell, settle(pending.pieces), tuple(pending.names), tuple(sorted(pending.by)))

    def _table(self, table: etree._Element) -> Iterator[Shown]:
        place, row = self.tables, 0
        self.tables += 1
        for element in table.iter(f"{{{W}}}tr"):
            kept = element.find(f"{{{W}}}trPr")
            if kept is not None and any(change.tag in self.absent for change in kept):
                yield from self._lost_row(element)
                continue
            for column, cell in enumerate(element.iter(f"{{{W}}}tc")):
                yield from self._inside(cell, (place, row, column))
            row += 1

    def _lost_row(self, row: etree._Element) -> Iterator[Shown]:
        """The names of a row that is not there, with whoever took it out."""
        by = _revisions(row)
        for mark in row.iter(f"{{{W}}}bookmarkStart"):
            yield from (Shown("", "", None, (), (name,), by) for name in _ours(mark))

    def _paragraph(
        self, element: etree._Element, cell: tuple[int, int, int] | None, pending: _Pending
    ) -> Iterator[Shown]:
        pieces = self.runs.of(element)
        names = [name for mark in element.iter(f"{{{W}}}bookmarkStart") for name in _ours(mark)]
        by = _revisions(element)
        if not any(True for _ in settle(pieces)) and cell is None:
            # What is left of a paragraph of which nothing is seen must not be taken for the next one.
            yield Shown("", "", cell, (), (*pending.names, *names) if not pending.pieces else tuple(names), by)
            if not pending.pieces:
                pending.names.clear()
            return
        if self._joins_the_next(element):
            pending.pieces += pieces
            pending.names += names
            pending.by.update(by)
            return
        yield replace(
            self._shown(element, cell),
            pieces=settle((*pending.pieces, *pieces)),
            names=(*pending.names, *names),
            by=tuple(sorted({*pending.by, *by})),
        )
        pending.pieces, pending.names, pending.by = [], [], set()

    def _shown(self, element: etree._Element, cell: tuple[int, int, int] | None) -> Shown:
        properties = element.find(f"{{{W}}}pPr")
        if self.rejected and properties is not None:
            former = properties.find(f"{{{W}}}pPrChange/{{{W}}}pPr")
            properties = properties if former is None else former
        style = value(properties, "pStyle") or ""
        return Shown(self.styles.get(style, style.lower()), self.numbers.of(properties, style), cell, ())

    def _joins_the_next(self, element: etree._Element) -> bool:
        """Whether the end of this paragraph is not there, so that the next one goes on in it."""
        mark = element.find(f"{{{W}}}pPr/{{{W}}}rPr")
        return mark is not None and any(change.tag in self.absent for change in mark)


def _content(control: etree._Element) -> etree._Element:
    found = control.find(f"{{{W}}}sdtContent")
    return control if found is None else found


def _ours(mark: etree._Element) -> list[str]:
    name = str(mark.get(f"{{{W}}}name"))
    return [name] if name.startswith(NAMED) else []


def _revisions(element: etree._Element) -> tuple[Revision, ...]:
    found = (one for one in element.iter() if one.tag in CHANGES)
    return tuple(
        sorted({Revision(str(one.get(f"{{{W}}}author") or ""), str(one.get(f"{{{W}}}date") or "")) for one in found})
    )


def style_names(file: WordFile) -> Mapping[str, str]:
    """The names of styles in small letters by their ids, which other programs change."""
    styles = file.part("word/styles.xml")
    found = styles.iter(f"{{{W}}}style") if styles is not None else ()
    return {str(style.get(f"{{{W}}}styleId")): (value(style, "name") or "").lower() for style in found}
