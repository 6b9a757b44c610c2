"""Exact numbers as whole numbers of 64 bits that sort alike, for engines that have no decimals of this size.

A bound becomes a pair (step, rest): pairs of lower bounds sort as those do, open ends counted, and so do pairs of upper
bounds; and no number lies between a lower and an upper bound if and only if ``step + rest / STEP`` of the lower one is
the greater. That is exact for numbers of up to 35 digits between 1e-45 and 1e46. The steps alone, which a screen
compares, are exact for 16 digits; finer numbers, and any number beyond, are rounded to where they demand more, so that
no clash is missed.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

_DIGITS = 35
_SHOWN = 17
_LEAST, _MOST = -45, 45
_UNIT: int = 10 ** (_DIGITS - _SHOWN)
STEP: int = 4 * _UNIT
"""A step is cut into units, a unit into quarters: an open end is a quarter inwards."""
_TOP = (_MOST - _LEAST + 2) * 10**_SHOWN * _UNIT - 1

Place = tuple[int, int]
"""Step and rest; the rest of a lower bound is at most 0, that of an upper bound at least 0."""


@lru_cache(maxsize=65536)
def lower_place(value: Decimal, is_open: bool = False) -> Place:
    """Where a lower bound stands.

    >>> lower_place(Decimal(5)) > lower_place(Decimal("4.99")), lower_place(Decimal(5), True) > lower_place(Decimal(5))
    (True, True)
    >>> lower_place(Decimal(5), True)[0] > upper_place(Decimal(5))[0]
    True
    """
    at = _at(value, is_open, up=True)
    step = -(-at // STEP)
    return step, at - step * STEP


@lru_cache(maxsize=65536)
def upper_place(value: Decimal, is_open: bool = False) -> Place:
    """Where an upper bound stands."""
    at = _at(value, is_open, up=False)
    step = at // STEP
    return step, at - step * STEP


def _at(value: Decimal, is_open: bool, *, up: bool) -> int:
    """The place in quarters of a unit."""
    if value < 0:
        return -_at(value.copy_negate(), is_open, up=not up)  # a minus would round to the context's digits
    units, exact = _units(value)
    if exact:
        return 4 * units + ((1 if up else -1) if is_open else 0)
    return 4 * units + (3 if up else 1)


def _units(value: Decimal) -> tuple[int, bool]:
    """How many units a number that is not negative reaches, and whether it is just that many."""
    if not value:
        return 0, True
    height = value.adjusted()
    if height < _LEAST:
        return 0, False
    if height > _MOST:
        return _TOP, False
    _, digits, _ = value.as_tuple()
    number = int("".join(map(str, digits)))
    shift = _DIGITS - len(digits)
    whole, left = (number * 10**shift, 0) if shift >= 0 else divmod(number, 10**-shift)
    return (height - _LEAST + 1) * 10**_DIGITS + whole, not left
