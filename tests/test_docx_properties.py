"""What must hold of every Word document that is published.

The groups have the letters under which the design lists them: P the package, T the text, A what readers with a screen
reader, a keyboard or poor sight need. Not here:

* P2 (same bytes twice) is test_determinism.py, and the digest of a golden document is test_golden.py.
* P8, second half, and R speak of a review copy; there is none. F speaks of a PDF; there is none.
* P4 asks for the schema itself; openxml-audit has it built in.
* T1 and T3 over all decisions, and over invented ones, are test_parity.py.
* T6 and T7, for templates with a fault, are test_layouts.py; here stands what holds of the template as it is.
* A1 allows for other languages where they are declared; a decision can't declare one, so there is only one.
* A12 holds because nothing is ever drawn: pictures are refused. So no identifier of a drawing can clash (P5).
"""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import ooxml_integrity
import pytest
from hypothesis import given, settings
from lxml import etree
from openxml_audit import OpenXmlValidator
from reading_back.docx_text import Line, W, local, parse, read_docx, value
from reading_back.html_text import read_html
from reading_back.invented import Invented, decisions, escaped
from reading_back.workshop import Made, Workshop, decision

from decisionforms.view.form_view import FormView
from decisionforms.view.words import words_of

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
DC = "{http://purl.org/dc/elements/1.1/}"
DCTERMS = "{http://purl.org/dc/terms/}"
ALLOWED_PARTS = re.compile(
    r"\[Content_Types]\.xml|_rels/\.rels|docProps/(?:app|core)\.xml|word/_rels/(?:document|footnotes)\.xml\.rels"
    r"|word/(?:document|styles|numbering|settings|fontTable|footnotes|header\d+|footer\d+|theme/theme\d+)\.xml"
)
BODY_STYLES = {"BodyText", "NumberedParagraph", "ListContinue", "Quote"}


@dataclass(frozen=True)
class Word:
    """A document taken apart."""

    made: Made
    parts: dict[str, etree._Element]
    lines: list[Line]

    @property
    def body(self) -> etree._Element:
        return self.parts["word/document.xml"][0]

    @property
    def tables(self) -> list[etree._Element]:
        return list(self.body.iter(f"{W}tbl"))

    @property
    def written(self) -> list[etree._Element]:
        """The parts whose XML is WordprocessingML, without the styles and lists they use."""
        return [root for name, root in self.parts.items() if re.search(r"document|footnotes\.|header|footer", name)]

    def everywhere(self, *names: str) -> list[etree._Element]:
        """The elements of these names in whatever part."""
        return [element for root in self.parts.values() for name in names for element in root.iter(f"{W}{name}")]


def take_apart(made: Made) -> Word:
    parts = {name: parse(data) for name, data in made.parts.items() if not name.endswith(".rels")}
    return Word(made, parts, read_docx(made.docx).lines)


@pytest.fixture
def word(corpus_decision: Made) -> Word:
    return take_apart(corpus_decision)


def relationships(made: Made, name: str) -> dict[str, etree._Element]:
    """The relationships of a part, by id."""
    folder, _, file = name.rpartition("/")
    data = made.parts.get(f"{folder}/_rels/{file}.rels".removeprefix("/"))
    return {str(one.get("Id")): one for one in parse(data).iter(RELATIONSHIP)} if data else {}


def text_of(element: etree._Element) -> str:
    """The text of runs below an element, tabs as tabs."""
    return "".join("\t" if each.tag == f"{W}tab" else each.text or "" for each in element.iter(f"{W}t", f"{W}tab"))


def rows_of(table: etree._Element) -> list[list[etree._Element]]:
    return [row.findall(f"{W}tc") for row in table.findall(f"{W}tr")]


# ── P: the package ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_p1_entries_have_a_fixed_order_and_no_time_and_lead_nowhere_else(corpus_decision: Made) -> None:
    entries = zipfile.ZipFile(io.BytesIO(corpus_decision.docx)).infolist()
    names = [entry.filename for entry in entries]
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {(entry.create_system, entry.external_attr, entry.extra, entry.comment) for entry in entries} == {
        (0, 0, b"", b"")
    }
    assert names[0] == "[Content_Types].xml"
    assert len(set(names)) == len(names)
    assert not [name for name in names if name.endswith("/") or ".." in name or name.startswith("/") or "\\" in name]


def test_p1_the_order_of_entries_is_the_same_in_every_document(made: dict[str, Made]) -> None:
    assert len({tuple(name for name in one.parts if "footnotes.xml.rels" not in name) for one in made.values()}) == 1


def test_p3_there_are_only_parts_that_may_be_published_and_each_has_its_type(corpus_decision: Made) -> None:
    parts = corpus_decision.parts
    assert [name for name in parts if not ALLOWED_PARTS.fullmatch(name)] == []
    types = parse(parts["[Content_Types].xml"])
    overrides = {str(one.get("PartName")).removeprefix("/") for one in types if one.get("PartName")}
    assert overrides == {name for name in parts if not name.endswith(".rels") and name != "[Content_Types].xml"}


def test_p3_every_relationship_leads_to_a_part_or_to_an_address_and_every_reference_to_a_relationship(
    word: Word,
) -> None:
    for name in ["", *word.parts]:
        related = relationships(word.made, name)
        for one in related.values():
            target, folder = str(one.get("Target")), name.rpartition("/")[0]
            if one.get("TargetMode") == "External":
                assert str(one.get("Type")).endswith("/hyperlink")
                assert target.startswith(("https://", "http://", "mailto:"))
            else:
                assert f"{folder}/{target}".removeprefix("/") in word.parts
        used = (
            {str(found) for each in word.parts[name].iter() for found in [each.get(f"{R}id")] if found}
            if name
            else set()
        )
        assert used <= set(related)
        assert {key for key, one in related.items() if one.get("TargetMode") == "External"} <= used


def test_p3_the_types_of_relationships_fit_the_parts_they_lead_to(word: Word) -> None:
    for one in relationships(word.made, "word/document.xml").values():
        if one.get("TargetMode") != "External":
            assert str(one.get("Target")).removeprefix("theme/").startswith(str(one.get("Type")).rpartition("/")[2])


def test_p4_all_xml_is_well_formed_without_a_document_type(corpus_decision: Made) -> None:
    for data in corpus_decision.parts.values():
        assert parse(data) is not None
        assert b"<!" not in data
        assert data.startswith(b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<')


def faults(data: bytes, folder: Path) -> list[str]:
    """What the two validators say. (One validator of the first kind mixes up the documents it has seen.)"""
    file = folder / "document.docx"
    file.write_bytes(data)
    said = [str(fault) for fault in OpenXmlValidator().validate(file).errors]
    return [*said, *(str(fault) for fault in ooxml_integrity.check(file))]


def test_p4_both_validators_find_nothing(corpus_decision: Made, tmp_path: Path) -> None:
    assert faults(corpus_decision.docx, tmp_path) == []


@settings(max_examples=25)
@given(invented=decisions())
def test_p4_and_p5_hold_of_whatever_a_careful_writer_writes(
    workshop: Workshop, tmp_path_factory: pytest.TempPathFactory, invented: Invented
) -> None:
    made = workshop.make(invented.source)
    assert faults(made.docx, tmp_path_factory.getbasetemp()) == []
    names_are_known(take_apart(made))
    tables_are_whole(take_apart(made))


def test_p5_every_style_list_bookmark_and_note_that_is_named_exists_once(word: Word) -> None:
    names_are_known(word)


def names_are_known(word: Word) -> None:
    styles = {(one.get(f"{W}type"), one.get(f"{W}styleId")) for one in word.parts["word/styles.xml"].iter(f"{W}style")}
    for name, kind in (("pStyle", "paragraph"), ("rStyle", "character"), ("tblStyle", "table")):
        assert {(kind, one.get(f"{W}val")) for one in word.everywhere(name)} <= styles
    lists = [one.get(f"{W}numId") for one in word.parts["word/numbering.xml"].iter(f"{W}num")]
    assert len(set(lists)) == len(lists)
    assert {one.get(f"{W}val") for one in word.everywhere("numId")} <= set(lists)
    starts, ends = list(word.body.iter(f"{W}bookmarkStart")), list(word.body.iter(f"{W}bookmarkEnd"))
    assert Counter(one.get(f"{W}id") for one in starts) == Counter(one.get(f"{W}id") for one in ends)
    for attribute in ("id", "name"):
        assert len({one.get(f"{W}{attribute}") for one in starts}) == len(starts)
    targets = {one.get(f"{W}anchor") for root in word.written for one in root.iter(f"{W}hyperlink")} - {None}
    assert targets <= {one.get(f"{W}name") for one in starts}
    referred = [int(str(one.get(f"{W}id"))) for one in word.body.iter(f"{W}footnoteReference")]
    assert referred == list(range(1, len(referred) + 1))
    notes = [int(str(note.get(f"{W}id"))) for note in word.parts["word/footnotes.xml"]]
    assert notes == [-1, 0, *referred]


def test_p5_every_list_that_was_added_is_used_and_starts_where_it_says(word: Word) -> None:
    own = [one for one in word.parts["word/numbering.xml"].iter(f"{W}num") if one.find(f"{W}lvlOverride") is not None]
    used = {(value(p, "pPr/numPr/numId"), value(p, "pPr/numPr/ilvl")) for p in word.body.iter(f"{W}p")}
    for one in own:
        override = one.find(f"{W}lvlOverride")
        assert override is not None
        assert (one.get(f"{W}numId"), override.get(f"{W}ilvl")) in used
        assert int(value(override, "startOverride") or 0) >= 1


def test_p5_tables_are_whole(word: Word) -> None:
    tables_are_whole(word)


def tables_are_whole(word: Word) -> None:
    """A cell ends in a paragraph, no table touches another, rows fill the grid, and the body ends in a paragraph."""
    for table in word.tables:
        columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        assert {len(row) for row in rows_of(table)} == {columns}
        assert {local(cell[-1]) for row in rows_of(table) for cell in row} == {"p"}
    kinds = [local(element) for element in word.body]
    assert ("tbl", "tbl") not in set(pairwise(kinds))
    assert kinds[-2:] == ["p", "sectPr"]


def test_p6_the_properties_are_those_of_the_decision(word: Word) -> None:
    core, view = word.parts["docProps/core.xml"], word.made.view
    assert [one.text for one in core.iter(f"{DC}title")] == [f"{view.reference} – {view.title}"]
    assert [one.text for one in core.iter(f"{DC}creator")] == ["Mayor's Office for Policing And Crime"]
    assert [one.text for one in core.iter(f"{DC}language")] == ["en-GB"]
    assert [one.text for one in core.iter(f"{CORE}version")] == [view.version]
    dates = {one.text for one in core.iter(f"{DCTERMS}created", f"{DCTERMS}modified")}
    assert dates == ({f"{view.dated.isoformat()}T00:00:00Z"} if view.dated else set())
    assert {str(one.tag).partition("}")[0] + "}" for one in core} <= {CORE, DC, DCTERMS}
    assert len({one.tag for one in core}) == len(core)


def test_p6_the_date_is_that_of_the_last_signature(made: dict[str, Made]) -> None:
    created = parse(made["pcd-1462"].parts["docProps/core.xml"]).findtext(f"{DCTERMS}created")
    assert created == "2023-06-20T00:00:00Z"


def test_p6_what_word_knows_of_the_program_is_nothing(corpus_decision: Made) -> None:
    assert [(etree.QName(one).localname, one.text) for one in parse(corpus_decision.parts["docProps/app.xml"])] == [
        ("DocSecurity", "0")
    ]


def test_p7_no_trace_of_editing_is_left(word: Word) -> None:
    unwanted = re.compile(
        r"ins|del|moveFrom|moveTo|\w+Change|cellIns|cellDel|comment\w*|proofErr|vanish|perm(Start|End)|rsids?|docVars?|attachedTemplate|lastRenderedPageBreak|mailMerge|documentProtection"
    )
    for name, root in word.parts.items():
        for element in root.iter():
            if element.tag != f"{DCTERMS}modified":
                assert not unwanted.fullmatch(etree.QName(element).localname), (name, element.tag)
            assert not [key for key in element.attrib if re.search("rsid|paraId|textId", str(key))]


def test_p7_no_path_and_no_tag_of_the_template_is_left(corpus_decision: Made) -> None:
    for sign in ("{{", "{%", "%}", "}}", "file:", "\\\\", ":\\", "\ue000", "\ue001"):
        if sign not in corpus_decision.source:
            assert [name for name, data in corpus_decision.parts.items() if sign in data.decode()] == []
    assert "TemplateTag" not in {line.style for line in read_docx(corpus_decision.docx).lines}


def test_p8_nothing_in_it_can_be_toggled_and_nothing_is_embedded(word: Word) -> None:
    assert word.everywhere("sdt", "ffData", "object", "control", "formProt") == []
    assert [name for name in word.parts if "customXml" in name or "custom.xml" in name or "embeddings" in name] == []
    assert [one for one in word.body.iter(f"{W}bookmarkStart") if "dmpc" in str(one.get(f"{W}name"))] == []


# ── T: the text ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "character",
    ["\x00", "\x01", "\x0b", "\x0c", "\x1f", "\x7f", "\x85", "\x9f", "\u202a", "\u202e", "\u2066", "\u2069", "\ufdd0", "\ufffe", "\uffff", "\U0001ffff", "\U0002fffe", "\U0010ffff"],
    ids=lambda character: f"U+{ord(character):04X}",
)  # fmt: skip
@pytest.mark.parametrize("where", ["text", "fact"])
def test_t2_characters_that_no_reader_sees_are_refused_with_their_line(
    workshop: Workshop, character: str, where: str
) -> None:
    hidden = f"a{character}b"
    source = decision("One.", hidden) if where == "text" else decision("One.", facts=f"directorate: {hidden}\n")
    assert [one.line for one in workshop.errors_in(source)][:1] == [
        next(one for one in source.split("\n") if hidden in one)
    ]


@pytest.mark.parametrize(
    "typed",
    [
        "\\x01",
        "\\0",
        "\\x1f",
        "\\x9f",
        "\\u202e",
        "\\u2069",
        "\\ufffe",
        "\\uffff",
        "\\ufdd0",
        "\\e",
        "\\a",
        "\\b",
        "\\U0001FFFE",
    ],
)
def test_t2_they_are_refused_just_so_where_they_are_spelled_out(workshop: Workshop, typed: str) -> None:
    source = decision("One.", title=f'title: "a{typed}b"')
    assert [one.finding.span.line for one in workshop.errors_in(source)] == [2]


def test_t2_half_of_a_pair_is_refused_with_its_line(workshop: Workshop) -> None:
    source = decision("One.", "a\ud800b")
    assert [(one.finding.rule, one.finding.span.line) for one in workshop.errors_in(source)] == [
        ("not-utf8", source[: source.index("\ud800")].count("\n") + 1)
    ]


def test_t3_word_and_web_count_alike_in_every_section_list_and_pointer(corpus_decision: Made) -> None:
    word = read_docx(corpus_decision.docx)
    shown = "\n".join(read_html(corpus_decision.html).words)
    for line in word.lines:
        beginning = "\n".join([*line.number.split(), *line.text.split()[:5]])
        assert not line.number or beginning in shown
    assert [word.bookmarks[mark] for mark, _ in word.pointers] == [number for _, number in word.pointers]


FIXED_WORDING = """\
MAYOR OF LONDON OFFICE FOR POLICING AND CRIME
DMPC Decision – PCD 1462
Title: Drive Extension
Executive Summary:
Recommendation:
The Deputy Mayor for Policing and Crime is recommended to:
1. Approve
2. Approve
Deputy Mayor for Policing and Crime
I confirm I have considered whether or not I have any personal or prejudicial interest in this matter and take the proposed decision in compliance with the Code of Conduct. Any such interests are recorded below.
The above request has my approval.
Signature:
Date: 20 June 2023
PART I - NON-CONFIDENTIAL FACTS AND ADVICE TO THE DMPC
1. Introduction and background
1.1 1.2 1.3
2. Issues for consideration
2.1 2.2 2.3 2.4 2.5 2.6
3. Financial Comments
3.1
4. Legal Comments
4.1 4.2
5. Commercial Issues
5.1 5.2 5.3 5.4
6. Public Health Approach
6.1
7. GDPR and Data Privacy
7.1
8. Equality Comments
8.1 8.2
9. Background/supporting papers
Public access to information
Information in this form (Part 1) is subject to the Freedom of Information Act 2000 (FOIA) and will be made available on the MOPAC website following approval.
If immediate publication risks compromising the implementation of the decision it can be deferred until a specific date. Deferral periods should be kept to the shortest length strictly necessary.
Part 1 Deferral:
Is the publication of Part 1 of this approval to be deferred? NO
If yes, for what reason:
Until what date:
Part 2 Confidentiality:
Only the facts or advice considered as likely to be exempt from disclosure under the FOIA should be in the separate Part 2 form, together with the legal rationale for non-publication.
Is there a Part 2 form? NO
ORIGINATING OFFICER DECLARATION
Tick to confirm statement (✓)
Financial Advice:
The Strategic Finance and Resource Management Team has been consulted on this proposal. Yes ✓
Legal Advice:
Legal advice is not required. Yes ✓
Equalities Advice:
Equality and diversity issues are covered in the body of the report. Yes ✓
Public Health Approach
Due diligence has been given to determine whether the programme sits within the Violence Reduction Unit's public approach to reducing violence. This has been reviewed and supported by a senior manager within the VRU. Yes ✓
Commercial Issues
The Contract Management Team has been consulted on the commercial issues within this report. The proposal is in keeping with the GLA Group Responsible Procurement Policy. Yes ✓
GDPR/Data Privacy
GDPR compliance issues are covered in the body of the report. Yes ✓
GDPR/Data Privacy
A DPIA is not required. Not confirmed
Drafting Officer
Cathy Hickey has drafted this report in accordance with MOPAC procedures. Yes ✓
Director/Head of Service:
The Head of Policy and Commissioning has reviewed the request and is satisfied it is correct and consistent with the MOPAC's plans and priorities. Yes ✓
Chief Executive Officer
I have been consulted about the proposal and confirm that financial, legal and equalities advice has been taken into account in the preparation of this report. I am satisfied that this is an appropriate request to be submitted to the Deputy Mayor for Policing and Crime.
Signature:
Date: 19 June 2023"""


def test_t4_the_form_as_it_was_published_is_printed_in_its_order(made: dict[str, Made]) -> None:
    printed = f" {' '.join(read_docx(made['pcd-1462'].docx).words)} "
    for line in FIXED_WORDING.split("\n"):
        for piece in line.split() if re.match(r"\d\.\d", line) else [line]:
            before, found, printed = printed.partition(f" {piece} ")
            assert found, f"“{piece}” does not stand after “{before[:80]} …”"
            printed = f" {printed}"


def test_t4_its_sections_paragraphs_and_recommendations_have_the_numbers_of_the_published_form(
    made: dict[str, Made],
) -> None:
    paragraphs = {1: 3, 2: 6, 3: 1, 4: 2, 5: 4, 6: 1, 7: 1, 8: 2, 9: 0}
    expected = ["1.", "2."]
    for section, count in paragraphs.items():
        expected += [f"{section}.", *(f"{section}.{place}" for place in range(1, count + 1))]
    assert [line.number for line in read_docx(made["pcd-1462"].docx).lines if line.number] == expected


INJECTED = "{{ 7*7 }} {% for x in y %} {_{ z }_} ${8*8} <w:t> & </w:p> ]]>"


def test_t5_text_that_looks_like_a_tag_is_text_wherever_it_is_written(workshop: Workshop) -> None:
    typed = f"'{INJECTED}'"
    made = workshop.make(
        decision(
            "One.[^n]",
            escaped(INJECTED),
            f"[^n]: {escaped(INJECTED)}",
            title=f"title: {typed}",
            facts=f"drafting_officer: {{name: {typed}}}\nhead_of_service: {{post: {typed}}}\ndeferral: {{reason: {typed}}}\n",
        )
    )
    word = read_docx(made.docx)
    assert f"Title: {INJECTED}" in [line.text for line in word.lines]
    assert sum(INJECTED in line.text for line in word.lines) == 5
    assert word.notes == [INJECTED.split()]
    core = parse(made.parts["docProps/core.xml"])
    assert core.findtext(f"{DC}title") == f"{made.view.reference} – {INJECTED}"


@pytest.fixture(scope="module")
def template(project_root: Path) -> dict[str, etree._Element]:
    with zipfile.ZipFile(project_root / "templates" / "part-1" / "form.docx") as package:
        return {name: parse(package.read(name)) for name in package.namelist() if name.endswith(".xml")}


def test_t6_every_tag_of_the_template_stands_in_one_run_and_block_tags_stand_alone(
    template: dict[str, etree._Element],
) -> None:
    for paragraph in template["word/document.xml"].iter(f"{W}p"):
        runs, whole = [run.text or "" for run in paragraph.iter(f"{W}t")], text_of(paragraph)
        tags = re.findall(r"\{\{.*?}}|\{%.*?%}", whole)
        assert sum(len(re.findall(r"\{\{.*?}}|\{%.*?%}", run)) for run in runs) == len(tags)
        assert not re.match(r"\{[{%](?:p|tr) ", whole) or [whole] == tags == runs


def test_t6_the_template_asks_for_nothing_that_a_view_does_not_have(template: dict[str, etree._Element]) -> None:
    text = text_of(template["word/document.xml"])
    names = set(re.findall(r"(?:\{\{p? |in |if |and )([a-z_]+)\.", text))
    assert names == {"form", "part", "section", "row", "question", "body", "loop"}
    assert (text.count("body.blocks("), text.count("body.section(")) == (1, 1)
    assert set(re.findall(r"form\.([a-z_]+)", text)) <= set(FormView.__struct_fields__)


def test_t6_the_template_is_itself_a_sound_document(project_root: Path, tmp_path: Path) -> None:
    assert faults((project_root / "templates" / "part-1" / "form.docx").read_bytes(), tmp_path) == []


def test_t6_sections_and_paragraphs_are_two_levels_of_one_list(template: dict[str, etree._Element]) -> None:
    levels = {
        value(one, "pStyle"): (one.get(f"{W}ilvl"), value(one, "lvlText"))
        for one in template["word/numbering.xml"].iter(f"{W}lvl")
    }
    assert (levels["Heading3"], levels["NumberedParagraph"]) == (("0", "%1."), ("1", "%1.%2"))


# ── A: for readers with a screen reader, a keyboard or poor sight ───────────────────────────────────────────────────


def headings(word: Word) -> list[tuple[int, str]]:
    """The headings with their levels, as a navigation pane shows them."""
    outline = {
        str(style.get(f"{W}styleId")): int(level) + 1
        for style in word.parts["word/styles.xml"].iter(f"{W}style")
        if (level := value(style, "pPr/outlineLvl"))
    }
    return [(outline[line.style], line.text) for line in word.lines if line.style in outline]


def test_a1_the_language_is_british_english_and_no_other(word: Word) -> None:
    assert [one.get(f"{W}val") for one in word.everywhere("lang")] == ["en-GB"]
    assert [one.get(f"{W}val") for one in word.everywhere("themeFontLang")] == ["en-GB"]


def test_a2_the_document_has_a_title(word: Word) -> None:
    assert (word.parts["docProps/core.xml"].findtext(f"{DC}title") or "").strip()


def test_a3_there_is_one_heading_of_the_first_level(word: Word) -> None:
    assert [text for level, text in headings(word) if level == 1] == [word.made.view.heading]


def test_a4_no_level_of_headings_is_left_out_and_each_heading_is_short(word: Word) -> None:
    levels = [level for level, _ in headings(word)]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(0 < len(text.strip()) <= 120 for _, text in headings(word))


def test_a5_headings_are_styles_and_no_bold_line_plays_at_being_one(word: Word) -> None:
    view = word.made.view
    assert [text for level, text in headings(word) if level == 3] == [
        section.heading for part in view.parts for section in part.sections
    ]
    for paragraph in word.body.findall(f"{W}p"):
        runs = [run for run in paragraph.iter(f"{W}r") if text_of(run).strip()]
        bold = [run for run in runs if run.find(f"{W}rPr/{W}b") is not None]
        if value(paragraph, "pPr/pStyle") in BODY_STYLES and len(text_of(paragraph)) < 80:
            assert bold != runs or not runs, text_of(paragraph)


def test_a6_no_paragraph_is_empty(word: Word) -> None:
    empty = [p for p in word.body.iter(f"{W}p") if not text_of(p).strip()]
    assert empty == []


def test_a7_nothing_is_set_apart_with_blanks_or_tabs(word: Word) -> None:
    for root in word.written:
        assert [text_of(p) for p in root.iter(f"{W}p") if re.search(r" {3}|\t\t", text_of(p))] == []


def test_a8_no_list_mark_is_typed(word: Word) -> None:
    mark = re.compile(r"\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]\s|[•·▪‣–*-]\s|\d+\.\d+\.?\s", re.IGNORECASE)
    assert [line for line in word.lines if mark.match(line.text)] == []


def test_a9_the_first_row_of_every_table_is_its_heading_and_no_other(word: Word) -> None:
    for table in word.tables:
        rows = table.findall(f"{W}tr")
        assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] + [False] * (len(rows) - 1)
        look = table.find(f"{W}tblPr/{W}tblLook")
        assert look is not None
        assert look.get(f"{W}firstRow") == "1"


def test_a10_tables_are_plain_grids_without_blank_rows_or_empty_headings(word: Word) -> None:
    assert word.everywhere("gridSpan", "vMerge", "hMerge") == []
    for table in word.tables:
        assert len(list(table.iter(f"{W}tbl"))) == 1
        assert all(text_of(cell).strip() for cell in rows_of(table)[0])
        assert all(any(text_of(cell).strip() for cell in row) for row in rows_of(table))


def test_a11_every_table_says_what_it_is(word: Word) -> None:
    assert [table for table in word.tables if not (value(table, "tblPr/tblCaption") or "").strip()] == []


def test_a12_and_a13_nothing_is_drawn_or_floats(word: Word) -> None:
    assert word.everywhere("drawing", "pict", "object", "framePr", "txbxContent", "AlternateContent") == []
    assert not [name for name in word.made.parts if "media" in name]


def test_a14_links_say_where_they_lead(word: Word) -> None:
    for root in word.written:
        for link in root.iter(f"{W}hyperlink"):
            words = text_of(link).strip().lower()
            assert words not in {"", "here", "click here", "link", "this"}
            assert not words.startswith(("http", "www.", "mailto:"))


def colours(word: Word) -> Iterator[str]:
    """Every colour of text."""
    for root in word.parts.values():
        for one in root.iter(f"{W}color"):
            yield str(one.get(f"{W}val"))


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (red, green, blue)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_a15_every_text_stands_out_from_white_and_from_every_fill(word: Word) -> None:
    grounds = {"FFFFFF", *(str(one.get(f"{W}fill")) for one in word.everywhere("shd"))} - {"auto"}
    texts = {"000000", *colours(word)} - {"auto"}
    assert min(contrast(text, ground) for text in texts for ground in grounds) >= 4.5


def test_a16_text_is_large_enough(word: Word) -> None:
    assert min(int(str(one.get(f"{W}val"))) for one in word.everywhere("sz", "szCs")) >= 18
    assert value(word.parts["word/styles.xml"], "docDefaults/rPrDefault/rPr/sz") == "22"


def test_a17_no_text_is_justified_or_put_in_capitals_by_its_format(word: Word) -> None:
    assert {str(one.get(f"{W}val")) for one in word.everywhere("jc")} <= {"left", "center", "right"}
    assert word.everywhere("caps", "smallCaps") == []


def test_a18_the_order_of_the_document_is_that_of_the_form(word: Word) -> None:
    assert read_docx(word.made.docx).words == words_of(word.made.view)


def test_a19_the_name_of_the_body_stands_in_the_text(word: Word) -> None:
    said = [line.text for line in word.lines if line.style != "Marking"]
    assert said[0] == "MAYOR OF LONDON OFFICE FOR POLICING AND CRIME"


def test_a20_every_row_of_the_declaration_says_whether_it_is_confirmed(word: Word) -> None:
    table = next(one for one in word.tables if "Tick" in text_of(rows_of(one)[0][1]))
    assert {text_of(cell) for _, cell in rows_of(table)[1:]} <= {"Yes ✓", "Not confirmed"}


def test_what_the_paper_is_stands_above_and_below_it_and_on_every_page(word: Word) -> None:
    marking = word.made.view.marking
    assert [line.text for line in word.lines if line.style == "Marking"] == [marking, marking]
    assert (word.lines[0].text, word.lines[-1].text) == (marking, marking)
    assert [text_of(root) for name, root in word.parts.items() if "header" in name] == [marking]


def test_the_footer_names_the_decision_its_version_and_the_page(word: Word) -> None:
    view = word.made.view
    footers = [text_of(root) for name, root in word.parts.items() if "footer" in name]
    assert footers == [f"{view.reference}\tVersion {view.version}\tPage 1 of 1"]
