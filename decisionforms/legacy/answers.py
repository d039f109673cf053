"""The answers to the questions that the form asks: YES or NO, why, until when."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct

from decisionforms.form.wording import Words
from decisionforms.legacy.remarks import Remarks, shortened
from decisionforms.legacy.stream import Line, keys_of
from decisionforms.rules.numerals.dates import find_dates
from decisionforms.rules.numerals.glossary import glossary_of
from decisionforms.values.dates import read_date, write_date
from decisionforms.values.money import read_money
from decisionforms.values.unreadable import UnreadableValueError

READERS: Mapping[str, Callable[[str], object]] = {"text": str, "date": read_date, "money": read_money}
# What the form asks to be typed over.
PLACEHOLDER = re.compile(r"\[[^\]]*\]|_{2,}|\.{3,}|…+")


class Answer(Struct, frozen=True):
    """What stands behind a question, without what was never typed over, and the line on which it begins."""

    line: int
    text: str


def answer_in(lines: Sequence[Line], remarks: Remarks) -> Answer:
    """The answer in these lines."""
    written = [line for line in lines if line.text.strip()]
    number = (written or lines)[0].number if lines else 1
    text = " ".join(line.text for line in lines)
    for line in written[1:]:
        remarks.join(line.number, line.text)
    for found in PLACEHOLDER.finditer(text):
        remarks.guess(number, f"“{shortened(found[0])}” was taken for a place where nothing was written")
    return Answer(number, " ".join(PLACEHOLDER.sub(" ", text).split()))


def yes_or_no(given: Answer, words: Words, remarks: Remarks) -> bool | None:
    """Whether it is yes; None where neither is said, or both are."""
    said = " ".join(keys_of(given.text))
    yes, no = (" ".join(keys_of(word)) for word in (words.yes, words.no))
    said_no = bool(re.search(rf"\b{no}\b", said))
    said_yes = bool(re.search(rf"\b{yes}\b", re.sub(rf"\b{no}\b", "", said) if yes in no else said))
    if said_yes == said_no:
        text = f"“{shortened(given.text)}”" if given.text else "nothing"
        remarks.ask(given.line, f"neither {words.yes} nor {words.no} alone is the answer here, but {text}")
        return None
    if said not in {yes, no}:
        remarks.guess(given.line, f"“{shortened(given.text)}” was taken for {words.yes if said_yes else words.no}")
    return said_yes


class Deferral(Struct, frozen=True):
    """Whether publication was deferred; why, and until when, as far as it is printed."""

    deferred: bool
    reason: str = ""
    until: str = ""


def part_2(answers: Mapping[str, Answer], words: Words, remarks: Remarks) -> bool | None:
    """Whether there is a part 2; None where it is not asked, or not said."""
    return yes_or_no(answers["part_2"], words, remarks) if "part_2" in answers else None


def facts_in(answers: Mapping[str, Answer], kinds: Mapping[str, str], remarks: Remarks) -> Iterator[tuple[str, str]]:
    """The facts that only this form asks for, where they are of their kind."""
    for key, kind in kinds.items():
        given = answers.get(key)
        if given is None or not given.text:
            continue
        try:
            READERS[kind](given.text)
            yield key, given.text
        except UnreadableValueError as fault:
            remarks.ask(given.line, f"“{shortened(given.text)}” was left out of “{key}”: {fault.problem}")


def deferral(answers: Mapping[str, Answer], words: Words, remarks: Remarks) -> Deferral | None:
    """The deferral; None where it is not asked for, or could not be read."""
    if "deferred" not in answers:
        return None
    reason, until = (answers.get(key, Answer(1, "")) for key in ("deferral_reason", "deferral_until"))
    deferred = yes_or_no(answers["deferred"], words, remarks)
    if not deferred:
        for left in (reason, until):
            if left.text:
                remarks.ask(left.line, f"“{shortened(left.text)}” was left out: nothing is said to be deferred")
        return None if deferred is None else Deferral(deferred=False)
    day = next((one.day for one in find_dates(until.text, glossary_of(until.text.split())) if one.day), None)
    if until.text and day is None:
        remarks.ask(until.line, f"“{shortened(until.text)}” was left out: it is no date in full")
    return Deferral(deferred=True, reason=reason.text, until=write_date(day) if day else "")
