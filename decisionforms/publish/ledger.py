"""What `publish` adds to the ledger, below all that stands there already."""

from collections.abc import Iterable
from datetime import date

import msgspec

from decisionforms.ledger import Allowed, Published

OPENING = """\
# What was published, and when. “publish” only ever adds to the end of this file; commit it afterwards.
#
# A decision that stands here twice was corrected: write under the later entry what was corrected, as
#     note = "The total in paragraph 3.1 was £84,500, not £85,400."
# Of a decision that is taken back, an entry is written by hand; its page then says so, and nothing else of it is left:
#     [[withdrawn]]
#     decision = "pcd-9001"
#     on = 2026-01-31
#     reason = "Published in error; PCD 9002 is the decision."
# And for each number that is missing from the series, why:
#     [[gaps]]
#     reference = "PCD 9003"
#     reason = "Given out twice by mistake."
"""


def added_to(text: str, entries: Iterable[Published | Allowed]) -> str:
    """The text of the ledger with these entries at its end; everything that stands there stays as it is."""
    added = "".join(f"\n[[{_table_of(entry)}]]\n{_written(entry)}" for entry in entries)
    return (text.rstrip("\n") + "\n" if text.strip() else OPENING) + added if added else text


def _table_of(entry: Published | Allowed) -> str:
    return "published" if isinstance(entry, Published) else "allowed"


def _written(entry: Published | Allowed) -> str:
    given = ((name, getattr(entry, name)) for name in entry.__struct_fields__)
    return "".join(f"{name} = {_value(value)}\n" for name, value in given if value or name != "note")


def _value(value: str | date) -> str:
    """A text or a day as TOML writes it: the escapes of JSON are among its own."""
    if isinstance(value, date):
        return value.isoformat()
    return msgspec.json.encode(value).decode().replace("\x7f", "\\u007f")
