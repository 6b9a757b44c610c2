"""Figures as they are found: an amount, the words that bound it, and what they say together."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from stargate_claims.model.intervals import Interval
from stargate_claims.model.quantities import Hedge, Quantity
from stargate_claims.reading import hedges
from stargate_claims.reading.hedges import Bound
from stargate_claims.reading.numerals import NotANumber
from stargate_claims.reading.ranges import Amount, amount_at
from stargate_claims.reading.shapes import NUMBERS, is_day, is_free, is_marked, money_at
from stargate_claims.reading.units import Kind
from stargate_claims.reading.words import denied_at, fraction_at, word_amount_at, word_starts

Said = tuple[Quantity, tuple[str, ...]]
"""What a figure says, and what the reader should know of it."""


class Found(NamedTuple):
    """A figure in the copy of the text, from ``begin`` to ``end``, with its bound words, nearest first.

    ``plain`` is what it says by itself, where it has a plain shape and was met before.
    """

    amount: Amount
    begin: int
    end: int
    before: tuple[Bound, ...]
    after: Bound | None
    plain: Said | None = None

    @property
    def start(self) -> int:
        """Where it starts, words before it included."""
        return self.before[-1].start if self.before else self.begin

    @property
    def stop(self) -> int:
        """Where it ends, words after it included."""
        return self.after.end if self.after else self.end

    @property
    def hedged(self) -> list[Hedge | None]:
        """What its words say, those before it first."""
        return [*(bound.hedge for bound in self.before), *([self.after.hedge] if self.after else [])]


@lru_cache(maxsize=8192)
def _plain(text: str, digits: int) -> tuple[Amount, Said] | None:
    """The amount of a plain figure, which is the same wherever it stands; None where it is none after all."""
    try:
        amount = amount_at(text, digits)
    except NotANumber:
        return None
    if amount is None or amount.start or amount.end != len(text):
        return None
    said = _quantity(amount, None, text, None), _notes(amount, ())
    return amount, said


class Reader:
    """One pass over one text; what it remembers ends with it."""

    def __init__(self, text: str, alone: bool = False) -> None:
        self.text, self.alone = text, alone
        self._said: dict[tuple[object, ...], Said] = {}

    def found(self) -> Iterator[Found]:
        """Every figure, left to right."""
        text, at = self.text, 0
        words = word_starts(text)
        words.reverse()
        for number in NUMBERS.finditer(text):
            start = number.start()
            while words and words[-1] < start:
                place = words.pop()
                amount = word_amount_at(text, place, alone=self.alone) if place >= at else None
                if amount is not None:
                    at = amount.end
                    yield self._bounded(amount)
            if start < at:
                continue
            shape = number.lastgroup
            if shape == "plain" and is_free(text, start):
                end = number.end()
                known = _plain(text[start:end], 0)
                if known is not None:
                    at = end
                    yield Found(known[0], start, end, hedges.before(text, start), hedges.after(text, end), known[1])
                    continue
            elif shape is None and not self.alone and not is_marked(text, start):
                continue
            found = self._figure(start)
            if found is not None:
                at, before = found.end, at
                if found.begin >= before:  # else, as in "5€10", the sign belongs to the figure before
                    yield found
        for place in reversed(words):
            amount = word_amount_at(text, place, alone=self.alone) if place >= at else None
            if amount is not None:
                at = amount.end
                yield self._bounded(amount)

    def _bounded(self, amount: Amount) -> Found:
        before, after = hedges.before(self.text, amount.start), hedges.after(self.text, amount.end)
        return Found(amount, amount.start, amount.end, before, after)

    def _figure(self, start: int) -> Found | None:
        """The figure whose digits start at a place, of whatever shape."""
        text = self.text
        money = money_at(text, start) if start else None
        if money is not None:
            begin, end = money
            known = _plain(text[begin:end], start - begin)
            if known is not None:
                return Found(known[0], begin, end, hedges.before(text, begin), hedges.after(text, end), known[1])
        if is_day(text, start):
            return None
        try:
            amount = amount_at(text, start, alone=self.alone)
        except NotANumber:
            amount = None
        if amount is None:
            amount = fraction_at(text, start) if "분의" in text[start : start + 10] else None
        else:
            amount = denied_at(text, amount, self.alone) or amount
        return None if amount is None else self._bounded(amount)

    def said(self, found: Found, inherited: Hedge | None = None, original: Quantity | None = None) -> Said:
        """What a figure says, and notes. The same words in the same unit say the same, wherever they stand."""
        if found.plain is not None and inherited is None and original is None and not found.before and not found.after:
            return found.plain
        start, amount = found.start, found.amount
        restated = (original.as_printed, original.unit, inherited) if original is not None else inherited
        key = (self.text[start : found.stop], found.begin - start, found.end - start, amount.unit.id, restated)
        known = self._said.get(key)
        if known is None:
            hedge = hedge_of(found)
            quantity = _quantity(amount, inherited if hedge is None else hedge, self._printed(found), original)
            known = self._said[key] = (quantity, _notes(amount, found.hedged))
        return known

    def _printed(self, found: Found) -> str:
        """The figure with its bound words, without a bracket between them."""
        printed = self.text[found.start : found.end]
        return printed + self.text[found.after.start : found.after.end] if found.after else printed


def _interval(low: Decimal, high: Decimal, opened: tuple[bool, bool], hedge: Hedge | None) -> Interval:
    """What a bound word leaves of the amount."""
    ranged = low != high and not any(opened)
    if hedge is None or ranged or not (hedge.is_floor or hedge.is_cap):
        return Interval(lower=low, upper=high, lower_open=opened[0], upper_open=opened[1])
    if hedge.is_floor:
        return Interval(lower=low, lower_open=hedge is Hedge.MORE_THAN)
    return Interval(upper=high, upper_open=hedge is Hedge.LESS_THAN or opened[1])


def _quantity(amount: Amount, hedge: Hedge | None, printed: str, original: Quantity | None) -> Quantity:
    """The quantity of an amount (its place does not matter) under one hedge."""
    ranged = amount.nominal is None and amount.hedge is Hedge.EXACT
    if ranged and hedge is not Hedge.APPROX:
        hedge = None
    interval = _interval(amount.low, amount.high, (amount.low_open, amount.high_open), hedge)
    if hedge is None or (hedge is Hedge.APPROX and amount.hedge is Hedge.ORDER_OF_MAGNITUDE):
        hedge = amount.hedge
    return Quantity(
        interval=interval,
        unit=amount.unit.id,
        hedge=hedge,
        nominal=amount.nominal,
        grain=amount.grain,
        printed_grain=amount.printed,
        as_printed=printed,
        restates=original,
        inferred=amount.unit.inferred,
    )


def hedge_of(found: Found) -> Hedge | None:
    """What the words around a figure say together."""
    hedge: Hedge | None = None
    lasting = found.amount.unit.kind is Kind.DURATION
    for bound in found.before:
        if not (lasting and bound.word == "over"):  # "over five years" is how long it takes
            hedge = hedges.stricter(hedge, bound.hedge)
    return hedges.stricter(hedge, found.after.hedge) if found.after else hedge


_NOTES = {"currency": "currency inferred", "unit": "unit inferred"}


def _notes(amount: Amount, hedged: list[Hedge | None] | tuple[()]) -> tuple[str, ...]:
    """What the reader should know of one figure."""
    notes = (*amount.notes, *(_NOTES[what] for what in amount.unit.inferred))
    if amount.nominal is None and amount.hedge is Hedge.ORDER_OF_MAGNITUDE:
        notes = (*notes, "vague")
    if hedged and hedges.opposed(list(hedged)):
        notes = (*notes, "opposed bounds")
    return notes
