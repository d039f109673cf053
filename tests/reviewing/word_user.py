"""A reviewer at work: edits made in the XML of a Word file as Word makes them, with or without tracked changes."""

import copy
from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

from lxml import etree as lxml_etree

from decisionforms.render.package import member, pack, unpack

# An element of a file, of which lxml's own types say little.
Element: TypeAlias = Any
# Where something is done: in a paragraph, or in the first that holds some text.
Place: TypeAlias = str | Any
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
etree: Any = lxml_etree
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DOCUMENT, FOOTNOTES, RELATIONS = "word/document.xml", "word/footnotes.xml", "word/_rels/document.xml.rels"
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

    def find(self, place: Place) -> Element:
        """The paragraph that holds this text; a paragraph itself is its own place."""
        return next(one for one in self.paragraphs() if place in self.text(one)) if isinstance(place, str) else place

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
        for word in gone.iter(w("t"), w("instrText")):
            word.tag = w("delText" if word.tag == w("t") else "delInstrText")
        mark.append(gone)
        return [mark]

    def replace(self, old: str, new: str, place: Place = None) -> None:
        """Type something in place of some words within one run."""
        for word in (self.body if place is None else self.find(place)).iter(w("t")):
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
        self._put(run, pieces)

    def add_after(self, place: Place, new: str) -> Element:
        """Press Enter at the end of the paragraph that holds this text, and type."""
        here = self.find(place)
        added = etree.Element(w("p"))
        properties = here.find(w("pPr"))
        if properties is not None:
            added.append(copy.deepcopy(properties))
        added.extend(self.inserted([self.run(new)]) if new else [])
        here.addnext(added)
        if self.tracked:
            # In Word the mark of the paragraph above is the new one, and its former mark stays below what is typed.
            self._mark_of(here, "ins")
        return added

    def add_before(self, place: Place, new: str) -> None:
        """Type at the start of the paragraph that holds this text, and press Enter."""
        here = self.find(place)
        added = etree.Element(w("p"))
        if (properties := here.find(w("pPr"))) is not None:
            added.append(copy.deepcopy(properties))
        added.extend(self.inserted([self.run(new)]))
        here.addprevious(added)
        if self.tracked:
            self._mark_of(added, "ins")

    def type_in(self, place: Place, new: str, *, at_end: bool) -> None:
        """Type at one end of the paragraph that holds this text."""
        here = self.find(place)
        typed = self.inserted([self.run(new)])
        if at_end:
            here.extend(typed)
        else:
            start = 0 if here.find(w("pPr")) is None else 1
            here[start:start] = typed

    def break_line(self, place: Place, at: str) -> None:
        """Press Shift and Enter before some words."""
        word = next(one for one in self.find(place).iter(w("t")) if at in (one.text or ""))
        run, (before, _, after) = word.getparent(), (word.text or "").partition(at)
        look, broken = run.find(w("rPr")), etree.Element(w("r"))
        etree.SubElement(broken, w("br"))
        pieces = [self.run(before, look)] if before else []
        self._put(run, [*pieces, *self.inserted([broken]), self.run(at + after, look)])

    def restyle(self, place: Place, like: Place) -> None:
        """Give a paragraph the style of another one."""
        here, there = self.find(place), self.find(like)
        former = here.find(w("pPr"))
        properties = copy.deepcopy(there.find(w("pPr")))
        for mark in properties.findall(w("rPr")):
            properties.remove(mark)
        if former is not None:
            if (mark := former.find(w("rPr"))) is not None:
                properties.append(copy.deepcopy(mark))
            here.remove(former)
            if self.tracked:
                was = copy.deepcopy(former)
                for mark in was.findall(w("rPr")):
                    was.remove(mark)
                change = self.mark("pPrChange")
                change.append(was)
                properties.append(change)
        here.insert(0, properties)

    def take_note(self, place: Place) -> None:
        """Take out the first footnote of a paragraph."""
        run = next(one for one in self.runs(self.find(place)) if one.find(w("footnoteReference")) is not None)
        self._put(run, self.deleted(run))

    def change_note(self, place: Place, new: str) -> None:
        """Type at the end of the first footnote of a paragraph."""
        number = next(self.find(place).iter(w("footnoteReference"))).get(w("id"))
        notes = etree.fromstring(self.parts[FOOTNOTES])
        note = next(one for one in notes if one.get(w("id")) == number)
        note[-1].extend(self.inserted([self.run(new)]))
        self.parts[FOOTNOTES] = etree.tostring(notes, xml_declaration=True, encoding="UTF-8")

    def link(self, place: Place, words: str, address: str) -> None:
        """Make a link of some words."""
        word = next(one for one in self.find(place).iter(w("t")) if words in (one.text or ""))
        run, (before, _, after) = word.getparent(), (word.text or "").partition(words)
        look, link = run.find(w("rPr")), etree.Element(w("hyperlink"))
        link.set(f"{{{R}}}id", self._relation(address))
        link.extend(self.inserted([self.run(words, look)]))
        pieces = [self.run(before, look)] if before else []
        rest = [self.run(after, look)] if after else []
        self._put(run, [*pieces, *(self.deleted(self.run(words, look))), link, *rest])

    def _relation(self, address: str) -> str:
        part = etree.fromstring(self.parts[RELATIONS])
        added = etree.SubElement(part, f"{{{part.nsmap[None]}}}Relationship")
        key = f"new{len(part)}"
        for name, value in (("Id", key), ("Type", f"{R}/hyperlink"), ("Target", address), ("TargetMode", "External")):
            added.set(name, value)
        self.parts[RELATIONS] = etree.tostring(part, xml_declaration=True, encoding="UTF-8")
        return key

    def spread_fields(self) -> None:
        """Save with fields as Word writes them once they were worked out anew."""
        for paragraph in self.paragraphs():
            self.runs(paragraph)

    def lose_names(self, place: Place) -> None:
        """Retype a paragraph, so that its bookmarks are gone."""
        for mark in [*self.find(place).iter(w("bookmarkStart"))]:
            if str(mark.get(w("name"))).startswith("_dmpc_"):
                mark.getparent().remove(mark)

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

    def delete(self, place: Place) -> None:
        """Take out the whole paragraph that holds this text."""
        here = self.find(place)
        if not self.tracked:
            here.getparent().remove(here)
            return
        for run in self.runs(here):
            self._put(run, self.deleted(run))
        self._mark_of(here, "del")

    def runs(self, paragraph: Element) -> list[Element]:
        """The runs that are there; a field is first written as Word writes one that is edited."""
        for field in list(paragraph.iter(w("fldSimple"))):
            self._put(field, self._spread(field))
        gone = {id(run) for change in paragraph.iter(w("del"), w("moveFrom")) for run in change.iter(w("r"))}
        return [run for run in paragraph.iter(w("r")) if id(run) not in gone]

    def _spread(self, field: Element) -> list[Element]:
        """A field over several runs: what it asks for, and what it shows."""
        asks = etree.Element(w("r"))
        etree.SubElement(asks, w("instrText")).text = field.get(w("instr"))
        return [self._sign("begin"), asks, self._sign("separate"), *field, self._sign("end")]

    def _sign(self, kind: str) -> Element:
        run = etree.Element(w("r"))
        etree.SubElement(run, w("fldChar")).set(w("fldCharType"), kind)
        return run

    def _put(self, old: Element, new: Iterable[Element]) -> None:
        """These in place of that."""
        parent, at = old.getparent(), old.getparent().index(old)
        parent.remove(old)
        for offset, piece in enumerate(list(new)):
            parent.insert(at + offset, piece)

    def split(self, place: Place, at: str) -> None:
        """Press Enter before some words of the paragraph that holds this text, in its first run of text."""
        here = self.find(place)
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

    def join(self, place: Place) -> None:
        """Delete the end of the paragraph that holds this text, so that the next one goes on in it."""
        here = self.find(place)
        if self.tracked:
            self._mark_of(here, "del")
            return
        following = here.getnext()
        # What is left is the end of the second paragraph, and its look.
        here.remove(here.find(w("pPr")))
        for piece in list(following):
            here.insert(0, piece) if piece.tag == w("pPr") else here.append(piece)
        following.getparent().remove(following)

    def make(self, look: str, words: str, place: Place = None) -> None:
        """Make some words bold (`b`) or italic (`i`)."""
        where = self.body if place is None else self.find(place)
        word = next(one for one in where.iter(w("t")) if words in (one.text or ""))
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
        self._put(
            run,
            [
                *([self.run(before, former)] if before else []),
                changed,
                *([self.run(after, former)] if after else []),
            ],
        )

    def move(self, place: Place, after: Place) -> None:
        """Cut the paragraph that holds the one text and put it below the one that holds the other."""
        here, there = self.find(place), self.find(after)
        moved = copy.deepcopy(here)
        for mark in [*moved.iter(w("bookmarkStart")), *moved.iter(w("bookmarkEnd"))]:
            mark.getparent().remove(mark)
        if not self.tracked:
            moved = here
        else:
            self._marked(moved, "moveTo")
            self._mark_of(moved, "moveTo")
            self._marked(here, "moveFrom")
            self._mark_of(here, "moveFrom")
        there.addnext(moved)

    def _marked(self, paragraph: Element, change: str) -> None:
        for run in self.runs(paragraph):
            mark = self.mark(change)
            self._put(run, [mark])
            mark.append(run)

    def delete_within(self, words: str, author: str) -> None:
        """Somebody deletes words that somebody else has only just put in."""
        word = next(one for one in self.body.iter(w("t")) if words in (one.text or ""))
        run, (before, _, after) = word.getparent(), (word.text or "").partition(words)
        self.author = author
        self._put(run, [self.run(before), *self.deleted(self.run(words)), self.run(after)])

    def put_in(self, place: Place, markup: str) -> None:
        """Put something at the end of a paragraph that is not typed."""
        wrapped = f'<w:r xmlns:w="{W}" xmlns:r="{R}">{markup}</w:r>'
        self.find(place).extend(self.inserted([etree.fromstring(wrapped)]))

    def set_look(self, words: str, markup: str) -> None:
        """Give all of a run another look."""
        run = next(one for one in self.body.iter(w("t")) if words in (one.text or "")).getparent()
        run.insert(0, etree.fromstring(f'<w:rPr xmlns:w="{W}">{markup}</w:rPr>'))

    def paste_over(self, place: Place, style: str) -> None:
        """Let a paragraph have a style of another document."""
        properties = self.find(place).find(w("pPr"))
        properties.clear()
        etree.SubElement(properties, w("pStyle")).set(w("val"), style)

    def delete_to_end(self, place: Place) -> None:
        """Delete from the end of a paragraph to the end of the next one."""
        here = self.find(place)
        following = here.getnext()
        if not self.tracked:
            following.getparent().remove(following)
            return
        for run in self.runs(following):
            self._put(run, self.deleted(run))
        self._mark_of(here, "del")

    def delete_column(self, place: Place) -> None:
        """Take the column that holds this text out of its table."""
        cell = next(self.find(place).iterancestors(w("tc")))
        row = cell.getparent()
        at = row.findall(w("tc")).index(cell)
        for one in row.getparent().findall(w("tr")):
            gone = one.findall(w("tc"))[at]
            if self.tracked:
                gone.find(w("tcPr")).append(self.mark("cellDel"))
            else:
                one.remove(gone)

    def exchange_notes(self) -> None:
        """Put the first footnote where the second is, and the other way round."""
        first, second = list(self.body.iter(w("footnoteReference")))[:2]
        one, other = first.getparent(), second.getparent()
        new = [copy.deepcopy(other), copy.deepcopy(one)]
        for old, run in zip((one, other), new, strict=True):
            self._put(old, [*self.deleted(old), *self.inserted([run])])

    def row_of(self, place: Place) -> Element:
        """The row of a table in which this text stands."""
        return next(self.find(place).iterancestors(w("tr")))

    def add_row(self, place: Place, cells: Iterable[str]) -> None:
        """Put a row below the one that holds this text."""
        here = self.row_of(place)
        added = copy.deepcopy(here)
        for mark in [*added.iter(w("bookmarkStart")), *added.iter(w("bookmarkEnd"))]:
            mark.getparent().remove(mark)
        for cell, new in zip(added.iter(w("tc")), cells, strict=True):
            paragraph = cell.find(w("p"))
            for piece in [one for one in paragraph if one.tag != w("pPr")]:
                paragraph.remove(piece)
            paragraph.extend(self.inserted([self.run(new)]))
        self._mark_row(added, "ins")
        here.addnext(added)

    def delete_row(self, place: Place) -> None:
        """Take out the row that holds this text."""
        here = self.row_of(place)
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

    def add_note(self, place: Place, note: str) -> None:
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
        self.find(place).extend(self.inserted([run]))

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
