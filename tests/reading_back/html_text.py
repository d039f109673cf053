"""The words of a decision's web page as a browser shows them: a reader that knows nothing of how pages are written."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import html5lib

if TYPE_CHECKING:
    Element = ET.Element[str]
else:
    Element = ET.Element

# What stands within a line; everything else begins and ends one.
WITHIN_LINES = {"a", "em", "span", "strong"}
FOOTNOTE_MARK = "sup"


@dataclass(frozen=True)
class PageText:
    """What a page says in its article, and the notes that the article refers to, in that order."""

    words: list[str]
    notes: list[list[str]]


def read_html(data: bytes) -> PageText:
    """What the page says; it must be HTML without a single fault."""
    page = parse(data)
    article = page.find(".//article")
    if article is None:
        raise ValueError("the page has no article")
    marks = [link.get("href", "").removeprefix("#") for mark in article.iter(FOOTNOTE_MARK) for link in mark.iter("a")]
    notes = {note.get("id", ""): note for note in page.findall(".//section[@class='notes']/ol/li")}
    if len(notes) != len(marks):
        raise ValueError(f"{len(marks)} marks lead to {len(notes)} notes")
    return PageText(_words(article), [_note(notes[mark]) for mark in marks])


def parse(data: bytes) -> Element:
    """The page as a browser builds it; faults that a browser would mend are raised."""
    parser = html5lib.HTMLParser(html5lib.getTreeBuilder("etree"), strict=True, namespaceHTMLElements=False)
    page: Element = parser.parse(data, transport_encoding="utf-8")
    return page


def _words(element: Element) -> list[str]:
    return "".join(_pieces(element)).split()


def _note(note: Element) -> list[str]:
    """The words of a note; its number is the link that leads back, which comes first."""
    back = note[0]
    if back.tag != "a" or back.get("class") != "mark":
        raise ValueError("a note does not begin with its number")
    return f"{back.tail or ''}{''.join(_pieces_of_all(note[1:]))}".split()


def _pieces_of_all(elements: list[Element]) -> Iterator[str]:
    for element in elements:
        yield from _pieces(element)
        yield element.tail or ""


def _pieces(element: Element) -> Iterator[str]:
    if element.tag == FOOTNOTE_MARK or not isinstance(element.tag, str):
        return
    apart = "" if element.tag in WITHIN_LINES else " "
    yield apart
    yield element.text or ""
    yield from _pieces_of_all(list(element))
    yield apart
