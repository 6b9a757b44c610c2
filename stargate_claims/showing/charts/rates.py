"""The exchange rates that articles imply by converting a figure, against the official ones of the days around."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from attrs import evolve

from stargate_claims.judging.rates import Conversion, Rates
from stargate_claims.judging.report import Report
from stargate_claims.model.claims import Claim
from stargate_claims.model.intervals import day_of
from stargate_claims.showing.charts.canvas import LINE_HEIGHT, Canvas, paired, spread, width_of
from stargate_claims.showing.charts.chart import Chart, empty, finished, shown_language
from stargate_claims.showing.charts.frame import HEAD, axis_days, header, legend_height
from stargate_claims.showing.charts.scales import Days, Values
from stargate_claims.showing.fragments import more
from stargate_claims.showing.words import counted, names, pick

LABELS_AT_MOST = 24
"""Conversions that are drawn; the rest are counted below."""

_FITS, _APART, _OFFICIAL = "#2f9384", "#cf4436", "#3b7dbd"
_WIDTH, _COLUMN, _PLOT_AT_LEAST = 880.0, 330.0, 240.0
_DAYS_DRAWN = 4000

ENCODING = {
    "mark": {"type": "bar", "width": 6},
    "encoding": {
        "x": {"field": "day", "type": "temporal", "title": None},
        "y": {"field": "lower", "type": "quantitative", "title": None, "scale": {"zero": False}},
        "y2": {"field": "upper"},
        "color": {"field": "fits", "type": "nominal"},
        "tooltip": [{"field": "claim"}, {"field": "printed"}, {"field": "official"}, {"field": "source"}],
    },
}


def rates_chart(report: Report, language: str | None = None) -> Chart:
    """Implied against official rates; see `Report.chart_rates`."""
    language = shown_language(report, language)
    title = pick(("기사 속 환산과 공식 환율", "Conversions in articles and official rates"), language)
    if not report.conversions:
        missing = ("환율과 견준 환산이 없다: check_consistency(…, rates=\"ecb\")로 살핀다",
                   "nothing was held against a rate: check_consistency(…, rates=\"ecb\")")  # fmt: skip
        return empty(f"{title}: {pick(missing, language)}")
    pair = Counter((c.official.base, c.official.to) for c in report.conversions).most_common(1)[0][0]
    every = [c for c in report.conversions if (c.official.base, c.official.to) == pair]
    shown = every[:LABELS_AT_MOST]
    name = f"{title} ({pair[1]}/{pair[0]})"
    legend = _legend(shown, language)
    top = HEAD - 16 + legend_height(legend, _WIDTH)
    height = max(_PLOT_AT_LEAST, LINE_HEIGHT * (len(shown) + 1))
    numbers = [n for c in shown for n in (c.implied.lower, c.implied.upper, c.official.value) if n is not None]
    spanned = Days.over([_day(report, c).toordinal() for c in shown], 0, 1)
    official = _official(spanned, report.case.rates, pair)
    values = Values.over([*numbers, *(rate for _, rate in official)], top, top + height)
    ticks = values.ticks(lambda value: f"{value:,f}", 22)
    left = 24 + max((width_of(text) for _, text in ticks), default=0)
    days = evolve(spanned, left=left, right=_WIDTH - _COLUMN)
    canvas = Canvas(_WIDTH, top + height + 44)
    for y, text in ticks:
        canvas.line(left, y, days.right, y, "grid")
        canvas.label(left - 8, y + 4, text, anchor="end", class_="soft")
    header(canvas, name, legend)
    axis_days(canvas, days, top + height, language)
    line = [(days.at(day), values.at(rate, values.bottom)) for day, rate in official]
    if len(line) > 1:
        canvas.path(line, fill="none", stroke=_OFFICIAL, stroke_width="1.5")
    _draw(canvas, days, values, report, shown, (top, top + height), language)
    if len(every) > len(shown):
        canvas.label(16, canvas.height - 6, more(len(every) - len(shown), language), class_="soft")
    rows = tuple(_row(report, conversion, language) for conversion in every)
    return finished(canvas, _alt(name, every, language), rows, ENCODING)


def _legend(shown: Sequence[Conversion], language: str) -> list[tuple[str, str]]:
    source = shown[0].official.source
    entries = [(_OFFICIAL, pick((f"{source} 환율", f"{source} rate"), language))]
    if any(conversion.fits for conversion in shown):
        entries.append((_FITS, pick(("환율과 맞음", "fits a rate of those days"), language)))
    if not all(conversion.fits for conversion in shown):
        entries.append((_APART, pick(("맞는 날이 없음", "fits none of them"), language)))
    return entries


def _claim(report: Report, conversion: Conversion) -> Claim:
    return report.case.by_id[conversion.claim]


def _day(report: Report, conversion: Conversion) -> date:
    window = _claim(report, conversion).source.published
    return (window.last or window.first if window else None) or conversion.official.day


def _official(days: Days, rates: Rates | None, pair: tuple[str, str]) -> list[tuple[int, Decimal]]:
    """The official rates of the days on a scale, of those that have one."""
    step = max(1, (days.last - days.first) // _DAYS_DRAWN)
    known = []
    for ordinal in range(days.first, days.last + 1, step):
        day = day_of(ordinal)
        rate = None if day is None or rates is None else rates.on(*pair, day)
        if rate is not None:
            known.append((ordinal, rate.value))
    return known


def _draw(
    canvas: Canvas, days: Days, values: Values, report: Report, shown: Sequence[Conversion],
    room: tuple[float, float], language: str,
) -> None:  # fmt: skip
    """Each conversion as the rates that its two figures allow, on the day it was published, and its name."""
    middles = []
    for conversion in shown:
        x = days.at(_day(report, conversion).toordinal())
        low, high = values.at(conversion.implied.lower, room[1]), values.at(conversion.implied.upper, room[0])
        paint = _FITS if conversion.fits else _APART
        canvas.shape("rect", x=x - 4, y=high, width=8, height=max(2.0, low - high), rx=2, fill=paint,
                     fill_opacity=".45", stroke=paint)  # fmt: skip
        middles.append((x, (low + high) / 2))
    heights = spread([y for _, y in middles], LINE_HEIGHT, room[0] + 4, room[1] + 4)
    left = days.right + 30
    for conversion, (x, middle), y in zip(shown, middles, heights, strict=True):
        canvas.path([(x + 4, middle), (days.right + 4, middle), (left - 8, y)], "hint")
        canvas.shape("circle", cx=left - 4, cy=y, r=3, fill=_FITS if conversion.fits else _APART)
        publisher, printed = _words(report, conversion, language)
        canvas.label(left + 4, y + 4, paired(publisher, printed, _WIDTH - left - 12))


def _words(report: Report, conversion: Conversion, language: str) -> tuple[str, str]:
    """Who prints a conversion, and its two figures."""
    claim = _claim(report, conversion)
    publisher = names((claim.source.publisher,), report.vocabulary, language)
    return publisher, f"{claim.quantity} → {claim.restated}"


def _rounded(value: Decimal | None) -> str:
    return "∞" if value is None else f"{value:,.0f}"


def _alt(title: str, every: Sequence[Conversion], language: str) -> str:
    fitting = sum(conversion.fits for conversion in every)
    if language == "ko":
        return f"{title}: 환산 {len(every):,}건 가운데 {fitting:,}건이 그 무렵의 환율과 맞음"
    return f"{title}: {fitting:,} of {counted(len(every), 'conversion')} fit a rate of those days"


def _row(report: Report, conversion: Conversion, language: str) -> dict[str, object]:
    publisher, printed = _words(report, conversion, language)
    return {
        "claim": conversion.claim,
        "day": _day(report, conversion),
        "lower": conversion.implied.lower,
        "upper": conversion.implied.upper,
        "official": conversion.official.value,
        "source": f"{conversion.official.source} {conversion.official.day}",
        "fits": conversion.fits,
        "publisher": publisher,
        "printed": printed,
        "implied": f"{_rounded(conversion.implied.lower)}–{_rounded(conversion.implied.upper)}",
    }
