"""What is still to be settled: TBC, XX/XX/XXXX, £X, ??."""

import re
from collections.abc import Iterator

from decisionforms.rules.form.writing import each, texts_among
from decisionforms.rules.paper import Paper
from decisionforms.rules.remark import Remark
from decisionforms.rules.rule import Rule

SHORT = re.compile(r"(?<![\[<])\b(?:TBC|TBD|TBA|TODO|tbc|tbd|tba)\b")
SHORT_WORDS = {"tbc", "tbd", "tba", "todo"}
# “£xxx”, “XX/XX/XXXX”, “20XX”, “X months”; but not a number such as “Part XX”
CROSSES = re.compile(
    r"£ ?x+(?:,x+)*[kmKM]?\b|(?<!Part )(?<!Title )(?<!Chapter )(?<!Article )(?<!Schedule )\b(?:20)?x{2,}(?:[/.-]x{2,}){0,2}\b"
    r"|\bX(?= (?:days?|weeks?|months?|years?)\b)",
    re.IGNORECASE,
)
CROSSED_WORDS = {
    f"{sign}{'x' * count}{unit}" for sign in ("", "£", "20") for count in range(1, 7) for unit in ("", "k", "m")
}
QUESTIONED = re.compile(r"\?{2,}")
BLANK = re.compile(r"_{3,}")
WHOLLY_OPEN = re.compile(
    r"^(?:to be (?:written|completed|added|confirmed|determined|inserted|supplied|provided|drafted|agreed)|to follow|…|\.{3})\.?$",
    re.IGNORECASE | re.MULTILINE,
)
WHOLLY = ("To be ", "To follow", "…", "...")
# Without one of these there is nothing open among the facts.
SIGNS = ("TB", "tb", "TODO", "??", "o be ", "o follow", "…", "...")
SETTLE = "Say what it is, or take it out until it is known."


def left_open(paper: Paper) -> Iterator[Remark]:
    """Nothing is still to be confirmed: no TBC, no XX/XX/XXXX, no £X, no “??”.

    Whoever signs would sign what is not known yet. Dots stand for something left out of a text, and are found only
    where nothing else stands. “To be confirmed” within a sentence is let through: it may say how things are.

    Bad:
        The evaluation starts in XX/XXXX. The supplier is TBC.
    Good:
        The evaluation starts in June 2027. The supplier is Example University.
    """
    if SHORT_WORDS & paper.words:
        yield from each(paper, SHORT, "is still open", SETTLE)
    if CROSSED_WORDS & paper.words:
        yield from each(paper, CROSSES, "stands for something that is not known yet", SETTLE)
    text = paper.text
    if "?" in text and "??" in text:
        yield from each(paper, QUESTIONED, "marks something that is not known yet", SETTLE)
    if "___" in paper.glossary:
        yield from each(paper, BLANK, "is a gap to be filled in by hand", SETTLE)
    if any(passage.text.startswith(WHOLLY) for passage in paper.passages):
        yield from each(paper, WHOLLY_OPEN, "is all that stands here", SETTLE)
    fields = texts_among(paper.facts)
    together = "\n".join(field.value for field in fields)
    for field in fields if any(sign in together for sign in SIGNS) else ():
        found = SHORT.search(field.value) or QUESTIONED.search(field.value) or WHOLLY_OPEN.search(field.value)
        if found:
            yield Remark(field.span, f"“{found[0]}” is still open.", SETTLE)


RULES = (Rule(left_open, gap=True),)
