"""The manual: a page for every fault there is a name for, from the rules themselves and from `reading.md`."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources

from msgspec import Struct

from decisionforms.rules.rule import Reader
from decisionforms.rules.table import EVERY_RULE, NAMED

FILE = "reading.md"
PAGE = re.compile(r"^## ([a-z0-9-]+)\n\n(.*?)(?=^#|\Z)", re.MULTILINE | re.DOTALL)
FOLDER = "docs/rules"
# What is said about signatures is for those who gather them.
OF_SIGNING = {"not-confirmed", "not-signed", "void-signature", "early-signature", "changed-words", "forged-text"}


class Page(Struct, frozen=True):
    """What is said of one fault: the requirement, then why, a bad example and a good one."""

    name: str
    family: str
    text: str

    @property
    def requirement(self) -> str:
        """What must hold, in one sentence."""
        return self.text.partition("\n")[0]

    @property
    def address(self) -> str:
        """Where the page stands in the project's documents."""
        return f"{FOLDER}/{self.family}.md#{self.name}"


@cache
def pages() -> Mapping[str, Page]:
    """All pages by the name of the fault, the faults of reading first, then the rules in their order."""
    rules = (Page(rule.name, rule.family, rule.manual) for rule in EVERY_RULE)
    return {page.name: page for page in (*_of_reading(), *rules)}


def reader_of(name: str) -> Reader:
    """Who has to act on a fault of this name."""
    if name in NAMED:
        return NAMED[name].reader
    return Reader.GOVERNANCE if name in OF_SIGNING else Reader.AUTHOR


def _of_reading() -> Iterator[Page]:
    text = resources.files(__package__).joinpath(FILE).read_text(encoding="utf-8")
    for match in PAGE.finditer(text):
        yield Page(match[1], "reading", match[2].strip())


TITLES = {
    "reading": "Found while a paper is read",
    "form": "The form",
    "references": "References",
    "figures": "Figures",
    "dates": "Dates and terms",
    "declaration": "The declaration",
    "authority": "Authority",
    "confidentiality": "Confidentiality",
    "language": "Language",
    "corpus": "All papers together",
}
WRITTEN = "<!-- Written from the rules: change their texts, not this file. -->"


def documents() -> Mapping[str, str]:
    """The manual as files of `docs/rules`, by name: a page for each family, and an index of all."""
    families: dict[str, list[Page]] = {family: [] for family in TITLES}
    for page in pages().values():
        families[page.family].append(page)
    return {f"{family}.md": _document(TITLES[family], found) for family, found in families.items()} | {
        "index.md": _index(families)
    }


def _document(title: str, found: list[Page]) -> str:
    sections = [f"## {page.name}\n\n{_for_act(page.name)}{_marked_up(page.text)}\n" for page in found]
    return "\n".join([f"# {title}\n\n{WRITTEN}\n", *sections])


def _for_act(name: str) -> str:
    return f"*For {READERS[NAMED[name].reader]}.* " if name in NAMED else ""


READERS = {
    Reader.AUTHOR: "the author",
    Reader.LEGAL: "the legal adviser",
    Reader.FINANCE: "finance",
    Reader.GOVERNANCE: "governance",
}


def _marked_up(text: str) -> str:
    """A page's text for markdown: what is indented there is an example."""
    lines: list[str] = []
    for line in text.split("\n"):
        if line in {"Bad:", "Good:"}:
            lines += [*([""] if lines[-1:] != [""] else []), f"**{line.rstrip(':')}**", ""]
        else:
            lines.append(line)
    return "\n".join(lines)


def _index(families: Mapping[str, list[Page]]) -> str:
    lines = [f"# All rules\n\n{WRITTEN}\n"]
    for family, found in families.items():
        rows = [f"| [{page.name}]({family}.md#{page.name}) | {page.requirement} |" for page in found]
        lines.append("\n".join([f"## {TITLES[family]}\n", "| Rule | What must hold |", "| :-- | :-- |", *rows, ""]))
    return "\n".join(lines)
