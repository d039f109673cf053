"""The numbered sections of an original: which it has, and of which edition of the form they are."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct

from decisionforms.form.definition import Definition, Edition
from decisionforms.legacy.anchors import ALIKE, Stretch, likeness
from decisionforms.legacy.passages import SUBHEADING, Passage, passages_of
from decisionforms.legacy.remarks import Remarks, shortened
from decisionforms.legacy.stream import Stream, keys_of
from decisionforms.values.dates import write_date

NUMBERED = re.compile(r"\s*(?:\W\s+)?\d{1,2}\.?\s")


class Heading(Struct, frozen=True, order=True):
    """Where the heading of a section stands, from one word up to another."""

    start: int
    end: int
    key: str


def headings_in(stream: Stream, within: Stretch, definition: Definition, remarks: Remarks) -> tuple[Heading, ...]:
    """The headings of sections, in the order of the original."""
    found = {key: one for key, text in definition.sections.items() if (one := _exact(stream, within, key, text))}
    for key, text in definition.sections.items():
        taken = {one.start for one in found.values()}
        if key not in found and (near := _alike(stream, within, key, text)) and near.start not in taken:
            written = shortened(stream.text(near.start, near.end))
            remarks.guess(stream.line(near.start), f"“{written}” was taken for “{text}”")
            found[key] = near
    return tuple(sorted(found.values()))


def _exact(stream: Stream, within: Stretch, key: str, text: str) -> Heading | None:
    """The heading; a line with a number before it comes first."""
    keys = keys_of(text)
    places = [at for at in stream.find(keys, *within) if stream.words[at].first and stream.ends_line(at + len(keys))]
    numbered = [at for at in places if NUMBERED.match(stream.line_of(at))]
    return next((Heading(at, at + len(keys), key) for at in (*numbered, *places)), None)


def _alike(stream: Stream, within: Stretch, key: str, text: str) -> Heading | None:
    """A numbered line that reads much like the heading."""
    best, place, keys = ALIKE, None, keys_of(text)
    for at in range(*within):
        word = stream.words[at]
        if word.first and word.start and NUMBERED.match(stream.line_of(at)):
            end = stream.end_of_line(at)
            if (alike := likeness(stream.keys(at, end), keys, best)) > best:
                best, place = alike, Heading(at, end, key)
    return place


def edition_of(headings: Sequence[Heading], signed: date | None, definition: Definition, remarks: Remarks) -> str:
    """The edition that was in force on the day of signing; of several, the one that has these sections."""
    there = {one.key for one in headings}
    in_force = {name: one for name, one in definition.editions.items() if signed and one.was_in_force(signed)}
    if signed is None:
        remarks.ask(1, "the edition was told by its sections alone, since there is no date of signing")
    elif not in_force:
        remarks.ask(1, f"no edition of the form was in force on {write_date(signed)}; its sections told which is near")
    fits = {
        name: len(there & {*one.sections}) - len(there ^ {*one.sections})
        for name, one in (in_force or definition.editions).items()
    }
    best = max(fits, key=lambda name: fits[name])
    if signed and best != next(iter(fits)):
        remarks.guess(1, f"of the editions in force on the day of signing, its sections tell that it is {best}")
    return best


def texts_of(
    stream: Stream, end: int, headings: Sequence[Heading], edition: Edition, remarks: Remarks
) -> Mapping[str, tuple[Passage, ...]]:
    """What stands under each heading; a section that the edition does not have becomes part of the one before."""
    texts: dict[str, tuple[Passage, ...]] = {}
    last = edition.sections[0]
    for one, until in zip(headings, (*(each.start for each in headings[1:]), end), strict=True):
        passages = passages_of(stream.between(one.end, until), remarks)
        if one.key in edition.sections:
            last = one.key
        else:
            title, line = stream.text(one.start, one.end), stream.line(one.start)
            remarks.guess(line, f"“{title}” is no section of this edition; it became a heading in the section before")
            passages = (Passage(line, SUBHEADING, title), *passages)
        texts[last] = (*texts.get(last, ()), *passages)
    _speak_of_order(stream, headings, edition, remarks)
    return texts


def _speak_of_order(stream: Stream, headings: Sequence[Heading], edition: Edition, remarks: Remarks) -> None:
    order = [edition.sections.index(one.key) for one in headings if one.key in edition.sections]
    if order != sorted(order):
        remarks.ask(stream.line(headings[0].start), "the sections stand in another order than the form's")
