"""Published decisions as Word documents: read as the text is, and never trusted."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import _Cell
from reading_back.workshop import Workshop

from decisionforms.form.loading import load_form
from decisionforms.legacy.importing import import_one
from decisionforms.legacy.remarks import NotImportedError

ROOT = Path(__file__).parent.parent
LEGACY = ROOT / "tests" / "legacy"
FORM = load_form(ROOT / "templates" / "part-1")
WHOLE = sorted(case.name for case in LEGACY.glob("whole-*"))
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def without_notes(source: str) -> str:
    """A source without the notes on how it was imported."""
    return re.sub(r"(?m)^# .*\n", "", source)


def expected(case: str) -> str:
    return without_notes((LEGACY / case / "expected.md").read_text(encoding="utf-8"))


def type_into(cell: _Cell, text: str) -> None:
    """Text in a cell; a tick as Word's own list of symbols inserts it."""
    run = cell.paragraphs[0].add_run(text.replace("✓", ""))
    if "✓" in text and "(" not in text:
        sign = OxmlElement("w:sym")
        sign.set(qn("w:font"), "Wingdings")
        sign.set(qn("w:char"), "F0FC")
        run._r.append(sign)


def as_word(text: str) -> bytes:
    """The paper as somebody would have typed it: a paragraph for each line, a table where there are tabs."""
    document, table = docx.Document(), None
    for line in text.split("\n"):
        cells = line.split("\t")
        if len(cells) != 2 or "----" in line:
            table = None
            document.add_paragraph(" ".join(cells))
            continue
        table = table or document.add_table(0, 2)
        for cell, words in zip(table.add_row().cells, cells, strict=True):
            type_into(cell, words)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


@pytest.mark.parametrize("case", WHOLE)
def test_a_word_document_becomes_the_source_that_its_text_becomes(case: str) -> None:
    text = (LEGACY / case / "input.txt").read_text(encoding="utf-8")
    imported = import_one("paper.docx", as_word(text), FORM)
    assert without_notes(imported.text) == expected(case)


@pytest.mark.parametrize("case", ["whole-paper-of-2017-with-six-sections", "tables-points-and-headings-of-its-own"])
def test_the_numbers_that_word_counts_are_those_of_the_paragraphs(case: str, workshop: Workshop) -> None:
    """The forms that this program makes are numbered by Word alone."""
    made = workshop.make(expected(case))
    imported = import_one("paper.docx", made.docx, FORM)
    assert imported.text.partition("\n## ")[2] == expected(case).partition("\n## ")[2].rstrip() + "\n"
    assert not [one for one in imported.remarks if "numbers it" in one.text]


# ── What comes from outside ─────────────────────────────────────────────────────────────────────────────────────────
def good() -> bytes:
    return as_word((LEGACY / WHOLE[0] / "input.txt").read_text(encoding="utf-8"))


def changed(change: Callable[[dict[str, bytes]], Mapping[str, bytes] | None]) -> bytes:
    """A good document after something was done to its parts."""
    with zipfile.ZipFile(io.BytesIO(good())) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts |= change(parts) or {}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return file.getvalue()


def without_text(parts: dict[str, bytes]) -> None:
    del parts["word/document.xml"]


def document(before: bytes = b"", *, replaced: bytes = b"<w:body>", by: bytes = b"<w:body>") -> bytes:
    def change(parts: dict[str, bytes]) -> Mapping[str, bytes]:
        declaration, _, rest = parts["word/document.xml"].partition(b"?>")
        return {"word/document.xml": declaration + b"?>" + before + rest.replace(replaced, by, 1)}

    return changed(change)


def related(kind: str, target: str) -> bytes:
    relation = (
        f'<Relationship Id="x" Type="{RELATIONS}/{kind}" TargetMode="External" Target="{target}"/></Relationships>'
    )
    name = "word/_rels/document.xml.rels"
    return changed(lambda parts: {name: parts[name].replace(b"</Relationships>", relation.encode())})


def paragraph(run: str) -> bytes:
    return f"<w:body><w:p {W}>{run}</w:p>".encode()


HOSTILE: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "a document type": (lambda: document(b"<!DOCTYPE w:document>"), "declares a document type"),
    "an entity": (
        lambda: document(
            b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>', by=paragraph("<w:r><w:t>&e;</w:t></w:r>")
        ),
        "declares a document type",
    ),
    "entities in entities": (
        lambda: document(
            b'<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>', by=paragraph("<w:r><w:t>&b;</w:t></w:r>")
        ),
        "declares a document type",
    ),
    "damaged XML": (lambda: document(by=b"<w:body><w:p>"), "is not well-formed"),
    "macros": (lambda: changed(lambda _: {"word/vbaProject.bin": b"\0"}), "holds macros"),
    "a kind with macros": (
        lambda: changed(
            lambda parts: {
                "[Content_Types].xml": parts["[Content_Types].xml"].replace(
                    b"document.main", b"document.macroEnabled.main"
                )
            }
        ),
        "holds macros",
    ),
    "an embedded file": (lambda: changed(lambda _: {"word/embeddings/a.bin": b"\0"}), "files of other programs"),
    "a template elsewhere": (lambda: related("attachedTemplate", "https://example.org/a.dotm"), "fetches something"),
    "a picture elsewhere": (lambda: related("image", "https://example.org/a.png"), "fetches something"),
    "tracked changes": (lambda: document(by=paragraph("<w:ins><w:r><w:t>more</w:t></w:r></w:ins>")), "tracked changes"),
    "a part that unfolds": (lambda: changed(lambda _: {"word/media/a.png": b"\0" * 20_000_000}), "more tightly"),
    "too much at all": (
        lambda: changed(lambda _: {f"word/media/{at}": bytes(range(256)) * 80_000 for at in range(3)}),
        "too large|more tightly",
    ),
    "invisible signs": (lambda: document(by=paragraph("<w:r><w:t>\u202e</w:t></w:r>")), "invisible control character"),
    "another program's file": (lambda: changed(without_text), "not a Word document"),
    "half a document": (lambda: good()[:5_000], "can't be read"),
    "a Word document of long ago": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "before 2007"),
    "a PDF": (lambda: b"%PDF-1.7\n", "a PDF"),
    "rich text": (lambda: b"{\\rtf1 text}", "Rich Text"),
    "nothing": (lambda: b"", "hardly any"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_malformed_or_could_do_harm_gets_a_sentence(name: str) -> None:
    made, why = HOSTILE[name]
    with pytest.raises(NotImportedError, match=why) as refused:
        import_one("paper.docx", made(), FORM)
    assert str(refused.value).endswith(".")


def test_what_stands_at_the_head_of_the_pages_is_named_and_left_out() -> None:
    file = docx.Document(io.BytesIO(good()))
    file.sections[0].header.paragraphs[0].text = "Restricted until signed"
    stream = io.BytesIO()
    file.save(stream)
    imported = import_one("paper.docx", stream.getvalue(), FORM)
    assert [one.text for one in imported.remarks if "Restricted" in one.text] == [
        "left out as part of the page: “Restricted until signed”"
    ]
    assert "Restricted" not in without_notes(imported.text)


def test_a_link_is_read_as_its_words_and_leads_nowhere() -> None:
    text = import_one("paper.docx", related("hyperlink", "https://example.org/"), FORM).text
    assert "example.org" not in text


def test_a_box_of_text_and_a_table_in_a_table_say_their_words_once() -> None:
    table = "<w:tbl><w:tr><w:tc>{}<w:p/></w:tc></w:tr></w:tbl>"
    text = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    box = f"<w:p><w:r><w:pict><w:txbxContent>{text.format('boxed')}</w:txbxContent></w:pict></w:r></w:p>"
    inside = table.format(table.format(text.format("nested") + box) + text.format("beside"))
    imported = import_one("paper.docx", document(by=f"<w:body>{inside}".encode()), FORM)
    named = " ".join(one.original for one in imported.fidelity.differences).split()
    assert [named.count(word) for word in ("boxed", "nested", "beside")] == [1, 1, 1]


def test_footnotes_pictures_and_hidden_words_are_left_out_and_named() -> None:
    run = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden away</w:t></w:r><w:r><w:drawing/></w:r>"
    imported = import_one("paper.docx", document(by=paragraph(run)), FORM)
    said = [remark.text for remark in imported.remarks if remark.unsure]
    assert "hidden text was left out: “hidden away”" in said
    assert "pictures were left out: 1" in said
    assert "hidden away" not in without_notes(imported.text)
    assert any("hidden away" in one.original for one in imported.fidelity.differences)
