"""Who signed, against who held the office."""

import re
from collections.abc import Iterator

from decisionforms.decision.facts import NOT_PRINTED, Signature
from decisionforms.form.signatories import Holder
from decisionforms.rules.paper import Paper
from decisionforms.rules.phrases import words_of
from decisionforms.rules.remark import Remark
from decisionforms.rules.rule import Reader, Rule

NAME = re.compile(r"[^\W\d_]+")
TITLES = words_of(
    "the rt hon right honourable mr mrs ms miss mx dr prof professor sir dame lord lady baron baroness cllr councillor "
    "cbe obe mbe kc qc mp am jp dl"
)


def signatory_not_holder(paper: Paper) -> Iterator[Remark]:
    """Whoever signed for an office held it in that year, or is marked as acting.

    The form knows holders by year only, so in a year of change both fit. Initials, titles, a surname alone, and an
    office in place of a name are let through.

    Bad:
        deputy_mayor: {name: Sophie Linden, date: 20 June 2026, version: 3f9a1c20}
    Good:
        deputy_mayor: {name: Kaya Comer-Schwartz, date: 20 June 2026, version: 3f9a1c20}
    """
    for key, given in paper.facts.signatures.items():
        signatory = paper.form.signatories[key]
        year = given.date.value.year
        held = [one for one in signatory.holders if (one.since or year) <= year <= (one.until or year)]
        if not signatory.holders or _let_through(given, signatory.office):
            continue
        if not any(_same(given.name.value, one) for one in held):
            names = " or ".join(one.name for one in held) or "nobody whom the form knows"
            problem = f"“{given.name.value}” signed as {signatory.office} in {year}, when {names} held that office."
            remedy = "Correct the name or the date; or add “acting: yes” where somebody signed for the holder."
            yield Remark(given.name.span, problem, remedy, also=((given.date.span, str(year)),))


def _let_through(given: Signature, office: str) -> bool:
    """Whether there is nothing to compare: an acting signatory, no name in print, or the office in place of a name."""
    acting = given.acting is not None and given.acting.value
    return acting or given.name.value == NOT_PRINTED or len(words_of(given.name.value) & words_of(office)) > 1


def _same(written: str, holder: Holder) -> bool:
    """Whether a name can be the holder's: the surname is, and no first name or initial is another's."""
    surname, comma, first = written.partition(",")
    given, known = _names(f"{first} {surname}" if comma else written), _names(holder.name)
    if not given or given[-1] != known[-1]:
        return False
    return len(given) == 1 or given[0] in known or given[0] == known[0][:1] or len(given) < len(known)


def _names(text: str) -> list[str]:
    return [name for name in NAME.findall(text.casefold()) if name not in TITLES] or [text]


RULES = (Rule(signatory_not_holder, Reader.GOVERNANCE),)
