"""Every layer of a file in which words can stand: what a reader sees, what only a program sees, and files in files."""

import base64
import binascii
import bz2
import gzip
import html
import io
import json
import lzma
import re
import struct
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from urllib.parse import unquote

from lxml import etree
from msgspec import Struct

from decisionforms.errors import OperatorError
from decisionforms.files import UnreadableFileError
from decisionforms.publish.pdf import layers_of_pdf

DEEPEST = 4
LARGEST = 200_000_000
LARGEST_MARKUP = 20_000_000
MOST_MEMBERS = 20_000
Inflate = Callable[[bytes], bytes]

# What begins a paragraph, and what only stands between two words, in HTML, office documents and feeds.
PARAGRAPHS = frozenset(
    "address article aside blockquote body caption comment dd details dialog div dl dt entry fieldset figcaption figure footer footnote form h h1 h2 h3 h4 h5 h6 head header hr html li list-item main nav ol option p pre section si summary table tbody thead title tr ul content".split()  # noqa: SIM905 - a list of words is read as one
)
SPACES = frozenset("br cr tab td th tc table-cell c row s line-break ptab noBreakHyphen lpwstr lpstr".split())  # noqa: SIM905 - the same
# Text that stands in the middle of other text without being shown there.
ASIDE = frozenset(
    "instrText delText delInstrText posOffset pctWidth pctHeight align script style".split()  # noqa: SIM905 - the same
)
TAG = re.compile(r"</?[A-Za-z!?][^<>]*>")
INLINE_TAG = re.compile(
    r"</?(?:a|abbr|b|code|em|font|i|mark|q|s|small|span|strong|sub|sup|u|wbr|\w+:(?:r|t|span))\b[^<>]*>"
)
HTML = re.compile(r"[\ufeff\s]*(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE)
SLASHED = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|([nrtbf/\"'\\]))")
ENCODED = re.compile(r"base64[,;:\s]+([A-Za-z0-9+/=\s]{40,})")
# The parts of an office document that are much the same in every one.
FURNITURE = re.compile(
    r"(^|/)(_rels|docProps|theme|META-INF|customXml|glossary|slideLayouts|slideMasters)/|(^|/)(\[Content_Types\]|styles\w*|settings|webSettings|fontTable|numbering|meta|presProps|viewProps|tableStyles|workbook|presentation)\.xml$"
)
# Stretches of letters in a file of an unknown kind.
NARROW = re.compile(rb"[\t\n\r -~\x91-\x97\xa0-\xff]{16,}")
UTF_8 = re.compile(rb"(?:[\t\n\r -~]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}){16,}+")
# The higher bytes of letters of two bytes, and of the signs and ligatures that stand between them.
HIGHER = re.compile(rb"[\x00\x01\x02\x20\xfb]{8,}")
LOCKED = "EncryptedPackage".encode("utf-16-le")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CLOSED = {
    b"7z\xbc\xaf\x27\x1c": "a 7z archive",
    b"Rar!\x1a\x07": "a RAR archive",
    b"\x28\xb5\x2f\xfd": "packed by zstd",
}
PACKED: dict[bytes, Callable[[io.BytesIO], "gzip.GzipFile | bz2.BZ2File | lzma.LZMAFile"]] = {
    b"\x1f\x8b": lambda file: gzip.GzipFile(fileobj=file),
    b"BZh": bz2.BZ2File,
    b"\xfd7zXZ\x00": lzma.LZMAFile,
}


class UnsearchableError(OperatorError):
    """A file can't be searched whole; `where` in it, and `why`."""

    def __init__(self, name: str, where: str, why: str) -> None:
        super().__init__(
            f"{name} can't be searched for confidential words: {where or 'it'} can't be read whole, since {why}. Save it anew as a plain file without a password."
        )
        self.where, self.why = where, why


class Layer(Struct, frozen=True):
    """Words, or a file within, and where they stand; `written` is what people wrote in it for its readers.

    What is `bare` has been read in other ways already, and needs to be read only as it stands.
    """

    where: str
    content: str | bytes
    written: bool = False
    bare: bool = False


def texts_of(name: str, data: bytes) -> Iterator[tuple[str, str]]:
    """Every text in a file, as (where it stands, text); one that is set in several ways comes in each reading of it.

    Raises UnsearchableError after all else where something in the file can't be read.
    """
    for layer in _Search(name).all_of(name, data):
        if isinstance(layer.content, str):
            readings = (layer.content,) if layer.bare else _readings(layer.content)
            yield from ((layer.where, text) for text in readings)


def written_in(name: str, data: bytes) -> Iterator[tuple[str, str]]:
    """What people wrote in a file for its readers, paragraph by paragraph, as (where, text): what is to be guarded of it.

    Without the settings, styles and names that every file of its kind has. Raises UnsearchableError.
    """
    for layer in _Search(name).all_of(name, data):
        if isinstance(layer.content, str) and layer.written:
            paragraphs = (text for text in re.split(r"\n[^\S\n]*\n", layer.content) if text.strip())
            yield from ((f"{layer.where}, paragraph {number}", text) for number, text in enumerate(paragraphs, 1))


class _Search:
    """Goes through one file and those within it, as far as there is room."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.left = LARGEST
        self.faults: list[tuple[str, str]] = []

    def all_of(self, name: str, data: bytes) -> Iterator[Layer]:
        """Every layer, then UnsearchableError where something is left."""
        yield Layer("the name of the file", re.sub(r"[\W_]+", " ", name))
        yield from self._within("", name, data, DEEPEST)
        if self.faults:
            raise UnsearchableError(self.name, *self.faults[0])

    def _within(self, at: str, name: str, data: bytes, depth: int, *, written: bool = True) -> Iterator[Layer]:
        for reader in _readers(name, data):
            try:
                for layer in reader(name, data, self.inflate):
                    yield from self._layer(at, layer, depth, written=written and layer.written)
            except UnreadableFileError as fault:
                self.faults.append((at, str(fault)))

    def _layer(self, at: str, layer: Layer, depth: int, *, written: bool) -> Iterator[Layer]:
        where = f"{at}: {layer.where}" if at and layer.where else at or layer.where
        if isinstance(layer.content, str):
            yield Layer(where, layer.content, written, layer.bare)
            for found in ENCODED.finditer(layer.content):
                yield from self._layer(where, Layer("encoded file", _decoded(found[1])), depth, written=False)
        elif not depth:
            self.faults.append((where, "it lies too deep in other files"))
        elif layer.content:
            self._take(len(layer.content))
            yield from self._within(where, layer.where, layer.content, depth - 1, written=written)

    def _take(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            raise UnreadableFileError("it is too large once unpacked")

    def inflate(self, data: bytes) -> bytes:
        """What is packed here by zlib, as far as it is sound. Raises UnreadableFileError where nothing is, or there is no room."""
        most, found, unpacker = self.left + 1, bytearray(), zlib.decompressobj()
        try:
            for start in range(0, len(data), 65_536):
                piece = data[start : start + 65_536]
                found += unpacker.decompress(piece, most - len(found))
                if unpacker.eof or len(found) >= most:
                    break
        except zlib.error:
            if not found:
                raise UnreadableFileError("it is damaged") from None
        self._take(len(found))
        return bytes(found)


Reader = Callable[[str, bytes, Inflate], Iterator[Layer]]


def _readers(name: str, data: bytes) -> Iterator[Reader]:
    """What reads a file with these bytes: one reader or several, for a file can be of two kinds at once."""
    if data.startswith(tuple(PACKED)):
        yield _unpacked
    if b"PK\x05\x06" in data[-66_000:] or data.startswith(b"PK\x03\x04"):
        yield _zip
    if b"%PDF-" in data[:1024]:
        yield _pdf
    if data.startswith((*CLOSED, OLE)):
        yield _closed
    if data.startswith(b"\x89PNG\r\n"):
        yield _png
    if data.startswith(b"GIF8"):
        yield _gif
    text = _text(data)
    if text is None:
        yield _stretches
        return
    if text.lstrip("\ufeff \t\r\n").startswith("<"):
        yield _markup
        return
    if text.lstrip("\ufeff \t\r\n").startswith(("{", "[")) or name.endswith("json"):
        yield _json
    yield _plain


def _plain(_name: str, data: bytes, _inflate: Inflate) -> Iterator[Layer]:
    yield Layer("", (_text(data) or "").replace("\r\n", "\n"), written=True)


def _text(data: bytes) -> str | None:
    """The text that a file is; None if it is none."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if b"\x00" in data:
        wide = max((data[1::2].count(0), "utf-16-le"), (data[::2].count(0), "utf-16-be"))
        return data.decode(wide[1], "replace") if wide[0] > len(data) * 0.4 and not data.count(b"\x00\x00") else None
    try:
        return data.decode()
    except UnicodeDecodeError:
        odd = len(re.findall(rb"[\x00-\x08\x0e-\x1f]", data[:10_000]))
        return None if odd else data.decode("cp1252", "replace")


def _readings(text: str) -> Iterator[str]:
    """A text as it stands, and as whoever reads entities, escapes or tags in it would see it."""
    readings = {text: None}
    plain = text
    for _ in range(2):
        plain = SLASHED.sub(_unslashed, html.unescape(plain)) if "&" in plain or "\\" in plain else plain
        plain = unquote(plain, errors="replace") if "%" in plain else plain
    readings[plain] = None
    if "<" in plain:
        plain = _without_comments(plain)
        readings[TAG.sub(" ", plain)] = None
        readings[TAG.sub(" ", INLINE_TAG.sub("", plain))] = None
    yield from readings


def _without_comments(text: str) -> str:
    """The text without comments; one that never ends is none."""
    first, *others = text.split("<!--")
    return first + "".join(
        after if end else f" {comment}" for comment, end, after in (one.partition("-->") for one in others)
    )


def _unslashed(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else " " if found[3] in "nrtbf" else found[3]


def _decoded(text: str) -> bytes:
    clean = re.sub(r"[\s=]", "", text)
    try:
        return base64.b64decode(clean + "=" * (-len(clean) % 4))
    except (binascii.Error, ValueError):
        return b""


def _markup(_name: str, data: bytes, _inflate: Inflate) -> Iterator[Layer]:
    """Text, attributes, comments and the rest of XML or HTML."""
    root = _root(data) if len(data) <= LARGEST_MARKUP else None
    yield Layer("source", _text(data) or "", written=root is None, bare=root is not None)
    if root is None:
        return
    aside: dict[str, list[str]] = defaultdict(list)
    text, gapped = _running_text(root, aside)
    yield Layer("text", text, written=True)
    if gapped.split() != text.split():
        yield Layer("text", gapped)
    for kind, found in aside.items():
        joined = "".join(found)
        yield Layer(kind, joined)
        if kind.startswith("attribute"):
            yield from (Layer(kind, value) for value in found if "<" in value or ("{" in value and '"' in value))


def _root(data: bytes) -> etree._Element | None:
    """The root of XML or HTML; None where it can't be read whole."""
    text = _text(data) or ""
    xml = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    lenient = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        if not HTML.match(text):
            return etree.fromstring(data, xml)
    except (etree.XMLSyntaxError, ValueError, LookupError):
        pass
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), lenient)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return None if lenient.error_log.filter_from_fatals() else root


def _running_text(root: etree._Element, aside: dict[str, list[str]]) -> tuple[str, str]:
    """The text joined as a reader sees it, and with a space at every tag; the rest is laid `aside` by its kind."""
    within: list[tuple[list[str], list[str]]] = [([], [])]
    for event, node in etree.iterwalk(root, ("start", "end", "comment", "pi")):
        name = _local(node.tag) if isinstance(node.tag, str) else ""
        gap = "\n\n" if name in PARAGRAPHS else " " if name in SPACES and not (name == "s" and node.text) else ""
        if event == "start":
            if name == "p":
                within.append(([], []))
            _add(within[-1], gap + ("" if name in ASIDE else node.text or ""), node.text)
            if name in ASIDE:
                aside[name].append(node.text or "")
            for key, value in node.attrib.items():
                aside[f"attribute {_local(str(key))}"].append(f"{value}\n")
        elif event == "end":
            if name == "p":
                _set_before(within)
            _add(within[-1], gap + ((node.tail or "") if node is not root else ""), node.tail)
        else:
            aside["comment" if event == "comment" else "instruction"].append(f"{node.text or ''}\n")
            _add(within[-1], node.tail or "", node.tail)
    return "".join(within[0][0]), "".join(within[0][1])


def _add(texts: tuple[list[str], list[str]], joined: str, gapped: str | None) -> None:
    texts[0].append(joined)
    texts[1].append(f" {gapped or ''}")


def _set_before(within: list[tuple[list[str], list[str]]]) -> None:
    """Set a paragraph that ends before the one, if any, in whose middle it stands, as a text box does."""
    for inner, outer in zip(within.pop(), within[0], strict=True):
        outer += ["\n\n", *inner, "\n\n"]


def _local(tag: str) -> str:
    return tag.rpartition("}")[2].rpartition(":")[2]


def _json(_name: str, data: bytes, _inflate: Inflate) -> Iterator[Layer]:
    """Every string and key of JSON, each by itself, and all strings in a row."""
    try:
        waiting: list[tuple[str, object]] = [("", json.loads(_text(data) or ""))]
    except (ValueError, RecursionError):
        return
    strings: list[str] = []
    while waiting:
        where, value = waiting.pop()
        match value:
            case str():
                strings.append(value)
                yield Layer(where.lstrip("."), value)
            case dict():
                yield Layer(f"{where} keys".lstrip("."), "\n".join(value))
                waiting += [(f"{where}.{key}"[:200], one) for key, one in reversed(value.items())]
            case list():
                waiting += [(f"{where}[{at}]"[:200], one) for at, one in reversed(tuple(enumerate(value)))]
    yield Layer("strings", "\n".join(strings), written=True)


def _zip(_name: str, data: bytes, _inflate: Inflate) -> Iterator[Layer]:
    """The names, notes and files of a zip, and what stands between them."""
    locked = ""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
            if len(entries) > MOST_MEMBERS:
                raise UnreadableFileError("it has too many files in it")
            yield Layer("note", package.comment)
            for entry in entries:
                yield Layer("name of a file", re.sub(r"[\W_]+", " ", entry.filename))
                yield Layer(f"note to {entry.filename}", b"\n".join((entry.comment, entry.extra)))
                if entry.flag_bits & 1:
                    locked = entry.filename
                    continue
                with package.open(entry) as member:
                    yield Layer(entry.filename, member.read(LARGEST + 1), written=not FURNITURE.search(entry.filename))
    except (
        zipfile.BadZipFile,
        zlib.error,
        lzma.LZMAError,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
        ValueError,
        struct.error,
    ) as fault:
        raise UnreadableFileError("it is a damaged zip file") from fault
    if locked:
        raise UnreadableFileError(f"{locked} in it is encrypted")


def _unpacked(_name: str, data: bytes, _inflate: Inflate) -> Iterator[Layer]:
    opener = next(opener for mark, opener in PACKED.items() if data.startswith(mark))
    try:
        with opener(io.BytesIO(data)) as packed:
            yield Layer("unpacked", packed.read(LARGEST + 1), written=True)
    except (OSError, EOFError, zlib.error, lzma.LZMAError, ValueError):
        raise UnreadableFileError("it is a damaged packed file") from None


def _closed(_name: str, data: bytes, _inflate: Inflate) -> Iterator[Layer]:
    """Nothing of archives that can't be opened here; of an old office document, nothing more if it is not encrypted."""
    yield from ()
    kind = next((kind for mark, kind in CLOSED.items() if data.startswith(mark)), "")
    if kind or LOCKED in data:
        raise UnreadableFileError(f"it is {kind or 'encrypted'}")


def _pdf(_name: str, data: bytes, inflate: Inflate) -> Iterator[Layer]:
    for where, content in layers_of_pdf(data, inflate):
        yield Layer(where, content, written=where.startswith(("page", "text shown", "attachment")))


def _png(_name: str, data: bytes, inflate: Inflate) -> Iterator[Layer]:
    """The packed texts of a picture; the others are found as stretches of letters."""
    at = 8
    while at + 8 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        chunk = data[at + 8 : at + 8 + length]
        at += length + 12
        if kind in {b"zTXt", b"iTXt", b"iCCP"}:
            packed = chunk.find(b"\x78", chunk.find(b"\x00"))
            yield Layer("note", chunk)
            if packed >= 0:
                try:
                    yield Layer("packed note", inflate(chunk[packed:]))
                except UnreadableFileError:
                    continue


def _gif(_name: str, data: bytes, _inflate: Inflate) -> Iterator[Layer]:
    """The notes of a picture, put together from their blocks."""
    for found in re.finditer(rb"\x21[\xfe\xff]", data):
        at = found.end()
        blocks: list[bytes] = []
        while at < len(data) and data[at] and len(blocks) < MOST_MEMBERS:
            blocks.append(data[at + 1 : at + 1 + data[at]])
            at += 1 + data[at]
        yield Layer("note", b"".join(blocks).decode("utf-8", "replace"))


def _stretches(_name: str, data: bytes, _inflate: Inflate) -> Iterator[Layer]:
    """Stretches of letters in any file, in each way in which letters are stored."""
    narrow = NARROW.findall(data)
    yield Layer("letters", "\n".join(text.decode("cp1252", "replace") for text in narrow))
    yield Layer("letters", "\n".join(text.decode() for text in UTF_8.findall(data) if len(text) >= 16))  # noqa: PLR2004 - as for the others
    for first in (0, 1):
        spans = [(first + 2 * found.start(), first + 2 * found.end()) for found in HIGHER.finditer(data[first::2])]
        yield Layer("wide letters", "\n".join(_wide(data[start:end], "utf-16-be") for start, end in spans))
        yield Layer(
            "wide letters", "\n".join(_wide(data[max(start - 1, 0) : end - 1], "utf-16-le") for start, end in spans)
        )


def _wide(data: bytes, encoding: str) -> str:
    return data.decode(encoding, "replace") if data.strip(b"\x00") else ""
