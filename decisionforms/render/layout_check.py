"""A layout is tried on a specimen before it is used: what it leaves out, or prints twice, would be lost or doubled."""

import html
import io
import re
import zipfile
from typing import Protocol

from lxml import etree

from decisionforms.errors import FormError
from decisionforms.render.docx_parts import W
from decisionforms.text.nodes import Note, Paragraph
from decisionforms.view.form_view import (
    FormView,
    KeyFact,
    PartView,
    QuestionView,
    RowView,
    SectionView,
    SignatureView,
    TableView,
)

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
    table_label="Table",
    note_label="Footnote",
    back_label="back",
    key_facts=(KeyFact("Name", "Value", "../other/index.html"), KeyFact("Name", "Value")),
    parts=(
        PartView(
            "prose",
            "SlotPartHeading",
            (Paragraph(("SlotPartBlocks", Note("1", (Paragraph(("SlotFootnote",), 1),), 1)), 1),),
        ),
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
SLOT = re.compile(r"Slot\w+")
MARKING, NOTE = "SlotMarking", "SlotFootnote"
ORDER = [word for word in SLOT.findall(repr(SPECIMEN)) if word not in {MARKING, NOTE}]
# What a specimen prints beside its slots: numbers of its section, paragraph and footnote.
NUMBERS = {"1", "1.", "1.1"}
ARTICLE = re.compile(r"<article\b.*?</article>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
PARAGRAPH, CELL = f"{{{W}}}p", f"{{{W}}}tc"


class Layout(Protocol):
    """Something that renders a view with the layout at `place`."""

    place: str

    def render(self, view: FormView) -> bytes:
        """The bytes of the output."""


def check_layout(layout: Layout) -> None:
    """Make sure that a layout prints each thing once, in the order of the form, and no words of its own.

    Raises FormError.
    """
    made = layout.render(SPECIMEN)
    everything, form = _word_texts(made, layout.place) if made.startswith(b"PK") else _page_texts(made, layout.place)
    printed = [word for word in SLOT.findall(form) if word not in {MARKING, NOTE}]
    for word in ORDER:
        if printed.count(word) != 1:
            how = "twice" if word in printed else "not at all"
            raise FormError(
                f"{layout.place} prints {_slot(word)} {how}; it must print it once. Compare it with the last layout that worked."
            )
    for word, name, why in (
        (MARKING, "form.marking", "a draft could be taken for a decision"),
        (NOTE, "the footnotes", "their words would be lost"),
    ):
        if word not in everything:
            raise FormError(f"{layout.place} does not print {name}, so that {why}; add it.")
    if printed != ORDER:
        first = next(word for word, wanted in zip(printed, ORDER, strict=True) if word != wanted)
        raise FormError(f"{layout.place} prints {_slot(first)} out of the order of the form; move it back.")
    if own := " ".join(word for word in SLOT.sub(" ", form).split() if word not in NUMBERS):
        raise FormError(
            f"{layout.place} prints words of its own among those of the form: “{own}”. Put them into form.toml, where every output takes them from."
        )


def _slot(word: str) -> str:
    """A slot's name in words: the section heading."""
    return "the " + re.sub(r"(?<!^)([A-Z])", r" \1", word.removeprefix("Slot")).lower()


def _page_texts(data: bytes, place: str) -> tuple[str, str]:
    """All the text of a page, and that of the form in it."""
    page = data.decode("utf-8")
    article = ARTICLE.search(page)
    if article is None:
        raise FormError(f"{place} has no <article>; the form itself must stand in one.")
    return TAG.sub(" ", page[page.find("<body") :]), html.unescape(TAG.sub(" ", article[0]))


def _word_texts(data: bytes, place: str) -> tuple[str, str]:
    """All the text of a Word document with its footnotes, and that of its body without the marking."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        try:
            roots = [etree.fromstring(package.read(name)) for name in ("word/document.xml", "word/footnotes.xml")]
        except etree.XMLSyntaxError:
            raise FormError(
                f"{place} makes a document that Word can't open: a tag there opens in one paragraph and closes in another, or prints what is no text. Compare it with the last template that worked."
            ) from None
    for paragraph in roots[0].iter(PARAGRAPH):
        if any(ancestor.tag == PARAGRAPH for ancestor in paragraph.iterancestors()):
            raise FormError(
                f"{place} puts a paragraph into a paragraph; begin the tag with “{{{{p ” and let it stand alone."
            )
    for cell in roots[0].iter(CELL):
        if not len(cell) or cell[-1].tag != PARAGRAPH:
            raise FormError(
                f"{place} makes a table cell without a paragraph, which Word can't open; use “{{%tr … %}}” for rows."
            )
    texts = [" ".join(str(run.text or "") for run in root.iter(f"{{{W}}}t")) for root in roots]
    return " ".join(texts), texts[0].replace(MARKING, " ")
