"""The ledger: what was published when, what was taken back, and why numbers are missing; kept by the secretariat."""

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec
from msgspec import Struct

from decisionforms.errors import OperatorError
from decisionforms.values.references import slug_of

FILE = "ledger.toml"


class Published(Struct, frozen=True, forbid_unknown_fields=True):
    """That a version of a decision went out on a day; `note` says what was corrected since the one before."""

    decision: str
    reference: str
    title: str
    on: date
    version: str
    note: str = ""


class Correction(Struct, frozen=True, forbid_unknown_fields=True):
    """That a published version of a decision is being corrected, since a day; `note` tells readers what was wrong.

    A `withheld` version held what should never have been public: it is not shown beside the corrected one.
    """

    decision: str
    version: str
    on: date
    note: str
    withheld: bool = False


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
    corrections: Sequence[Correction] = ()
    withdrawn: Sequence[Withdrawn] = ()
    gaps: Sequence[Gap] = ()
    allowed: Sequence[Allowed] = ()

    def histories(self) -> Mapping[str, Sequence[Published]]:
        """What was published of each decision, by slug, the earliest first."""
        found: dict[str, list[Published]] = {}
        for entry in sorted(self.published, key=lambda entry: entry.on):
            found.setdefault(entry.decision, []).append(entry)
        return found

    def correction_of(self, slug: str, version: str) -> Correction | None:
        """What was last recorded of correcting this version of a decision."""
        found = [one for one in self.corrections if (one.decision, one.version) == (slug, version)]
        return found[-1] if found else None

    def without_decision(self, on: date) -> frozenset[str]:
        """The slugs of the numbers under which there need be no decision on this day: gaps, and what was taken back."""
        taken_back = (one.decision for one in self.withdrawn if one.on <= on)
        return frozenset((*(slug_of(gap.reference) for gap in self.gaps), *taken_back))


def read_ledger(text: str) -> Ledger:
    """The ledger. Raises OperatorError with what to mend."""
    try:
        return msgspec.toml.decode(text, type=Ledger)
    except (msgspec.DecodeError, msgspec.ValidationError) as fault:
        raise OperatorError(f"The ledger ({FILE}) can't be read: {fault}. Mend that entry.") from None
    except RecursionError:
        raise OperatorError(f"The ledger ({FILE}) can't be read: lists are nested too deep. Mend that entry.") from None
