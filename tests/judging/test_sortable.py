from __future__ import annotations

from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stargate_claims.judging.sortable import STEP, Place, lower_place, upper_place
from stargate_claims.model.intervals import is_below

LIMITS = [
    *("0", "1E-9", "1.000000000000000000000000000000001E-9", "9.999999999999999999999999999999999E-9", "1"),
    *("1.000000000000000000000000000000001", "9.999999999999999999999999999999999", "9223372036854775807"),
    *("9223372036854775808", "18446744073709551616", "1E24", "9.999999999999999999999999999999999E23"),
    "1.000000000000000000000000000000001E24",
    *("123456789012345678901234567890.1234", "123456789012345678901234567890.1235", "0.1", "0.3", "1E-45", "1E45"),
]
VALUES = [Decimal(sign + text) for text in LIMITS for sign in ("", "-")]
INT64 = range(-(1 << 63), 1 << 63)


def clash(lower: Decimal, lower_open: bool, upper: Decimal, upper_open: bool) -> bool:
    return is_below(upper, upper_open, lower, lower_open)


def above(low: Place, high: Place) -> bool:
    return low[0] * STEP + low[1] > high[0] * STEP + high[1]


@st.composite
def numbers(draw: st.DrawFn, *, digits: int = 34) -> Decimal:
    """Numbers of up to some digits between 1e-40 and 1e40, near to one another now and then."""
    number = draw(
        st.integers(0, 10 ** draw(st.integers(1, digits)) - 1)
        | st.sampled_from([0, 1, 10 ** (digits - 1), 10 ** (digits - 1) + 1])
    )
    with localcontext(prec=100):
        return Decimal(number).scaleb(draw(st.integers(-40, 5))) * draw(st.sampled_from([1, -1]))


@pytest.mark.parametrize("one", VALUES)
def test_exact_order_at_the_limits(one: Decimal) -> None:
    for other in VALUES:
        for one_open in (False, True):
            for other_open in (False, True):
                low, high = lower_place(one, one_open), upper_place(other, other_open)
                assert above(low, high) == clash(one, one_open, other, other_open), (one, other)
        assert (lower_place(one) < lower_place(other)) == (one < other)
        assert (upper_place(one) < upper_place(other)) == (one < other)
        assert all(part in INT64 for part in (*lower_place(one, True), *upper_place(one, True)))


@given(numbers(), st.booleans(), numbers(), st.booleans())
def test_places_clash_if_and_only_if_the_bounds_do(
    lower: Decimal, lower_open: bool, upper: Decimal, upper_open: bool
) -> None:
    low, high = lower_place(lower, lower_open), upper_place(upper, upper_open)
    assert above(low, high) == clash(lower, lower_open, upper, upper_open)


@given(numbers(digits=68), st.booleans(), numbers(digits=68), st.booleans())
def test_steps_alone_miss_no_clash_however_many_digits_there_are(
    lower: Decimal, lower_open: bool, upper: Decimal, upper_open: bool
) -> None:
    low, high = lower_place(lower, lower_open), upper_place(upper, upper_open)
    if clash(lower, lower_open, upper, upper_open):
        assert low[0] > high[0]
        assert above(low, high)


@given(numbers(digits=16), st.booleans(), numbers(digits=16), st.booleans())
def test_steps_alone_are_exact_for_16_digits(
    lower: Decimal, lower_open: bool, upper: Decimal, upper_open: bool
) -> None:
    low, high = lower_place(lower, lower_open), upper_place(upper, upper_open)
    assert (low[0] > high[0]) == clash(lower, lower_open, upper, upper_open)


@pytest.mark.parametrize("text", ["1E-46", "1E-300", "1E46", "1E300", "-1E46", "-1E-60"])
def test_numbers_beyond_all_measure_are_no_error_and_miss_nothing(text: str) -> None:
    far = Decimal(text)
    for near in VALUES:
        if far > near:
            assert lower_place(far)[0] > upper_place(near)[0]
        else:
            assert lower_place(near)[0] > upper_place(far)[0]
        assert all(part in INT64 for part in (*lower_place(far), *upper_place(far)))
