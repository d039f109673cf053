"""What a layout may hold: form.docx and form.html of the Part 1 form, each with one thing wrong.

A layout either makes whole documents or is refused, with one sentence that names its file and says what to do. Nothing
that an editor left in it reaches a reader.
"""

import io
import os
import posixpath
import re
import shutil
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

import pytest
from click.testing import CliRunner, Result
from lxml import etree

from decisionforms.cli import cli

ROOT = Path(__file__).resolve().parents[1]
FORM = ROOT / "templates" / "part-1"
# An approved decision with every construct a paper may have: lists, tables, links, pointers and footnotes.
DECISION = ROOT / "tests" / "corpus" / "pcd-9004.md"
SLUG = "pcd-9004"

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DOCUMENT, STYLES, NUMBERING = "word/document.xml", "word/styles.xml", "word/numbering.xml"
SETTINGS, HEADER, RELATIONS = "word/settings.xml", "word/header1.xml", "word/_rels/document.xml.rels"
LETTERHEAD = "{{ form.letterhead }}"
FIRST = '<w:p><w:pPr><w:pStyle w:val="Letterhead"/></w:pPr>'

Parts: TypeAlias = dict[str, bytes]
Change: TypeAlias = Callable[[Parts], None]


# ── Changing a template ─────────────────────────────────────────────────────────────────────────────────────────
def template() -> Parts:
    with zipfile.ZipFile(FORM / "form.docx") as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()


def edit(part: str, was: str, now: str, times: int = 1) -> Change:
    """A change that puts other text into a part; the text to be replaced must be there."""

    def change(parts: Parts) -> None:
        text = parts[part].decode("utf-8")
        assert was in text, was
        parts[part] = text.replace(was, now, times).encode("utf-8")

    return change


def edit_all(part: str, pattern: str, now: str) -> Change:
    """The same by pattern, wherever it fits."""

    def change(parts: Parts) -> None:
        text, count = re.subn(pattern, now, parts[part].decode("utf-8"), flags=re.DOTALL)
        assert count, pattern
        parts[part] = text.encode("utf-8")

    return change


def before(xml: str) -> Change:
    """A change that puts a paragraph or more before the letterhead."""
    return edit(DOCUMENT, FIRST, xml + FIRST)


def tag(now: str) -> Change:
    """Something else in place of the tag that prints the letterhead."""
    return edit(DOCUMENT, LETTERHEAD, now)


def put(part: str, content: bytes | str) -> Change:
    data = content.encode("utf-8") if isinstance(content, str) else content
    return lambda parts: parts.update({part: data})


def without(part: str) -> Change:
    return lambda parts: parts.__delitem__(part)


def both(*changes: Change) -> Change:
    def change(parts: Parts) -> None:
        for one in changes:
            one(parts)

    return change


def related(part: str, kind: str, target: str, mode: str = "") -> Change:
    """A relationship `odd` from a part to a target."""
    name = f"word/_rels/{posixpath.basename(part)}.rels"
    line = f'<Relationship Id="odd" Type="{R}/{kind}" Target="{target}"{mode}/>'

    def change(parts: Parts) -> None:
        empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
        parts[name] = parts.get(name, empty).replace(b"</Relationships>", line.encode() + b"</Relationships>")

    return change


def run(text: str, properties: str = "") -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(inside: str) -> str:
    return f"<w:p>{inside}</w:p>"


# ── Building with it ────────────────────────────────────────────────────────────────────────────────────────────
def project(folder: Path, docx: bytes | None = None, html: str | None = None) -> Path:
    """A project with one decision, and the Part 1 form with another layout."""
    root = folder / "project"
    shutil.copytree(FORM, root / "templates" / "part-1")
    (root / "decisions").mkdir()
    shutil.copy(DECISION, root / "decisions")
    if docx is not None:
        (root / "templates" / "part-1" / "form.docx").write_bytes(docx)
    if html is not None:
        (root / "templates" / "part-1" / "form.html").write_text(html, "utf-8")
    return root


def build(root: Path) -> Result:
    result = CliRunner().invoke(cli, ["--project", str(root)])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise AssertionError(f"a traceback in place of a sentence: {result.exception!r}") from result.exception
    return result


def sentence_of(result: Result, file: str) -> str:
    """The sentence with which a run was ended; it names the file and says what to do."""
    assert result.exit_code == 2, result.output
    assert "Traceback" not in result.output
    sentences = [line for line in result.stderr.splitlines() if line.startswith("Error: ")]
    assert len(sentences) == 1, result.output
    sentence = sentences[0].removeprefix("Error: ")
    assert file in sentence, sentence
    assert re.search(r"(?:; |\. )\w+ .+\.$", sentence), f"it does not say what to do: {sentence}"
    return sentence


def refusal(folder: Path, change: Change) -> str:
    parts = template()
    change(parts)
    return sentence_of(build(project(folder, docx=packed(parts))), "form.docx")


def built(folder: Path, change: Change) -> bytes:
    parts = template()
    change(parts)
    root = project(folder, docx=packed(parts))
    result = build(root)
    assert result.exit_code == 0, result.output
    return (root / "output" / "decisions" / SLUG / f"{SLUG}.docx").read_bytes()


def refused_or_whole(folder: Path, docx: bytes) -> None:
    """Either a sentence, or documents in which nothing is broken."""
    root = project(folder, docx=docx)
    result = build(root)
    if result.exit_code:
        sentence_of(result, "form.docx")
        return
    faults = list(faults_of((root / "output" / "decisions" / SLUG / f"{SLUG}.docx").read_bytes()))
    assert faults == []


# ── Looking at what was made ────────────────────────────────────────────────────────────────────────────────────
def q(name: str) -> str:
    return f"{{{W}}}{name}"


def read(docx: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        assert len(package.namelist()) == len(set(package.namelist()))
        return {name: package.read(name) for name in package.namelist()}


def targets_of(parts: Mapping[str, bytes], name: str) -> dict[str, str]:
    """What a part refers to, by id; addresses outside the package are given as they are."""
    rels = f"{posixpath.dirname(name)}/_rels/{posixpath.basename(name)}.rels"
    if rels not in parts:
        return {}
    found = {}
    for one in etree.fromstring(parts[rels]):
        target = str(one.get("Target"))
        outside = one.get("TargetMode") == "External"
        found[str(one.get("Id"))] = target if outside else posixpath.join(posixpath.dirname(name), target)
    return found


def faults_of(docx: bytes) -> Iterator[str]:
    """What Word would complain of, or show wrongly."""
    parts = read(docx)
    roots = {
        name: etree.fromstring(parts[name]) for name in parts if name.startswith("word/") and name.endswith(".xml")
    }
    for name, root in roots.items():
        yield from _broken_references(parts, name, root)
        yield from _broken_structure(name, root)
    yield from _broken_names(roots)


def _broken_references(parts: Mapping[str, bytes], name: str, root: etree._Element) -> Iterator[str]:
    targets = targets_of(parts, name)
    for key, target in targets.items():
        if "://" not in target and not target.startswith("mailto:") and target not in parts:
            yield f"{name}: the relationship {key} leads to {target}, which is not there"
    for element in root.iter(etree.Element):
        for attribute, value in element.attrib.items():
            if str(attribute).startswith(f"{{{R}}}") and str(value) not in targets:
                yield f"{name}: {etree.QName(element).localname} refers to {value!s}, which is not there"


def _broken_structure(name: str, root: etree._Element) -> Iterator[str]:
    for cell in root.iter(q("tc")):
        if not len(cell) or cell[-1].tag != q("p"):
            yield f"{name}: a cell does not end with a paragraph"
    for inner in root.iter(q("p"), q("tbl"), q("r")):
        if any(outer.tag in {q("p"), q("t")} for outer in inner.iterancestors()) and inner.tag != q("r"):
            yield f"{name}: a paragraph stands within a paragraph"
    for text in root.iter(q("t")):
        if "{%" in (text.text or ""):
            yield f"{name}: a tag is printed: {text.text}"
    if name == DOCUMENT and [child.tag for child in root[0]].count(q("sectPr")) != 1:
        yield "the document has no page"


def _broken_names(roots: Mapping[str, etree._Element]) -> Iterator[str]:
    def said(name: str, tags: tuple[str, ...], attribute: str) -> list[str]:
        root = roots.get(name)
        return [str(one.get(q(attribute))) for one in root.iter(*map(q, tags))] if root is not None else []

    styles = set(said(STYLES, ("style",), "styleId"))
    numbers, lists = said(NUMBERING, ("num",), "numId"), set(said(NUMBERING, ("abstractNum",), "abstractNumId"))
    for name in roots:
        used = said(name, ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link"), "val")
        yield from (f"{name}: there is no style {style}" for style in set(used) - styles)
        yield from (f"{name}: there is no list {one}" for one in set(said(name, ("numId",), "val")) - {*numbers, "0"})
    yield from (f"there is no list definition {one}" for one in set(said(NUMBERING, ("abstractNumId",), "val")) - lists)
    if len(numbers) != len(set(numbers)):
        yield "two lists have one number"
    for kind in ("footnote", "endnote"):
        notes = said(f"word/{kind}s.xml", (kind,), "id")
        if len(notes) != len(set(notes)):
            yield f"two {kind}s have one number"
        yield from (
            f"there is no {kind} {one}" for one in set(said(DOCUMENT, (f"{kind}Reference",), "id")) - set(notes)
        )


def paragraphs(docx: bytes) -> list[tuple[str, str]]:
    """The paragraphs of the document, each with its style."""
    body = etree.fromstring(read(docx)[DOCUMENT])
    found = []
    for one in body.iter(q("p")):
        style = one.find(f"{q('pPr')}/{q('pStyle')}")
        text = "".join(str(piece.text or "") for piece in one.iter(q("t")))
        found.append((str(style.get(q("val"))) if style is not None else "", text))
    return found


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The decision, built with the template as it is."""
    return built(tmp_path_factory.mktemp("plain"), lambda _: None)


def test_the_template_as_it_is_makes_a_whole_document(plain: bytes) -> None:
    assert list(faults_of(plain)) == []


# ── What an editor can leave in a template ──────────────────────────────────────────────────────────────────────
MARK = 'w:id="9" w:author="Planted Person" w:date="2026-01-02T03:04:05Z"'
PICTURE = (
    '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:extent cx="9" cy="9"/><wp:docPr id="1" name="Crest"/></wp:inline></w:drawing></w:r>'
)
LEFT_IN = {
    "a tracked insertion": (before(paragraph(f"<w:ins {MARK}>{run('new')}</w:ins>")), "tracked changes"),
    "a tracked deletion": (
        before(paragraph(f"<w:del {MARK}><w:r><w:delText>old</w:delText></w:r></w:del>")),
        "tracked changes",
    ),
    "a tracked paragraph mark": (
        before(f"<w:p><w:pPr><w:rPr><w:ins {MARK}/></w:rPr></w:pPr></w:p>"),
        "tracked changes",
    ),
    "a tracked move": (before(paragraph(f"<w:moveFrom {MARK}>{run('moved')}</w:moveFrom>")), "tracked changes"),
    "tracked formatting": (
        before(paragraph(run("bold", f"<w:rPr><w:b/><w:rPrChange {MARK}><w:rPr/></w:rPrChange></w:rPr>"))),
        "tracked changes",
    ),
    "a tracked row": (
        edit(DOCUMENT, "<w:trPr><w:cantSplit/></w:trPr>", f"<w:trPr><w:cantSplit/><w:ins {MARK}/></w:trPr>"),
        "tracked changes",
    ),
    "a tracked change in the header": (
        edit(
            HEADER,
            "{{ form.marking }}",
            f"{{{{ form.marking }}}}</w:t></w:r><w:ins {MARK}>{run('x')}</w:ins><w:r><w:t>",
        ),
        "tracked changes",
    ),
    "a comment": (
        before(paragraph(f'<w:commentRangeStart w:id="1"/>{run("x")}<w:commentRangeEnd w:id="1"/>')),
        "comments",
    ),
    "the mark of a comment": (before(paragraph('<w:r><w:commentReference w:id="1"/></w:r>')), "comments"),
    "hidden text": (before(paragraph(run("secret", "<w:rPr><w:vanish/></w:rPr>"))), "hidden text"),
    "a hidden style": (
        edit(STYLES, '<w:name w:val="Question"/>', '<w:name w:val="Question"/><w:rPr><w:vanish/></w:rPr>'),
        "hidden text",
    ),
    "a content control": (
        before(f"<w:sdt><w:sdtContent>{paragraph(run('x'))}</w:sdtContent></w:sdt>"),
        "content control",
    ),
    "a picture": (before(paragraph(PICTURE)), "picture"),
    "an old picture": (before(paragraph("<w:r><w:pict/></w:r>")), "picture"),
    "an embedded sheet": (before(paragraph("<w:r><w:object/></w:r>")), "object"),
    "a picture in the header": (
        edit(HEADER, "<w:r>", f"{PICTURE}<w:r>"),
        "picture",
    ),
}


@pytest.mark.parametrize("what", LEFT_IN)
def test_what_only_an_editor_can_take_out_is_refused(tmp_path: Path, what: str) -> None:
    change, named = LEFT_IN[what]
    assert named in refusal(tmp_path, change)


# ── Styles and lists ────────────────────────────────────────────────────────────────────────────────────────────
NEEDED_STYLES = (
    "Body Text",
    "heading 3",
    "heading 4",
    "Numbered Paragraph",
    "List Continue",
    "Quote",
    "Form Table",
    "Table Text",
    "footnote text",
    "footnote reference",
    "Hyperlink",
    "Bullet Points",
    "Points 1.",
    "Points (a)",
    "Points (i)",
    "Points capital (A)",
    "Points figure (1)",
)
NUMBERED_STYLES = ("Bullet Points", "Points 1.", "Points (a)", "Points (i)", "Points capital (A)", "Points figure (1)")


@pytest.mark.parametrize("style", NEEDED_STYLES)
def test_a_missing_style_is_named(tmp_path: Path, style: str) -> None:
    sentence = refusal(tmp_path, edit(STYLES, f'<w:name w:val="{style}"/>', '<w:name w:val="Another"/>'))
    assert f"“{style}”".casefold() in sentence.casefold()


@pytest.mark.parametrize("style", [*NUMBERED_STYLES, "Numbered Paragraph"])
def test_a_style_that_is_not_numbered_is_named(tmp_path: Path, style: str) -> None:
    pattern = rf'(<w:name w:val="{re.escape(style)}"/>(?:(?!</w:style>).)*?)<w:numPr>.*?</w:numPr>'
    sentence = refusal(tmp_path, edit_all(STYLES, pattern, r"\1"))
    assert f"“{style}”" in sentence


def test_a_style_tied_to_no_list_is_named(tmp_path: Path) -> None:
    sentence = refusal(tmp_path, edit_all(NUMBERING, r'<w:num w:numId="3">.*?</w:num>', ""))
    assert "“Points (a)”" in sentence


TIES = {
    "the paragraphs are not tied": edit(NUMBERING, '<w:pStyle w:val="NumberedParagraph"/>', ""),
    "the headings are not tied": edit(NUMBERING, '<w:pStyle w:val="Heading3"/>', ""),
    "both are tied the wrong way round": both(
        edit(NUMBERING, '<w:pStyle w:val="Heading3"/>', '<w:pStyle w:val="Another"/>'),
        edit(NUMBERING, '<w:pStyle w:val="NumberedParagraph"/>', '<w:pStyle w:val="Heading3"/>'),
        edit(NUMBERING, '<w:pStyle w:val="Another"/>', '<w:pStyle w:val="NumberedParagraph"/>'),
    ),
    "there is one level only": edit_all(
        NUMBERING, r'(<w:abstractNum w:abstractNumId="0">.*?</w:lvl>).*?</w:abstractNum>', r"\1</w:abstractNum>"
    ),
    "the headings are in another list": edit_all(
        STYLES, r'(w:styleId="Heading3">.*?<w:numId w:val=")1(")', r"\g<1>2\2"
    ),
}


@pytest.mark.parametrize("how", TIES)
def test_sections_and_their_paragraphs_are_levels_of_one_list(tmp_path: Path, how: str) -> None:
    sentence = refusal(tmp_path, TIES[how])
    assert "“Heading 3”" in sentence
    assert "“Numbered Paragraph”" in sentence


# ── Tags ────────────────────────────────────────────────────────────────────────────────────────────────────────
SECTION_TAG = "{%p for section in part.sections %}"
ROW_TAG = "{%tr for row in part.table.rows %}"
SLIPS = {
    "a misspelt name": tag("{{ form.leterhead }}"),
    "a misspelt name of a group": tag("{{ fourm.letterhead }}"),
    "a misspelt name in the header": edit(HEADER, "form.marking", "form.markin"),
    "a name that nothing has": tag(LETTERHEAD + "{{ date }}"),
    "a misspelt loop": edit(DOCUMENT, "for section in part.sections", "for section in part.section"),
    "a missing endfor": edit(DOCUMENT, "{%p endfor %}", ""),
    "a missing endif": edit(DOCUMENT, "{%p endif %}", ""),
    "an endfor too many": tag(LETTERHEAD + "{% endfor %}"),
    "an unclosed tag": tag("{{ form.letterhead"),
    "an unclosed tag of a loop": edit(DOCUMENT, SECTION_TAG, "{%p for section in part.sections"),
    "an unknown word": tag("{% shout form.letterhead %}"),
    "an unknown filter": tag("{{ form.letterhead|shout }}"),
    "a blank between the braces": tag("{ { form.letterhead } }"),
    "text before a tag": edit(DOCUMENT, SECTION_TAG, f"Sections: {SECTION_TAG}"),
    "text after a tag": edit(DOCUMENT, SECTION_TAG, f"{SECTION_TAG} follow"),
    "text in another run beside a tag": edit(
        DOCUMENT, f"{SECTION_TAG}</w:t></w:r>", f"{SECTION_TAG}</w:t></w:r>{run('follow')}"
    ),
    "two tags in a paragraph": edit(DOCUMENT, SECTION_TAG, f"{SECTION_TAG}{{%p if section %}}"),
    "text beside the tag of a row": edit(DOCUMENT, ROW_TAG, f"{ROW_TAG} Rows"),
    "text in the other cell of a tag's row": edit_all(
        DOCUMENT,
        r"(\{%tr for row.*?<w:tc>.*?</w:pPr>)(</w:p>)",
        rf"\1{run('This text would be lost.')}\2",
    ),
    "a loop that is no longer in paragraphs of its own": edit(
        DOCUMENT, "{%p for part in form.parts %}", "{% for part in form.parts %}"
    ),
    "a loop of rows outside a table": edit(DOCUMENT, "{%p for part in", "{%tr for part in"),
    "a sum with a text": tag("{{ form.letterhead + 1 }}"),
    "a division by nothing": tag(LETTERHEAD + "{{ 1 / 0 }}"),
    "a loop over what is not there": tag(LETTERHEAD + "{% for one in form.dated %}{% endfor %}"),
    "a loop without end in sight": tag(LETTERHEAD + "{% for one in range(99999999) %}{% endfor %}"),
    "words where blocks belong": edit(DOCUMENT, "body.section(section.blocks)", "body.section(section.heading)"),
    "nothing where blocks belong": edit(DOCUMENT, "body.section(section.blocks)", "body.section()"),
    "another file": tag(LETTERHEAD + '{% include "other.docx" %}'),
    "another file to begin with": tag(LETTERHEAD + '{% extends "other.docx" %}'),
    "a text passed off as markup": tag("{{ (form.letterhead ~ '&lt;w:p&gt;')|safe }}"),
    "the inside of the program": tag(LETTERHEAD + "{{ form.__class__ }}"),
    "the inside of a method": tag(LETTERHEAD + "{{ body.blocks.__globals__ }}"),
    "the inside by way of a filter": tag(LETTERHEAD + '{{ form|attr("__class__") }}'),
    "the inside by way of a format": tag(LETTERHEAD + '{{ "{0.__class__}".format(form) }}'),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_in_a_tag_is_refused(tmp_path: Path, slip: str) -> None:
    refusal(tmp_path, SLIPS[slip])


def test_sentences_about_tags_speak_to_who_keeps_the_form(tmp_path: Path) -> None:
    """No names of the program's own modules, and no two full stops."""
    for place, slip in enumerate(("a misspelt name", "a missing endfor", "the inside of the program")):
        folder = tmp_path / str(place)
        folder.mkdir()
        sentence = refusal(folder, SLIPS[slip])
        assert not re.search(r"decisionforms\.|Jinja|\.\.|Undefined|__", sentence.replace("__class__", "")), sentence


PROOF = '<w:proofErr w:type="spellStart"/>'
STILL_WORKS = {
    "a tag split over runs": tag(
        f"{{{{ for</w:t></w:r>{PROOF}{run('m.letter')}{PROOF.replace('Start', 'End')}{run('head }')}<w:r><w:t>}}"
    ),
    "braces split over runs": tag("{</w:t></w:r><w:r><w:t>{ form.letterhead }</w:t></w:r><w:r><w:t>}"),
    "a split tag with revision ids": tag(
        '{{ form.</w:t></w:r><w:r w:rsidR="00AB12CD"><w:rPr><w:lang w:val="cy-GB"/></w:rPr><w:t>letterhead }}'
    ),
    "a split tag of a loop": edit(
        DOCUMENT, SECTION_TAG, f"{{%p for sec</w:t></w:r>{PROOF}{run('tion in part.sections %')}<w:r><w:t>}}"
    ),
    "a page break that Word remembered": tag("{{ form</w:t><w:lastRenderedPageBreak/><w:t>.letterhead }}"),
    "curly quotes in a tag": tag("{{ form[‘letterhead’] }}"),
    "curly double quotes in a tag": tag("{{ form[“letterhead”] }}"),
    "a sign of comparison in a tag": tag("{% if 1 &lt; 2 %}{{ form.letterhead }}{% endif %}"),
    "no blanks in a tag": tag("{{form.letterhead}}"),
    "a bookmark": before('<w:bookmarkStart w:id="5" w:name="_GoBack"/><w:bookmarkEnd w:id="5"/>'),
}


@pytest.mark.parametrize("what", STILL_WORKS)
def test_what_word_does_to_a_tag_makes_no_difference(tmp_path: Path, plain: bytes, what: str) -> None:
    docx = built(tmp_path, STILL_WORKS[what])
    assert paragraphs(docx) == paragraphs(plain)
    assert list(faults_of(docx)) == []


def test_text_of_a_decision_is_never_taken_for_a_tag(tmp_path: Path) -> None:
    root = project(tmp_path)
    source = root / "decisions" / DECISION.name
    hostile = "{{ form.version }} {% for %} &lt; <pilot> {{p x }}"
    source.write_text(
        source.read_text("utf-8").replace("title: ", f'title: "{hostile}" #', 1).replace(" #", "\n# "), "utf-8"
    )
    assert build(root).exit_code == 0
    docx = (root / "output" / "decisions" / SLUG / f"{SLUG}.docx").read_bytes()
    assert any(hostile in text for _, text in paragraphs(docx))


# ── What must be printed, once and in order ─────────────────────────────────────────────────────────────────────
SLOTS = {
    "letterhead": LETTERHEAD,
    "heading": "{{ form.heading }}",
    "title label": "{{ form.title_label }}",
    "title": "{{ form.title }}",
    "part heading": "{{ part.heading }}",
    "part blocks": "{{p body.blocks(part.blocks, part.signature or part.questions) }}",
    "section heading": "{{ section.heading }}",
    "section blocks": "{{p body.section(section.blocks) }}",
    "statement column": "{{ part.table.statement_column }}",
    "tick column": "{{ part.table.tick_column }}",
    "row label": "{{ row.label }}",
    "row statement": "{{ row.statement }}",
    "row tick": "{{ row.tick }}",
    "question": "{{ question.ask }}",
    "answer": "{{ question.answer }}",
    "signature label": "{{ part.signature.label }}",
    "signature name": "{{ part.signature.name }}",
    "signature date label": "{{ part.signature.date_label }}",
    "signature date": "{{ part.signature.date }}",
    "line label": "{{ part.signature.label }} ",
    "line date label": "{{ part.signature.date_label }} ",
}


def last(was: str, now: str) -> Change:
    def change(parts: Parts) -> None:
        head, found, tail = parts[DOCUMENT].decode("utf-8").rpartition(was)
        assert found
        parts[DOCUMENT] = f"{head}{now}{tail}".encode()

    return change


def in_slot(slot: str, now: str) -> Change:
    # The heading of a part stands in the template twice: the one with the sections begins a page.
    times = 2 if slot == "part heading" else 1
    return last(SLOTS[slot], now) if slot.startswith("line ") else edit(DOCUMENT, SLOTS[slot], now, times)


@pytest.mark.parametrize("slot", SLOTS)
def test_what_a_template_leaves_out_is_named(tmp_path: Path, slot: str) -> None:
    assert f"the {slot} not at all" in refusal(tmp_path, in_slot(slot, ""))


@pytest.mark.parametrize("slot", [slot for slot in SLOTS if not slot.endswith("blocks")])
def test_what_a_template_prints_twice_is_named(tmp_path: Path, slot: str) -> None:
    assert f"the {slot} twice" in refusal(tmp_path, in_slot(slot, f"{SLOTS[slot]} {SLOTS[slot]}"))


@pytest.mark.parametrize(
    ("one", "other"),
    [("letterhead", "heading"), ("title", "title label"), ("row label", "row statement"), ("question", "answer")],
)
def test_what_a_template_prints_out_of_order_is_named(tmp_path: Path, one: str, other: str) -> None:
    swap = both(in_slot(one, "SWAP"), in_slot(other, SLOTS[one]), edit(DOCUMENT, "SWAP", SLOTS[other]))
    assert "out of the order of the form" in refusal(tmp_path, swap)


def test_the_marking_stands_in_the_text(tmp_path: Path) -> None:
    assert "form.marking" in refusal(tmp_path, edit_all(DOCUMENT, r"\{\{ form\.marking \}\}", ""))


# ── Templates of another make ───────────────────────────────────────────────────────────────────────────────────
OUTSIDE = ' TargetMode="External"'


def kind_of(extension: str) -> Change:
    """That files with this ending may be in the package."""
    line = f'<Default Extension="{extension}" ContentType="application/octet-stream"/>'
    return edit("[Content_Types].xml", "<Override", f"{line}<Override")


ODD = {
    "a link in the text": both(
        before(paragraph(f'<w:hyperlink r:id="odd">{run("our site")}</w:hyperlink>')),
        related(DOCUMENT, "hyperlink", "https://example.org/", OUTSIDE),
    ),
    "a link in the footer": both(
        edit("word/footer1.xml", "</w:p>", f'<w:hyperlink r:id="odd">{run("our site")}</w:hyperlink></w:p>'),
        related("word/footer1.xml", "hyperlink", "https://example.org/", OUTSIDE),
    ),
    "a footnote": both(
        before(paragraph('<w:r><w:footnoteReference w:id="1"/></w:r>')),
        edit(
            "word/footnotes.xml",
            "</w:footnotes>",
            f'<w:footnote w:id="1">{paragraph(run("A note of the form."))}</w:footnote></w:footnotes>',
        ),
    ),
    "an endnote": both(
        before(paragraph('<w:r><w:endnoteReference w:id="1"/></w:r>')),
        put("word/endnotes.xml", f'<w:endnotes xmlns:w="{W}"><w:endnote w:id="1"><w:p/></w:endnote></w:endnotes>'),
        related(DOCUMENT, "endnotes", "endnotes.xml"),
    ),
    "fonts in the file": both(
        edit("word/fontTable.xml", "</w:font>", '<w:embedRegular r:id="odd"/></w:font>'),
        put("word/fonts/font1.odttf", b"planted font"),
        related("word/fontTable.xml", "font", "fonts/font1.odttf"),
        kind_of("odttf"),
    ),
    "settings of a printer": both(
        edit(DOCUMENT, "</w:sectPr>", '<w:printerSettings r:id="odd"/></w:sectPr>'),
        put("word/printerSettings1.bin", b"planted printer"),
        related(DOCUMENT, "printerSettings", "printerSettings1.bin"),
        kind_of("bin"),
    ),
    "a piece of another file": both(
        before('<w:altChunk r:id="odd"/>'),
        put("word/afchunk.html", b"<p>planted</p>"),
        related(DOCUMENT, "aFChunk", "afchunk.html"),
        kind_of("html"),
    ),
    "a header for first pages": both(
        edit(DOCUMENT, "<w:sectPr>", '<w:sectPr><w:headerReference w:type="first" r:id="odd"/>'),
        edit(DOCUMENT, "</w:sectPr>", "<w:titlePg/></w:sectPr>"),
        lambda parts: parts.update({"word/header2.xml": parts[HEADER]}),
        edit(
            "[Content_Types].xml",
            "</Types>",
            '<Override PartName="/word/header2.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/></Types>',
        ),
        related(DOCUMENT, "header", "header2.xml"),
    ),
    "a header that is not there": edit_all(RELATIONS, r'<Relationship Id="rId10"[^>]*/>', ""),
    "a paragraph tag in a row": both(
        edit(DOCUMENT, "{%tr for row", "{%p for row"), edit(DOCUMENT, "{%tr endfor", "{%p endfor")
    ),
    "blocks without the p of their tag": edit(DOCUMENT, "{{p body.blocks", "{{ body.blocks"),
    "section blocks without the p of their tag": edit(DOCUMENT, "{{p body.section", "{{ body.section"),
    "a list definition that is not there": edit_all(
        NUMBERING, r'<w:abstractNum w:abstractNumId="2">.*?</w:abstractNum>', ""
    ),
    "no definition of the sections' list": edit_all(
        NUMBERING, r'<w:abstractNum w:abstractNumId="0">.*?</w:abstractNum>', ""
    ),
    "a measure in another unit": edit(NUMBERING, 'w:left="709"', 'w:left="1.25cm"'),
    "nothing in the document": edit_all(DOCUMENT, "<w:body>.*</w:body>", "<w:body/>"),
    "nothing but a page": edit_all(DOCUMENT, "<w:body>.*(<w:sectPr>)", r"<w:body>\1"),
    "no page": edit_all(DOCUMENT, "<w:sectPr>.*</w:sectPr>", ""),
    "a table at the end": edit_all(DOCUMENT, r"(<w:tbl>.*</w:tbl>)(.*)(<w:sectPr>)", r"\1\2\1\3"),
    "a hard blank in a tag": tag("{{\u00a0form.letterhead\u00a0}}"),
    "a tag on two lines": tag("{{ form</w:t><w:br/><w:t>.letterhead }}"),
    "no numbering in the relationships": edit_all(RELATIONS, r'<Relationship Id="rId2"[^>]*/>', ""),
    "no styles in the relationships": edit_all(RELATIONS, r'<Relationship Id="rId1"[^>]*/>', ""),
    "no relationships of the document": without(RELATIONS),
    "no relationships of the file": without("_rels/.rels"),
    "no list of content": without("[Content_Types].xml"),
    "no document": without(DOCUMENT),
    "no styles": without(STYLES),
    "no numbering": without(NUMBERING),
    "no settings": without(SETTINGS),
    "no footnotes": without("word/footnotes.xml"),
    "no header": without(HEADER),
    "no theme": without("word/theme/theme1.xml"),
    "no properties": without("docProps/core.xml"),
    "a broken document": put(DOCUMENT, "<w:document"),
    "broken styles": put(STYLES, "<broken"),
    "a broken header": put(HEADER, "<broken"),
    "broken properties": put("docProps/core.xml", "<broken"),
    "broken relationships": put(RELATIONS, "<broken"),
    "broken relationships of the file": put("_rels/.rels", "<broken"),
    "a broken list of content": put("[Content_Types].xml", "<broken"),
    "an empty part": put(STYLES, ""),
}


@pytest.mark.parametrize("what", ODD)
def test_an_odd_template_is_refused_or_makes_whole_documents(tmp_path: Path, what: str) -> None:
    parts = template()
    ODD[what](parts)
    refused_or_whole(tmp_path, packed(parts))


FILES = {
    "an empty file": b"",
    "a text": b"The form.",
    "an old Word document": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "half a document": packed(template())[:5000],
    "a zip of something else": packed({"readme.txt": b"hello"}),
}


@pytest.mark.parametrize("what", FILES)
def test_what_is_no_template_at_all_is_refused(tmp_path: Path, what: str) -> None:
    sentence_of(build(project(tmp_path, docx=FILES[what])), "form.docx")


@pytest.mark.parametrize("file", ["form.docx", "form.html", "public.html", "form.css"])
def test_a_file_that_is_missing_is_named(tmp_path: Path, file: str) -> None:
    root = project(tmp_path)
    (root / "templates" / "part-1" / file).unlink()
    assert "missing" in sentence_of(build(root), file)


def test_a_page_of_the_public_site_that_can_not_be_used_is_named_by_a_build(tmp_path: Path) -> None:
    root = project(tmp_path)
    (root / "templates" / "part-1" / "public.html").write_text('{% extends "form.html" %}\n{% if site %}', "utf-8")
    assert "never closed" in sentence_of(build(root), "part-1/public.html can't be used (line 2)")


@pytest.mark.parametrize("file", ["form.html", "public.html", "form.css"])
def test_a_file_in_another_encoding_is_named(tmp_path: Path, file: str) -> None:
    root = project(tmp_path)
    (root / "templates" / "part-1" / file).write_bytes("é".encode("latin-1"))
    assert "UTF-8" in sentence_of(build(root), file)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_template_saved_by_libreoffice_is_refused_or_makes_whole_documents(tmp_path: Path) -> None:
    out = tmp_path / "saved"
    subprocess.run(
        [
            str(shutil.which("soffice")),
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            *("--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(out), str(FORM / "form.docx")),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    refused_or_whole(tmp_path, (out / "form.docx").read_bytes())


# ── Files made to do harm ───────────────────────────────────────────────────────────────────────────────────────
def with_entity(parts: Parts, part: str, entity: str, *, encoding: str = "utf-8") -> None:
    text = re.sub(r"^<\?xml[^>]*\?>\s*", "", parts[part].decode("utf-8"))
    name = re.match(r"<([\w:]+)", text)
    assert name
    text = text.replace("</w:t>", "&planted;</w:t>", 1)
    declared = f'<?xml version="1.0" encoding="{encoding}"?>\n<!DOCTYPE {name[1]} [<!ENTITY planted {entity}>]>{text}'
    parts[part] = declared.encode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("part", [DOCUMENT, HEADER, STYLES, SETTINGS])
def test_a_document_type_is_refused(tmp_path: Path, part: str, encoding: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("planted secret", "utf-8")
    change: Change = lambda parts: with_entity(parts, part, f'SYSTEM "{secret.as_uri()}"', encoding=encoding)  # noqa: E731
    assert "document type" in refusal(tmp_path, change)


def test_entities_within_entities_are_refused(tmp_path: Path) -> None:
    bomb = '"ha"><!ENTITY b "' + "&planted;" * 50 + '"><!ENTITY c "' + "&b;" * 50 + '"'
    assert "document type" in refusal(tmp_path, lambda parts: with_entity(parts, DOCUMENT, bomb))


@pytest.mark.parametrize("part", ["word/theme/theme1.xml", "word/media/image1.png", "customXml/item1.xml"])
def test_a_file_that_unfolds_too_far_is_refused(tmp_path: Path, part: str) -> None:
    assert "too large" in refusal(tmp_path, put(part, bytes(60_000_000)))


def test_a_file_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    docx = bytearray(packed({**template(), "word/theme/theme2.xml": bytes(60_000_000)}))
    entry = docx.rindex(b"PK\x01\x02")
    assert b"theme2" in docx[entry:]
    docx[entry + 24 : entry + 28] = struct.pack("<I", 10)
    sentence_of(build(project(tmp_path, docx=bytes(docx))), "form.docx")


def test_a_large_file_is_refused(tmp_path: Path) -> None:
    docx = packed(template()) + bytes(21_000_000)
    assert "20 MB" in sentence_of(build(project(tmp_path, docx=docx)), "form.docx")


def test_two_parts_of_one_name_are_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO(packed(template()))
    with zipfile.ZipFile(buffer, "a") as package, pytest.warns(UserWarning, match="Duplicate name"):
        package.writestr(STYLES, "<w:styles/>")
    assert "same name" in sentence_of(build(project(tmp_path, docx=buffer.getvalue())), "form.docx")


# ── What an editor leaves behind, and nobody sees ───────────────────────────────────────────────────────────────
PLANTED = re.compile(rb"planted|00AB12CD|rsid|paraId|textId|_GoBack|proofErr|attachedTemplate|docVar", re.IGNORECASE)
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
METADATA = both(
    put(
        "docProps/core.xml",
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        "<dc:title>planted</dc:title><dc:creator>Planted Author</dc:creator><cp:lastModifiedBy>Planted Editor</cp:lastModifiedBy><cp:keywords>planted</cp:keywords><dc:description>planted</dc:description><cp:category>planted</cp:category></cp:coreProperties>",
    ),
    put(
        "docProps/app.xml",
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Template>planted.dotm</Template><Manager>Planted Manager</Manager><Company>Planted</Company><HyperlinkBase>file:///planted</HyperlinkBase><TotalTime>77</TotalTime></Properties>',
    ),
    put("docProps/custom.xml", "<Properties><property name='planted label'/></Properties>"),
    put("docProps/thumbnail.jpeg", b"planted thumbnail"),
    put("customXml/item1.xml", "<planted/>"),
    put("word/comments.xml", f'<w:comments xmlns:w="{W}"><w:comment w:id="1" w:author="Planted Person"/></w:comments>'),
    put("word/people.xml", "<w15:people xmlns:w15='planted'/>"),
    put("word/webSettings.xml", f'<w:webSettings xmlns:w="{W}"><!-- planted --></w:webSettings>'),
    put("word/glossary/document.xml", f'<w:glossaryDocument xmlns:w="{W}"><!-- planted --></w:glossaryDocument>'),
    put("word/vbaProject.bin", b"planted macro"),
    related(DOCUMENT, "comments", "comments.xml"),
    related(SETTINGS, "attachedTemplate", "file:///C:/planted/person/template.dotm", OUTSIDE),
    edit(
        SETTINGS,
        "<w:defaultTabStop",
        '<w:attachedTemplate r:id="odd"/><w:rsids><w:rsidRoot w:val="00AB12CD"/><w:rsid w:val="00AB12CD"/></w:rsids>'
        '<w:docVars><w:docVar w:name="planted" w:val="planted"/></w:docVars><w:documentProtection w:edit="planted"/><w:defaultTabStop',
    ),
    edit(DOCUMENT, "<w:document ", f'<w:document xmlns:w14="{W14}" '),
    edit(
        DOCUMENT,
        FIRST,
        FIRST.replace(
            "<w:p>", '<w:p w:rsidR="00AB12CD" w:rsidRDefault="00AB12CD" w14:paraId="00AB12CD" w14:textId="77777777">'
        )
        + '<w:bookmarkStart w:id="5" w:name="_GoBack"/><w:bookmarkEnd w:id="5"/><!-- planted --><?planted planted?>',
    ),
    edit(DOCUMENT, "<w:sectPr>", '<w:sectPr w:rsidR="00AB12CD">'),
    edit(HEADER, "<w:p>", '<w:p w:rsidR="00AB12CD"><!-- planted -->'),
    edit(NUMBERING, "<w:lvl ", '<w:lvl w:tplc="00AB12CD" '),
)


def test_what_an_editor_left_behind_reaches_no_reader(tmp_path: Path, plain: bytes) -> None:
    docx = built(tmp_path, METADATA)
    assert sorted(read(docx)) == sorted(read(plain))
    found = {
        name: sorted({*PLANTED.findall(content)}) for name, content in read(docx).items() if PLANTED.search(content)
    }
    found.pop(NUMBERING, None)  # which style gallery a level came from says nothing of anybody
    assert found == {}
    assert paragraphs(docx) == paragraphs(plain)
    assert list(faults_of(docx)) == []


def test_the_revision_ids_of_styles_reach_no_reader(tmp_path: Path) -> None:
    docx = built(tmp_path, edit(STYLES, "<w:qFormat/>", '<w:qFormat/><w:rsid w:val="00AB12CD"/>'))
    assert not PLANTED.search(read(docx)[STYLES])


def test_text_after_a_comment_of_the_file_is_not_lost_on_the_way(tmp_path: Path) -> None:
    sentence = refusal(tmp_path, before(paragraph("<w:r><w:t>Kept<!-- planted --> whole</w:t></w:r>")))
    assert "words of its own" in sentence
    assert "“Kept whole”" in sentence


def test_only_the_parts_of_the_template_that_are_known_are_kept(plain: bytes) -> None:
    allowed = {name for name in template() if not name.startswith("docProps/")}
    made = {"docProps/app.xml", "docProps/core.xml", "word/_rels/footnotes.xml.rels"}
    assert set(read(plain)) <= allowed | made


# ── The page ────────────────────────────────────────────────────────────────────────────────────────────────────
PAGE = (FORM / "form.html").read_text("utf-8")
PRINTED = "{{ form.letterhead }}"


def page(was: str, now: str, times: int = -1) -> str:
    assert was in PAGE, was
    return PAGE.replace(was, now, times)


PAGE_SLIPS = {
    "an unknown name": page(PRINTED, "{{ form.leterhead }}"),
    "an unknown name of a group": page(PRINTED, "{{ fourm.letterhead }}"),
    "an unknown function": page("body.blocks(part.blocks)", "body.prose(part.blocks)"),
    "an unknown filter": page(PRINTED, "{{ form.letterhead|shout }}"),
    "an unknown word": page(PRINTED, "{% shout form.letterhead %}"),
    "an unclosed tag": page(PRINTED, "{{ form.letterhead"),
    "a missing endfor": page("{% endfor %}\n</article>", "</article>"),
    "a missing endif": page("{% endif %}\n{% block beyond %}", "{% block beyond %}"),
    "an unclosed comment": PAGE + "{# and so on",
    "a sum with a text": page(PRINTED, "{{ form.letterhead + 1 }}"),
    "a division by nothing": page(PRINTED, PRINTED + "{{ 1 / 0 }}"),
    "a loop over what is not there": page(PRINTED, PRINTED + "{% for one in form.dated %}{% endfor %}"),
    "a loop without end in sight": page(PRINTED, PRINTED + "{% for one in range(99999999) %}{% endfor %}"),
    "words where blocks belong": page("body.blocks(part.blocks)", "body.blocks(part.heading)"),
    "nothing where blocks belong": page("body.blocks(part.blocks)", "body.blocks()"),
    "another file": page(PRINTED, PRINTED + '{% include "other.html" %}'),
    "another file to begin with": '{% extends "other.html" %}' + PAGE,
    "the inside of the program": page(PRINTED, PRINTED + "{{ form.__class__ }}"),
    "the inside of a method": page(PRINTED, PRINTED + "{{ body.blocks.__globals__ }}"),
    "the inside by way of a filter": page(PRINTED, PRINTED + '{{ form|attr("__class__") }}'),
    "the inside by way of a format": page(PRINTED, PRINTED + '{{ "{0.__class__}".format(form) }}'),
    "the inside of Jinja": page(PRINTED, PRINTED + "{{ cycler.__init__.__globals__ }}"),
    "a private name": page(PRINTED, PRINTED + "{{ body._inlines }}"),
    "nothing": "",
    "nothing but a comment": "{# nothing #}",
    "no marking": page("{{ form.marking }}", ""),
    "a comment around a slot": page(PRINTED, f"<!-- {PRINTED} -->"),
    "a slot in an attribute": page(f"{PRINTED}</p>", f'<img alt="{PRINTED}"></p>'),
    "a slot twice": page(PRINTED, f"{PRINTED} {PRINTED}"),
    "slots out of order": page(
        "{{ form.title_label }}</strong> {{ form.title }}", "{{ form.title }}</strong> {{ form.title_label }}"
    ),
    "no footnotes": page("{{ body.notes_list() }}", ""),
}
PAGE_SLOTS = [
    PRINTED,
    "{{ form.heading }}",
    "{{ form.title_label }}",
    "{{ form.title }}</p>",
    "{{ part.heading }}",
    "{{ body.blocks(part.blocks) }}",
    "{{ section.heading }}",
    "{{ body.blocks(section.blocks) }}",
    "{{ part.table.statement_column }}",
    "{{ part.table.tick_column }}",
    "{{ row.label }}",
    "{{ row.statement }}",
    "{{ row.tick }}",
    "{{ question.ask }}",
    "{{ question.answer }}",
    "{{ part.signature.label }}",
    "{{ part.signature.name }}",
    "{{ part.signature.date_label }}",
    "{{ part.signature.date }}",
]


@pytest.mark.parametrize("slip", PAGE_SLIPS)
def test_a_slip_in_the_page_is_refused(tmp_path: Path, slip: str) -> None:
    sentence_of(build(project(tmp_path, html=PAGE_SLIPS[slip])), "part-1/form.html")


@pytest.mark.parametrize("slot", PAGE_SLOTS)
def test_what_a_page_leaves_out_is_named(tmp_path: Path, slot: str) -> None:
    sentence = sentence_of(build(project(tmp_path, html=page(slot, ""))), "part-1/form.html")
    assert "not at all" in sentence


def test_a_fault_in_a_page_is_named_with_its_line(tmp_path: Path) -> None:
    html = page("<h1>{{ form.heading }}</h1>", "<h1>{{ form.heading | }}</h1>")
    line = html[: html.index("form.heading |")].count("\n") + 1
    assert f"line {line}" in sentence_of(build(project(tmp_path, html=html)), "part-1/form.html")


def test_sentences_about_pages_speak_to_who_keeps_the_form(tmp_path: Path) -> None:
    for place, slip in enumerate(("an unknown name", "a missing endfor", "the inside of the program")):
        folder = tmp_path / str(place)
        folder.mkdir()
        sentence = sentence_of(build(project(folder, html=PAGE_SLIPS[slip])), "form.html")
        assert not re.search(r"decisionforms\.|Jinja|\.\.|Undefined", sentence), sentence


def test_a_byte_order_mark_and_other_line_ends_make_no_difference(tmp_path: Path) -> None:
    def html_of(folder: str, html: str, css: str) -> bytes:
        (tmp_path / folder).mkdir()
        root = project(tmp_path / folder, html=html)
        (root / "templates" / "part-1" / "form.css").write_text(css, "utf-8")
        assert build(root).exit_code == 0
        made = (root / "output" / "decisions" / SLUG / "index.html").read_bytes()
        return made.replace(b"\r\n", b"\n")

    css = (FORM / "form.css").read_text("utf-8")
    plain = html_of("plain", PAGE, css)
    assert html_of("windows", "\ufeff" + PAGE.replace("\n", "\r\n"), "\ufeff" + css.replace("\n", "\r\n")) == plain


# ── The whole program ───────────────────────────────────────────────────────────────────────────────────────────
def test_the_program_ends_with_a_sentence_and_exit_code_2(tmp_path: Path) -> None:
    parts = template()
    LEFT_IN["a comment"][0](parts)
    root = project(tmp_path, docx=packed(parts))
    done = subprocess.run(
        [sys.executable, str(ROOT / "build.py"), "--project", str(root)],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        timeout=60,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("Error: ")
    assert done.stderr.count("\n") == 1
    assert "form.docx: word/document.xml holds comments; delete them all in Word." in done.stderr
    assert "Traceback" not in done.stdout + done.stderr


def test_nothing_is_made_of_a_form_that_is_refused(tmp_path: Path) -> None:
    root = project(tmp_path, html=PAGE_SLIPS["no marking"])
    result = build(root)
    assert "broken-form" in result.output
    assert not list((root / "output").rglob("*.html"))
    assert not list((root / "output").rglob("*.docx"))
