"""Korean mentions of days: 지난 21일, 이달 초, 내년 1분기, 지난해 1~9월, 같은 해 6월."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from attrs import define, field

from stargate_claims.data import rows
from stargate_claims.model.intervals import Precision
from stargate_claims.reading.calendar import (
    Span,
    around,
    days,
    days_about,
    half,
    months,
    moved,
    part_of,
    quarter,
    week,
    year_of,
)
from stargate_claims.reading.directions import korean_ahead, soonest
from stargate_claims.reading.patterns import Pattern


class Point(NamedTuple):
    """One mention before the words around it: its place, its days and what else they may be."""

    start: int
    end: int
    span: Span | None
    others: tuple[Span, ...] = ()
    notes: tuple[str, ...] = ()


@define
class Context:
    """What a mention may lean on: the day of publication, and the last days named before it."""

    published: date | None
    named: Span | None = None
    joined: bool = False
    named_end: int = -1
    known: dict[str, Point] = field(factory=dict)
    choices: dict[str, tuple[Span, ...]] = field(factory=dict)

    @property
    def anchor(self) -> date | None:
        """The first day of the last mention."""
        return self.named.first or self.named.last if self.named else None


_WORDS = {row["word"]: (row["unit"], row["shift"]) for row in rows("days.csv") if row["language"] == "ko"}


def _of(unit: str) -> str:
    return "|".join(
        sorted((re.escape(word) for word, (kind, _) in _WORDS.items() if kind == unit), key=len, reverse=True)
    )


_LEANING = tuple(word for word, (_, shift) in _WORDS.items() if shift in ("same", "after"))
_H = "가-힣"
_TILDE = r"[ ]?[~∼–-][ ]?"
_TODAY = _of("day")
_POINT = Pattern(
    rf"(?:(?P<lead>지난|오는|다가오는|돌아오는|앞선|이번|다음)[ ](?=[0-9'’‘상하]))?"
    rf"(?:(?P<year>{_of('year')})(?![{_H}]*간)|(?:(?P<y1>['’‘]?[0-9]{{2,4}})년?{_TILDE})?(?P<y>['’‘]?[0-9]{{"
    rf"1,20}})년(?!차|산|간|여|째|식|형|물|[ ]?(?:동안|만에|만의|연속|이상|넘)))?[ ]?"
    rf"(?:(?P<month>{_of('month')})|(?:(?P<m1>[0-9]{{1,2}})(?:월?{_TILDE}|(?P<months>·)))?"
    rf"(?P<m>[0-9]{{1,2}})월(?!회|드컵|가[ ]|급"
    rf"|호(?!선)))?[ ]?"
    rf"(?:(?:(?P<d1>[0-9]{{1,2}})(?:일?{_TILDE}|(?P<list>(?:[·,][0-9]{{1,2}}){{0,8}}[·,])))?(?P<d>[0-9]{{1,4"
    rf"}})일(?!간|째|치|여|본|반|상|정|[ ]?(?:동안|만에|만인|만의|연속|이상|이내"
    rf"|뒤|후|전(?![{_H}])|전에|전까지))"
    rf"|(?:(?P<q1>[1-4])(?:(?:분기)?{_TILDE}|(?P<quarters>·)))?"
    rf"(?P<q>[1-4])(?:(?:/4)?[ ]?분기(?![ ]?(?:연속|째|동안|만에|간))"
    rf"|(?<=[년 ][1-4])Q(?![0-9A-Za-z'’]))"
    rf"|(?P<half>[상하])반기)?"
    rf"(?:[ ]?(?P<part>초순|중순|하순|초(?!등|과|반(?!까지|부터|에)|기|고|대|청"
    rf"|미|월|강|저|보)|말(?![{_H}])|말(?=까지|부터|에|쯤|께|이|의|로|경|기준|이전"
    rf"|이후|현재|,|\)|[ ])))?"
)
_WEEKDAY = Pattern(rf"(?:(?P<week>{_of('week')})[ ]?)?(?P<day>[월화수목금토일])요일")
_WEEK = Pattern(rf"(?:{_of('week')})(?![{_H}]?[간째])")
_NEAR = Pattern(
    rf"(?:{_TODAY})(?=[ ,.()에은는의도까부이을를과와만\n]|오[전후]|새벽|밤|아침|\Z)(?!이라|은행|의 ?(?:운세|날씨|집"
    rf"|유머))"
)
_EDGE = Pattern(r"(?P<unit>연|월)(?P<part>말|초)(?=[ ,.)까에쯤께이부의은\n]|\Z)|(?P<within>연내)")
_AGO = Pattern(
    r"(?P<count>[0-9]{1,4}|한|두|세|석|네|넉|다섯|여섯)[ ]?(?P<unit>년|개월|달"
    r"|주일|주|분기|일|해)[ ]?(?P<way>전(?![가-힣])|전에|전까지|전부터|뒤(?![가-힣])"
    r"|후(?![가-힣])|뒤에|후에|뒤인)"
)
_DAYS_AGO = Pattern(
    r"(?P<count>하루|이틀|사흘|나흘|닷새|엿새|일주일|열흘|보름)[ ]?(?P<way>전(?![가-힣])"
    r"|전에|뒤(?![가-힣])|후(?![가-힣])|뒤에|후에)"
)
_PERIOD = Pattern(
    r"(?P<way>지난|최근|앞으로|향후)[ ](?P<count>[0-9]{1,3}|한|두|세|석|네|넉"
    r"|다섯|여섯)[ ]?(?P<unit>년|개월|달|주|일|분기)(?:간|[ ]?동안)"
)
_COUNTS = {"한": 1, "두": 2, "세": 3, "석": 3, "네": 4, "넉": 4, "다섯": 5, "여섯": 6, "일주일": 1,
           "하루": 1, "이틀": 2, "사흘": 3, "나흘": 4, "닷새": 5, "엿새": 6, "열흘": 10, "보름": 15}  # fmt: skip
_UNITS = {
    "년": "year",
    "해": "year",
    "개월": "month",
    "달": "month",
    "주": "week",
    "주일": "week",
    "일": "day",
    "분기": "quarter",
}
_OF_WEEK = Pattern(r"[ ]?\((?P<day>[월화수목금토일])(?:요일)?[ )]")
_LISTED = Pattern(r"(?:과|와|이나|·|[ ]?및|[ ]?또는|,)[ ]?")
# "6개월이 지난 7월": 지난 is a verb, and says nothing of July.
_GONE_BY = Pattern(r"(?:년|월|달|주|일|간|틀|흘)[이가을도]? \Z")
_FISCAL = Pattern(
    r"(?P<y>[12][0-9]{3})년?[ ]?(?:회계[연년]도|학년도|사업연도)(?:[ ]?(?:(?P<q>[1-4])분기|(?P<half>[상하])반기))?"
)
_DECADE = Pattern(r"(?P<y>[0-9]{2,4})년대[ ]?(?P<part>초|중|후|말)?반?")


def korean_at(text: str, at: int, context: Context, plain: bool = False) -> Point | None:
    """The mention that starts at a place; its span is None where the day of publication is needed and not known.

    ``plain``: digits that are known to be no decade, fiscal year or length of time ago.
    """
    if plain:
        return _full(text, at, context)
    for read in _READERS.get(text[at], _ANY):
        found = read(text, at, context)
        if found is not None:
            return found
    return None


def _refused(start: int, end: int) -> Point:
    return Point(start, end, None)


def _decade(text: str, at: int, context: Context) -> Point | None:
    match = _DECADE.match(text, at)
    if match is None:
        return None
    year = int(match["y"]) + (1900 if len(match["y"]) == 2 else 0)
    span = year_of(year, 10) if year % 10 == 0 and year >= 1000 else None
    if span is not None and match["part"]:
        first, last = {"초": (0, 3), "중": (3, 7), "후": (7, 10), "말": (7, 10)}[match["part"]]
        span = year_of(year + first, last - first)
    return Point(at, match.end(), span)


def _fiscal(text: str, at: int, context: Context) -> Point | None:
    """2025회계연도, 2026학년도: the calendar year of its name, with a note."""
    match = _FISCAL.match(text, at)
    if match is None:
        return None
    year = int(match["y"])
    span = year_of(year)
    if match["q"] or match["half"]:
        span = quarter(year, int(match["q"])) if match["q"] else half(year, 1 + "상하".index(match["half"]))
    return Point(at, match.end(), span, (), ("fiscal year as stated",))


def _period(text: str, at: int, context: Context) -> Point | None:
    """앞으로 4년 동안, 지난 10년간, 최근 3주간."""
    match = _PERIOD.match(text, at) if text[at] in "지최앞향" else None
    if match is None:
        return None
    count = _COUNTS.get(match["count"]) or int(match["count"])
    published, unit = context.published, _UNITS[match["unit"]]
    if published is None:
        return _refused(at, match.end())
    ahead = match["way"] in ("앞으로", "향후")
    there = moved(published, unit, count if ahead else -count)
    if there is None:
        return _refused(at, match.end())
    first, last = (published, there) if ahead else (there, published)
    return Point(at, match.end(), Span(first, last, Precision(unit)), (), ("counted from the day of publication",))


def _ago(text: str, at: int, context: Context) -> Point | None:
    """6개월 전, 두 달 후, 사흘 전."""
    match = _AGO.match(text, at)
    if match is None and text[at] > "9":
        match = _DAYS_AGO.match(text, at)
    if match is None:
        return None
    if text[at - 1 : at] == "-" or context.published is None:
        return _refused(at, match.end())
    count = _COUNTS.get(match["count"]) or int(match["count"])
    unit = _UNITS[match["unit"]] if "unit" in match.groupdict() else "week" if match["count"] == "일주일" else "day"
    there = moved(context.published, unit, -count if match["way"].startswith("전") else count)
    if there is None:
        return _refused(at, match.end())
    span = around(there, unit, 0)
    end = match.start("way") + 1
    return Point(at, end, span, (), ("counted from the day of publication",))


def _weekday(text: str, at: int, context: Context) -> Point | None:
    """지난주 월요일, 다음 주 화요일; a week alone."""
    if "주" not in text[at + 1 : at + 5]:
        return None
    match = _WEEKDAY.match(text, at)
    if match is not None and match["week"]:
        shift = int(_WORDS[match["week"]][1])
        if context.published is None:
            return _refused(at, match.end())
        monday = week(context.published, shift).first
        assert monday is not None
        there = moved(monday, "day", "월화수목금토일".index(match["day"]))
        return Point(at, match.end(), Span(there, there, Precision.DAY))
    match = _WEEK.match(text, at)
    if match is None:
        return None
    if context.published is None:
        return _refused(at, match.end())
    return Point(at, match.end(), week(context.published, int(_WORDS[match.group()][1])))


def _near(text: str, at: int, context: Context) -> Point | None:
    """오늘, 전날, 이날."""
    match = _NEAR.match(text, at)
    if match is None:
        return None
    shift = _WORDS[match.group()][1]
    if shift == "same":
        named = context.named
        if named is not None and named.first is not None and named.first == named.last:
            return Point(at, match.end(), named)
        shift = "0"
    if context.published is None:
        return _refused(at, match.end())
    return Point(at, match.end(), around(context.published, "day", int(shift)))


def _edge(text: str, at: int, context: Context) -> Point | None:
    """연말, 연초, 월말, 연내."""
    match = _EDGE.match(text, at)
    if match is None:
        return None
    if context.published is None:
        return _refused(at, match.end())
    if match["within"]:
        span = year_of(context.published.year)
        return Point(at, match.end(), span and Span(None, span.last, span.precision))
    span = around(context.published, "year" if match["unit"] == "연" else "month", 0)
    return Point(at, match.end(), span and part_of(span, match["part"]))


def _full(text: str, at: int, context: Context) -> Point | None:
    """A year, month, day, quarter or half-year, or several of them from large to small."""
    match = _POINT.match(text, at)
    if match is None or match.end() == at:
        return None
    end = match.end()
    while text[end - 1] == " ":
        end -= 1
    key, lead, year, y, month, m, d, q, half = match.group(0, "lead", "year", "y", "month", "m", "d", "q", "half")
    smaller = m or d or q or half
    if not (smaller or y or year or month):
        return None
    if q and text[end - 1] == "Q" and not (y or year):
        return None
    if lead == "지난" and _GONE_BY.search(text, max(0, at - 6), at):
        return _full(text, match.end("lead") + 1, context)
    if year in ("올", "전년") and not (smaller or match["part"] or text.startswith(" 들어", end)):
        return None
    fixed = (y or year or month) and "같" not in key and year not in _LEANING
    if fixed and key in context.known:
        start, stop, span, others, notes = context.known[key]
        return Point(at, at + stop - start, span, others, notes)
    point = _Reading(text, match, context, end).point()
    if fixed and not context.joined:
        context.known[key] = point
    return point


class _Reading:
    """One match of the large pattern on its way to days."""

    def __init__(self, text: str, match: re.Match[str], context: Context, end: int) -> None:
        self.text, self.match, self.context, self.end = text, match, context, end
        self.key = match.group()
        self.ahead = match["lead"] in ("오는", "다가오는", "돌아오는", "다음")
        self.behind = match["lead"] in ("지난", "앞선")
        self.others: tuple[Span, ...] = ()

    def point(self) -> Point:
        """The mention, its span None where it names no day of the calendar or none that can be known."""
        match = self.match
        span = self._span()
        if span is not None and match["part"]:
            if span.precision is Precision.DAY:
                return Point(match.start(), match.start("part"), span, self.others)
            span = part_of(span, match["part"])
            self.others = tuple(part_of(other, match["part"]) for other in self.others)
        notes = ("separate days",) if match["list"] or match["months"] or match["quarters"] else ()
        return Point(match.start(), self.end, span, self.others, notes)

    def _year(self) -> int | None:
        """The year printed, or the one a word means; None where neither stands there."""
        match, published, anchor = self.match, self.context.published, self.context.anchor
        if match["y"]:
            short = len(match["y"]) == 2  # "10년" is a length; "25년 3월" is a year
            return -1 if short and not (match["m"] or match["q"] or match["half"]) else _printed_year(match["y"])
        if match["year"]:
            shift = _WORDS[match["year"]][1]
            if shift in ("same", "after"):
                return anchor.year + (shift == "after") if anchor else -1
            return published.year + int(shift) if published else -1
        return None

    def _span(self) -> Span | None:
        year = self._year()
        if year is not None and not 1000 <= year <= 9990:
            return None
        match = self.match
        if match["m"] or match["month"]:
            return self._monthly(year)
        if match["d"]:
            return None if year is not None else self._daily()
        if match["q"]:
            return self._parts(year, quarter, int(match["q1"] or match["q"]), int(match["q"]), 4)
        if match["half"]:
            number = "상하".index(match["half"]) + 1
            return self._parts(year, half, number, number, 2)
        return self._yearly(year) if year is not None else None

    def _yearly(self, year: int) -> Span | None:
        first = self.match["y1"]
        if not first:
            return year_of(year)
        begin = _printed_year(first)
        if len(first) < 4 and begin >= 2000:
            begin = begin if begin <= year else begin - 100
        span = year_of(begin, year - begin + 1) if 0 < year - begin < 200 else None
        return span

    def _monthly(self, year: int | None) -> Span | None:
        match = self.match
        if match["month"]:
            found = self._word_month()
            if found is None or found.first is None:
                return None
            return self._days_of(found.first.year, found.first.month) if match["d"] else found
        month, first = int(match["m"]), int(match["m1"] or match["m"])
        if not 1 <= month <= 12 or not 1 <= first <= 12:
            return None
        if year is not None:
            return self._in_year(year, first, month)
        anchor = self.context.anchor
        if anchor is not None and self.context.joined:
            return self._in_year(anchor.year + (month < anchor.month), first, month)
        return self._choose(lambda y: self._in_year(y, first, month))

    def _word_month(self) -> Span | None:
        unit, shift = _WORDS[self.match["month"]]
        anchor, published = self.context.anchor, self.context.published
        if shift == "same":
            return months(anchor.year, anchor.month) if anchor else None
        return around(published, unit, int(shift)) if published else None

    def _in_year(self, year: int, first: int, month: int) -> Span | None:
        """A month or a range of months, or days of it, in a year."""
        match = self.match
        if match["d"] and first == month:
            return self._days_of(year, month)
        begin = months(year if first <= month else year - 1, first)
        end = self._days_of(year, month) if match["d"] else months(year, month)
        if begin is None or end is None:
            return None
        return Span(begin.first, end.last, Precision.DAY if match["d"] else Precision.MONTH)

    def _days_of(self, year: int, month: int) -> Span | None:
        first, last = self.match.group("d1", "d")
        return days(year, month, int(first or last), int(last))

    def _daily(self) -> Span | None:
        """A bare day of the month: of this month or the one before, unless a word says that it is to come."""
        number, published, anchor = int(self.match["d"]), self.context.published, self.context.anchor
        if not 1 <= number <= 31:
            return None
        if self.context.joined and anchor is not None:
            return self._days_of(anchor.year, anchor.month) if number > anchor.day else self._next_month(anchor)
        listed = self._listed(number)
        if listed is not None or published is None:
            return listed
        choices = days_about(published, int(self.match["d1"] or number), number)
        return self._nearest(choices, published, number != published.day)

    def _listed(self, number: int) -> Span | None:
        """3월 3일과 4일: a later day of the month that was just named."""
        context, start = self.context, self.match.start()
        named = context.named
        if named is None or named.precision is not Precision.DAY or not 0 < start - context.named_end < 5:
            return None
        if self.match["lead"] or named.last is None or _LISTED.fullmatch(self.text, context.named_end, start) is None:
            return None
        return self._days_of(named.last.year, named.last.month) if number > named.last.day else None

    def _next_month(self, anchor: date) -> Span | None:
        there = moved(anchor.replace(day=1), "month", 1)
        return self._days_of(there.year, there.month) if there else None

    def _choose(self, of_year: object) -> Span | None:
        published = self.context.published
        if published is None or not callable(of_year):
            return None
        choices = self.context.choices.get(self.key)
        if choices is None:
            spans = [of_year(published.year + shift) for shift in (-1, 0, 1)]
            choices = self.context.choices[self.key] = tuple([span for span in spans if span is not None])
        return self._nearest(choices, published, True)

    def _nearest(self, choices: tuple[Span, ...], published: date, doubtful: bool) -> Span | None:
        """The last one that has begun by the day of publication, or the next one where a word points ahead."""
        weekday = _OF_WEEK.match(self.text, self.end) if self.match["d"] else None
        if weekday is not None:  # 28일(월): the weekday tells which
            number = "월화수목금토일".index(weekday["day"])
            told = [span for span in choices if span.last is not None and span.last.weekday() == number]
            if len(told) == 1:
                return told[0]
        past = [span for span in choices if span.first is not None and span.first <= published]
        if self.behind:
            past = [
                span for span in past if span.last is not None and (span.last < published or span.first == span.last)
            ] or past
        coming = [span for span in choices if span.last is not None and span.last >= published]
        start, end = self.match.start(), self.end
        if coming and not self.behind and soonest(self.text, start):
            self.ahead = True
        ahead = self.ahead or (not self.behind and korean_ahead(self.text, end, past[-1:], coming[:1], published))
        chosen = (coming[:1] or past[-1:]) if ahead else (past[-1:] or coming[:1])
        other = (past[-1:] if ahead else coming[:1]) if not (self.ahead or self.behind) else []
        self.others = tuple(span for span in other if span not in chosen and doubtful)
        return chosen[0] if chosen else None

    def _parts(self, year: int | None, of: object, first: int, number: int, count: int) -> Span | None:
        """A quarter or half-year, or several."""
        assert callable(of)

        def in_year(y: int) -> Span | None:
            begin, end = of(y, first), of(y, number)
            return Span(begin.first, end.last, end.precision) if begin and end and first <= number else None

        if year is not None:
            return in_year(year)
        if self.context.joined and self.context.anchor is not None:
            return in_year(self.context.anchor.year)
        return self._choose(in_year)


def _printed_year(digits: str) -> int:
    """A year of four digits, or of two: '25 is 2025, '98 is 1998."""
    plain = digits.lstrip("'’‘")
    if len(plain) == 2:
        return int(plain) + (2000 if int(plain) < 70 else 1900)
    return int(plain) if len(plain) <= 4 else -1


_Read = Callable[[str, int, Context], Point | None]
_ANY: tuple[_Read, ...] = (_full,)
_READERS: dict[str, tuple[_Read, ...]] = {
    **dict.fromkeys("0123456789", (_decade, _fiscal, _ago, _full)),
    **dict.fromkeys("한두세석네넉다여하이사나닷엿열보일", (_period, _ago, _weekday, _near, _full)),
    **dict.fromkeys("지최앞향", (_period, _weekday, _full)),
    **dict.fromkeys("연월", (_edge, _weekday)),
    **dict.fromkeys("오어전그모당", (_near, _full)),
    **dict.fromkeys("금내같", (_weekday, _near, _full)),
}
"""Which readers to try, by the first letter of a mention."""
