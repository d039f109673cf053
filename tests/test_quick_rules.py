"""The quick rules with which most text is read see exactly what markdown-it's own rules see."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from decisionforms.text import markdown
from decisionforms.text.markdown import read_body
from decisionforms.text.nodes import Block, SourceSection

INDENTS = ("", " ", "  ", "   ", "    ", "      ")
MARKS = (
    "",
    "- ",
    "* ",
    "+ ",
    "1. ",
    "2) ",
    "10. ",
    "> ",
    "# ",
    "### ",
    "| ",
    "---",
    "***",
    "|---|",
    "[^n]: ",
    "1.",
    "-",
)
WORDS = ("", "Words", "words and more", "A | b |", "**Bold** words", "é", "a\\", "x {#label}", "- - -", "1. one", "£5")
LINES = st.builds(
    lambda *parts: "".join(parts), st.sampled_from(INDENTS), st.sampled_from(MARKS), st.sampled_from(WORDS)
)
BODIES = st.lists(LINES, max_size=9).map("\n".join)


@pytest.fixture(scope="module")
def plain_parser() -> MarkdownIt:
    """markdown-it as it is used here, without the quick rule for paragraphs."""
    parser: MarkdownIt = markdown._parser.__wrapped__()
    parser.block.ruler.disable("plain_paragraph")
    return parser


@given(body=BODIES)
@example(body="- one\n- two\n\nWords")
@example(body="- one\n  - two\n- three")
@example(body="1. one\n2. two\nwords")
@example(body="- one\n---")
@example(body="- Words\n     - words")
@example(body="Words\n2) words")
@example(body="   - \n      > Words\n    - ")
def test_a_plain_paragraph_is_what_markdown_it_takes_for_one(plain_parser: MarkdownIt, body: str) -> None:
    text = f"## Heading\n\n{body}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(markdown, "_parser", lambda: plain_parser)
        slow = read_body(text, 1)
    assert blocks_of(read_body(text, 1)[0]) == blocks_of(slow[0])
    assert read_body(text, 1)[1] == slow[1]


def blocks_of(sections: tuple[SourceSection, ...]) -> list[tuple[Block, ...]]:
    return [section.blocks for section in sections]
