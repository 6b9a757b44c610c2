"""Quantities: what would have been printed like this, and what cannot be one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given

from stargate_claims.errors import InvalidQuantity
from stargate_claims.model.intervals import Interval
from stargate_claims.model.quantities import Hedge, Quantity, Rate
from tests.strategies import intervals, quantities

BILLION = 10**9


def point(value: int, hedge: Hedge, grain: int | None, printed: int | None) -> Quantity:
    return Quantity(
        interval=Interval.exactly(value),
        unit="USD",
        hedge=hedge,
        nominal=Decimal(value),
        grain=None if grain is None else Decimal(grain),
        printed_grain=None if printed is None else Decimal(printed),
    )


ROUNDED = [  # as printed, quantity, within its own source, across sources
    ("5,000억", point(500 * BILLION, Hedge.EXACT, 100 * BILLION, BILLION // 10), "[500000000000, 500000000000]",
     "[499950000000, 500050000000]"),
    ("약 5,000억", point(500 * BILLION, Hedge.APPROX, 100 * BILLION, BILLION // 10), "[450000000000, 550000000000]",
     "[450000000000, 550000000000]"),
    ("no grain", point(5, Hedge.EXACT, None, None), "[5, 5]", "[5, 5]"),
    ("약, no grain", point(5, Hedge.APPROX, None, None), "[5, 5]", "[5, 5]"),
]  # fmt: skip


class TestRounding:
    @pytest.mark.parametrize(("printed", "quantity", "within", "across"), ROUNDED)
    def test_a_point_covers_what_would_be_printed_like_it(
        self, printed: str, quantity: Quantity, within: str, across: str
    ) -> None:
        assert str(quantity.rounded(across=False)) == within, printed
        assert str(quantity.rounded(across=True)) == across, printed

    @pytest.mark.parametrize("hedge", [Hedge.AT_LEAST, Hedge.AT_MOST, Hedge.MORE_THAN, Hedge.LESS_THAN])
    def test_a_bound_is_never_rounded(self, hedge: Hedge) -> None:
        interval = Interval.at_least(100) if hedge.is_floor else Interval.at_most(100)
        quantity = Quantity(
            interval=interval,
            unit="USD",
            hedge=hedge,
            nominal=Decimal(100),
            grain=Decimal(100),
            printed_grain=Decimal(1),
        )
        assert quantity.rounded(across=True) == quantity.rounded(across=False) == interval

    @given(quantities())
    def test_rounding_keeps_the_figure_and_widens_more_across_sources(self, quantity: Quantity) -> None:
        within, across = quantity.rounded(across=False), quantity.rounded(across=True)
        for wide in (within, across):
            assert wide.intersection(quantity.interval) == quantity.interval
        assert across.intersection(within) == within


def test_hedges_bound_from_below_or_from_above_or_neither() -> None:
    floors, caps = {h for h in Hedge if h.is_floor}, {h for h in Hedge if h.is_cap}
    assert floors == {Hedge.AT_LEAST, Hedge.MORE_THAN}
    assert caps == {Hedge.AT_MOST, Hedge.LESS_THAN}


class TestValues:
    def test_how_it_was_printed_and_what_was_inferred_are_no_part_of_equality(self) -> None:
        one = Quantity(interval=Interval.exactly(1), unit="USD", as_printed="1달러", inferred=("currency",))
        assert one == Quantity(interval=Interval.exactly(1), unit="USD", as_printed="1 dollar")
        assert one != Quantity(interval=Interval.exactly(1), unit="KRW")

    def test_it_prints_as_printed_or_as_its_bounds(self) -> None:
        assert str(Quantity(interval=Interval.exactly(0), unit="건", as_printed="단 한 건도")) == "단 한 건도"
        assert str(Quantity.exactly(0, "건")) == "[0, 0] 건"

    @given(intervals())
    def test_it_is_a_point_if_its_interval_is(self, interval: Interval) -> None:
        assert Quantity(interval=interval, unit="USD").is_point == (interval.lower == interval.upper is not None)

    @pytest.mark.parametrize(
        ("parts", "message"),
        [
            ({"unit": ""}, "needs a unit"),
            ({"unit": "USD", "grain": Decimal(0)}, "positive step"),
            ({"unit": "USD", "printed_grain": Decimal(-1)}, "positive step"),
            ({"unit": "USD", "nominal": Decimal(11)}, "lies outside"),
        ],
    )
    def test_parts_that_do_not_fit_together(self, parts: dict[str, object], message: str) -> None:
        with pytest.raises(InvalidQuantity, match=message):
            Quantity(interval=Interval(lower=1, upper=10), **parts)  # type: ignore[arg-type]

    def test_the_printed_number_may_be_the_bound_that_is_excluded(self) -> None:
        below = Quantity(interval=Interval.below(10), unit="USD", nominal=Decimal(10), hedge=Hedge.LESS_THAN)
        assert Decimal(10) not in below.interval

    def test_an_unknown_hedge_is_refused(self) -> None:
        with pytest.raises(ValueError, match="roughly"):
            Quantity(interval=Interval(), unit="USD", hedge="roughly")


@pytest.mark.parametrize("value", [Decimal(0), Decimal(-1)])
def test_a_rate_is_positive(value: Decimal) -> None:
    with pytest.raises(InvalidQuantity, match="a rate is positive"):
        Rate(base="USD", to="KRW", day=date(2025, 1, 21), value=value, source="a bank")


class TestUnits:
    PRINTED = Quantity(
        interval=Interval(upper=450, upper_open=True), unit="MW", hedge=Hedge.LESS_THAN, nominal=Decimal(450),
        grain=Decimal(10), printed_grain=Decimal(1), as_printed="450MW 미만",
    )  # fmt: skip

    def test_an_amount_in_another_unit_keeps_what_was_printed(self) -> None:
        same = self.PRINTED.in_unit("GW")
        assert (same.interval, same.unit) == (Interval(upper=Decimal("0.45"), upper_open=True), "GW")
        assert (same.nominal, same.grain, same.printed_grain) == (Decimal("0.45"), Decimal("0.01"), Decimal("0.001"))
        assert (same.hedge, str(same)) == (Hedge.LESS_THAN, "450MW 미만")
        assert same.in_unit("MW") == self.PRINTED

    def test_units_that_do_not_convert(self) -> None:
        with pytest.raises(InvalidQuantity, match="MW does not convert into GWh"):
            self.PRINTED.in_unit("GWh")
