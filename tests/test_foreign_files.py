"""A file that came back is not trusted: what is no Word document, or more than one, gets a sentence and no more."""

import io
import random
import zipfile
from collections.abc import Callable

import pytest
from reviewing.copies import PAPER, copy_of, printer, taken_back

from decisionforms.render.package import member, pack, unpack
from decisionforms.reviewing import RefusedFileError, open_copy

PRINTER = printer(PAPER)
TEXT = PAPER.read_text()
COPY = copy_of(TEXT, PRINTER)
DOCUMENT, RELATIONS, TYPES = "word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"
EXTERNAL = '<Relationship Id="x1" Type="http://x/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def with_part(name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The review copy with one part changed, or a new one."""
    parts = dict(unpack(COPY))
    parts[name] = change(parts.get(name, b""))
    return pack(member(one, content) for one, content in parts.items())


def with_relation(kind: str, target: str) -> bytes:
    """The review copy that refers to something outside."""
    added = EXTERNAL.format(kind=kind, target=target).encode()
    return with_part(RELATIONS, lambda part: part.replace(b"</Relationships>", added))


def declared(declaration: str) -> bytes:
    """The review copy whose text declares a document type, and uses what that defines."""

    def declare(part: bytes) -> bytes:
        return part.replace(b"<w:document", declaration.encode() + b"<w:document", 1).replace(b"Nobody", b"&a;")

    return with_part(DOCUMENT, declare)


def zipped(parts: dict[str, bytes]) -> bytes:
    """Some other package."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


LOUD = b'<Relationship Id="x1" Type="http://x/image" Target="http://x/" TargetMode="EXTERNAL"/></Relationships>'
VBA = b'<Override PartName="/word/x.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
NO_DOCUMENT = "it is not a Word document"
FOREIGN: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", NO_DOCUMENT),
    "text": (b"# A heading", NO_DOCUMENT),
    "half of it": (COPY[: len(COPY) // 2], NO_DOCUMENT),
    "an old document, or one with a password": (b"\xd0\xcf\x11\xe0" + bytes(2000), "it has a password"),
    "another package": (zipped({"content.xml": b"<x/>"}), NO_DOCUMENT),
    "a spreadsheet": (zipped({"xl/workbook.xml": b"<x/>", "_rels/.rels": b"<x/>"}), NO_DOCUMENT),
    "no text": (with_part(DOCUMENT, lambda _: b"<x/>"), NO_DOCUMENT),
    "Strict Open XML": (
        with_part(DOCUMENT, lambda part: part.replace(b"schemas.openxmlformats.org", b"purl.oclc.org")),
        "Strict Open XML",
    ),
    "broken text": (with_part(DOCUMENT, lambda part: part[:-20]), "is not well-formed"),
    "broken styles": (with_part("word/styles.xml", lambda part: part[:-20]), "is not well-formed"),
    "entities": (declared(ENTITIES), "declares a document type"),
    "a file of this machine": (declared(OUTSIDE), "declares a document type"),
    "macros": (
        with_part(TYPES, lambda part: part.replace(b"wordprocessingml.document.main", b"macroEnabled.main")),
        "it holds macros",
    ),
    "code": (
        with_part(TYPES, lambda part: part.replace(b"</Types>", VBA)),
        "it holds macros",
    ),
    "a macro's own part": (with_part("word/vbaProject.bin", lambda _: b"x"), "it holds macros"),
    "a spreadsheet in it": (with_part("word/embeddings/a.xlsx", lambda _: b"x"), "it holds files of other programs"),
    "another spelling": (
        with_part(RELATIONS, lambda part: part.replace(b"</Relationships>", LOUD)),
        "from outside (image)",
    ),
    "a picture from the web": (with_relation("image", "https://example.org/x.png"), "from outside (image)"),
    "a template from a share": (with_relation("attachedTemplate", "file://share/x.dotm"), "(attachedTemplate)"),
    "far more than it looks": (zipped({DOCUMENT: bytes(30_000_000)}), "packed more tightly than any text is"),
    "even more": (zipped({DOCUMENT: bytes(60_000_000)}), "it is too large once unpacked"),
    "nesting without end": (
        with_part(DOCUMENT, lambda part: part.replace(b"<w:body>", b"<w:body>" + b"<w:p>" * 5000)),
        "is not well-formed",
    ),
}

ACTIVE = {
    "macros",
    "code",
    "a macro's own part",
    "a spreadsheet in it",
    "a picture from the web",
    "another spelling",
    "a template from a share",
}


@pytest.mark.parametrize("kind", FOREIGN)
def test_it_gets_a_sentence(kind: str) -> None:
    data, reason = FOREIGN[kind]
    with pytest.raises(RefusedFileError) as refused:
        open_copy("copy.docx", data)
    assert str(refused.value).startswith("copy.docx can't be taken in: ")
    assert reason in str(refused.value)
    remedy = "again without that." if kind in ACTIVE else "again."
    assert str(refused.value).endswith(f". Ask for the Word document {remedy}")


def test_two_parts_of_one_name_are_refused() -> None:
    stream = io.BytesIO(COPY)
    with zipfile.ZipFile(stream, "a") as package, pytest.warns(UserWarning, match="Duplicate"):
        package.writestr(DOCUMENT, b"<x/>")
    with pytest.raises(RefusedFileError, match="two of its parts have the same name"):
        open_copy("copy.docx", stream.getvalue())


def test_links_may_lead_anywhere_until_they_are_taken_over() -> None:
    assert taken_back(TEXT, with_relation("hyperlink", "file://share/x"), PRINTER).text == TEXT


def test_parts_may_be_numbered_as_word_on_the_web_does() -> None:
    parts = dict(unpack(COPY))
    for name in ("document", "styles", "numbering", "footnotes"):
        parts[f"word/{name}2.xml"] = parts.pop(f"word/{name}.xml")
        for relations in ("_rels/.rels", RELATIONS):
            parts[relations] = parts[relations].replace(f"{name}.xml".encode(), f"{name}2.xml".encode())
    parts["word/_rels/document2.xml.rels"] = parts.pop(RELATIONS)
    back = taken_back(TEXT, pack(member(name, content) for name, content in parts.items()), PRINTER)
    assert all(one.pair.is_same for one in back.planned)


def test_damaged_text_is_refused_or_told_and_never_ends_in_a_fault() -> None:
    rng = random.Random(1)  # noqa: S311 - the same damage each time
    for _ in range(40):
        try:
            back = taken_back(TEXT, damaged(rng), PRINTER)
        except RefusedFileError:
            continue
        assert PRINTER.print(back.text) is not None


def damaged(rng: random.Random) -> bytes:
    """The review copy with some elements of its text or styles taken out, doubled or renamed."""
    name = rng.choice([DOCUMENT, DOCUMENT, "word/styles.xml", "word/numbering.xml", "word/footnotes.xml", RELATIONS])

    def damage(part: bytes) -> bytes:
        for _ in range(rng.randint(1, 5)):
            start = part.find(b"<", rng.randrange(len(part)))
            end = part.find(b">", start) + 1
            piece = part[start:end]
            new = rng.choice([b"", piece * 2, piece.replace(b"w:val", b"w:x"), piece.replace(b'"', b'"x', 1)])
            part = part[:start] + new + part[end:]
        return part

    return with_part(name, damage)
