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
from pathlib import Path

import page
import pytest
from hypothesis import given, settings
from msgspec.structs import replace
from pypdf import PdfReader
from reading_back.invented import Invented, decisions
from reading_back.workshop import Made, Workshop

from decisionforms.errors import FormError
from decisionforms.render.pdf import PdfRenderer
from decisionforms.view.words import notes_of, words_of

# Tags that stand within a line; every other one begins and ends one.
INLINE = {"Span", "Link", "Strong", "Em"}
TEXT = re.compile(r'( *)"(.*)"')
TAG = re.compile(r"( *)(?!Object )(\w+)")
# Signs that this reader tells apart by their shape alone: those with marks upon them, and those that print as a box.
SHAPES = re.compile(r"(?:\S[\u0300-\u036f]+|[^\s\x20-\x7e£À-ɏ–—‘’“”•✓])+")
# Signs that are not seen: the first is refused in PDF/UA, the others are for those who set type.
UNSEEN = str.maketrans("", "", "\ufeff\u00ad\u200b")
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


def read_tags(data: bytes) -> Tagged:
    """What a program says that reads a PDF out."""
    if shutil.which("pdfinfo") is None:
        pytest.skip("pdfinfo is not installed here (Debian: apt install poppler-utils)")
    command = ["pdfinfo", "-struct-text", "-enc", "UTF-8", "-"]
    told = subprocess.run(command, input=data, capture_output=True, check=True, timeout=60).stdout.decode(
        errors="replace"
    )
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


@settings(max_examples=30)
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
