"""Another program opens every Word document, counts its numbers itself, and says the same words.

LibreOffice makes a PDF of each; its words are compared with the view's, from the first to the last.
"""

import difflib
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from reading_back.docx_text import read_docx
from reading_back.workshop import Made

from decisionforms.view.form_view import FormView
from decisionforms.view.words import notes_of, words_of

pytestmark = pytest.mark.slow
# The marks of footnotes, which the PDF shows and the words of a view leave out, take the rest.
ENOUGH = 0.985
TOKEN = re.compile(r"\w+")


def tokens(text: str) -> list[str]:
    """Words without punctuation, bullets and ticks, cut at hyphens, where a line may end."""
    return TOKEN.findall(text.replace("\u00ad", ""))


@pytest.fixture(scope="module")
def pdfs(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which LibreOffice has put a PDF of every document."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed here")
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed here (Debian: apt install poppler-utils)")
    folder = tmp_path_factory.mktemp("pdf")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    documents = sorted(corpus.rglob("*.docx"))
    command: list[str | Path] = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, *documents]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    assert {file.stem for file in folder.glob("*.pdf")} == {file.stem for file in documents}
    return folder


def text_of(pdf: Path, view: FormView) -> list[str]:
    """The words of a PDF without what stands on every page."""
    command: list[str | Path] = ["pdftotext", "-raw", "-enc", "UTF-8", pdf, "-"]
    text = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8", timeout=60).stdout
    footer = re.compile(
        rf"\s*{re.escape(view.reference)}\s+{view.version_label} {view.version}\s+{view.page_label} \d+ {view.of_label} \d+\s*"
    )
    lines = [line for line in re.split(r"[\n\f]", text) if line.strip() != view.marking and not footer.fullmatch(line)]
    assert len(re.findall(footer.pattern, text)) == text.count("\f"), "the footer does not stand on every page"
    return tokens("\n".join(lines))


def without_notes(shown: list[str], view: FormView) -> list[str]:
    """The words of a PDF without its footnotes, each of which stands whole at the foot of a page, after its number."""
    text = f" {' '.join(shown)} "
    for number, note in enumerate(notes_of(view), 1):
        before, found, text_after = text.partition(f" {number} {' '.join(tokens(' '.join(note)))} ")
        assert found, (view.slug, number, note)
        text = f"{before} {text_after}"
    return text.split()


def test_libreoffice_shows_the_words_of_the_view_in_their_order_and_every_note(
    pdfs: Path, made: Mapping[str, Made]
) -> None:
    ratios = {}
    for one in made.values():
        shown = without_notes(text_of(pdfs / f"{one.view.slug}.pdf", one.view), one.view)
        said = tokens(" ".join(words_of(one.view)))
        ratios[one.view.slug] = difflib.SequenceMatcher(None, said, shown, autojunk=False).ratio()
    assert {slug: ratio for slug, ratio in ratios.items() if ratio < ENOUGH} == {}


def test_libreoffice_counts_as_our_reader_of_word_files_does(pdfs: Path, made: Mapping[str, Made]) -> None:
    for one in made.values():
        shown = " ".join(text_of(pdfs / f"{one.view.slug}.pdf", one.view))
        for line in read_docx(one.docx).lines:
            beginning = " ".join(tokens(f"{line.number} {line.text}")[:5])
            assert not line.number or beginning in shown, (one.view.slug, line)
