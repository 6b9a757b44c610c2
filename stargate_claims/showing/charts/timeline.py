"""A question's timeline: what is said of it, as rectangles and bounds of days x values, and where that clashes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from attrs import evolve

from stargate_claims.judging.consensus import Moment, timeline
from stargate_claims.judging.report import Report
from stargate_claims.model.findings import Edge, Finding
from stargate_claims.model.intervals import DAWN, DUSK, day_of
from stargate_claims.model.vocabulary import Dimension, Line, Question
from stargate_claims.showing.charts.canvas import LINE_HEIGHT, Canvas, paired, spread, width_of
from stargate_claims.showing.charts.chart import Chart, finished, shown_language
from stargate_claims.showing.charts.frame import HEAD, axis_days, header, legend_height, now_line
from stargate_claims.showing.charts.scales import Days, Values
from stargate_claims.showing.fragments import more, side_colour
from stargate_claims.showing.gaps import gap_words
from stargate_claims.showing.text import side_letter
from stargate_claims.showing.words import bound_words, counted, day, names, pick, question_words, quoted_value, yes_no

LABELS_AT_MOST = 24
"""Claims that are drawn with a label; the rest are counted below."""

_WIDTH, _COLUMN = 880.0, 300.0
_PLOT_AT_LEAST = 240.0
_FAR_MONEY, _FAR = 5, 50
"""Amounts this many times one another stand on a logarithmic scale: money sooner than counts."""
_NEUTRAL = "#868d94"
_ARROW = 13.0
_MARK = 6.0

ENCODING = {
    "mark": {"type": "bar", "minBandSize": 3},
    "encoding": {
        "x": {"field": "first", "type": "temporal", "title": None},
        "x2": {"field": "last"},
        "y": {"field": "lower", "type": "quantitative", "title": None},
        "y2": {"field": "upper"},
        "color": {"field": "side", "type": "nominal"},
        "tooltip": [{"field": "who"}, {"field": "value"}, {"field": "claim"}],
    },
}


class _Mark(NamedTuple):
    """One moment where it is drawn."""

    moment: Moment
    colour: str
    x: float
    y: float


class _Plot(NamedTuple):
    """The part of a canvas that has days across and values upwards."""

    canvas: Canvas
    days: Days
    values: Values
    top: float
    bottom: float


def question_chart(report: Report, question: Question | str, language: str | None = None) -> Chart:
    """The timeline of a question; see `Report.chart`."""
    language = shown_language(report, language)
    report = evolve(report, case=report.case.whole())  # a question is shown with all that is said on it
    found = timeline(report.case, question)
    unit = Counter(moment.unit for moment in found.moments).most_common(1)[0][0]
    every = _distinct(moment for moment in found.moments if moment.unit == unit)
    moments = every[:LABELS_AT_MOST]
    findings = [finding for finding in report.findings if finding.question == found.question]
    sides = {id: number for finding in findings for number, ids in enumerate(finding.sides) for id in ids}
    title = question_words(found.question, report.vocabulary, language)
    entries = _legend(sides, moments, findings, language)
    head = HEAD + legend_height(entries, _WIDTH)
    height = max(_PLOT_AT_LEAST, LINE_HEIGHT * (len(moments) + 1))
    plot = _plot(report, found.question, unit, moments, head, height, language)
    header(plot.canvas, title, entries)
    axis_days(plot.canvas, plot.days, plot.bottom, language)
    now_line(plot.canvas, plot.days, report.case.judged_on, plot.top, plot.bottom, language)
    marks = [_draw(plot, moment, sides, report) for moment in moments]
    for finding in findings:
        for edge in finding.edges:
            _join(plot, edge, {mark.moment.claim: mark.x for mark in marks})
    _name(plot, marks, report, language)
    hidden = len(found.moments) - len(moments)
    if len(every) > len(moments):
        plot.canvas.label(_WIDTH - 16, plot.bottom + 30, more(hidden, language), anchor="end", class_="soft")
    alt = _alt(title, len(every), findings, language)
    rows = tuple(_row(report, moment, sides, language) for moment in every)
    return finished(plot.canvas, alt, rows, ENCODING)


def _distinct(moments: Iterable[Moment]) -> list[Moment]:
    """Each claim's rectangle once, however many rules lead to it."""
    seen = {(m.claim, m.interval, m.lower_days, m.upper_days): m for m in moments}
    return list(seen.values())


def _plot(
    report: Report, question: Question, unit: str | None, moments: Sequence[Moment], top: float, height: float,
    language: str,
) -> _Plot:  # fmt: skip
    """A canvas with the scales that some moments need, and the values written at its left."""
    measure = report.vocabulary.measures.get(question.measure)
    numbers = [end for moment in moments for end in (moment.interval.lower, moment.interval.upper) if end is not None]
    steps = _steps(report, question)
    is_money = measure is not None and measure.dimension is Dimension.MONEY
    values = Values.over([*numbers, *steps], top, top + height, _FAR_MONEY if is_money else _FAR)
    is_state = bool(steps) and not (measure and measure.ladder)

    def words(value: Decimal) -> str:
        if is_state:
            return yes_no(value > 0, language)
        return bound_words(value, question, unit, report.vocabulary, language)

    whole = question.line is Line.DATE or measure is None or measure.dimension in (Dimension.COUNT, Dimension.DAY)
    ticks = [(values.at(step, top), words(step)) for step in steps] or values.ticks(words, 22, whole=whole)
    left = 24 + max((width_of(text) for _, text in ticks), default=0)
    said = [report.case.by_id[moment.claim].said.possible for moment in moments]
    spans = [day for moment in moments for window in (moment.lower_days, moment.upper_days) for day in window.possible]
    known = [day for day in spans if _is_near(day, said)]
    today = [] if report.case.judged_on is None else [report.case.judged_on.toordinal()]
    days = Days.over([*known, *(day for pair in said for day in pair), *today], left, _WIDTH - _COLUMN)
    canvas = Canvas(_WIDTH, top + height + 44)
    for y, text in ticks:
        canvas.line(left, y, days.right, y, "grid")
        canvas.label(left - 8, y + 4, text, anchor="end", class_="soft")
    return _Plot(canvas, days, values, top, top + height)


_YEARS = 3660


def _is_near(day: int, said: Sequence[tuple[int, int]]) -> bool:
    """Whether a day is within ten years of what was said: a plan for 2100 leaves the scale of a year readable."""
    return DAWN < day < DUSK and any(abs(day - first) <= _YEARS for first, _ in said)


def _steps(report: Report, question: Question) -> list[Decimal]:
    """The few values of a state or a ladder, all of them."""
    measure = report.vocabulary.measures.get(question.measure)
    if question.line in (Line.HOLDS, Line.COMPANY):
        return [Decimal(0), Decimal(1)]
    if measure is None or question.line not in (Line.FACT, Line.INTENTION, Line.ESTIMATE, Line.TELLING):
        return []
    if measure.dimension in (Dimension.STATE, Dimension.MEMBERS):
        return [Decimal(0), Decimal(1)]
    return [Decimal(rung) for rung in range(len(measure.ladder))]


def _draw(plot: _Plot, moment: Moment, sides: dict[str, int], report: Report) -> _Mark:
    """One moment: a rectangle where both bounds hold on the same days, else each bound as a line with an arrow."""
    colour = side_colour(sides[moment.claim]) if moment.claim in sides else _NEUTRAL
    dash = {"stroke_dasharray": "5 3"} if moment.rules else {}
    canvas, days, values = plot.canvas, plot.days, plot.values
    said = report.case.by_id[moment.claim].said.possible[0]
    lower, upper = moment.interval.lower, moment.interval.upper
    rising, falling = moment.lower_days.possible, moment.upper_days.possible
    start = next((d for d in (rising[0], falling[1]) if DAWN < d < DUSK), said)
    if lower is not None and upper is not None and rising == falling:
        left, right = (days.at(day) for day in rising)
        right = max(right, left + _MARK)
        low, high = values.at(lower, plot.bottom), values.at(upper, plot.top)
        if low - high < _MARK:
            low, high = (low + high + _MARK) / 2, (low + high - _MARK) / 2
        canvas.shape("rect", x=left, y=high, width=right - left, height=low - high, rx=2, fill=colour,
                     fill_opacity=".3", stroke=colour, **dash)  # fmt: skip
        return _Mark(moment, colour, days.at(start), (low + high) / 2)
    for value, (first, last), up in ((lower, rising, True), (upper, falling, False)):
        if value is None or (up and value <= 0 and upper is not None):
            continue  # nothing is less than none: "0 so far" bounds from above
        y = values.at(value, plot.bottom)
        canvas.line(days.at(first), y, max(days.at(last), days.at(first) + _MARK), y, "", stroke=colour,
                    stroke_width=2, **dash)  # fmt: skip
        at = days.at(first if first > DAWN else last if last < DUSK else said)
        tip = y - _ARROW if up else y + _ARROW
        back = tip + 5 if up else tip - 5
        canvas.path([(at, y), (at, tip)], fill="none", stroke=colour, stroke_width="1.5")
        canvas.path([(at - 4, back), (at, tip), (at + 4, back)], fill="none", stroke=colour, stroke_width="1.5")
    y = values.at(lower if lower is not None else upper, plot.bottom)
    canvas.shape("circle", cx=days.at(start), cy=y, r=3.5, fill=colour)
    return _Mark(moment, colour, days.at(start), y)


def _join(plot: _Plot, edge: Edge, drawn: Mapping[str, float]) -> None:
    """The gap of a clash: a line between the bounds on a day on which both hold, or on which the later one came."""
    if not drawn.keys() >= set(edge.claims):
        return
    gap = edge.gap
    when = gap.since or gap.until
    x = max(drawn[id] for id in edge.claims) if when is None else plot.days.at(when.toordinal())
    low, high = plot.values.at(gap.upper, plot.bottom), plot.values.at(gap.lower, plot.top)
    plot.canvas.line(x, low, x, high, "clash")
    for y in (low, high):
        plot.canvas.shape("circle", "clashed", cx=x, cy=y, r=2.5)


def _name(plot: _Plot, marks: Sequence[_Mark], report: Report, language: str) -> None:
    """A line for each mark in the column at the right, none over another, led to by a thin line."""
    heights = spread([mark.y for mark in marks], LINE_HEIGHT, plot.top + 4, plot.bottom + 4)
    left = plot.days.right + 30
    for mark, y in zip(marks, heights, strict=True):
        claim = report.case.by_id[mark.moment.claim]
        who = names(claim.by, report.vocabulary, language)
        value = quoted_value(claim, report.vocabulary, language)
        plot.canvas.path([(mark.x, mark.y), (plot.days.right + 4, mark.y), (left - 8, y)], "hint")
        plot.canvas.shape("circle", cx=left - 4, cy=y, r=3, fill=mark.colour)
        plot.canvas.label(left + 4, y + 4, paired(who, value, _WIDTH - left - 12))


def _legend(
    sides: dict[str, int], moments: Sequence[Moment], findings: Sequence[Finding], language: str
) -> list[tuple[str, str]]:
    """(colour, words) of what the marks mean; a colour may be the name of a dash."""
    shown = sorted({sides[moment.claim] for moment in moments if moment.claim in sides})
    entries = [(side_colour(n), pick((f"{side_letter(n)}쪽", f"side {side_letter(n)}"), language)) for n in shown]
    if any(moment.claim not in sides for moment in moments):
        entries.append((_NEUTRAL, pick(("어긋나지 않음", "clashes with nothing"), language)))
    if any(moment.rules for moment in moments):
        entries.append(("dash", pick(("규칙에서 나온 값", "follows from a rule"), language)))
    if findings:
        entries.append(("#cf4436", pick(("어긋남", "clash"), language)))
    return entries


def _alt(title: str, number: int, findings: Sequence[Finding], language: str) -> str:
    claims = pick((f"{number:,}개 값의 시간선", f"timeline of {counted(number, 'value')}"), language)
    gaps = list(dict.fromkeys(gap_words(edge, finding, language) for finding in findings for edge in finding.edges[:2]))
    none = pick(("어긋나는 곳 없음", "nothing clashes"), language)
    return f"{title}: {claims}. {'; '.join(gaps) or none}"


def _row(report: Report, moment: Moment, sides: dict[str, int], language: str) -> dict[str, object]:
    """A moment as flat values."""
    claim = report.case.by_id[moment.claim]
    spans = moment.lower_days.possible, moment.upper_days.possible
    said = claim.said.first or claim.said.last
    return {
        "claim": claim.id,
        "who": names(claim.by, report.vocabulary, language),
        "value": quoted_value(claim, report.vocabulary, language),
        "lower": moment.interval.lower,
        "upper": moment.interval.upper,
        "unit": moment.unit,
        "first": day_of(max(first for first, _ in spans)) or said,
        "last": day_of(min(last for _, last in spans)) or said,
        "side": side_letter(sides[claim.id]) if claim.id in sides else "",
        "rules": ", ".join(moment.rules),
        "said": None if said is None else day(said, language),
    }
