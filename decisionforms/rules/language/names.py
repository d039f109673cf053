"""One thing, one name: names in capitals that differ by a word, by a short form or by a letter."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from msgspec import Struct

from decisionforms.rules.paper import Paper
from decisionforms.rules.passages import Kind, Passage
from decisionforms.rules.sentences import line_before, places_in

HEADS = ("Fund", "Programme", "Project", "Service", "Agreement", "Partnership", "Strategy")
WORDS_BEFORE = re.compile(r"(?:[A-Z][\w’'&-]* (?:and |of the |of |for |& )?)+$")
GOES_ON = re.compile(r"\w| [A-Z]")
BEGINS_SENTENCE = re.compile(r"(?:^|[.:;?!]\s)$")
# What is done to a thing is none of its name: “Extension of the London Exit Service”; a “Ministry of Justice” is one.
OF_THE = re.compile(r"(?:(?:ion|ment|wal|ing|ance)|\b(?:Award|Costs?|Use|Review|End|Start)) of (?:the )?| of the ")
SMALL = {"and", "of", "for", "the", "&"}
POINTING = "The This That These An A Each Any Its Their Our Under In For Both"
NOT_A_NAME = frozenset(POINTING.split())
# Words that tell two things of one kind apart.
TELLING_APART = (
    "adult adults young youth child children children's women women's men girls boys north south east west central northern "
    "southern eastern western inner outer new old first second third next interim pilot national local regional joint "
    "community residential digital mobile online victim victims perpetrator offender"
)
TELLING = frozenset(TELLING_APART.split())
REACH = 90
MOST = 40
SHARED_WITH_SHORT_FORM = 2
SHARED_WITH_WORD = 3
LETTERS_THAT_TELL = 5
LONGEST_SHORT_FORM = 5


class Name(Struct, frozen=True):
    """A name as it stands in the text; `words` are those that tell, without the last: Home, Office, Perpetrator.

    A `doubtful` one begins a sentence, so its first word may be none of it.
    """

    start: int
    end: int
    text: str
    words: tuple[str, ...]
    passage: Passage
    doubtful: bool

    def without_first(self) -> "Name":
        """The same without its first word."""
        first = len(self.text.split()[0]) + 1
        return Name(self.start + first, self.end, self.text[first:], self.words[1:], self.passage, doubtful=False)


def names_in(paper: Paper) -> Iterator[Sequence[Name]]:
    """The names of the text, by their last word, outside quotations; those of two words are left out."""
    words = paper.vocabulary
    for head in HEADS:
        if head in words:
            found = list(_named(paper, head))
            if found:
                yield [*found, *_named(paper, head.lower())][:MOST]


def groups(names: Sequence[Name], text: str) -> Iterator[Sequence[Name]]:
    """Names that seem to be of one thing and are not the same, in the order of the text."""
    settled = [_settled(name, names) for name in names]
    first = {name.text: name for name in reversed(settled)}
    together = {each: {each} for each in first}
    for one, other in combinations(first, 2):
        words = first[one].words, first[other].words
        passages = [{name.passage for name in settled if name.text == each} for each in (one, other)]
        introduced = all(f"({word})" in text for word in (*words[0], *words[1]) if len(_capitals(word)) > 1)
        if same_thing(*words, in_one_place=bool(passages[0] & passages[1]), introduced=introduced):
            joined = together[one] | together[other]
            together.update(dict.fromkeys(joined, joined))
    for texts in {frozenset(group) for group in together.values() if len(group) > 1}:
        yield sorted((name for name in settled if name.text in texts), key=lambda name: name.start)


def same_thing(one: Sequence[str], other: Sequence[str], *, in_one_place: bool, introduced: bool = False) -> bool:
    """Whether the words of two names are so alike that they seem to be of one thing.

    Where the short forms in them are `introduced`, as in “Home Office (HO)”, the reader knows that they are one.
    """
    first, second = _spelled_out(one, other), _spelled_out(other, one)
    if first == second:
        return [word.lower() for word in one] == [word.lower() for word in other] or not introduced
    short, long = sorted((first, second), key=len)
    if len(short) == len(long):
        apart = [pair for pair in zip(short, long, strict=True) if pair[0] != pair[1]]
        return len(apart) == 1 and one_letter_apart(*apart[0])
    extra = next((word for at, word in enumerate(long) if (*long[:at], *long[at + 1 :]) == short), "")
    if any(word.isupper() and word.lower() == extra and len(word) <= LONGEST_SHORT_FORM for word in (*one, *other)):
        return len(short) >= SHARED_WITH_SHORT_FORM
    return len(short) >= SHARED_WITH_WORD and extra.isalpha() and extra not in TELLING and not in_one_place


def one_letter_apart(one: str, other: str) -> bool:
    """Whether two words differ by one letter that is missing or another, or by two that have changed places."""
    short, long = sorted((one, other), key=len)
    if len(short) < LETTERS_THAT_TELL or not (one + other).isalpha():
        return False
    if len(short) == len(long):
        apart = [at for at in range(len(short)) if short[at] != long[at]]
        swapped = len(apart) == 2 and short[apart[0]] + short[apart[1]] == long[apart[1]] + long[apart[0]]  # noqa: PLR2004 - two letters
        return len(apart) == 1 or (swapped and apart[1] == apart[0] + 1)
    return len(long) == len(short) + 1 and any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


def _named(paper: Paper, head: str) -> Iterator[Name]:
    text = paper.text
    for at in places_in(text, f" {head}"):
        if not text[text.rfind(" ", 0, at) + 1 : at][:1].isupper():
            continue  # most “service” has no name before it
        end = at + 1 + len(head)
        found = None if GOES_ON.match(text, end) else WORDS_BEFORE.search(line_before(text, at + 1, REACH))
        name = _name(paper, _cut(text, at + 1 - len(found[0]), end), end) if found else None
        telling = name and (len(name.words) > 1 or "".join(name.words).isupper())
        if name and telling and name.passage.kind is not Kind.QUOTATION:
            yield name


def _name(paper: Paper, start: int, end: int) -> Name:
    words = paper.text[start:end].split()
    while len(words) > 1 and (words[0] in NOT_A_NAME or words[0] in SMALL):
        start += len(words[0]) + 1
        words = words[1:]
    telling = tuple(re.sub(r"[’']s?$", "", word) for word in words[:-1] if word not in SMALL)
    doubtful = BEGINS_SENTENCE.search(line_before(paper.text, start, 3)) is not None
    return Name(start, end, paper.text[start:end], telling, paper.passage_at(start), doubtful)


def _cut(text: str, start: int, end: int) -> int:
    """Where the name itself begins: “London Exit Service” in “Extension of the London Exit Service”."""
    ends = [found.end() for found in OF_THE.finditer(text, start, end)]
    cuts = [at for at in ends if text.count(" ", at, end) > 1 or text[at:end].partition(" ")[0].isupper()]
    return cuts[-1] if cuts else start


def _settled(name: Name, names: Sequence[Name]) -> Name:
    """The name, without its first word where that begins a sentence and the name stands without it elsewhere."""
    known = {other.text for other in names if not other.doubtful}
    return name.without_first() if name.doubtful and name.without_first().text in known else name


def _spelled_out(words: Sequence[str], by: Sequence[str]) -> tuple[str, ...]:
    """The words in small letters, short forms spelled out where the other name does: HO as home, office."""
    spelled: list[str] = []
    for word in words:
        initials = _capitals(word)
        size = len(initials)
        runs = (by[at : at + size] for at in range(len(by) - size + 1) if size > 1)
        whole = next((run for run in runs if [one[0] for one in run] == initials), (word,))
        spelled += [one.lower() for one in whole]
    return tuple(spelled)


def _capitals(word: str) -> list[str]:
    return [letter for letter in word if letter.isupper()]
