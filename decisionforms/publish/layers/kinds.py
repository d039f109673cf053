"""What kinds of file some bytes are, and so who reads their layers."""

from collections.abc import Callable, Iterator

from decisionforms.publish.layers.archives import is_closed, is_packed, is_zip, refused, unpacked, zip_members
from decisionforms.publish.layers.characters import stretches, text_of
from decisionforms.publish.layers.json_strings import json_strings
from decisionforms.publish.layers.layer import Layer
from decisionforms.publish.layers.markup import markup
from decisionforms.publish.layers.pdf.document import is_pdf, pdf
from decisionforms.publish.layers.pictures import gif, is_gif, is_png, png
from decisionforms.publish.layers.room import Room

Reader = Callable[[bytes, Room], Iterator[Layer]]
READERS: tuple[tuple[Callable[[bytes], bool], Reader], ...] = (
    (is_packed, unpacked),
    (is_zip, zip_members),
    (is_pdf, pdf),
    (is_closed, refused),
    (is_png, png),
    (is_gif, gif),
)
BLANK = "\ufeff \t\r\n"


def kinds_of(name: str, data: bytes, room: Room) -> Iterator[Iterator[Layer]]:
    """The layers of a file as each of the kinds that it is: it can be of several at once."""
    yield from (reader(data, room) for is_one, reader in READERS if is_one(data))
    text = text_of(data)
    if text is None:
        yield stretches(data)
        return
    start = text.lstrip(BLANK)[:1]
    if start == "<":
        yield markup(data, text)
        return
    if start in {"{", "["} or name.endswith("json"):
        yield json_strings(text)
    yield _plain(text)


def _plain(text: str) -> Iterator[Layer]:
    yield Layer("", text.replace("\r\n", "\n"), written=True)
