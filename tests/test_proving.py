"""Where a new source prints something else tells which change is wrong; where it can't, few are suspected."""

from decisionforms.review.aligning import Pair
from decisionforms.review.planning import Planned
from decisionforms.review.proving import Area, Fault, unwritten

GROUPS = [(3,), (10, 11), (12,), (30,)]


def test_what_stands_where_something_else_is_printed_is_the_cause() -> None:
    assert Fault("", (Area(3, 3),)).causes(GROUPS) == [(3,)]


def test_so_is_what_stands_beside_it_if_it_is_alone() -> None:
    between_two = Area(30, 29)
    assert Fault("", (between_two, Area(4, 5))).causes(GROUPS) == [(30,), (3,)]


def test_of_several_that_are_as_near_each_is_suspected() -> None:
    fault = Fault("", (Area(11, 12),))
    assert fault.causes(GROUPS) == []
    assert fault.suspects(GROUPS) == [(10, 11), (12,)]


def test_what_is_far_away_is_suspected_and_no_more() -> None:
    fault = Fault("", (Area(20, 20),))
    assert fault.causes(GROUPS) == []
    assert fault.suspects(GROUPS) == [(12,)]


def test_where_no_place_is_known_half_of_them_are_suspected() -> None:
    assert Fault("").suspects(GROUPS) == [(12,), (30,)]


def test_the_last_that_is_left_is_the_cause() -> None:
    assert Fault("").causes([(30,)]) == [(30,)]


def test_what_can_not_be_written_any_more_takes_its_group_with_it() -> None:
    pair = Pair(None, None)
    fault = unwritten([Planned(pair), Planned(pair, why="refused"), Planned(pair, why="no place")], {1})
    assert fault == Fault("no place", (Area(2, 2),))
    assert unwritten([Planned(pair, why="refused")], {0}) is None
