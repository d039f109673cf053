"""Part 2 never leaves: confidential words are found in every layer of every file, and innocent papers pass."""

import base64
import bz2
import gzip
import io
import json
import subprocess
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest
import typst
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin
from pypdf import PdfReader, PdfWriter
from reading_back.workshop import Made

from benchmarks.corpus import write_corpus
from decisionforms.errors import OperatorError
from decisionforms.form.definition import wording_of
from decisionforms.form.form import Form
from decisionforms.output_folder import OutputFolder
from decisionforms.pipeline import build
from decisionforms.project import Project
from decisionforms.publish.guarded import Guarded, Passage, without
from decisionforms.publish.guarding import guard
from decisionforms.publish.hash_list import hash_list, read_hash_list
from decisionforms.publish.layers import UnsearchableError, room, texts_of, written_in
from decisionforms.publish.leaks import Leak, find_leaks
from decisionforms.publish.shingles import is_telling, words_of
from decisionforms.rules.passages import passages_of
from decisionforms.sources import Paths

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests" / "leaks"
SALT = bytes(range(32))
# What must not go out. It has a ligature (“confidential”), a hyphen, curly signs and a sum.
PART_2 = "The preferred bidder’s confidential offer of £1,274,350 was rejected because its sub-contractor failed the affordability test in Larkspur Yard."
WORDS = PART_2.split()
GUARDED = guard("part-2/pcd-9007.docx", [("paragraph 3", PART_2)])
HASHED = read_hash_list(hash_list([GUARDED], SALT))
INNOCENT = "The service will run for three years and its costs are met from the revenue budget for 2025/26."


def leaks_in(name: str, data: bytes, guarded: Guarded = GUARDED) -> list[Leak]:
    return list(find_leaks([(name, data)], [guarded]))


# ── Ways of setting words ────────────────────────────────────────────────────────────────────────────────────────


SETTINGS: dict[str, str] = {
    "as typed": PART_2,
    "in capitals": PART_2.upper(),
    "in small letters": PART_2.lower(),
    "with straight quotation marks": PART_2.replace("’", "'"),
    "with no-break spaces": PART_2.replace(" ", "\u00a0"),
    "with soft hyphens": PART_2.replace("confidential", "con\u00adfiden\u00adtial").replace("rejected", "re\u00adjected"),
    "with signs of no width": PART_2.replace("offer", "of\u200bfer").replace("failed", "fai\u2060led\ufeff"),
    "with ligatures": PART_2.replace("ffi", "ﬃ").replace("fi", "ﬁ").replace("ff", "ﬀ"),
    "in letters of full width": "".join(chr(ord(sign) + 0xFEE0) if sign.isalnum() and sign.isascii() else sign for sign in PART_2),
    "with a line for each word": PART_2.replace(" ", "\r\n"),
    "with a word broken at the end of a line": PART_2.replace("confidential", "confiden-\ntial"),
    "with a hyphen of its own at the end of a line": PART_2.replace("sub-contractor", "sub-\n  contractor"),
    "with a soft hyphen at the end of a line": PART_2.replace("rejected", "re\u00ad\njected"),
    "with commas": ", ".join(WORDS),
    "as a list": "\n".join(f"- {word}" for word in WORDS),
    "as a file name": "-".join(words_of(PART_2)),
    "in the middle of other words": f"{INNOCENT} {PART_2} {INNOCENT}",
    "eight words of it": " ".join(WORDS[4:12]),
}  # fmt: skip


@pytest.mark.parametrize("text", SETTINGS.values(), ids=SETTINGS)
def test_a_passage_is_found_however_it_is_set(text: str) -> None:
    [leak] = leaks_in("notes.txt", text.encode())
    assert (leak.guarded, leak.paragraph) == ("part-2/pcd-9007.docx", "paragraph 3")
    assert leaks_in("notes.txt", text.encode(), HASHED), "the same by its hashes"


def test_seven_words_of_a_long_sentence_pass() -> None:
    assert not leaks_in("notes.txt", " ".join(words_of(PART_2)[:7]).encode())


# ── Layers of files ──────────────────────────────────────────────────────────────────────────────────────────────

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BODY = f"<w:p><w:r><w:t>{INNOCENT}</w:t></w:r></w:p>"


def zipped(**members: str | bytes) -> bytes:
    """A zip of these members; two underscores in a name stand for a slash, the last one for its dot."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(".".join(name.replace("__", "/").rsplit("_", 1)), data)
    return file.getvalue()


def docx(body: str = BODY, **parts: str | bytes) -> bytes:
    return zipped(word__document_xml=f"<w:document {W}><w:body>{body}</w:body></w:document>", **parts)


def runs(pieces: list[str], tag: str = "t") -> str:
    return "".join(
        f"<w:r><w:rPr><w:b/></w:rPr><w:{tag} xml:space='preserve'>{piece}</w:{tag}></w:r>" for piece in pieces
    )


def in_threes(text: str) -> list[str]:
    return [text[at : at + 3] for at in range(0, len(text), 3)]


def typst_pdf(source: str) -> bytes:
    return typst.compile(source.encode())


def pdf_with(change: Callable[[PdfWriter], object]) -> bytes:
    writer = PdfWriter()
    writer.append(PdfReader(io.BytesIO(typst_pdf(INNOCENT))))
    change(writer)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def raw_pdf(content: bytes, font: bytes = b"/Subtype/Type1/BaseFont/Helvetica", *, packed: bool = False) -> bytes:
    """A PDF as plain as can be, without the tables that nobody needs in order to read it."""
    stream = zlib.compress(content) if packed else content
    return (
        b"%%PDF-1.4\n1 0 obj<</Type/Page/Contents 2 0 R/Resources<</Font<</F1 3 0 R>>>>>>endobj\n2 0 obj<</Length %d%s>>stream\n%s\nendstream endobj\n3 0 obj<</Type/Font%s>>endobj\n"
        % (len(stream), b"/Filter/FlateDecode" if packed else b"", stream, font)
    )


def latin(text: str) -> bytes:
    return text.encode("cp1252")


def png(**info: str) -> bytes:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", info["text"]) if "text" in info else None
    notes.add_text("Comment", info["packed"], zip=True) if "packed" in info else None
    notes.add_itxt("Comment", info["wide"], zip=True) if "wide" in info else None
    return picture("PNG", pnginfo=notes)


def picture(kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (8, 8)).save(file, kind, **options)
    return file.getvalue()


def exif(text: str) -> bytes:
    found = Image.Exif()
    found[0x010E] = "a picture"
    found[0x9C9C] = text.encode("utf-16-le")
    return picture("JPEG", exif=found)


def page(text: str = INNOCENT, head: str = "", attributes: str = "") -> bytes:
    return f"<!DOCTYPE html><html lang=en><head><title>t</title>{head}</head><body><main><p {attributes}>{text}</p></main></body></html>".encode()


def escaped(text: str) -> str:
    return "".join(f"\\u{ord(sign):04x}" for sign in text)


def text_operators(lines: list[str]) -> bytes:
    return b"BT /F1 10 Tf 12 TL 50 700 Td " + b" ".join(b"(%s) '" % latin(line) for line in lines) + b" ET"


def word_by_word() -> bytes:
    """Each word moved to its place, with no space between."""
    return (
        b"BT /F1 10 Tf "
        + b" ".join(b"1 0 0 1 %d 700 Tm (%s) Tj" % (at * 40, latin(word)) for at, word in enumerate(WORDS))
        + b" ET"
    )


def letter_by_letter() -> bytes:
    return (
        b"BT /F1 10 Tf "
        + b" ".join(b"1 0 0 1 %d 700 Tm (%s) Tj" % (at * 5, latin(sign)) for at, sign in enumerate(PART_2))
        + b" ET"
    )


def by_gaps() -> bytes:
    """Words set apart by numbers, as TeX does it."""
    return (
        b"BT /F1 10 Tf ["
        + b" -333 ".join(b"(%s) 20 (%s)" % (latin(word[:1]), latin(word[1:])) for word in WORDS)
        + b"] TJ ET"
    )


def cmap_of(text: str) -> bytes:
    letters = sorted(set(text))
    pairs = b"".join(b"<%02X> <%04X>\n" % (code, ord(sign)) for code, sign in enumerate(letters, 1))
    return b"1 begincodespacerange <00> <FF> endcodespacerange %d beginbfchar\n%sendbfchar" % (len(letters), pairs)


def by_glyphs() -> bytes:
    """Codes of a font of its own, that only its map turns into letters."""
    codes = bytes(sorted(set(PART_2)).index(sign) + 1 for sign in PART_2)
    cmap = zlib.compress(cmap_of(PART_2))
    return raw_pdf(b"BT /F1 10 Tf <%s> Tj ET" % codes.hex().encode(), b"/Subtype/TrueType/ToUnicode 4 0 R") + (
        b"4 0 obj<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream endobj\n" % (len(cmap), cmap)
    )


def in_object_stream() -> bytes:
    held = b"7 0 8 20 <</Type/Annot      >> <</Contents(%s)>>" % latin(PART_2)
    packed = zlib.compress(held)
    return (
        b"%%PDF-1.5\n5 0 obj<</Type/ObjStm/N 2/First 9/Length %d/Filter/FlateDecode>>stream\n%s\nendstream endobj\n"
        % (len(packed), packed)
    )


def older_version() -> bytes:
    """The page was changed and the file saved with both versions."""
    return raw_pdf(text_operators([PART_2]), packed=True) + raw_pdf(text_operators([INNOCENT]), packed=True)


def gif() -> bytes:
    note = f"{'x' * 240} {PART_2}".encode()
    blocks = b"".join(bytes([len(piece)]) + piece for piece in (note[at : at + 255] for at in range(0, len(note), 255)))
    return picture("GIF")[:-1] + b"\x21\xfe" + blocks + b"\x00;"


ESCAPED = PART_2.replace("’", "&rsquo;").replace("£", "&#163;")
ATTACHED = docx(runs(in_threes(PART_2)))
# A sentence for each way on which words can get out: the file, and what to look for it as.
ROUTES: dict[str, Callable[[], tuple[str, bytes]]] = {
    # Word
    "the text of a Word file": lambda: ("a.docx", docx(f"<w:p>{runs([PART_2])}</w:p>")),
    "a text split over runs of three letters": lambda: ("a.docx", docx(f"<w:p>{runs(in_threes(PART_2))}</w:p>")),
    "a text with a paragraph for each word": lambda: ("a.docx", docx("".join(f"<w:p>{runs([word])}</w:p>" for word in WORDS))),
    "the cells of a table": lambda: ("a.docx", docx("<w:tbl><w:tr>" + "".join(f"<w:tc><w:p>{runs([word])}</w:p></w:tc>" for word in WORDS) + "</w:tr></w:tbl>")),
    "a text with tabs and breaks between the words": lambda: ("a.docx", docx("<w:p>" + "<w:r><w:tab/></w:r><w:r><w:br/></w:r>".join(runs([word]) for word in WORDS) + "</w:p>")),
    "hidden text": lambda: ("a.docx", docx(f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{PART_2}</w:t></w:r></w:p>")),
    "deleted text that is still tracked": lambda: ("a.docx", docx(f"<w:p><w:del w:author='x'>{runs(in_threes(PART_2), 'delText')}</w:del></w:p>")),
    "text of which half was deleted and half inserted": lambda: ("a.docx", docx(f"<w:p><w:del>{runs([' '.join(WORDS[:4])], 'delText')}</w:del><w:ins>{runs([' '.join(WORDS[4:9])])}</w:ins></w:p>")),
    "a field instruction": lambda: ("a.docx", docx(f"<w:p>{runs(in_threes(f'COMMENTS {PART_2}'), 'instrText')}</w:p>")),
    "a text box in the middle of a paragraph": lambda: ("a.docx", docx(f"<w:p>{runs(['A box: '])}<w:r><w:txbxContent><w:p>{runs(in_threes(PART_2))}</w:p></w:txbxContent></w:r>{runs([' and so on.'])}</w:p>")),
    "a paragraph with a text box in its middle": lambda: ("a.docx", docx(f"<w:p>{runs([' '.join(WORDS[:4])])}<w:r><w:txbxContent><w:p>{runs(['box'])}</w:p></w:txbxContent></w:r>{runs([' ', *WORDS[4:5], ' ', ' '.join(WORDS[5:8])])}</w:p>")),
    "a paragraph with a picture in its middle": lambda: ("a.docx", docx(f"<w:p>{runs([' '.join(WORDS[:4]) + ' '])}<w:r><w:drawing><wp:posOffset xmlns:wp='urn:wp'>914400</wp:posOffset></w:drawing></w:r>{runs([' '.join(WORDS[4:8])])}</w:p>")),
    "the description of a picture": lambda: ("a.docx", docx(f'<w:p><w:r><w:drawing><wp:docPr xmlns:wp="urn:wp" id="1" descr="{PART_2}"/></w:drawing></w:r></w:p>')),
    "the title of a content control": lambda: ("a.docx", docx(f'<w:sdt><w:sdtPr><w:alias w:val="{PART_2}"/></w:sdtPr></w:sdt>')),
    "a comment": lambda: ("a.docx", docx(word__comments_xml=f"<w:comments {W}><w:comment><w:p>{runs(in_threes(PART_2))}</w:p></w:comment></w:comments>")),
    "a footnote": lambda: ("a.docx", docx(word__footnotes_xml=f"<w:footnotes {W}><w:footnote><w:p>{runs([PART_2])}</w:p></w:footnote></w:footnotes>")),
    "a header": lambda: ("a.docx", docx(word__header1_xml=f"<w:hdr {W}><w:p>{runs([PART_2])}</w:p></w:hdr>")),
    "the title in the properties": lambda: ("a.docx", docx(docProps__core_xml=f'<cp:p xmlns:cp="urn:cp" xmlns:dc="urn:dc"><dc:title>{PART_2}</dc:title></cp:p>')),
    "a property of one's own": lambda: ("a.docx", docx(docProps__custom_xml=f'<Properties xmlns:vt="urn:vt"><property name="x"><vt:lpwstr>{PART_2}</vt:lpwstr></property></Properties>')),
    "XML of one's own": lambda: ("a.docx", docx(customXml__item1_xml=f"<data>{PART_2}</data>")),
    "XML with an encoding of its own": lambda: ("a.docx", docx(customXml__item1_xml=f'<?xml version="1.0" encoding="utf-16"?><data>{PART_2}</data>'.encode("utf-16"))),
    "an XML comment": lambda: ("a.docx", docx(f"<!-- {PART_2} -->")),
    "an instruction in XML": lambda: ("a.docx", docx(f"<?note {PART_2}?>")),
    "XML that is broken": lambda: ("a.docx", docx(customXml__item1_xml=f"<data><b>{WORDS[0]}</b> {' '.join(WORDS[1:])}")),
    "the address of a link": lambda: ("a.docx", docx(word___rels__document_xml_rels=f'<Relationships><Relationship Target="mailto:x@example.org?subject={"%20".join(words_of(PART_2))}"/></Relationships>')),
    "a workbook within a Word file": lambda: ("a.docx", docx(word__embeddings__sheet_xlsx=zipped(xl__sharedStrings_xml="<sst>" + f"<si><r><t>{PART_2[:33]}</t></r><r><t>{PART_2[33:]}</t></r></si></sst>"))),
    "the cells of a workbook": lambda: ("a.xlsx", zipped(xl__sharedStrings_xml="<sst>" + "".join(f"<si><t>{word}</t></si>" for word in WORDS) + "</sst>")),
    "the notes of a slide": lambda: ("a.pptx", zipped(ppt__notesSlides__notesSlide1_xml=f'<p:notes xmlns:p="urn:p" xmlns:a="urn:a"><a:p>{"".join(f"<a:r><a:t>{piece}</a:t></a:r>" for piece in in_threes(PART_2))}</a:p></p:notes>')),
    "an OpenDocument text": lambda: ("a.odt", zipped(content_xml=f'<o xmlns:text="urn:t"><text:p>{"<text:s/>".join(f"<text:span>{word}</text:span>" for word in WORDS)}</text:p></o>')),
    "the note of a picture in a Word file": lambda: ("a.docx", docx(word__media__image1_png=png(packed=PART_2))),
    "the name of a member": lambda: ("a.docx", docx(**{"word__" + "_".join(words_of(PART_2)) + "_xml": "<a/>"})),
    "the note of a zip": lambda: ("a.zip", zip_note()),
    "what stands before a zip": lambda: ("a.docx", PART_2.encode() + docx()),
    "a member that its zip lists no more": lambda: ("a.zip", forgotten_member()),
    # Pages
    "the text of a page": lambda: ("index.html", page(ESCAPED)),
    "a page with tags within words": lambda: ("index.html", page(PART_2.replace("confid", "<b>conf</b>id<!-- x -->").replace("rejected", "re<wbr>jected"))),
    "a page with an item for each word": lambda: ("index.html", page("".join(f"<li>{word}</li>" for word in WORDS))),
    "a page with a span for each word": lambda: ("index.html", page("".join(f"<span class=w>{word}</span>" for word in WORDS))),
    "a page with elements of its own": lambda: ("index.html", page("".join(f"<my-word>{word}</my-word>" for word in WORDS))),
    "a comment in a page": lambda: ("index.html", page(head=f"<!-- {PART_2} -->")),
    "a description for search engines": lambda: ("index.html", page(head=f'<meta name=description content="{ESCAPED}">')),
    "a tooltip": lambda: ("index.html", page(attributes=f'title="{PART_2}"')),
    "a label for screen readers": lambda: ("index.html", page(attributes=f'aria-label="{PART_2}"')),
    "the second of two attributes of one name": lambda: ("index.html", page(attributes=f'title="" title="{PART_2}"')),
    "the description of a picture in a page": lambda: ("index.html", page(f'<img alt="{PART_2}">')),
    "a link with words in it": lambda: ("index.html", page(f'<a href="/search?q={"+".join(words_of(PART_2))}">x</a>')),
    "data in a page": lambda: ("index.html", page(head=f'<script type="application/ld+json">{{"name": "{escaped(PART_2)}"}}</script>')),
    "data in an attribute": lambda: ("index.html", page(attributes=f"data-x='{{\"a\": \"{escaped(PART_2)}\"}}'")),
    "a style sheet in a page": lambda: ("index.html", page(head=f'<style>p::after {{ content: "{PART_2}" }}</style>')),
    "a template in a page": lambda: ("index.html", page(f"<template><p>{PART_2}</p></template>")),
    "a page within an attribute": lambda: ("index.html", page(f'<iframe srcdoc="&lt;p&gt;{"&lt;i&gt;".join(WORDS)}&lt;/p&gt;"></iframe>')),
    "a picture packed into a page": lambda: ("index.html", page(f'<img src="data:image/png;base64,{base64.b64encode(png(packed=PART_2)).decode()}">')),
    "a page nested deeper than parsers go": lambda: ("index.html", page("<div>" * 5_000 + "<b>".join(WORDS))),
    "a page in a Windows encoding": lambda: ("index.html", page(PART_2).decode().encode("cp1252")),
    "a drawing": lambda: ("a.svg", f'<svg xmlns="http://www.w3.org/2000/svg"><desc>{PART_2}</desc></svg>'.encode()),
    # Data
    "the summary in a feed": lambda: ("feed.xml", f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><summary type="html">&lt;p&gt;{"&lt;/b&gt; &lt;b&gt;".join(WORDS)}</summary></entry></feed>'.encode()),
    "a text of a feed that is not parsed": lambda: ("feed.xml", f"<feed><content><![CDATA[<p>{PART_2}</p>]]></content></feed>".encode()),
    "an entity of XML's own": lambda: ("feed.xml", f'<!DOCTYPE feed [<!ENTITY x "{PART_2}">]><feed>&x;</feed>'.encode()),
    "a string of JSON": lambda: ("decisions.json", json.dumps({"decisions": [{"title": PART_2}]}).encode()),
    "a string of JSON with every letter escaped": lambda: ("decisions.json", f'{{"a": "{escaped(PART_2)}"}}'.encode()),
    "a key of JSON": lambda: ("decisions.json", json.dumps({PART_2: 1}).encode()),
    "an index with a string for each word": lambda: ("index.json", json.dumps([{"w": word} for word in WORDS]).encode()),
    "a page within JSON": lambda: ("feed.json", json.dumps({"content_html": "<p>" + "<i>".join(WORDS)}).encode()),
    "JSON with an error in it": lambda: ("a.json", f'{{"a": "{escaped(PART_2)}",}}'.encode()),
    "a line of a script": lambda: ("search.js", f'var a = "{escaped(PART_2)}";'.encode()),
    "a cell of a table": lambda: ("decisions.csv", f'reference,title\r\nPCD 9001,"{PART_2}"\r\n'.encode("utf-8-sig")),
    "a table for spreadsheets": lambda: ("decisions.csv", f"reference\ttitle\r\nPCD 9001\t{PART_2}\r\n".encode("utf-16")),
    "a text in a Windows encoding": lambda: ("robots.txt", PART_2.encode("cp1252")),
    "a wide text without a mark": lambda: ("a.txt", PART_2.encode("utf-16-le")),
    # PDF
    "a PDF by Typst": lambda: ("a.pdf", typst_pdf(PART_2)),
    "a PDF by Typst with narrow lines and broken words": lambda: ("a.pdf", typst_pdf(f'#set page(width: 5cm)\n#set text(lang: "en", hyphenate: true)\n#set par(justify: true)\n{PART_2}')),
    "a PDF by Typst with half a word in bold": lambda: ("a.pdf", typst_pdf(PART_2.replace("confidential", "#strong[con]fidential"))),
    "a title of a PDF by Typst": lambda: ("a.pdf", typst_pdf(f'#set document(title: "{PART_2}")\n{INNOCENT}')),
    "a table in a PDF by Typst": lambda: ("a.pdf", typst_pdf(f"#table(columns: 4, {', '.join(f'[{word}]' for word in WORDS)})")),
    "the description of a picture in a PDF by Typst": lambda: ("a.pdf", typst_pdf(f'#set document(title: "x")\n#figure(rect(), alt: "{PART_2}")')),
    "a property of a PDF": lambda: ("a.pdf", pdf_with(lambda writer: writer.add_metadata({"/Subject": PART_2}))),
    "an attachment of a PDF": lambda: ("a.pdf", pdf_with(lambda writer: writer.add_attachment("a.docx", ATTACHED))),
    "a bookmark of a PDF": lambda: ("a.pdf", pdf_with(lambda writer: writer.add_outline_item(title=PART_2, page_number=0))),
    "a script of a PDF": lambda: ("a.pdf", raw_pdf(b"") + b"9 0 obj<</S/JavaScript/JS(app.alert\\('%s'\\))>>endobj" % latin(PART_2)),
    "a PDF with nothing packed": lambda: ("a.pdf", raw_pdf(text_operators([PART_2]))),
    "a PDF with a word broken at a line's end": lambda: ("a.pdf", raw_pdf(text_operators([PART_2[:35] + "-", PART_2[35:]]))),
    "a PDF with words set apart by numbers": lambda: ("a.pdf", raw_pdf(by_gaps())),
    "a PDF with each word moved to its place": lambda: ("a.pdf", raw_pdf(word_by_word(), packed=True)),
    "a PDF with each letter moved to its place": lambda: ("a.pdf", raw_pdf(letter_by_letter(), packed=True)),
    "a PDF in codes of its own": lambda: ("a.pdf", by_glyphs()),
    "a PDF with its ligatures named": lambda: ("a.pdf", raw_pdf(b"BT /F1 9 Tf (" + latin(PART_2).replace(b"ffi", b"f\x01").replace(b"fi", b"\x01").replace(b"f\x01", b"f\x01") + b") Tj ET", b"/Subtype/Type1/Encoding<</Differences[1/fi]>>")),
    "a PDF with brackets and escapes in its strings": lambda: ("a.pdf", raw_pdf(b"BT /F1 9 Tf (" + latin(PART_2).replace(b"offer", rb"(\157ffer \(or so\))").replace(b"or so", b"")[:200] + b") Tj ET")),
    "a stream of objects in a PDF": lambda: ("a.pdf", in_object_stream()),
    "an older version of a page of a PDF": lambda: ("a.pdf", older_version()),
    "a link in a PDF": lambda: ("a.pdf", raw_pdf(b"") + b"9 0 obj<</A<</URI(https://example.org/?q=%s)>>>>endobj" % "%20".join(words_of(PART_2)).encode()),
    "what a mark in a PDF stands for": lambda: ("a.pdf", raw_pdf(b"/Span<</ActualText<feff%s>>>BDC BT (x) Tj ET EMC" % PART_2.encode("utf-16-be").hex().encode(), packed=True)),
    # Pictures and packed files
    "a note in a picture": lambda: ("a.png", png(text=PART_2)),
    "a packed note in a picture": lambda: ("a.png", png(packed=PART_2)),
    "a note in letters of the world in a picture": lambda: ("a.png", png(wide=PART_2)),
    "a comment in a photograph": lambda: ("a.jpg", picture("JPEG", comment=PART_2.encode())),
    "a note of the camera": lambda: ("a.jpg", exif(PART_2)),
    "a comment in a GIF longer than a block": lambda: ("a.gif", gif()),
    "a note in a TIFF": lambda: ("a.tif", picture("TIFF", description=words_of(PART_2) and PART_2.replace("’", "'").replace("£", ""))),
    "a gzip file": lambda: ("a.csv.gz", gzip.compress(PART_2.encode())),
    "a bzip2 file": lambda: ("a.bz2", bz2.compress(PART_2.encode())),
    "a gzip file in a zip": lambda: ("a.zip", zipped(data_gz=gzip.compress(PART_2.encode()))),
    "a file of an unknown kind": lambda: ("a.bin", b"\x00\x01\x02\xff\xfe" * 9 + PART_2.encode() + b"\x00" * 40),
    "wide letters in a file of an unknown kind": lambda: ("a.doc", b"\x00\x01\x02" * 9 + PART_2.encode("utf-16-le") + b"\x00" * 40),
    "wide letters the other way round": lambda: ("a.bin", b"\x00\x01\x02" * 9 + PART_2.encode("utf-16-be") + b"\x00" * 40),
    "the name of a file": lambda: (f"decisions/{'-'.join(words_of(PART_2)[3:11])}.docx", docx()),
    "a file whose name lies about its kind": lambda: ("a.txt", docx(runs([PART_2]))),
}  # fmt: skip


def zip_note() -> bytes:
    file = io.BytesIO(zipped(a_txt=INNOCENT))
    with zipfile.ZipFile(file, "a") as package:
        package.comment = PART_2.encode()
    return file.getvalue()


def forgotten_member() -> bytes:
    """A stored member that stands in the file and no more in its list."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("a.txt", PART_2)
    return file.getvalue()[: len(PART_2.encode()) + 35] + zipped(b_txt=INNOCENT)


@pytest.mark.parametrize("route", ROUTES.values(), ids=ROUTES)
def test_confidential_words_are_found_on_every_way_out(route: Callable[[], tuple[str, bytes]]) -> None:
    name, data = route()
    found = [leak for leak in leaks_in(name, data) if not leak.unsearchable]
    assert [(leak.guarded, leak.paragraph) for leak in found] == [("part-2/pcd-9007.docx", "paragraph 3")]
    assert [leak for leak in leaks_in(name, data, HASHED) if not leak.unsearchable], "the same by its hashes"


SOURCE = f'<source xmlns="urn:decisionforms:source">{base64.b64encode(PART_2.encode()).decode()}</source>'
PROPERTIES = '<Properties><property name="decisionforms-review"><lpwstr>pcd-9001 -</lpwstr></property></Properties>'
COPIES: dict[str, Callable[[], bytes]] = {
    "with its source": lambda: docx(customXml__item7_xml=SOURCE),
    "with its property": lambda: docx(docProps__custom_xml=PROPERTIES),
    "within a zip in a Word file": lambda: docx(word__embeddings__a_zip=zipped(b_docx=docx(customXml__item1_xml=SOURCE))),
    "attached to a PDF": lambda: pdf_with(lambda it: it.add_attachment("a.docx", docx(customXml__item1_xml=SOURCE))),
}  # fmt: skip


@pytest.mark.parametrize("make", COPIES.values(), ids=COPIES)
def test_a_review_copy_is_found_though_nothing_is_guarded(make: Callable[[], bytes]) -> None:
    [leak] = leaks_in("a.docx", make(), Guarded({}))
    assert leak.is_review_copy
    assert [one.is_review_copy for one in find_leaks([("a", make()), ("b", make())], ())] == [True, True]


def test_a_message_says_where_and_shows_three_words_at_most() -> None:
    [leak] = leaks_in(
        "decisions/a.docx", docx(word__comments_xml=f"<w:comments {W}><w:p>{runs([PART_2])}</w:p></w:comments>")
    )
    assert leak == Leak(
        "decisions/a.docx", "word/comments.xml: source", "part-2/pcd-9007.docx", "paragraph 3", "the preferred bidder …"
    )


def test_a_message_about_hashed_words_shows_none() -> None:
    [leak] = leaks_in("notes.txt", PART_2.encode(), HASHED)
    assert (leak.guarded, leak.paragraph, leak.words) == ("part-2/pcd-9007.docx", "paragraph 3", "")


def test_each_paragraph_is_named_once_for_a_file() -> None:
    two = guard("part-2.txt", [("paragraph 1", PART_2), ("paragraph 2", INNOCENT)])
    text = f"{PART_2}\n{INNOCENT}\n{PART_2}\n".encode()
    found = list(find_leaks([("a.txt", text), ("b.txt", text)], [two]))
    assert [(leak.file, leak.paragraph) for leak in found] == [
        (file, place) for file in ("a.txt", "b.txt") for place in ("paragraph 1", "paragraph 2")
    ]


@given(
    words=st.integers(0, len(words_of(PART_2)) - 8).flatmap(
        lambda start: st.integers(start + 8, len(words_of(PART_2))).map(lambda end: words_of(PART_2)[start:end])
    ),
    gaps=st.lists(
        st.sampled_from([" ", "\n", "\u00a0", " – ", ", ", "\t", "_", "  ", "/", "…"]), min_size=30, max_size=30
    ),
    upper=st.lists(st.booleans(), min_size=30, max_size=30),
    before=st.text(max_size=60),
    after=st.text(max_size=60),
)
def test_eight_words_are_found_in_any_surroundings(
    words: list[str], gaps: list[str], upper: list[bool], before: str, after: str
) -> None:
    set_ = "".join(gap + (word.upper() if big else word) for gap, word, big in zip(gaps, words, upper, strict=False))
    text = f"{before}. {set_} .{after}"
    for guarded in (GUARDED, HASHED):
        assert leaks_in("notes.txt", text.encode("utf-8", "replace"), guarded)
        assert leaks_in("a.json", json.dumps({"a": text}).encode(), guarded)


@pytest.mark.slow
def test_words_are_found_in_what_an_office_suite_writes(tmp_path: Path) -> None:
    """An OpenDocument text made of a page, and of that a PDF and two kinds of Word file."""
    (tmp_path / "page.html").write_bytes(page(PART_2.replace("confidential", "con<b>fident</b>ial")))
    soffice = ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"]
    for kind, source in (("odt:writer8", "page.html"), ("pdf", "page.odt"), ("docx", "page.odt"), ("doc", "page.odt")):
        page_ = [*(["--infilter=HTML (StarWriter)"] if source == "page.html" else []), "--convert-to", kind]
        subprocess.run([*soffice, *page_, "--outdir", tmp_path, tmp_path / source], check=True, capture_output=True)
        made = tmp_path / f"page.{kind.partition(':')[0]}"
        assert leaks_in("a", made.read_bytes()), kind
        assert leaks_in("a", made.read_bytes(), HASHED), kind
        assert written_words(made.read_bytes()) >= set(words_of(PART_2)) or kind == "doc"


def written_words(data: bytes) -> set[str]:
    return {word for _, text in written_in("a", data) for word in words_of(text)}


@pytest.mark.parametrize("said", ["/Type/XRef", "/Type/ObjStm", "/Type/ObjStm/N 0/First 0", "/Subtype/Image"])
def test_a_stream_that_says_it_holds_no_words_is_read_all_the_same(said: str) -> None:
    packed = zlib.compress(PART_2.encode())
    head = f"%PDF-1.4\n5 0 obj<<{said}/Filter/FlateDecode/Length {len(packed)}>>stream\n"
    assert leaks_in("a.pdf", head.encode() + packed + b"\nendstream endobj\n")


# ── What is guarded ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "sentence",
    ["The bidder is Halcyon Systems.", "Total offered by them: £1,274,350", "The officer is Sergeant Pemberton-Yale."],
)
def test_a_short_sentence_that_tells_something_is_guarded_whole(sentence: str) -> None:
    guarded = guard("part-2", [("paragraph 1", f"{INNOCENT} {sentence}")])
    assert leaks_in("a.txt", f"It says: {sentence}".encode(), guarded)
    assert leaks_in("a.txt", f"It says: {sentence}".encode(), read_hash_list(hash_list([guarded], SALT)))


@pytest.mark.parametrize(
    "sentence",
    [
        "London Borough of Tower Hamlets",
        "From 1 April 2025 to 31 March 2026",
        "Issues for consideration by the board",
        "There are none.",
        "This is not applicable.",
        "Violence Reduction Unit, Part 2",
    ],
)
def test_names_dates_and_headings_alone_are_not_guarded(sentence: str) -> None:
    assert not is_telling(sentence)
    assert not leaks_in("a.txt", sentence.encode(), guard("part-2", [("paragraph 1", sentence)]))


def test_a_row_of_short_cells_with_a_figure_is_guarded() -> None:
    cells = ["Halcyon Systems", "fixed price", "£1,274,350", "score 61", "rejected"]
    guarded = guard("part-2", [(f"cell {at}", cell) for at, cell in enumerate(cells)])
    assert leaks_in("a.csv", ",".join(f'"{cell}"' for cell in cells).encode(), guarded)


def test_the_words_of_a_file_are_guarded_and_not_its_furniture() -> None:
    style = '<w:styles><w:style w:val="one two three four five six seven eight nine"/></w:styles>'
    file = docx(f"<w:p>{runs([INNOCENT])}</w:p><w:p>{runs([PART_2])}</w:p>", word__styles_xml=style)
    assert [text for _, text in written_in("a.docx", file)] == [INNOCENT, PART_2]
    guarded = guard("a.docx", written_in("a.docx", file))
    assert {leak.paragraph for leak in leaks_in("a.txt", PART_2.encode(), guarded)} == {
        "word/document.xml: text, paragraph 2"
    }
    assert not leaks_in("other.docx", docx("<w:p/>", word__styles_xml=style), guarded)


def test_a_pdf_is_guarded_as_well() -> None:
    guarded = guard("a.pdf", written_in("a.pdf", typst_pdf(PART_2)))
    assert leaks_in("a.txt", PART_2.encode(), guarded)


def test_public_texts_and_the_words_of_the_form_do_not_count() -> None:
    guarded = guard("part-2", [("paragraph 1", INNOCENT), ("paragraph 2", PART_2)])
    for one in (guarded, read_hash_list(hash_list([guarded], SALT))):
        freed = one.without([f"As said before: {INNOCENT}"])
        assert not leaks_in("a.txt", INNOCENT.encode(), freed)
        assert leaks_in("a.txt", PART_2.encode(), freed)


def test_a_run_of_nothing_but_common_words_does_not_count() -> None:
    said = "The proposal will be put to the board in 2025 and it may be changed by then."
    guarded = guard("part-2", [("paragraph 1", said)])
    assert leaks_in("a.txt", said.encode(), guarded)
    common = guarded.without([], ["the proposal is put to a board", "changed"])
    assert not leaks_in("a.txt", said.encode(), common)


def test_the_title_of_a_law_does_not_count() -> None:
    said = "Under section 3(6) of the Police Reform and Social Responsibility Act 2011 the bidder has sued."
    guarded = guard("part-2", [("paragraph 1", said)])
    law = "A power under section 3(6) of the Police Reform and Social Responsibility Act 2011 the reader knows."
    assert not leaks_in("a.txt", law.encode(), guarded)
    assert leaks_in("a.txt", said.encode(), guarded)


def test_several_texts_are_freed_of_public_words_at_once() -> None:
    texts = (guard("one", [("1", PART_2)]), guard("two", [("1", INNOCENT)]))
    one, two = without(texts, [INNOCENT])
    assert one.passages
    assert not two.passages


def test_longer_runs_can_be_guarded_too() -> None:
    long = Guarded({" ".join(words_of(PART_2)[:12]): Passage("held.md", "1")}, (12,))
    assert leaks_in("a.txt", PART_2.encode(), long)
    assert not leaks_in("a.txt", " ".join(words_of(PART_2)[:11]).encode(), long)


# ── Lists of hashes ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_list_of_hashes_holds_no_words_and_is_the_same_each_time() -> None:
    listed = hash_list([GUARDED], SALT)
    assert listed == hash_list([GUARDED], SALT)
    assert not list(find_leaks([("list.json", listed)], [GUARDED]))
    assert json.loads(listed).keys() == {"salt", "length", "shorter", "hashes"}
    assert set(json.loads(listed)["hashes"].values()) == {"part-2/pcd-9007.docx, paragraph 3"}
    assert hash_list([GUARDED], SALT[::-1]) != listed


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{}",
        b'{"salt": "zz", "length": 8, "hashes": {}}',
        b'{"salt": "00", "length": 8, "hashes": {}}',
        b'{"salt": "%s", "length": 2, "hashes": {}}' % SALT.hex().encode(),
        b'{"salt": "%s", "length": 8, "hashes": {"x": "y"}}' % SALT.hex().encode(),
    ],
)
def test_a_damaged_list_is_the_operators_fault(data: bytes) -> None:
    with pytest.raises(OperatorError):
        read_hash_list(data)


def test_a_list_needs_a_salt_and_texts() -> None:
    with pytest.raises(OperatorError):
        hash_list([GUARDED], b"short")
    with pytest.raises(OperatorError):
        hash_list([HASHED], SALT)


def test_a_list_without_short_sentences_can_leave_out_their_lengths() -> None:
    listed = json.loads(hash_list([GUARDED], SALT))
    del listed["shorter"]
    assert leaks_in("a.txt", PART_2.encode(), read_hash_list(json.dumps(listed).encode()))


# ── What can't be searched ───────────────────────────────────────────────────────────────────────────────────────


def encrypted_pdf() -> bytes:
    return pdf_with(lambda writer: writer.encrypt("secret"))


def encrypted_zip() -> bytes:
    data = bytearray(zipped(a_txt=INNOCENT))
    at = data.rfind(b"PK\x01\x02")
    data[at + 8] |= 1
    data[6] |= 1
    return bytes(data)


def nested(depth: int) -> bytes:
    data = PART_2.encode()
    for _ in range(depth):
        data = gzip.compress(data)
    return data


UNSEARCHABLE: dict[str, Callable[[], tuple[str, bytes]]] = {
    "an encrypted PDF": lambda: ("a.pdf", encrypted_pdf()),
    "an encrypted zip": lambda: ("a.zip", encrypted_zip()),
    "an encrypted Word file": lambda: ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00" + "EncryptedPackage".encode("utf-16-le")),
    "a 7z archive": lambda: ("a.7z", b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(40)),
    "a zip that is cut off": lambda: ("a.docx", docx()[:-30]),
    "a gzip file that is cut off": lambda: ("a.gz", gzip.compress(PART_2.encode())[:-20]),
    "a file in a file in a file in a file in a file": lambda: ("a.gz", nested(5)),
    "a PDF whose letters can't be told": lambda: ("a.pdf", raw_pdf(b"BT /F1 9 Tf <%s> Tj ET" % (b"0102" * 40), b"/Subtype/Type0/Encoding/Identity-H")),
    "a PDF packed in an unknown way": lambda: ("a.pdf", raw_pdf(b"").replace(b"/Length 0", b"/Length 0/Filter/NoSuchDecode")),
    "a PDF with a damaged stream": lambda: ("a.pdf", raw_pdf(b"BT (x) Tj ET").replace(b"/Length 12", b"/Length 12/Filter/FlateDecode")),
}  # fmt: skip


@pytest.mark.parametrize("make", UNSEARCHABLE.values(), ids=UNSEARCHABLE)
def test_what_cannot_be_searched_whole_is_found_too(make: Callable[[], tuple[str, bytes]]) -> None:
    name, data = make()
    [leak] = leaks_in(name, data)
    assert leak.file == name
    assert leak.unsearchable
    assert not leak.guarded


def test_what_cannot_be_guarded_whole_is_the_operators_fault() -> None:
    with pytest.raises(UnsearchableError, match=r"^part-2\.pdf can't be searched .+ password\.$"):
        guard("part-2.pdf", written_in("part-2.pdf", encrypted_pdf()))


def test_files_may_lie_four_deep() -> None:
    assert leaks_in("a.gz", nested(4))[0].guarded


def bomb() -> bytes:
    return zlib.compress(bytes(40_000_000), 9)


BOMBS: dict[str, Callable[[], bytes]] = {
    "a zip of zeros": lambda: zipped(a_txt=bytes(60_000_000), b_txt=bytes(60_000_000)),
    "a gzip file of letters": lambda: gzip.compress(b"a" * 110_000_000, 1),
    "a PDF of zeros": lambda: b"".join(b"%%PDF-1.4\n%d 0 obj<</Filter/FlateDecode>>stream\n%s\nendstream endobj " % (at, bomb()) for at in range(3)),
    "a zip with very many members": lambda: zipped(**{f"a{at}_x": b"" for at in range(300)}),
}  # fmt: skip


@pytest.mark.parametrize("make", BOMBS.values(), ids=BOMBS)
def test_a_bomb_is_put_aside_in_time(make: Callable[[], bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "LARGEST", 100_000_000)
    monkeypatch.setattr(room, "MOST_MEMBERS", 200)
    data, start = make(), time.perf_counter()
    assert [leak.unsearchable for leak in leaks_in("a", data)] != [""]
    assert leaks_in("a", data)
    assert time.perf_counter() - start < 60


# ── Hostile files ────────────────────────────────────────────────────────────────────────────────────────────────


@cache
def sample(route: str) -> bytes:
    return ROUTES[route]()[1]


def read_all(data: bytes) -> Iterator[str]:
    try:
        yield from (text for _, text in texts_of("a", data))
    except UnsearchableError as fault:
        yield str(fault)


@given(
    st.binary(max_size=400),
    st.sampled_from(
        ["%PDF-1.4\n1 0 obj", "PK\x03\x04", "\x1f\x8b\x08", "<a>", "{", "\x89PNG\r\n\x1a\n", "GIF89a", "BZh9", ""]
    ),
)
@example(b"<<" * 5_000, "%PDF-1.4\n1 0 obj")
@example(b"[" * 50_000, "{")
@example(b"[" * 50_000, "")
@example(b"<a>" * 20_000, "<a>")
@example(b"\x00\xff" + b"\xe0\x80\x80" * 16, "%PDF-1.4\n1 0 obj")  # letters written longer than they may be
@example(b"\x00\xff" + b"\xed\xa0\x80" * 16, "%PDF-1.4\n1 0 obj")  # and halves of one
def test_no_bytes_break_the_search(data: bytes, start: str) -> None:
    assert all(isinstance(text, str) for text in read_all(start.encode("latin-1") + data))


@given(st.sampled_from(sorted(ROUTES)), st.data())
def test_no_damaged_file_breaks_the_search(route: str, data: st.DataObject) -> None:
    whole = sample(route)
    at, cut = (data.draw(st.integers(0, len(whole))) for _ in range(2))
    put = data.draw(st.binary(max_size=8))
    damaged = (whole[:at] + put + whole[at + len(put) :])[: max(cut, 1)]
    assert all(isinstance(text, str) for text in read_all(damaged))


SLOW_ONES: dict[str, bytes] = {
    "tags that never end": b"<a " * 400_000,
    "comments that never end": b"<html>" + b"<!-- " * 200_000,
    "quotation marks that never end": b"<p title='" * 100_000,
    "strings of a PDF that never end": b"%PDF-1.4\n" + b"1 0 obj(" * 100_000,
    "dictionaries of a PDF that never end": b"%PDF-1.4\n" + b"1 0 obj<<" * 100_000,
    "streams of a PDF that never end": b"%PDF-1.4\n" + b"1 0 obj<<>>stream\n" * 20_000,
    "pictures in a PDF that never end": raw_pdf(b"BT (x) Tj ET " + b"BI ID " * 100_000),
    "text in a PDF that is never shown": raw_pdf(b"BT " * 300_000),
    "hyphens": b"a-" * 500_000,
    "escapes": b"\\u0041&amp;%41" * 70_000,
    "one very long word": b"a" * 2_000_000,
    "spaces": b"{" + b" " * 2_000_000,
    "codes without a mark": b"base64," * 200_000,
}


@pytest.mark.parametrize("data", SLOW_ONES.values(), ids=SLOW_ONES)
def test_no_file_takes_long(data: bytes) -> None:
    start = time.perf_counter()
    leaks_in("a", data)
    assert time.perf_counter() - start < 20


# ── Innocent papers ──────────────────────────────────────────────────────────────────────────────────────────────


def held_papers() -> Iterator[Guarded]:
    """Papers of the tests as if they were held back, and the invented Part 2 texts of tests/leaks."""
    project = Project(ROOT)
    forms = project.forms()
    for path in sorted([*(ROOT / "tests" / "clean").glob("*.md"), *(ROOT / "tests" / "corpus").glob("*.md")]):
        decision = project.read(path, forms).decision
        assert decision
        passages = (*passages_of(decision.parts), *passages_of(decision.sections))
        yield guard(path.name, ((one.paragraph, one.text) for one in passages))
    for path in sorted(CASES.glob("*.txt")):
        yield guard(path.name, written_in(path.name, path.read_bytes()))


def test_what_papers_have_in_common_is_freed_by_those_that_are_public(made: Mapping[str, Made]) -> None:
    """A Part 2 on the standard form shares names in its signatures and stock sentences about the law with other papers."""
    form = Project(ROOT).forms()["part-1"]
    assert isinstance(form, Form)
    wording = wording_of(form.definition)
    guarded = guard("part-2.docx", written_in("part-2.docx", made["pcd-9001"].docx)).without(wording, wording)
    others = {name: one for name, one in made.items() if name != "pcd-9001"}
    public = [text for one in others.values() for _, text in written_in("a.html", one.html)]
    freed = guarded.without(public)
    assert len(freed.passages) > len(guarded.passages) * 0.9
    assert not list(find_leaks([(name, one.html) for name, one in others.items()], [freed]))
    assert list(find_leaks([("pcd-9001", made["pcd-9001"].html)], [freed]))


def test_a_hundred_innocent_papers_pass(tmp_path: Path) -> None:
    """The papers of the benchmark share a pool of sentences among themselves and with no other paper.

    So what is guarded are other people's papers of the same kind, and confidential texts about the same business.
    """
    write_corpus(tmp_path / "decisions", 100)
    project = Project(ROOT)
    sources = Paths(sorted((tmp_path / "decisions").glob("*.md")))
    assert not [one for one in build(project, sources, OutputFolder(tmp_path / "out"), whole=True) if one.failed]
    made = [path for path in sorted((tmp_path / "out").rglob("*.*")) if path.name != "made.json"]
    files = [(path.relative_to(tmp_path).as_posix(), path.read_bytes()) for path in made]
    wording = [
        text for form in project.forms().values() if isinstance(form, Form) for text in wording_of(form.definition)
    ]
    guarded = without(tuple(held_papers()), wording, wording)
    assert len(files) == 200
    assert sum(len(one.passages) for one in guarded) > 5_000
    assert list(find_leaks(files, guarded)) == []
    planted = (CASES / "contract-award.txt").read_text(encoding="utf-8").splitlines()[0]
    assert list(find_leaks([("a.txt", planted.encode())], guarded)), "and what is guarded is still found"
