"""Invented decisions: whatever a writer may write, together with the words that must then be printed.

`decisions` writes hostile words the way a careful writer would, with a backslash before each sign, so that what must
be printed is known to the letter. `scribbles` throws the signs of markdown about as no writer should.
"""

import re
from dataclasses import dataclass

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from reading_back.workshop import HEADINGS, decision

PLAIN = ["service", "victims", "London", "£84,500", "the", "of", "2023/24", "3%", "MOPAC's", "“quoted”", "–"]
HOSTILE = [
    *("R&D", "&amp;", "&#x41;", "<pilot>", "</w:t>", "<b>", "<!--", "-->", "]]>", "<![CDATA["),
    *("{{", "}}", "{{ 7*7 }}", "{% raw %}", "{%p if x %}", "{_{", "_}}", "{#", "%}", "$x$", "${x}", "%s", "{0}"),
    *("a\\b", "\\", "|", "||", "*", "**", "***", "_", "__init__", "#", "###", "~~", "`code`", "```", "'", '"'),
    *("[x]", "[x](y)", "[^x]", "![", "[]", "---", "===", ">", "+", "-", "1.", "1)", "(a)", "1.1", "•", ":"),
    *("http://x", "https://example.org/a?b=c&d=e", "a@b.org", "PCD 9001", "PCD 1462", "DMPCD 2013/96"),
    *("nb\u00a0space", "non\u2011breaking", "soft\u00adhyphen", "\u2011", "\u00ad\u00ad", "tab\tstop"),
    *("\u200bzero", "thin\u2009space", "\ufeffmark", "e\u0301", "\U0010fffd"),
    *("😀", "👩\u200d👩\u200d👧", "漢字", "王小明", "עברית", "العربية", "𝔘𝔫𝔦", "a" * 120, "漢" * 60),
]
NOTES = ("[^n1]", "[^second-note]", "[^3]")
LABELS = ("one", "the-gap", "x9")
DEEPEST = 4
CHARACTERS = st.characters(
    exclude_categories=["Cc", "Cs", "Cn", "Zl", "Zp"],
    exclude_characters="\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
)


@dataclass(frozen=True)
class Told:
    """Some source, and the words that it prints."""

    source: str
    printed: str

    @property
    def words(self) -> list[str]:
        return self.printed.split()


def joined(parts: list[Told], between: str) -> Told:
    """These one after the other."""
    return Told(between.join(part.source for part in parts), " ".join(part.printed for part in parts))


def escaped(words: str) -> str:
    """Words as markdown that prints just these words."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", words)


words = st.one_of(st.sampled_from(PLAIN), st.sampled_from(HOSTILE), st.text(CHARACTERS, min_size=1, max_size=8))
phrases = st.lists(words, min_size=1, max_size=4).map(" ".join)
plain_told = phrases.map(lambda phrase: Told(escaped(phrase), phrase))


def wrapped(before: str, after: str, inside: SearchStrategy[Told]) -> SearchStrategy[Told]:
    """The inside between two signs, with a plain word at each end, to which the signs can cling."""
    return inside.map(lambda told: Told(f"{before}from {told.source} to{after}", f"from {told.printed} to"))


emphasised = st.one_of(
    wrapped("**", "**", plain_told),
    wrapped("*", "*", plain_told),
    wrapped("__", "__", plain_told),
    wrapped("***", "***", plain_told),
    wrapped("*", "*", wrapped("**", "**", plain_told)),
)
links = st.one_of(
    wrapped("[", "](https://example.org/a_b?c=d&e=%20#f)", st.one_of(plain_told, emphasised)),
    wrapped("[", "](mailto:someone@example.org)", plain_told),
    wrapped("**[", "](<https://example.org/with spaces and éß>)**", plain_told),
)
pointers = st.sampled_from(LABELS).flatmap(
    lambda label: st.one_of(
        st.just(Told(f"[](#{label})", "paragraph")),
        st.just(Told(f"**see [](#{label})**", "see paragraph")),
        wrapped("[", f"](#{label})", plain_told),
    )
)
notes = st.sampled_from(NOTES).map(lambda mark: Told(f"noted{mark}", "noted"))
bold_notes = st.sampled_from(NOTES).map(lambda mark: Told(f"**noted{mark} here**", "noted here"))
breaks = st.sampled_from(["\\\n", "  \n"]).map(lambda broken: Told(f"broken{broken}line", "broken line"))
on_one_line = st.one_of(plain_told, plain_told, emphasised, links, pointers, notes, bold_notes)


@st.composite
def prose(draw: DrawFn, pieces: SearchStrategy[Told] = on_one_line, between: tuple[str, ...] = (" ",)) -> Told:
    """A stretch of text; it ends in a plain word, so that nothing in it can be taken for a label."""
    told = draw(st.lists(pieces, min_size=1, max_size=3))
    glue = draw(st.sampled_from(between))
    return joined([*told, Told("end.", "end.")], glue)


lines = prose()
paragraphs = prose(st.one_of(on_one_line, breaks), (" ", "\n"))
note_texts = prose(st.one_of(plain_told, emphasised, links))


@st.composite
def tables(draw: DrawFn) -> Told:
    """A table; its cells hold everything that stands on one line, or nothing."""
    columns = draw(st.integers(1, 4))
    row = st.lists(st.one_of(lines, lines, st.just(Told("", ""))), min_size=columns, max_size=columns)
    header = draw(st.lists(lines, min_size=columns, max_size=columns))
    sides = draw(st.lists(st.sampled_from(["---", ":--", ":-:", "--:", "-"]), min_size=columns, max_size=columns))
    rows = [header, [Told(side, "") for side in sides], *draw(st.lists(row, max_size=2))]
    return joined([Told(f"| {cells.source} |", cells.printed) for cells in (joined(row, " | ") for row in rows)], "\n")


def indented(source: str, first: str, others: str) -> str:
    """A block with something before each of its lines."""
    return "\n".join((others if place else first) + line for place, line in enumerate(source.split("\n"))).rstrip(" ")


@st.composite
def lists(draw: DrawFn, depth: int = 1, *, quoted: bool = False) -> Told:
    """A list with whatever its points may hold, down to the fourth level; a quotation holds no other."""
    inner = [paragraphs]
    inner += [] if quoted else [quotations(depth)]
    inner += [lists(depth + 1, quoted=quoted)] * 2 if depth < DEEPEST else []
    start = draw(st.one_of(st.none(), st.integers(1, 100)))
    items = draw(st.lists(st.tuples(paragraphs, st.lists(st.one_of(*inner), max_size=1)), min_size=1, max_size=3))
    sign = draw(st.sampled_from("-*+" if start is None else ".)"))
    written = []
    for place, (first, rest) in enumerate(items):
        mark = f"{sign} " if start is None else f"{start + place}{sign} "
        item = joined([first, *rest], "\n\n")
        written.append(Told(indented(item.source, mark, " " * len(mark)), item.printed))
    return joined(written, draw(st.sampled_from(["\n", "\n\n"])))


@st.composite
def quotations(draw: DrawFn, depth: int = 0) -> Told:
    """A quotation: paragraphs and lists."""
    inside = st.one_of(paragraphs, paragraphs, lists(depth + 1, quoted=True)) if depth < DEEPEST else paragraphs
    told = joined(draw(st.lists(inside, min_size=1, max_size=2)), "\n\n")
    return Told(indented(told.source, "> ", "> "), told.printed)


subheadings = prose(st.one_of(plain_told, emphasised, links, pointers)).map(
    lambda told: Told(f"### {told.source}", told.printed)
)


def apart(blocks: list[Told]) -> Told:
    """Blocks with an empty line between; two tables must have words between them."""
    between = Told("Between.", "Between.")
    pairs = zip(blocks, [*blocks[1:], between], strict=True)
    spaced = [[one, between] if one.source[0] == after.source[0] == "|" else [one] for one, after in pairs]
    return joined([block for group in spaced for block in group], "\n\n")


anywhere = [paragraphs, paragraphs, lists(), tables(), quotations()]
unnumbered = st.lists(st.one_of(*anywhere), min_size=1, max_size=2).map(apart)
numbered = st.lists(st.one_of(*anywhere, subheadings), min_size=1, max_size=3).map(apart)


@dataclass(frozen=True)
class Invented:
    """A decision's source, every word of it in the order of the form, and the words of its notes as referred to."""

    source: str
    words: list[str]
    notes: list[list[str]]


def as_fact(text: str) -> str:
    """A text as a fact that can hold anything."""
    return "'" + text.replace("'", "''") + "'"


@st.composite
def decisions(draw: DrawFn) -> Invented:
    """A draft with all its facts hostile, text in two parts and three sections, labels and footnotes."""
    title, reason, name, post = (draw(phrases) for _ in range(4))
    facts = f"deferral: {{reason: {as_fact(reason)}}}\ndrafting_officer: {{name: {as_fact(name)}}}\n"
    facts += f"head_of_service: {{post: {as_fact(post)}}}\n"
    summary, advice = draw(unnumbered), draw(unnumbered)
    sections = [joined([Told(f"Labelled. {{#{label}}}", "Labelled."), draw(numbered)], "\n\n") for label in LABELS]
    texts = {mark: draw(note_texts) for mark in NOTES}
    body = joined([summary, advice, *sections], "\n\n")
    referred = [mark for mark in re.findall(r"\[\^[^]\\]*\]", body.source) if mark in NOTES]
    source = decision(
        title=f"title: {as_fact(title)}",
        facts=facts,
        summary=summary.source,
        advice=advice.source,
        sections=dict(zip(HEADINGS, [section.source for section in sections], strict=False)),
    )
    ending = "".join(f"\n{mark}: {texts[mark].source}\n" for mark in NOTES if mark in referred)
    printed = joined([Told("", title), body, Told("", reason), Told("", name), Told("", post)], "")
    return Invented(source + ending, printed.words, [texts[mark].words for mark in referred])


SIGNS = [
    *("*", "**", "_", "__", "***", "[", "]", "(", ")", "](#gap)", "[](#gap)", "](https://example.org)", "!", "!["),
    *("[^a]", "[^a]:", "{#gap}", "{#", "}", "|", "| - |", "|---|---|", "- ", "-", "1. ", "3) ", "> ", ">", "• "),
    *("#", "## ", "### ", "####", "---", "===", "```", "~~~", "`", "\\", "\\\\", "(a) ", "1.1 ", "~", "^", "$"),
    *("<b>", "<", ">", "<!--", "&amp;", "{{ x }}", "{% x %}", "\t", "\u00a0", "\u2011", "\u00ad"),
]
GAPS = [
    *("", "", " ", "  ", "\n", "\n\n", "\n  ", "\n   ", "\n    ", "\n\n  ", "\n\n    ", "\\\n", "  \n"),
    *("\n> ", "\n- ", "\n  - ", "\n    - ", "\n1. ", "\n   1. ", "\n| ", " | ", " |\n| "),
]


@st.composite
def scribbles(draw: DrawFn) -> str:
    """Text in which signs stand anywhere; its words are numbered, so that each can be looked for."""
    parts = draw(
        st.lists(
            st.tuples(st.one_of(st.just(""), st.sampled_from(SIGNS)), st.booleans(), st.sampled_from(GAPS)),
            min_size=1,
            max_size=25,
        )
    )
    return "".join(f"{sign}{f'word{place}x' if worded else ''}{gap}" for place, (sign, worded, gap) in enumerate(parts))


VALUES = [
    *("one", "NO", "010", "1.10", "10:30", "null", "[", "]", "{", "}", ",", ":", ": ", " #", "#", "'", '"', "\\"),
    *("&", "*", "!", "|", ">", "-", "- ", "@", "%", "`", "?", "~", "=", "<<", "\t", "\u00a0", "\u2028", "漢", "😀"),
    *("{{ x }}", "\\x01", "\\u202e", "\\uffff", "\\n", "\\t", "\n", "\n  ", "\n\n  ", "\n---\n"),
    *("\ntitle: ", "\ndeferral: ", "\nrecipients:\n- "),
]


@st.composite
def facts(draw: DrawFn) -> str:
    """A title as no careful writer types it: between any quotes, with any sign of YAML in it."""
    parts = draw(st.lists(st.sampled_from(VALUES), min_size=1, max_size=8))
    before, after = draw(st.sampled_from([("", ""), ("'", "'"), ('"', '"'), ("|\n  ", ""), (">\n  ", ""), ("[", "]")]))
    return f"title: {before}{''.join(parts)}{after}"
