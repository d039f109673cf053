"""What the body writer needs to know of a Word template: its styles, its numbering, its page."""

from docx.document import Document
from docx.oxml.ns import qn
from docx.section import Section
from lxml import etree

from decisionforms.errors import FormError
from decisionforms.render.docx_layout import Styles
from decisionforms.text.nodes import Counter

SECTION_HEADING = "Heading 3"
NUMBERED = "Numbered Paragraph"
BULLET = "Bullet Points"
COUNTER_STYLES = {
    Counter.DECIMAL: "Points 1.",
    Counter.LETTER: "Points (a)",
    Counter.ROMAN: "Points (i)",
    Counter.CAPITAL: "Points capital (A)",
    Counter.FIGURE: "Points figure (1)",
}
LEVELS = 6


def read_styles(document: Document) -> Styles:
    """The styles of a template. Raises FormError that names a style which is missing or not numbered."""
    ids = _Ids(document)
    numbering = _Numbering(document)
    bullet_number = numbering.number_of(ids.named(BULLET), BULLET)
    counters = {
        counter: (ids.named(name), numbering.abstract_of(ids.named(name), name))
        for counter, name in COUNTER_STYLES.items()
    }
    numbering.check_sections(ids.named(SECTION_HEADING), ids.named(NUMBERED))
    return Styles(
        text=ids.named("Body Text"),
        subheading=ids.named("Heading 4"),
        numbered=ids.named(NUMBERED),
        continued=ids.named("List Continue"),
        quotation=ids.named("Quote"),
        table=ids.named("Form Table"),
        cell=ids.named("Table Text"),
        note_text=ids.named("footnote text"),
        note_mark=ids.named("footnote reference"),
        link=ids.named("Hyperlink"),
        bullet=(ids.named(BULLET), bullet_number),
        counters=counters,
        first_free_number=numbering.first_free(),
        text_width=_text_width(document.sections[0]),
        section_indent=numbering.indent_of_sections(),
        indents=numbering.indents(ids.named(BULLET)),
    )


class _Ids:
    def __init__(self, document: Document) -> None:
        self._ids = {str(style.name).casefold(): str(style.style_id) for style in document.styles}

    def named(self, name: str) -> str:
        """The id of the style of this name."""
        if name.casefold() not in self._ids:
            raise FormError(
                f"form.docx has no style called “{name}”; add it in Word (Styles, New Style), or put back the last template that worked."
            )
        return self._ids[name.casefold()]


class _Numbering:
    """The template's numbering, as its styles use it."""

    def __init__(self, document: Document) -> None:
        self.root = document.part.numbering_part.element
        self.styles = {style.style_id: style.element for style in document.styles}

    def number_of(self, style: str, name: str) -> int:
        """The number (w:num) that this style is tied to."""
        found = self.styles[style].find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
        if found is None:
            raise FormError(
                f"form.docx: the style “{name}” is not numbered; tie it to its list in Word (Modify Style, Format, Numbering)."
            )
        return int(found.get(qn("w:val"), "0"))

    def abstract_of(self, style: str, name: str) -> int:
        """The list definition (w:abstractNum) that this style is tied to."""
        number = self.number_of(style, name)
        for one in self.root.findall(qn("w:num")):
            abstract = one.find(qn("w:abstractNumId"))
            if one.get(qn("w:numId")) == str(number) and abstract is not None:
                wanted = str(abstract.get(qn("w:val")))
                if any(each.get(qn("w:abstractNumId")) == wanted for each in self.root.findall(qn("w:abstractNum"))):
                    return int(wanted)
        raise FormError(
            f"form.docx: the style “{name}” is tied to a list that does not exist; tie it to its list again in Word."
        )

    def check_sections(self, heading: str, numbered: str) -> None:
        """Make sure that sections and their paragraphs are two levels of one list."""
        if self.number_of(heading, SECTION_HEADING) != self.number_of(numbered, NUMBERED):
            raise FormError(
                f"form.docx: “{SECTION_HEADING}” and “{NUMBERED}” are tied to different lists; tie both to one multilevel list in Word."
            )
        levels = [level.find(qn("w:pStyle")) for level in self._levels(numbered)[:2]]
        tied = [level.get(qn("w:val")) if level is not None else "" for level in levels]
        if tied != [heading, numbered]:
            raise FormError(
                f"form.docx: “{SECTION_HEADING}” and “{NUMBERED}” must be levels 1 and 2 of one multilevel list; tie them in Word (Define New Multilevel List, Link level to style)."
            )

    def indent_of_sections(self) -> int:
        """How far in the words of a numbered paragraph stand."""
        return _indent(
            self._levels(next(key for key, element in self.styles.items() if _name(element) == NUMBERED.casefold()))[1]
        )

    def indents(self, style: str) -> tuple[int, ...]:
        """How far in the words of a list stand, level by level."""
        return tuple(_indent(level) for level in self._levels(style)[:LEVELS])

    def first_free(self) -> int:
        """The first number that no list of the template has."""
        return 1 + max(int(one.get(qn("w:numId"))) for one in self.root.findall(qn("w:num")))

    def _levels(self, style: str) -> list[etree._Element]:
        wanted = str(self.abstract_of(style, str(self.styles[style].get(qn("w:styleId")))))
        return next(
            one.findall(qn("w:lvl"))
            for one in self.root.findall(qn("w:abstractNum"))
            if one.get(qn("w:abstractNumId")) == wanted
        )


def _name(style: etree._Element) -> str:
    name = style.find(qn("w:name"))
    return str(name.get(qn("w:val"))).casefold() if name is not None else ""


def _indent(level: etree._Element) -> int:
    found = level.find(f"{qn('w:pPr')}/{qn('w:ind')}")
    return int(found.get(qn("w:left")) or found.get(qn("w:start")) or 0) if found is not None else 0


def _text_width(section: Section) -> int:
    width = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    return int(width) // 635  # a twip is 635 of Word's English metric units
