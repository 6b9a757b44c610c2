"""Intervals against an oracle that tries numbers; windows against the days of a calendar."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stargate_claims.errors import InvalidInterval, InvalidWindow
from stargate_claims.model.intervals import DAWN, DUSK, Interval, Mode, Precision, Window, day_of, is_below
from tests.strategies import intervals, windows

TOP = 6
HALVES = [Decimal(n) / 2 for n in range(-2, 2 * TOP + 3)]
"""Enough numbers to tell any two intervals with whole bounds from 0 to 6 apart, ends included."""

small = intervals(max_value=TOP)


def holds(interval: Interval, number: Decimal) -> bool:
    """The oracle: whether a number satisfies both bounds, from their definition."""
    low, high = interval.lower, interval.upper
    over = low is None or (number > low if interval.lower_open else number >= low)
    under = high is None or (number < high if interval.upper_open else number <= high)
    return over and under


def members(interval: Interval) -> set[Decimal]:
    return {number for number in HALVES if holds(interval, number)}


class TestIntervalSets:
    @given(small, st.sampled_from(HALVES))
    def test_a_number_is_in_it_if_it_satisfies_both_bounds(self, interval: Interval, number: Decimal) -> None:
        assert (number in interval) == holds(interval, number)

    @given(small, small)
    def test_two_meet_if_some_number_lies_in_both(self, one: Interval, other: Interval) -> None:
        assert one.meets(other) == bool(members(one) & members(other))
        assert one.meets(other) == other.meets(one)

    @given(small, small)
    def test_intersection_holds_the_numbers_of_both(self, one: Interval, other: Interval) -> None:
        both = one.intersection(other)
        assert (members(both) if both is not None else set()) == members(one) & members(other)
        assert both == other.intersection(one)

    @given(small)
    def test_intersection_with_itself_and_with_everything_is_itself(self, one: Interval) -> None:
        assert one.intersection(one) == one
        assert one.intersection(Interval()) == one

    @given(small, small, small)
    def test_intervals_that_meet_pairwise_share_a_number(self, a: Interval, b: Interval, c: Interval) -> None:
        pairwise = a.meets(b) and b.meets(c) and a.meets(c)
        assert pairwise == bool(members(a) & members(b) & members(c))

    @given(small)
    def test_whole_numbers_are_the_same_set_of_counts_with_closed_ends(self, interval: Interval) -> None:
        counts = {number for number in members(interval) if number == int(number)}
        if not counts and interval.lower is not None and interval.upper is not None:
            with pytest.raises(InvalidInterval, match="no number lies in"):
                interval.to_whole()
            return
        whole = interval.to_whole()
        assert {number for number in members(whole) if number == int(number)} == counts
        assert not whole.lower_open
        assert not whole.upper_open
        assert whole.to_whole() == whole

    @given(small, small)
    def test_one_is_below_another_if_no_number_of_it_reaches_the_other(self, one: Interval, other: Interval) -> None:
        under, over = Interval(upper=one.upper, upper_open=one.upper_open), Interval(
            lower=other.lower, lower_open=other.lower_open
        )  # fmt: skip
        expected = not members(under) & members(over)
        assert is_below(one.upper, one.upper_open, other.lower, other.lower_open) == expected

    @given(small, st.integers(0, 3))
    def test_widening_keeps_all_numbers_and_never_opens_an_end(self, interval: Interval, margin: int) -> None:
        wide = interval.widened(Decimal(margin))
        assert members(interval) <= members(wide)
        assert (wide.lower is None, wide.upper is None) == (interval.lower is None, interval.upper is None)


@pytest.mark.parametrize(
    ("interval", "printed", "whole"),
    [
        (Interval.exactly(3), "[3, 3]", "[3, 3]"),
        (Interval.at_least(2), "[2, ∞)", "[2, ∞)"),
        (Interval.at_most(2), "(-∞, 2]", "(-∞, 2]"),
        (Interval.above(2), "(2, ∞)", "[3, ∞)"),
        (Interval.below(2), "(-∞, 2)", "(-∞, 1]"),
        (Interval(lower=Decimal("1.5"), upper=Decimal("3.5")), "[1.5, 3.5]", "[2, 3]"),
        (Interval(lower=Decimal("1E+3")), "[1000, ∞)", "[1000, ∞)"),
        (Interval(), "(-∞, ∞)", "(-∞, ∞)"),
    ],
    ids=str,
)
def test_intervals_print_their_ends(interval: Interval, printed: str, whole: str) -> None:
    assert (str(interval), str(interval.to_whole())) == (printed, whole)


class TestIntervalRefusals:
    @pytest.mark.parametrize(
        "bounds",
        [
            {"lower": 2, "upper": 1},
            {"lower": 2, "upper": 2, "lower_open": True},
            {"lower": 2, "upper": 2, "upper_open": True},
            {"lower_open": True},
            {"lower": 1, "upper_open": True},
            {"lower": Decimal("NaN")},
            {"lower": Decimal("sNaN")},
            {"upper": Decimal("Infinity")},
        ],
        ids=str,
    )
    def test_bounds_that_hold_no_number(self, bounds: dict[str, Decimal]) -> None:
        with pytest.raises(InvalidInterval):
            Interval(**bounds)  # type: ignore[arg-type]

    @pytest.mark.parametrize("bound", [1.0, True, "1", 1j], ids=repr)
    def test_bounds_that_are_no_exact_number(self, bound: object) -> None:
        with pytest.raises(TypeError, match=r"Decimal or int, not .*; write Decimal\('"):
            Interval(lower=bound)

    def test_equal_bounds_make_equal_and_hashable_values(self) -> None:
        assert Interval(lower=1, upper=Decimal("2.00")) == Interval(lower=Decimal(1), upper=Decimal(2))
        assert len({Interval.exactly(1), Interval.exactly(Decimal("1.0"))}) == 1


EDTF = [  # text, first, last, precision, mode
    ("2025-01-21", "2025-01-21", "2025-01-21", "day", "throughout"),
    ("2025-02", "2025-02-01", "2025-02-28", "month", "throughout"),
    ("2024-02", "2024-02-01", "2024-02-29", "month", "throughout"),
    ("2025", "2025-01-01", "2025-12-31", "year", "throughout"),
    ("2025-33", "2025-01-01", "2025-03-31", "quarter", "throughout"),
    ("2025-36", "2025-10-01", "2025-12-31", "quarter", "throughout"),
    ("2025-40", "2025-01-01", "2025-06-30", "half", "throughout"),
    ("2025-41", "2025-07-01", "2025-12-31", "half", "throughout"),
    ("2025-01-21/2025-02", "2025-01-21", "2025-02-28", "day", "throughout"),
    ("2025-01-21/..", "2025-01-21", None, "day", "throughout"),
    ("../2029", None, "2029-12-31", "year", "throughout"),
    ("/2025-01-31", None, "2025-01-31", "day", "throughout"),
    ("2025-01-21/", "2025-01-21", None, "day", "throughout"),
    ("[2025-06-01..2025-06-30]", "2025-06-01", "2025-06-30", "day", "some_day"),
    ("[2025-06..2025-07]", "2025-06-01", "2025-07-31", "month", "some_day"),
    (" 2025-01-21 ", "2025-01-21", "2025-01-21", "day", "throughout"),
]


class TestWindows:
    @pytest.mark.parametrize(("text", "first", "last", "precision", "mode"), EDTF, ids=lambda v: str(v))
    def test_edtf_is_read(self, text: str, first: str | None, last: str | None, precision: str, mode: str) -> None:
        window = Window.parse(text)
        assert window.first == (None if first is None else date.fromisoformat(first))
        assert window.last == (None if last is None else date.fromisoformat(last))
        assert (window.precision, window.mode) == (Precision(precision), Mode(mode))

    @pytest.mark.parametrize("text", [row[0] for row in EDTF])
    def test_whatever_was_read_is_read_back_as_it_is_printed(self, text: str) -> None:
        window = Window.parse(text)
        assert Window.parse(str(window)) == window

    def test_the_same_days_are_the_same_window_however_they_were_printed(self) -> None:
        month, days = Window.parse("2025-07"), Window.parse("2025-07-01/2025-07-31")
        assert month == days
        assert hash(month) == hash(days)
        assert month.precision is not days.precision

    def test_an_unknown_end_is_not_an_open_one(self) -> None:
        assert Window.parse("/2025-01-31") != Window.parse("../2025-01-31")
        assert Window.parse("2025-01-31/") != Window.parse("2025-01-31/..")

    @pytest.mark.parametrize(
        "text",
        ["", "..", "/", "../..", "21 January 2025", "2025-1-21", "2025-02-30", "2025-13", "2025-00", "25-01-21",
         "2025-01-21/2025-01-20", "[2025-06-30..2025-06-01]", "[2025-06-01..]", "2025-01-21T00:00", "２０２５-01-21",
         "2025-01-21/2025-01-22/2025-01-23", "0000-01-01"],
    )  # fmt: skip
    def test_anything_else_is_refused(self, text: str) -> None:
        with pytest.raises(InvalidWindow):
            Window.parse(text)

    @given(windows())
    def test_a_window_is_read_back_as_it_is_printed(self, window: Window) -> None:
        assert Window.parse(str(window)) == window

    @given(windows())
    def test_certain_days_are_possible_ones(self, window: Window) -> None:
        first, last = window.possible
        assert first <= last
        assert (window.certain is None) == (window.mode is Mode.SOME_DAY)
        if window.certain is not None:
            assert first <= window.certain[0] <= window.certain[1] <= last

    @pytest.mark.parametrize(
        ("text", "certain", "possible"),
        [
            ("2025-01-21", ("2025-01-21", "2025-01-21"), ("2025-01-21", "2025-01-21")),
            ("2025-01-21/2025-01-23", ("2025-01-21", "2025-01-23"), ("2025-01-21", "2025-01-23")),
            ("[2025-01-21..2025-01-23]", None, ("2025-01-21", "2025-01-23")),
            ("2025-01-21/..", ("2025-01-21", None), ("2025-01-21", None)),
            ("../2025-01-21", (None, "2025-01-21"), (None, "2025-01-21")),
            ("/2025-01-21", ("2025-01-21", "2025-01-21"), (None, "2025-01-21")),
            ("2025-01-21/", ("2025-01-21", "2025-01-21"), ("2025-01-21", None)),
        ],
    )
    def test_days_on_which_it_holds_for_certain_and_possibly(
        self, text: str, certain: tuple[str | None, str | None] | None, possible: tuple[str | None, str | None]
    ) -> None:
        window = Window.parse(text)
        assert window.possible == _ordinals(possible)
        assert window.certain == (None if certain is None else _ordinals(certain))

    @given(windows(), windows())
    def test_two_overlap_if_some_day_may_lie_in_both(self, one: Window, other: Window) -> None:
        calendar = range(date(2029, 12, 1).toordinal(), date(2030, 3, 1).toordinal())
        shared = {t for t in calendar if all(w.possible[0] <= t <= w.possible[1] for w in (one, other))}
        assert one.overlaps(other) == bool(shared)
        assert one.overlaps(other) == other.overlaps(one)

    @given(windows(), st.integers(-5, 5))
    def test_moving_both_ends_shifts_every_day_and_back(self, window: Window, days: int) -> None:
        moved = window.moved(first=days, last=days)
        assert moved.moved(first=-days, last=-days) == window
        assert (moved.first is None, moved.last is None) == (window.first is None, window.last is None)
        if window.first is not None:
            assert moved.first == window.first + timedelta(days)
        if window.last is not None:
            assert moved.last == window.last + timedelta(days)
        assert (moved.unknown_start, moved.unknown_end) == (window.unknown_start, window.unknown_end)

    def test_moving_an_end_past_the_other_is_refused(self) -> None:
        with pytest.raises(InvalidWindow, match="the first day comes first"):
            Window.parse("2025-01-21").moved(first=1)

    @given(windows())
    def test_it_is_a_day_if_exactly_one_day_is_possible(self, window: Window) -> None:
        assert window.is_day == (window.possible[0] == window.possible[1])

    def test_some_day_of_one_day_is_that_day(self) -> None:
        assert Window.parse("[2025-06-01..2025-06-01]") == Window.on(date(2025, 6, 1))

    @pytest.mark.parametrize(
        "parts",
        [
            {"unknown_start": True},
            {"unknown_start": True, "first": date(2025, 1, 1), "last": date(2025, 1, 2)},
            {"unknown_end": True, "first": date(2025, 1, 1), "last": date(2025, 1, 2)},
            {"mode": Mode.SOME_DAY, "first": date(2025, 1, 1)},
            {"first": date(2025, 1, 2), "last": date(2025, 1, 1)},
        ],
        ids=lambda parts: "+".join(parts),
    )
    def test_parts_that_do_not_fit_together(self, parts: dict[str, object]) -> None:
        with pytest.raises(InvalidWindow):
            Window(**parts)  # type: ignore[arg-type]

    def test_days_before_and_after_the_calendar_have_no_date(self) -> None:
        assert (day_of(DAWN), day_of(DUSK)) == (None, None)
        assert day_of(date(2025, 1, 21).toordinal()) == date(2025, 1, 21)
        assert day_of(date.max.toordinal()) == date.max


def _ordinals(days: tuple[str | None, str | None]) -> tuple[int, int]:
    first, last = days
    return (
        DAWN if first is None else date.fromisoformat(first).toordinal(),
        DUSK if last is None else date.fromisoformat(last).toordinal(),
    )
