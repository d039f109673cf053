"""What `publish` adds to the ledger, below all that stands there already."""

from collections.abc import Iterable

from decisionforms import growing
from decisionforms.ledger import Allowed, Correction, Published

OPENING = """\
# What was published, and when. “publish” only ever adds to the end of this file; commit it afterwards.
#
# A decision that stands here twice was corrected. What was corrected is taken from what “revise” recorded; where that
# was not used, write it under the later entry, as
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


TABLES = {Published: "published", Correction: "corrections", Allowed: "allowed"}
MAY_LACK = {"note", "withheld"}


def added_to(text: str, entries: Iterable[Published | Correction | Allowed]) -> str:
    """The text of the ledger with these entries at its end; everything that stands there stays as it is."""
    return growing.added_to(text, OPENING, ((TABLES[type(entry)], entry) for entry in entries), MAY_LACK)
