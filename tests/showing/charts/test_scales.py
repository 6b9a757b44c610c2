"""Scales: everything within their ends, in order; what is written beside them is round and apart."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stargate_claims.model.intervals import DAWN, DUSK
from stargate_claims.showing.charts.canvas import width_of
from stargate_claims.showing.charts.scales import Days, Values

ORDINALS = st.integers(1, date.max.toordinal())
NUMBERS = st.decimals(0, 10**15, allow_nan=False, places=2)


class TestDays:
    @given(st.lists(ORDINALS, min_size=1, max_size=6), ORDINALS, ORDINALS)
    def test_later_days_stand_further_right(self, known: list[int], one: int, other: int) -> None:
        days = Days.over(known, 50, 650)
        first, second = sorted((one, other))
        assert 50 <= days.at(first) <= days.at(second) <= 650
        assert all(50 < days.at(day) < 650 or day in (1, date.max.toordinal()) for day in known)

    @given(st.lists(ORDINALS, min_size=1, max_size=6), st.sampled_from(["ko", "en"]))
    def test_names_of_months_keep_apart(self, known: list[int], language: str) -> None:
        ticks = Days.over(known, 50, 650).ticks(language)
        for (x, words), (after, others) in pairwise(ticks):
            assert after - x >= (width_of(words) + width_of(others)) / 2
        assert len(ticks) <= 12

    def test_a_year_is_named_by_its_months(self) -> None:
        days = Days.over([date(2025, 1, 21).toordinal(), date(2025, 11, 21).toordinal()], 50, 650)
        assert [words for _, words in days.ticks("ko")] == [f"2025년 {month}월" for month in (3, 5, 7, 9, 11)]
        assert days.ticks("en")[0][1] == "Mar 2025"

    def test_without_a_day_there_is_a_scale_still(self) -> None:
        days = Days.over([DAWN, DUSK], 50, 650)
        assert days.at(DAWN) == 50
        assert days.at(DUSK) == 650


class TestValues:
    @given(st.lists(NUMBERS, min_size=1, max_size=6), NUMBERS, NUMBERS)
    def test_greater_numbers_stand_higher(self, known: list[Decimal], one: Decimal, other: Decimal) -> None:
        values = Values.over(known, 60, 300, 5)
        for number in known:
            assert 60 <= values.at(number, 0) <= 300
        low, high = sorted(number for number in (min(known), max(known)))
        assert values.at(high, 0) <= values.at(low, 0)
        inside = sorted(min(max(number, low), high) for number in (one, other))
        assert values.at(inside[1], 0) <= values.at(inside[0], 0) + 1e-6

    @given(st.lists(NUMBERS, min_size=1, max_size=6), st.booleans())
    def test_numbers_that_are_written_keep_apart(self, known: list[Decimal], whole: bool) -> None:
        values = Values.over(known, 60, 300, 5)
        ticks = values.ticks(str, 22, whole=whole)
        heights = sorted(y for y, _ in ticks)
        assert all(after - before >= 22 for before, after in pairwise(heights))
        assert all(60 - 1e-6 <= y <= 300 + 1e-6 for y in heights)
        assert not whole or all(Decimal(words) % 1 == 0 for _, words in ticks)

    def test_money_far_apart_is_logarithmic(self) -> None:
        values = Values.over([Decimal(10**10), Decimal(10**11), Decimal(10**12)], 0, 240, 5)
        steps = [values.at(Decimal(10**power), 0) for power in (10, 11, 12)]
        assert steps[0] - steps[1] == pytest.approx(steps[1] - steps[2])

    def test_none_at_all_stands_below_a_logarithmic_scale(self) -> None:
        values = Values.over([Decimal(0), Decimal(10**10), Decimal(10**12)], 0, 240, 5)
        assert values.at(Decimal(0), 0) > values.at(Decimal(10**10), 0)
        assert values.ticks(str, 22)[0][1] == "0"

    def test_what_has_no_end_reaches_the_edge(self) -> None:
        assert Values.over([Decimal(1)], 0, 240).at(None, 7.0) == 7.0

    def test_numbers_outside_stand_at_the_ends(self) -> None:
        values = Values.over([Decimal(0), Decimal("0.02"), Decimal("0.1")], 60, 300, 5)
        assert values.at(Decimal("0.001"), 0) == values.bottom < values.at(Decimal(0), 0)
        assert values.at(Decimal(10**9), 0) == 60

    def test_numbers_below_zero_are_linear(self) -> None:
        values = Values.over([Decimal(-100), Decimal(1000)], 0, 240, 5)
        assert not values.logarithmic
        low, middle, high = (values.at(Decimal(number), 0) for number in (-100, 450, 1000))
        assert middle == pytest.approx((low + high) / 2)
