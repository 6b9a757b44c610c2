"""Clashing pairs and disjoint sides, on bounds that are few enough to list and too many to."""

from __future__ import annotations

from decimal import Decimal
from itertools import permutations, product

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from stargate_claims.judging import sweep
from stargate_claims.judging.constraints import Constraint, Reader, both
from stargate_claims.judging.sweep import clash_of, clashes, components, is_robust, may_clash, overlaps_somewhere
from stargate_claims.model.claims import Claim
from stargate_claims.model.intervals import Interval
from stargate_claims.model.quantities import Quantity
from tests import strategies
from tests.judging.build import VOCABULARY, say

READER = Reader(VOCABULARY)


def row(id: str, value: str, about: str = "2030-06-01/2030-06-09", **more: object) -> Constraint:
    (constraint,) = READER.own(say(id, "funds_available", value, subject="beta", about=about, by=id, **more))
    return constraint


READER_OF_HELD = Reader(strategies.vocabulary())
"""Its levels stand for their own days only."""


def held(id: str, values: Interval, about: str) -> Claim:
    return evolve(say(id, "held", subject="x", about=about), quantity=Quantity(interval=values, unit="USD"))


FLOORS = [row(f"f{n}", f"{50 + n}억 달러 이상") for n in range(6)]
CAPS = [row(f"c{n}", f"{10 - n}억 달러 이하") for n in range(6)]


class TestPairs:
    def test_every_pair_where_they_are_few(self) -> None:
        found = [(clash.low.claim.id, clash.high.claim.id) for clash in clashes([*FLOORS, *CAPS])]
        assert sorted(found) == [(f"f{n}", f"c{m}") for n, m in product(range(6), range(6))]

    @pytest.mark.parametrize(("at_most", "floors"), [(36, range(6)), (35, range(3, 6))])
    def test_the_three_most_demanding_for_each_later_bound_where_they_are_many(
        self, at_most: int, floors: range, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sweep, "PAIRS_AT_MOST", at_most)
        pairs = {(clash.low.claim.id, clash.high.claim.id) for clash in clashes([*FLOORS, *CAPS])}
        assert pairs == {(f"f{n}", f"c{m}") for n, m in product(floors, range(6))}

    def test_witnesses_are_the_most_demanding_bounds(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sweep, "PAIRS_AT_MOST", 0)
        late = row("late", "40억 달러 이상", "2030-06-05/2030-06-09")
        pairs = {(clash.low.claim.id, clash.high.claim.id) for clash in clashes([late, *CAPS])}
        assert pairs == {("late", "c3"), ("late", "c4"), ("late", "c5")}

    def test_a_bound_that_has_ended_is_no_witness(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sweep, "PAIRS_AT_MOST", 0)
        over = [row(f"o{n}", f"{n}억 달러 이하", "2030-01-01/2030-02-01") for n in range(4)]
        pairs = {(c.low.claim.id, c.high.claim.id) for c in clashes([*over, *CAPS[:1], FLOORS[0]])}
        assert pairs == {("f0", "c0")}

    def test_one_claim_never_clashes_with_itself(self) -> None:
        assert clash_of(FLOORS[0], FLOORS[0]) is None


BOUNDS = st.lists(
    st.tuples(
        st.integers(1, 4), st.sampled_from(("이상", "초과", "이하", "미만")), st.integers(1, 9), st.integers(0, 4)
    ),
    max_size=12,
)
"""Value, bound word, first day and further days."""


class TestBoundsThatMeetAnother:
    @given(bounds=BOUNDS)
    def test_they_are_those_that_some_opposite_one_crosses_on_a_day_of_both(
        self, bounds: list[tuple[int, str, int, int]]
    ) -> None:
        rows = [
            row(f"k{n}", f"{value}억 달러 {word}", f"2030-06-0{first}/2030-06-{first + days:02}")
            for n, (value, word, first, days) in enumerate(bounds)
        ]
        lowers = [c for c in rows if c.interval.lower is not None]
        uppers = [c for c in rows if c.interval.upper is not None]
        pairs = [
            (low.claim.id, high.claim.id)
            for low, high in product(lowers, uppers)
            if not low.interval.meets(high.interval) and both(low.low.possible, high.high.possible) is not None
        ]
        found = [{c.claim.id for c in side} for side in sweep._met(lowers, uppers)]
        assert found == [{low for low, _ in pairs}, {high for _, high in pairs}]


class TestWhetherBoundsMayClash:
    @pytest.mark.parametrize(
        ("one", "other", "may"),
        [
            ("5억 달러 이상", "5억 달러 이하", False),
            ("5억 달러 초과", "5억 달러 이하", True),
            ("5억 달러 이상", "5억 달러 미만", True),
            ("5억 달러 이상", "6억 달러 이하", False),
            ("5억 달러 이상", "6억 달러 이상", False),
            ("5억 달러 이하", "6억 달러 이하", False),
        ],
    )
    def test_bounds_that_touch_clash_where_either_is_open(self, one: str, other: str, may: bool) -> None:
        rows = [row("a", one), row("b", other)]
        assert may_clash(rows) is may_clash(rows[::-1]) is may

    @pytest.mark.parametrize(
        "values",
        [
            ("5억 달러 이상", "5억 달러 초과", "5억 달러 이하"),
            ("5억 달러 이하", "5억 달러 미만", "5억 달러 이상"),
        ],
    )
    def test_of_equal_bounds_the_open_one_counts(self, values: tuple[str, ...]) -> None:
        for order in permutations(values):
            assert may_clash([row(f"k{n}", value) for n, value in enumerate(order)])


def test_days_that_share_more_than_one() -> None:
    assert [is_robust((1, 5), other) for other in ((5, 9), (4, 9), (6, 9))] == [False, True, False]


class TestComponents:
    def test_groups_in_order_of_their_smallest(self) -> None:
        pairs = [("d", "e"), ("b", "c"), ("e", "a"), ("f", "f")]
        for order in permutations(pairs):
            assert components(order) == [{"a", "d", "e"}, {"b", "c"}, {"f"}]


class TestOverlap:
    @pytest.mark.parametrize(
        ("rows", "found"),
        [
            ([(1, 5, 3, None), (5, 9, None, 3)], True),  # they touch, and either may be open
            ([(1, 5, 3, None), (6, 9, None, 3)], False),
            ([(1, 5, 3, None), (2, 9, None, 4)], False),
            ([(1, 1, 9, None), (1, 9, 2, None), (2, 9, None, 3)], False),  # the higher floor has ended
            ([(1, 1, None, 0), (1, 9, None, 5), (2, 9, 4, None)], False),  # the lower cap has ended
            ([(1, 9, 4, None), (1, 2, 9, None), (2, 9, None, 5)], True),
            ([(1, 9, None, 5), (1, 2, None, 0), (2, 9, 4, None)], True),
        ],
    )
    def test_bounds_that_hardly_meet_on_a_shared_day(
        self, rows: list[tuple[int, int, int | None, int | None]], found: bool
    ) -> None:
        bounds = [
            (first, last, None if low is None else Decimal(low), None if high is None else Decimal(high))
            for first, last, low, high in rows
        ]
        assert overlaps_somewhere(bounds) is found


class TestStrength:
    @pytest.mark.parametrize(
        ("about", "strength"),
        [("2030-06-08/2030-06-20", "strict"), ("2030-06-09/2030-06-20", "soft"), ("2030-06-10/2030-06-20", None)],
    )
    def test_two_shared_days_are_certain_and_one_hangs_on_an_end(self, about: str, strength: str | None) -> None:
        low = READER_OF_HELD.own(held("a", Interval.at_least(5), "2030-06-01/2030-06-09"))
        high = READER_OF_HELD.own(held("b", Interval.at_most(4), about))
        clash = clash_of(next(low), next(high))
        assert (clash and clash.strength) == strength
