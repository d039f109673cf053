"""The declared sums against one another, and against the sums that the summary and the recommendation name."""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from decimal import Decimal
from itertools import islice

from decisionforms.decision.facts import Amount
from decisionforms.diagnostics import Severity
from decisionforms.form.form import plain
from decisionforms.rules.figures.rates import comes_to, only_explains
from decisionforms.rules.figures.totals import (
    ASKING,
    MOST_SAID,
    TOLERANCE,
    declared_sums,
    expected_sums,
    in_pounds,
    is_among,
    sums_in,
)
from decisionforms.rules.numerals.sums import FoundSum
from decisionforms.rules.paper import Paper
from decisionforms.rules.remark import Remark
from decisionforms.rules.rule import Reader, Rule
from decisionforms.rules.sentences import sentence_about
from decisionforms.values.money import write_money

MOST_NAMED = 8
MOST_PARTS, MOST_COMPARED = 8, 40
NO_REQUEST = re.compile(r"\s*(?:to )?(?:note|delegate)\b", re.IGNORECASE)
ABOUT = re.compile(
    r"(?:\b(?:about|around|approximately|approx\.?|some|nearly|almost|roughly|circa|c\.?|just (?:over|under)|over|more than)|~)[ \u00a0]?$",
    re.IGNORECASE,
)
LONGEST_ABOUT = 16
# “To be identified” names no budget.
UNNAMED = re.compile(
    r"(?:still )?(?:to be|not yet|yet to be)\b.*|t\.?b\.?[acdn]\b.*|unknown|not known|undecided|.*\?|[?.…_–-]+|x{2,}",
    re.IGNORECASE,
)
COUNTS = (
    "a|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    "|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|and"
)
IN_WORDS = re.compile(rf"\b(?:(?:{COUNTS})[ -]){{2,9}}pounds\b", re.IGNORECASE)
COSTING = re.compile(
    r"\b(?:costs?|costing|adds?|comes? to|pa(?:y|ys|id)|spend|expenditure|grant of|sum of|estimated)\b", re.IGNORECASE
)
NOT_ASKED = re.compile(
    r"\b(?:was|were|had|has|have|been|previous\w*|earlier|already|budgets?|funds?|existing|income|sav\w+|others?|would have|worth|damage|loss\w*|crime|no|not)\b",
    re.IGNORECASE,
)


def parts_and_total(paper: Paper) -> Iterator[Remark]:
    """The declared sums add up to the declared total.

    Whoever approves the total approves the parts; if they differ nobody knows what was approved. Rounding of up to
    £1 for each part is let through.

    Bad:
        amounts:
          - sum: £50,000
          - sum: £30,000
        total: £90,000
    Good:
        amounts:
          - sum: £50,000
          - sum: £30,000
        total: £80,000
    """
    total, amounts = paper.facts.total, paper.facts.amounts
    if total is None or not amounts:
        return
    added = sum((one.sum.value for one in amounts), Decimal(0))
    if abs(added - total.value) > TOLERANCE * (len(amounts) if len(amounts) > 1 else 0):
        also = tuple((one.sum.span, write_money(one.sum.value)) for one in amounts)
        problem = f"The declared sums add up to {write_money(added)}, but the total is {write_money(total.value)}."
        yield Remark(total.span, problem, "Correct whichever is wrong: the total, or one of the sums.", also=also)


def undeclared_sum(paper: Paper) -> Iterator[Remark]:
    """Every sum in the summary and the recommendation is one that is declared, or a total of some of those.

    What is asked for must be what is recorded, published as data and paid. A sum that only explains, such as a whole
    budget, belongs in the sections. Rates such as £450 a day and thresholds such as “£500,000 or more” are let
    through, parts that add up to a declared sum, what others add to one, and in the summary a declared sum that is
    rounded, such as “about £1.2m”.

    Bad:
        1. Approve expenditure of £1.75m.        (declared: sum: £1,175,000)
    Good:
        1. Approve expenditure of £1,175,000.
    """
    exact = in_pounds(declared_sums(paper.facts))
    others = [one for one in sums_in(paper, *ASKING) if one.value and not is_among(one.value, exact)] if exact else []
    meant = _parts_and_wholes([one.value for one in others[:MOST_COMPARED] if one.value], exact)
    others = [one for one in others if one.value not in meant]
    for first, *more in islice(_strange(paper, others), MOST_SAID):
        problem = f"{first.text} is none of the sums declared at the top, nor a total of some of them."
        remedy = (
            f"Declared are: {_named(paper)}. Correct the text or the facts, or explain the sum in a section instead."
        )
        also = ((paper.place(one.start, one.end), one.text) for one in more[:MOST_NAMED])
        yield paper.remark(first.start, first.end, problem, remedy, *also)


def _parts_and_wholes(sums: list[Decimal], declared: AbstractSet[int]) -> set[Decimal]:
    """The sums that add up to a declared one, point after point, and those that differ by one: what others add to it."""
    runs = [
        sums[start:end]
        for start in range(len(sums))
        for end in range(start + 2, min(len(sums), start + MOST_PARTS) + 1)
    ]
    parts = {each for run in runs if is_among(sum(run, Decimal(0)), declared) for each in run}
    pairs = ((one, other) for one in set(sums) for other in set(sums) if one > other)
    return parts | {each for one, other in pairs if is_among(one - other, declared) for each in (one, other)}


def undeclared_amounts(paper: Paper) -> Iterator[Remark]:
    """A paper that asks for money declares the sums among its facts.

    The sums are printed on top of the page and published as data; what stands in the text alone is lost to both. A
    point that only notes or delegates something asks for no money.

    Bad:
        1. Approve a grant of £40,000.           (no amounts, no total)
    Good:
        amounts:
          - sum: £40,000
            for: the grant
        total: £40,000
    """
    if paper.facts.amounts or paper.facts.total or paper.facts.original_value:
        return
    remedy = "At the top of the file, under “amounts:”, write for each sum “  - sum: £…”, below it “    for: …” (what it pays for) and “    from: …” (whose budget). Write after “total:” what they come to."
    for start, end in islice(_sums_in_words(paper), 1):
        problem = f"The recommendation asks for {paper.text[start:end]}, but no sum is declared at the top."
        yield paper.remark(start, end, problem, remedy)
        return
    for found in sums_in(paper, "recommendation"):
        if only_explains(paper, found) or NO_REQUEST.match(paper.passage_at(found.start).text):
            continue
        problem = f"The recommendation asks for {found.text}, but no sum is declared at the top."
        yield paper.remark(found.start, found.end, problem, remedy)
        return
    for found in islice(_costs_in_summary(paper), 1):
        problem = f"The summary speaks of a cost of {found.text}, but no sum is declared at the top."
        yield paper.remark(found.start, found.end, problem, remedy)


def budget_unnamed(paper: Paper) -> Iterator[Remark]:
    """Each declared sum says from which budget it comes.

    Money that is approved without a budget has to be found afterwards, and finance can't tell what it is to be set
    against. In a draft that does not know yet this is a note.

    Bad:
        amounts:
          - sum: £84,500
    Good:
        amounts:
          - sum: £84,500
            from: victims services budget
    """
    unnamed = [one for one in paper.facts.amounts if not _has_budget(one, paper)]
    if unnamed:
        first, more = unnamed[0], unnamed[1:]
        others = f" and {len(more)} other sum{'s' if len(more) > 1 else ''} come" if more else " comes"
        problem = f"It is not said from which budget the {write_money(first.sum.value)}{others}."
        also = tuple((one.sum.span, write_money(one.sum.value)) for one in more)
        remedy = "Add “from: …” to each of these sums." if more else "Add “from: …” to this sum."
        yield Remark(first.sum.span, problem, remedy, also=also)


def _sums_in_words(paper: Paper) -> Iterator[tuple[int, int]]:
    if "pounds" in paper.words:
        for found in paper.find(IN_WORDS, "recommendation"):
            if not NO_REQUEST.match(paper.passage_at(found.start()).text):
                yield found.span()


def _costs_in_summary(paper: Paper) -> Iterator[FoundSum]:
    """The sums of the summary that are said to be what this costs, where the recommendation names none."""
    if any(sums_in(paper, "recommendation")):
        return
    for found in sums_in(paper, "summary"):
        sentence = sentence_about(paper.text, found.start, found.end)
        asked = COSTING.search(paper.text, *sentence) and not NOT_ASKED.search(paper.text, *sentence)
        if asked and not only_explains(paper, found):
            yield found


def _strange(paper: Paper, sums: list[FoundSum]) -> Iterator[list[FoundSum]]:
    """Of sums that are not declared, those that do not follow from what is, each with where it stands again."""
    expected = expected_sums(paper.facts) if sums else frozenset[int]()
    found: dict[Decimal, list[FoundSum]] = {}
    for one in sums:
        value = one.value or Decimal(0)
        follows = is_among(value, expected) or comes_to(paper, one, expected) or _is_rounded(paper, one, expected)
        if not follows and not only_explains(paper, one):
            found.setdefault(value, []).append(one)
    yield from found.values()


def _is_rounded(paper: Paper, found: FoundSum, expected: AbstractSet[int]) -> bool:
    """Whether a sum of the summary is one of the expected, rounded: it says so, or is exact to a hundredth."""
    if paper.passage_at(found.start).section != "summary":
        return False
    figures = str(int(found.value or 0))
    step = 10 ** (len(figures) - len(figures.rstrip("0")))
    about = ABOUT.search(paper.text, max(0, found.start - LONGEST_ABOUT), found.start)
    scaled = not found.text[-1].isdigit() and step * 100 <= int(figures)
    return bool(about or scaled) and any(abs(one - int(figures)) < step for one in expected)


def _named(paper: Paper) -> str:
    """The declared sums in words, the first few of them."""
    facts = paper.facts
    sums = sorted({one.sum.value for one in facts.amounts} or set(declared_sums(facts)))
    more = f" and {len(sums) - MOST_NAMED} more" if len(sums) > MOST_NAMED else ""
    return ", ".join(map(write_money, sums[:MOST_NAMED])) + more


def _has_budget(amount: Amount, paper: Paper) -> bool:
    if amount.from_ is None or UNNAMED.fullmatch(amount.from_.value.strip()):
        return False
    return plain(amount.from_.value) not in paper.decision.form.nil_phrases


RULES = (
    Rule(parts_and_total, Reader.FINANCE, Severity.ERROR),
    Rule(undeclared_sum, Reader.FINANCE),
    Rule(undeclared_amounts, Reader.FINANCE),
    Rule(budget_unnamed, Reader.FINANCE, gap=True),
)
