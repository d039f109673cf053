"""What tells who or where a person is: each thing by the pattern or the words by which it is known."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from decisionforms.rules.confidentiality.mailboxes import EMAIL, is_a_persons
from decisionforms.rules.paper import Paper
from decisionforms.rules.phrases import words_of
from decisionforms.rules.sentences import sentence_of

# Each begins with a sign that is quickly found; only numbers of mobile telephones and of places are looked for.
PHONES = tuple(
    re.compile(pattern)
    for pattern in (
        r" 0[127](?:[ -]?\d){8,9}(?![\d/])",
        r"\n0[127](?:[ -]?\d){8,9}(?![\d/])",
        r"\(0[127]\d{0,4}\)(?:[ -]?\d){5,9}(?!\d)",
        r"\+44(?:\s?\(0\))?(?:[ -]?\d){9,10}(?!\d)",
    )
)
MAY_BE_A_PHONE = re.compile(r"\n(?:0[127]|\+44)")
NUMBER_OF_A_THING = re.compile(
    r"\b(?:contract|reference|ref|company|charity|registration|invoice|order|purchase|licen[cs]e|case|account|PO)\b[^.\n]{0,20}$",
    re.IGNORECASE,
)
SERVICE = re.compile(
    r"help[- ]?line|hot[- ]?line|freephone|textphone|switchboard|reception|call centre|front (?:desk|counter)|text relay",
    re.IGNORECASE,
)
INSURANCE = re.compile(r" [A-Z]{2} ?\d\d ?\d\d ?\d\d ?[A-D]\b")
INSURANCE_WORDS = words_of("insurance ni nino")
BIRTH_WORDS = words_of("born birth dob")
BIRTH = re.compile(r"\b(?:born(?: on)?(?: the)?|[Dd]ates? of birth(?: (?:is|was))?|DOB|[Dd]\.?o\.?b\.?)[:\s(]{1,3}")
CRIME_WORDS = words_of("reference ref number no report record")
NUMBER = r"(?: is| was)?[:\s]{1,3}(?P<number>(?=\w{0,8}\d{2}[/-]\w|\w{0,6}\d{5})[\w/-]{4,20})"
# A pattern that begins with letters is found many times faster than one that leaves open which: hence “rime”.
CRIME = re.compile(
    rf"rime (?:ref(?:erence)?|report|record|number|Ref(?:erence)?|Number)\.?(?: (?:number|no|Number|No)\.?)?{NUMBER}"
)
SORT_CODE = re.compile(r"ort [Cc]ode\D{1,8}\d\d[- ]?\d\d[- ]?\d\d\b")
ACCOUNT = re.compile(r"ccount (?:number|no\.?)\D{1,6}\d{6,8}\b")
IBAN = re.compile(r"IBAN\W{1,3}[A-Z]{2}\d\d(?: ?[A-Z0-9]{4}){2,7}")
BANK = (
    (words_of("sort"), SORT_CODE),
    (words_of("account number"), ACCOUNT),
    (words_of("account no"), ACCOUNT),
    (words_of("iban"), IBAN),
)
POSTCODE = r"[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b"
HOUSE = rf"(?:\b\d{{1,4}}[A-Za-z]? [A-Z]\w+(?: [A-Z]\w+){{0,3}}|\b{POSTCODE})"
# By the words of which the paper must have one.
HOMES = (
    (words_of("address"), re.compile(rf"[Hh]ome address[^.\n]{{0,60}}?{HOUSE}")),
    (
        words_of("lives living lived resides residing resided"),
        re.compile(rf"\b(?:liv|resid)(?:es?|ing|ed) at\b[^.\n]{{0,60}}?{HOUSE}"),
    ),
    (
        words_of("home"),
        re.compile(rf"home(?:(?<=\bhis home)|(?<=\bher home)|(?<=\btheir home))(?: is)?,? (?:at |in )?{HOUSE}"),
    ),
    (
        words_of("mr mrs ms miss"),
        re.compile(
            rf"M(?<!\wM)(?:rs?|s|iss)\.? [A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?,? (?:of|at) (?:{HOUSE}|[^.\n]{{0,60}}?\b{POSTCODE})"
        ),
    ),
)


class Trace(NamedTuple):
    """Where something stands in the text, what it looks like or says, and what to do instead."""

    start: int
    end: int
    what: str
    instead: str


def traces_in(paper: Paper) -> Iterator[Trace]:
    """Everything in the text by which a person could be reached or recognised."""
    text = paper.text
    for found in EMAIL.finditer(text) if "@" in paper.glossary else ():
        if is_a_persons(found[1]):
            yield Trace(
                *found.span(), "looks like the e-mail address of a person", "Give a shared mailbox or an office"
            )
    for found in _in_any(text, PHONES if MAY_BE_A_PHONE.search(paper.glossary) else ()):
        if _is_a_persons_number(text, found.start()):
            start = found.start() + (found[0][0] in " \n")
            yield Trace(start, found.end(), "looks like a telephone number", "Leave it out or give a shared mailbox")
    for found in INSURANCE.finditer(text) if paper.words & INSURANCE_WORDS else ():
        yield Trace(found.start() + 1, found.end(), "looks like a National Insurance number", "Leave it out")
    yield from _births(paper)
    yield from _cases(paper)
    yield from _homes(paper)


def _is_a_persons_number(text: str, place: int) -> bool:
    """Whether a number that looks like one of a telephone is neither that of a thing nor that of a service."""
    before = NUMBER_OF_A_THING.search(text, max(0, place - 40), place + 1)
    return not before and not SERVICE.search(sentence_of(text, place + 1))


def _births(paper: Paper) -> Iterator[Trace]:
    if paper.words & BIRTH_WORDS:
        ends = {date.start: date.end for date in paper.dates}
        for found in BIRTH.finditer(paper.text):
            if end := ends.get(found.end()):
                yield Trace(found.start(), end, "looks like a date of birth", "Leave it out or give an age group")


def _cases(paper: Paper) -> Iterator[Trace]:
    """References of crime reports, and bank details: what always has a word before it by which it is known."""
    text, words = paper.text, paper.words
    crime = [CRIME] if "crime" in words and words & CRIME_WORDS else []
    crime += [_numbered_by(one) for one in paper.form.personal_data.systems if words_of(one) <= words]
    for found in _in_any(text, crime):
        yield Trace(*found.span("number"), "looks like the reference of a crime report", "Leave it out")
    for found in _in_any(text, [pattern for known, pattern in BANK if known <= words]):
        start = found.start() - (found[0][0] in "oc")
        yield Trace(start, found.end(), "looks like bank details", "Leave them out")


@cache
def _numbered_by(system: str) -> re.Pattern[str]:
    """A number after the name of a system in which crimes are recorded."""
    return re.compile(rf"{re.escape(system)}(?: (?:ref(?:erence)?|report|number|no)\.?){{0,2}}{NUMBER}")


def _homes(paper: Paper) -> Iterator[Trace]:
    fitting = [pattern for words, pattern in HOMES if paper.words & words]
    for found in _in_any(paper.text, fitting):
        yield Trace(*found.span(), "says where a person lives", "Leave it out or name the borough")


def _in_any(text: str, patterns: Iterable[re.Pattern[str]]) -> Iterator[re.Match[str]]:
    return (found for pattern in patterns for found in pattern.finditer(text))
