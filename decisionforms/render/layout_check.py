"""A layout is tried on a specimen before it is used: what it leaves out, or prints twice, would be lost or doubled."""

import io
import re
import zipfile
from typing import Protocol

from lxml import etree

from decisionforms.errors import FormError
from decisionforms.render.docx_parts import W
from decisionforms.text.nodes import Paragraph
from decisionforms.view import FormView, KeyFact, PartView, QuestionView, RowView, SectionView, SignatureView, TableView

# Each slot of a view holds a word of its own, named for the slot.
SPECIMEN = FormView(
    slug="specimen",
    language="en-GB",
    author="Author",
    letterhead="SlotLetterhead",
    heading="SlotHeading",
    title_label="SlotTitleLabel",
    title="SlotTitle",
    reference="Specimen 1",
    edition="form/edition",
    version="00000000",
    stage="Draft",
    marking="SlotMarking",
    is_decision=False,
    version_label="Version",
    page_label="Page",
    of_label="of",
    key_facts=(KeyFact("Name", "Value", "../other/index.html"), KeyFact("Name", "Value")),
    parts=(
        PartView("prose", "SlotPartHeading", (Paragraph(("SlotPartBlocks",), 1),)),
        PartView(
            "sections",
            "",
            (),
            (SectionView("one", 1, "SlotSectionHeading", (Paragraph(("SlotSectionBlocks",), 1, number="1.1"),)),),
        ),
        PartView(
            "table",
            "",
            (),
            (),
            TableView(
                "SlotStatementColumn",
                "SlotTickColumn",
                "Description",
                (RowView("SlotRowLabel", "SlotRowStatement", confirmed=True, tick="SlotRowTick"),),
            ),
        ),
        PartView("questions", "", questions=(QuestionView("SlotQuestion", "SlotAnswer"),)),
        PartView(
            "signed",
            "",
            signature=SignatureView(
                "SlotSignatureLabel", "SlotSignatureName", "SlotSignatureDateLabel", "SlotSignatureDate"
            ),
        ),
        PartView("unsigned", "", signature=SignatureView("SlotLineLabel", "", "SlotLineDateLabel", "")),
    ),
    dated=None,
)
TAG = re.compile(r"<[^>]*>")
MARK = re.compile(r"Slot\w+")
ORDER = [word for word in MARK.findall(repr(SPECIMEN)) if word != "SlotMarking"]


class Layout(Protocol):
    """Something that renders a view with a layout."""

    place: str

    def render(self, view: FormView) -> bytes:
        """The bytes of the output."""


def check_layout(layout: Layout) -> None:
    """Make sure that a layout prints each thing once, and in the order of the form. Raises FormError."""
    printed = MARK.findall(_text(layout.render(SPECIMEN)))
    if "SlotMarking" not in printed:
        raise FormError(
            f"{layout.place} does not print form.marking, so that a draft could be taken for a decision; add it."
        )
    printed = [word for word in printed if word != "SlotMarking"]
    for word in ORDER:
        if printed.count(word) != 1:
            how = "twice" if word in printed else "not at all"
            raise FormError(
                f"{layout.place} prints {_slot(word)} {how}; it must print it once. Compare it with the last layout that worked."
            )
    if printed != ORDER:
        first = next(word for word, wanted in zip(printed, ORDER, strict=True) if word != wanted)
        raise FormError(f"{layout.place} prints {_slot(first)} out of the order of the form; move it back.")


def _slot(word: str) -> str:
    """A slot's name in words: the section heading."""
    return "the " + re.sub(r"(?<!^)([A-Z])", r" \1", word.removeprefix("Slot")).lower()


def _text(data: bytes) -> str:
    """The text of a page's or a document's body."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            root = etree.fromstring(package.read("word/document.xml"))
        return " ".join(str(run.text or "") for run in root.iter(f"{{{W}}}t"))
    page = data.decode("utf-8")
    return TAG.sub(" ", page[page.find("<body") :])
