"""The PDF of a form: its words are those of the view, it is PDF/UA-1, and the same view makes the same bytes.

Its words are read back by another program, by way of the tags: in the order and with the breaks in which a screen
reader meets them. What stands at the head and foot of each page is no part of that.
"""

import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import page
import pytest
from hypothesis import given, settings
from msgspec.structs import replace
from pypdf import PdfReader
from reading_back.invented import Invented, decisions
from reading_back.workshop import Made, Workshop

from decisionforms.diagnostics import Span
from decisionforms.errors import FormError, OperatorError
from decisionforms.render.layout_check import ORDER, SPECIMEN
from decisionforms.render.pdf import PdfRenderer
from decisionforms.render.pdf_body import as_data
from decisionforms.text.nodes import (
    Alignment,
    Block,
    Counter,
    CrossReference,
    Emphasis,
    Inline,
    Link,
    List,
    Mention,
    Note,
    Paragraph,
    Quote,
    Strong,
    Subheading,
    Table,
)
from decisionforms.view.form_view import (
    FormView,
    PartView,
    QuestionView,
    RowView,
    SectionView,
    SignatureView,
    TableView,
)
from decisionforms.view.words import notes_of, words_of

# Tags that stand within a line; every other one begins and ends one.
INLINE = {"Span", "Link", "Strong", "Em"}
TEXT = re.compile(r'( *)"(.*)"')
TAG = re.compile(r"( *)(?!Object )(\w+)")
# Signs that this reader tells apart by their shape alone: those with marks upon them, and those that print as a box.
SHAPES = re.compile(r"(?:\S[\u0300-\u036f]+|[^\s\x20-\x7e£À-ɏ–—‘’“”•✓])+")
# Signs that are not seen: the first is refused in PDF/UA, the others are for those who set type.
UNSEEN = str.maketrans("", "", "\ufeff\u00ad\u200b")
PROFILE = re.compile(rb"\[/ICCBased \d+ 0 R\]")
# A4 without its right margin, in points.
RIGHT_EDGE = 595.3 - 56.6
COMMANDS = [
    *("#panic()", '#read("/etc/passwd")', "#sys.inputs", '#import "@preview/x:1.0.0"', "#{", "#[", "]", "{", "}", "{{ 7*7 }}"),
    *("*x*", "_x_", "$x$", "<label>", "@ref", "\\", "\\#", "//", "/* x */", "`code`", "```", "= Heading", "- point"),
    *("/ term: x", "~", "--", "---", "...", "'", '"', "\\u{41}", "http://x", "1. one", "%", "&amp;"),
]  # fmt: skip
STRANGE = ["😀", "👩\u200d👩\u200d👧", "王小明", "漢", "Łukasz", "𝔘𝔫𝔦", "e\u0301", "\U0010fffd", "№", "→", "✓", "☐"]
TOLD = ["/home", "/root", "/Users", "site-packages", str(Path.home()), str(Path.cwd())]


@dataclass
class Tag:
    """A tag of a PDF, with the texts and tags in it."""

    name: str
    inside: list["Tag | str"] = field(default_factory=list)


@dataclass
class Tagged:
    """What a PDF says by its tags, line by line, with its notes apart, and the tags in their order."""

    lines: list[str]
    notes: list[list[str]]
    tags: list[Tag]

    @property
    def words(self) -> list[str]:
        """The words but for the marking, which is the first line and the last."""
        return " ".join(self.lines[1:-1]).split()


def told_by(program: str, *options: str, of: bytes) -> str:
    """What a program of Poppler prints of a PDF."""
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed here (Debian: apt install poppler-utils)")
    done = subprocess.run([program, *options], input=of, capture_output=True, check=True, timeout=60)
    return done.stdout.decode(errors="replace")


def without_profiles(data: bytes) -> bytes:
    """The PDF with plain colours, each thing where it was; the reader would work out the profile for every tag anew."""
    return PROFILE.sub(lambda found: b"/DeviceRGB".ljust(len(found[0])), data)


@cache
def read_tags(data: bytes) -> Tagged:
    """What a program says that reads a PDF out."""
    told = told_by("pdfinfo", "-struct-text", "-enc", "UTF-8", "-", of=without_profiles(data))
    root = tree_of(told.translate(UNSEEN))
    notes: list[list[str]] = []
    lines = [line for line in said_in(root, notes).split("\n") if line.strip()]
    return Tagged(lines, notes, list(tags_in(root)))


def tree_of(told: str) -> Tag:
    """The tags as they stand in one another; each text and tag stands further in than what holds it."""
    root = Tag("Root")
    above = [(-1, root)]
    for line in told.split("\n"):
        found = TEXT.fullmatch(line) or TAG.match(line)
        if found is None:
            continue
        while above[-1][0] >= len(found[1]):
            above.pop()
        if found.re is TEXT:
            above[-1][1].inside.append(found[2])
        else:
            tag = Tag(found[2])
            above[-1][1].inside.append(tag)
            above.append((len(found[1]), tag))
    return root


def said_in(tag: Tag, notes: list[list[str]]) -> str:
    """The text in a tag without marks of notes; the notes themselves are gathered."""
    text = ""
    for one in tag.inside:
        if isinstance(one, str):
            text += "" if tag.name == "Lbl" and one == "•" else one
        elif one.name == "Note":
            notes.append(said_in(one, notes).split())
        elif one.name == "Lbl" and tag.name != "LI":
            continue
        elif one.name in INLINE:
            text += said_in(one, notes)
        else:
            text += f"\n{said_in(one, notes)}\n"
    return text


def tags_in(tag: Tag) -> Iterator[Tag]:
    for one in tag.inside:
        if isinstance(one, Tag):
            yield one
            yield from tags_in(one)


def words_in(tags: list[Tag], name: str) -> list[str]:
    """The words of each tag of this name."""
    return [" ".join(said_in(tag, []).split()) for tag in tags if tag.name == name]


def shapes(words: list[str]) -> list[str]:
    """Words as this reader tells them apart."""
    return SHAPES.sub("□", " ".join(words).translate(UNSEEN)).split()


def pages_of(data: bytes) -> list[str]:
    """What stands on each page."""
    return [one.extract_text() for one in PdfReader(io.BytesIO(data)).pages]


def is_accessible(data: bytes) -> bool:
    return page.validate_pdf_bytes(data, profile=page.ValidationProfile.PDF_UA_1).is_compliant


@pytest.fixture(scope="module")
def folder(project_root: Path) -> Path:
    return project_root / "templates" / "part-1"


@pytest.fixture(scope="module")
def renderer(folder: Path) -> PdfRenderer:
    return PdfRenderer(folder)


@pytest.fixture(scope="module")
def pdfs(made: Mapping[str, Made], renderer: PdfRenderer) -> dict[str, bytes]:
    return {name: renderer.render(one.view) for name, one in made.items()}


# ── The same words ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.slow
def test_the_pdf_says_what_the_view_says(corpus_slug: str, made: Mapping[str, Made], pdfs: dict[str, bytes]) -> None:
    told, view = read_tags(pdfs[corpus_slug]), made[corpus_slug].view
    assert shapes(told.words) == shapes(words_of(view))
    assert [shapes(note) for note in told.notes] == [shapes(note) for note in notes_of(view)]
    assert told.lines[0].strip() == told.lines[-1].strip() == view.marking


@pytest.mark.slow
@settings(max_examples=12)
@given(invented=decisions())
def test_whatever_a_careful_writer_writes_is_in_the_pdf_to_the_last_word(
    workshop: Workshop, renderer: PdfRenderer, invented: Invented
) -> None:
    view = workshop.make(SHAPES.sub("x", invented.source)).view
    told = read_tags(renderer.render(view))
    assert told.words == words_of(view)
    assert told.notes == notes_of(view)


@settings(max_examples=15)
@given(invented=decisions())
def test_whatever_signs_a_writer_uses_the_pdf_is_accessible(
    workshop: Workshop, renderer: PdfRenderer, invented: Invented
) -> None:
    assert is_accessible(renderer.render(workshop.make(invented.source).view))


# ── Nothing but data ────────────────────────────────────────────────────────────────────────────────────────────

HOSTILE = '#panic() #read("/etc/passwd") *x* $x$ <label> \\ @ref // `code` #sys.inputs [y] = z'


@pytest.mark.slow
def test_what_a_writer_typed_is_never_a_command(workshop: Workshop, renderer: PdfRenderer) -> None:
    view = workshop.make("---\ntitle: 'Service'\nform: part-1/2023\n---\n\n## Executive Summary\n\nIt is.\n").view
    hostile = replace(view, title=HOSTILE, reference=HOSTILE, letterhead=HOSTILE)
    words = " ".join(read_tags(renderer.render(hostile)).words)
    assert words.count(" ".join(HOSTILE.split())) == 2


def test_every_paper_of_the_corpus_is_accessible(pdfs: dict[str, bytes]) -> None:
    assert [name for name, data in pdfs.items() if not is_accessible(data)] == []


def test_nothing_of_this_machine_is_in_a_pdf(pdfs: dict[str, bytes]) -> None:
    for data in pdfs.values():
        pdf = PdfReader(io.BytesIO(data))
        told = "\n".join([str(pdf.metadata), *(str(one.get_object()) for one in pdf.trailer.values())])
        assert not [one for one in TOLD if one in told or one.encode() in data]


def test_the_same_view_makes_the_same_bytes_in_another_process_on_another_day(
    pdfs: dict[str, bytes], folder: Path
) -> None:
    script = (
        "import sys, pathlib, hashlib; from decisionforms.project import Project; from decisionforms.register import make_register; "
        "from decisionforms.render.pdf import PdfRenderer; from decisionforms.view.making import view_of; "
        f"root = pathlib.Path({str(folder.parent.parent)!r}); project = Project(root); "
        "decision = project.read(root / 'decisions' / 'pcd-1462.md', project.forms()).decision; "
        f"print(hashlib.sha256(PdfRenderer(pathlib.Path({str(folder)!r})).render(view_of(decision, make_register([])))).hexdigest())"
    )
    environment = {**os.environ, "TZ": "Pacific/Auckland", "SOURCE_DATE_EPOCH": "1"}
    command = [sys.executable, "-c", script]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, env=environment, cwd=folder.parent.parent
    )
    assert done.stdout.strip() == hashlib.sha256(pdfs["pcd-1462"]).hexdigest()


@pytest.mark.parametrize(
    ("added", "said"),
    [
        ("#panic()", "part-1/form.typ can't be used (line"),
        ('#read("/etc/passwd")', "part-1/form.typ can't be used (line"),
        ('#import "@preview/x:1.0.0": y', "uses “import”, which a layout may not"),
        ("#nothing", "part-1/form.typ can't be used (line"),
    ],
)
def test_a_layout_that_can_t_be_used_is_one_sentence(
    folder: Path, tmp_path: Path, made: Mapping[str, Made], added: str, said: str
) -> None:
    copy = tmp_path / "part-1"
    shutil.copytree(folder, copy)
    layout = copy / "form.typ"
    layout.write_text(f"{layout.read_text(encoding='utf-8')}\n{added}\n", encoding="utf-8")
    with pytest.raises(FormError) as fault:
        PdfRenderer(copy).render(made["pcd-1462"].view)
    assert said in str(fault.value)
    assert "\n" not in str(fault.value)


# ── Each sign, each link, each table ────────────────────────────────────────────────────────────────────────────


def with_blocks(*blocks: Block) -> FormView:
    """A form with these blocks in its first section."""
    section = SectionView("one", 1, "Section", blocks)
    return replace(SPECIMEN, parts=(PartView("sections", "Part", sections=(section,)),))


def everywhere(text: str) -> FormView:
    """A form that holds this text in every slot in which a writer's text can stand."""
    inlines: tuple[Inline, ...] = (text, Strong((text,)), Emphasis((text,)), Link("https://example.org/", (text,)))
    point = Paragraph((text,), 1)
    blocks = (
        Subheading((text,), 1),
        Paragraph(inlines, 1, number="1.1"),
        List(((point,),), 1),
        List(((point,),), 1, 1, Counter.LETTER, (text,)),
        Table(((text,),), (((text,),),), (Alignment.RIGHT,), 1),
        Quote((Paragraph((text, Note("n", (point,), 1)), 1),), 1),
    )
    table = TableView(text, text, text, (RowView(text, text, confirmed=True, tick=text),))
    part = PartView(
        "all",
        text,
        blocks,
        (SectionView("one", 1, text, ()),),
        table,
        (QuestionView(text, text),),
        SignatureView(text, text, text, text),
    )
    return replace(SPECIMEN, title=text, reference=text, marking=text, parts=(part,))


@pytest.mark.slow
@pytest.mark.parametrize("text", COMMANDS)
def test_what_looks_like_a_command_is_printed_in_every_slot(renderer: PdfRenderer, text: str) -> None:
    view = everywhere(text)
    data = renderer.render(view)
    told = read_tags(data)
    assert told.words == words_of(view)
    assert told.notes == notes_of(view)
    assert is_accessible(data)


@pytest.mark.slow
@pytest.mark.parametrize("sign", STRANGE)
def test_a_sign_that_no_font_has_prints_as_a_box_and_is_found_as_itself(renderer: PdfRenderer, sign: str) -> None:
    data = renderer.render(with_blocks(Paragraph((f"before {sign} after",), 1, number="1.1")))
    assert f"before {sign} after" in " ".join(told_by("pdftotext", "-", "-", of=data).split())
    assert is_accessible(data)


@pytest.mark.slow
@pytest.mark.parametrize("letter", ["a", "W", "漢", "😀", "-", "/", "!", "]", "(", "\u2011"])
def test_a_very_long_word_stays_on_its_page(renderer: PdfRenderer, letter: str) -> None:
    cells = ((letter * 200,), ("short",), (letter * 60,), (letter * 60,))
    table = Table(cells, (cells,), (Alignment.LEFT,) * 4, 1)
    data = renderer.render(with_blocks(Paragraph((letter * 400,), 1, number="1.1"), table))
    told = told_by("pdftotext", "-bbox", "-", "-", of=data)
    assert max(float(one) for one in re.findall(r'xMax="([\d.]+)"', told)) < RIGHT_EDGE


def test_a_row_taller_than_a_page_is_printed_whole(renderer: PdfRenderer) -> None:
    words = [f"word{number}" for number in range(2000)]
    table = Table((("a",), ("b",)), (((" ".join(words),), ("short",)),), (Alignment.LEFT,) * 2, 1)
    told = set(" ".join(pages_of(renderer.render(with_blocks(table)))).split())
    assert [word for word in words if word not in told] == []


def test_only_the_links_of_the_view_are_links(renderer: PdfRenderer) -> None:
    blocks = (
        Paragraph((Link("https://example.org/a?b=c&d=e", ("here",)), " https://example.org/bare"), 1, number="1.1"),
        Paragraph((Mention("PCD 9001", "pcd-9001", href="../pcd-9001/index.html"),), 1),
        Paragraph((CrossReference("x", ("paragraph ",), Span(1), anchor="1.1", number="1.1"),), 1),
        Paragraph((Link("https://example.org/" + "a" * 9000, ("too long",)),), 1),
    )
    data = renderer.render(with_blocks(*blocks))
    links = [one.get_object() for sheet in PdfReader(io.BytesIO(data)).pages for one in sheet.get("/Annots", [])]
    assert [one["/A"]["/URI"] for one in links if "/URI" in one.get("/A", {})] == ["https://example.org/a?b=c&d=e"]
    assert len(links) == 2
    assert is_accessible(data)


def test_notes_and_links_in_a_table_of_many_pages_are_printed_and_accessible(renderer: PdfRenderer) -> None:
    """The compiler can't tag some of these at the foot of pages; then they stand at the end."""
    notes = [Note(str(number), (Paragraph((f"note{number}note",), 1),), number) for number in range(1, 42)]
    head = (("a", notes[0]), (Strong((Link("https://example.org", ("b",)),)),))
    rows = tuple((("words " * 60, note), ("x",)) for note in notes[1:])
    data = renderer.render(with_blocks(Table(head, rows, (Alignment.LEFT, Alignment.RIGHT), 1)))
    told = " ".join(pages_of(data))
    assert [note for note in notes if f"note{note.number}note" not in told] == []
    assert is_accessible(data)


def test_notes_that_can_not_stand_at_the_foot_of_pages_stand_at_the_end(
    renderer: PdfRenderer, made: Mapping[str, Made]
) -> None:
    view = made["pcd-9004"].view
    data = renderer._compile(as_data(view), "end")
    last = pages_of(data)[-1].split()
    assert [word for note in notes_of(view) for word in note if word not in last] == []
    assert is_accessible(data)


# ── The look and the tags ───────────────────────────────────────────────────────────────────────────────────────


def test_the_layout_prints_each_thing_once_and_in_the_order_of_the_form(renderer: PdfRenderer) -> None:
    told = " ".join(pages_of(renderer.render(SPECIMEN)))
    assert [word for word in re.findall("Slot[A-Za-z]+", told) if word in ORDER] == ORDER
    assert "SlotFootnote" in told


def test_every_page_says_what_the_paper_is_and_which_page_it_is(
    corpus_slug: str, made: Mapping[str, Made], pdfs: dict[str, bytes]
) -> None:
    view, pages = made[corpus_slug].view, pages_of(pdfs[corpus_slug])
    for number, text in enumerate(pages, 1):
        told = " ".join(text.split())
        assert told.startswith(view.marking)
        for word in (view.reference, view.version, f"{view.page_label} {number} {view.of_label} {len(pages)}"):
            assert word in told


def test_no_page_begins_with_a_signature_or_ends_with_a_heading(
    corpus_slug: str, made: Mapping[str, Made], pdfs: dict[str, bytes]
) -> None:
    view = made[corpus_slug].view
    sections = {f"{one.number}. {one.heading}" for part in view.parts for one in part.sections}
    headings = sections | {part.heading for part in view.parts if part.heading}
    for text in pages_of(pdfs[corpus_slug]):
        lines = [line.strip() for line in text.split("\n")]
        lines = [line for line in lines if line not in {"", view.marking} and view.version not in line]
        assert not lines[0].startswith(("Date:", "Signature:"))
        assert lines[-1] not in headings


@pytest.mark.slow
def test_the_clean_papers_are_accessible_and_said_in_full(
    project_root: Path, workshop: Workshop, renderer: PdfRenderer
) -> None:
    for path in sorted((project_root / "tests" / "clean").glob("*.md")):
        view = workshop.make(path.read_text(encoding="utf-8"), path.stem).view
        data = renderer.render(view)
        assert is_accessible(data), path.stem
        assert shapes(read_tags(data).words) == shapes(words_of(view)), path.stem


def test_the_properties_are_those_of_the_decision(
    corpus_slug: str, made: Mapping[str, Made], pdfs: dict[str, bytes]
) -> None:
    view, reader = made[corpus_slug].view, PdfReader(io.BytesIO(pdfs[corpus_slug]))
    about = reader.metadata
    assert about is not None
    named = f"{view.reference} – {view.title}"
    assert about.title == (named if view.is_decision else f"{view.marking}: {named}")
    assert about.author == view.author
    assert (about.creation_date and about.creation_date.date()) == view.dated
    assert str(reader.root_object["/Lang"]) == view.language


@pytest.mark.slow
def test_headings_tables_notes_and_quotations_are_tagged_as_what_they_are(
    made: Mapping[str, Made], pdfs: dict[str, bytes]
) -> None:
    view, tags = made["pcd-9004"].view, read_tags(pdfs["pcd-9004"]).tags
    assert words_in(tags, "H1") == [view.heading]
    assert words_in(tags, "H2") == [part.heading for part in view.parts if part.heading]
    assert words_in(tags, "H3") == [f"{one.number}. {one.heading}" for part in view.parts for one in part.sections]
    assert len(words_in(tags, "H4")) == 2
    declared = next(part.table for part in view.parts if part.table)
    assert words_in(tags, "TH")[-2:] == [declared.statement_column, declared.tick_column]
    assert [tag.name for tag in tags].count("Note") == len(notes_of(view))
    assert len(words_in(tags, "BlockQuote")) == 1


# ── What is missing ─────────────────────────────────────────────────────────────────────────────────────────────


def test_an_earlier_form_leaves_no_trace_in_a_later_one(folder: Path, made: Mapping[str, Made]) -> None:
    views = [one.view for one in made.values()][:4]
    one_way, other_way = PdfRenderer(folder), PdfRenderer(folder)
    forwards = [one_way.render(view) for view in views]
    assert forwards == [other_way.render(view) for view in reversed(views)][::-1]


def test_the_clock_is_out_of_a_layouts_reach(folder: Path, tmp_path: Path) -> None:
    curious = tmp_path / folder.name
    shutil.copytree(folder, curious)
    with (curious / "form.typ").open("a", encoding="utf-8") as layout:
        layout.write("#datetime.today().display()\n")
    assert "1970-01-01" in " ".join(pages_of(PdfRenderer(curious).render(SPECIMEN)))


def test_a_form_without_a_layout_is_said_to_have_none(folder: Path, tmp_path: Path) -> None:
    (tmp_path / folder.name).mkdir()
    with pytest.raises(FormError, match=r"form\.typ is missing from part-1"):
        PdfRenderer(tmp_path / folder.name)


def test_where_the_compiler_is_missing_it_is_said_what_to_install(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(OperatorError, match=r"\[pdf\]"):
        PdfRenderer(folder)
