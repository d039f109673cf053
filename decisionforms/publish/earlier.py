"""The texts that stood in public before a correction: kept beside the decisions, and known again by their versions."""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath

from msgspec import Struct
from msgspec.structs import replace

from decisionforms.ledger import Ledger
from decisionforms.publish.candidate import Candidate
from decisionforms.publish.selection import Stays

NAME = re.compile(r"([a-z0-9-]+)\.r([1-9][0-9]{0,3})")
SIGNED = {"approved", "refused"}  # of all others the day is a fact that can be corrected
NEVER_PUBLISHED = "By the ledger no such text was ever published; put back the one that was, or remove it."


class Earlier(Struct, frozen=True):
    """The texts that were published, by slug and version; `strays` are those of which that can't be told."""

    texts: Mapping[str, Mapping[str, Candidate]]
    strays: Sequence[Stays]

    def published_last(self, ledger: Ledger) -> Mapping[str, Candidate]:
        """By slug, the text that stands in public, where it was kept to be corrected."""
        last = {slug: history[-1].version for slug, history in ledger.histories().items()}
        return {slug: some[last[slug]] for slug, some in self.texts.items() if last[slug] in some}

    def decided_first(self, one: Candidate) -> Candidate:
        """A corrected paper with the day of the first decision: to be signed anew does not move it in the register."""
        before = [it.record.decided for it in self.texts.get(one.slug, {}).values() if it.record and it.record.decided]
        if not before or one.record is None or one.record.decided is None or one.record.outcome not in SIGNED:
            return one
        return replace(one, record=replace(one.record, decided=min(one.record.decided, *before)))


def earlier_texts(frozen: Iterable[Candidate], ledger: Ledger) -> Earlier:
    """What the ledger tells of these kept texts, each judged as a paper that might go out."""
    published = {(entry.decision, entry.version) for entry in ledger.published}
    texts: dict[str, dict[str, Candidate]] = {}
    strays: list[Stays] = []
    for one in sorted(frozen, key=_number):
        named = NAME.fullmatch(PurePath(one.path).stem)
        if (
            not one.reasons
            and one.record
            and named
            and named[1] == one.slug
            and (one.slug, one.record.version) in published
        ):
            texts.setdefault(one.slug, {})[one.record.version] = one
        else:
            strays.append(Stays(one, one.reasons or (NEVER_PUBLISHED,)))
    return Earlier(texts, tuple(strays))


def _number(one: Candidate) -> int:
    """The number in the name of a kept text: of two with the same words the later one counts."""
    named = NAME.fullmatch(PurePath(one.path).stem)
    return int(named[2]) if named else 0
