"""On what a confidential part rests."""

import re
from collections.abc import Iterator

from decisionforms.decision.facts import Field, PartTwo
from decisionforms.diagnostics import Span
from decisionforms.rules.paper import Paper
from decisionforms.rules.remark import Remark
from decisionforms.rules.rule import Reader, Rule

FIGURES = re.compile(r"\d+[A-Z]?(?:\s?\(\s?\w{1,3}\s?\))*")
YEAR = 4
ASKED = {
    "exemption": "on which exemption it rests",
    "kept": "where it is kept",
    "review": "when it is looked at again",
}


def part_2_unfounded(paper: Paper) -> Iterator[Remark]:
    """A confidential part rests on an exemption that is known, is kept somewhere, and is looked at again one day.

    The Freedom of Information Act 2000 lets information be held back under its exemptions only, and no longer than they
    hold. Section 43(2), for one, is about commercial interests, and those pass.

    Bad:
        part_2: {exemption: commercially sensitive}
    Good:
        part_2: {exemption: FOIA s.43(2), kept: governance team, file P2/26-051, review: 1 April 2028}
    """
    given = paper.facts.part_2
    if not isinstance(given, PartTwo):
        if given and given.value:
            problem = "There is a confidential part, but it is not recorded on which exemption it rests."
            yield Remark(given.span, problem, "Write “part_2: {exemption: …, kept: …, review: …}”.")
        return
    missing = [name for name in ASKED if not getattr(given, name)]
    if missing:
        problem = f"Of the confidential part it is not recorded {' nor '.join(ASKED[name] for name in missing)}."
        remedy = f"Add {', '.join(f'“{name}: …”' for name in missing)} under “part_2”."
        yield Remark(_place_of(paper, given), problem, remedy)
    known = paper.form.confidential.exemptions
    for one in given.exemption:
        if known and not _is_known(one.value, known):
            problem = f"“{one.value}” is no exemption that the form knows."
            yield Remark(one.span, problem, f"Name the section of the law, as one of: {', '.join(known)}.")


def _place_of(paper: Paper, given: PartTwo) -> Span:
    """Where something is recorded of the confidential part."""
    fields: tuple[Field[object] | None, ...] = (*given.exemption, given.kept, given.review)
    return next((field.span for field in fields if field), paper.facts.form.span)


def _is_known(written: str, known: tuple[str, ...]) -> bool:
    """Whether the figures are those of a known exemption, one within it, or the section that holds it.

    Where the law is named as known ones name it, only its own count: FOIA s.12 is not EIR r.12.
    """
    of_law = [one for one in known if one.split()[0] == written.split(maxsplit=1)[0]] or known
    figures, others = _figures_in(written), {figure for one in of_law for figure in _figures_in(one)}
    return any(
        figure == other or figure.startswith(f"{other}(") or other.startswith(f"{figure}(")
        for figure in figures
        for other in others
    )


def _figures_in(text: str) -> set[str]:
    """The sections named, as 43 or 43(2); years are none."""
    return {"".join(found.split()) for found in FIGURES.findall(text) if not (found.isdecimal() and len(found) == YEAR)}


RULES = (Rule(part_2_unfounded, Reader.GOVERNANCE, gap=True),)
