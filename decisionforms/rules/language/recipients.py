"""Recipients: in the text they are spelled as they are declared."""

import re
from collections.abc import Iterator, Sequence

from decisionforms.decision.facts import Field
from decisionforms.rules.language.names import one_letter_apart
from decisionforms.rules.paper import Paper
from decisionforms.rules.remark import Remark
from decisionforms.rules.sentences import line_before, places_in

LETTERS_THAT_TELL = 4
REACH = 120
AFTER = re.compile(r"[^\n]{0,120}")
# “Victims Support Line” is another name than “Victim Support”.
LONGER_NAME = re.compile(r" [A-Z]")


def misspelled_recipient(paper: Paper, recipient: Field[str]) -> Iterator[Remark]:
    """A remark where a name of the text is that of this recipient but for one letter."""
    declared = {one.value.lower() for one in paper.facts.recipients}
    for start, words in _names_like(paper.text, recipient.value):
        typed = " ".join(words)
        apart = _apart(words, recipient.value.split())
        alike = apart and one_letter_apart(*apart) and typed.lower() not in declared
        if alike and not LONGER_NAME.match(paper.text, start + len(typed)):
            problem = f"“{typed}” is spelled “{recipient.value}” among the recipients at the top."
            also = (recipient.span, recipient.value)
            yield paper.remark(start, start + len(typed), problem, "Spell it everywhere as its owner does.", also)
            return


def _names_like(text: str, name: str) -> Iterator[tuple[int, Sequence[str]]]:
    """Stretches of as many words as the name has, where one of its words stands and the name itself does not."""
    words = name.split()
    for place, word in enumerate(words if len(words) > 1 else ()):
        before, after = len(" ".join(words[:place])) + (place > 0), words[place + 1 : place + 2]
        if len(word) < LETTERS_THAT_TELL or not word.isalpha():
            continue
        for at in places_in(text, word):
            goes_on = not after or text.startswith(after[0][0], at + len(word) + 1)
            if goes_on and (not text.startswith(name, at - before) or text[at - before + len(name) :][:1].isalpha()):
                yield _stretch(text, at, place, len(words))


def _stretch(text: str, at: int, before: int, size: int) -> tuple[int, Sequence[str]]:
    """So many words around this place, so many of them before it, and where they begin."""
    earlier = line_before(text, at, REACH).split()[-before:] if before else []
    found = AFTER.match(text, at)
    later = found[0].split()[: size - before] if found else []
    start = text.rfind(earlier[0], max(0, at - REACH), at) if earlier else at
    last = [re.sub(r"(?:[’']s)?[^\w]*$", "", word) for word in later[-1:]]
    return start, [*earlier, *later[:-1], *last]


def _apart(typed: Sequence[str], meant: Sequence[str]) -> tuple[str, str] | None:
    """The one word in which two names differ, as it is typed and as it is meant, in small letters."""
    if len(typed) != len(meant):
        return None
    pairs = [(one, other) for one, other in zip(typed, meant, strict=True) if one.lower() != other.lower()]
    one, other = pairs[0] if len(pairs) == 1 else ("", "")
    return (one.lower(), other.lower()) if one[:1].isupper() else None
