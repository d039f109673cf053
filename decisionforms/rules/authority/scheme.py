"""The paragraph of the scheme of delegation on which a decision rests."""

import re
from collections.abc import Iterator
from decimal import Decimal

from decisionforms.diagnostics import Severity
from decisionforms.form.reviewed import Scheme, SchemeParagraph
from decisionforms.rules.authority.fitting import misfits_of, sum_of
from decisionforms.rules.paper import Paper
from decisionforms.rules.passages import Passage
from decisionforms.rules.phrases import places_of, words_of
from decisionforms.rules.remark import Remark
from decisionforms.rules.rule import Reader, Rule
from decisionforms.rules.sentences import sentence_at
from decisionforms.values.money import write_money

FIGURES = re.compile(r"(?<![\d.,£])\d+(?:\.\d+)+(?![\d%])")
CITED = re.compile(
    r"\b(?:paragraphs?|paras?\.?|clauses?|sections?)\s(?P<number>\d+(?:\.\d+)+)(?:\s(?:and|or)\s(?P<second>\d+(?:\.\d+)+))?"
    r"(?!\d)(?!\s(?:above|below|of\sthis))",
    re.IGNORECASE,
)


# “That is 4.16 in the Scheme of Consent”: a number without a word before it.
JUST_BEFORE = re.compile(
    r"(?<![\d.,£])(?<!graph )(?<!graphs )(?<!ection )(?<!lause )(?<!ara )(?<!ara. )(\d{1,2}(?:\.\d{1,2})+)\s(?:of|in|under)\s(?:the\s)?(?:[A-Z][\w’'-]*\s){0,3}$"
)
LONGEST_BEFORE = 50
APPROVES = re.compile(r"\s*(?:to )?(?:approve|agree|authorise)\b", re.IGNORECASE)
AT_LEAST = 2


def scheme_paragraph_missing(paper: Paper) -> Iterator[Remark]:
    """A paper that asks for what the scheme of delegation reserves names the paragraph that it rests on.

    The paragraph is the power to decide. It is asked for where the declared facts fit one whose limits the form knows,
    such as a business case of £500,000 and above, and where the text cites one.

    Bad:
        total: £1,280,000                        (no “scheme_paragraph”)
    Good:
        total: £1,280,000
        scheme_paragraph: 4.8
    """
    scheme = paper.form.scheme
    if scheme is None or paper.facts.scheme_paragraph is not None:
        return
    for start, end, number in cited_in(paper, scheme):
        problem = f"The text rests on paragraph {number} of the {scheme.name}, but it is not recorded at the top."
        yield paper.remark(start, end, problem, f"Add “scheme_paragraph: {number}” to the facts at the top.")
        return
    for point, one in _spoken_of(paper, scheme):
        problem = f"This asks for what paragraph {one.number} of the {scheme.name} speaks of ({one.covers}), but it is not recorded at the top."
        remedy = f"Add “scheme_paragraph: {one.number}” to the facts at the top, or the paragraph that it rests on."
        yield Remark(point.place(0, len(point.text), paper.decision.source.lines), problem, remedy, point.paragraph)
        return
    fitting = [one for one in scheme.paragraphs if _calls_for(paper, one)]
    place = paper.facts.total or next((one.sum for one in paper.facts.amounts), None)
    if fitting and place:
        asked = sum_of(paper.facts) or Decimal(0)
        problem = f"This paper asks for {write_money(asked)}, but names no paragraph of the {scheme.name}."
        choices = ", or ".join(f"“scheme_paragraph: {one.number}” ({one.covers})" for one in fitting)
        yield Remark(place.span, problem, f"Add {choices}, or the paragraph that it rests on.")


def _spoken_of(paper: Paper, scheme: Scheme) -> Iterator[tuple[Passage, SchemeParagraph]]:
    """The points that approve something of which a paragraph without limits speaks: in two of its words, and its subject."""
    known = [
        one
        for one in scheme.paragraphs
        if one.about and not _limited(one) and len(paper.words & {*one.about}) >= AT_LEAST
    ]
    for point in paper.passages if known else ():
        if point.section == "recommendation" and APPROVES.match(point.text):
            words = words_of(point.text)
            subject = {word.removesuffix("s") for word in words}
            for one in known:
                covered = {word.removesuffix("s") for word in words_of(one.covers) if len(word) > len("the")}
                if len(words & {*one.about}) >= AT_LEAST and len(covered & subject) >= AT_LEAST:
                    yield point, one


def _limited(one: SchemeParagraph) -> bool:
    return bool(one.sum_from or one.sum_over or one.original_value_from)


def _calls_for(paper: Paper, one: SchemeParagraph) -> bool:
    """Whether the declared facts are such as this paragraph speaks of, by its limits and its subject."""
    title, instrument = paper.facts.title, paper.facts.instrument
    about = words_of(" ".join(given.value for given in (title, instrument) if given))
    return _limited(one) and (not one.about or bool(about & set(one.about))) and not misfits_of(paper, one)


def scheme_paragraph_differs(paper: Paper) -> Iterator[Remark]:
    """The text rests on the paragraph of the scheme that is recorded at the top.

    Two paragraphs are two powers, with limits of their own. A text that cites the recorded paragraph beside others is
    let through.

    Bad:
        scheme_paragraph: 4.8
        Paragraph 4.13 of the Scheme of Delegation reserves such extensions to the Deputy Mayor.
    Good:
        scheme_paragraph: 4.13
        Paragraph 4.13 of the Scheme of Delegation reserves such extensions to the Deputy Mayor.
    """
    scheme, declared = paper.form.scheme, paper.facts.scheme_paragraph
    if scheme is None or declared is None:
        return
    recorded = FIGURES.findall(declared.value)
    cited = list(cited_in(paper, scheme))
    if recorded and cited and not {number for _, _, number in cited} & set(recorded):
        start, end, number = cited[0]
        problem = f"The text cites paragraph {number} of the scheme, but {declared.value} is recorded at the top."
        remedy = f"Write “scheme_paragraph: {number}” at the top, or correct the text."
        yield paper.remark(start, end, problem, remedy, (declared.span, declared.value))


def scheme_paragraph_unknown(paper: Paper) -> Iterator[Remark]:
    """The recorded paragraph is one that the form knows of its scheme.

    The form knows the paragraphs that papers have quoted, so this is a question and no more.

    Bad:
        scheme_paragraph: 4.31
    Good:
        scheme_paragraph: 4.13
    """
    scheme, declared = paper.form.scheme, paper.facts.scheme_paragraph
    if scheme is None or declared is None or not scheme.paragraphs:
        return
    known = [one.number for one in scheme.paragraphs]
    recorded = FIGURES.findall(declared.value)
    if not recorded or any(number not in known for number in recorded):
        problem = f"“{declared.value}” is no paragraph of the {scheme.name} that this form knows."
        yield Remark(declared.span, problem, f"Check it against the scheme; known here are {', '.join(known)}.")


def scheme_not_fitted(paper: Paper) -> Iterator[Remark]:
    """What is declared fits the paragraph of the scheme that the paper rests on.

    Paragraph 4.13 is for changes to contracts that were worth £500,000 or more, by more than 10% or 12 months. Without
    the original value nobody can tell whether it applies, and a decision under the wrong paragraph has no power behind
    it. Sums that stand in the confidential part are let through.

    Bad:
        total: £84,500
        scheme_paragraph: 4.13                   (no “original_value”)
    Good:
        total: £84,500
        original_value: £640,000
        scheme_paragraph: 4.13
    """
    scheme, declared = paper.form.scheme, paper.facts.scheme_paragraph
    if scheme is None or declared is None:
        return
    recorded = FIGURES.findall(declared.value)
    for one in scheme.paragraphs:
        if one.number in recorded and (misfits := misfits_of(paper, one)):
            what = "; ".join(misfit.problem for misfit in misfits)
            problem = f"Paragraph {one.number} is for {one.covers}, but {what}."
            remedy = " ".join(dict.fromkeys(misfit.remedy for misfit in misfits))
            also = tuple((misfit.span, misfit.said) for misfit in misfits if misfit.span)
            yield Remark(declared.span, problem, remedy, also=also)


def cited_in(paper: Paper, scheme: Scheme) -> Iterator[tuple[int, int, str]]:
    """Where the text cites paragraphs of the scheme: the start and end of each, and its number."""
    for place, _ in places_of(paper, scheme.called):
        first, last = sentence_at(paper.text, place)
        if number := JUST_BEFORE.search(paper.text, max(first, place - LONGEST_BEFORE), place):
            yield *number.span(1), number[1]
        for found in CITED.finditer(paper.text, first, last):
            yield found.start(), found.end(), found["number"]
            if found["second"]:
                yield found.start(), found.end(), found["second"]


RULES = (
    Rule(scheme_paragraph_missing, Reader.GOVERNANCE, gap=True),
    Rule(scheme_paragraph_differs, Reader.GOVERNANCE),
    Rule(scheme_paragraph_unknown, Reader.GOVERNANCE, Severity.NOTE),
    Rule(scheme_not_fitted, Reader.GOVERNANCE),
)
