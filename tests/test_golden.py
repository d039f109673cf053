"""Two decisions as they were when last looked at: whatever changes in an output is seen in a diff.

A golden file is a part of the Word document, laid out so that it can be read, or the page without its style sheet. To
write them anew, run this, then read what `git diff tests/golden` shows, and commit it with what caused it:

    python -m pytest tests/test_golden.py --renew-golden
"""

import difflib
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import etree
from reading_back.docx_text import W, parse
from reading_back.workshop import Made

GOLDEN = Path(__file__).parent / "golden"
CHOSEN = ("pcd-1462", "pcd-9004")
PARTS = {
    "document.xml": "word/document.xml",
    "document.xml.rels": "word/_rels/document.xml.rels",
    "footnotes.xml": "word/footnotes.xml",
    "lists.xml": "word/numbering.xml",
    "core.xml": "docProps/core.xml",
    "header.xml": "word/header1.xml",
    "footer.xml": "word/footer1.xml",
}
PAGE = "index.html"


def laid_out(data: bytes) -> str:
    """XML with each element on a line of its own, and of the lists only those that the decision added."""
    root = parse(data)
    if root.tag == f"{W}numbering":
        for one in root.findall(f"{W}abstractNum") + [
            number for number in root.findall(f"{W}num") if number.find(f"{W}lvlOverride") is None
        ]:
            root.remove(one)
    return etree.tostring(root, encoding="unicode", pretty_print=True)


def without_style(page: bytes) -> str:
    """A page whose style sheet is only named: the style has a file of its own to be seen in."""
    text = re.sub(r"<style>.*?</style>", "<style>form.css</style>", page.decode(), flags=re.DOTALL)
    return re.sub(r"sha256-[\w+/=]+", "sha256-of-form.css", text)


def output_of(made: Made, file: str) -> str:
    return without_style(made.html) if file == PAGE else laid_out(made.parts[PARTS[file]])


@pytest.mark.parametrize("file", [*PARTS, PAGE])
@pytest.mark.parametrize("chosen", CHOSEN)
def test_the_output_is_as_it_was(made: Mapping[str, Made], pytestconfig: pytest.Config, chosen: str, file: str) -> None:
    golden, now = GOLDEN / chosen / file, output_of(made[chosen], file)
    if pytestconfig.getoption("renew_golden"):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(now, encoding="utf-8", newline="\n")
    then = golden.read_text(encoding="utf-8")
    changed = difflib.unified_diff(then.split("\n"), now.split("\n"), str(golden), "now", lineterm="", n=1)
    assert then == now, "\n".join(changed)


def test_there_is_no_golden_file_that_nothing_is_compared_with() -> None:
    kept = {str(file.relative_to(GOLDEN).as_posix()) for file in GOLDEN.rglob("*") if file.is_file()}
    assert kept == {f"{chosen}/{file}" for chosen in CHOSEN for file in (*PARTS, PAGE)}
