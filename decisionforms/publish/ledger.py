"""The ledger: what was published when, as a file that `publish` adds to and the secretariat keeps."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec
from msgspec import Struct

from decisionforms.errors import OperatorError

FILE = "ledger.toml"
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


class Published(Struct, frozen=True, forbid_unknown_fields=True):
    """That a version of a decision went out on a day; `note` says what was corrected since the one before."""

    decision: str
    reference: str
    title: str
    on: date
    version: str
    note: str = ""


class Withdrawn(Struct, frozen=True, forbid_unknown_fields=True):
    """That a published decision was taken back: on which day, and why, in words for readers."""

    decision: str
    on: date
    reason: str


class Gap(Struct, frozen=True, forbid_unknown_fields=True):
    """A number of the series under which there is no decision, and why."""

    reference: str
    reason: str


class Allowed(Struct, frozen=True, forbid_unknown_fields=True):
    """A passage of a guarded text that may stand in public all the same: where, who said so, when and why."""

    text: str
    passage: str
    by: str
    on: date
    reason: str


class Ledger(Struct, frozen=True, forbid_unknown_fields=True):
    """Everything the ledger records, each kind in the order in which it was written."""

    published: Sequence[Published] = ()
    withdrawn: Sequence[Withdrawn] = ()
    gaps: Sequence[Gap] = ()
    allowed: Sequence[Allowed] = ()

    def histories(self) -> Mapping[str, Sequence[Published]]:
        """What was published of each decision, by slug, the earliest first."""
        found: dict[str, list[Published]] = {}
        for entry in sorted(self.published, key=lambda entry: entry.on):
            found.setdefault(entry.decision, []).append(entry)
        return found


def read_ledger(text: str) -> Ledger:
    """The ledger. Raises OperatorError with what to mend."""
    try:
        return msgspec.toml.decode(text, type=Ledger)
    except (msgspec.DecodeError, msgspec.ValidationError) as fault:
        raise OperatorError(f"The ledger ({FILE}) can't be read: {fault}. Mend that entry.") from None


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
