"""Short forms: spelled out once, where the reader first meets them, and used from then on."""

import re
from collections.abc import Iterator
from itertools import islice

from decisionforms.rules.language.short_forms import (
    LONGEST,
    MOST,
    full_name,
    known,
    places_of,
    short_forms_in,
    words_after,
    words_before,
)
from decisionforms.rules.paper import Paper
from decisionforms.rules.passages import Kind
from decisionforms.rules.remark import Remark
from decisionforms.rules.rule import Rule
from decisionforms.rules.sentences import places_in

# “(BCU)”, “(the “BCU”)”
# … “(hereinafter the “BCU”)”, and the bracket of “BCU (Basic Command Unit)”
BRACKETED = re.compile(
    r"\((?:(?:the |or |hereinafter |hereafter |henceforth |referred to as )*[“\"‘']?([A-Z][a-z]?[A-Z][A-Za-z]*)[”\"’']?\)"
    r"|(?<=[A-Z] \()(?:the )?(?=[A-Z]))"
)
NAME_BEFORE = re.compile(r"(?<![\w’'/&-])[A-Z][a-z]?[A-Za-z]*[A-Z]$")
OPENED = re.compile(
    r"\((?:the |or |hereinafter |hereafter |henceforth |referred to as |also |known as |abbreviated to )*[“\"‘']?$"
)
LED_TO = re.compile(r"(?:[,:=–—-]|\bor|\bas|\bcalled|\bto)\s+(?:the\s+)?[“\"‘']?$|(?:^|\n)$")
LEADING = re.compile(
    r"s?[”\"’']?(?:(?: [a-z]+)?\s*\(|\s*[–—]\s*|\s+-\s+|\s*[:=,]\s*|\n|,?\s+(?:is|are|means?|stands? for|or|that is)\b)"
    r"(?:\s*(?:or|ie|i\.e\.|that is|meaning|which stands for|short for)\b)?"
)
OUR_OWN_WORDS = (Kind.PARAGRAPH, Kind.POINT, Kind.HEADING)


def acronym_unexplained(paper: Paper) -> Iterator[Remark]:
    """A short form is spelled out somewhere in the paper, best where it first stands.

    The paper is read by the public, who don't know what a BCU is. What every reader knows is let through (NHS, VAT,
    GDPR), and so are references, the body's own name as the form prints it, and names of recipients.

    Bad:
        The pilot covers the South BCU.
    Good:
        The pilot covers the South Basic Command Unit (BCU).
    """
    text = paper.text
    # What every reader knows is known of English ones only.
    for name in short_forms_in(paper.capitalised) if paper.form.language.startswith("en") else ():
        if not (_of_the_form(paper, name) or _explained(name, text) or _shouted(name, text) or _in_notes(paper, name)):
            first = next((at for at in places_of(name, text) if paper.passage_at(at).kind is not Kind.QUOTATION), None)
            if first is not None:
                problem = f"“{name}” is nowhere spelled out."
                yield paper.remark(first, first + len(name), problem, _spelled_out(name, text))


def acronym_explained_twice(paper: Paper) -> Iterator[Remark]:
    """A short form is spelled out once, and then used.

    Whoever meets it spelled out again looks for a second meaning. Titles, tables, quotations and footnotes, which are
    read by themselves, are let through.

    Bad:
        … domestic abuse (DA) … Victims of domestic abuse (DA) …
    Good:
        … domestic abuse (DA) … Victims of DA …
    """
    first: dict[str, tuple[int, str]] = {}
    said: set[str] = set()
    for at, name, words in _explanations(paper):
        earlier, meaning = first.setdefault(name, (at, words))
        if earlier == at or name in said:
            continue
        said.add(name)
        also = (paper.place(earlier, earlier + len(name)), f"{meaning} ({name})")
        if _same(words, meaning):
            problem, remedy = f"“{name}” has been spelled out before.", f"Write “{name}” alone here."
        else:
            problem = f"“{name}” stands for “{words}” here, and for “{meaning}” in another place."
            remedy = "Give each its own short form, or write one of them in full."
        yield paper.remark(at, at + len(name), problem, remedy, also)


def acronym_unused(paper: Paper) -> Iterator[Remark]:
    """A short form is introduced only if it is used again.

    One that is never used again makes the reader remember something for nothing. One that the form itself uses in its
    declaration is let through.

    Bad:
        … violence against women and girls (VAWG). (and “VAWG” nowhere else)
    Good:
        … violence against women and girls.
    """
    for at, name, words in _explanations(paper):
        if not (name in known() or _used_again(paper, name, at) or _of_the_form(paper, name)):
            problem = f"“{name}” is introduced here and never used again."
            in_brackets = paper.text.rfind(")", 0, at) < paper.text.rfind("(", 0, at)
            start = paper.text.rfind("(", 0, at) if in_brackets else at
            end = paper.text.find(")", at) + 1
            yield paper.remark(start, end, problem, f"Write “{words}” alone.")


def _explanations(paper: Paper) -> Iterator[tuple[int, str, str]]:
    """Each “domestic abuse (DA)” in the writer's own sentences: where the short form begins, and both names."""
    for found in islice(BRACKETED.finditer(paper.text), MOST):
        if not found[1]:
            yield from _explained_after(paper, found)
            continue
        name = found[1].removesuffix("s")
        words = words_before(name, paper.text, found.start()) if name[-1:].isupper() else ""
        if words and paper.passage_at(found.start()).kind in OUR_OWN_WORDS:
            yield found.start(1), name, words


def _explained_after(paper: Paper, bracket: re.Match[str]) -> Iterator[tuple[int, str, str]]:
    """The same of “DA (domestic abuse)”, where nothing else stands in the brackets."""
    end = bracket.start() - 1
    found = NAME_BEFORE.search(paper.text[max(0, end - LONGEST) : end])
    words = words_after(found[0], paper.text, bracket.end()) if found else ""
    alone = paper.text.startswith(f"{words})", bracket.end())
    if found and words and alone and paper.passage_at(bracket.start()).kind in OUR_OWN_WORDS:
        yield end - len(found[0]), found[0], words


def _used_again(paper: Paper, name: str, at: int) -> bool:
    """Whether the short form stands anywhere else, in the paper or in the form's own statements."""
    for place in places_in(paper.text, name):
        around = paper.text[place - 1 : place] + paper.text[place + len(name) :][:2].removeprefix("s")[:1]
        if place != at and not any(map(str.isalpha, around)):
            return True
    return any(name in statement.text for row in paper.form.rows.values() for statement in row.statements)


def _explained(name: str, text: str) -> bool:
    """Whether the text says what the short form stands for: before it, after it, or in a table beside it."""
    at = text.find(f"({name})")
    if at >= 0 and words_before(name, text, at):
        return True
    return any(_explained_at(name, text, at) for at in places_of(name, text))


def _explained_at(name: str, text: str, at: int) -> bool:
    before = text[max(0, at - 40) : at]
    if OPENED.search(before):
        words = text[max(0, at - 80) : at].replace("-", " ").split()[-len(name) - 3 :]
        if any(word.lower().startswith(name[0].lower()) for word in words):
            return True
    if LED_TO.search(before) and words_before(name, text, at - text.endswith("\n", 0, at)):
        return True
    after = LEADING.match(text, at + len(name))
    return after is not None and bool(words_after(name, text, after.end()))


def _shouted(name: str, text: str) -> bool:
    """Whether it is a word of the text in capitals, as in “must NOT”."""
    return f" {name.lower()} " in text


def _in_notes(paper: Paper, name: str) -> bool:
    notes = (passage.text for passage in paper.passages if passage.kind is Kind.NOTE)
    return any(words_after(name, note, 0) for note in notes)


def _of_the_form(paper: Paper, name: str) -> bool:
    """Whether the form prints it in its head or its headings, or spells it out, or it is part of a declared name."""
    form = paper.form
    heads = (form.name, form.body, form.letterhead, form.heading, form.document_author, *form.sections.values())
    prefixes = (prefix for series in form.series for prefix in (*series.prefixes, *series.mistaken_prefixes))
    titles = (paper.facts.title, paper.facts.instrument, *paper.facts.recipients)
    declared = (field.value for field in titles if field)
    if any(_holds(one, name) for one in (*heads, *prefixes, *declared)):
        return True
    return any(f"({name})" in text for part in form.parts for text in part.text)


def _holds(text: str, name: str) -> bool:
    return name in text and next(places_of(name, text), None) is not None


def _spelled_out(name: str, text: str) -> str:
    whole = full_name(name, text)
    if whole:
        return f"If it is the {whole}, write “{whole} ({name})” where that is first named, or the full name throughout."
    if len(list(islice(places_of(name, text), 2))) == 1:
        return "It stands only here, so write it out instead."
    return f"Write it out where it first stands, with “({name})” after it."


def _same(one: str, other: str) -> bool:
    return one.casefold().rstrip("s") == other.casefold().rstrip("s")


RULES = (Rule(acronym_unexplained), Rule(acronym_explained_twice), Rule(acronym_unused))
