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
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from decisionforms.diagnostics import Finding
from decisionforms.text.blocks import BlockReader
from decisionforms.text.inlines import InlineReader
from decisionforms.text.nodes import SourceSection
from decisionforms.text.notes import take_notes
from decisionforms.text.page import Page

# Every sign with which something other than plain text can begin, given what is switched off.
MARKS = re.compile(r"[\\*_\[\]!<\n]")
SWITCHED_OFF = ["reference", "lheading", "code", "html_block", "backticks", "html_inline", "entity", "autolink"]


def read_body(text: str, first_line: int) -> tuple[tuple[SourceSection, ...], list[Finding]]:
    """The sections of a body in the order of the source, and what is wrong with it.

    `first_line` is the line of the file on which the body starts.
    """
    page = Page(text, first_line)
    inlines = InlineReader(page)
    tokens = take_notes(_parser().parse(text), inlines)
    return BlockReader(tokens, inlines).sections(), page.findings


def plain_paragraph(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's own signature
    """Whether this line is a paragraph for certain, so that no other rule need look at it: words between empty lines."""
    after = start + 1
    if (
        silent
        or (after < end and not state.isEmpty(after))
        or not state.src[state.bMarks[start] + state.tShift[start]].isalpha()
    ):
        return False
    state.line = after
    words = state.getLines(start, after, state.blkIndent, False).strip()  # noqa: FBT003 - the same
    state.push("paragraph_open", "p", 1).map = [start, after]
    inline = state.push("inline", "", 0)
    inline.content, inline.map, inline.children = words, [start, after], []
    state.push("paragraph_close", "p", -1)
    return True


def read_inlines(state: StateCore) -> None:
    """markdown-it's own step, but for text without any sign of markdown, which is one run as it stands."""
    for token in state.tokens:
        if token.type == "inline":
            token.children = []
            if MARKS.search(token.content):
                state.md.inline.parse(token.content, state.md, state.env, token.children)
            elif token.content:
                token.children.append(Token("text", "", 0, content=token.content))


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 60}).enable("table").disable(SWITCHED_OFF)
    # Every address is read as one, so that what a link can't lead to is a finding rather than plain text.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005 - markdown-it passes it by name
    parser.block.ruler.before("table", "plain_paragraph", plain_paragraph)
    parser.core.ruler.at("inline", read_inlines)
    return parser.use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
