"""Promises over time: from the day each was made to the day it is due, and what became of it on the way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from stargate_claims.judging.promises import Outcome, Promise
from stargate_claims.judging.report import Report
from stargate_claims.showing.charts.canvas import Canvas, paired, width_of
from stargate_claims.showing.charts.chart import Chart, empty, finished, shown_language
from stargate_claims.showing.charts.frame import HEAD, axis_days, header, legend_height, now_line
from stargate_claims.showing.charts.scales import Days
from stargate_claims.showing.fragments import more
from stargate_claims.showing.words import OUTCOMES, asked, counted, names, pick, quoted_value

ROWS_AT_MOST = 40
"""Promises that are drawn; the rest are counted below."""

OUTCOME_COLOURS = {
    Outcome.PENDING: "#3b7dbd",
    Outcome.KEPT: "#2f9384",
    Outcome.PARTLY: "#c28a17",
    Outcome.BROKEN: "#cf4436",
    Outcome.REVISED: "#9465b5",
    Outcome.UNCHECKABLE: "#868d94",
}
_WIDTH, _NAMES_AT_MOST = 880.0, 360.0
_ROW = 38.0

ENCODING = {
    "mark": {"type": "bar"},
    "encoding": {
        "x": {"field": "from", "type": "temporal", "title": None},
        "x2": {"field": "to"},
        "y": {"field": "promise", "type": "nominal", "title": None, "sort": None},
        "color": {"field": "outcome", "type": "nominal"},
        "tooltip": [{"field": "who"}, {"field": "what"}, {"field": "value"}, {"field": "outcome"}],
    },
}


def promises_chart(report: Report, language: str | None = None) -> Chart:
    """Promises over time; see `Report.chart_promises`."""
    language = shown_language(report, language)
    made = report.promises()
    title = pick(("약속이 어떻게 되었나", "What became of the promises"), language)
    if not made:
        return empty(f"{title}: {pick(('약속 없음', 'there are none'), language)}")
    shown = made[:ROWS_AT_MOST]
    legend = [
        (OUTCOME_COLOURS[outcome], pick(OUTCOMES[outcome], language))
        for outcome in Outcome
        if any(turn.outcome is outcome for promise in shown for turn in promise.history)
    ]
    top = HEAD + legend_height(legend, _WIDTH)
    canvas = Canvas(_WIDTH, top + _ROW * len(shown) + 48)
    header(canvas, title, legend)
    words = [_shown(promise, report, language) for promise in shown]
    left = 34 + min(max(width_of(text) for pair in words for text in pair), _NAMES_AT_MOST)
    outcomes = max(width_of(pick(OUTCOMES[promise.outcome], language)) for promise in shown)
    days = Days.over(_ordinals(shown, report.case.judged_on), left, _WIDTH - outcomes - 32)
    bottom = top + _ROW * len(shown)
    axis_days(canvas, days, bottom, language)
    for number, (promise, pair) in enumerate(zip(shown, words, strict=True)):
        y = top + _ROW * number + _ROW / 2
        canvas.label(left - 14, y - 3, pair[0], anchor="end", room=_NAMES_AT_MOST)
        canvas.label(left - 14, y + 12, pair[1], anchor="end", room=_NAMES_AT_MOST, size=11, class_="soft")
        _draw(canvas, days, y, promise, report.case.judged_on)
        canvas.label(days.right + 16, y + 4, pick(OUTCOMES[promise.outcome], language), room=outcomes + 1)
    now_line(canvas, days, report.case.judged_on, top, bottom, language)
    if len(made) > len(shown):
        canvas.label(16, bottom + 38, more(len(made) - len(shown), language), class_="soft")
    rows = tuple(row for promise in made for row in _rows(promise, report, language))
    return finished(canvas, _alt(title, made, language), rows, ENCODING)


def _words(promise: Promise, report: Report, language: str) -> tuple[str, str, str]:
    """Who promised, how much, and what."""
    claim, vocabulary = promise.claim, report.vocabulary
    who, value = names(claim.by, vocabulary, language), quoted_value(claim, vocabulary, language)
    return who, value, asked(claim, vocabulary, language)


def _shown(promise: Promise, report: Report, language: str) -> tuple[str, str]:
    """The two lines that name a promise."""
    who, value, what = _words(promise, report, language)
    return paired(who, value, _NAMES_AT_MOST), what


def _ordinals(made: Sequence[Promise], today: date | None) -> list[int]:
    found = [] if today is None else [today.toordinal()]
    for promise in made:
        found += [_made(promise).toordinal(), *(turn.on.toordinal() for turn in promise.history)]
        found += [] if promise.due is None else [promise.due.toordinal()]
    return found


def _made(promise: Promise) -> date:
    said = promise.claim.said
    return said.first or said.last or promise.history[0].on


def _spans(promise: Promise, today: date | None) -> list[tuple[date, date, Outcome]]:
    """From when to when which outcome stood: the first one from the day on which the promise was made."""
    starts = [min(_made(promise), promise.history[0].on), *(turn.on for turn in promise.history[1:])]
    last = max(today or starts[-1], starts[-1])
    ends = [*starts[1:], last]
    return [(start, end, turn.outcome) for start, end, turn in zip(starts, ends, promise.history, strict=True)]


def _draw(canvas: Canvas, days: Days, y: float, promise: Promise, today: date | None) -> None:
    for start, end, outcome in _spans(promise, today):
        left, right = days.at(start.toordinal()), days.at(end.toordinal())
        paint = OUTCOME_COLOURS[outcome]
        canvas.shape("rect", x=left, y=y - 4, width=max(3.0, right - left), height=8, rx=2, fill=paint)
    if promise.due is not None:
        x = days.at(promise.due.toordinal())
        canvas.line(days.at((today or promise.due).toordinal()), y, x, y, "hint")
        paint = OUTCOME_COLOURS[promise.outcome]
        corners = f"M{x - 6:.1f} {y:.1f}L{x:.1f} {y - 6:.1f}L{x + 6:.1f} {y:.1f}L{x:.1f} {y + 6:.1f}Z"
        canvas.shape("path", "paper", d=corners, stroke=paint, stroke_width=2)


def _alt(title: str, made: Sequence[Promise], language: str) -> str:
    number = {outcome: sum(promise.outcome is outcome for promise in made) for outcome in Outcome}
    listed = ", ".join(f"{pick(OUTCOMES[outcome], language)} {count}" for outcome, count in number.items() if count)
    return f"{title}: {pick((f'{len(made):,}건', counted(len(made), 'promise')), language)} ({listed})"


def _rows(promise: Promise, report: Report, language: str) -> list[dict[str, object]]:
    who, value, what = _words(promise, report, language)
    return [
        {
            "promise": promise.claim.id,
            "who": who,
            "what": what,
            "value": value,
            "from": start,
            "to": end,
            "outcome": outcome.value,
            "due": promise.due,
        }
        for start, end, outcome in _spans(promise, report.case.judged_on)
    ]
