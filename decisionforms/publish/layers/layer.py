"""A layer of a file: words or a file within it, and where they stand."""

from msgspec import Struct


class Layer(Struct, frozen=True):
    """Words, or a file within, and where they stand; `written` is what people wrote in it for its readers.

    What is `bare` has been read in other ways already, and needs to be read only as it stands.
    """

    where: str
    content: str | bytes
    written: bool = False
    bare: bool = False
