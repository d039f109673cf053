"""What reviewers do in LibreOffice, with tracked changes or without, comes back as what they do in Word."""

from pathlib import Path

import pytest
from reviewing.copies import PAPER, printer, sent_copy, taken_back
from reviewing.libreoffice import LibreOffice
from test_taking_back import difference

pytestmark = pytest.mark.slow
PRINTER = printer(PAPER)
TEXT = PAPER.read_text()
TOLD = "these are words of the form or facts, which the text can't change"
FOLLOW, NOBODY = "Two things follow. Both are urgent.", "Nobody else offers this in London."
EDITS: dict[str, tuple[list[str], list[str]]] = {
    "some words": (
        ['Found("urgent").String = "*pressing* & [x](y)"'],
        [f"-{FOLLOW}", r"+Two things follow. Both are \*pressing\* & \[x](y)."],
    ),
    "a paragraph added": (
        ['here = EndOf("Nobody else")', "Enter(here)", 'Typed(here, "1. It is new.")'],
        [r"+1\. It is new."],
    ),
    "a point added": (
        ['here = EndOf("far from home")', "Enter(here)", 'Typed(here, "are ill;")'],
        ["-3. are under 21.", "+3. are ill;", "+4. are under 21."],
    ),
    "a point taken out": (
        ['here = Whole("Bethnal Green")', "here.goRight(1, True)", 'here.String = ""'],
        ["-- Bethnal Green;"],
    ),
    "from the end of one paragraph to that of the next": (
        [
            'here = EndOf("Two things follow")',
            "here.goRight(1, True)",
            "here.gotoEndOfParagraph(True)",
            'here.String = ""',
        ],
        [f"-{NOBODY}"],
    ),
    "a paragraph cut in two": (
        ['here = Found("Both are")', "Enter(here.Start)"],
        [f"-{FOLLOW}", "+Two things follow.", "+Both are urgent."],
    ),
    "two paragraphs joined": (
        ['here = EndOf("Two things follow")', "here.goRight(1, True)", 'here.String = " "'],
        [f"-{FOLLOW}", f"-{NOBODY}", f"+{FOLLOW} {NOBODY}"],
    ),
    "bold": (['Found("urgent").CharWeight = 150'], [f"-{FOLLOW}", "+Two things follow. Both are **urgent**."]),
    "a cell": (
        ['Found("4,100").String = "4,200"'],
        ["-| 2023/24 | 4,100 | £61,000 |", "+| 2023/24 | 4,200 | £61,000 |"],
    ),
    "a row added": (
        [
            'table = Found("4,100").TextTable',
            "table.Rows.insertByIndex(2, 1)",
            'table.getCellByName("A3").String = "2024/25"',
            'table.getCellByName("B3").String = "5"',
            'table.getCellByName("C3").String = "£1"',
        ],
        ["+| 2024/25 | 5 | £1 |"],
    ),
    "a footnote": (
        [
            'note = doc.createInstance("com.sun.star.text.Footnote")',
            'here = EndOf("Nobody else")',
            "here.Text.insertTextContent(here, note, False)",
            'note.String = "So far."',
        ],
        [f"-{NOBODY}", f"+{NOBODY}[^note-1]", "+[^note-1]: So far."],
    ),
    "a sub-heading": (
        ['Whole("What was learned").String = "What we learned"'],
        ["-### What was learned", "+### What we learned"],
    ),
    "words where nothing was written yet": (['Whole("To be written").String = "It is safe."'], ["+It is safe."]),
    "italics": (['Found("urgent").CharPosture = 2'], [f"-{FOLLOW}", "+Two things follow. Both are *urgent*."]),
    "words taken out": (['Found(" in London").String = ""'], [f"-{NOBODY}", "+Nobody else offers this."]),
    "a quotation": (
        ['Found("glad").String = "happy"'],
        ["-> We would be glad to go on.", "+> We would be happy to go on."],
    ),
    "a recommendation added": (
        ['here = EndOf("expenditure of")', "Enter(here)", 'Typed(here, "Note the risks.")'],
        ["+3. Note the risks."],
    ),
    "a heading of the form": (['Found("Legal Comments").String = "Law"'], [TOLD]),
    "a tick": (['Found("Not confirmed").String = "Yes"'], [TOLD]),
    "the title": (['Found("An example of a paper").String = "A better paper"'], [TOLD]),
}


@pytest.mark.parametrize("tracked", [True, False], ids=["tracked", "not tracked"])
def test_edits_come_back_into_their_lines(*, tracked: bool, tmp_path: Path) -> None:
    edits = ["\n".join(lines) for lines, _ in EDITS.values()]
    # Without a window LibreOffice 7.4 can't edit what has comments.
    files = LibreOffice(tmp_path).edited(sent_copy(TEXT, PRINTER), edits, tracked=tracked)
    found = {}
    for name, data in zip(EDITS, files, strict=True):
        back = taken_back(TEXT, data, PRINTER)
        found[name] = [one.why for one in back.planned if one.why] or difference(back.text)
    assert found == {name: lines for name, (_, lines) in EDITS.items()}
