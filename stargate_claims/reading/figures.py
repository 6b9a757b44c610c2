"""Figures in running text: amounts, shares, counts and durations with the words that bound them."""

from __future__ import annotations

import re
from datetime import date

from attrs import evolve, frozen

from stargate_claims.errors import FigureError
from stargate_claims.model.intervals import checked_day
from stargate_claims.model.quantities import Hedge, Quantity
from stargate_claims.reading.found import Found, Reader, hedge_of
from stargate_claims.reading.patterns import Pattern, in_batches
from stargate_claims.reading.scan import BIDI, Plain, plain
from stargate_claims.reading.units import Kind

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


def _figure(
    reader: Reader, copy: Plain, given: str, found: Found, last: Found | None = None, outer: Figure | None = None
) -> Figure:
    """The figure as it is handed out; ``outer`` is the one it restates, and ``last`` how that was found."""
    amount, start, end, before, after, said = found
    if said is None or last is not None:
        inherited = _inherited(last, found) if last is not None else None
        said = reader.said(found, inherited, outer.quantity if outer is not None else None)
    quantity, notes = said
    words = (*reversed(before), after) if after is not None else before[::-1]
    if copy.flagged or copy.turning:
        notes += copy.notes(found.start, found.stop)
    if copy.copied:
        bounds = tuple([(copy.start(word.start), copy.end(word.end)) for word in words])
        start, end = copy.start(start), copy.end(end)
    else:
        bounds = tuple([(word.start, word.end) for word in words]) if words else ()
    return Figure(start, end, given[start:end], amount.unit.kind, quantity, outer, notes, bounds)


_OPENED = Pattern(r"[ ]?\([^()0-9\n]{0,4}\Z")
_BESIDE = Pattern(r"[ ]?[,，=·][ ]?\Z")
_BESIDE_EACH_OTHER = 24
"""Characters between a figure and another that may convert it."""
_IN_OUR_MONEY = frozenset(row for row in ("한화", "원화", "우리", "우리돈", "한국"))


def _restated(text: str, last: Found, found: Found) -> bool:
    """Whether a figure converts the one before it: in a bracket, or after a comma and "우리 돈"."""
    first, second = last.amount.unit, found.amount.unit
    if first.kind is not second.kind or first.id == second.id or first.kind not in (Kind.MONEY, Kind.QUANTITY):
        return False
    between = text[last.end : found.start]
    if _OPENED.fullmatch(between):
        return True
    words = text[found.start : found.begin].split()
    return bool(words) and words[0] in _IN_OUR_MONEY and _BESIDE.fullmatch(between) is not None


def _inherited(last: Found, found: Found) -> Hedge | None:
    """The word after the bracket, which an unhedged conversion takes over."""
    if last.after is None or last.after.start < found.end:
        return None
    return last.after.hedge


def _is_original(last: Found, found: Found) -> bool:
    """Whether the bracket holds the original: "약 14조원(100억 달러)"."""
    return (
        last.amount.unit.id == "KRW" and hedge_of(last) is Hedge.APPROX and hedge_of(found) is None
        and found.amount.unit.kind is Kind.MONEY
    )  # fmt: skip


def find_figures(text: str, published: date | None = None) -> list[Figure]:
    """Find the figures of a text, left to right, never overlapping.

    Args:
        text: Korean, English or mixed text, of any length; time grows linearly with it.
        published: accepted for symmetry with find_dates; no figure depends on it.

    Returns:
        Figures whose places are code points of the text as given. Digits that belong to no figure (names, articles of
        a law, phone numbers, days) are left out, and so is every figure that could only be guessed.

    Raises:
        TypeError: if the text is no str, or the day of publication no date.

    >>> for figure in find_figures("100억 달러(약 14조3,200억원)에도 못 미친다"):
    ...     print(figure.text, figure.kind, figure.quantity.interval, figure.quantity.unit, figure.quantity.hedge)
    100억 달러 money (-∞, 10000000000) USD less_than
    14조3,200억원 money [14320000000000, 14320000000000] KRW approx
    """
    checked_day(published, "published")
    copy = plain(text)
    reader = Reader(copy.text)
    figures: list[Figure] = []
    last: Found | None = None
    for found in in_batches(reader.found()):
        if last is not None and found.begin - last.end <= _BESIDE_EACH_OTHER and _restated(copy.text, last, found):
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


_REFUSED = Pattern("[\ud800-\udfff\x00\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_HOLLOW = Pattern(r"[ \n\t.。의]*\Z")


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
    if isinstance(text, str) and len(text) > MAX_FIGURE:
        raise FigureError(text, MAX_FIGURE, f"a figure has at most {MAX_FIGURE} characters")
    copy = plain(text)
    refused = _REFUSED.search(text)
    if refused:
        raise FigureError(text, refused.start(), "control characters and surrogates belong to no figure; remove them")
    body = copy.text.strip()
    shift = len(copy.text) - len(copy.text.lstrip())
    wrapped = len(body) > 2 and body[0] == "(" and body[-1] == ")"
    if wrapped:
        body, shift = body[1:-1], shift + 1
    if body.startswith("\\"):
        body = "₩" + body[1:]
    reader = Reader(body, alone=True)
    found = list(reader.found())
    if not found:
        raise FigureError(text, copy.start(shift), _no_figure(body))
    _whole(text, copy, body, shift, found)
    quantity = evolve(reader.said(found[0])[0], as_printed=text.strip())
    notes = _doubts(copy, found[0], wrapped, text)
    return evolve(quantity, inferred=(*quantity.inferred, *notes)) if notes else quantity


def _doubts(copy: Plain, found: Found, wrapped: bool, text: str) -> tuple[str, ...]:
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


def _whole(text: str, copy: Plain, body: str, shift: int, found: list[Found]) -> None:
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
