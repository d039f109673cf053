"""What a writer wrote: the texts among the facts, and a remark on each thing of a kind in the text."""

import re
from collections.abc import Iterator

from decisionforms.decision.facts import Deferral, Facts, Field, PartTwo
from decisionforms.rules.paper import Paper
from decisionforms.rules.passages import Kind
from decisionforms.rules.remark import Remark
from decisionforms.rules.sentences import line_before

REACH = 1000
# Whoever has seen so many has seen what is the matter.
MOST = 50


def texts_among(facts: Facts) -> tuple[Field[str], ...]:
    """The texts among the facts but for the title, which is read with the text."""
    given: list[Field[str] | None] = [*facts.topics, *facts.recipients, facts.directorate, facts.instrument]
    given += [field for one in facts.advice.values() for field in (one.by, one.reason)]
    given += [field for one in facts.officers.values() for field in (one.name, one.post)]
    given += [field for one in facts.amounts for field in (one.for_, one.from_)]
    given += [field for one in facts.signatures.values() for field in (one.name, one.interests)]
    given += [one.title for one in facts.appendices]
    given += [facts.deferral.reason] if isinstance(facts.deferral, Deferral) else []
    given += [facts.part_2.kept] if isinstance(facts.part_2, PartTwo) else []
    given += [facts.outcome.reason] if facts.outcome else []
    given += [one for one in facts.others.values() if isinstance(one.value, str)]
    return tuple(field for field in given if field)


def each(paper: Paper, pattern: re.Pattern[str], what: str, remedy: str, *, quoted: bool = True) -> Iterator[Remark]:
    """A remark on each different thing that the pattern finds in the text, `quoted` within quotations too."""
    said: set[str] = set()
    for found in pattern.finditer(paper.text):
        if len(said) < MOST and found[0].lower() not in said and (quoted or not is_quoted(paper, found.start())):
            said.add(found[0].lower())
            yield paper.remark(found.start(), found.end(), f"“{found[0]}” {what}.", remedy)


def is_quoted(paper: Paper, at: int) -> bool:
    """Whether this place lies in a quotation, set off or between quotation marks."""
    before = line_before(paper.text, at, REACH)
    inside = before.count("“") > before.count("”") or before.count('"') % 2 == 1
    return inside or paper.passage_at(at).kind is Kind.QUOTATION
