"""The tags typed in a Word template: where one may stand, since what stands beside some of them is lost."""

import re
from collections.abc import Iterator

from lxml import etree

from decisionforms.errors import FormError
from decisionforms.render.docx_parts import W

WHOLE = re.compile(r"\{[{%]\s*(p|tr)\s")
ALONE = re.compile(r"\{\{[^{}]*\}\}|\{%[^{}]*%\}")
PROSE = re.compile(r"\{\{(?!p\s)[^{}]*\bbody\.")
BLOCKS = {f"{{{W}}}p", f"{{{W}}}tbl"}


def check_tags(document: etree._Element) -> None:
    """Raise FormError for a tag that would take other text away with it, or print where nothing can stand."""
    for problem in (*_in_paragraphs(document), *_in_rows(document), *_at_end(document)):
        raise FormError(f"form.docx: {problem}")


def _in_paragraphs(document: etree._Element) -> Iterator[str]:
    for paragraph in document.iter(f"{{{W}}}p"):
        text = _text(paragraph)
        if WHOLE.search(text) and not ALONE.fullmatch(text):
            yield f"the paragraph “{text}” holds a tag for a whole paragraph and other text, which would be lost; put the tag in a paragraph of its own."
        if PROSE.search(text):
            yield f"“{text}” prints whole paragraphs; begin its tag with “{{{{p ” and let it stand alone."


def _in_rows(document: etree._Element) -> Iterator[str]:
    for row in document.iter(f"{{{W}}}tr"):
        text = " ".join(filter(None, (_text(paragraph) for paragraph in row.iter(f"{{{W}}}p"))))
        whole = WHOLE.search(text)
        if whole and whole[1] == "tr" and not ALONE.fullmatch(text):
            yield f"the table row “{text}” holds a tag for a whole row and other text, which would be lost; put the tag in a row of its own."


def _at_end(document: etree._Element) -> Iterator[str]:
    body = document.find(f"{{{W}}}body")
    blocks = [child for child in body if child.tag in BLOCKS] if body is not None else []
    if not blocks:
        yield "its text is empty; put back the last template that worked."
    elif not str(blocks[-1].tag).endswith("}p"):
        yield "it ends with a table; add a paragraph after it in Word."


def _text(paragraph: etree._Element) -> str:
    return "".join(str(run.text or "") for run in paragraph.iter(f"{{{W}}}t")).strip()
