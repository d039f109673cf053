"""From the tokens of one line of prose to inlines: emphasis, links, pointers, footnote marks."""

import re
from urllib.parse import unquote

from markdown_it.token import Token
from msgspec import Struct

from decisionforms.text.characters import UNSEEN
from decisionforms.text.nodes import (
    Break,
    CrossReference,
    Emphasis,
    Inline,
    Link,
    Note,
    Paragraph,
    Strong,
    text_of,
)
from decisionforms.text.page import Page
from decisionforms.text.traps import look_at_labels, look_at_paragraph, look_for_broken_links

LABEL = re.compile(r"(?<!\\)\{#([^{}\\]*)\}$")
LABEL_NAME = re.compile(r"[a-z][a-z0-9-]*")
LINK_REMEDY = "A link starts with https://, http:// or mailto:. For a paragraph of this paper give that a label; a file of the office goes with the paper as an appendix."
DEEPEST = 12
# A paragraph of one line is one token of its own; the text of any other block is an inline one.
PLAIN_PARAGRAPH = "plain_paragraph"
TEXTS = {PLAIN_PARAGRAPH, "inline"}
ADDRESS = re.compile(r"(https?://[^/]|mailto:.)", re.IGNORECASE)
# Names of real HTML elements: `<pilot>` prints as typed, `<b>` was meant to do something that it won't.
ELEMENTS = (
    "a|abbr|address|article|aside|audio|b|base|bdi|bdo|blockquote|body|br|button|canvas|caption|center|cite|code|col|colgroup|dd|del|details|dfn|dialog|div|dl|dt|em|embed|fieldset|figcaption"
    "|figure|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|kbd|label|legend|li|link|main|mark|math|meta|nav|noscript|object|ol|optgroup|option|p|picture|pre|q|s"
    "|samp|script|section|select|small|source|span|strike|strong|style|sub|summary|sup|svg|table|tbody|td|template|textarea|tfoot|th|thead|time|title|tr|track|tt|u|ul|var|video|wbr"
)
HTML = re.compile(rf"(?<!\\)(?:<!--|</?(?:{ELEMENTS})(?:\s[^<>]*)?/?>)", re.IGNORECASE)


class _Open(Struct):
    """A mark that has been opened: what it is, and what stands in it so far."""

    token: Token | None
    parts: list[Inline] = []

    def add(self, part: Inline) -> None:
        """Put a part at the end; text joins the text before it."""
        if isinstance(part, str) and self.parts and isinstance(self.parts[-1], str):
            self.parts[-1] += part
        elif part != "":
            self.parts.append(part)


class InlineReader:
    """Reads inline tokens of one body; `notes` are the texts of its footnotes by label."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.notes: dict[str, tuple[Paragraph, ...]] = {}

    def line_of(self, token: Token) -> int:
        """The line of the file on which a token starts."""
        return self.page.first + (token.map[0] if token.map else 0)

    def read(self, token: Token, *, labelled: bool = False) -> tuple[Inline, ...]:
        """The inlines of a token; what the form can't carry is a finding."""
        line, content = self.line_of(token), token.content
        look_at_labels(self.page, line, content, at_end=labelled)
        if not token.children:
            return (content,) if content else ()
        self._look_for_html(token)
        inlines = tuple(self._nest(token.children, line))
        if any("](" in child.content for child in token.children if child.type == "text"):
            links = sum(child.type in {"link_open", "image"} for child in token.children)
            look_for_broken_links(self.page, line, content, links)
        return inlines

    def read_labelled(self, token: Token) -> tuple[tuple[Inline, ...], str]:
        """The inlines of a paragraph and the label at its end, if it has one."""
        look_at_paragraph(self.page, self.line_of(token), token.content)
        inlines = self.read(token, labelled=True)
        label = LABEL.search(token.content.rstrip()) if token.content.rstrip().endswith("}") else None
        last = inlines[-1] if inlines else ""
        if label is None or not isinstance(last, str) or not last.endswith(label[0]):
            return self._visible(inlines, token), ""
        line = self.line_of(token) + token.content.count("\n")
        if not LABEL_NAME.fullmatch(label[1]):
            remedy = "A label is one word of small letters, digits and hyphens: {#the-gap}."
            self.page.say("label-form", self.page.span(line, label[0]), f"“{label[1]}” can't be a label.", remedy)
        rest = last.removesuffix(label[0]).rstrip()
        labelled = (*inlines[:-1], rest) if rest else inlines[:-1]
        if not labelled:
            self.page.refuse("lone-label", line)
        return labelled, label[1]

    def _visible(self, inlines: tuple[Inline, ...], token: Token) -> tuple[Inline, ...]:
        """The inlines, once it is seen that something of them shows."""
        if inlines and isinstance(inlines[0], str) and inlines[0][:1].isalnum():
            return inlines
        if UNSEEN.fullmatch(text_of(inlines)) and not any(isinstance(one, CrossReference | Note) for one in inlines):
            self.page.refuse("unseen-text", self.line_of(token))
        return inlines

    def _nest(self, children: list[Token], line: int) -> list[Inline]:
        opened = [_Open(None)]
        passed_over = 0
        for child in children:
            if child.nesting > 0 and len(opened) > DEEPEST:
                passed_over += 1
                if passed_over == 1:
                    self.page.refuse("deep-marks", line)
            elif child.nesting > 0:
                opened.append(_Open(child))
            elif child.nesting < 0 and passed_over:
                passed_over -= 1
            elif child.nesting < 0:
                closed = opened.pop()
                opened[-1].add(self._close(closed, line))
            else:
                opened[-1].add(self._single(child, line))
                line += child.type in {"softbreak", "hardbreak"}
        return opened[0].parts

    def _close(self, closed: _Open, line: int) -> Inline:
        inside = tuple(closed.parts)
        kind = closed.token.type if closed.token else ""
        if kind == "strong_open":
            return Strong(inside)
        if kind == "em_open":
            return Emphasis(inside)
        attributes = closed.token.attrs if closed.token else {}
        if "title" in attributes:
            self.page.refuse("link-title", self.page.span(line, str(attributes["title"])))
        return self._link(str(attributes["href"]), inside, line)

    def _link(self, href: str, inside: tuple[Inline, ...], line: int) -> Inline:
        if href.startswith("#"):
            if inside and UNSEEN.fullmatch(text_of(inside)):
                self.page.refuse("link-text", line)
            return CrossReference(href[1:], inside, self.page.span(line, f"(#{unquote(href[1:])})"))
        typed = href if f"({href}" in self.page.text(line) else unquote(href)
        span = self.page.span(line, f"({typed}")
        if not ADDRESS.match(href):
            self.page.say("link-address", span, f"A link can't lead to “{typed}”.", LINK_REMEDY)
        if UNSEEN.fullmatch(text_of(inside)):
            self.page.refuse("link-text", span)
        return Link(href, inside)

    def _single(self, child: Token, line: int) -> Inline:
        match child.type:
            case "text" | "text_special":
                return child.content
            case "softbreak":
                return " "
            case "hardbreak":
                return Break()
            case "footnote_ref":
                return self._note(child.meta["label"], line)
        self.page.refuse("image", self.page.span(line, "!["))
        return child.content

    def _note(self, label: str, line: int) -> Inline:
        mark = f"[^{label}]"
        if label not in self.notes:
            self.page.say(
                "unknown-note",
                self.page.span(line, mark),
                f"There is no footnote {mark}.",
                f"Write its text on a line of its own at the end of the section: {mark}: …",
            )
            return mark
        return Note(label, self.notes[label])

    def _look_for_html(self, token: Token) -> None:
        if "<" not in token.content:
            return
        for offset, text in enumerate(token.content.split("\n")):
            for match in HTML.finditer(text):
                self.page.say(
                    "html",
                    self.page.span(self.line_of(token) + offset, match[0]),
                    f"HTML such as “{match[0]}” can't stand in a decision.",
                    "Remove it; use **bold**, *italics*, lists and tables as docs/writing-a-decision.md shows.",
                )


def note_labels(token: Token) -> list[str]:
    """The labels of the footnotes that an inline token points to."""
    return [child.meta["label"] for child in token.children or () if child.type == "footnote_ref"]
