"""Draw the pictures of docs/en/rectangles.md and docs/ko/rectangles.md, from what the judge makes of real claims.

``python docs/build.py`` writes them. Nothing in them is drawn by hand: the bands are constraints, the red is a clash
that the report has too, and no picture is written where the two disagree.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from html import escape
from itertools import permutations
from typing import Any, NamedTuple

import stargate_claims as sc
from stargate_claims.judging.constraints import Constraint
from stargate_claims.showing.words import STRENGTHS, pick

LEFT, TOP, WIDE, HIGH, RIGHT = 88, 14, 540, 190, 40
"""Pixels: the margins, and the size of the plot between them."""
THIN = 7
"""Pixels of a band that has no height of its own, such as "none"."""
COLOURS = ("#2563ab", "#b45f06", "#3d7a3d")
RED = "#c0262d"
FONTS = "system-ui, 'Apple SD Gothic Neo', 'Malgun Gothic', 'Noto Sans KR', NanumGothic, sans-serif"
TOGETHER = {"ko": "함께 참일 수 없는 날과 값", "en": "days and values on which both cannot be true"}
MAYBE = {"ko": "옅은 띠: 그럴 수도 있는 날", "en": "pale: days on which it may hold"}

Words = dict[str, str]
Days = tuple[int, int]


class Scene(NamedTuple):
    """Claims on one question, the window through which it is seen, and what to call things.

    Attributes:
        top: the value at the upper edge.
        grid: the values that have a line, and their names.
        claims, given: what each claim is called, and what a ledger is given for it.
    """

    question: str
    first: date
    last: date
    top: int
    grid: dict[int, Words]
    claims: tuple[Words, ...]
    given: tuple[dict[str, Any], ...]


def _told(ko: str, en: str) -> Words:
    return {"ko": ko, "en": en}


def _count(*numbers: int) -> dict[int, Words]:
    return {number: _told(f"{number}건", str(number)) for number in numbers}


def _signed(value: str, said: str, **more: Any) -> dict[str, Any]:
    return {"args": ("narae", "contracts_signed", value), "subject": "saebom-valley", "said": said, **more}


def _money(value: str, said: str, by: str, **more: Any) -> dict[str, Any]:
    return {"args": (by, "funds_available", value), "subject": "saebom", "said": said, "for_": "saebom-valley", **more}


SIGNED = "contracts_signed(saebom-valley)"


def _summer(june: tuple[str, str], september: tuple[str, str]) -> Scene:
    """Two counts of contracts, one on 1 June and one on 1 September, each as printed and in English."""
    return Scene(
        question=SIGNED,
        first=date(2031, 4, 1),
        last=date(2031, 12, 1),
        top=5,
        grid=_count(0, 1, 3, 5),
        claims=(
            _told(f"나래일보 6월 1일: “{june[0]}”", f"Narae Daily, 1 June: “{june[0]}” ({june[1]})"),
            _told(
                f"나래일보 9월 1일: “{september[0]}”", f"Narae Daily, 1 September: “{september[0]}” ({september[1]})"
            ),
        ),
        given=(_signed(june[0], "2031-06-01"), _signed(september[0], "2031-09-01")),
    )


SCENES = {
    "clash": _summer(("3건 이상", "at least 3"), ("1건", "1")),
    "growth": _summer(("1건", "1"), ("3건 이상", "at least 3")),
    "level": Scene(
        question="funds_available(saebom, for=saebom-valley)",
        first=date(2031, 2, 20),
        last=date(2031, 3, 20),
        top=14 * 10**8,
        grid={
            0: _told("0", "0"),
            3 * 10**8: _told("3억 달러", "$300 million"),
            10**9: _told("10억 달러", "$1 billion"),
        },
        claims=(
            _told("이바다 3월 5일: “10억 달러”", "Lee Bada, 5 March: “10억 달러” ($1 billion)"),
            _told(
                "강하늘 3월 6일: “3억 달러에도 못 미친다”",
                "Kang Haneul, 6 March: “3억 달러에도 못 미친다” (less than $300 million)",
            ),
        ),
        given=(
            _money("10억 달러", "2031-03-05", "lee-bada"),
            _money("3억 달러에도 못 미친다", "2031-03-06", "kang-haneul"),
        ),
    ),
    "rule": Scene(
        question="contracts_signed(saebom-valley, kind=data_centre)",
        first=date(2031, 2, 1),
        last=date(2031, 12, 1),
        top=3,
        grid=_count(0, 1, 3),
        claims=(
            _told(
                "이바다 3월 5일: “10억 달러” 있음 → 90일 뒤부터 1건 이상",
                "Lee Bada, 5 March: $1 billion ready → at least 1 from 90 days later",
            ),
            _told("누리뉴스 9월 9일: “단 한 건도”", "Nuri News, 9 September: “단 한 건도” (none)"),
        ),
        given=(
            _money("10억 달러", "2031-03-05", "lee-bada"),
            _signed("단 한 건도", "2031-09-09", qualifiers={"kind": "data_centre"}),
        ),
    ),
    "some-day": Scene(
        question=SIGNED,
        first=date(2031, 5, 1),
        last=date(2031, 8, 15),
        top=5,
        grid=_count(0, 1, 3, 5),
        claims=(
            _told("나래일보: 6월 중 어느 날 “3건 이상”", "Narae Daily: on some day of June “3건 이상” (at least 3)"),
            _told("나래일보 6월 20일: “1건”", "Narae Daily, 20 June: “1건” (1)"),
        ),
        given=(
            _signed("3건 이상", "2031-07-10", about="[2031-06-01..2031-06-30]"),
            _signed("1건", "2031-06-20"),
        ),
    ),
}


class Band(NamedTuple):
    """What one claim allows on some days: the values between two bounds, or on one side of a bound."""

    claim: int
    lower: Decimal | None
    upper: Decimal | None
    sure: Days | None
    possible: Days


def _judged(scene: Scene) -> tuple[list[Band], sc.Finding | None]:
    """The bands of a scene, and what the report finds on its question."""
    ledger = sc.Ledger.new()
    core = sc.EntityFact(kind="core_contract_kind", of="data_centre", source="narae-1")
    ledger.entity("saebom-valley", kind="project", facts=[core])
    ids = []
    for given in scene.given:
        rest = {key: value for key, value in given.items() if key != "args"}
        ids.append(ledger.claim(*given["args"], source=f"{given['args'][0]} {given['said']}", **rest).id)
    report = sc.check_consistency(ledger)
    question = sc.Question.parse(scene.question)
    rows = [row for (asked, _), rows in report.case.constraints.items() if asked == question for row in rows]
    bands = [band for row in rows for band in _bands(row, ids.index(row.claim.id))]
    return bands, next((finding for finding in report.findings if finding.question == question), None)


def _bands(row: Constraint, claim: int) -> Iterator[Band]:
    """The bounds of a constraint: as one band where they hold on the same days."""
    lower, upper = row.interval.lower or None, row.interval.upper  # at least none says nothing
    if lower is not None and upper is not None and row.low == row.high:
        yield Band(claim, lower, upper, row.low.usual, row.low.possible)
        return
    if lower is not None:
        yield Band(claim, lower, None, row.low.usual, row.low.possible)
    if upper is not None:
        yield Band(claim, None, upper, row.high.usual, row.high.possible)


def _clashes(bands: list[Band]) -> Iterator[tuple[Decimal, Decimal, Days]]:
    """An upper bound, the lower bound of another claim above it, and the days that they share."""
    for one, other in permutations(bands, 2):
        if one.claim == other.claim or one.lower is None or other.upper is None or one.lower <= other.upper:
            continue
        days = (max(one.possible[0], other.possible[0]), min(one.possible[1], other.possible[1]))
        if days[0] <= days[1]:
            yield other.upper, one.lower, days


class Canvas:
    """Where days and values are in a picture."""

    def __init__(self, scene: Scene) -> None:
        self.first, self.last, self.top = scene.first.toordinal(), scene.last.toordinal(), scene.top

    def x(self, day: int) -> int:
        """Pixels from the left."""
        inside = min(max(day, self.first), self.last)
        return LEFT + round((inside - self.first) / (self.last - self.first) * WIDE)

    def y(self, value: Decimal | int) -> int:
        """Pixels from the top."""
        return TOP + HIGH - round(float(value) / self.top * HIGH)

    def box(self, days: Days, low: int, high: int, style: str) -> str:
        """A rectangle over days, between two heights in pixels from the top."""
        left, right = self.x(days[0]), self.x(days[1] + 1)
        return f'<rect x="{left}" y="{high}" width="{max(right - left, 2)}" height="{low - high}" {style}/>'

    def band(self, band: Band) -> Iterator[str]:
        """A bound: pale where it may hold, full where it does."""
        low = TOP + HIGH if band.lower is None else self.y(band.lower)
        high = TOP if band.upper is None else self.y(band.upper)
        low, high = (low, high) if low - high >= THIN else (low, low - THIN)
        colour = f'fill="{COLOURS[band.claim]}"'
        yield self.box(band.possible, low, high, f'{colour} fill-opacity="0.14"')
        if band.sure is not None:
            yield self.box(band.sure, low, high, f'{colour} fill-opacity="0.4"')


def _axes(scene: Scene, canvas: Canvas, language: str) -> Iterator[str]:
    """The values on the left, the months below."""
    for value, words in scene.grid.items():
        y = canvas.y(value)
        yield f'<path d="M{LEFT} {y}H{LEFT + WIDE}" stroke="#bbb" stroke-dasharray="2 3"/>'
        yield f'<text x="{LEFT - 8}" y="{y + 4}" text-anchor="end">{escape(words[language])}</text>'
    day = scene.first
    step = 7 if scene.last - scene.first < timedelta(40) else 31
    while day <= scene.last:
        x = canvas.x(day.toordinal())
        label = _day_words(day, language, step)
        yield f'<path d="M{x} {TOP + HIGH}v5" stroke="#555"/>'
        yield f'<text x="{x}" y="{TOP + HIGH + 19}" text-anchor="middle">{label}</text>'
        day = day + timedelta(7) if step == 7 else (day.replace(day=1) + timedelta(32)).replace(day=1)
    yield f'<path d="M{LEFT} {TOP}V{TOP + HIGH}H{LEFT + WIDE}" fill="none" stroke="#555"/>'


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _day_words(day: date, language: str, step: int) -> str:
    if language == "ko":
        return f"{day.month}월" if step > 7 else f"{day.month}월 {day.day}일"
    return MONTHS[day.month - 1] if step > 7 else f"{day.day} {MONTHS[day.month - 1]}"


def _legend(scene: Scene, language: str, found: sc.Finding | None, pale: bool) -> Iterator[str]:
    rows = [(COLOURS[number], words[language]) for number, words in enumerate(scene.claims)]
    rows += [(RED, f"{TOGETHER[language]} ({pick(STRENGTHS[found.strength], language)})")] if found else []
    for number, (colour, words) in enumerate(rows):
        y = TOP + HIGH + 44 + 22 * number
        yield f'<rect x="{LEFT}" y="{y - 11}" width="14" height="14" fill="{colour}" fill-opacity="0.6"/>'
        yield f'<text x="{LEFT + 22}" y="{y}">{escape(words)}</text>'
    if pale:
        yield f'<text x="{LEFT + 22}" y="{TOP + HIGH + 44 + 22 * len(rows)}" fill="#666">{MAYBE[language]}</text>'


def drawn(scene: Scene, language: str) -> str:
    """A scene as SVG."""
    bands, found = _judged(scene)
    canvas, clashes = Canvas(scene), list(_clashes(bands))
    if bool(clashes) != (found is not None):
        raise SystemExit(f"{scene.question}: the picture and the report disagree")
    pale = any(band.sure != band.possible for band in bands)
    red = 'fill="url(#no)" stroke="' + RED + '"'
    parts = [
        *(part for band in bands for part in canvas.band(band)),
        *(
            canvas.box(days, canvas.y(upper) - (0 if upper else THIN), canvas.y(lower), red)
            for upper, lower, days in clashes
        ),
        *_axes(scene, canvas, language),
        *_legend(scene, language, found, pale),
    ]
    width = LEFT + WIDE + RIGHT
    height = TOP + HIGH + 40 + 22 * (len(scene.claims) + bool(found) + pale)
    hatch = (
        '<defs><pattern id="no" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<path d="M0 0V7" stroke="{RED}" stroke-width="3"/></pattern></defs>'
    )
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'lang="{language}" font-family="{FONTS}" font-size="13">'
    )
    return "\n".join([head, f'{hatch}<rect width="100%" height="100%" fill="#fff"/>', *parts, "</svg>"]) + "\n"


def pictures() -> Iterator[tuple[str, str]]:
    """Every picture: its file's name, and its text."""
    for name, scene in SCENES.items():
        for language in ("ko", "en"):
            yield f"{name}.{language}.svg", drawn(scene, language)
