"""What the charts have in common: a title, a legend, an axis of days, the day of the report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from stargate_claims.showing.charts.canvas import Canvas, width_of
from stargate_claims.showing.charts.scales import Days
from stargate_claims.showing.words import day, pick

HEAD = 62.0
"""Pixels above a plot, without the legend."""

_MARGIN = 16.0
_TITLE = 15.0
_ROW = 20.0
_SWATCH = 16.0
_BETWEEN = 18.0

Legend = Sequence[tuple[str, str]]
"""(colour or "dash", words)."""


def _rows(entries: Legend, width: float) -> Iterator[list[tuple[float, str, str]]]:
    """The entries with their places, in as many rows as they need."""
    row: list[tuple[float, str, str]] = []
    x = _MARGIN
    for colour, words in entries:
        needed = _SWATCH + width_of(words)
        if row and x + needed > width - _MARGIN:
            yield row
            row, x = [], _MARGIN
        row.append((x, colour, words))
        x += needed + _BETWEEN
    if row:
        yield row


def legend_height(entries: Legend, width: float) -> float:
    """Pixels that a legend takes."""
    return _ROW * sum(1 for _ in _rows(entries, width))


def header(canvas: Canvas, title: str, entries: Legend) -> None:
    """The title of a chart and its legend below."""
    canvas.label(_MARGIN, 26, title, size=_TITLE, bold=True, room=canvas.width - 2 * _MARGIN)
    for number, row in enumerate(_rows(entries, canvas.width)):
        y = 46 + _ROW * number
        for x, colour, words in row:
            if colour == "dash":
                canvas.line(x, y, x + 12, y, "rule", stroke_width=2, stroke_dasharray="4 2")
            else:
                canvas.shape("rect", x=x, y=y - 5, width=10, height=10, rx=2, fill=colour)
            canvas.label(x + _SWATCH, y + 4, words, class_="soft", room=canvas.width - x - _SWATCH - _MARGIN)


def axis_days(canvas: Canvas, days: Days, y: float, language: str) -> None:
    """The axis of days at the bottom of a plot."""
    canvas.line(days.left, y, days.right, y)
    for x, words in days.ticks(language):
        half = width_of(words) / 2
        at = min(max(x, _MARGIN / 2 + half), canvas.width - _MARGIN / 2 - half)
        canvas.line(x, y, x, y + 4)
        canvas.label(at, y + 18, words, anchor="middle", class_="soft")


def now_line(canvas: Canvas, days: Days, today: date | None, top: float, bottom: float, language: str) -> None:
    """The day that a report looks back from, named just above the plot."""
    if today is None:
        return
    x = days.at(today.toordinal())
    words = pick((f"{day(today, language)} 기준", f"as of {day(today, language)}"), language)
    half = width_of(words, 11) / 2
    canvas.line(x, top - 2, x, bottom, "now")
    at = min(max(x, _MARGIN + half), canvas.width - _MARGIN - half)
    canvas.label(at, top - 7, words, anchor="middle", size=11, class_="soft", room=2 * half + 1)
