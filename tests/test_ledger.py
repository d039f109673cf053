"""The ledger: `publish` only adds to it, and what stands there by hand stays as it is."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from decisionforms.errors import OperatorError
from decisionforms.ledger import Allowed, Gap, Ledger, Published, Withdrawn, read_ledger
from decisionforms.publish.candidate import Candidate
from decisionforms.publish.choosing import Chosen, gaps_of
from decisionforms.publish.ledger import OPENING, added_to
from decisionforms.publish.selection import Occasion
from decisionforms.settings import Publishing

FIRST = Published("pcd-9001", "PCD 9001", "Advice service", date(2026, 1, 5), "3f9a1c20")
BY_HAND = """\
# kept by the secretariat

[[gaps]]
reference = "PCD 9003"   # asked on the phone
reason = "Given out twice by mistake."
"""


def test_the_first_entry_comes_below_words_that_say_how_to_write_by_hand() -> None:
    text = added_to("", [FIRST])
    assert text.startswith(OPENING)
    assert read_ledger(text).published == [FIRST]


def test_what_was_written_by_hand_stays_letter_for_letter() -> None:
    text = added_to(BY_HAND, [FIRST])
    assert text.startswith(BY_HAND)
    ledger = read_ledger(text)
    assert ledger.gaps[0].reason == "Given out twice by mistake."
    assert ledger.published == [FIRST]


def test_nothing_to_add_changes_nothing() -> None:
    assert added_to(BY_HAND.rstrip(), []) == BY_HAND.rstrip()


def test_a_decision_that_stands_there_twice_was_corrected() -> None:
    later = Published("pcd-9001", "PCD 9001", "Advice service", date(2026, 2, 1), "aaaa1111", "The sum in 3.1.")
    ledger = read_ledger(added_to(added_to("", [FIRST]), [later]))
    assert ledger.histories() == {"pcd-9001": [FIRST, later]}


# ── Numbers without a decision ──────────────────────────────────────────────────────────────────────────────────
GAPS = [Gap("PCD 9001", "Not written yet."), Gap("PCD 9003", "Given out twice by mistake.")]
TODAY = date(2026, 2, 1)
PAPER = Candidate("decisions/pcd-9001.md", "PCD 9001", "pcd-9001", ())
NOTHING = Chosen({}, {}, (), ())


def test_gaps_and_what_was_taken_back_need_no_decision() -> None:
    back = [Withdrawn("pcd-9005", TODAY, "Published in error."), Withdrawn("pcd-9006", date(2026, 2, 2), "The same.")]
    ledger = Ledger(published=[FIRST], withdrawn=back, gaps=GAPS[1:])
    assert ledger.without_decision(TODAY) == {"pcd-9003", "pcd-9005"}


def test_the_site_tells_why_numbers_are_missing() -> None:
    occasion = Occasion(TODAY, Publishing(), Ledger(gaps=GAPS))
    assert gaps_of(occasion, NOTHING) == {"PCD 9001": "Not written yet.", "PCD 9003": "Given out twice by mistake."}


def test_a_gap_whose_decision_goes_out_now_is_none() -> None:
    occasion = Occasion(TODAY, Publishing(), Ledger(gaps=GAPS))
    assert list(gaps_of(occasion, replace(NOTHING, public={"pcd-9001": PAPER}))) == ["PCD 9003"]


def test_a_gap_whose_decision_went_out_before_is_none() -> None:
    occasion = Occasion(TODAY, Publishing(), Ledger(published=[FIRST], gaps=GAPS))
    assert list(gaps_of(occasion, NOTHING)) == ["PCD 9003"]


# ── What can't be read ──────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    "text",
    [
        "[[published]]\ndecision = 3\n",
        "[[withdrawn]]\ndecision = 'x'\n",
        "[[gap]]\n",
        "published = [",
        "[[gaps]]\nreference='x'\nreason='y'\nwhy='z'\n",
    ],
)
def test_an_entry_that_can_t_be_read_is_one_sentence(text: str) -> None:
    with pytest.raises(OperatorError, match=r"^The ledger \(ledger\.toml\) can't be read: .+\. Mend that entry\.$"):
        read_ledger(text)


@given(st.text(), st.text(), st.dates(), st.text())
def test_whatever_a_title_holds_is_read_back(title: str, note: str, on: date, reason: str) -> None:
    entries: list[Published | Allowed] = [
        Published("pcd-9001", "PCD 9001", title, on, "3f9a1c20", note),
        Allowed("part-2/9001.md", "paragraph 3", "A. Example", on, reason),
    ]
    ledger = read_ledger(added_to(BY_HAND, entries))
    assert (ledger.published[0].title, ledger.published[0].note, ledger.published[0].on) == (title, note, on)
    assert ledger.allowed[0].reason == reason
