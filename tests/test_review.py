"""The rules together: quiet on clean papers, loud on PCD 1462, and never at a loss, whatever is written.

    RENEW_CASES=1 python -m pytest tests/test_review.py

writes `tests/golden-review/pcd-1462.txt` anew: read what `git diff` then shows.
"""

import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from conftest import SOURCES
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_back.invented import facts, scribbles
from reading_back.workshop import decision

from decisionforms.decision.form_named import Forms
from decisionforms.decision.reader import read_decision
from decisionforms.diagnostics import Finding, Severity, sign
from decisionforms.gathering import gather
from decisionforms.project import Project
from decisionforms.register import Register
from decisionforms.report.text import report
from decisionforms.rules.corpus.summary import Among, summarise
from decisionforms.rules.paper import Paper
from decisionforms.rules.review import review
from decisionforms.rules.table import AMONG_RULES, RULES
from decisionforms.rules.waivers import apply_waivers

ROOT = Path(__file__).parent.parent
# Five of them were written in as many styles when the rules were done, without knowing them.
CLEAN = sorted((*(ROOT / "tests" / "corpus").glob("*.md"), *(ROOT / "tests" / "clean").glob("*.md")))
TODAY = date(2026, 11, 22)
PUBLISHED = ROOT / "tests" / "golden-review" / "pcd-1462.txt"
RENEW = bool(os.environ.get("RENEW_CASES"))
# As officers write, and as they do not mean to.
PIECES = st.sampled_from(
    [
        *("£84,500", "£1000,000", "3.4m", "£2,447.9K", "up to £1.2 million", "£31,185.00 (exclusive of VAT)", "£"),
        *(
            "20 June 2023",
            "30st June 2023",
            "the 30th June",
            "31/02/2023",
            "October 1",
            "2023/24",
            "1 April to 30 June 2023",
        ),
        *("3 months", "two-year", "between 1 May until 3 May", "paragraph 2.4", "section 149 of the Equality Act 2010"),
        *("PCD 9001", "PCD 1462", "DMPCD 2013/96", "MOPAC 511-01", "domestic abuse (DA)", "DA", "BCU", "(", ")", "“"),
        *(
            "[Insert date]",
            "TBC",
            "xx",
            "director approval",
            "legal advice is not required",
            "Part 2",
            "annex A",
            "annexe",
        ),
        *("07700 900123", "someone@example.org", "E1 6AN", "OFFICIAL-SENSITIVE", "the the", "😀", "\t", "é", "ß" * 40),
    ]
)
WRITTEN = st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=12).map(" ".join)


@pytest.fixture(scope="module")
def forms() -> Forms:
    return Project(ROOT).forms()


@pytest.fixture(scope="module")
def register(forms: Forms) -> Register:
    return gather(Project(ROOT), SOURCES, forms).register


@pytest.mark.parametrize("source", CLEAN, ids=lambda path: path.stem)
def test_nothing_is_said_of_a_clean_paper(source: Path, forms: Forms, register: Register) -> None:
    reading = Project(ROOT).read(source, forms)
    assert reading.decision
    paper = Paper(reading.decision, register, TODAY)
    found = review(paper, RULES, reading.decision.stage)
    standing = apply_waivers(found, reading.decision.facts.waivers, reading.source.lines, TODAY).findings
    loud = [one for one in standing if one.severity > Severity.NOTE]
    assert report(sign(reading.source.path, reading.source.lines, loud)) == ""


def test_nothing_is_said_of_clean_papers_together(forms: Forms) -> None:
    decisions = [reading for path in SOURCES if (reading := Project(ROOT).read(path, forms).decision)]
    papers = {one.slug: summarise(Paper(one, Register(), TODAY)) for one in decisions}
    found = [
        (one.slug, rule.name)
        for one in decisions
        for rule in AMONG_RULES
        for _ in rule.check(Among(papers[one.slug], papers, {}))
    ]
    assert found == []


def test_what_was_wrong_with_pcd_1462_is_found_at_its_place(forms: Forms, register: Register) -> None:
    reading = Project(ROOT).read(ROOT / "decisions" / "pcd-1462.md", forms)
    assert reading.decision
    found = review(Paper(reading.decision, register, TODAY), RULES, reading.decision.stage)
    said = report(sign("decisions/pcd-1462.md", reading.source.lines, found)) + "\n"
    if RENEW:
        PUBLISHED.parent.mkdir(exist_ok=True)
        PUBLISHED.write_text(said, encoding="utf-8", newline="\n")
    assert said == PUBLISHED.read_text(encoding="utf-8")


@settings(max_examples=400)
@given(text=st.one_of(scribbles(), WRITTEN), title=facts(), ends=st.sampled_from(["\n", "\r\n"]))
def test_whatever_is_written_every_finding_has_its_place(forms: Forms, text: str, title: str, ends: str) -> None:
    source = decision(text, title=title, summary=text, sections={"Financial Comments": text})
    reading = read_decision("any.md", "any", source.replace("\n", ends).encode("utf-8", "surrogatepass"), forms)
    if reading.decision is None:
        return
    findings = list(review(Paper(reading.decision, Register(), TODAY), RULES, reading.decision.stage))
    have_places(findings, reading.source.lines)


def have_places(findings: Iterable[Finding], lines: tuple[str, ...]) -> None:
    for finding in findings:
        for span in (finding.span, *(other for other, _ in finding.also)):
            assert 1 <= span.line <= len(lines), finding
            assert 1 <= span.column <= len(lines[span.line - 1]) + 1, finding
            assert span.end <= len(lines[span.line - 1]) + 2, finding


def test_a_place_is_counted_in_characters(forms: Forms) -> None:
    """With a tab, a sum and an emoji before it, over a line end, and inside marks of emphasis."""
    source = decision("Words 😀\tand £5, then **an amount\nof £1000,000** is due.")
    reading = read_decision("any.md", "any", source.encode(), forms)
    assert reading.decision
    found = [
        one
        for one in review(Paper(reading.decision, Register(), TODAY), RULES, reading.decision.stage)
        if one.rule == "malformed-sum"
    ]
    (finding,) = found
    line = reading.source.lines[finding.span.line - 1]
    assert line[finding.span.column - 1 : finding.span.end - 1] == "£1000,000"
