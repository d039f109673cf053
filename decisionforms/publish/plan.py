"""In which order the files of a plain folder are replaced, and the journal in which that stands until it is done.

What appears is put there first, then what changes, and last what goes is removed. So whatever a page leads to is there:
an earlier page leads to earlier files, which go last, and a new one to new files, which are there before any page that
readers know leads to them.
"""

from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec
from msgspec import Struct

from decisionforms.errors import OperatorError
from decisionforms.publish.addresses import FEED, HOME, MANIFEST, SITEMAP
from decisionforms.publish.release import Changes, check_names, listed

AFTER_PAGES = {FEED, SITEMAP}


class Plan(Struct, frozen=True, forbid_unknown_fields=True):
    """What is still to be done to a plain folder: which files to put there, from which folder, and which to remove."""

    source: Literal["new", "before"]
    put: Sequence[str]
    remove: Sequence[str]


def plan_of(change: Changes, source: Literal["new", "before"] = "new", damaged: Iterable[str] = ()) -> Plan:
    """The order in which no page that readers can reach ever leads to a file that is not there."""
    put = (*_in_line(change.appear), *_in_line({*change.change, *damaged}), MANIFEST)
    return Plan(source, put, tuple(reversed(_in_line(change.go))))


def _in_line(names: Iterable[str]) -> Sequence[str]:
    return sorted(names, key=lambda name: (_turn(name), name))


def _turn(name: str) -> int:
    """What pages lead to, pages, lists, the first page, and what tells machines of them."""
    if name.rpartition("/")[2] in AFTER_PAGES:
        return 4
    if not name.endswith(".html"):
        return 0
    return 3 if name == HOME else 2 if name.startswith("register/") else 1


def read_plan(data: bytes) -> Plan:
    """The plan in a journal. Raises OperatorError where it is none of ours, or is damaged."""
    try:
        plan = msgspec.json.decode(data, type=Plan)
    except (msgspec.MsgspecError, RecursionError):
        raise OperatorError("The journal of an earlier run can't be read.") from None
    check_names(dict.fromkeys({*plan.put, *plan.remove} - {MANIFEST}, listed(b"")))
    return plan
