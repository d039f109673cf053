"""What reviewers may do to a paper, several things at once: the same edits made in any copy of it."""

from collections.abc import Callable, Iterator
from random import Random
from typing import TypeAlias

from reviewing.word_user import Element, WordUser, w

HOSTILE = [
    *("*", "**", "_", "a_b_c", "[x](y)", "[x]", "![x](y)", "{{ }}", "{% x %}", "&amp;", "&", "|", "||", "\\", "\\*"),
    *(
        "1. ",
        "1.",
        "2) x",
        "# ",
        "###",
        "> ",
        "- ",
        "+ x",
        "(a) x",
        "1.1 x",
        "[^x]",
        "[^x]: y",
        "{#l}",
        "{#use}",
        "[](#use)",
    ),
    *(
        "<b>",
        "</w:t>",
        "<!-- x -->",
        "`x`",
        "```",
        "~~~",
        "---",
        "===",
        "| a | b |",
        "• x",
        "http://x",
        "a@b.org",
        "$x$",
    ),
    *(
        "\t",
        "a\tb",
        "nb\u00a0space",
        "non\u2011break",
        "soft\u00adhyphen",
        "😀",
        "👩\u200d👧",
        "עברית",
        "العربية",
        "漢字",
    ),
    *("w" * 300, "  two  spaces  ", " x", "x ", "£84,500", "PCD 9001", "“quoted”", "end.", ":", "'", '"', "\u200b"),
]
PLAIN = ["service", "victims", "London", "the", "of", "2023/24", "3%", "MOPAC's"]
Places: TypeAlias = list[Element]
Edit: TypeAlias = tuple[str, Callable[[WordUser, Places], None]]


def phrase(rng: Random) -> str:
    """Some words, most of them hostile, of which something is to be seen."""
    words = [rng.choice(HOSTILE if rng.random() < 0.6 else PLAIN) for _ in range(rng.randint(1, 4))]
    return rng.choice(["", " "]).join(words)


class Desk:
    """One copy of a paper, from which edits are chosen that can be made in any other copy of it."""

    def __init__(self, data: bytes, rng: Random) -> None:
        self.user, self.rng = WordUser(data, tracked=False), rng
        self.places = self.user.paragraphs()
        self.free = {at for at, one in enumerate(self.places) if self._is_prose(one)}

    def _is_prose(self, place: Element) -> bool:
        names = [str(mark.get(w("name"))) for mark in place.iter(w("bookmarkStart"))]
        return any(name.startswith("_dmpc_") for name in names) and self.user.text(place) != "To be written"

    def edits(self, number: int) -> Iterator[Edit]:
        """So many edits, each in another place, and none that another one would undo."""
        kinds = [self._in_words] * 6 + [self._around] * 3 + [self._of_paragraphs] * 4
        kinds += [self._of_rows, self._of_notes, self._of_looks]
        while number and self.free:
            if edit := self.rng.choice(kinds)():
                number -= 1
                yield edit

    def _take(self, *, cells: bool = False) -> int | None:
        options = [at for at in sorted(self.free) if self._is_cell(at) == cells]
        if not options:
            return None
        at = self.rng.choice(options)
        self.free.remove(at)
        return at

    def _is_cell(self, at: int) -> bool:
        return next(self.places[at].iterancestors(w("tc")), None) is not None

    def _style(self, at: int) -> str:
        style = self.places[at].find(f"{w('pPr')}/{w('pStyle')}")
        return "" if style is None else str(style.get(w("val")))

    def _word(self, at: int) -> str:
        """A word of a paragraph that stands in it once only."""
        paragraph = self.places[at]
        texts = [
            word.text or "" for word in paragraph.iter(w("t")) if word.getparent().getparent().tag != w("fldSimple")
        ]
        whole = self.user.text(paragraph)
        words = [one for text in texts for one in text.split() if whole.count(one) == 1]
        return self.rng.choice(words) if words else ""

    def _in_words(self) -> Edit | None:
        at = self._take(cells=self.rng.random() < 0.25)
        word = self._word(at) if at is not None else ""
        if at is None or not word:
            return None
        new = self.rng.choice([phrase(self.rng), word + phrase(self.rng), phrase(self.rng) + word, ""])
        return f"{word!r} → {new!r} in {at}", lambda user, places: user.replace(word, new, places[at])

    def _around(self) -> Edit | None:
        at = self._take(cells=self.rng.random() < 0.2)
        if at is None:
            return None
        new, at_end = phrase(self.rng), self.rng.random() < 0.5
        return f"{new!r} at an end of {at}", lambda user, places: user.type_in(places[at], new, at_end=at_end)

    def _of_paragraphs(self) -> Edit | None:
        at = self._take()
        if at is None:
            return None
        new = phrase(self.rng)
        match self.rng.choice(["after", "after", "before", "delete", "empty", "within", "within", "across", "across"]):
            case "after":
                return f"{new!r} below {at}", lambda user, places: (user.add_after(places[at], new), None)[1]
            case "before":
                return f"{new!r} above {at}", lambda user, places: user.add_before(places[at], new)
            case "delete":
                return f"{at} taken out", lambda user, places: user.delete(places[at])
            case "empty":
                return f"nothing below {at}", lambda user, places: (user.add_after(places[at], ""), None)[1]
            case "within":
                return self._within(at, new)
        return self._across(at)

    def _within(self, at: int, new: str) -> Edit | None:
        """A paragraph cut in two, or typed anew."""
        word = self._word(at)
        if not word:
            return None
        if self.rng.random() < 0.5 and not self.user.text(self.places[at]).startswith(word):
            return f"{at} cut before {word!r}", lambda user, places: user.split(places[at], word)
        return f"{at} typed anew, {word!r} → {new!r}", lambda user, places: self._retype(user, places[at], word, new)

    def _across(self, at: int) -> Edit | None:
        """A paragraph joined to the next, moved below another one, or given the look of another."""
        if at + 1 in self.free and self.places[at].getnext() is self.places[at + 1] and self.rng.random() < 0.5:
            self.free.remove(at + 1)
            return f"{at} joined to the next", lambda user, places: user.join(places[at])
        to = self._take()
        if to is None:
            return None
        if self._style(to) == self._style(at):
            return f"{at} moved below {to}", lambda user, places: user.move(places[at], places[to])
        return f"{at} made to look like {to}", lambda user, places: user.restyle(places[at], places[to])

    @staticmethod
    def _retype(user: WordUser, place: Element, word: str, new: str) -> None:
        user.replace(word, new, place)
        user.lose_names(place)

    def _of_rows(self) -> Edit | None:
        at = self._take(cells=True)
        if at is None:
            return None
        row = self.user.row_of(self.places[at])
        cells = [phrase(self.rng) for _ in row.iter(w("tc"))]
        if self.rng.random() < 0.5:
            return f"the row {cells} below {at}", lambda user, places: user.add_row(places[at], cells)
        inside = {number for number, one in enumerate(self.places) if one in list(row.iter(w("p")))}
        if row.find(f"{w('trPr')}/{w('tblHeader')}") is not None or inside - {at} - self.free:
            return None
        self.free -= inside
        return f"the row of {at} taken out", lambda user, places: user.delete_row(places[at])

    def _of_notes(self) -> Edit | None:
        at = self._take(cells=self.rng.random() < 0.2)
        if at is None or self._style(at) == "Heading4":
            return None
        new = phrase(self.rng)
        if next(self.places[at].iter(w("footnoteReference")), None) is None:
            return f"a footnote {new!r} in {at}", lambda user, places: user.add_note(places[at], new)
        if self.rng.random() < 0.5:
            return f"a footnote taken out of {at}", lambda user, places: user.take_note(places[at])
        return f"{new!r} in a footnote of {at}", lambda user, places: user.change_note(places[at], new)

    def _of_looks(self) -> Edit | None:
        at = self._take(cells=self.rng.random() < 0.2)
        word = self._word(at) if at is not None else ""
        if at is None or not word:
            return None
        match self.rng.choice(["b", "i", "link", "line"]):
            case "link":
                return f"a link of {word!r} in {at}", lambda user, places: user.link(
                    places[at], word, "https://example.org/a_b?c=d&e=f"
                )
            case "line":
                return f"a new line before {word!r} in {at}", lambda user, places: user.break_line(places[at], word)
            case look:
                return f"{look} {word!r} in {at}", lambda user, places: user.make(look, word, places[at])
