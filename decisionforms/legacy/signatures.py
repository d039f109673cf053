"""The signatures of an original: on which day, in whose name, and which interests are recorded above."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct

from decisionforms.decision.facts import NOT_PRINTED
from decisionforms.form.signatories import Signatory
from decisionforms.form.wording import Words
from decisionforms.legacy.remarks import Remarks, shortened
from decisionforms.legacy.stream import Line, keys_of
from decisionforms.rules.numerals.dates import FoundDate, find_dates
from decisionforms.rules.numerals.glossary import glossary_of
from decisionforms.values.dates import write_date

SHORT_YEAR = re.compile(r"\D\d{2}$")
MONTHS = 12


class Signed(Struct, frozen=True):
    """A signature as printed; without a day it can't be recorded."""

    name: str
    day: date | None
    interests: str = NOT_PRINTED


def signature_in(
    above: Sequence[Line], below: Sequence[Line], signatory: Signatory, words: Words, remarks: Remarks
) -> Signed:
    """The signature in the lines below the sentence that is signed; the interests stand above it, where it was found."""
    if signatory.interests and not below:
        above, below = _parted(above, words)
    elif not signatory.interests:
        above, below = (), (*above, *below)
    interests = " ".join(" ".join(line.text for line in above).split()) or NOT_PRINTED
    dates = [(line, one) for line in below for one in find_dates(line.text, glossary_of(line.text.split()))]
    day = next((one.day for _, one in dates if one.day), None)
    _speak_of(dates, day, signatory, below, remarks)
    return Signed(_name(below, signatory, words, remarks), day, interests)


def _parted(lines: Sequence[Line], words: Words) -> tuple[Sequence[Line], Sequence[Line]]:
    """The lines before the first label of a signature, and the others."""
    labels = {keys_of(words.signature)[0], keys_of(words.date)[0]}
    at = next((at for at, line in enumerate(lines) if {*keys_of(line.text)[:1]} & labels), len(lines))
    return lines[:at], lines[at:]


def _speak_of(
    dates: Sequence[tuple[Line, FoundDate]],
    day: date | None,
    signatory: Signatory,
    lines: Sequence[Line],
    remarks: Remarks,
) -> None:
    taken = False
    for line, one in dates:
        if one.day is None:
            remarks.ask(line.number, f"“{one.text}” is no day in full")
        elif taken:
            remarks.ask(line.number, f"“{one.text}”, a second date beside the signature, was left out")
        elif one.style == "figures" and (one.number <= MONTHS or SHORT_YEAR.search(one.text)):
            remarks.guess(line.number, f"“{one.text}” was read as {write_date(one.day)}, day first")
        taken = taken or one.day is not None
    if day is None:
        line_number = lines[0].number if lines else 1
        remarks.ask(line_number, f"no date was found of the signature as {signatory.office}")


def _name(lines: Sequence[Line], signatory: Signatory, words: Words, remarks: Remarks) -> str:
    """The name of one who held the office; any other words may be what a scanner made of a signature."""
    name = NOT_PRINTED
    for line, text in _beside(lines, words):
        holder = next((one.name for one in signatory.holders if keys_of(one.name) == keys_of(text)), "")
        if holder:
            name = holder
            remarks.guess(line, f"“{shortened(text)}” was taken for the name of who signed")
        else:
            remarks.ask(line, f"“{shortened(text)}” beside the signature was left out: is it a name?")
    return name


def _beside(lines: Sequence[Line], words: Words) -> Iterator[tuple[int, str]]:
    """What is neither label nor date."""
    labels = {*keys_of(words.signature), *keys_of(words.date)}
    for line in lines:
        text = line.text
        for one in find_dates(text, glossary_of(text.split())):
            text = text.replace(one.text, " ")
        written = [word for word in text.split() if not set(keys_of(word)) <= labels]
        if written:
            yield line.number, " ".join(written)
