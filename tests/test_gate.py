"""The gate: what may go out on a day, and in which words the secretariat is told why the rest stays."""

import re
from datetime import date
from pathlib import Path

import pytest

from decisionforms.project import Project
from decisionforms.publish.gate import reasons_to_stay

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "tests" / "corpus"
PROJECT = Project(ROOT)
FORMS = PROJECT.forms()
TODAY = date(2026, 11, 22)


def stays(name: str, change: tuple[str, str] = ("", ""), on: date = TODAY, outcomes: tuple[str, ...] = ()) -> list[str]:
    """Why a paper of the corpus stays on a day, with a change to its text."""
    text = (CORPUS / f"{name}.md").read_text(encoding="utf-8")
    changed = re.sub(change[0], change[1], text, count=1) if change[0] else text
    assert not change[0] or changed != text, "the change must change something"
    decision = PROJECT.read_text(CORPUS / f"{name}.md", FORMS, changed).decision
    assert decision is not None
    return list(reasons_to_stay(decision, on, outcomes))


@pytest.mark.parametrize("name", ["dmpcd-2013-9001", "pcd-9001", "pcd-9002", "pcd-9003", "pcd-9004", "pcd-9007"])
def test_an_approved_decision_goes_out(name: str) -> None:
    assert stays(name) == []


def test_a_transcribed_record_goes_out() -> None:
    assert stays("pcd-9006") == []


def test_a_deferral_ends_on_its_day() -> None:
    assert stays("pcd-9005", on=date(2027, 2, 28)) == ["Its publication is deferred until 1 March 2027."]
    assert stays("pcd-9005", on=date(2027, 3, 1)) == []
    assert stays("pcd-9005", on=date(2030, 1, 1)) == []


def test_a_draft_stays() -> None:
    assert stays("draft-night-service") == ["It is a draft: something in its declaration is not confirmed yet."]


def test_what_lacks_a_signature_stays_and_names_who_has_not_signed() -> None:
    assert stays("pcd-9010") == [
        "It is cleared, and not signed in this version by the Deputy Mayor for Policing and Crime."
    ]


def test_a_word_changed_after_signing_makes_it_stay() -> None:
    [said] = stays("pcd-9001", (r"(?m)^title: ", "title: Revised "))
    assert "not signed in this version by the Chief Executive Officer and the Deputy Mayor" in said


def test_refused_and_withdrawn_requests_stay_unless_settings_let_them_out() -> None:
    assert stays("pcd-9008") == ["The request was refused, so there is no decision to publish."]
    assert stays("pcd-9009") == ["The request was withdrawn, so there is no decision to publish."]
    assert stays("pcd-9008", outcomes=("refused",)) == []
    assert stays("pcd-9009", outcomes=("withdrawn",)) == []


DEPUTY_MAYOR, CHIEF_EXECUTIVE = r"(?m)^  deputy_mayor: .*\n", r"(?m)^  chief_executive: .*\n"
SIGNED = "signatures:\n  chief_executive: {name: Example Chief, date: 1 September 2025, version: 00000000}\n---\n\n##"


@pytest.mark.parametrize(
    ("name", "change", "office"),
    [
        ("pcd-9008", (r"(?m)^title: ", "title: Revised "), "Chief Executive Officer and the Deputy Mayor"),
        ("pcd-9008", (DEPUTY_MAYOR, ""), "Deputy Mayor for Policing and Crime."),
        ("pcd-9008", (r"c19aa315", "00000000"), "Chief Executive Officer."),
        ("pcd-9009", (r"---\n\n##", SIGNED), "Chief Executive Officer."),
    ],
)
def test_refused_and_withdrawn_requests_stay_where_a_signature_does_not_hold(
    name: str, change: tuple[str, str], office: str
) -> None:
    [said] = stays(name, change, outcomes=("refused", "withdrawn"))
    assert f"and not signed in this version by the {office}" in said


def test_a_refusal_may_lack_the_signature_of_whoever_signs_first() -> None:
    assert stays("pcd-9008", (CHIEF_EXECUTIVE, ""), outcomes=("refused",)) == []


def test_interests_that_are_not_stated_make_it_stay() -> None:
    assert stays("pcd-9001", (r", interests: none", "")) == [
        "The Deputy Mayor for Policing and Crime has stated no interests (“interests: none”, or which)."
    ]


def test_signatures_in_the_wrong_order_make_it_stay() -> None:
    said = stays("pcd-9001", (r"(chief_executive: \{.*?date: )[^,}]+", r"\g<1>1 January 2099"))
    assert "The Deputy Mayor for Policing and Crime signed before the one who signs earlier." in said
    assert "The signature of the Chief Executive Officer is dated 1 January 2099." in said


def test_silence_about_deferral_and_confidential_part_is_no_answer() -> None:
    """Both answers belong to what is signed, so leaving one out makes the signatures void as well."""
    for key in ("deferral", "part_2"):
        assert stays("pcd-9001", (rf"(?m)^{key}: no\n", ""))
