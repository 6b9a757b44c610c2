"""Where days and values stand on a drawing, and which of them are written beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import pairwise

from attrs import frozen

from stargate_claims.model.intervals import DAWN, DUSK
from stargate_claims.showing.charts.canvas import width_of

_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
"""Months between two days that are written."""
_AIR = 14


@frozen
class Days:
    """Ordinals on a horizontal line; what has no first or last day reaches its end."""

    first: int
    last: int
    left: float
    right: float

    @classmethod
    def over(cls, ordinals: Iterable[int], left: float, right: float) -> Days:
        """A scale over some days, with room at both ends."""
        known = [day for day in ordinals if DAWN < day < DUSK] or [date(2000, 1, 1).toordinal()]
        first, last = min(known), max(known)
        room = max(4, (last - first) // 20)
        return cls(max(1, first - room), min(DUSK - 1, last + room), left, right)

    def at(self, day: int) -> float:
        """Pixels of a day, at the ends for those beyond."""
        share = (min(max(day, self.first), self.last) - self.first) / (self.last - self.first)
        return self.left + share * (self.right - self.left)

    def ticks(self, language: str) -> list[tuple[float, str]]:
        """First days of months, as far apart as their names need."""
        first, last = date.fromordinal(self.first), date.fromordinal(self.last)
        start, end = first.year * 12 + first.month - 1, last.year * 12 + last.month
        apart = width_of(month_words(0, language)) + _AIR
        for step in _STEPS:
            if (end - start) // step * apart > 2 * (self.right - self.left):
                continue  # far too many
            months = range(-(-start // step) * step, end, step)
            found = [(self.at(_start(month)), month_words(month, language)) for month in months]
            found = [tick for tick, month in zip(found, months, strict=True) if _start(month) >= self.first]
            if all(after[0] - before[0] >= apart for before, after in pairwise(found)):
                return found
        return []


def _start(month: int) -> int:
    return date(max(1, month // 12), month % 12 + 1, 1).toordinal()


def month_words(month: int, language: str) -> str:
    """A month, counted from year 0, as short as can be.

    >>> month_words(2025 * 12, "ko"), month_words(2025 * 12 + 6, "en")
    ('2025년 1월', 'Jul 2025')
    """
    year, number = divmod(month, 12)
    if language == "ko":
        return f"{year:04}년 {number + 1}월"
    return f"{('Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec')[number]} {year:04}"


@frozen
class Values:
    """Numbers on a vertical line: logarithmic where they are far apart, with a place of its own for 0 and less."""

    bottom: float
    top: float
    low: float
    high: float
    logarithmic: bool
    floor: float | None
    """Where a logarithmic scale has 0 and all below it; None where nothing is that low."""

    @classmethod
    def over(cls, values: Iterable[Decimal], top: float, bottom: float, far: int = 50) -> Values:
        """A scale over some numbers, with room at both ends; logarithmic if they are ``far`` times one another."""
        known = sorted(set(values)) or [Decimal(0), Decimal(1)]
        positive = [value for value in known if value > 0]
        if positive and positive[-1] >= far * positive[0] and known[0] >= 0:
            floor = bottom - 12 if known[0] <= 0 else None
            low, high = _exponent(positive[0]), _exponent(positive[-1])
            room = max(0.12, (high - low) * 0.12)
            return cls(bottom if floor is None else bottom - 34, top, low - room, high + room, True, floor)
        low, high = float(known[0]), float(known[-1])
        room = (high - low) * 0.15 or abs(low) * 0.2 or 1.0
        return cls(bottom, top, low - room, high + room, False, None)

    def at(self, value: Decimal | None, beyond: float) -> float:
        """Pixels of a number, at the ends for those outside; ``beyond`` where there is none."""
        if value is None:
            return beyond
        if self.logarithmic and value <= 0:
            return self.bottom if self.floor is None else self.floor
        place = min(max(_exponent(value) if self.logarithmic else float(value), self.low), self.high)
        return self.bottom + (place - self.low) / (self.high - self.low) * (self.top - self.bottom)

    def ticks(self, words: Callable[[Decimal], str], apart: float, *, whole: bool = False) -> list[tuple[float, str]]:
        """Round numbers in words, at least ``apart`` pixels from one another; only whole ones where asked for."""
        found: list[tuple[float, str]] = []
        for value in self._round_numbers(whole):
            y = self.at(value, self.bottom)
            if all(abs(y - other) >= apart for other, _ in found):
                found.append((y, words(value)))
        return found

    def _round_numbers(self, whole: bool) -> Sequence[Decimal]:
        if not self.logarithmic:
            step = max(_step(Decimal(self.high) - Decimal(self.low)), Decimal(int(whole)))
            first = (Decimal(self.low) / step).to_integral_value(ROUND_CEILING)
            last = (Decimal(self.high) / step).to_integral_value(ROUND_FLOOR)
            return [step * number for number in range(int(first), int(last) + 1)]
        zero = [Decimal(0)] if self.floor is not None else []
        powers = range(int(self.low) - 1, int(self.high) + 2)
        tens = [Decimal(factor).scaleb(power) for factor in (1, 5, 2) for power in powers]
        return zero + [v for v in tens if self.low <= _exponent(v) <= self.high and not (whole and v < 1)]


def _exponent(value: Decimal) -> float:
    return float(value.log10())


def _step(span: Decimal) -> Decimal:
    """A round step of which about five fit into a span."""
    power = Decimal(1).scaleb(int((span / 5).log10().to_integral_value(ROUND_FLOOR)))
    return next(step for factor in (1, 2, 5, 10) if (step := power * factor) * 6 >= span)
