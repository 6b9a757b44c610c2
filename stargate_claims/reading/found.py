"""Figures as they are found: an amount, the words that bound it, and what they say together."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache, reduce
from typing import NamedTuple

from stargate_claims.model.intervals import Interval
from stargate_claims.model.quantities import Hedge, Quantity
from stargate_claims.reading import hedges
from stargate_claims.reading.hedges import Bound
from stargate_claims.reading.numerals import NotANumber
from stargate_claims.reading.patterns import in_batches
from stargate_claims.reading.ranges import Amount, amount_at
from stargate_claims.reading.shapes import NUMBERS, is_day, is_free, is_marked, money_at
from stargate_claims.reading.units import Kind
from stargate_claims.reading.words import denied_at, fraction_at, word_amount_at, word_starts

Said = tuple[Quantity, tuple[str, ...]]
"""What a figure says, and what the reader should know of it."""


class Found(NamedTuple):
    """A figure in the copy of the text, from ``begin`` to ``end``, with its bound words, nearest first.

    ``said`` is what it says, where its shape is plain: that is the same wherever it stands.
    """

    amount: Amount
    begin: int
    end: int
    before: tuple[Bound, ...]
    after: Bound | None
    said: Said | None = None

    @property
    def start(self) -> int:
        """Where it starts, words before it included."""
        return self.before[-1].start if self.before else self.begin

    @property
    def stop(self) -> int:
        """Where it ends, words after it included."""
        return self.after.end if self.after else self.end

    @property
    def hedged(self) -> tuple[Hedge | None, ...]:
        """What its words say, those before it first."""
        return _hedged(self.amount, self.before, self.after)


def _hedged(amount: Amount, before: tuple[Bound, ...], after: Bound | None) -> tuple[Hedge | None, ...]:
    hedged = tuple([bound.hedge for bound in before])
    if amount.unit.kind is Kind.DURATION and hedged:  # "over five years" is how long it takes
        hedged = tuple([None if bound.word == "over" else bound.hedge for bound in before])
    return hedged if after is None else (*hedged, after.hedge)


def _together(hedged: tuple[Hedge | None, ...]) -> Hedge | None:
    """What several words say together."""
    return reduce(hedges.stricter, hedged, None)


@lru_cache(maxsize=8192)
def _plain(text: str, digits: int) -> tuple[Amount, Said] | None:
    """The amount of a plain figure, which is the same wherever it stands; None where it is none after all."""
    try:
        amount = amount_at(text, digits)
    except NotANumber:
        return None
    if amount is None or amount.start or amount.end != len(text):
        return None
    return amount, (_quantity(amount, None, text, None), _notes(amount, ()))


@lru_cache(maxsize=8192)
def _plain_bounded(text: str, digits: int, printed: str, hedged: tuple[Hedge | None, ...]) -> Said:
    """What a plain figure says with its bound words, as printed together."""
    known = _plain(text, digits)
    assert known is not None
    amount = known[0]
    return _quantity(amount, _together(hedged), printed, None), _notes(amount, hedged)


class _Place(NamedTuple):
    """An amount and where it stands; ``figure`` is its text where its shape is plain."""

    amount: Amount
    begin: int
    end: int
    figure: str = ""
    digits: int = 0
    said: Said | None = None


class Reader:
    """One pass over one text; what it remembers ends with it."""

    def __init__(self, text: str, alone: bool = False) -> None:
        self.text, self.alone = text, alone
        self._said: dict[tuple[object, ...], Said] = {}

    def found(self) -> Iterator[Found]:
        """Every figure, left to right."""
        return map(self._bounded, in_batches(self._places()))

    def _places(self) -> Iterator[_Place]:
        """Every amount, left to right, never overlapping."""
        text, at = self.text, 0
        words = in_batches(self._in_words())
        worded = next(words, None)
        for number in in_batches(NUMBERS.finditer(text)):
            start = number.start()
            while worded is not None and worded.begin < start:
                if worded.begin >= at:
                    at = worded.end
                    yield worded
                worded = next(words, None)
            if start < at:
                continue
            shape = number.lastgroup
            if shape == "plain" and is_free(text, start):
                end = number.end()
                place = self._plain(start, start, end)
                if place is not None:
                    at = end
                    yield place
                    continue
            elif shape is None and not self.alone and not is_marked(text, start):
                continue
            place = self._figure(start)
            if place is not None:
                at, before = place.end, at
                if place.begin >= before:  # else, as in "5€10", the sign belongs to the figure before
                    yield place
        while worded is not None:
            if worded.begin >= at:
                at = worded.end
                yield worded
            worded = next(words, None)

    def _in_words(self) -> Iterator[_Place]:
        """Every amount in words, left to right; some may overlap."""
        for start in word_starts(self.text):
            amount = word_amount_at(self.text, start, alone=self.alone)
            if amount is not None:
                yield _Place(amount, amount.start, amount.end)

    def _plain(self, begin: int, digits: int, end: int) -> _Place | None:
        """The figure of a plain shape from one place to another; None where it is none after all."""
        figure = self.text[begin:end]
        known = _plain(figure, digits - begin)
        return None if known is None else _Place(known[0], begin, end, figure, digits - begin, known[1])

    def _figure(self, start: int) -> _Place | None:
        """The figure whose digits start at a place, of whatever shape."""
        text = self.text
        money = money_at(text, start) if start else None
        if money is not None:
            place = self._plain(money[0], start, money[1])
            if place is not None:
                return place
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
        return None if amount is None else _Place(amount, amount.start, amount.end)

    def _bounded(self, place: _Place) -> Found:
        """The amount with its bound words, and what they say together where its shape is plain."""
        amount, begin, end, figure, digits, said = place
        text = self.text
        before, after = hedges.before(text, begin), hedges.after(text, end)
        if said is not None and (before or after):
            printed = text[before[-1].start : end] if before else figure
            if after is not None:
                printed += text[after.start : after.end]
            said = _plain_bounded(figure, digits, printed, _hedged(amount, before, after))
        return Found(amount, begin, end, before, after, said)

    def said(self, found: Found, inherited: Hedge | None = None, original: Quantity | None = None) -> Said:
        """What a figure says, and notes. The same words in the same unit say the same, wherever they stand."""
        if found.said is not None and inherited is None and original is None:
            return found.said
        start, amount = found.start, found.amount
        restated = (original.as_printed, original.unit, inherited) if original is not None else inherited
        key = (self.text[start : found.stop], found.begin - start, found.end - start, amount.unit.id, restated)
        known = self._said.get(key)
        if known is None:
            hedge = _together(found.hedged)
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
    return _together(found.hedged)


_NOTES = {"currency": "currency inferred", "unit": "unit inferred"}


def _notes(amount: Amount, hedged: tuple[Hedge | None, ...]) -> tuple[str, ...]:
    """What the reader should know of one figure."""
    notes = (*amount.notes, *(_NOTES[what] for what in amount.unit.inferred))
    if amount.nominal is None and amount.hedge is Hedge.ORDER_OF_MAGNITUDE:
        notes = (*notes, "vague")
    if len(hedged) > 1 and hedges.opposed(hedged):
        notes = (*notes, "opposed bounds")
    return notes
