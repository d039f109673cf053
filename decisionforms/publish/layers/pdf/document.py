"""The layers of a PDF: what its pages show, decoded letter by letter, and every string and file in it."""

import re
from collections.abc import Iterator, Mapping

from decisionforms.files import UnreadableFileError
from decisionforms.publish.layers.layer import Layer
from decisionforms.publish.layers.pdf.fonts import Font, Fonts
from decisionforms.publish.layers.pdf.letters import UNKNOWN
from decisionforms.publish.layers.pdf.objects import Entry, Objects
from decisionforms.publish.layers.pdf.page import STEP, Page
from decisionforms.publish.layers.pdf.values import as_list, strings_in
from decisionforms.publish.layers.room import Room

ENCRYPTED = re.compile(rb"/Encrypt\s*(?:\d+\s+\d+\s+R|<<)")
SHOWS = re.compile(rb"\bBT\b[\s\S]*?(?:Tj|TJ|['\"])")
# Where more of the letters than one in five can't be told, their words are as good as hidden.
TOO_MANY_UNKNOWN = 0.2
FEW = 20


def is_pdf(data: bytes) -> bool:
    """Whether it is a PDF, whatever stands before it."""
    return b"%PDF-" in data[:1024]


def pdf(data: bytes, room: Room) -> Iterator[Layer]:
    """Where words stand in a PDF, and the words; files within it as bytes.

    Raises UnreadableFileError, after all else, where some of it can't be read.
    """
    document = _Document(Objects(data, room))
    yield from document.pages()
    yield from document.other_streams()
    yield from document.strings()
    if ENCRYPTED.search(data):
        raise UnreadableFileError("it is encrypted")
    document.check()


class _Document:
    """Goes through the objects of a file, and counts the letters that can't be told."""

    def __init__(self, objects: Objects) -> None:
        self.objects = objects
        self.fonts = Fonts(objects)
        self.shown = self.unknown = 0
        self.read: set[int] = set()

    def pages(self) -> Iterator[Layer]:
        """What each page shows."""
        for page in self.objects.entries:
            if page.is_a("Page"):
                streams = list(self._contents(page))
                self.read.update(map(id, streams))
                content = b"\n".join(one.stream or b"" for one in streams)
                fonts = self.fonts.named_in(self.objects.resources(page))
                yield from self._shown(f"page (object {page.number})", content, fonts)

    def other_streams(self) -> Iterator[Layer]:
        """What other streams show or hold: pictures within pages, notes, earlier versions, attachments, metadata."""
        anywhere: dict[str, Font] = {}
        for entry in self.objects.entries:
            anywhere |= self.fonts.named_in(entry.table) | self._own_fonts(entry)
        for entry in self.objects.entries:
            if entry.stream and id(entry) not in self.read:
                if SHOWS.search(entry.stream):
                    where = f"text shown by object {entry.number}"
                    yield from self._shown(where, entry.stream, anywhere | self._own_fonts(entry))
                attached = entry.is_a("EmbeddedFile")
                yield Layer(f"{'attachment' if attached else 'object'} {entry.number}", entry.stream, written=attached)

    def strings(self) -> Iterator[Layer]:
        """Every string of every object."""
        for entry in self.objects.entries:
            yield Layer(f"object {entry.number}", "\n".join(strings_in(entry.value)))

    def check(self) -> None:
        """Raises UnreadableFileError where too many letters can't be told, or a stream can't be unpacked."""
        if self.unknown > max(FEW, self.shown * TOO_MANY_UNKNOWN):
            raise UnreadableFileError("the letters of some of its text can't be told")
        if self.objects.damaged:
            raise UnreadableFileError(f"stream {self.objects.damaged[0]} can't be unpacked")

    def _contents(self, page: Entry) -> Iterator[Entry]:
        """The streams that a page shows, one after the other: a page names one, or a list, or where a list stands."""
        told = page.table.get("Contents")
        entry = self.objects.entry(told)
        listed = as_list(told if entry is None or entry.stream is not None else entry.value)
        parts = [part for one in listed if (part := self.objects.entry(one))]
        nested = [one for part in parts for value in as_list(part.value) if (one := self.objects.entry(value))]
        return (one for one in (*parts, *nested) if one.stream is not None)

    def _own_fonts(self, entry: Entry) -> dict[str, Font]:
        return self.fonts.named_in(self.objects.table(entry.table.get("Resources")))

    def _shown(self, where: str, content: bytes, fonts: Mapping[str, Font]) -> Iterator[Layer]:
        page = Page(fonts)
        text = "".join(page.text(content))
        self.shown += len(text)
        self.unknown += text.count(UNKNOWN)
        yield Layer(where, text.replace(STEP, " "), written=True)
        if STEP in text:
            yield Layer(where, text.replace(STEP, ""), written=True)
        yield Layer(f"other words of {where}", "\n".join(page.aside))
