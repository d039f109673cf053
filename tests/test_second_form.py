"""A second form, of another body, beside the Part 1 form: a folder of data and layouts, and not one line of code.

It is invented (forms/officer-decision), and differs in whatever can differ: order, headings, words, language, rows,
officers, signatories, references, facts of its own, and the look in Word and on the web. What fails here is hard-wired
to Part 1.
"""

import io
import re
import shutil
import tomllib
import zipfile
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import etree
from reading_back.docx_text import read_docx
from reading_back.html_text import Element, parse

from decisionforms.cli import cli
from decisionforms.decision.decision import Decision
from decisionforms.decision.reader import read_decision
from decisionforms.decision_named import decision_named
from decisionforms.errors import FormError
from decisionforms.form.form import Form
from decisionforms.form.loading import load_form
from decisionforms.gathering import gather
from decisionforms.project import Project
from decisionforms.values.unreadable import UnreadableValueError
from decisionforms.view.form_view import FormView
from decisionforms.view.making import view_of
from decisionforms.view.words import notes_of, words_of

ROOT = Path(__file__).resolve().parents[1]
HERE = ROOT / "tests" / "forms"
FORM = HERE / "officer-decision"
# The decisions by the names of their outputs, with the stage each has come to.
STAGES = {"od-2026-14": "Gwnaed", "boat-patrol": "Drafft", "cd-7": "Cofnod"}
APPROVED = (HERE / "decisions" / "od-2026-14.md").read_text("utf-8")


def run(root: Path, *arguments: str) -> Result:
    result = CliRunner().invoke(cli, ["--project", str(root), *arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise AssertionError(f"a traceback: {result.exception!r}") from result.exception
    return result


def project(root: Path, *decisions: Path) -> Path:
    """A project that has both forms, and these decisions."""
    shutil.copytree(ROOT / "templates" / "part-1", root / "templates" / "part-1")
    shutil.copytree(FORM, root / "templates" / "officer-decision")
    (root / "decisions").mkdir()
    for decision in decisions:
        shutil.copy(decision, root / "decisions")
    return root


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """A project of both forms, built by the command line."""
    sources = (*sorted((HERE / "decisions").glob("*.md")), ROOT / "decisions" / "pcd-1462.md")
    root = project(tmp_path_factory.mktemp("both") / "project", *sources)
    return root, run(root, "build", "--verbose")


def view(root: Path, slug: str) -> FormView:
    own = Project(root)
    forms = own.forms()
    decision = decision_named(own, slug, forms)[1].decision
    assert decision is not None
    return view_of(decision, gather(own, own.sources(()), forms).register)


def decision_of(text: str) -> Decision:
    decision = read_decision("example.md", "example", text.encode(), {"officer-decision": form()}).decision
    assert decision is not None
    return decision


def rules_of(text: str) -> list[str]:
    return [found.rule for found in read_decision("a.md", "a", text.encode(), {"officer-decision": form()}).findings]


@cache
def form() -> Form:
    return load_form(FORM)


def changed_form(folder: Path, was: str, now: str) -> Form:
    shutil.copytree(FORM, folder / "officer-decision")
    file = folder / "officer-decision" / "form.toml"
    text = file.read_text("utf-8")
    assert was in text
    file.write_text(text.replace(was, now, 1), "utf-8")
    return load_form(file.parent)


# ── Reading outputs back ────────────────────────────────────────────────────────────────────────────────────────
def docx_of(root: Path, slug: str) -> bytes:
    return (root / "output" / "decisions" / slug / f"{slug}.docx").read_bytes()


def parts_of(root: Path, slug: str) -> dict[str, str]:
    """The parts of a document that are text."""
    with zipfile.ZipFile(io.BytesIO(docx_of(root, slug))) as package:
        return {name: package.read(name).decode("utf-8") for name in package.namelist()}


def page_of(root: Path, slug: str) -> Element:
    """The page as a browser builds it; it must be without a fault."""
    return parse((root / "output" / "decisions" / slug / "index.html").read_bytes())


def text_of(element: Element) -> str:
    """The text of an element, footnote marks left out."""
    if element.tag == "sup":
        return ""
    return (element.text or "") + "".join(text_of(child) + (child.tail or "") for child in element)


def docx_words(root: Path, slug: str) -> list[str]:
    return read_docx(docx_of(root, slug)).words


def page_words(root: Path, slug: str) -> list[str]:
    record = page_of(root, slug).find(".//article[@id='record']")
    assert record is not None
    return text_of(record).split()


# ── Both forms in one project ───────────────────────────────────────────────────────────────────────────────────
def test_a_project_can_have_both_forms(both: tuple[Path, Result]) -> None:
    root, result = both
    assert result.exit_code == 0, result.output
    assert "4 decisions built" in result.output
    for slug, stage in STAGES.items():
        assert re.search(rf": {stage}, changed: output/decisions/{slug}/{slug}\.docx", result.output)
        assert (root / "output" / "decisions" / slug / "index.html").is_file()
    assert ": Record, changed: output/decisions/pcd-1462/pcd-1462.docx" in result.output


def test_nothing_is_wrong_with_decisions_written_as_the_form_prints(both: tuple[Path, Result]) -> None:
    _, result = both
    assert ": error:" not in result.output
    assert ": warning:" not in result.output


@pytest.mark.parametrize("slug", STAGES)
def test_word_and_web_hold_the_words_of_the_view(both: tuple[Path, Result], slug: str) -> None:
    root, _ = both
    wanted = words_of(view(root, slug))
    assert docx_words(root, slug) == wanted
    assert page_words(root, slug) == wanted


def test_footnotes_agree_too(both: tuple[Path, Result]) -> None:
    root, _ = both
    wanted = notes_of(view(root, "od-2026-14"))
    assert len(wanted) == 1
    assert read_docx(docx_of(root, "od-2026-14")).notes == wanted
    shown = page_of(root, "od-2026-14").findall(".//ol[@id='notes']/li")
    assert [text_of(note).split()[1:] for note in shown] == wanted


def test_the_form_prints_in_its_own_order_and_words(both: tuple[Path, Result]) -> None:
    root, _ = both
    headings = [text_of(one) for one in page_of(root, "od-2026-14").iter() if one.tag in {"h1", "h2", "h3"}]
    assert headings == [
        "Cofnod Penderfyniad OD/2026/14 – Record of Decision",
        "Marcio a brys / Marking and urgency",
        "Datganiadau'r swyddogion / Officers' declarations",
        "Rhesymau / Reasons",
        "FFEITHIAU A CHYNGOR / FACTS AND ADVICE",
        "1. Cefndir / Background",
        "2. Alternative options considered and rejected",
        "3. Risks",
        "4. Human rights",
        "5. Cydraddoldeb / Equality",
        "Penderfyniad / Decision",
        "Prif Swyddog Cyllid / Chief Finance Officer",
        "Swyddog Monitro / Monitoring Officer",
        "Comisiynydd / Commissioner",
    ]


def test_nothing_of_part_1_is_printed(both: tuple[Path, Result]) -> None:
    root, _ = both
    other = tomllib.loads((ROOT / "templates" / "part-1" / "form.toml").read_text("utf-8"))
    phrases = {
        *(word for word in other["words"].values() if isinstance(word, str)),
        *other["words"]["months"],
        *(part["heading"] for part in other["parts"]),
        "Deputy Mayor",
        "MOPAC",
        "Part 1",
    }
    phrases = {phrase for phrase in phrases if len(phrase) > 5}
    for slug in STAGES:
        page = (root / "output" / "decisions" / slug / "index.html").read_text("utf-8")
        parts = [
            etree.fromstring(text.encode()) for name, text in parts_of(root, slug).items() if name.startswith("word/")
        ]
        printed = " ".join([page, *docx_words(root, slug), *(str(text) for part in parts for text in part.itertext())])
        assert [phrase for phrase in phrases if phrase in printed] == []


def test_the_look_is_the_forms_own(both: tuple[Path, Result]) -> None:
    """Other fonts, margins and style ids: styles are found by their names."""
    root, _ = both
    parts = parts_of(root, "od-2026-14")
    assert 'w:ascii="Georgia"' in parts["word/styles.xml"]
    assert 'w:left="1701"' in parts["word/document.xml"]
    assert '<w:pStyle w:val="ParagraffRhif"/>' in parts["word/document.xml"]
    assert b"Georgia" in (root / "output" / "decisions" / "od-2026-14" / "index.html").read_bytes()


def test_marking_version_and_page_stand_in_the_words_of_the_form(both: tuple[Path, Result]) -> None:
    root, _ = both
    for slug, marking in (("od-2026-14", "GWNAED – TAKEN"), ("boat-patrol", "DRAFFT – NOT TAKEN")):
        parts, seen = parts_of(root, slug), view(root, slug)
        foot = "".join(map(str, etree.fromstring(parts["word/footer1.xml"].encode()).itertext()))
        assert foot == f"{seen.reference}Fersiwn {seen.version}Tudalen  PAGE 1 o  NUMPAGES 1"
        assert marking in parts["word/header1.xml"]
        assert marking in parts["word/document.xml"]
        assert marking in text_of(page_of(root, slug))


def test_the_language_is_the_forms_own(both: tuple[Path, Result]) -> None:
    root, _ = both
    parts = parts_of(root, "od-2026-14")
    assert page_of(root, "od-2026-14").get("lang") == "cy"
    assert "<dc:language>cy</dc:language>" in parts["docProps/core.xml"]
    assert "<dc:creator>Swyddfa Comisiynydd Glan-yr-Afon</dc:creator>" in parts["docProps/core.xml"]
    assert 'w:lang w:val="cy-GB"' in parts["word/styles.xml"]


def test_decisions_of_the_two_forms_know_one_another(both: tuple[Path, Result]) -> None:
    root, _ = both
    links = {text_of(link): link.get("href") for link in page_of(root, "od-2026-14").iter("a")}
    assert links["PCD 1462"] == "../pcd-1462/index.html"
    assert links["CD-7"] == links["CD 7"] == "../cd-7/index.html"
    back = [(fact.name, fact.value, fact.href) for fact in view(root, "pcd-1462").key_facts]
    assert ("Related to", "OD/2026/14", "../od-2026-14/index.html") in back
    back = [(fact.name, fact.value, fact.href) for fact in view(root, "cd-7").key_facts]
    assert ("Gweler hefyd", "OD/2026/14", "../od-2026-14/index.html") in back


def test_a_fault_in_one_form_names_it_and_leaves_the_other_alone(tmp_path: Path) -> None:
    root = project(tmp_path / "project", HERE / "decisions" / "cd-7.md", ROOT / "decisions" / "pcd-1462.md")
    with zipfile.ZipFile(root / "templates" / "officer-decision" / "form.docx") as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(b'"Quote"/><w:basedOn', b'"Another"/><w:basedOn')
    with zipfile.ZipFile(root / "templates" / "officer-decision" / "form.docx", "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    result = run(root, "build")
    assert result.exit_code == 2
    assert (root / "output" / "decisions" / "pcd-1462" / "index.html").is_file()
    assert not (root / "output" / "decisions" / "cd-7").exists()
    assert "officer-decision/form.docx" in result.stderr


# ── References ──────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("typed", "written", "slug", "ours"),
    [
        ("OD/2026/14", "OD/2026/14", "od-2026-14", True),
        ("OD/2026/014", "OD/2026/14", "od-2026-14", True),
        ("OD 2026/14", "OD/2026/14", "od-2026-14", True),
        ("od/2026-14", "OD/2026/14", "od-2026-14", True),
        ("OFFD 2026 14", "OD/2026/14", "od-2026-14", True),
        ("CD 7", "CD-7", "cd-7", True),
        ("CD-07", "CD-7", "cd-7", True),
        ("PCD 1462", "PCD 1462", "pcd-1462", False),
    ],
)
def test_references_are_read_by_the_forms_grammar(typed: str, written: str, slug: str, ours: bool) -> None:  # noqa: FBT001 - a column of the table
    reference = form().grammar.read(typed)
    assert (reference.written, reference.slug, reference.ours) == (written, slug, ours)


@pytest.mark.parametrize("typed", ["DMPCD 2013/96", "MD2472", "OD 14", "2026/14", "OD/26/14", "GOD 2026/14", "OD/2026"])
def test_other_texts_are_no_reference_of_this_form(typed: str) -> None:
    with pytest.raises(UnreadableValueError, match="not a reference of this register") as caught:
        form().grammar.read(typed)
    assert "OD/" in caught.value.remedy


@pytest.mark.parametrize("typed", ["OD/2026/14", "OD/2026/014", "od-2026-14", "OD 2026 14", "od-2026-014"])
def test_a_decision_is_found_by_its_reference(both: tuple[Path, Result], typed: str) -> None:
    result = run(both[0], "explain", typed)
    assert result.exit_code == 0, result.output
    assert result.output.startswith("OD/2026/14 – Example river & harbour wardens <2026>")


def test_a_reference_can_print_with_leading_noughts(tmp_path: Path) -> None:
    """Many registers write OD/2026/014: how wide a number is belongs to the form."""
    padded = changed_form(tmp_path, 'written = "OD/{year}/{number}"', 'written = "OD/{year}/{number:03}"')
    assert padded.grammar.read("OD/2026/14").written == "OD/2026/014"
    assert padded.grammar.read("OD/2026/014") == padded.grammar.read("OD 2026 14")
    assert padded.grammar.read("OD/2026/1234").written == "OD/2026/1234"


# ── The declaration, from its data ──────────────────────────────────────────────────────────────────────────────
FACTS = """\
---
title: Example
form: officer-decision/{edition}
author: {{name: Example Author, post: River Officer, date: 2026-03-02}}
manager: {{post: Head of River, date: 2026-03-03}}
advice:
  options: {options}
  risk: {risk}
  human_rights: {rights}
---

## Reasons

It is so.

## Cefndir / Background

It was so.

## Alternative options considered and rejected

{text}

## Risks

One may fall in.

## Human rights

Amherthnasol.

## Cydraddoldeb / Equality

None.

## Decision

1. Do it.
"""
SET_OUT, LOW, NONE = (
    "{answer: set out}",
    "{answer: below threshold, by: A, reason: B}",
    "{answer: not engaged, reason: C}",
)


def facts(
    options: str = SET_OUT, risk: str = LOW, rights: str = NONE, text: str = "A barrier.", edition: str = "2025"
) -> str:
    return FACTS.format(options=options, risk=risk, rights=rights, text=text, edition=edition)


def ticks(text: str) -> dict[str, bool]:
    return {row.key: row.confirmed for row in decision_of(text).declaration}


def test_rows_and_statements_are_those_of_the_form() -> None:
    rows = decision_of(facts()).declaration
    assert [(row.label, row.statement) for row in rows] == [
        ("Opsiynau", "The options that were rejected are set out, with the reasons."),
        ("Risg", "The risk is below the threshold of the risk policy."),
        ("Hawliau dynol", "No Convention right is engaged."),
        ("Awdur", "Example Author (River Officer) wrote this record."),
        ("Rheolwr", "Head of River has read this record and agrees with it."),
    ]
    assert all(row.confirmed for row in rows)
    assert decision_of(facts()).stage.value == "checked"


@pytest.mark.parametrize(
    ("changed", "row"),
    [
        (facts(text="Dim."), "options"),
        (facts(options="{answer: only one}"), "options"),
        (facts(risk="{answer: below threshold, reason: B}"), "risk"),
        (facts(risk="{answer: assessed, by: A}"), "risk"),
        (facts(rights="{answer: engaged}"), "human_rights"),
        (facts(rights=""), "human_rights"),
        (facts().replace("name: Example Author, ", ""), "author"),
        (facts().replace(", date: 2026-03-03", ""), "manager"),
    ],
)
def test_a_row_without_its_fact_is_not_confirmed(changed: str, row: str) -> None:
    assert {key for key, confirmed in ticks(changed).items() if not confirmed} == {row}
    assert decision_of(changed).stage.value == "draft"


def test_other_answers_choose_other_statements() -> None:
    decision = decision_of(facts("{answer: only one, reason: D}", "{answer: assessed, by: A, date: 2026-03-01}"))
    assert decision.declaration[0].statement == "There was only one lawful option."
    assert decision.declaration[1].statement == "The risk adviser has assessed the proposal."
    assert all(row.confirmed for row in decision.declaration)


def test_answers_and_rows_of_part_1_are_not_known_here() -> None:
    assert "unknown-answer" in rules_of(facts(risk="{answer: consulted, by: A, date: 2026-03-01}"))
    assert "unknown-key" in rules_of(facts().replace("options: ", "finance: "))
    assert "unknown-key" in rules_of(facts().replace("manager: ", "head_of_service: "))
    assert "unknown-heading" in rules_of(facts().replace("## Decision", "## Recommendation"))


def test_editions_have_their_own_sections_and_rows() -> None:
    text = (
        facts(edition="urgent").replace("  options: {answer: set out}\n", "").replace(f"  human_rights: {NONE}\n", "")
    )
    text = re.sub(r"## (?:Alternative|Human|Cydrad)[^#]*(?=## )", "", text)
    decision = decision_of(text)
    assert list(decision.sections) == ["background", "risks"]
    assert [row.key for row in decision.declaration] == ["risk", "author"]
    assert [block.number for block in decision.sections["risks"].blocks if hasattr(block, "number")] == ["2.1"]
    assert "unknown-row" in rules_of(facts(edition="urgent"))


# ── Facts of its own ────────────────────────────────────────────────────────────────────────────────────────────
def answers(root: Path, slug: str) -> dict[str, str]:
    return {question.ask: question.answer for part in view(root, slug).parts for question in part.questions}


def test_facts_of_the_form_answer_its_questions(both: tuple[Path, Result]) -> None:
    root, _ = both
    approved, draft = answers(root, "od-2026-14"), answers(root, "boat-patrol")
    assert approved["Marc diogelu:"] == "OFFICIAL {draft} – ar gael i'r cyhoedd"
    assert approved["Y swm a ymrwymir:"] == "£12,345.60"
    assert draft["Y swm a ymrwymir:"] == "I'w ysgrifennu"
    assert answers(root, "cd-7")["Y swm a ymrwymir:"] == "£0"


def test_facts_of_the_form_are_read_by_their_kinds() -> None:
    head = "---\nform: officer-decision/2025\n"
    assert "wrong-kind" in rules_of(f"{head}needed_by: soon\n---\n")
    assert "wrong-kind" in rules_of(f"{head}sum_committed: 12k\n---\n")
    assert "wrong-kind" in rules_of(f"{head}protective_marking: [A, B]\n---\n")
    assert "unknown-key" in rules_of(f"{head}urgency: high\n---\n")


def test_facts_of_the_form_are_signed_too() -> None:
    before, after = decision_of(APPROVED), decision_of(APPROVED.replace("2026-03-31", "2026-03-30"))
    assert (before.stage.value, after.stage.value) == ("approved", "checked")


def test_facts_of_the_form_can_be_key_facts(tmp_path: Path) -> None:
    try:
        own = changed_form(tmp_path, 'label = "Cyfanswm"\nfact = "total"', 'label = "Swm"\nfact = "sum_committed"')
    except FormError as fault:
        raise AssertionError(f"only facts of Part 1 can stand on top of the page: {fault}") from None
    assert "sum_committed" in [str(entry.fact) for entry in own.definition.key_facts]


def test_a_fact_that_the_form_never_prints_is_not_taken_in_silence() -> None:
    """This form has no question about deferral and no Part 2: what is recorded of them would be lost."""
    for fact in ("deferral: {reason: it is too early, until: 2026-06-01}", "part_2: {exemption: FOIA s.43(2)}"):
        text = facts().replace("advice:", f"{fact}\nadvice:")
        assert rules_of(text) != rules_of(facts()), f"“{fact}” is accepted, and printed nowhere"


# ── Signatures and stages ───────────────────────────────────────────────────────────────────────────────────────
def sign(root: Path, signatory: str, *more: str) -> Result:
    return run(root, "sign", "od-2026-14", "--as", signatory, "--name", f"Example {signatory[:4]}", *more)


def stage(root: Path) -> str:
    lines = run(root, "explain", "od-2026-14").output.splitlines()
    return lines[1].split(".")[0].removeprefix("Stage: ")


def test_three_signatories_bring_about_the_stages(tmp_path: Path) -> None:
    root = project(tmp_path / "project")
    unsigned = re.sub(r"signatures:\n(?:  .*\n)*", "", APPROVED)
    (root / "decisions" / "od-2026-14.md").write_text(unsigned, "utf-8")
    assert stage(root) == "Gwiriwyd"

    early = sign(root, "monitoring_officer", "--date", "2026-03-05")
    assert early.exit_code == 2
    assert "The Prif Swyddog Cyllid signs before the Swyddog Monitro" in early.stderr
    assert "states no interests" in sign(root, "finance_officer", "--date", "2026-03-04", "--interests", "none").stderr
    stranger = sign(root, "deputy_mayor", "--date", "2026-03-04")
    assert "finance_officer, monitoring_officer, commissioner" in stranger.stderr

    assert sign(root, "finance_officer", "--date", "2026-03-04").exit_code == 0
    assert stage(root) == "Cliriwyd"
    assert sign(root, "monitoring_officer", "--date", "2026-03-05", "--acting").exit_code == 0
    assert stage(root) == "Cliriwyd"
    assert "states interests" in sign(root, "commissioner", "--date", "2026-03-06").stderr
    assert sign(root, "commissioner", "--date", "2026-03-06", "--interests", "none").exit_code == 0
    assert stage(root) == "Gwnaed"

    shown = [part.signature for part in view(root, "od-2026-14").parts if part.signature]
    assert [one.name for one in shown] == [
        "Example fina, Prif Swyddog Cyllid",
        "Example moni, Swyddog Monitro (dros dro)",
        "Example comm, Comisiynydd",
    ]
    assert {(one.label, one.date_label) for one in shown} == {("Llofnod:", "Dyddiad:")}


@pytest.mark.parametrize(
    ("outcome", "marking", "sentence"),
    [
        ("refused", "GWRTHODWYD – DECLINED", "I have decided not to."),
        ("withdrawn", "TYNNWYD YN ÔL – NOT TAKEN", "I was not asked in the end."),
    ],
)
def test_other_outcomes_print_in_the_words_of_the_form(
    tmp_path: Path, outcome: str, marking: str, sentence: str
) -> None:
    root = project(tmp_path / "project")
    recorded = f"outcome: {{answer: {outcome}, date: 2026-03-07, reason: the river froze}}\namounts:"
    (root / "decisions" / "od-2026-14.md").write_text(APPROVED.replace("amounts:", recorded), "utf-8")
    assert run(root, "build").exit_code == 0
    seen = view(root, "od-2026-14")
    words = " ".join(words_of(seen))
    assert seen.marking == marking
    assert sentence in words
    assert "Rheswm dros y canlyniad: the river froze" in words
    assert docx_words(root, "od-2026-14") == page_words(root, "od-2026-14") == words_of(seen)


def test_records_print_in_the_words_of_the_form(both: tuple[Path, Result]) -> None:
    words = " ".join(words_of(view(both[0], "cd-7")))
    assert "2. Alternative options considered and rejected Nid oes dim wedi'i argraffu yma." in words
    assert "Awdur (i'w roi) (River Officer) wrote this record. Cadarnhawyd ✔" in words
    assert "Llofnod: llofnodwyd; nid oes enw ar y ffurflen" in words
    assert "Dim buddiannau. I have taken this decision." in words


def test_records_end_where_the_form_says() -> None:
    record = (HERE / "decisions" / "cd-7.md").read_text("utf-8")
    assert "late-record" not in rules_of(record)
    assert "late-record" in rules_of(record.replace("2019-05-03", "2020-04-01"))


def test_braces_in_fixed_wording_print_as_they_stand(both: tuple[Path, Result]) -> None:
    assert "I confirm that the money is in the budget, {really}." in " ".join(words_of(view(both[0], "od-2026-14")))


# ── Headings, drafts and advice ─────────────────────────────────────────────────────────────────────────────────
def test_the_order_of_headings_is_that_of_the_form() -> None:
    """In this form the decision comes after the numbered sections."""
    assert "heading-order" not in rules_of(facts())
    moved = re.sub(r"(## Reasons.*?)(## Cefndir.*)(## Decision.*)", r"\1\3\n\2", facts(), flags=re.DOTALL)
    assert "heading-order" in rules_of(moved)


def new(tmp_path: Path) -> tuple[str, Result]:
    root = project(tmp_path / "project")
    assert run(root, "new", "A new record", "--form", "officer-decision").exit_code == 0
    return (root / "decisions" / "a-new-record.md").read_text("utf-8"), run(root, "build")


def test_a_draft_builds_at_once(tmp_path: Path) -> None:
    text, result = new(tmp_path)
    assert "form: officer-decision/2025" in text
    assert result.exit_code == 0
    assert ": error:" not in result.output


def test_a_draft_has_the_headings_in_the_order_of_the_form(tmp_path: Path) -> None:
    text, result = new(tmp_path)
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == [
        "Reasons",
        "Cefndir / Background",
        "Alternative options considered and rejected",
        "Risks",
        "Human rights",
        "Cydraddoldeb / Equality",
        "Decision",
    ]
    assert ": warning:" not in result.output


def test_a_draft_asks_for_the_facts_of_its_form(tmp_path: Path) -> None:
    text, _ = new(tmp_path)
    for fact in ("protective_marking", "needed_by", "sum_committed", "author", "manager"):
        assert re.search(rf"^{fact}:", text, re.MULTILINE), f"{fact} is not asked for"


def test_a_draft_asks_for_nothing_that_its_form_has_not(tmp_path: Path) -> None:
    text, _ = new(tmp_path)
    for fact in ("deferral", "part_2"):
        assert not re.search(rf"^{fact}:", text, re.MULTILINE), f"{fact} is asked for"
    assert "FOIA" not in text


def test_advice_to_writers_names_headings_of_their_form() -> None:
    text = facts().replace("## Reasons", "Too early.\n\n## Reasons")
    findings = read_decision("a.md", "a", text.encode(), {"officer-decision": form()}).findings
    remedy = next(found.remedy for found in findings if found.rule == "text-before-heading")
    assert "Executive Summary" not in remedy


@pytest.mark.parametrize("verb", ["sign", "explain", "new", "build"])
def test_help_names_no_office_of_one_form(verb: str) -> None:
    shown = CliRunner().invoke(cli, [verb, "--help"]).output
    assert not re.search(r"Deputy Mayor|deputy_mayor|chief_executive", shown), shown


# ── No word of its own ──────────────────────────────────────────────────────────────────────────────────────────
WORD = re.compile(r"[^\W\d_]+")


def texts_in(value: object) -> Iterator[str]:
    """The values of form.toml that are texts."""
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from texts_in(inner)


def unexplained(printed: Iterable[str], slug: str) -> set[str]:
    """The words that come neither from the form nor from the decision; figures and signs are not words."""
    source = (HERE / "decisions" / f"{slug}.md").read_text("utf-8")
    facts_given, _, body = source.partition("\n## ")
    typed = re.sub(r"\b[a-z_]+:", "", facts_given) + body
    form_says = texts_in(tomllib.loads((FORM / "form.toml").read_text("utf-8")))
    known = {word for text in (typed, *form_says) for word in WORD.findall(text)}
    return {word for text in printed for word in WORD.findall(text)} - known


@pytest.mark.parametrize("slug", STAGES)
def test_every_printed_word_is_the_forms_or_the_writers(both: tuple[Path, Result], slug: str) -> None:
    """The name of a month is a word too: it belongs to the form's language."""
    counters = {"a", "b", "c", "i", "ii", "iii"}
    assert unexplained(words_of(view(both[0], slug)), slug) - counters == set()


def test_every_word_of_a_key_fact_is_the_forms_or_the_writers(both: tuple[Path, Result]) -> None:
    shown = [fact for fact in view(both[0], "od-2026-14").key_facts if fact.name == "Rhannau"]
    assert len(shown) == 2
    # “ar gyfer” is the form's own word for “for”.
    assert {word for fact in shown for word in WORD.findall(fact.value)} <= {"wages", "coats", "ar", "gyfer"}


def test_every_word_read_out_is_the_forms_or_the_writers(both: tuple[Path, Result]) -> None:
    labels = [label for one in page_of(both[0], "od-2026-14").iter() if (label := one.get("aria-label"))]
    assert labels
    assert unexplained(labels, "od-2026-14") == set()
