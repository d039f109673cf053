"""Appendices that the text speaks of, against those that are recorded."""

import re
from collections.abc import Iterator
from itertools import islice

from decisionforms.rules.paper import Paper
from decisionforms.rules.phrases import either_of
from decisionforms.rules.remark import Remark
from decisionforms.rules.rule import Rule
from decisionforms.rules.sentences import sentence_of

APPENDIX_WORDS = frozenset(["appendix", "appendices", "annex", "annexe", "annexes"])
NAMED = re.compile(r"\b(?:[Aa]ppendix|APPENDIX|[Aa]nnexe?|ANNEXE?)\s(?P<label>[A-Z]|\d{1,2}|[IVX]{2,4})\b(?!['’.]\w)")
ATTACHED = re.compile(
    r"\b(?:attached|enclosed|included|see|shown|set out)\s(?:\w+\s){0,4}?(?:appendi(?:x|ces)|annex(?:e|es)?)\b(?!\s(?:[A-Z]|\d{1,2})\b)"
    r"|\b(?:appendi(?:x|ces)|annex(?:e|es)?)\s(?:(?:is|are)\s)?(?:attached|enclosed|below|hereto)\b",
    re.IGNORECASE,
)
OF_ANOTHER = re.compile(
    r"['’)]?,?(?:\s(?:paragraph|part|section|table)\s[\d.]+)?\s(?:to|of|in|from)\s(?!this\b|the\s(?:paper|report)\b)"
)
OWNED = re.compile(
    r"(?:['’]s?|\b(?:Act|Code|Regulations|Order|Guidance|guidance|Directive|Handbook|Manual|Agreement|agreement|contract|its|their)(?:\s(?:[A-Z]|\d{4}|\d{1,3}))?)"
    r",?\s(?:(?:at|in)\s)?$"
)
# As many mentions are looked at: no paper has more appendices.
MOST = 100


def unrecorded_evidence(paper: Paper) -> Iterator[Remark]:
    """Every appendix that the text speaks of is among the appendices at the top.

    An appendix that is not recorded is neither published nor kept with the decision, so nobody can later read what was
    relied on. Appendices of other documents are let through, and so are those of the confidential part.

    Bad:
        The evaluation is at Appendix A.         (nothing under “appendices”)
    Good:
        appendices:
          - {title: Evaluation, file: appendices/pcd-9003-evaluation.pdf, exempt: no}
    """
    if not paper.words & APPENDIX_WORDS:
        return
    missing = [one for one in islice(_appendices_in(paper), MOST) if _unrecorded(paper, one)]
    if missing:
        first, *others = dict.fromkeys(one[0] for one in missing)
        more = f"; nor is any for {', '.join(f'“{name}”' for name in others)}" if others else ""
        problem = f"“{first}” is spoken of, but {_recorded(len(paper.facts.appendices))} recorded at the top{more}."
        remedy = "Add it under “appendices:” with its title, its file and whether it is exempt; or take the words out."
        yield paper.remark(missing[0].start(), missing[0].end(), problem, remedy)


def _recorded(count: int) -> str:
    return "no appendix is" if not count else "only one appendix is" if count == 1 else f"only {count} appendices are"


def _appendices_in(paper: Paper) -> Iterator[re.Match[str]]:
    """Where the text speaks of an appendix of this paper."""
    for pattern in (NAMED, ATTACHED):
        for found in pattern.finditer(paper.text):
            before = paper.text[max(0, found.start() - 20) : found.start()]
            if not OF_ANOTHER.match(paper.text, found.end()) and not OWNED.search(before):
                yield found


def _unrecorded(paper: Paper, found: re.Match[str]) -> bool:
    """Whether no recorded appendix can be the one that is meant."""
    recorded = paper.facts.appendices
    called = paper.form.confidential.called
    if called and re.search(either_of(called), sentence_of(paper.text, found.start())):
        return False
    label = found.groupdict().get("label")
    if not recorded or not label:
        return not recorded
    if any(re.search(rf"\b{label}\b", one.title.value) for one in recorded):
        return False
    return _place_of(label) > len(recorded)


def _place_of(label: str) -> int:
    """The place of an appendix among the others; 0 where it can't be told: “I” may be a letter or a figure."""
    if label.isdecimal():
        return int(label)
    return ord(label) - ord("A") + 1 if len(label) == 1 and label not in "IVX" else 0


RULES = (Rule(unrecorded_evidence),)
