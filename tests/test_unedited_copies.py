"""A review copy that comes back as it was sent changes no byte of the source, nor does one that was only saved."""

from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from reading_back.invented import Invented, decisions
from reviewing.copies import PAPER, PAPERS, copy_of, printer, sent_copy, taken_back
from reviewing.libreoffice import LibreOffice

from decisionforms.review.margins import margin_changes
from decisionforms.review.printing import Printer
from decisionforms.reviewing import open_copy

ANY = printer(PAPER)


def assert_nothing_changes(text: str, data: bytes, prints: Printer) -> None:
    """What comes back is the source itself, and nothing is told."""
    back = taken_back(text, data, prints)
    assert [(one.pair, one.why) for one in back.planned if not one.pair.is_same] == []
    assert back.text == text
    sent = prints.print(text)
    assert sent
    assert list(margin_changes(sent.file, open_copy("copy.docx", data))) == []


@pytest.mark.parametrize("path", [*PAPERS, PAPER], ids=lambda path: path.stem)
def test_an_unedited_copy_changes_nothing(path: Path) -> None:
    prints, text = printer(path), path.read_bytes().decode()
    assert_nothing_changes(text, copy_of(text, prints), prints)


@settings(max_examples=10)
@given(decisions())
def test_an_unedited_copy_of_whatever_a_writer_may_write_changes_nothing(invented: Invented) -> None:
    assert_nothing_changes(invented.source, copy_of(invented.source, ANY), ANY)


def test_line_ends_of_windows_stay() -> None:
    text = PAPER.read_text().replace("\n", "\r\n")
    assert_nothing_changes(text, copy_of(text, ANY), ANY)


@pytest.mark.slow
def test_a_copy_that_libreoffice_has_saved_changes_nothing(tmp_path: Path) -> None:
    texts = {path.stem: path.read_bytes().decode() for path in [*PAPERS, PAPER]}
    printers = {path.stem: printer(path) for path in [*PAPERS, PAPER]}
    copies = {name: sent_copy(text, printers[name], "Look here.") for name, text in texts.items()}
    saved = LibreOffice(tmp_path).saved(copies)
    for name, data in saved.items():
        assert_nothing_changes(texts[name], data, printers[name])


@pytest.mark.slow
def test_nor_does_one_of_whatever_a_writer_may_write(tmp_path: Path) -> None:
    texts: dict[str, str] = {}

    @settings(max_examples=12, phases=[Phase.generate], database=None)
    @given(decisions())
    def gather(one: Invented) -> None:
        # LibreOffice drops a link from all but the first of its words that look unlike where its address has a #.
        texts[str(len(texts))] = one.source.replace("%20#f", "%20")

    gather()
    saved = LibreOffice(tmp_path).saved({name: copy_of(text, ANY) for name, text in texts.items()})
    for name, data in saved.items():
        assert_nothing_changes(texts[name], data, ANY)
