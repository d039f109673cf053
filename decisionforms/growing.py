"""Records in TOML to which entries are only ever added: what stands there by hand stays letter for letter."""

from collections.abc import Collection, Iterable
from datetime import date

import msgspec
from msgspec import Struct


def added_to(text: str, opening: str, entries: Iterable[tuple[str, Struct]], may_lack: Collection[str] = ()) -> str:
    """The text with these entries at its end, each in the table of its name; a new one begins with the `opening`.

    Fields named in `may_lack` are left out where they are empty.
    """
    added = "".join(f"\n[[{table}]]\n{_written(entry, may_lack)}" for table, entry in entries)
    return (text.rstrip("\n") + "\n" if text.strip() else opening) + added if added else text


def _written(entry: Struct, may_lack: Collection[str]) -> str:
    given = ((name, getattr(entry, name)) for name in entry.__struct_fields__)
    return "".join(f"{name} = {_value(value)}\n" for name, value in given if name not in may_lack or value)


def _value(value: object) -> str:
    """A text, a number, a yes, a list or a day as TOML writes it: the escapes of JSON are among its own."""
    if isinstance(value, date):
        return value.isoformat()
    return msgspec.json.encode(value).decode().replace("\x7f", "\\u007f")
