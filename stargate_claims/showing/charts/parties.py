"""Who stands against whom: everyone in a finding by name, arcs between those whose words clash."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from stargate_claims.judging.report import Report
from stargate_claims.model.findings import Finding, Kind, Severity
from stargate_claims.showing.charts.canvas import Canvas, width_of
from stargate_claims.showing.charts.chart import Chart, empty, finished, shown_language
from stargate_claims.showing.charts.frame import HEAD, header, legend_height
from stargate_claims.showing.fragments import SEVERITY_COLOURS, more
from stargate_claims.showing.words import SEVERITIES, counted, names, pick

PARTIES_AT_MOST = 30
"""Voices that are drawn; the rest are counted below."""

_ROW = 26.0
_NAMES_AT_MOST = 330.0
_WIDTH, _WIDTH_AT_LEAST = 760.0, 460.0
_BEND = 1.1
"""How far an arc reaches to the right for each pixel between its ends, where there is room for that."""

ENCODING = {
    "mark": {"type": "circle"},
    "encoding": {
        "x": {"field": "one", "type": "nominal", "title": None},
        "y": {"field": "other", "type": "nominal", "title": None},
        "size": {"field": "pairs", "type": "quantitative"},
        "color": {"field": "severity", "type": "nominal"},
        "tooltip": [{"field": "one"}, {"field": "other"}, {"field": "pairs"}, {"field": "findings"}],
    },
}

Voice = tuple[str, ...]


class _Arc(NamedTuple):
    """Two voices whose words clash: in how many pairs of claims, in which findings, and how gravely."""

    one: Voice
    other: Voice
    pairs: int
    findings: tuple[str, ...]
    severity: Severity


def _arcs(findings: Iterable[Finding]) -> list[_Arc]:
    """The most frequent first; a revision is no quarrel."""
    pairs: Counter[tuple[Voice, Voice]] = Counter()
    where: dict[tuple[Voice, Voice], list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.kind is Kind.REVISION:
            continue
        by = {claim.id: claim.by for claim in finding.claims}
        for edge in finding.edges:
            one, other = sorted(by[id] for id in edge.claims)
            pairs[one, other] += 1
            where[one, other].append(finding)
    return [
        _Arc(
            one=one,
            other=other,
            pairs=number,
            findings=tuple(dict.fromkeys(finding.id for finding in where[one, other])),
            severity=max((finding.severity for finding in where[one, other]), key=lambda s: s.weight),
        )
        for (one, other), number in sorted(pairs.items(), key=lambda item: (-item[1], item[0]))
    ]


def parties_chart(report: Report, language: str | None = None) -> Chart:
    """Who stands against whom; see `Report.chart_parties`."""
    language = shown_language(report, language)
    arcs = _arcs(report.findings)
    title = pick(("누가 누구와 어긋나나", "Who stands against whom"), language)
    if not arcs:
        return empty(f"{title}: {pick(('어긋나는 주장 없음', 'nothing contradicts'), language)}")
    voices = _ordered(arcs)
    shown = voices[:PARTIES_AT_MOST]
    height = {voice: number for number, voice in enumerate(shown)}
    drawn = [arc for arc in arcs if arc.one in height and arc.other in height]
    labels = {voice: _label(voice, arcs, report, language) for voice in shown}
    spine = 24 + min(max(width_of(text) for text in labels.values()), _NAMES_AT_MOST)
    longest = _ROW * max(abs(height[arc.one] - height[arc.other]) for arc in drawn)
    # A cubic curve reaches three quarters of the way to its handles.
    bend = min(_BEND, (_WIDTH - spine - 44) / 0.75 / max(longest, 1.0))
    width = max(_WIDTH_AT_LEAST, spine + 44 + longest * bend * 0.75)
    severities = sorted({arc.severity for arc in drawn}, key=lambda s: -s.weight)
    legend = [(SEVERITY_COLOURS[severity], pick(SEVERITIES[severity], language)) for severity in severities]
    top = HEAD + legend_height(legend, width)
    canvas = Canvas(width, top + _ROW * len(shown) + 36)
    header(canvas, title, legend)
    at = {voice: top + _ROW * number + _ROW / 2 for voice, number in height.items()}
    for arc in reversed(drawn):
        _draw(canvas, spine + 10, at[arc.one], at[arc.other], bend, arc)
    for voice in shown:
        canvas.label(spine, at[voice] + 4, labels[voice], anchor="end", room=_NAMES_AT_MOST)
        canvas.shape("circle", "ink", cx=spine + 10, cy=at[voice], r=3)
    if len(voices) > len(shown):
        canvas.label(16, canvas.height - 12, more(len(voices) - len(shown), language), class_="soft")
    rows = tuple(_row(arc, report, language) for arc in arcs)
    return finished(canvas, _alt(title, arcs, report, language), rows, ENCODING)


def _ordered(arcs: list[_Arc]) -> list[Voice]:
    """Voices in the order in which arcs reach them from the busiest one: those who quarrel stand near each other."""
    near: dict[Voice, list[Voice]] = defaultdict(list)
    weight: Counter[Voice] = Counter()
    for arc in arcs:
        near[arc.one].append(arc.other)
        near[arc.other].append(arc.one)
        weight.update({arc.one: arc.pairs, arc.other: arc.pairs})
    found: dict[Voice, None] = {}
    for start in sorted(near, key=lambda voice: (-weight[voice], voice)):
        waiting = [start]
        while waiting:
            voice = waiting.pop(0)
            if voice not in found:
                found[voice] = None
                waiting += near[voice]
    return list(found)


def _label(voice: Voice, arcs: list[_Arc], report: Report, language: str) -> str:
    pairs = sum(arc.pairs for arc in arcs if voice in (arc.one, arc.other))
    return f"{names(voice, report.vocabulary, language)} ({pairs:,})"


def _draw(canvas: Canvas, x: float, y1: float, y2: float, bend: float, arc: _Arc) -> None:
    """An arc to the right of the names, thicker for more pairs; a loop for those who contradict themselves."""
    paint: dict[str, float | str] = {
        "fill": "none",
        "stroke": SEVERITY_COLOURS[arc.severity],
        "stroke_width": min(7.0, 1.2 + 0.6 * arc.pairs),
        "stroke_opacity": ".65",
    }
    if y1 == y2:
        canvas.shape("circle", cx=x + 11, cy=y1, r=7, **paint)
        return
    low, high = sorted((y1, y2))
    far = f"{x + (high - low) * bend:.1f}"
    canvas.shape("path", d=f"M{x:.1f} {low:.1f}C{far} {low:.1f} {far} {high:.1f} {x:.1f} {high:.1f}", **paint)


def _alt(title: str, arcs: list[_Arc], report: Report, language: str) -> str:
    words = []
    for arc in arcs[:5]:
        one, other = (names(voice, report.vocabulary, language) for voice in (arc.one, arc.other))
        words.append(f"{one} × {other} {pick((f'{arc.pairs}쌍', counted(arc.pairs, 'pair')), language)}")
    return f"{title}: {', '.join(words)}" + (f", {more(len(arcs) - 5, language)}" if len(arcs) > 5 else "")


def _row(arc: _Arc, report: Report, language: str) -> dict[str, object]:
    return {
        "one": names(arc.one, report.vocabulary, language),
        "other": names(arc.other, report.vocabulary, language),
        "pairs": arc.pairs,
        "severity": arc.severity.value,
        "findings": ", ".join(arc.findings),
    }
