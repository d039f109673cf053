"""A Word file that came from outside, opened with care: whatever is in it is only looked at."""

from collections.abc import Iterator, Mapping
from posixpath import normpath

from lxml import etree
from msgspec import Struct

from decisionforms.render.docx_layout import DOCUMENT, FOOTNOTES, R
from decisionforms.render.docx_parts import RELS, TYPES, W, strictly
from decisionforms.render.package import BrokenPackageError, unpack

LARGEST = 20_000_000
OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
PARSED = (".xml", ".rels")
MAIN = "_rels/.rels"
STYLES, ENDNOTES = "word/styles.xml", "word/endnotes.xml"
# Parts of a document that some programs number, as in word/document2.xml.
NAMED = {"styles", "numbering", "footnotes", "endnotes", "settings", "comments", "commentsExtended"}
# What runs, by the kinds of parts and by the beginnings of their names, and what another program would open.
RUNNING = ("macroenabled", "vbaproject", "activex")
RUNS = ("word/vba", "word/activeX", "customUI")
EMBEDDED = "word/embeddings"
Parts = Mapping[str, bytes]


class ActiveFileError(BrokenPackageError):
    """The file could do more than be read; the text says what."""


class WordFile(Struct, frozen=True):
    """The parts of a Word file under their usual names, and those of them that are XML."""

    parts: Parts
    trees: Mapping[str, etree._Element]
    document: etree._Element
    body: etree._Element
    notes: Mapping[str, etree._Element]
    links: Mapping[str, str]
    note_links: Mapping[str, str]

    def part(self, name: str) -> etree._Element | None:
        """A part as XML; None where there is none."""
        return self.trees.get(name)


def open_word_file(data: bytes) -> WordFile:
    """The file. Raises BrokenPackageError for what is no Word document, ActiveFileError for what could do more than be read."""
    if data.startswith(OLD_OR_LOCKED):
        raise BrokenPackageError("it has a password, or is in Word's old format (.doc)")
    parts = _usually_named(unpack(data))
    trees = {name: strictly(name, content) for name, content in parts.items() if name.endswith(PARSED)}
    _look_for_programs(parts, trees)
    for name, tree in trees.items():
        if name.endswith(".rels"):
            _look_outside(tree)
    body, notes = _body(trees), trees.get(FOOTNOTES, ())
    return WordFile(
        parts=parts,
        trees=trees,
        document=trees[DOCUMENT],
        body=body,
        notes={str(note.get(f"{{{W}}}id")): note for note in notes},
        links=dict(_links(trees, DOCUMENT)),
        note_links=dict(_links(trees, FOOTNOTES)),
    )


def margins_of(file: WordFile, kind: str) -> Iterator[etree._Element]:
    """What stands at the heads (`header`) or feet (`footer`) of its pages, each part once."""
    keys = dict.fromkeys(str(one.get(f"{{{R}}}id")) for one in file.document.iter(f"{{{W}}}{kind}Reference"))
    names = {str(one.get("Id")): _target(one, "word") for one in file.trees.get(relations_of(DOCUMENT), ())}
    return (file.trees[names[key]] for key in keys if names.get(key) in file.trees)


def _usually_named(parts: Parts) -> Parts:
    """The parts, with the document and what belongs to it under the names that Word first gives them."""
    names = dict(_usual_names(parts))
    return {names.get(name, name): content for name, content in parts.items()}


def _usual_names(parts: Parts) -> Iterator[tuple[str, str]]:
    main = next((name for kind, name in _related(parts, MAIN, "") if kind == "officeDocument"), "")
    found = [("document", main), *_related(parts, relations_of(main), main.rpartition("/")[0])]
    for kind, name in found:
        if kind in {"document", *NAMED} and name in parts:
            usual = f"word/{kind}.xml"
            yield name, usual
            yield relations_of(name), relations_of(usual)


def _related(parts: Parts, relations: str, folder: str) -> Iterator[tuple[str, str]]:
    """The kind and name of each part to which these relations lead."""
    for one in strictly(relations, parts[relations]) if relations in parts else ():
        yield str(one.get("Type")).rpartition("/")[2], _target(one, folder)


def _target(relation: etree._Element, folder: str) -> str:
    """The name of the part to which a relation leads from one in this folder."""
    target = str(relation.get("Target"))
    return target[1:] if target.startswith("/") else normpath(f"{folder}/{target}").lstrip("/")


def relations_of(name: str) -> str:
    """The name of the part that says what a part is related to."""
    folder, _, file = name.rpartition("/")
    return f"{folder}/_rels/{file}.rels"


def _look_for_programs(parts: Parts, trees: Mapping[str, etree._Element]) -> None:
    kinds = [str(one.get("ContentType")).lower() for one in trees.get("[Content_Types].xml", ()) if _is_of(one, TYPES)]
    if any(word in kind for kind in kinds for word in RUNNING) or any(name.startswith(RUNS) for name in parts):
        raise ActiveFileError("it holds macros")
    if any(name.startswith(EMBEDDED) for name in parts):
        raise ActiveFileError("it holds files of other programs, such as a spreadsheet")


def _look_outside(relations: etree._Element) -> None:
    """Refuse what is fetched from elsewhere when a file is opened; links are only followed when somebody clicks."""
    for one in relations:
        kind = str(one.get("Type")).rpartition("/")[2]
        if str(one.get("TargetMode")).lower() == "external" and kind != "hyperlink":
            raise ActiveFileError(f"it fetches something from outside ({kind})")


def _body(trees: Mapping[str, etree._Element]) -> etree._Element:
    document = trees.get(DOCUMENT)
    body = document.find(f"{{{W}}}body") if document is not None else None
    if body is None:
        raise BrokenPackageError(
            "it is not a Word document, or was saved as “Strict Open XML”, which few programs read"
        )
    return body


def _links(trees: Mapping[str, etree._Element], name: str) -> Iterator[tuple[str, str]]:
    """Where the links of a part lead, by the id under which it refers to them."""
    for one in trees.get(relations_of(name), ()):
        if _is_of(one, RELS) and one.get("Type") == f"{R}/hyperlink":
            yield str(one.get("Id")), str(one.get("Target"))


def _is_of(element: etree._Element, namespace: str) -> bool:
    return str(element.tag).startswith(f"{{{namespace}}}")
