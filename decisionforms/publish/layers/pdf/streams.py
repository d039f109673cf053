"""The streams of a PDF, unpacked."""

import base64
from collections.abc import Mapping

from decisionforms.files import UnreadableFileError
from decisionforms.publish.layers.pdf.tokens import from_hex
from decisionforms.publish.layers.pdf.values import as_list
from decisionforms.publish.layers.room import Room

# How the points of pictures are packed that are unpacked here: notes can stand only in the latter.
OPENED_PICTURES = frozenset({"FlateDecode", "DCTDecode"})


def unpacked(table: Mapping[str, object], data: bytes, room: Room) -> bytes:
    """The bytes of a stream; of a picture whose points are packed in a way of their own, those as they stand.

    What is said to be a picture or a table is read like all else, since saying so is no proof. Raises UnreadableFileError and ValueError where they can't be unpacked.
    """
    filters = [str(one) for one in as_list(table.get("Filter", table.get("F")))]
    is_picture = table.get("Subtype") == "Image"
    for one in filters:
        if is_picture and one not in OPENED_PICTURES:
            return data
        data = _undone(one, data, table, room)
    return data


def _undone(filter_: str, data: bytes, table: Mapping[str, object], room: Room) -> bytes:
    match filter_:
        case "FlateDecode" | "Fl" if _holds_numbers(table) or not _is_predicted(table):
            return room.inflate(data)
        case "ASCIIHexDecode" | "AHx":
            return from_hex(data.partition(b">")[0])
        case "ASCII85Decode" | "A85":
            return base64.a85decode(data.strip().removeprefix(b"<~").partition(b"~>")[0])
        case "DCTDecode" | "DCT" | "JPXDecode" | "CCITTFaxDecode" | "JBIG2Decode":
            return data
    raise UnreadableFileError("its streams are packed in an unknown way")


def _holds_numbers(table: Mapping[str, object]) -> bool:
    """Whether it is said to hold points or places, of which only the differences may be stored."""
    return table.get("Subtype") == "Image" or table.get("Type") == "XRef"


def _is_predicted(table: Mapping[str, object]) -> bool:
    """Whether only the differences of its bytes are stored, as for tables of numbers."""
    return any(
        isinstance(one, dict) and "Predictor" in one for one in as_list(table.get("DecodeParms", table.get("DP")))
    )
