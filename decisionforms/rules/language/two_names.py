"""One thing under several names: funds and services, recipients, and the instrument."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from decisionforms.decision.facts import Field
from decisionforms.rules.language.names import Name, groups, names_in
from decisionforms.rules.language.recipients import misspelled_recipient
from decisionforms.rules.paper import Paper
from decisionforms.rules.passages import Kind
from decisionforms.rules.remark import Remark
from decisionforms.rules.rule import Rule
from decisionforms.rules.sentences import line_before, places_in, sentence_from

KINDS = ("collaboration", "funding", "grant", "partnership")
THIS_ONE = re.compile(r"\b[Tt]he (?:(?:existing|current|present|same|said) )?$")
# Words that show that the other agreement is another one: its parties and its day, or that it makes way.
ANOTHER = re.compile(
    r"\b(?:with|between|dated)\b|agreement,? (?:from|of|for|to|under|that|made)\b|\bnot an?\b"
    r"|\b(?:replac|supersed|expir|former|previous|new|instead|rather|end(?:s|ed|ing)\b)",
    re.IGNORECASE,
)


def two_names(paper: Paper) -> Iterator[Remark]:
    """One thing has one name throughout: a fund, a service, a recipient, the agreement.

    A reader takes two names for two things. Speaks of names in capitals that differ by one word, one short form or one
    letter, of recipients spelled otherwise than at the top, and of an agreement called by another kind's name. Names
    with words that tell two things apart (Victims Fund, Training Fund) are let through, and so are short forms that
    the paper has introduced.

    Bad:
        … the Home Office Perpetrator Fund … the HO DA Perpetrator fund …
    Good:
        … the Home Office Perpetrator Fund … the Home Office Perpetrator Fund …
    """
    for names in names_in(paper):
        for group in groups(names, paper.text):
            yield _names(paper, group)
    for recipient in paper.facts.recipients:
        yield from misspelled_recipient(paper, recipient)
    if paper.facts.instrument and "agreement" in paper.words:
        yield from _instrument(paper, paper.facts.instrument)


def _names(paper: Paper, group: Sequence[Name]) -> Remark:
    """A remark on the names of one thing, at the first that is not the one most used."""
    counted = Counter(name.text for name in group)
    first = {name.text: name for name in reversed(group)}
    main = max(counted, key=lambda text: (counted[text], -first[text].start))
    other = min((name for text, name in first.items() if text != main), key=lambda name: name.start)
    rest = [text for text in counted if text not in {main, other.text}]
    more = f", and so do {_listed(rest)}" if len(rest) > 1 else f", and so does {_listed(rest)}" if rest else ""
    problem = f"“{other.text}” seems to name the same thing as “{main}”{more}."
    remedy = f"Use one name throughout, such as “{main}”, or say how they differ."
    also = [(paper.place(first[text].start, first[text].end), text) for text in counted if text != other.text]
    return paper.remark(other.start, other.end, problem, remedy, *also)


def _listed(texts: Sequence[str]) -> str:
    *most, last = (f"“{text}”" for text in texts)
    return f"{', '.join(most)} and {last}" if most else last


def _instrument(paper: Paper, instrument: Field[str]) -> Iterator[Remark]:
    """A remark where the declared agreement is called an agreement of another kind."""
    declared = instrument.value.lower().removesuffix(" agreement")
    others = [kind for kind in KINDS if kind != declared and kind in paper.words]
    for kind in others if declared in KINDS and declared in paper.words else ():
        for at in places_in(paper.text, f"{kind} agreement"):
            if THIS_ONE.search(line_before(paper.text, at, 20)) and not _another(paper, at):
                problem = f"The instrument is declared as “{instrument.value}”, but is called a {kind} agreement here."
                remedy = f"Write “{instrument.value}” throughout, or say what the other agreement is."
                also = (instrument.span, instrument.value)
                yield paper.remark(at, at + len(f"{kind} agreement"), problem, remedy, also)
                return


def _another(paper: Paper, at: int) -> bool:
    """Whether the sentence says that it speaks of some other agreement, or others do."""
    sentence = sentence_from(paper.text, at)
    return paper.passage_at(at).kind is Kind.QUOTATION or ANOTHER.search(sentence) is not None


RULES = (Rule(two_names),)
