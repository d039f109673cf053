"""Comments in a Word file: who said what where, what was answered, and what is settled."""

from collections.abc import Iterator, Mapping

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from decisionforms.render.docx_named import NAMED
from decisionforms.render.docx_parts import W
from decisionforms.word.opening import WordFile

W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
COMMENTS, EXTENDED = "word/comments.xml", "word/commentsExtended.xml"
LONGEST = 80


class Comment(Struct, frozen=True):
    """A comment; `name` is that of the paragraph it begins in, `quote` the words it is about, `date` as Word wrote it."""

    author: str
    date: str
    text: str
    name: str
    quote: str
    resolved: bool = False
    replies: tuple["Comment", ...] = ()


def comments_of(file: WordFile) -> list[Comment]:
    """The comments in the order of the text, each with its replies."""
    root = file.part(COMMENTS)
    if root is None:
        return []
    by_id = {str(one.get(f"{{{W}}}id")): one for one in root.iter(f"{{{W}}}comment")}
    threads = _threads(file.part(EXTENDED))
    places = dict(_places(file.document))
    ordered = [key for key in places if key in by_id] + [key for key in by_id if key not in places]
    read = {key: _read(by_id[key], *places.get(key, ("", ""))) for key in ordered}
    keys = {_thread_key(by_id[key]): key for key in ordered}
    replies: dict[str, list[Comment]] = {}
    for key in ordered:
        parent = keys.get(threads.get(_thread_key(by_id[key]), (False, ""))[1])
        if parent:
            replies.setdefault(parent, []).append(read[key])
    answers = {id(one) for some in replies.values() for one in some}
    return [
        replace(
            read[key],
            resolved=threads.get(_thread_key(by_id[key]), (False, ""))[0],
            replies=tuple(replies.get(key, ())),
        )
        for key in ordered
        if id(read[key]) not in answers
    ]


def _threads(extended: etree._Element | None) -> Mapping[str, tuple[bool, str]]:
    """Of each comment, by the key of its last paragraph, whether it is settled and which comment it answers."""
    found = extended.iter(f"{{{W15}}}commentEx") if extended is not None else ()
    return {
        str(one.get(f"{{{W15}}}paraId")): (
            one.get(f"{{{W15}}}done") in {"1", "true"},
            str(one.get(f"{{{W15}}}paraIdParent") or ""),
        )
        for one in found
    }


def _thread_key(comment: etree._Element) -> str:
    paragraphs = comment.findall(f"{{{W}}}p")
    return str(paragraphs[-1].get(f"{{{W14}}}paraId") or "none") if paragraphs else "none"


def _read(comment: etree._Element, name: str, quote: str) -> Comment:
    paragraphs = ("".join(word.text or "" for word in one.iter(f"{{{W}}}t")) for one in comment.iter(f"{{{W}}}p"))
    author, date = (str(comment.get(f"{{{W}}}{key}") or "") for key in ("author", "date"))
    return Comment(author, date, "\n".join(one for one in paragraphs if one.strip()), name, quote)


def _places(document: etree._Element) -> Iterator[tuple[str, tuple[str, str]]]:
    """Of each comment, by its id, the paragraph it begins in and the words it is about."""
    quotes: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    open_now: list[str] = []
    name = ""
    for element in document.iter():
        if element.tag == f"{{{W}}}p":
            named = (str(one.get(f"{{{W}}}name")) for one in element.iter(f"{{{W}}}bookmarkStart"))
            name = next((one for one in named if one.startswith(NAMED)), "")
        elif element.tag == f"{{{W}}}commentRangeStart":
            key = str(element.get(f"{{{W}}}id"))
            open_now.append(key)
            names[key], quotes[key] = name, []
        elif element.tag == f"{{{W}}}commentRangeEnd" and (key := str(element.get(f"{{{W}}}id"))) in open_now:
            open_now.remove(key)
        elif element.tag == f"{{{W}}}commentReference":
            names.setdefault(str(element.get(f"{{{W}}}id")), name)
        elif element.tag in {f"{{{W}}}t", f"{{{W}}}delText"}:
            for key in open_now:
                quotes[key].append(element.text or "")
    for key, found in names.items():
        yield key, (found, "".join(quotes.get(key, ()))[:LONGEST])
