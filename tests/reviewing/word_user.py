"""A reviewer at work: edits made in the XML of a Word file as Word makes them, with or without tracked changes."""

import copy
from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

from lxml import etree as lxml_etree

from decisionforms.render.package import member, pack, unpack

# An element of a file, of which lxml's own types say little.
Element: TypeAlias = Any
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
etree: Any = lxml_etree
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
DOCUMENT, FOOTNOTES = "word/document.xml", "word/footnotes.xml"
COMMENTS, EXTENDED = "word/comments.xml", "word/commentsExtended.xml"


def w(name: str) -> str:
    """A name of WordprocessingML."""
    return f"{{{W}}}{name}"


class WordUser:
    """Opens a file, edits it as somebody, and saves it."""

    def __init__(self, data: bytes, *, tracked: bool = True, author: str = "Example Lawyer") -> None:
        self.parts = dict(unpack(data))
        self.root = etree.fromstring(self.parts[DOCUMENT])
        self.body = self.root[0]
        self.tracked, self.author = tracked, author
        self.changes = 9000

    def save(self) -> bytes:
        """The file with the edits in it."""
        self.parts[DOCUMENT] = etree.tostring(self.root, xml_declaration=True, encoding="UTF-8")
        return pack(member(name, data) for name, data in self.parts.items())

    def paragraphs(self) -> list[Element]:
        """The paragraphs that are there, those in tables too."""
        return list(self.body.iter(w("p")))

    def find(self, text: str) -> Element:
        """The paragraph that holds this text."""
        return next(one for one in self.paragraphs() if text in self.text(one))

    def text(self, paragraph: Element) -> str:
        """What a paragraph shows with all changes accepted."""
        gone = {id(t) for change in paragraph.iter(w("del")) for t in change.iter(w("t"), w("delText"))}
        return "".join(t.text or "" for t in paragraph.iter(w("t")) if id(t) not in gone)

    def mark(self, name: str) -> Element:
        """A tracked change, of which the content is put in."""
        self.changes += 1
        element = etree.Element(w(name))
        for key, value in (("id", str(self.changes)), ("author", self.author), ("date", "2026-11-20T10:00:00Z")):
            element.set(w(key), value)
        return element

    def run(self, text: str, properties: Element = None) -> Element:
        """A run of text, with tabs as Word writes them."""
        run = etree.Element(w("r"))
        if properties is not None:
            run.append(copy.deepcopy(properties))
        for at, part in enumerate(text.split("\t")):
            if at:
                etree.SubElement(run, w("tab"))
            if part:
                word = etree.SubElement(run, w("t"))
                word.text = part
                word.set(SPACE, "preserve")
        return run

    def inserted(self, runs: Iterable[Element]) -> list[Element]:
        """Runs as they stand once they are typed."""
        if not self.tracked:
            return list(runs)
        mark = self.mark("ins")
        mark.extend(runs)
        return [mark]

    def deleted(self, run: Element) -> list[Element]:
        """What stands in place of a run that is deleted."""
        if not self.tracked:
            return []
        mark, gone = self.mark("del"), copy.deepcopy(run)
        for word in gone.iter(w("t")):
            word.tag = w("delText")
        mark.append(gone)
        return [mark]

    def replace(self, old: str, new: str) -> None:
        """Type something in place of some words within one run."""
        for word in self.body.iter(w("t")):
            if old in (word.text or ""):
                self._replace_in(word, old, new)
                return
        raise AssertionError(old)

    def _replace_in(self, word: Element, old: str, new: str) -> None:
        run = word.getparent()
        before, _, after = (word.text or "").partition(old)
        look = run.find(w("rPr"))
        pieces: list[Element] = [self.run(before, look)] if before else []
        pieces += self.deleted(self.run(old, look))
        pieces += self.inserted([self.run(new, look)]) if new else []
        pieces += [self.run(after, look)] if after else []
        parent, at = run.getparent(), run.getparent().index(run)
        parent.remove(run)
        for offset, piece in enumerate(pieces):
            parent.insert(at + offset, piece)

    def add_after(self, text: str, new: str) -> Element:
        """Press Enter at the end of the paragraph that holds this text, and type."""
        here = self.find(text)
        added = etree.Element(w("p"))
        properties = here.find(w("pPr"))
        if properties is not None:
            added.append(copy.deepcopy(properties))
        added.extend(self.inserted([self.run(new)]) if new else [])
        here.addnext(added)
        if self.tracked:
            # In Word the mark of the paragraph above is the new one, and the last mark stays where it was.
            self._mark_of(here, "ins")
            self._mark_of(added, None)
        return added

    def _mark_of(self, paragraph: Element, change: str | None) -> None:
        properties = paragraph.find(w("pPr"))
        if properties is None:
            properties = etree.Element(w("pPr"))
            paragraph.insert(0, properties)
        look = properties.find(w("rPr"))
        if look is None:
            look = etree.SubElement(properties, w("rPr"))
        for former in [*look.iter(w("ins")), *look.iter(w("del"))]:
            look.remove(former)
        if change:
            look.insert(0, self.mark(change))

    def delete(self, text: str) -> None:
        """Take out the whole paragraph that holds this text."""
        here = self.find(text)
        if not self.tracked:
            here.getparent().remove(here)
            return
        for run in list(here.findall(w("r"))):
            at = here.index(run)
            here.remove(run)
            for offset, piece in enumerate(self.deleted(run)):
                here.insert(at + offset, piece)
        self._mark_of(here, "del")

    def split(self, text: str, at: str) -> None:
        """Press Enter before some words of the paragraph that holds this text, in its first run of text."""
        here = self.find(text)
        word = next(one for one in here.iter(w("t")) if at in (one.text or ""))
        run = word.getparent()
        before, _, after = (word.text or "").partition(at)
        word.text = before
        second = etree.Element(w("p"))
        if (properties := here.find(w("pPr"))) is not None:
            second.append(copy.deepcopy(properties))
        second.append(self.run(at + after, run.find(w("rPr"))))
        for following in list(run.itersiblings()):
            second.append(following)
        here.addnext(second)
        if self.tracked:
            self._mark_of(here, "ins")

    def join(self, text: str) -> None:
        """Delete the end of the paragraph that holds this text, so that the next one goes on in it."""
        here = self.find(text)
        if self.tracked:
            self._mark_of(here, "del")
            return
        following = here.getnext()
        for piece in [one for one in following if one.tag != w("pPr")]:
            here.append(piece)
        following.getparent().remove(following)

    def make(self, look: str, words: str) -> None:
        """Make some words bold (`b`) or italic (`i`)."""
        word = next(one for one in self.body.iter(w("t")) if words in (one.text or ""))
        run, (before, _, after) = word.getparent(), (word.text or "").partition(words)
        former = run.find(w("rPr"))
        changed = self.run(words, former)
        properties = changed.find(w("rPr"))
        if properties is None:
            properties = etree.Element(w("rPr"))
            changed.insert(0, properties)
        etree.SubElement(properties, w(look))
        if self.tracked:
            mark = self.mark("rPrChange")
            mark.append(copy.deepcopy(former) if former is not None else etree.Element(w("rPr")))
            properties.append(mark)
        parent, at = run.getparent(), run.getparent().index(run)
        parent.remove(run)
        pieces = [
            *([self.run(before, former)] if before else []),
            changed,
            *([self.run(after, former)] if after else []),
        ]
        for offset, piece in enumerate(pieces):
            parent.insert(at + offset, piece)

    def move(self, text: str, after: str) -> None:
        """Cut the paragraph that holds the one text and put it below the one that holds the other."""
        here, there = self.find(text), self.find(after)
        moved = copy.deepcopy(here)
        for mark in [*moved.iter(w("bookmarkStart")), *moved.iter(w("bookmarkEnd"))]:
            mark.getparent().remove(mark)
        if not self.tracked:
            moved = here
        else:
            for run in list(moved.findall(w("r"))):
                at = moved.index(run)
                moved.remove(run)
                moved.insert(at, self.mark("moveTo"))
                moved[at].append(run)
            self._mark_of(moved, "moveTo")
            for run in list(here.findall(w("r"))):
                at = here.index(run)
                here.remove(run)
                here.insert(at, self.mark("moveFrom"))
                here[at].append(run)
            self._mark_of(here, "moveFrom")
        there.addnext(moved)

    def row_of(self, text: str) -> Element:
        """The row of a table in which this text stands."""
        return next(self.find(text).iterancestors(w("tr")))

    def add_row(self, text: str, cells: Iterable[str]) -> None:
        """Put a row below the one that holds this text."""
        here = self.row_of(text)
        added = copy.deepcopy(here)
        for mark in [*added.iter(w("bookmarkStart")), *added.iter(w("bookmarkEnd"))]:
            mark.getparent().remove(mark)
        for cell, new in zip(added.iter(w("tc")), cells, strict=True):
            paragraph = cell.find(w("p"))
            for run in [*paragraph.findall(w("r"))]:
                paragraph.remove(run)
            paragraph.extend(self.inserted([self.run(new)]))
        self._mark_row(added, "ins")
        here.addnext(added)

    def delete_row(self, text: str) -> None:
        """Take out the row that holds this text."""
        here = self.row_of(text)
        if self.tracked:
            self._mark_row(here, "del")
        else:
            here.getparent().remove(here)

    def _mark_row(self, row: Element, change: str) -> None:
        if self.tracked:
            properties = row.find(w("trPr"))
            if properties is None:
                properties = etree.Element(w("trPr"))
                row.insert(0, properties)
            properties.append(self.mark(change))

    def in_notes(self, act: Callable[["WordUser"], None]) -> None:
        """Do something among the texts of the footnotes."""
        body, self.body = self.body, etree.fromstring(self.parts[FOOTNOTES])
        act(self)
        self.parts[FOOTNOTES] = etree.tostring(self.body, xml_declaration=True, encoding="UTF-8")
        self.body = body

    def add_note(self, text: str, note: str) -> None:
        """Put a footnote at the end of the paragraph that holds this text."""
        notes = etree.fromstring(self.parts[FOOTNOTES])
        number = max(int(one.get(w("id"))) for one in notes) + 1
        added = etree.SubElement(notes, w("footnote"))
        added.set(w("id"), str(number))
        paragraph = etree.SubElement(added, w("p"))
        etree.SubElement(etree.SubElement(paragraph, w("r")), w("footnoteRef"))
        paragraph.append(self.run(f" {note}"))
        self.parts[FOOTNOTES] = etree.tostring(notes, xml_declaration=True, encoding="UTF-8")
        run = etree.Element(w("r"))
        etree.SubElement(run, w("footnoteReference")).set(w("id"), str(number))
        self.find(text).extend(self.inserted([run]))

    def comment(self, text: str, words: str, *, answers: str = "", settled: bool = False) -> None:
        """Say something about the paragraph that holds this text; `answers` is what an earlier comment says."""
        comments = etree.fromstring(self.parts[COMMENTS])
        extended = etree.fromstring(self.parts.get(EXTENDED, f'<w15:commentsEx xmlns:w15="{W15}"/>'.encode()))
        number = str(max((int(one.get(w("id"))) for one in comments), default=0) + 1)
        key = f"{int(number):08X}"
        added = etree.SubElement(comments, w("comment"))
        for name, value in (("id", number), ("author", self.author), ("date", "2026-11-21T09:00:00Z")):
            added.set(w(name), value)
        paragraph = etree.SubElement(added, w("p"))
        paragraph.set(f"{{{W14}}}paraId", key)
        paragraph.append(self.run(words))
        thread = etree.SubElement(extended, f"{{{W15}}}commentEx")
        thread.set(f"{{{W15}}}paraId", key)
        thread.set(f"{{{W15}}}done", "1" if settled else "0")
        if answers:
            answered = next(p for p in comments.iter(w("p")) if answers in "".join(t.text for t in p.iter(w("t"))))
            thread.set(f"{{{W15}}}paraIdParent", answered.get(f"{{{W14}}}paraId"))
        here = self.find(text)
        here.insert(1, etree.Element(w("commentRangeStart"), {w("id"): number}))
        here.append(etree.Element(w("commentRangeEnd"), {w("id"): number}))
        run = etree.SubElement(here, w("r"))
        etree.SubElement(run, w("commentReference")).set(w("id"), number)
        self.parts[COMMENTS], self.parts[EXTENDED] = etree.tostring(comments), etree.tostring(extended)
