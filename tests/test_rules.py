"""What each rule finds, and what it lets pass: a folder of tests/rules for each, with cases that a writer can read.

`input.md` is a paper, as short as the fault allows. Beside it stands either `expected.txt`, what this rule alone says
of it, or `valid.txt`, an empty file which says that it is quiet. Cases that need other papers have them in `others/`.

    RENEW_CASES=1 python -m pytest tests/test_rules.py

writes `expected.txt` anew after a message was mended; it never turns a case of one kind into the other.
"""

import os
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from decisionforms.decision.decision import Decision
from decisionforms.decision.form_named import Forms
from decisionforms.diagnostics import Finding, Severity, sign
from decisionforms.gathering import gather
from decisionforms.project import Project
from decisionforms.register import Register
from decisionforms.report.text import report
from decisionforms.rules.corpus.summary import Among, summarise
from decisionforms.rules.paper import Paper
from decisionforms.rules.review import review
from decisionforms.rules.rule import AmongRule, Rule
from decisionforms.rules.table import AMONG_RULES, EVERY_RULE, NAMED, RULES

ROOT = Path(__file__).parent.parent
CASES = sorted(path.parent for path in (ROOT / "tests" / "rules").glob("*/*/input.md"))
TODAY = date(2026, 11, 22)
RENEW = bool(os.environ.get("RENEW_CASES"))
by_name = pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
by_rule = pytest.mark.parametrize("rule", EVERY_RULE, ids=lambda rule: rule.name)


@pytest.fixture(scope="module")
def forms() -> Forms:
    return Project(ROOT).forms()


def said_of(case: Path, forms: Forms) -> str:
    """What the rule of this case says of its input; empty where it is quiet."""
    project, source = Project(case), case / "input.md"
    reading = project.read(source, forms)
    assert reading.decision, [finding for finding in reading.findings if finding.severity is Severity.ERROR]
    register = gather(Project(case), [source, *sorted((case / "others").glob("*.md"))], forms).register
    findings = list(reviewed(reading.decision, register, case, forms))
    for finding in findings:
        assert 1 <= finding.span.line <= len(reading.source.lines)
        assert finding.problem.endswith((".", "?"))
        assert finding.remedy.endswith((".", "?"))
    said = report(sign(reading.source.path, reading.source.lines, findings))
    return f"{said}\n" if said else ""


def reviewed(decision: Decision, register: Register, case: Path, forms: Forms) -> Iterator[Finding]:
    """What the rule of the case finds, be it about one paper or about all."""
    name = case.parent.name
    yield from review(Paper(decision, register, TODAY), [one for one in RULES if one.name == name], decision.stage)
    others = [Project(case).read(path, forms).decision for path in sorted((case / "others").glob("*.md"))]
    papers = {one.slug: summarise(Paper(one, register, TODAY)) for one in (decision, *others) if one}
    among = Among(papers[decision.slug], papers, {})
    yield from review(among, [one for one in AMONG_RULES if one.name == name], decision.stage)


@by_name
def test_a_rule_says_what_its_case_expects(case: Path, forms: Forms) -> None:
    said = said_of(case, forms)
    if (case / "valid.txt").exists():
        assert said == ""
        return
    if RENEW and said:
        (case / "expected.txt").write_text(said, encoding="utf-8", newline="\n")
    assert said == (case / "expected.txt").read_text(encoding="utf-8")
    assert said.strip(), "an empty report says nothing: use valid.txt"


@by_rule
def test_every_rule_has_a_case_in_which_it_speaks_and_one_in_which_it_is_quiet(rule: Rule | AmongRule) -> None:
    cases = [case for case in CASES if case.parent.name == rule.name]
    assert any((case / "expected.txt").exists() for case in cases)
    assert any((case / "valid.txt").exists() for case in cases)


def test_every_case_is_one_of_a_rule() -> None:
    assert {case.parent.name for case in CASES} <= NAMED.keys()


@by_rule
def test_the_manual_of_a_rule_says_what_is_required_and_why_with_a_bad_example_and_a_good_one(
    rule: Rule | AmongRule,
) -> None:
    first, _, rest = rule.manual.partition("\n\n")
    assert "\n" not in first
    assert first.endswith(".")
    bad, good = rest.split("Bad:\n")[1].split("Good:\n")
    assert bad.strip()
    assert good.strip()


def test_names_are_used_once_and_read_as_words() -> None:
    assert len(NAMED) == len(RULES) + len(AMONG_RULES)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) for name in NAMED)
