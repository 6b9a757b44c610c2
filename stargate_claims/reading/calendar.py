"""Days, weeks, months and years: arithmetic on the calendar, with no clock."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from stargate_claims.model.intervals import Precision

# The days of the news are few, and come again and again.
_remembered = lru_cache(maxsize=4096)


class Span(NamedTuple):
    """First and last day, and the unit they were given in; None for an end that is not known."""

    first: date | None
    last: date | None
    precision: Precision


@_remembered
def day(year: int, month: int, number: int) -> Span | None:
    """One day; None where the calendar has no such day."""
    try:
        found = date(year, month, number)
    except ValueError:
        return None
    return Span(found, found, Precision.DAY)


@_remembered
def days(year: int, month: int, first: int, last: int) -> Span | None:
    """Days of one month; None where the calendar has not both."""
    begin, end = day(year, month, first), day(year, month, last)
    return Span(begin.first, end.last, Precision.DAY) if begin and end and first <= last else None


@_remembered
def days_about(published: date, first: int, last: int) -> tuple[Span, ...]:
    """The same days of the months about a day; of two months to either side, where some months lack them.

    >>> [str(span.first) for span in days_about(date(2025, 3, 5), 30, 30)]
    ['2025-01-30', '2025-03-30', '2025-04-30', '2025-05-30']
    """
    found = []
    for shift in (-2, -1, 0, 1, 2) if last > 28 else (-1, 0, 1):
        year, month = divmod(published.year * 12 + published.month - 1 + shift, 12)
        found.append(days(year, month + 1, first, last))
    return tuple([span for span in found if span is not None])


@_remembered
def months(year: int, month: int, count: int = 1) -> Span | None:
    """Whole months from the first of one on.

    >>> print(*months(2024, 2)[:2])
    2024-02-01 2024-02-29
    """
    if not (1 <= month <= 12 and 1 <= year <= 9998):
        return None
    end_year, end_month = divmod(month - 2 + count, 12)
    last = date(year + end_year, end_month + 1, monthrange(year + end_year, end_month + 1)[1])
    precision = {1: Precision.MONTH, 3: Precision.QUARTER, 6: Precision.HALF, 12: Precision.YEAR}
    return Span(date(year, month, 1), last, precision.get(count, Precision.MONTH))


@_remembered
def quarter(year: int, number: int) -> Span | None:
    """A calendar quarter."""
    return months(year, 3 * number - 2, 3) if 1 <= number <= 4 else None


@_remembered
def half(year: int, number: int) -> Span | None:
    """A calendar half-year."""
    return months(year, 6 * number - 5, 6) if 1 <= number <= 2 else None


@_remembered
def year_of(year: int, count: int = 1) -> Span | None:
    """Whole years."""
    if not 1 <= year <= 9998 - count:
        return None
    return Span(date(year, 1, 1), date(year + count - 1, 12, 31), Precision.YEAR)


@_remembered
def week(published: date, shift: int) -> Span:
    """The week from Monday to Sunday, so many weeks after the one of a day.

    >>> print(*week(date(2025, 7, 22), -1)[:2])
    2025-07-14 2025-07-20
    """
    monday = published - timedelta(published.weekday()) + timedelta(weeks=shift)
    return Span(monday, monday + timedelta(6), Precision.WEEK)


def moved(start: date, unit: str, count: int) -> date | None:
    """A day so many days, weeks, months or years later; the month's last day where it is shorter."""
    if unit in ("day", "week"):
        days = count * (7 if unit == "week" else 1)
        ordinal = start.toordinal() + days
        return date.fromordinal(ordinal) if 1 <= ordinal <= date.max.toordinal() else None
    months_away = count * {"month": 1, "quarter": 3, "year": 12}[unit] + start.month - 1
    year, month = start.year + months_away // 12, months_away % 12 + 1
    if not 1 <= year <= 9999:
        return None
    return date(year, month, min(start.day, monthrange(year, month)[1]))


@_remembered
def part_of(span: Span, part: str) -> Span:
    """The beginning, middle or end of a month or year.

    Of a month: 초 is the 1st to 10th, 중순 the 11th to 20th, 하순 and 말 the 21st to the end. Of a longer span: 초 is
    its first quarter in whole months, 말 its last, 중 what lies between.
    """
    first, last = span.first, span.last
    if first is None or last is None:
        return span
    if span.precision is Precision.MONTH:
        if part in ("초", "초순"):
            return Span(first, first.replace(day=10), Precision.DAY)
        if part in ("중", "중순"):
            return Span(first.replace(day=11), first.replace(day=20), Precision.DAY)
        return Span(first.replace(day=21), last, Precision.DAY)
    length = (last.year - first.year) * 12 + last.month - first.month + 1
    edge = max(1, length // 4)
    begin, middle = moved(first, "month", edge), moved(first, "month", length - edge)
    if begin is None or middle is None:
        return span
    if part in ("초", "초순"):
        return Span(first, begin - timedelta(1), Precision.MONTH)
    if part in ("중", "중순"):
        return Span(begin, middle - timedelta(1), Precision.MONTH)
    return Span(middle, last, Precision.MONTH)


@_remembered
def around(published: date, unit: str, shift: int) -> Span | None:
    """The day, week, month, quarter or year so many of them away from a day.

    >>> print(*around(date(2025, 1, 22), "month", -1)[:2])
    2024-12-01 2024-12-31
    """
    if unit == "week":
        return week(published, shift)
    there = moved(published, unit, shift)
    if there is None:
        return None
    if unit == "day":
        return Span(there, there, Precision.DAY)
    if unit == "month":
        return months(there.year, there.month)
    if unit == "quarter":
        return quarter(there.year, (there.month + 2) // 3)
    return year_of(there.year)
