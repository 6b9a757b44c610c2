"""The screen proposes every question that the judge would flag: bounds and days that may meet, and no others."""

from __future__ import annotations

from typing import Any

import pytest

from stargate_claims.judging.constraints import Reader
from stargate_claims.judging.screen import Sorter, may_disagree, told_twice, worded_apart
from stargate_claims.model.vocabulary import Behaviour, Dimension, Label, Measure, Vocabulary
from tests.judging.build import say


def measure(behaviour: str, persists: int = 0, dimension: str = "money") -> Measure:
    return Measure(id="m", label=Label(en="m"), dimension=Dimension(dimension), behaviour=Behaviour(behaviour),
                   persists=persists)  # fmt: skip


def may(kind: Measure, floor: str, floor_days: str, cap: str, cap_days: str) -> bool:
    claims = [say("a", "m", floor, about=floor_days), say("b", "m", cap, about=cap_days)]
    found = may_disagree(claims, kind)
    assert may_disagree(claims[::-1], kind) is found
    return found


class TestTotals:
    @pytest.mark.parametrize(
        ("floor_days", "cap_days", "found"),
        [
            ("2030-06-10", "2030-06-10", True),
            ("2030-06-10", "2030-06-09", False),
            ("[2030-06-05..2030-06-20]", "2030-06-05", True),  # it may have begun by then
            ("[2030-06-05..2030-06-20]", "2030-06-04", False),
            ("2030-06-10", "[2030-06-01..2030-06-10]", True),  # it may have ended only then
            ("2030-06-10", "[2030-06-01..2030-06-09]", False),
        ],
    )
    def test_a_floor_that_may_have_begun_by_the_last_day_of_a_cap(
        self, floor_days: str, cap_days: str, found: bool
    ) -> None:
        assert may(measure("cumulative"), "5억 달러 이상", floor_days, "4억 달러 이하", cap_days) is found

    def test_an_earlier_and_lower_floor_hides_no_higher_one(self) -> None:
        claims = [
            say("a", "m", "9억 달러 이상", about="2030-06-01"),
            say("b", "m", "1억 달러 이상", about="2030-06-02"),
            say("c", "m", "5억 달러 이하", about="2030-06-03"),
        ]
        assert may_disagree(claims, measure("cumulative"))


class TestLevels:
    @pytest.mark.parametrize(
        ("days", "persists", "found"),
        [
            ("2030-06-10", 0, True),
            ("2030-06-11", 0, False),
            ("2030-06-14", 4, True),  # each stands for two days more on both sides
            ("2030-06-16", 4, True),
            ("2030-06-17", 4, False),
        ],
    )
    def test_days_that_may_be_shared(self, days: str, persists: int, found: bool) -> None:
        level = measure("level", persists)
        assert may(level, "5억 달러 이상", "2030-06-10", "4억 달러 이하", days) is found

    def test_windows_alike_are_taken_at_their_narrowest(self) -> None:
        june = "2030-06-01/2030-06-30"
        values = ["3억 달러 이상", "5억 달러 이상", "4억 달러 이상", "8억 달러 이하", "6억 달러 이하", "7억 달러 이하"]
        agreeing = [say(f"k{n}", "m", value, about=june) for n, value in enumerate(values)]
        assert not may_disagree(agreeing, measure("level"))
        for value in ("5억5천만 달러 이하", "4억5천만 달러 이하"):
            other = say("z", "m", value, about="2030-06-30/2030-07-30")
            assert may_disagree([*agreeing, other], measure("level")) is (value == "4억5천만 달러 이하")

    def test_bounds_that_touch_only_where_one_is_open(self) -> None:
        june = "2030-06-01/2030-06-30"
        assert not may(measure("level"), "5억 달러 이상", june, "5억 달러 이하", june)
        assert may(measure("level"), "5억 달러 초과", june, "5억 달러 이하", june)


class TestKeys:
    @pytest.mark.parametrize("name", ["of", "subject"])
    def test_the_order_of_names_makes_no_other_question(self, name: str) -> None:
        sorter = Sorter(Reader(Vocabulary.of(measures=[measure("level")])))
        found = [sorter.keys(say("a", "m", "1억 달러", **words)) for words in _both_orders(name)]
        assert list(found[0]) == list(found[1])


def _both_orders(name: str) -> list[dict[str, Any]]:
    return [{name: ("x", "y")}, {name: ("y", "x")}]


@pytest.mark.parametrize(
    ("values", "found"),
    [
        (("최대 5억 달러", "최소 5억 달러"), True),
        (("최대 5억 달러", "5억 달러"), True),
        (("최소 5억 달러", "5억 달러"), True),
        (("최대 5억 달러", "최대 5억 달러"), False),
        (("최소 5억 달러", "최소 5억 달러"), False),
        (("최대 5억 달러", "최소 4억 달러"), False),
    ],
)
def test_one_number_with_two_kinds_of_words(values: tuple[str, ...], found: bool) -> None:
    assert worded_apart([say(f"k{n}", "m", value) for n, value in enumerate(values)]) is found


@pytest.mark.parametrize(
    ("more", "found"),
    [({}, True), ({"by": "beta"}, False), ({"said": "2030-06-11"}, False), ({"said": "2030-06"}, False)],
)
def test_one_statement_with_two_numbers(more: dict[str, Any], found: bool) -> None:
    assert told_twice([say("a", "m", "5억 달러"), say("b", "m", "6억 달러", **more)]) is found
    assert not told_twice([say("a", "m", "5억 달러"), say("b", "m", "5억 달러", **more)])
