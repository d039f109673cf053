"""What is recorded of each consultation: who, when and why not."""

import re
from collections.abc import Iterator

from decisionforms.decision.facts import Advice, Field
from decisionforms.form.declaration import Advised, Fact, Row, Statement
from decisionforms.form.form import plain
from decisionforms.rules.paper import Paper
from decisionforms.rules.phrases import words_of
from decisionforms.rules.remark import Remark
from decisionforms.rules.rule import Reader, Rule

NAMES = {"by": "who was asked", "date": "on which day", "reason": "why"}
NAME_OFFICE = "Name the office that was asked."
GIVE_REASON = "Give the reason in a few words, such as what stays unchanged."
PLACEHOLDER = re.compile(
    r"t\.?\s?b\.?\s?[acdn]\b.*|x{2,}|[?.…_–-]+|to be (?:confirmed|advised|decided|determined|given|named|provided|written).*"
    r"|\[.*\]|<.*>|n\.?\s?/?\s?a\.?|none|nil|unknown|not known|pending|awaited|awaiting.*|to follow"
    r"|name|post|why|the office asked|(?:their|your|officer'?s) (?:name|post)|insert .*|someone|somebody",
    re.IGNORECASE,
)
# Words of which a reason may be made up that gives none: “it is not needed here”, “as above”.
EMPTY_WORDS = words_of(
    "a above advice advised an and any applicable as asked assessment at be because before below case comment comments "
    "consulted dpia for here in input is it its n na necessary need needed nil no none not of on or paper proposal "
    "reason relevant report require required same see stage that the there this time to usual was"
)
LONGEST_EMPTY = 45


def consultation_undocumented(paper: Paper) -> Iterator[Remark]:
    """Who was asked and when is recorded beside each “consulted”, and a real reason beside each “not required”.

    A tick stands for evidence: an office and a day, or a reason that a reader can weigh. “TBC”, “xx” and “n/a” are
    none, and “not needed” repeats the answer. Transcribed records are let through.

    Bad:
        finance: {answer: consulted, by: tbc}
        legal: {answer: not required, reason: n/a}
    Good:
        finance: {answer: consulted, by: Finance Team, date: 5 June 2023}
        legal: {answer: not required, reason: the grant conditions are unchanged}
    """
    if paper.facts.record:
        return
    for key, given in paper.facts.advice.items():
        row = paper.form.rows[key]
        statement = row.statement_for(given.answer.value)
        if statement is not None:
            yield from _undocumented(paper, key, row, statement, given)
    yield from _nameless(paper)


def _nameless(paper: Paper) -> Iterator[Remark]:
    """Names and posts of officers that stand for others to be filled in."""
    for key, officer in paper.facts.officers.items():
        for name, field in (("name", officer.name), ("post", officer.post)):
            if field and _is_placeholder(field.value):
                problem = f"“{field.value}” stands as the {name} under “{key}”."
                yield Remark(field.span, problem, f"Write the {name} that the form is to print.")


def _undocumented(paper: Paper, key: str, row: Row, statement: Statement, given: Advice) -> Iterator[Remark]:
    """What is missing beside one answer, in one remark, and each word there that says nothing."""
    wanted = ("by", "date") if isinstance(statement.when, Advised) else getattr(statement.when, "facts", ())
    missing = [name for name in wanted if getattr(given, name) is None]
    if missing:
        what = " and ".join(NAMES[name] for name in missing)
        problem = f"Beside “{key}: {given.answer.value}” it is not recorded {what}."
        remedy = f"Add {' and '.join(f'“{name}: …”' for name in missing)} to this answer."
        yield Remark(given.answer.span, problem, remedy)
    for name, field, remedy in (("by", given.by, NAME_OFFICE), ("reason", given.reason, GIVE_REASON)):
        if field and _says_nothing(paper, field, row, statement):
            yield Remark(field.span, f"“{field.value}” does not say {NAMES[name]}.", remedy)


def _says_nothing(paper: Paper, field: Field[str], row: Row, statement: Statement) -> bool:
    said = field.value.strip()
    if len(said) > LONGEST_EMPTY:
        return False
    if _is_placeholder(said) or plain(said) in paper.decision.form.nil_phrases:
        return True
    telling = words_of(said) - EMPTY_WORDS
    repeated = (words_of(row.label), words_of(statement.text), words_of(statement.answer)) if telling else ()
    return isinstance(statement.when, Fact) and not telling.difference(*repeated)


def _is_placeholder(text: str) -> bool:
    return len(text) <= LONGEST_EMPTY and PLACEHOLDER.fullmatch(text.strip()) is not None


RULES = (Rule(consultation_undocumented, Reader.GOVERNANCE, gap=True),)
