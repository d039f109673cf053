"""References of decisions: every dress in which domain.md says people write them, alone and in running text.

The grammar is the one of templates/part-1/form.toml.
"""

import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisionforms.form.loading import load_form
from decisionforms.values.unreadable import UnreadableValueError

GRAMMAR = load_form(Path(__file__).parent.parent / "templates" / "part-1").grammar
# (as written, its one spelling)
ALONE = (
    ("PCD 1462", "PCD 1462"),
    ("PCD697", "PCD 697"),
    ("pcd1109", "PCD 1109"),
    ("PCD-1462", "PCD 1462"),
    ("PCD – 1462", "PCD 1462"),
    ("PCD\u00a01462", "PCD 1462"),
    ("PCD 01462", "PCD 1462"),
    ("  PCD 1462 ", "PCD 1462"),
    ("DMPCD 2013/96", "DMPCD 2013 96"),
    ("DMPCD 2013-96", "DMPCD 2013 96"),
    ("DMPCD 2015 143", "DMPCD 2015 143"),
    ("DMPCD 2016 34", "DMPCD 2016 34"),
    ("DMPCD 2017 143", "PCD 143"),
    ("DMPC 1078", "PCD 1078"),
    ("CEOD 35 - 2024", "CEOD 2024 35"),
    ("CEOD 24-2023", "CEOD 2023 24"),
    ("MD2472", "MD2472"),
    ("DD1153", "DD1153"),
    ("ADD2460", "ADD2460"),
    ("DMFD262", "DMFD262"),
    ("MOPAC 511-01", "MOPAC 511-01"),
    ("MOPAC 937-02", "MOPAC 937-02"),
    ("MOPAC 946", "MOPAC 946"),
)
NONE = (
    "1462",
    "PCD",
    "PCD x",
    "PCD 1462 and 1463",
    "see PCD 1462",
    "PCD 1462 (revised)",
    "PCD 1462a",
    "PCD 12345678",
    "",
)
# (a sentence, the references found in it)
SENTENCES: tuple[tuple[str, list[str]], ...] = (
    ("PCD 1462 was first.", ["PCD 1462"]),
    ("This was agreed [PCD583 and PCD986] before.", ["PCD 583", "PCD 986"]),
    ("PCD 890 and 1561 apply.", ["PCD 890", "PCD 1561"]),
    ("PCD 890, 891 and 892 apply.", ["PCD 890", "PCD 891", "PCD 892"]),
    ("PCD 890 & 1561 apply.", ["PCD 890", "PCD 1561"]),
    ("PCD 1196 refers.", ["PCD 1196"]),
    ("DMPC Decision Paper PCD 1016 refers.", ["PCD 1016"]),
    ("as in PCD\n1462 above", ["PCD 1462"]),
    ("“PCD 1462”, (PCD 1463), PCD 1464.", ["PCD 1462", "PCD 1463", "PCD 1464"]),
    ("DMPCD 2013/96 and MD2472 and MOPAC 511-01", ["DMPCD 2013 96", "MD2472", "MOPAC 511-01"]),
    ("an APCD 14 and a word-PCD 14", []),
    ("there is no PCD, and 1462 is a number", []),
    ("PCD 12345678 is a telephone number", []),
)
# What follows a reference and is a sum, a date, a share or a count, not a second reference.
NOT_FURTHER = (
    "PCD 890 and 1,561 officers",
    "PCD 890 and 1561 officers",
    "PCD 890 and 500 people",
    "PCD 890 and 100% of it",
    "PCD 890 and 1 June 2023",
    "PCD 890 and 2023/24",
    "PCD 890 and 120.50",
    "PCD 890 and 100 million",
    "PCD 890 and £1561",
    "PCD 890 and 12 others",
    "PCD 890 and 120 days",
)


@pytest.mark.parametrize(("written", "one_spelling"), ALONE)
def test_a_reference_is_read_in_every_dress_in_which_people_write_it(written: str, one_spelling: str) -> None:
    assert GRAMMAR.read(written).written == one_spelling


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_reference_or_more_than_one_is_refused_with_how_to_write_it(text: str) -> None:
    with pytest.raises(UnreadableValueError) as refused:
        GRAMMAR.read(text)
    assert refused.value.problem == f"“{text}” is not a reference of this register."
    assert "PCD 1462" in refused.value.remedy


@pytest.mark.parametrize(("sentence", "found"), SENTENCES)
def test_references_are_found_in_running_text(sentence: str, found: list[str]) -> None:
    assert [mentioned.reference.written for mentioned in GRAMMAR.find(sentence)] == found


@pytest.mark.parametrize("sentence", NOT_FURTHER)
def test_a_number_after_a_reference_is_a_second_one_only_where_it_is_no_sum_date_or_count(sentence: str) -> None:
    assert [mentioned.reference.written for mentioned in GRAMMAR.find(sentence)] == ["PCD 890"]


@pytest.mark.parametrize(("sentence", "_"), SENTENCES)
def test_the_place_of_a_reference_covers_just_the_words_that_name_it(sentence: str, _: list[str]) -> None:
    for mentioned in GRAMMAR.find(sentence):
        words = sentence[mentioned.start : mentioned.end]
        assert words == words.strip(string.whitespace + "“”(),.")
        assert words[-1].isdigit()


@pytest.mark.parametrize("written", ["PCD 1462", "DMPCD 2013/96", "DMPC 1078", "DMPCD 2017 143"])
def test_a_decision_of_this_register_is_ours(written: str) -> None:
    assert GRAMMAR.read(written).ours


@pytest.mark.parametrize("written", ["MD2472", "DD1153", "ADD2460", "DMFD262", "CEOD 35 - 2024"])
def test_a_decision_of_another_body_belongs_to_another_register(written: str) -> None:
    assert not GRAMMAR.read(written).ours


@pytest.mark.parametrize("written", ["MOPAC 511-01", "MOPAC 937-02", "MOPAC 946"])
def test_a_contract_is_never_a_decision_of_ours(written: str) -> None:
    assert GRAMMAR.read(written).register == "contracts"


def test_a_number_of_2016_in_the_old_dress_may_be_held_under_the_new_series() -> None:
    read = GRAMMAR.read("DMPCD 2016/79")
    assert (read.slug, read.also) == ("dmpcd-2016-79", "pcd-79")


def test_a_number_of_another_year_in_the_old_dress_is_held_under_one_name_only() -> None:
    assert [GRAMMAR.read(written).also for written in ("DMPCD 2015 143", "DMPCD 2017 143", "PCD 79")] == ["", "", ""]


def test_a_prefix_that_is_a_known_mistake_is_read_with_a_doubt_and_others_without() -> None:
    (mistaken,) = GRAMMAR.find("DMPC 1078")
    (plain,) = GRAMMAR.find("PCD 1078")
    assert "“DMPC”" in mistaken.doubt
    assert plain.doubt == ""


@pytest.mark.parametrize(
    ("written", "slug"),
    [
        ("PCD 1462", "pcd-1462"),
        ("DMPCD 2013/96", "dmpcd-2013-96"),
        ("CEOD 35 - 2024", "ceod-2024-35"),
        ("MD2472", "md2472"),
    ],
)
def test_the_name_of_a_decisions_files_comes_from_the_one_spelling(written: str, slug: str) -> None:
    assert GRAMMAR.read(written).slug == slug


@given(st.integers(min_value=1, max_value=999_999))
def test_every_number_of_the_series_is_read_back_as_it_is_written(number: int) -> None:
    read = GRAMMAR.read(f"PCD {number}")
    assert read.written == f"PCD {number}"
    assert GRAMMAR.read(read.written) == read


@given(st.integers(min_value=2012, max_value=2016), st.integers(min_value=1, max_value=99_999), st.sampled_from("/- –"))
def test_every_number_of_the_yearly_series_is_read_back_as_it_is_written(year: int, number: int, between: str) -> None:
    read = GRAMMAR.read(f"DMPCD {year}{between}{number}")
    assert read.written == f"DMPCD {year} {number}"
    assert GRAMMAR.read(read.written) == read


@given(st.text(alphabet=st.sampled_from("PCDMO 0123456789/-–.,and£%\n"), max_size=60))
def test_references_found_in_any_text_stand_in_it_in_order_and_never_overlap(text: str) -> None:
    at = 0
    for mentioned in GRAMMAR.find(text):
        assert at <= mentioned.start < mentioned.end <= len(text)
        at = mentioned.end


@given(st.text(alphabet=st.sampled_from("PCDMO 0123456789/-–.,and£%\n"), max_size=60))
def test_a_text_said_to_hold_no_reference_holds_none(text: str) -> None:
    if not GRAMMAR.may_be_in(text):
        assert not list(GRAMMAR.find(text))
