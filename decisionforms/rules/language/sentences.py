"""Sentences and words that stand twice."""

import re
from collections.abc import Iterator
from itertools import islice
from operator import eq

from decisionforms.rules.paper import Paper
from decisionforms.rules.passages import Kind, Passage
from decisionforms.rules.remark import Remark
from decisionforms.rules.rule import Rule
from decisionforms.rules.sentences import line_before

LENGTH_THAT_TELLS = 40
# Whoever has seen so many has seen what is the matter.
MOST = 50
WORDS_THAT_TELL = 8
# The recommendation asks for what the sections explain, and may do so in their words.
ASKING = "recommendation"
READ_ALONE = {Kind.NOTE, Kind.QUOTATION, Kind.CELL, Kind.TITLE}
DOUBLED = re.compile(r"(?<![\w’'-])([A-Za-z]+)[ \u00a0]+(\1)(?![\w’'-])")
MAY_BE_DOUBLED = {"had", "that", "very", "many", "no", "so"}
# “carried on on 1 June”
BEFORE_ON_OR_IN = {"carry", "carried", "come", "came", "go", "goes", "going", "hand", "handed", "log", "logged", "move"}
BEFORE_ON_OR_IN |= {"carries", "moved", "sign", "signed", "went"}


def repeated_sentence(paper: Paper) -> Iterator[Remark]:
    """No sentence stands word for word in two places.

    A reader who meets it again wonders what has changed since. Tables, quotations, footnotes, sentences of fewer than
    eight words, and what the recommendation takes up from the sections are let through.

    Bad:
        ## Executive Summary
        The model is now to be offered in every borough of London. …
        ## Introduction and background
        The model is now to be offered in every borough of London. …
    Good:
        ## Introduction and background
        The offer to every borough follows the trial of 2022. …
    """
    long = [one for one in paper.text.replace("\n", ". ").split(". ") if len(one) > LENGTH_THAT_TELLS]
    if len({one.rstrip(" .") for one in long}) < len(long):
        yield from islice(_repeated(paper), MOST)


def _repeated(paper: Paper) -> Iterator[Remark]:
    first: dict[str, int] = {}
    said_until = -1
    for start, sentence in _sentences(paper.text):
        passage, earlier = paper.passage_at(start), first.setdefault(sentence, start)
        if earlier == start or READ_ALONE & {passage.kind, paper.passage_at(earlier).kind}:
            continue
        if ASKING in {passage.section, paper.passage_at(earlier).section}:
            continue
        if start > said_until:
            here, there = (paper.place(at, at + len(sentence)) for at in (start, earlier))
            problem = f"This sentence stands word for word {_where(paper, earlier, passage)} too."
            remedy = "Say it once, or say here what is new."
            also = ((there, "the same sentence"),) if there.line != here.line else ()
            yield Remark(here, problem, remedy, passage.paragraph, also)
        said_until = start + len(sentence) + 2


def _where(paper: Paper, at: int, later: Passage) -> str:
    """Where this place is, as seen from a later passage."""
    passage, placed = paper.passage_at(at), {**paper.decision.parts, **paper.decision.sections}
    if passage is later or (passage.paragraph and passage.paragraph == later.paragraph):
        return "further up in the same paragraph"
    return f"in paragraph {passage.paragraph}" if passage.paragraph else f"in “{placed[passage.section].heading}”"


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    """The sentences that are long enough to tell, with where they begin, without their stop."""
    at = 0
    for line in text.split("\n"):
        start = at
        for one in line.split(". "):
            sentence = one.rstrip(" .")
            if len(sentence) > LENGTH_THAT_TELLS and len(sentence.split()) >= WORDS_THAT_TELL:
                yield start, sentence
            start += len(one) + 2
        at += len(line) + 1


def doubled_word(paper: Paper) -> Iterator[Remark]:
    """No word is typed twice in a row.

    Let through are those that can rightly stand twice (had had, that that), doubled names, and quotations.

    Bad:
        The service is funded by the the borough.
    Good:
        The service is funded by the borough.
    """
    words = paper.tokens
    if not any(map(eq, words, islice(words, 1, None))):
        return
    said: set[str] = set()
    for found in DOUBLED.finditer(paper.text):
        if found[1].islower() and found[1] not in said and not _rightly(paper, found):
            said.add(found[1])
            problem = f"“{found[1]}” is typed twice."
            yield paper.remark(found.start(1), found.end(2), problem, f"Write it once: “{found[1]}”.")


def _rightly(paper: Paper, found: re.Match[str]) -> bool:
    """Whether the word may stand twice: by itself, after such a verb, or in what somebody said."""
    before = line_before(paper.text, found.start(), 400)
    after_verb = found[1] in {"on", "in"} and before.split()[-1:] and before.split()[-1].lower() in BEFORE_ON_OR_IN
    said = before.count("“") > before.count("”") or paper.passage_at(found.start()).kind is Kind.QUOTATION
    return found[1] in MAY_BE_DOUBLED or bool(after_verb) or said


RULES = (Rule(repeated_sentence), Rule(doubled_word))
