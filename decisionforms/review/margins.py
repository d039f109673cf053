"""What stands at the heads and feet of pages: words of the form, of which a change is told."""

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from decisionforms.review.changes import Change
from decisionforms.review.reading import paragraphs_of
from decisionforms.review.rewriting import OF_THE_FORM
from decisionforms.review.shown import State
from decisionforms.review.units import Unit, units_of
from decisionforms.word.opening import WordFile, margins_of

PLACES: Mapping[str, str] = {"header": "the head of the pages", "footer": "the foot of the pages"}


def margin_changes(sent: WordFile, back: WordFile) -> Iterator[Change]:
    """What was changed there; in how many parts a program keeps them, and in which order, is its own affair."""
    for kind, place in PLACES.items():
        was, now = _texts(_units(sent, kind)), _texts(units := _units(back, kind))
        if set(was) != set(now):
            by = sorted({one for unit in units for one in unit.by})
            tracked = set(_texts(_units(back, kind, State.REJECTED))) == set(was)
            before, after = (
                " / ".join(one for one in ours if one not in theirs) for ours, theirs in ((was, now), (now, was))
            )
            yield Change("changed", place, 0, before, after, tuple(by), tracked, OF_THE_FORM)


def _units(file: WordFile, kind: str, state: State = State.ACCEPTED) -> list[Unit]:
    parts = (replace(file, body=root) for root in margins_of(file, kind))
    return [unit for part in parts for unit in units_of(paragraphs_of(part, {}, state))]


def _texts(units: list[Unit]) -> list[str]:
    """What is read in these, each text once."""
    return list(dict.fromkeys(" ".join(unit.text.split()) for unit in units))
