"""Several edits at once, with hostile words, tracked or not: the right text is printed, or it is told; never a wrong one.

What must be printed is what stands in a copy in which the same edits were made without tracking. The new source is
built as any other, and compared with that sign by sign, with looks, numbers and footnotes.
"""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_back.invented import Invented, decisions
from reviewing.at_random import Desk, Edit
from reviewing.copies import PAPER, PAPERS, copy_of, printer, taken_back
from reviewing.seen import Seen, seen_in
from reviewing.word_user import WordUser

from decisionforms.review.printing import Printer
from decisionforms.view.making import view_of

MOST = 5
SIGNATURES = re.compile(r"\nsignatures:\n(?:  .*\n)+")
# A corrected paper can't lose its signatures.
SIGNED = {"pcd-9006", "pcd-1462"}


@cache
def paper(path: Path) -> tuple[Printer, str, bytes]:
    """What prints a paper, its source before it was signed, and its review copy."""
    prints, text = printer(path), SIGNATURES.sub("\n", path.read_text())
    return prints, text, copy_of(text, prints)


def edited(data: bytes, edits: Sequence[Edit], *, tracked: bool) -> WordUser:
    """The copy with these edits made in it."""
    user = WordUser(data, tracked=tracked)
    places = user.paragraphs()
    for _, act in edits:
        act(user, places)
    return user


def built(text: str, prints: Printer) -> bytes:
    """The Word document that a build makes of this source."""
    printed, made_with = prints.print(text), prints.workshop
    assert printed, "the source can't be built any more"
    view = view_of(printed.decision, made_with.known.register)
    files = made_with.renderers.render(printed.decision.form, view)
    return next(data for name, data in files.items() if name.endswith(".docx"))


def assert_right_or_told(text: str, copy: bytes, prints: Printer, rng: Random) -> None:
    """Some edits made at random come back as they were made; where one is told, nothing else than was sent or made."""
    edits = list(Desk(copy, rng).edits(rng.randint(1, MOST)))
    wanted = seen_in(edited(copy, edits, tracked=False).save())
    user = edited(copy, edits, tracked=rng.random() < 0.6)
    if rng.random() < 0.3:
        user.spread_fields()
    back = taken_back(text, user.save(), prints)
    found = seen_in(built(back.text, prints))
    if not any(one.why for one in back.planned):
        assert found == wanted, [what for what, _ in edits]
        return
    sent, made, there = ({_words(one) for one in some} for some in (seen_in(copy), wanted, found))
    assert there - sent - made == set(), [what for what, _ in edits]
    assert (made & sent) - there == set(), [what for what, _ in edits]


def _words(seen: Seen) -> object:
    """What a paragraph says; the numbers that pointers show change with what stands before."""
    return seen.style, tuple(sign for sign in seen.signs if not sign[0].startswith("<"))


def assert_seed_is_right(seed: int) -> None:
    """The same, for one of the papers."""
    rng = Random(seed)  # noqa: S311 - the same edits each time
    prints, text, copy = paper(rng.choice([PAPER, *(path for path in PAPERS if path.stem not in SIGNED)]))
    assert_right_or_told(text, copy, prints, rng)


@pytest.mark.parametrize("seed", range(30))
def test_edits_come_back_as_they_were_made_or_are_told(seed: int) -> None:
    assert_seed_is_right(seed)


# Thousands are tried by hand, since they take minutes: python -m pytest tests/test_many_edits.py --seeds 3000
def test_as_many_do_so_too_as_are_asked_for(request: pytest.FixtureRequest) -> None:
    for seed in range(1000, 1000 + request.config.getoption("--seeds")):
        assert_seed_is_right(seed)


ANY = printer(PAPER)


@pytest.mark.slow
@settings(max_examples=12)
@given(decisions(), st.integers(0, 1000))
def test_so_do_edits_of_whatever_a_writer_may_write(invented: Invented, seed: int) -> None:
    assert_right_or_told(invented.source, copy_of(invented.source, ANY), ANY, Random(seed))  # noqa: S311 - the same
