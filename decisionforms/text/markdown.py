"""The body of a decision as sections of blocks with places: the only door to markdown-it.

Rules of markdown that make text vanish or change shape behind a writer's back (link definitions, four-space code,
underlined headings, entities, back-ticks) are switched off: such text prints as typed. What the form can't carry is
a finding.
"""

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from mdit_py_plugins.footnote import footnote_plugin

from decisionforms.diagnostics import Finding
from decisionforms.text.blocks import BlockReader
from decisionforms.text.inlines import PLAIN_PARAGRAPH, TEXTS, InlineReader
from decisionforms.text.nodes import SourceSection
from decisionforms.text.notes import take_notes
from decisionforms.text.page import Page
from decisionforms.text.traps import say_what_was_typed

# Every sign with which something other than plain text can begin, given what is switched off.
MARKS = re.compile(r"[\\*_\[\]!<\n]")
# A point without words does not end a paragraph.
POINT = re.compile(r"(?:[-+*]|\d{1,9}[.)]) +(?=[^ \n])")
INDENT_OF_CODE = 4
SWITCHED_OFF = ["reference", "lheading", "code", "html_block", "backticks", "html_inline", "entity", "autolink"]


def read_body(text: str, first_line: int) -> tuple[tuple[SourceSection, ...], list[Finding]]:
    """The sections of a body in the order of the source, and what is wrong with it.

    The text is as `decode` leaves it, with plain line feeds. `first_line` is the line of the file on which the body starts.
    """
    page = Page(text, first_line)
    inlines = InlineReader(page)
    tokens = take_notes(_parser().parse(text), inlines)
    sections = BlockReader(tokens, inlines).sections()
    say_what_was_typed(page)
    return sections, page.findings


def plain_paragraph(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's own signature
    """Whether this line is a paragraph for certain, so that no other rule need look at it: words that nothing follows."""
    after = start + 1
    if (
        silent
        or not state.src[state.bMarks[start] + state.tShift[start]].isalpha()
        or not (after >= end or state.isEmpty(after) or _is_next_point(state, after))
    ):
        return False
    state.line = after
    paragraph = state.push(PLAIN_PARAGRAPH, "p", 0)
    paragraph.content = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]].strip()
    paragraph.map = [start, after]
    return True


def _is_next_point(state: StateBlock, line: int) -> bool:
    """Whether a line within a list is the next of its points, so that it ends the one before it."""
    indent = state.sCount[line]
    return (
        state.parentType == "list"
        and indent < state.blkIndent
        and indent - state.listIndent < INDENT_OF_CODE
        and POINT.match(state.src, state.bMarks[line] + state.tShift[line]) is not None
    )


def read_inlines(state: StateCore) -> None:
    """markdown-it's own step; text without any sign of markdown gets no children, since it is one run as it stands."""
    for token in state.tokens:
        if token.type in TEXTS and MARKS.search(token.content):
            token.children = []
            state.md.inline.parse(token.content, state.md, state.env, token.children)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 60}).enable("table").disable(SWITCHED_OFF)
    parser.core.ruler.disable("normalize")  # of line ends, which `decode` has done
    # Every address is read as one, so that what a link can't lead to is a finding rather than plain text.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005 - markdown-it passes it by name
    parser.block.ruler.before("table", "plain_paragraph", plain_paragraph)
    parser.core.ruler.at("inline", read_inlines)
    return parser.use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
