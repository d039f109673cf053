"""Sums, dates and terms: which dresses are read, which are refused and why, and that nothing changes on the way.

The dresses are those that domain.md records from published papers.
"""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisionforms.decision.records import one_line, read_yes_no
from decisionforms.values.dates import read_date, write_date
from decisionforms.values.money import read_money, write_money
from decisionforms.values.terms import UNITS, Term, read_term, write_term
from decisionforms.values.unreadable import UnreadableValueError

SUMS = {
    "£84,500": "84500",
    "£84500": "84500",
    "£84,500.50": "84500.50",
    "£990,324.28": "990324.28",
    "£0.05": "0.05",
    "£1.2 million": "1200000",
    "£1.2m": "1200000",
    "£6.8m": "6800000",
    "£3.000m": "3000000",
    "£14.8 million": "14800000",
    "£17.2million": "17200000",
    "£100k": "100000",
    "£2,447.9K": "2447900",
    "£11M": "11000000",
    "£5 thousand": "5000",
    "  £84,500 ": "84500",
    "£999,999,999,999.99": "999999999999.99",
}
NO_SUMS = {
    "£1000,000": "“£1000,000” has a comma in the wrong place, or words beside the sum.",
    "£2,165,00": "“£2,165,00” has a comma in the wrong place, or words beside the sum.",
    "3.4m": "“3.4m” is not a sum: it has no £ sign.",
    "84,500": "“84,500” is not a sum: it has no £ sign.",
    "£4.787m pa": "“£4.787m pa” is not a sum of money on its own.",
    "c£50m": "“c£50m” is not a sum of money on its own.",
    "upto £800,000": "“upto £800,000” has a comma in the wrong place, or words beside the sum.",
    "£31,185.00 (exclusive of VAT)": "“£31,185.00 (exclusive of VAT)” has a comma in the wrong place, or words beside the sum.",
    "£84.555": "“£84.555” is not a sum of money on its own.",
    "£1.234567891m": "“£1.234567891m” is not a sum in pounds and pence.",
    "£-5": "“£-5” is not a sum of money on its own.",
    "-£5": "“-£5” is not a sum of money on its own.",
    "£": "“£” is not a sum of money on its own.",
    "£1,000,000,000,000": "“£1,000,000,000,000” is not a sum in pounds and pence.",
    "£99999999999999999999999999999999m": "“£99999999999999999999999999999999m” is not a sum in pounds and pence.",
    "£٣": "“£٣” is not a sum of money on its own.",
    "€5": "“€5” is not a sum: it has no £ sign.",
    "": "“” is not a sum: it has no £ sign.",
}
DATES = {
    "20 June 2023": date(2023, 6, 20),
    "05 April 2018": date(2018, 4, 5),
    "5 april 2018": date(2018, 4, 5),
    "1  AUGUST  2021": date(2021, 8, 1),
    "2023-06-20": date(2023, 6, 20),
    "29 February 2024": date(2024, 2, 29),
    " 19 June 2019\n": date(2019, 6, 19),
}
NO_DATES = {
    "20/06/2023": "“20/06/2023” is not a date in full.",
    "1st August 2021": "“1st August 2021” is not a date in full.",
    "the 30th June": "“the 30th June” is not a date in full.",
    "October 1": "“October 1” is not a date in full.",
    "01 Oct 2023": "“Oct” is not the full name of a month.",
    "20 Juin 2023": "“Juin” is not the full name of a month.",
    "20 June": "“20 June” is not a date in full.",
    "June 2023": "“June 2023” is not a date in full.",
    "20 June 23": "“20 June 23” is not a date in full.",
    "2023-6-20": "“2023-6-20” is not a date in full.",
    "2023/24": "“2023/24” is not a date in full.",
    "30 February 2023": "There is no such day as “30 February 2023”.",
    "31 June 2023": "There is no such day as “31 June 2023”.",
    "0 June 2023": "There is no such day as “0 June 2023”.",
    "2023-02-30": "There is no such day as “2023-02-30”.",
    "2023-13-01": "There is no such day as “2023-13-01”.",
    "0000-01-01": "There is no such day as “0000-01-01”.",
    "٢٠ June 2023": "“٢٠ June 2023” is not a date in full.",
    "": "“” is not a date in full.",
}
TERMS = {
    "3 months": Term(3, "month"),
    "1 month": Term(1, "month"),
    "two years": Term(2, "year"),
    "Twelve Weeks": Term(12, "week"),
    "10-day": Term(10, "day"),
}
NO_TERMS = ("three", "3", "months", "thirteen months", "0 months", "1.5 years", "3 months and a day", "quite long", "")

sums = st.integers(min_value=0, max_value=10**14 - 1).map(lambda pence: Decimal(pence) / 100)


@pytest.mark.parametrize(("text", "pounds"), SUMS.items())
def test_a_sum_is_read_exactly_in_every_dress_of_the_contract(text: str, pounds: str) -> None:
    assert read_money(text) == Decimal(pounds)


@pytest.mark.parametrize(("text", "problem"), NO_SUMS.items())
def test_a_sum_that_would_have_to_be_guessed_is_refused_with_the_reason(text: str, problem: str) -> None:
    with pytest.raises(UnreadableValueError) as refused:
        read_money(text)
    assert refused.value.problem == problem
    assert "£84,500" in refused.value.remedy


@pytest.mark.parametrize(
    ("pounds", "written"),
    [
        ("84500", "£84,500"),
        ("84500.5", "£84,500.50"),
        ("84500.00", "£84,500"),
        ("0.05", "£0.05"),
        ("0", "£0"),
        ("-5", "-£5"),
    ],
)
def test_a_sum_is_written_with_commas_and_with_pence_only_where_there_are_any(pounds: str, written: str) -> None:
    assert write_money(Decimal(pounds)) == written


@given(sums)
def test_every_sum_written_is_read_back_as_the_same_sum(amount: Decimal) -> None:
    assert read_money(write_money(amount)) == amount


@given(st.text(max_size=12).map(lambda text: f"£{text}"))
def test_whatever_is_read_as_a_sum_is_in_whole_pence_and_the_rest_is_refused(text: str) -> None:
    try:
        amount = read_money(text)
    except UnreadableValueError:
        return
    assert amount == amount.quantize(Decimal("0.01"))
    assert read_money(write_money(amount)) == amount


@pytest.mark.parametrize(("text", "day"), DATES.items())
def test_a_date_is_read_in_the_house_form_and_the_international_one(text: str, day: date) -> None:
    assert read_date(text) == day


@pytest.mark.parametrize(("text", "problem"), NO_DATES.items())
def test_a_date_that_is_not_written_in_full_is_refused_with_the_reason(text: str, problem: str) -> None:
    with pytest.raises(UnreadableValueError) as refused:
        read_date(text)
    assert refused.value.problem == problem
    assert refused.value.remedy == "Write a date as 20 June 2023 or 2023-06-20."


@given(st.dates())
def test_every_day_written_is_read_back_as_the_same_day(day: date) -> None:
    assert read_date(day.isoformat()) == day
    if day.year >= 1000:
        assert read_date(write_date(day)) == day


@pytest.mark.parametrize(("text", "term"), TERMS.items())
def test_a_term_is_a_number_in_figures_or_words_and_a_unit(text: str, term: Term) -> None:
    assert read_term(text) == term


@pytest.mark.parametrize("text", NO_TERMS)
def test_a_term_without_a_number_and_a_unit_is_refused(text: str) -> None:
    with pytest.raises(UnreadableValueError) as refused:
        read_term(text)
    assert refused.value.problem == f"“{text}” is not a length of time."
    assert "3 months" in refused.value.remedy


@given(st.builds(Term, st.integers(min_value=1, max_value=9999), st.sampled_from(UNITS)))
def test_every_term_written_is_read_back_as_the_same_term(term: Term) -> None:
    assert read_term(write_term(term)) == term


@pytest.mark.parametrize(("text", "value"), [("yes", True), ("no", False), (" Yes ", True), ("NO", False)])
def test_yes_and_no_are_read_in_any_case(text: str, value: bool) -> None:  # noqa: FBT001 - it is the value that is read
    assert read_yes_no(text) is value


@pytest.mark.parametrize("text", ["true", "y", "on", "1", "yes please", "yes\nno"])
def test_what_is_neither_yes_nor_no_is_refused(text: str) -> None:
    with pytest.raises(UnreadableValueError) as refused:
        read_yes_no(text)
    assert refused.value.problem == f"“{text}” is neither yes nor no."


@given(st.text())
def test_a_text_brought_to_one_line_keeps_every_word(text: str) -> None:
    assert one_line(text).split() == text.split()
    assert "\n" not in one_line(text)
