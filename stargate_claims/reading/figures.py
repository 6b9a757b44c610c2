"""Figures in running text: amounts, shares, counts and durations with the words that bound them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from attrs import evolve, frozen

from stargate_claims.errors import FigureError
from stargate_claims.model.intervals import Interval
from stargate_claims.model.quantities import Hedge, Quantity
from stargate_claims.reading import hedges
from stargate_claims.reading.hedges import Bound
from stargate_claims.reading.numerals import NotANumber
from stargate_claims.reading.ranges import Amount, amount_at, common_at, day_at
from stargate_claims.reading.scan import BIDI, Plain, plain
from stargate_claims.reading.units import Kind
from stargate_claims.reading.words import TRIGGER, denied_at, fraction_at, word_amount_at

MAX_FIGURE = 200
"""Characters of the longest text that :func:`parse_quantity` looks at."""


@frozen
class Figure:
    """A figure and where it stands.

    Attributes:
        start: code points from the start of the text as given.
        end: the place after its last character; the words that bound it may stand outside.
        text: the figure as printed.
        kind: money, percent, quantity (a physical unit or a multiple), count or duration.
        quantity: what it says, bound words included.
        restates: the figure that this one converts: 100억 달러 for the 14조원 in "100억 달러(14조원)".
        notes: what the reader should know: "currency inferred", "full-width characters" …
        bounds: the places (start, end) of the words that bound it.
    """

    start: int
    end: int
    text: str
    kind: Kind
    quantity: Quantity
    restates: Figure | None = None
    notes: tuple[str, ...] = ()
    bounds: tuple[tuple[int, int], ...] = ()


class _Found(NamedTuple):
    """A figure in the copy of the text, from ``begin`` to ``end``, with its bound words, nearest first."""

    amount: Amount
    begin: int
    end: int
    before: tuple[Bound, ...]
    after: Bound | None

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


_RUN = re.compile(r"[0-9]+(?:[,.][0-9]+)*")


class _Reader:
    """One pass over one text; what it remembers ends with it."""

    def __init__(self, text: str, alone: bool = False) -> None:
        self.text, self.alone = text, alone
        self._amounts: dict[str, Amount] = {}
        self._said: dict[tuple[object, ...], tuple[Quantity, tuple[str, ...]]] = {}

    def found(self) -> Iterator[_Found]:
        """Every figure, left to right."""
        text, search, at, done = self.text, TRIGGER.search, 0, 0
        while (trigger := search(text, at)) is not None:
            start = trigger.start()
            if "0" <= text[start] <= "9":
                day = day_at(text, start)
                if day:
                    at = day
                    continue
                begin, common = common_at(text, start)
                amount = self._amounts.get(common) if common else None
                end = begin + len(common)
                if amount is not None and begin >= done and text[end : end + 1] != "도":
                    at = done = end
                    yield _Found(amount, begin, at, hedges.before(text, begin), hedges.after(text, at))
                    continue
                amount = self._amount(start, common)
                if amount is None:
                    at = _RUN.match(text, start).end()  # type: ignore[union-attr]  # a digit stands there
                    continue
            else:
                amount = word_amount_at(text, start, alone=self.alone)
                if amount is None:
                    at = start + 1
                    continue
            begin, at, before, done = amount.start, amount.end, done, amount.end
            if begin >= before:  # else, as in "5€10", the sign belongs to the figure before
                yield _Found(amount, begin, at, hedges.before(text, begin), hedges.after(text, at))

    def _amount(self, start: int, common: str) -> Amount | None:
        text = self.text
        try:
            amount = amount_at(text, start, alone=self.alone)
        except NotANumber:
            amount = None
        if amount is None:
            return fraction_at(text, start) if "분의" in text[start : start + 10] else None
        if common and text[amount.start : amount.end] == common:
            self._amounts[common] = amount
        return denied_at(text, amount, self.alone) or amount

    def said(
        self, found: _Found, inherited: Hedge | None = None, original: Quantity | None = None
    ) -> tuple[Quantity, tuple[str, ...]]:
        """What a figure says, and notes. The same words in the same unit say the same, wherever they stand."""
        start, amount = found.start, found.amount
        restated = (original.as_printed, original.unit, inherited) if original is not None else inherited
        key = (self.text[start : found.stop], found.begin - start, found.end - start, amount.unit.id, restated)
        known = self._said.get(key)
        if known is None:
            hedge = _hedge(found)
            quantity = _quantity(amount, inherited if hedge is None else hedge, self._printed(found), original)
            known = self._said[key] = (quantity, _notes(found))
        return known

    def _printed(self, found: _Found) -> str:
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


def _hedge(found: _Found) -> Hedge | None:
    """What the words around a figure say together."""
    hedge: Hedge | None = None
    lasting = found.amount.unit.kind is Kind.DURATION
    for bound in found.before:
        if not (lasting and bound.word == "over"):  # "over five years" is how long it takes
            hedge = hedges.stricter(hedge, bound.hedge)
    return hedges.stricter(hedge, found.after.hedge) if found.after else hedge


_NOTES = {"currency": "currency inferred", "unit": "unit inferred"}


def _notes(found: _Found) -> tuple[str, ...]:
    """What the reader should know of one figure."""
    amount = found.amount
    notes = (*amount.notes, *(_NOTES[what] for what in amount.unit.inferred))
    if amount.nominal is None and amount.hedge is Hedge.ORDER_OF_MAGNITUDE:
        notes = (*notes, "vague")
    if hedges.opposed(found.hedged):
        notes = (*notes, "opposed bounds")
    return notes


def _figure(
    reader: _Reader, copy: Plain, given: str, found: _Found, last: _Found | None = None, outer: Figure | None = None
) -> Figure:
    """The figure as it is handed out; ``outer`` is the one it restates, and ``last`` how that was found."""
    inherited = _inherited(last, found) if last is not None else None
    quantity, notes = reader.said(found, inherited, outer.quantity if outer is not None else None)
    bounds: tuple[tuple[int, int], ...] = ()
    if found.before or found.after:
        words = [*reversed(found.before), *([found.after] if found.after else [])]
        bounds = tuple([(copy.start(word.start), copy.end(word.end)) for word in words])
    if copy.flagged or copy.turning:
        notes += copy.notes(found.start, found.stop)
    start, end = copy.start(found.begin), copy.end(found.end)
    return Figure(start, end, given[start:end], found.amount.unit.kind, quantity, outer, notes, bounds)


_OPENED = re.compile(r"[ ]?\([^()0-9\n]{0,4}\Z")
_BESIDE = re.compile(r"[ ]?[,，=·][ ]?\Z")
_IN_OUR_MONEY = frozenset(row for row in ("한화", "원화", "우리", "우리돈", "한국"))


def _restated(text: str, last: _Found | None, found: _Found) -> bool:
    """Whether a figure converts the one before it: in a bracket, or after a comma and "우리 돈"."""
    if last is None or found.begin - last.end > 24:
        return False
    first, second = last.amount.unit, found.amount.unit
    if first.kind is not second.kind or first.id == second.id or first.kind not in (Kind.MONEY, Kind.QUANTITY):
        return False
    between = text[last.end : found.start]
    if _OPENED.fullmatch(between):
        return True
    words = text[found.start : found.begin].split()
    return bool(words) and words[0] in _IN_OUR_MONEY and _BESIDE.fullmatch(between) is not None


def _inherited(last: _Found, found: _Found) -> Hedge | None:
    """The word after the bracket, which an unhedged conversion takes over."""
    if last.after is None or last.after.start < found.end:
        return None
    return last.after.hedge


def _is_original(last: _Found, found: _Found) -> bool:
    """Whether the bracket holds the original: "약 14조원(100억 달러)"."""
    return (
        last.amount.unit.id == "KRW" and _hedge(last) is Hedge.APPROX and _hedge(found) is None
        and found.amount.unit.kind is Kind.MONEY
    )  # fmt: skip


def _checked(text: str) -> None:
    if not isinstance(text, str):
        raise TypeError(f"a text is a str, not {type(text).__name__}; decode bytes first")


def find_figures(text: str, published: date | None = None) -> list[Figure]:
    """Find the figures of a text, left to right, never overlapping.

    Args:
        text: Korean, English or mixed text, of any length; time grows linearly with it.
        published: accepted for symmetry with find_dates; no figure depends on it.

    Returns:
        Figures whose places are code points of the text as given. Digits that belong to no figure (names, articles of
        a law, phone numbers, days) are left out, and so is every figure that could only be guessed.

    Raises:
        TypeError: if the text is no str.

    >>> for figure in find_figures("100억 달러(약 14조3,180억원)에도 못 미친다"):
    ...     print(figure.text, figure.kind, figure.quantity.interval, figure.quantity.unit, figure.quantity.hedge)
    100억 달러 money (-∞, 10000000000) USD less_than
    14조3,180억원 money [14318000000000, 14318000000000] KRW approx
    """
    _checked(text)
    copy = plain(text)
    reader = _Reader(copy.text)
    figures: list[Figure] = []
    last: _Found | None = None
    for found in reader.found():
        if last is not None and _restated(copy.text, last, found):
            if _is_original(last, found):
                figure = _figure(reader, copy, text, found, last)
                figures[-1] = _restating(figures[-1], figure)
            else:
                figure = _figure(reader, copy, text, found, last, figures[-1])
        else:
            figure = _figure(reader, copy, text, found)
        figures.append(figure)
        last = found
    return figures


def _restating(figure: Figure, original: Figure) -> Figure:
    return evolve(figure, restates=original, quantity=evolve(figure.quantity, restates=original.quantity))


_REFUSED = re.compile("[\ud800-\udfff\x00\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_HOLLOW = re.compile(r"[ \n\t.。의]*\Z")


def parse_quantity(text: str) -> Quantity:
    """Read a text that is one figure with the words that bound it.

    Args:
        text: "최소 5,000억 달러", "100억 달러에도 못 미친다", "50~60%", "up to $6.4 billion" …

    Raises:
        FigureError: if the text is not exactly one figure: nothing is left over and nothing is guessed.
        TypeError: if the text is no str.

    >>> quantity = parse_quantity("최소 5,000억 달러")
    >>> print(quantity.interval, quantity.unit, quantity.hedge, quantity.grain)
    [500000000000, ∞) USD at_least 100000000000
    """
    _checked(text)
    if len(text) > MAX_FIGURE:
        raise FigureError(text, MAX_FIGURE, f"a figure has at most {MAX_FIGURE} characters")
    refused = _REFUSED.search(text)
    if refused:
        raise FigureError(text, refused.start(), "control characters and surrogates belong to no figure; remove them")
    copy = plain(text)
    body = copy.text.strip()
    shift = len(copy.text) - len(copy.text.lstrip())
    wrapped = len(body) > 2 and body[0] == "(" and body[-1] == ")"
    if wrapped:
        body, shift = body[1:-1], shift + 1
    if body.startswith("\\"):
        body = "₩" + body[1:]
    reader = _Reader(body, alone=True)
    found = list(reader.found())
    if not found:
        raise FigureError(text, copy.start(shift), _no_figure(body))
    _whole(text, copy, body, shift, found)
    quantity = evolve(reader.said(found[0])[0], as_printed=text.strip())
    notes = _doubts(copy, found[0], wrapped, text)
    return evolve(quantity, inferred=(*quantity.inferred, *notes)) if notes else quantity


def _doubts(copy: Plain, found: _Found, wrapped: bool, text: str) -> tuple[str, ...]:
    notes = [*found.amount.notes, *copy.notes(0, len(copy.text))]
    if wrapped:
        notes.append("brackets may mean minus")
    if text.lstrip().startswith("\\"):
        notes.append("a backslash for the won sign")
    if found.amount.nominal is None and found.amount.hedge is Hedge.ORDER_OF_MAGNITUDE:
        notes.append("vague")
    return tuple(notes)


def _no_figure(body: str) -> str:
    if re.search("[0-9]", body):
        return "write thousands in threes and number words from large to small, then a unit: 3억7천500만 달러"
    return "write a number and its unit: 5,000억 달러, 10GW, 2건"


def _whole(text: str, copy: Plain, body: str, shift: int, found: list[_Found]) -> None:
    """Refuse whatever is left over around the first figure."""
    first = found[0]
    if len(found) > 1:
        raise FigureError(text, copy.start(shift + found[1].begin), "this is a second figure; read one at a time")
    if body[: first.start].strip():
        raise FigureError(text, copy.start(shift), "these words do not bound a figure; leave them out")
    end = first.end
    if first.after is not None:
        if body[end : first.after.start].strip():
            raise FigureError(text, copy.start(shift + end), "leave the bracket out")
        end = first.after.end
    if not _HOLLOW.match(body, end):
        raise FigureError(text, copy.start(shift + end), "this does not belong to the figure; leave it out")
    if "two currencies" in first.amount.notes and first.amount.unit.korean is False:
        raise FigureError(text, copy.start(shift), "two currencies; print one")


__all__ = ["BIDI", "Figure", "Kind", "find_figures", "parse_quantity"]
