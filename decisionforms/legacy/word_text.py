"""The words of one paragraph of a Word document, with the signs that symbol fonts spell ticks by."""

from lxml import etree
from msgspec import Struct, field

from decisionforms.render import docx_parts

W = f"{{{docx_parts.W}}}"
CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
SIGNS = {"tab": " ", "br": " ", "cr": " ", "ptab": " ", "noBreakHyphen": "-"}
# What holds settings, what is fetched by fields, and what a picture says of itself: no words of the text.
NO_TEXT = {"pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "instrText", "softHyphen"}
PICTURES = {"drawing", "pict", "object"}
# Signs of symbol fonts: check marks, boxes with one, empty boxes, bullets.
SYMBOLS = {
    "wingdings": {0xFC: "✓", 0xFE: "☑", 0xA8: "☐", 0x6F: "☐", 0xB7: "•", 0xA7: "•"},
    "wingdings 2": {0x50: "✓", 0x52: "☑", 0xA3: "☐", 0x2A: "☐"},
    "symbol": {0xD6: "✓", 0xB7: "•"},
}


class Runs(Struct):
    """Reads the runs of paragraphs, and gathers what is no word of theirs: footnotes, text boxes, hidden words, pictures."""

    notes: list[str] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    pictures: int = 0

    def text(self, element: etree._Element) -> str:
        """The words in an element, as a reader sees them."""
        return "".join(self._piece(child) for child in element if isinstance(child.tag, str))

    def _piece(self, element: etree._Element) -> str:
        name = _name(element)
        if element.tag == ALTERNATE:
            return "".join(self.text(child) for child in element if child.tag == CHOICE)
        match name:
            case "t":
                return element.text or ""
            case "r":
                return self._run(element)
            case "sym":
                return _symbol(str(element.get(f"{W}font")), str(element.get(f"{W}char")))
            case "footnoteReference" | "endnoteReference":
                self.notes.append(f"{name.removesuffix('Reference')}s {element.get(f'{W}id')}")
                return ""
            case _ if name in SIGNS:
                return SIGNS[name]
            case _ if name in PICTURES:
                return self._picture(element)
            case _ if name in NO_TEXT:
                return ""
        return self.text(element)

    def _run(self, run: etree._Element) -> str:
        text = self.text(run)
        if run.find(f"{W}rPr/{W}vanish") is not None and text.strip():
            self.hidden.append(text)
            return ""
        font = run.find(f"{W}rPr/{W}rFonts")
        known = SYMBOLS.get(str(font.get(f"{W}ascii")).lower(), {}) if font is not None else {}
        return "".join(known.get(ord(sign) & 0xFF, sign) if ord(sign) & ~0xF0FF == 0 else sign for sign in text)

    def _picture(self, element: etree._Element) -> str:
        """Nothing: where a picture or a box of text stands on the page can't be told."""
        words = " ".join(str(text.text) for text in element.iter(f"{W}t"))
        if words:
            self.boxes.append(" ".join(words.split()))
        self.pictures += not words
        return ""


def _name(element: etree._Element) -> str:
    tag = str(element.tag)
    return tag.removeprefix(W) if tag.startswith(W) else ""


def _symbol(font: str, code: str) -> str:
    try:
        number = int(code, 16)
        return SYMBOLS.get(font.lower(), {}).get(number & 0xFF) or chr(number)
    except (ValueError, OverflowError):
        return ""
