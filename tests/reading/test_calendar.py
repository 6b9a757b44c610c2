from datetime import date

import pytest

from stargate_claims.model.intervals import Precision
from stargate_claims.reading import calendar
from stargate_claims.reading.calendar import Span


def test_days_outside_the_calendar() -> None:
    assert calendar.day(2025, 2, 29) is None
    assert calendar.months(2025, 13) is None
    assert calendar.year_of(9999) is None
    assert calendar.quarter(2025, 5) is None
    assert calendar.half(2025, 3) is None
    assert calendar.moved(date(9990, 1, 1), "year", 100) is None
    assert calendar.moved(date.max, "day", 1) is None
    assert calendar.around(date(1, 1, 1), "year", -1) is None


@pytest.mark.parametrize(
    ("unit", "count", "there"),
    [("month", 1, "2025-02-28"), ("quarter", -1, "2024-10-31"), ("week", 2, "2025-02-14"), ("year", 1, "2026-01-31")],
)
def test_moving(unit: str, count: int, there: str) -> None:
    assert str(calendar.moved(date(2025, 1, 31), unit, count)) == there


@pytest.mark.parametrize(("part", "first"), [("초순", 1), ("중순", 11), ("하순", 21), ("말", 21)])
def test_parts_of_a_month(part: str, first: int) -> None:
    month = calendar.months(2025, 6)
    assert month is not None
    assert calendar.part_of(month, part).first == date(2025, 6, first)


def test_a_part_of_an_open_span_is_the_span() -> None:
    span = Span(None, date(2025, 1, 1), Precision.YEAR)
    assert calendar.part_of(span, "말") == span
