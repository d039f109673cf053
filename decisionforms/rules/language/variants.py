"""One word, one number, one spelling: what can be written in two ways is written in one of them throughout."""

import re
from collections.abc import Iterator

from decisionforms.rules.numerals.terms import FoundTerm
from decisionforms.rules.paper import Paper
from decisionforms.rules.passages import Kind
from decisionforms.rules.remark import Remark
from decisionforms.rules.rule import Rule
from decisionforms.values.terms import Term

# Beginnings of words that mean one thing with a hyphen and another without.
OTHER_WORDS = (
    "re-act re-call re-count re-cover re-creat re-dress re-form re-lay re-leas re-mark re-plac re-present re-search re-sent "
    "re-serve re-sign re-sort re-store re-treat"
)
TWO_WORDS = tuple(OTHER_WORDS.split())
LETTERS_THAT_TELL = 5
MOST = 50
# What comes before a word with a hyphen or joined to it, and is no word by itself.
NO_WORDS = frozenset({"multi", "non", "pre", "anti", "inter", "semi", "co"})
# “Judgment” and “judgement” are not among them: lawyers keep one for the court's, the other for everybody's.
SPELLINGS = {
    "annexe": "annex",
    "focussed": "focused",
    "benefitted": "benefited",
    "aging": "ageing",
    "acknowledgment": "acknowledgement",
    "advisor": "adviser",
    "advisors": "advisers",
}
# Verbs that are spelled with s or z in each of their forms.
ENDINGS = ("e", "es", "ed", "ing", "ation", "ations")
VERBS = ("organi", "authori", "recogni", "prioriti", "summari", "utili", "minimi", "maximi", "finali")
WITH_Z = {f"{verb}z{ending}": verb for verb in VERBS for ending in ENDINGS}
UNUSUAL = frozenset(SPELLINGS) | frozenset(WITH_Z)
PER_CENT = re.compile(r"\d\s?(%|per cent\b|percent\b)")
NAME_GOES_ON = re.compile(r" (?:and |of )?[A-Z][a-z]")
READ_ALONE = {Kind.CELL, Kind.NOTE, Kind.QUOTATION}


def hyphen_variant(paper: Paper) -> Iterator[Remark]:
    """A word has its hyphen everywhere in a paper, or nowhere.

    Whoever searches a paper for “co-operate” doesn't find “cooperate”.

    Bad:
        Partners co-operate. … They will cooperate until June.
    Good:
        Partners co-operate. … They will co-operate until June.
    """
    for word in sorted(word for word in paper.words if "-" in word and word.replace("-", "") in paper.words)[:MOST]:
        joined = word.replace("-", "")
        whole = all(map(str.isalpha, word.split("-"))) and len(joined) >= LETTERS_THAT_TELL
        if whole and not word.startswith(TWO_WORDS):
            yield from _two_ways(paper, word, joined)
    for first in sorted(NO_WORDS & paper.words):
        for word in sorted(word for word in paper.words if word.startswith(f"{first}-"))[:MOST]:
            if word.count("-") == 1 and word.replace("-", "").isalpha():
                yield from _two_ways(paper, word, word.replace("-", " "))


def two_spellings(paper: Paper) -> Iterator[Remark]:
    """A word that can be spelled in two ways is spelled in one of them throughout.

    Bad:
        … see Annex A … the annexe sets out …
    Good:
        … see Annex A … the annex sets out …
    """
    said: set[str] = set()
    for word in sorted(UNUSUAL & paper.words):
        verb = WITH_Z.get(word, word)
        for usual in _usual(word) if verb not in said else ():
            if usual in paper.words and verb not in said:
                found = list(_two_ways(paper, usual, word))
                said.update(verb for _ in found)
                yield from found


def _usual(word: str) -> tuple[str, ...]:
    """The usual spelling of a word; of a verb that of the same form first, then of the others."""
    if word not in WITH_Z:
        return (SPELLINGS[word],)
    verb = WITH_Z[word]
    same = f"{verb}s{word[len(verb) + 1 :]}"
    return (same, *(f"{verb}s{ending}" for ending in ENDINGS if f"{verb}s{ending}" != same))


def number_variant(paper: Paper) -> Iterator[Remark]:
    """A length of time, and a percentage, is written in one way throughout: 3 months or three months, % or per cent.

    Two dresses make the reader ask whether they are the same. A number in words that begins a sentence is let
    through, and so are tables, quotations and footnotes.

    Bad:
        … for 3 months … The three month extension …
    Good:
        … for 3 months … The 3-month extension …
    """
    yield from _lengths(paper)
    if "%" in paper.text and ("percent" in paper.words or "per cent" in paper.text):
        yield from _percentages(paper)


def _lengths(paper: Paper) -> Iterator[Remark]:
    first: dict[Term, FoundTerm] = {}
    said: set[Term] = set()
    for found in paper.terms:
        earlier = first.get(found.term, found)
        if found.text[0].isupper() or found.term in said or paper.passage_at(found.start).kind in READ_ALONE:
            continue
        first[found.term] = earlier
        if found.text[0].isdigit() != earlier.text[0].isdigit():
            said.add(found.term)
            remedy = "Write figures in both places, or words in both."
            yield _number(paper, (earlier.start, earlier.end), (found.start, found.end), remedy)


def _percentages(paper: Paper) -> Iterator[Remark]:
    first = None
    for found in PER_CENT.finditer(paper.text):
        if paper.passage_at(found.start()).kind in READ_ALONE:
            continue
        first = first or found
        if found[1] != first[1]:
            yield _number(paper, first.span(1), found.span(1), f"Write “{first[1]}” in both places, or “{found[1]}”.")
            return


def _number(paper: Paper, earlier: tuple[int, int], later: tuple[int, int], remedy: str) -> Remark:
    one, other = paper.text[slice(*earlier)], paper.text[slice(*later)]
    problem = f"“{other}” is written in another way than “{one}” before."
    also = (paper.place(*earlier), one)
    return paper.remark(*later, problem, remedy, also)


def _two_ways(paper: Paper, one: str, other: str) -> Iterator[Remark]:
    """A remark on the later of two ways to write a word, where both stand in the writer's own words."""
    found = [_first(paper, word) for word in (one, other)]
    if all(found):
        earlier, later = sorted((each for each in found if each), key=re.Match.start)
        problem = f"“{later[0]}” is written “{earlier[0]}” in another place."
        also = (paper.place(*earlier.span()), earlier[0])
        remedy = f"Write “{earlier[0].lower()}” in both places, or “{later[0].lower()}”."
        if len({first.lower().replace("iz", "is") for first in (earlier[0], later[0])}) > 1 and "iz" in other:
            problem = f"“{later[0]}” is not spelled in the same way as “{earlier[0]}”."
            remedy = f"Spell both with {_letter(earlier[0])}, or both with {_letter(later[0])}."
        yield paper.remark(*later.span(), problem, remedy, also)


def _letter(word: str) -> str:
    return "z" if "iz" in word else "s"


def _first(paper: Paper, word: str) -> re.Match[str] | None:
    """Where a word first stands outside quotations and outside names, such as that of an Act or an Organization."""
    for found in re.finditer(rf"(?<![\w’'-]){word}(?![\w’'-])", paper.text, re.IGNORECASE):
        in_a_name = found[0][0].isupper() and (
            "iz" in word or "advis" in word or NAME_GOES_ON.match(paper.text, found.end())
        )
        if not in_a_name and paper.passage_at(found.start()).kind is not Kind.QUOTATION:
            return found
    return None


RULES = (Rule(hyphen_variant), Rule(two_spellings), Rule(number_variant))
