"""Numbers a statement allows, and days it speaks of.

Both are sets with no holes: an :class:`Interval` of exact numbers, a :class:`Window` of calendar days.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import StrEnum

from attrs import field, frozen

from stargate_claims.errors import InvalidInterval, InvalidWindow

DAWN = 0
"""An ordinal before every day of the calendar: "always before"."""
DUSK = date.max.toordinal() + 1
"""An ordinal after every day of the calendar: "holds on"."""


def _exact(value: object) -> Decimal | None:
    """Accept None, int and finite Decimal; refuse float and bool, which only look exact."""
    if value is None:
        return None
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise InvalidInterval(f"a bound must be a finite number, not {value}; leave it out for no bound")
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    raise TypeError(f"a bound must be Decimal or int, not {type(value).__name__}; write Decimal('{value}')")


@frozen(kw_only=True)
class Interval:
    """The numbers a claim allows. Both bounds are in the unit of the owning quantity.

    Raises:
        InvalidInterval: if no number lies within the bounds, or a bound is infinite or NaN.
        TypeError: if a bound is a float, a bool or no number.

    >>> ready, secured = Interval.exactly(100), Interval.below(10)
    >>> ready.meets(secured)
    False
    >>> print(secured)
    (-∞, 10)
    """

    lower: Decimal | None = field(default=None, converter=_exact)
    upper: Decimal | None = field(default=None, converter=_exact)
    lower_open: bool = False
    upper_open: bool = False

    def __attrs_post_init__(self) -> None:
        if (self.lower is None and self.lower_open) or (self.upper is None and self.upper_open):
            raise InvalidInterval("an end without a bound is neither open nor closed; leave the flag off")
        if self.lower is None or self.upper is None:
            return
        if self.lower > self.upper or (self.lower == self.upper and (self.lower_open or self.upper_open)):
            raise InvalidInterval(f"no number lies in {self}; the lower bound comes first")

    @classmethod
    def exactly(cls, value: Decimal | int) -> Interval:
        """One number."""
        return cls(lower=value, upper=value)

    @classmethod
    def at_least(cls, value: Decimal | int) -> Interval:
        """최소, 이상."""
        return cls(lower=value)

    @classmethod
    def at_most(cls, value: Decimal | int) -> Interval:
        """최대, 이하."""
        return cls(upper=value)

    @classmethod
    def above(cls, value: Decimal | int) -> Interval:
        """초과, 넘는."""
        return cls(lower=value, lower_open=True)

    @classmethod
    def below(cls, value: Decimal | int) -> Interval:
        """미만, 에도 못 미친다."""
        return cls(upper=value, upper_open=True)

    @property
    def is_point(self) -> bool:
        """Whether exactly one number is allowed."""
        return self.lower is not None and self.lower == self.upper

    def __contains__(self, value: Decimal | int) -> bool:
        return self.meets(Interval.exactly(value))

    def spans(self, value: Decimal | int) -> bool:
        """Whether a number lies between the bounds or on one, be that end open or closed.

        >>> Interval.below(10).spans(10), 10 in Interval.below(10)
        (True, False)
        """
        number = _exact(value)
        return number is not None and not (
            (self.lower is not None and number < self.lower) or (self.upper is not None and number > self.upper)
        )

    def meets(self, other: Interval) -> bool:
        """Whether some number lies in both."""
        return not (is_below(self.upper, self.upper_open, other.lower, other.lower_open)
                    or is_below(other.upper, other.upper_open, self.lower, self.lower_open))  # fmt: skip

    def intersection(self, other: Interval) -> Interval | None:
        """The numbers in both, or None where there is none."""
        if not self.meets(other):
            return None
        lower, lower_open = max(
            ((i.lower, i.lower_open) for i in (self, other) if i.lower is not None), default=(None, False)
        )
        upper, negated = min(
            ((i.upper, not i.upper_open) for i in (self, other) if i.upper is not None), default=(None, True)
        )
        return Interval(lower=lower, upper=upper, lower_open=lower_open, upper_open=not negated)

    def to_whole(self) -> Interval:
        """The same set of whole numbers with closed ends: counts are compared like this.

        Raises:
            InvalidInterval: if no whole number lies within.

        >>> print(Interval(lower=Decimal(1), lower_open=True, upper=Decimal("4.5")).to_whole())
        [2, 4]
        """
        lower, upper = self.lower, self.upper
        if lower is not None:
            whole = lower.to_integral_value(ROUND_CEILING)
            lower = whole + 1 if self.lower_open and whole == lower else whole
        if upper is not None:
            whole = upper.to_integral_value(ROUND_FLOOR)
            upper = whole - 1 if self.upper_open and whole == upper else whole
        return Interval(lower=lower, upper=upper)

    def widened(self, margin: Decimal) -> Interval:
        """Both bounds moved outwards by a margin, closed: what a rounded figure may have been."""
        return Interval(
            lower=None if self.lower is None else self.lower - margin,
            upper=None if self.upper is None else self.upper + margin,
            lower_open=self.lower_open,
            upper_open=self.upper_open,
        )

    def __str__(self) -> str:
        left = "(-∞" if self.lower is None else f"{'(' if self.lower_open else '['}{self.lower:f}"
        right = "∞)" if self.upper is None else f"{self.upper:f}{')' if self.upper_open else ']'}"
        return f"{left}, {right}"


def is_below(upper: Decimal | None, upper_open: bool, lower: Decimal | None, lower_open: bool) -> bool:
    """Whether everything under an upper bound is under everything over a lower bound.

    >>> is_below(Decimal(10), True, Decimal(10), False), is_below(Decimal(10), False, Decimal(10), False)
    (True, False)
    """
    if upper is None or lower is None:
        return False
    return upper < lower or (upper == lower and (upper_open or lower_open))


class Mode(StrEnum):
    """How a window is filled: on every one of its days, or on some day of it."""

    THROUGHOUT = "throughout"
    SOME_DAY = "some_day"


class Precision(StrEnum):
    """The unit in which the days were given."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


_EDTF_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_QUARTERS = {33: 1, 34: 4, 35: 7, 36: 10}  # ISO 8601-2 table of sub-year groupings
_HALVES = {40: 1, 41: 7}


def _span(text: str) -> tuple[date, date, Precision]:
    """First day, last day and precision of one EDTF date."""
    match = _EDTF_DATE.fullmatch(text)
    if match is None:
        raise InvalidWindow(f"{text!r} is not a day, month or year; write 2025-01-21, 2025-01 or 2025")
    year, month, day = (None if part is None else int(part) for part in match.groups())
    assert year is not None
    try:
        if month is None:
            return date(year, 1, 1), date(year, 12, 31), Precision.YEAR
        if day is not None:
            return date(year, month, day), date(year, month, day), Precision.DAY
        for table, length, precision in ((_QUARTERS, 3, Precision.QUARTER), (_HALVES, 6, Precision.HALF)):
            if month in table:
                end = table[month] + length - 1
                return date(year, table[month], 1), date(year, end, monthrange(year, end)[1]), precision
        return date(year, month, 1), date(year, month, monthrange(year, month)[1]), Precision.MONTH
    except ValueError as error:
        raise InvalidWindow(f"{text!r} is not in the calendar: {error}") from error


@frozen(kw_only=True)
class Window:
    """Calendar days, both ends inclusive; no first day means always before, no last day holds on.

    Attributes:
        first: the first day, or None.
        last: the last day, or None.
        mode: true on every day of it (throughout), or on at least one (some day of).
        precision: the unit in which the days were printed; not part of equality: the days are the same.
        unknown_start: the start is not known: certain on the last day only.
        unknown_end: the end is not known: certain on the first day only.

    Raises:
        InvalidWindow: if it ends before it starts, or an unknown end has a day.

    >>> print(Window.parse("2025-01-21/.."), Window.parse("2025-07").last, Window.parse("[2025-06-01..2025-06-30]"))
    2025-01-21/.. 2025-07-31 [2025-06-01..2025-06-30]
    """

    first: date | None = None
    last: date | None = None
    mode: Mode = Mode.THROUGHOUT
    precision: Precision = field(default=Precision.DAY, eq=False)
    unknown_start: bool = False
    unknown_end: bool = False

    def __attrs_post_init__(self) -> None:
        if self.first is not None and self.last is not None and self.first > self.last:
            raise InvalidWindow(f"{self.first} is after {self.last}; the first day comes first")
        if (self.unknown_start and (self.first or not self.last)) or (
            self.unknown_end and (self.last or not self.first)
        ):
            raise InvalidWindow("an unknown end has no day, and the other end has one")
        if self.mode is Mode.SOME_DAY and (self.first is None or self.last is None):
            raise InvalidWindow("'some day of' needs a first and a last day")
        if self.first is not None and self.first == self.last and self.mode is Mode.SOME_DAY:
            object.__setattr__(self, "mode", Mode.THROUGHOUT)  # one spelling for one meaning

    @classmethod
    def on(cls, day: date) -> Window:
        """One day."""
        return cls(first=day, last=day)

    @classmethod
    def parse(cls, text: str) -> Window:
        """Read EDTF (ISO 8601-2): a date, ``a/b``, ``a/..``, ``../b``, ``/b``, ``a/`` or ``[a..b]``.

        Raises:
            InvalidWindow: for anything else, with what would be readable.
        """
        text = text.strip()
        if text.startswith("[") and text.endswith("]") and ".." in text:
            left, _, right = text[1:-1].partition("..")
            (first, _, p1), (_, last, p2) = _span(left.strip()), _span(right.strip())
            return cls(first=first, last=last, mode=Mode.SOME_DAY, precision=_finer(p1, p2))
        if "/" not in text:
            first, last, precision = _span(text)
            return cls(first=first, last=last, precision=precision)
        left, _, right = text.partition("/")
        start = None if left in ("", "..") else _span(left)
        end = None if right in ("", "..") else _span(right)
        if start is None and end is None:
            raise InvalidWindow(f"{text!r} names no day; leave the field out instead")
        precision = _finer(*(span[2] for span in (start, end) if span is not None))
        return cls(
            first=start[0] if start else None,
            last=end[1] if end else None,
            precision=precision,
            unknown_start=left == "",
            unknown_end=right == "",
        )

    @property
    def is_day(self) -> bool:
        """Whether it is exactly one day."""
        return self.first is not None and self.first == self.last

    @property
    def possible(self) -> tuple[int, int]:
        """First and last ordinal on which it may hold."""
        return (
            DAWN if self.first is None else self.first.toordinal(),
            DUSK if self.last is None else self.last.toordinal(),
        )

    @property
    def certain(self) -> tuple[int, int] | None:
        """First and last ordinal on which it holds for certain, or None where no day is certain."""
        first, last = self.possible
        if self.mode is Mode.SOME_DAY:
            return None
        if self.unknown_start:
            return last, last
        if self.unknown_end:
            return first, first
        return first, last

    def overlaps(self, other: Window) -> bool:
        """Whether some day may lie in both."""
        (a, b), (c, d) = self.possible, other.possible
        return a <= d and c <= b

    def moved(self, *, first: int = 0, last: int = 0) -> Window:
        """The same window with its ends moved by days; an end that is open stays open."""
        return Window(
            first=None if self.first is None else self.first + timedelta(first),
            last=None if self.last is None else self.last + timedelta(last),
            mode=self.mode,
            precision=self.precision,
            unknown_start=self.unknown_start,
            unknown_end=self.unknown_end,
        )

    def __str__(self) -> str:
        if self.mode is Mode.SOME_DAY:
            return f"[{self.first}..{self.last}]"
        if self.is_day:
            return str(self.first)
        left = self.first or ("" if self.unknown_start else "..")
        right = self.last or ("" if self.unknown_end else "..")
        return f"{left}/{right}"


_ORDER = tuple(Precision)


def _finer(*precisions: Precision) -> Precision:
    return min(precisions, key=_ORDER.index)


def day_of(ordinal: int) -> date | None:
    """The calendar day of an ordinal; None for "always before" and "holds on"."""
    return None if ordinal <= DAWN or ordinal >= DUSK else date.fromordinal(ordinal)


def checked_day(day: object, name: str) -> None:
    """Refuse what is no day: a time has a zone, and the same moment is two days in two of them.

    Raises:
        TypeError: for a datetime, a text and anything else that is neither a date nor None.
    """
    if isinstance(day, datetime):
        raise TypeError(f"{name} is a date, not a datetime; take .date() of it in the publisher's time zone")
    if day is not None and not isinstance(day, date):
        raise TypeError(f"{name} is a date, not {type(day).__name__}; date.fromisoformat reads 2025-07-22")
