"""The layers of a PDF: what its pages show, decoded letter by letter, and every string and file in it.

Nothing is looked up by the tables of the file: whatever stands in it is read, old versions of a page among them.
"""

import base64
import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct

from decisionforms.files import UnreadableFileError

Inflate = Callable[[bytes], bytes]
Matrix = tuple[float, float, float, float, float, float]

TOKEN = re.compile(
    rb"""(?P<space>(?:[\x00\t\n\f\r ]|%[^\r\n]*)++)
    |(?P<open><<|\[)|(?P<close>>>|\])
    |<(?P<hex>[0-9A-Fa-f\s]*+)>
    |\((?P<string>(?:[^()\\]|\\[\s\S])*+)\)|(?P<nested>\()
    |/(?P<name>[^\x00\t\n\f\r ()<>\[\]{}/%]*+)
    |(?P<reference>\d+)\s+\d+\s+R(?![A-Za-z])
    |(?P<number>[-+]?(?:\d+\.?\d*|\.\d+))(?![^\x00\t\n\f\r ()<>\[\]{}/%])
    |(?P<word>[^\x00\t\n\f\r ()<>\[\]{}/%]++)
    |(?P<stray>[\s\S])""",
    re.VERBOSE,
)
OBJECT = re.compile(rb"(\d+)\s+\d+\s+obj\b")
STREAM = re.compile(rb"\s*stream\r?\n?")
ENCRYPTED = re.compile(rb"/Encrypt\s*(?:\d+\s+\d+\s+R|<<)")
BRACKET = re.compile(rb"\\[\s\S]|[()]")
ESCAPE = re.compile(rb"\\(\r\n|[0-7]{1,3}|[\s\S])")
ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
INLINE_PICTURE_END = re.compile(rb"\sEI\b")
SHOWS = re.compile(rb"\bBT\b[\s\S]*?(?:Tj|TJ|['\"])")
# Names that letters have in fonts; what is not here is a mark between words.
GLYPHS = {"ff": "ff", "fi": "fi", "fl": "fl", "ffi": "ffi", "ffl": "ffl", "germandbls": "ß", "ae": "æ", "oslash": "ø"}
GLYPHS |= {"hyphen": "-", "softhyphen": "\u00ad", "sfthyphen": "\u00ad"}
GLYPHS |= {
    name: str(digit)
    for digit, name in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"])
}
ACCENTS = {"acute": "\u0301", "grave": "\u0300", "dieresis": "\u0308", "circumflex": "\u0302", "tilde": "\u0303"}
ACCENTS |= {"cedilla": "\u0327", "ring": "\u030a", "caron": "\u030c"}
UNKNOWN = "\ufffd"
# A step between letters that may be a space, and may be none: both are tried. In thousandths of the size of the letters.
STEP, GAP = "\x00", 180
WIDEST_RANGE = 65_536
# Where more of the letters than one in five can't be told, their words are as good as hidden.
TOO_MANY_UNKNOWN = 0.2
FEW = 20
ORIGIN: Matrix = (1, 0, 0, 1, 0, 0)


class Name(str):
    """A name: `/Type`."""

    __slots__ = ()


class Word(bytes):
    """An operator, or any other bare word."""

    __slots__ = ()


class Reference(int):
    """The number of another object."""

    __slots__ = ()


class Entry(Struct, frozen=True):
    """An object of the file: its number, its value, and the packed bytes of its stream, if it is one."""

    number: int
    value: object
    stream: bytes | None = None

    @property
    def table(self) -> Mapping[str, object]:
        """Its dictionary; empty where it is none."""
        return self.value if isinstance(self.value, dict) else {}


class Font(Struct, frozen=True):
    """How the codes of a font become letters: by `letters`, and by an encoding for those that stand in none."""

    letters: Mapping[bytes, str]
    sizes: Sequence[int] = (1,)
    fallback: str = "cp1252"

    def read(self, codes: bytes) -> str:
        """The letters of these codes; UNKNOWN for each that can't be told."""
        if not self.letters and self.fallback:
            return _decode(codes, self.fallback)
        found, at = [], 0
        while at < len(codes):
            size = next((size for size in self.sizes if codes[at : at + size] in self.letters), self.sizes[0])
            code = codes[at : at + size]
            found.append(self.letters.get(code) or (_decode(code, self.fallback) if self.fallback else UNKNOWN))
            at += size
        return "".join(found)


PLAIN = Font({})


def layers_of_pdf(data: bytes, inflate: Inflate) -> Iterator[tuple[str, str | bytes]]:
    """Where words stand in a PDF, and the words; files within it as bytes.

    Raises UnreadableFileError, after all else, where some of it can't be read.
    """
    document = _Document(data, inflate)
    yield from document.pages()
    yield from document.other_streams()
    for entry in document.entries:
        yield f"object {entry.number}", "\n".join(_strings(entry.value))
    if ENCRYPTED.search(data):
        raise UnreadableFileError("it is encrypted")
    if document.unknown > max(FEW, document.shown * TOO_MANY_UNKNOWN):
        raise UnreadableFileError("the letters of some of its text can't be told")
    if document.damaged:
        raise UnreadableFileError(f"stream {document.damaged[0]} can't be unpacked")


class _Document:
    """The objects of a file, with what is known of its fonts."""

    def __init__(self, data: bytes, inflate: Inflate) -> None:
        self.inflate = inflate
        self.damaged: list[int] = []
        self.shown = self.unknown = 0
        self.entries = list(_entries(data))
        self.unpacked = {at: self._unpack(entry) for at, entry in enumerate(self.entries) if entry.stream is not None}
        for at, entry in enumerate(tuple(self.entries)):
            if entry.table.get("Type") == "ObjStm":
                self.entries += _within(entry.table, self.unpacked.pop(at, b""))
        self.latest = {entry.number: entry for entry in self.entries}
        self.stream_of = {id(entry): self.unpacked[at] for at, entry in enumerate(self.entries) if at in self.unpacked}
        self.fonts: dict[int, Font] = {}
        self.read: set[int] = set()

    def pages(self) -> Iterator[tuple[str, str]]:
        """What each page shows."""
        for entry in self.entries:
            if entry.table.get("Type") == "Page":
                parts = [self._entry(part) for part in _list(self._value(entry.table.get("Contents"), keep=True))]
                nested = [self._entry(one) for part in parts if part for one in _list(part.value)]
                streams = [part for part in (*parts, *nested) if part and id(part) in self.stream_of]
                self.read.update(map(id, streams))
                content = b"\n".join(self.stream_of[id(part)] for part in streams)
                yield from self._shown(f"page (object {entry.number})", content, self._fonts(self._resources(entry)))

    def other_streams(self) -> Iterator[tuple[str, str | bytes]]:
        """What other streams show or hold: pictures within pages, notes, earlier versions, attachments, metadata."""
        anywhere: dict[str, Font] = {}
        for entry in self.entries:
            anywhere |= self._fonts(entry.table) | self._fonts(self._table(entry.table.get("Resources")))
        for entry in self.entries:
            content = self.stream_of.get(id(entry), b"")
            if id(entry) in self.read or not content:
                continue
            if SHOWS.search(content):
                own = self._fonts(self._table(entry.table.get("Resources")))
                yield from self._shown(f"text shown by object {entry.number}", content, anywhere | own)
            kind = "attachment" if entry.table.get("Type") == "EmbeddedFile" else "object"
            yield f"{kind} {entry.number}", content

    def _shown(self, where: str, content: bytes, fonts: Mapping[str, Font]) -> Iterator[tuple[str, str]]:
        page = _Page(fonts)
        text = "".join(page.text(content))
        self.shown += len(text)
        self.unknown += text.count(UNKNOWN)
        yield where, text.replace(STEP, " ")
        if STEP in text:
            yield where, text.replace(STEP, "")
        yield f"other words of {where}", "\n".join(page.aside)

    def _unpack(self, entry: Entry) -> bytes:
        """The bytes of a stream; none of those that hold the points of a picture, or nothing but places in the file."""
        filters = [str(one) for one in _list(entry.table.get("Filter", entry.table.get("F")))]
        if entry.table.get("Type") == "XRef":
            return b""
        data = entry.stream or b""
        picture = entry.table.get("Subtype") == "Image"
        try:
            for one in filters:
                if picture and one not in {"FlateDecode", "DCTDecode"}:
                    return data
                data = self._undo(one, data, entry.table)
        except (ValueError, UnreadableFileError):
            self.damaged.append(entry.number)
            return b""
        return b"" if picture and "DCTDecode" not in filters else data

    def _undo(self, filter_: str, data: bytes, table: Mapping[str, object]) -> bytes:
        match filter_:
            case "FlateDecode" | "Fl":
                predicted = any("Predictor" in one for one in _tables(table.get("DecodeParms", table.get("DP"))))
                if predicted and table.get("Subtype") != "Image":
                    raise UnreadableFileError("its streams are packed in an unknown way")
                return self.inflate(data)
            case "ASCIIHexDecode" | "AHx":
                return _hex(data.partition(b">")[0])
            case "ASCII85Decode" | "A85":
                return base64.a85decode(data.strip().removeprefix(b"<~").partition(b"~>")[0])
            case "DCTDecode" | "DCT" | "JPXDecode" | "CCITTFaxDecode" | "JBIG2Decode":
                return data
        raise UnreadableFileError("its streams are packed in an unknown way")

    def _entry(self, value: object) -> Entry | None:
        return self.latest.get(value) if isinstance(value, Reference) else None

    def _value(self, value: object, *, keep: bool = False) -> object:
        """What a reference leads to; with `keep` the reference itself where it leads to a stream."""
        entry = self._entry(value)
        return value if entry is None or (keep and entry.stream is not None) else entry.value

    def _table(self, value: object) -> Mapping[str, object]:
        found = self._value(value)
        return found if isinstance(found, dict) else {}

    def _resources(self, page: Entry) -> Mapping[str, object]:
        table, seen = page.table, 0
        while "Resources" not in table and "Parent" in table and seen < FEW:
            table, seen = self._table(table["Parent"]), seen + 1
        return self._table(table.get("Resources"))

    def _fonts(self, resources: Mapping[str, object]) -> dict[str, Font]:
        return {name: self._font(value) for name, value in self._table(resources.get("Font")).items()}

    def _font(self, value: object) -> Font:
        if isinstance(value, Reference) and value in self.fonts:
            return self.fonts[value]
        table = self._table(value)
        cmap = self._entry(table.get("ToUnicode"))
        encoding = self._value(table.get("Encoding"))
        if cmap is not None:
            font = _font_of_cmap(self.stream_of.get(id(cmap), b""), composite=table.get("Subtype") == "Type0")
        elif table.get("Subtype") == "Type0":
            ucs2 = isinstance(encoding, Name) and ("UCS2" in encoding or "UTF16" in encoding)
            font = Font({}, (2,), "utf-16-be" if ucs2 else "")
        else:
            font = Font({}, (1,), "mac_roman" if encoding == "MacRomanEncoding" else "cp1252")
        if isinstance(encoding, dict):
            font = Font(
                {**_differences(_list(self._value(encoding.get("Differences")))), **font.letters},
                font.sizes,
                font.fallback,
            )
        if isinstance(value, Reference):
            self.fonts[value] = font
        return font


class _Page:
    """Goes through what a page shows, and knows where on the page it is."""

    def __init__(self, fonts: Mapping[str, Font]) -> None:
        self.fonts = fonts
        self.font = PLAIN
        self.kept: list[Matrix] = []
        self.page = self.line = ORIGIN
        self.height: float | None = None
        self.moved = False
        self.aside: list[str] = []

    def text(self, content: bytes) -> Iterator[str]:
        """The letters in the order of showing, STEP where they may stand apart; what they stand for is laid aside."""
        operands: list[object] = []
        for value in values(content):
            if not isinstance(value, Word):
                operands.append(value)
                continue
            yield from self._act(value, operands)
            operands.clear()

    def _act(self, operator: Word, operands: Sequence[object]) -> Iterator[str]:
        match bytes(operator):
            case b"Tj" | b"TJ":
                yield self._step()
                yield from (self._letters(one) for one in _shown_by(operands))
            case b"'" | b'"':
                self.height = None
                yield self._step()
                yield from (self._letters(one) for one in _shown_by(operands))
            case b"Tf" if operands:
                self.font = self.fonts.get(str(operands[0]), PLAIN)
            case b"BDC" | b"DP":
                self.aside += (text for one in operands for text in _strings(one))
            case _:
                self._place(operator, [float(one) for one in operands if isinstance(one, int | float)])

    def _place(self, operator: bytes, numbers: Sequence[float]) -> None:
        match operator, numbers:
            case b"Td" | b"TD", [across, up]:
                self._move(_times((1, 0, 0, 1, across, up), self.line))
            case b"Tm", [a, b, c, d, e, f]:
                self._move((a, b, c, d, e, f))
            case b"cm", [a, b, c, d, e, f]:
                self.page = _times((a, b, c, d, e, f), self.page)
            case b"BT", _:
                self._move(ORIGIN)
            case b"T*", _:
                self.height = None
            case b"q", _ if len(self.kept) < WIDEST_RANGE:
                self.kept.append(self.page)
            case b"Q", _ if self.kept:
                self.page = self.kept.pop()

    def _move(self, line: Matrix) -> None:
        self.line, self.moved = line, True

    def _step(self) -> str:
        """What lies between the letters shown last and the next: a new line, perhaps a space, or nothing."""
        height = _times(self.line, self.page)[5]
        same = self.height is not None and abs(height - self.height) <= 1
        moved, self.height, self.moved = self.moved, height, False
        return "\n" if not same else STEP if moved else ""

    def _letters(self, shown: object) -> str:
        if isinstance(shown, bytes):
            return self.font.read(shown)
        return STEP if isinstance(shown, int | float) and shown < -GAP else ""


def values(data: bytes, at: int = 0) -> Iterator[object]:
    """The values and bare words from a place on: numbers, bytes, Name, Reference, Word, list, dict."""
    return (value for value, _ in _values(data, at))


def _values(data: bytes, at: int) -> Iterator[tuple[object, int]]:
    """Each value with the place where it ends; what is left open at the end counts as closed there."""
    within: list[tuple[bytes, list[object]]] = []
    for kind, value, end in _tokens(data, at):
        at = end
        if kind == "open":
            within.append((bytes(value), []) if isinstance(value, bytes) else (b"", []))
            continue
        if kind == "close":
            if not within:
                continue
            value = _closed(*within.pop())  # noqa: PLW2901 - the whole stands for its end
        if within:
            within[-1][1].append(value)
        else:
            yield value, at
    yield from ((_closed(*one), at) for one in within)


def _tokens(data: bytes, at: int) -> Iterator[tuple[str, object, int]]:
    """Each bracket and value that holds no others, as (kind, value, where it ends); not the points of pictures."""
    pictures = True
    while found := TOKEN.match(data, at):
        kind, at = found.lastgroup or "", found.end()
        if kind in {"space", "stray"}:
            continue
        if kind == "nested":
            text, at = _nested(data, at)
            yield kind, text, at
            continue
        if pictures and kind == "word" and found[0] == b"ID":
            end = INLINE_PICTURE_END.search(data, at)
            pictures, at = end is not None, end.end() if end else at
        yield kind, found[0] if kind in {"open", "close"} else _value(kind, found), at


def _closed(bracket: bytes, members: Sequence[object]) -> object:
    return _dictionary(members) if bracket == b"<<" else list(members)


def _value(kind: str, found: re.Match[bytes]) -> object:
    text: bytes = found[kind]
    match kind:
        case "hex":
            return _hex(text)
        case "string":
            return _unescaped(text)
        case "name":
            return Name(
                re.sub(rb"#([0-9A-Fa-f]{2})", lambda code: bytes.fromhex(code[1].decode()), text).decode("latin-1")
            )
        case "reference":
            return Reference(_whole(text))
        case "number":
            return float(text[:FEW]) if b"." in text else _whole(text)
    return Word(text)


def _whole(digits: bytes) -> int:
    return int(digits[:FEW])


def _nested(data: bytes, at: int) -> tuple[bytes, int]:
    """A string that has brackets in it, from behind its first one, and where it ends."""
    depth = 1
    for bracket in BRACKET.finditer(data, at):
        depth += {b"(": 1, b")": -1}.get(bracket[0], 0)
        if depth == 0:
            return _unescaped(data[at : bracket.start()]), bracket.end()
    return _unescaped(data[at:]), len(data)


def _unescaped(text: bytes) -> bytes:
    def sign(found: re.Match[bytes]) -> bytes:
        code: bytes = found[1]
        return bytes([int(code, 8) & 255]) if code[:1].isdigit() and code < b"8" else ESCAPED.get(code, code)

    return ESCAPE.sub(sign, text) if b"\\" in text else text


def _hex(digits: bytes) -> bytes:
    clean = b"".join(digits.split())
    return bytes.fromhex((clean + b"0" * (len(clean) % 2)).decode("ascii", "replace"))


def _dictionary(members: Sequence[object]) -> dict[str, object]:
    return {str(key): value for key, value in zip(members[::2], members[1::2], strict=False) if isinstance(key, Name)}


def _entries(data: bytes) -> Iterator[Entry]:
    at = 0
    while found := OBJECT.search(data, at):
        value, at = next(_values(data, found.end()), (None, found.end()))
        number = _whole(found[1])
        stream = STREAM.match(data, at)
        if stream is None or not isinstance(value, dict):
            yield Entry(number, value)
            continue
        length = value.get("Length")
        end = stream.end() + length if isinstance(length, int) and not isinstance(length, Reference) else -1
        if end < 0 or not data[end : end + 12].lstrip().startswith(b"endstream"):
            end = data.find(b"endstream", stream.end())
        at = len(data) if end < 0 else end
        yield Entry(number, value, data[stream.end() : at])


def _within(table: Mapping[str, object], data: bytes) -> Iterator[Entry]:
    """The objects in a stream of objects."""
    count, first = table.get("N"), table.get("First")
    if isinstance(count, int) and isinstance(first, int):
        numbers = [one for one in values(data[:first]) if isinstance(one, int)]
        for number, value in zip(numbers[::2], values(data, first), strict=False):
            yield Entry(number, value)


def _font_of_cmap(data: bytes, *, composite: bool) -> Font:
    """The font that a map from codes to letters makes."""
    letters: dict[bytes, str] = {}
    sizes: set[int] = set()
    operands: list[object] = []
    for value in values(data):
        if not isinstance(value, Word):
            operands.append(value)
            continue
        codes = operands
        match bytes(value):
            case b"endcodespacerange":
                sizes.update(len(one) for one in codes if isinstance(one, bytes) and one)
            case b"endbfchar":
                letters.update(_pairs(codes))
            case b"endbfrange":
                letters.update(_ranges(codes))
        operands = []
    standard = (2,) if composite else (1,)
    return Font(letters, sorted(sizes or standard, reverse=True), "" if composite else "cp1252")


def _pairs(codes: Sequence[object]) -> Iterator[tuple[bytes, str]]:
    for code, letter in zip(codes[::2], codes[1::2], strict=False):
        if isinstance(code, bytes) and isinstance(letter, bytes):
            yield code, _decode(letter, "utf-16-be")


def _ranges(codes: Sequence[object]) -> Iterator[tuple[bytes, str]]:
    for low, high, letters in zip(codes[::3], codes[1::3], codes[2::3], strict=False):
        if not isinstance(low, bytes) or not isinstance(high, bytes) or not low:
            continue
        first = int.from_bytes(low)
        for step in range(min(int.from_bytes(high) - first + 1, WIDEST_RANGE)):
            code = (first + step).to_bytes(len(low) + 1)[-len(low) :]
            if isinstance(letters, bytes) and letters:
                number = (int.from_bytes(letters) + step) % 256 ** len(letters)
                yield code, _decode(number.to_bytes(len(letters)), "utf-16-be")
            elif isinstance(letters, list) and step < len(letters) and isinstance(letters[step], bytes):
                yield code, _decode(letters[step], "utf-16-be")


def _differences(members: Sequence[object]) -> dict[bytes, str]:
    """The letters that a font names one by one."""
    found: dict[bytes, str] = {}
    code = 0
    for one in members:
        if isinstance(one, Name):
            found[bytes([code & 255])] = _glyph(one)
            code += 1
        elif isinstance(one, int):
            code = one
    return found


def _glyph(name: str) -> str:
    if len(name) == 1:
        return name
    if named := re.fullmatch(r"uni([0-9A-Fa-f]{4})", name):
        return chr(int(named[1], 16))
    if name[1:] in ACCENTS:
        return name[0] + ACCENTS[name[1:]]
    return GLYPHS.get(name) or (" " if name.isalpha() else UNKNOWN)


def _decode(text: bytes, encoding: str) -> str:
    found = text.decode(encoding, "replace")
    return "".join(UNKNOWN if sign < " " else sign for sign in found) if encoding == "cp1252" else found


def _strings(value: object) -> Iterator[str]:
    """Every string and long name in a value."""
    waiting = [value]
    while waiting:
        match waiting.pop():
            case Word():
                pass
            case bytes(text):
                yield text.decode("utf-16", "replace") if text[:2] in {b"\xfe\xff", b"\xff\xfe"} else _text(text)
            case dict(table):
                waiting += [*reversed(table.values()), *(Name(key) for key in table if len(key) > FEW)]
            case list(members):
                waiting += reversed(members)
            case Name() as name if len(name) > FEW:
                yield str(name)


def _text(text: bytes) -> str:
    try:
        return text.decode("utf-8-sig")
    except UnicodeDecodeError:
        return text.decode("cp1252", "replace")


def _shown_by(operands: Sequence[object]) -> Iterator[object]:
    for one in operands:
        if isinstance(one, list):
            yield from one
        elif isinstance(one, bytes):
            yield one


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _tables(value: object) -> Iterator[Mapping[str, object]]:
    return (one for one in _list(value) if isinstance(one, dict))


def _times(one: Matrix, two: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)
