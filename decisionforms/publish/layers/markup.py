"""The text, attributes, comments and source of XML and HTML."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from decisionforms.publish.layers.layer import Layer

LARGEST = 20_000_000
HTML = re.compile(r"[\ufeff\s]*(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE)
# What begins a paragraph, and what only stands between two words, in HTML, office documents and feeds.
PARAGRAPHS = "address article aside blockquote body caption comment dd details dialog div dl dt entry fieldset figcaption figure footer footnote form h h1 h2 h3 h4 h5 h6 head header hr html li list-item main nav ol option p pre section si summary table tbody thead title tr ul content"
SPACES = "br cr tab td th tc table-cell c row s line-break ptab noBreakHyphen lpwstr lpstr"
GAPS = {**dict.fromkeys(PARAGRAPHS.split(), "\n\n"), **dict.fromkeys(SPACES.split(), " ")}
# Text that stands in the middle of other text without being shown there.
ASIDE = frozenset({"instrText", "delText", "delInstrText", "posOffset", "pctWidth", "pctHeight", "align", "script", "style"})  # fmt: skip


def markup(data: bytes, text: str) -> Iterator[Layer]:
    """What markup shows, what it holds besides, each kind in a row, and its source; of a damaged one the source alone."""
    root = _root(data, text) if len(data) <= LARGEST else None
    yield Layer("source", text, written=root is None, bare=root is not None)
    if root is None:
        return
    flow = _Flow(root)
    yield Layer("text", flow.joined, written=True)
    if flow.gapped.split() != flow.joined.split():
        yield Layer("text", flow.gapped)
    for kind, found in flow.aside.items():
        yield Layer(kind, "".join(found))
        if kind.startswith("attribute"):
            yield from (Layer(kind, value) for value in found if "<" in value or ("{" in value and '"' in value))


def _root(data: bytes, text: str) -> etree._Element | None:
    """The root of XML or HTML; None where it can't be read whole."""
    root = None if HTML.match(text) else _xml(data)
    return _html(text) if root is None else root


def _xml(data: bytes) -> etree._Element | None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError):
        return None


def _html(text: str) -> etree._Element | None:
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return None if parser.error_log.filter_from_fatals() else root


class _Flow:
    """The text `joined` as a reader sees it, and `gapped` by a space at every tag; the rest is laid `aside` by its kind."""

    def __init__(self, root: etree._Element) -> None:
        self.aside: dict[str, list[str]] = defaultdict(list)
        # The text, then each paragraph that is open, one within the other: pieces as they are joined, and gapped.
        self.within: list[tuple[list[str], list[str]]] = [([], [])]
        for event, node in etree.iterwalk(root, ("start", "end", "comment", "pi")):
            match event:
                case "start":
                    self._start(node)
                case "end":
                    self._end(node)
                case _:
                    self.aside["comment" if event == "comment" else "instruction"].append(f"{node.text or ''}\n")
                    self._add("", node.tail, node.tail)
        self.joined, self.gapped = map("".join, self.within[0])

    def _start(self, node: etree._Element) -> None:
        name = _name(node)
        if name == "p":
            self.within.append(([], []))
        self._add(_gap(name, node), "" if name in ASIDE else node.text, node.text)
        if name in ASIDE:
            self.aside[name].append(node.text or "")
        for key, value in node.attrib.items():
            self.aside[f"attribute {_local(str(key))}"].append(f"{value!s}\n")

    def _end(self, node: etree._Element) -> None:
        name = _name(node)
        if name == "p":
            self._set_before()
        self._add(_gap(name, node), node.tail, node.tail)

    def _add(self, gap: str, joined: str | None, gapped: str | None) -> None:
        self.within[-1][0].append(f"{gap}{joined or ''}")
        self.within[-1][1].append(f" {gapped or ''}")

    def _set_before(self) -> None:
        """Set a paragraph that ends before the one, if any, in whose middle it stands, as a text box does."""
        for inner, outer in zip(self.within.pop(), self.within[0], strict=True):
            outer += ["\n\n", *inner, "\n\n"]


def _gap(name: str, node: etree._Element) -> str:
    """What a tag sets between what stands before and after it; in HTML, `s` is text that is struck out."""
    return "" if name == "s" and node.text else GAPS.get(name, "")


def _name(node: etree._Element) -> str:
    """The name of an element; an entity, which is walked through as if it were one, has none."""
    return _local(node.tag) if isinstance(node.tag, str) else ""


@lru_cache(maxsize=1 << 10)  # there are few names, and each stands in a file a thousand times
def _local(name: str) -> str:
    return name.rpartition("}")[2].rpartition(":")[2]
