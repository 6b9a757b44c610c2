"""Days printed in English: Jan. 21, by 2029, Q1 2026, the first half of this year."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from stargate_claims.data import rows
from stargate_claims.model.intervals import Precision
from stargate_claims.reading.calendar import Span, around, day, half, months, moved, part_of, quarter, year_of
from stargate_claims.reading.dates_digits import iso, short, slashed
from stargate_claims.reading.dates_korean import Context, Point
from stargate_claims.reading.directions import english_ahead
from stargate_claims.reading.patterns import Pattern

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTH = r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)(?![A-Za-z])"  # noqa: E501
_WORDS = {row["word"]: (row["unit"], int(row["shift"])) for row in rows("days.csv") if row["language"] == "en"}
_MONTH_LETTERS = frozenset("JFMASOND")
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_ORDINAL = "|".join(_ORDINALS)
_COUNTS = {
    word: number
    for number, word in enumerate(["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], 2)
}
_CLOSING = r"(?![0-9A-Za-z_%/-])"

_MONTH_DAY = Pattern(
    rf"(?P<month>{_MONTH})(?:[ ](?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?(?:[ ]?[-–][ ]?(?P<d2>[0-9]{{1,2}}))?(?!["
    rf"0-9,.%]*[0-9])(?!\.[0-9]|[ ]?(?:%|percent|million|billion))(?:,?[ ](?P<y>[12][0-9]{{3}})(?![0-9]))?"
    rf"|,?[ ](?:of[ ])?(?P<y2>[12][0-9]{{3}})(?![0-9]))?"
)
_DAY_MONTH = Pattern(
    rf"(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?[ ](?:of[ ])?(?P<month>{_MONTH})(?:,?[ ](?P<y>[12][0-9]{{3}})(?![0-9]))?"
)
_YEAR = Pattern(r"(?P<y>[12][0-9]{3})(?:[ ]?[-–~][ ]?(?P<y2>[12][0-9]{3}|[0-9]{2}))?(?P<decade>s)?" + _CLOSING)
_OF_YEAR = (
    r"(?:[ ,]+(?:of[ ]|in[ ])?(?:the[ ])?(?P<fiscal>FY[ ]?|fiscal[ ](?:year[ ])?)?(?:(?P<y>[12][0-9]{3})(?![0-9])"
    r"|'(?P<yy>[0-9]{2})"
    r"|(?P<word>this year|last year|next year|year)))?"
)
_PART_OF_YEAR = Pattern(
    rf"(?:the[ ])?(?P<o>{_ORDINAL})(?:[ -](?:to|through|and)[ ](?P<o2>{_ORDINAL}))?[ -](?P<what>quarter"
    rf"|half)s?(?![A-Za-z-])" + _OF_YEAR,
    re.IGNORECASE,
)
_Q = Pattern(
    r"(?:Q(?P<q>[1-4])|(?P<q2>[1-4])Q|H(?P<h>[12])|(?P<h2>[12])H)(?:[ ]?(?:of[ ])?(?P<fiscal>FY[ ]?"
    r"|fiscal[ ](?:year[ ])?)?(?:(?P<y>[12][0-9]{3})"
    r"|'?(?P<yy>[0-9]{2}))(?!%|[.,][0-9]))?(?![0-9A-Za-z])"
)
_FISCAL = Pattern(r"(?:FY[ ]?(?P<y>[12][0-9]{3}|[0-9]{2})|[Ff]iscal(?:[ ]year)?[ ](?P<y2>[12][0-9]{3}))(?![0-9])")
_ENDING = Pattern(
    rf"(?:the[ ])?(?:(?P<count>[0-9]{{1,2}}|three|six|nine|twelve)[ ]months|(?P<what>quarter|year|half"
    rf"|month))[ ](?:ending|ended)(?:[ ]on)?[ ](?=(?:{_MONTH}))"
)
_RELATIVE = Pattern(rf"(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))})(?![A-Za-z-])", re.IGNORECASE)
_LAST_NAME = Pattern(
    rf"(?P<way>last|this|next)[ ](?:(?P<month>{_MONTH})|(?P<day>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)", re.IGNORECASE
)
_WEEKDAY = Pattern(r"(?P<day>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?![A-Za-z])")
_PART = Pattern(
    r"(?:(?:the[ ])?(?P<part>early|late|mid|end of|beginning of|start of|middle of)(?:[ -](?:in[ ])?(?:the["
    r" ])?))(?=[12][0-9]{3}(?![0-9])|this |next |last |year|month|[JFMASOND])",
    re.IGNORECASE,
)
_PARTS = {
    "early": "초",
    "beginning of": "초",
    "start of": "초",
    "mid": "중",
    "middle of": "중",
    "late": "말",
    "end of": "말",
}
_DAYS = ("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun")
_PERIOD = Pattern(
    r"(?:the[ ])?(?P<way>past|last|next|coming)[ ](?:(?P<count>[0-9]{1,3}|two|three"
    r"|four|five|six|seven|eight|nine|ten)[ ](?P<unit>day|week|month|year|quarter|decade)s"
    r"|(?<=past )(?P<one>day|week|month|year|quarter|decade)|(?<=next )(?P<decade>decade)"
    r"|(?<=last )(?P<decade2>decade))(?![A-Za-z-])",
    re.IGNORECASE,
)
# Prepositions that make four digits a year, and a month's name alone a month.
_LEADS = frozenset(
    [
        "in",
        "by",
        "since",
        "until",
        "till",
        "before",
        "after",
        "through",
        "from",
        "during",
        "of",
        "to",
        "and",
        "for",
        "between",
        "early",
        "late",
        "mid",
        "around",
        "circa",
        "year",
        "end",
        "on",
        "last",
        "next",
        "this",
        "throughout",
    ]
)
_WORD_BEFORE = Pattern(r"([A-Za-z]+)[ -]\Z")
_AS_EARLY_AS = Pattern(r"(?:early|soon|late|recently) as[ ]\Z")
_LISTED = Pattern(r"(?:,| and| or|, and|/|;)[ ]?")
_AGO = Pattern(
    rf"(?P<count>[0-9]{{1,3}}|an?|one|{'|'.join(_COUNTS)})[ ](?P<unit>day|week|month|quarter|year"
    rf"|decade)s?[ ]ago(?![A-Za-z])",
    re.IGNORECASE,
)
_YEAR_END = Pattern(r"(?:the[ ])?year[- ]end(?![A-Za-z-])(?:[ ](?P<y>[12][0-9]{3})(?![0-9]))?", re.IGNORECASE)
_AT_YEAR_END = Pattern(r"(?:by|at|until|till|before|since|from|through|to)[ ](?:the[ ])?\Z", re.IGNORECASE)


def english_at(text: str, at: int, context: Context, shape: str = "") -> Point | None:
    """The mention that starts at a place; its span is None where it is no day that can be known.

    ``shape``: "dotted" or "english" for digits that are known to go on as numbers or as words do.
    """
    for read in _OF_SHAPE.get(shape) or _READERS.get(text[at], ()):
        found = read(text, at, context)
        if found is not None:
            return found
    return None


def _led(text: str, at: int) -> bool:
    match = _WORD_BEFORE.search(text, max(0, at - 14), at)
    return match is not None and (
        match[1].lower() in _LEADS or (match[1] == "as" and _AS_EARLY_AS.search(text, max(0, at - 12), at) is not None)
    )


def _listed(text: str, at: int, context: Context) -> bool:
    """Whether a year stands in a list of years: in 2024, 2025 and 2026."""
    named, end = context.named, context.named_end
    if named is None or named.precision is not Precision.YEAR or not 0 < at - end < 7:
        return False
    return _LISTED.fullmatch(text, end, at) is not None


def _number(name: str) -> int:
    return next(number for number, month in enumerate(_MONTHS, 1) if month.startswith(name.lower().rstrip(".")[:3]))


def _dated(
    text: str, at: int, context: Context, month: int, number: int | None, last: int | None = None
) -> tuple[Span | None, tuple[Span, ...]]:
    """A month or day without a year: the last one that has begun by the day of publication, or the next one."""
    published = context.published
    if context.joined and context.anchor is not None:
        return _in_year(context.anchor.year + (month < context.anchor.month), month, number, last), ()
    if published is None:
        return None, ()
    spans = [span for shift in (-1, 0, 1) if (span := _in_year(published.year + shift, month, number, last))]
    past = [span for span in spans if span.first is not None and span.first <= published]
    coming = [span for span in spans if span not in past]
    if past and coming and english_ahead(text, at, past[-1], coming[0], published):
        return coming[0], tuple(past[-1:])
    chosen = past[-1:] or coming[:1]
    return (chosen[0] if chosen else None), tuple(coming[:1])


def _in_year(year: int, month: int, number: int | None, last: int | None = None) -> Span | None:
    if number is None:
        return months(year, month)
    first, end = day(year, month, number), day(year, month, last or number)
    return Span(first.first, end.last, Precision.DAY) if first and end and number <= (last or number) else None


def _month_day(text: str, at: int, context: Context) -> Point | None:
    match = _MONTH_DAY.match(text, at)
    if match is None:
        return None
    year, number = match["y"] or match["y2"], match["d"]
    if not year and not number and not _led(text, at):
        return None
    month = _number(match["month"])
    last = int(match["d2"]) if match["d2"] else None
    end = match.end()
    if year:
        return Point(at, end, _in_year(int(year), month, int(number) if number else None, last))
    span, others = _dated(text, at, context, month, int(number) if number else None, last)
    return Point(at, end, span, others)


def _day_month(text: str, at: int, context: Context) -> Point | None:
    match = _DAY_MONTH.match(text, at)
    if match is None:
        return None
    month, number = _number(match["month"]), int(match["d"])
    if match["y"]:
        return Point(at, match.end(), day(int(match["y"]), month, number))
    span, others = _dated(text, at, context, month, number)
    return Point(at, match.end(), span, others)


def _year(text: str, at: int, context: Context) -> Point | None:
    """2027 after a preposition, 2025-2029, 2030s; four digits alone are no year."""
    match = _YEAR.match(text, at)
    if match is None or not (
        _led(text, at)
        or context.joined
        or _listed(text, at, context)
        or (match["decade"] and text[at - 4 : at] == "the ")
    ):
        return None
    year = int(match["y"])
    if not 1800 <= year <= 2199:
        return None
    if match["decade"]:
        return Point(at, match.end(), year_of(year, 10))
    if match["y2"]:
        last = int(match["y2"]) if len(match["y2"]) == 4 else year // 100 * 100 + int(match["y2"])
        return Point(at, match.end(), year_of(year, last - year + 1) if last > year else None)
    following = text[match.end() : match.end() + 9]
    if re.match(r"[,.][0-9]|[ ](?:[A-Z]{2,}s|jobs|people|units|homes|GPU)", following):
        return None
    return Point(at, match.end(), year_of(year))


def _meant(match: re.Match[str], context: Context) -> int | None:
    """The year that a quarter or half belongs to; None where it is not printed."""
    if match["y"]:
        return int(match["y"])
    if match["yy"]:
        return 2000 + int(match["yy"])
    word = match.groupdict().get("word")
    if word and context.published is not None:
        return context.published.year + {"this year": 0, "last year": -1, "next year": 1, "year": 0}[word.lower()]
    return None


def _latest(of_year: list[Span | None], published: date | None) -> tuple[Span | None, tuple[Span, ...]]:
    spans = [span for span in of_year if span is not None]
    if published is None:
        return None, ()
    past = [span for span in spans if span.first is not None and span.first <= published]
    return (past[-1] if past else None), tuple(span for span in spans if span not in past)[:1]


def _part_of_year(text: str, at: int, context: Context) -> Point | None:
    match = _PART_OF_YEAR.match(text, at)
    if match is None:
        return None
    first, last = _ORDINALS[match["o"].lower()], _ORDINALS[(match["o2"] or match["o"]).lower()]
    return _period_of(match, context, first, last, quarter if match["what"].lower() == "quarter" else half)


def _period_of(match: re.Match[str], context: Context, first: int, last: int, of: object) -> Point | None:
    assert callable(of)

    def in_year(year: int) -> Span | None:
        begin, end = of(year, first), of(year, last)
        return Span(begin.first, end.last, begin.precision) if begin and end and first <= last else None

    year = _meant(match, context)
    if year is not None:
        notes = ("fiscal year as stated",) if match["fiscal"] else ()
        return Point(match.start(), match.end(), in_year(year), (), notes)
    published = context.published
    years = [in_year(published.year + shift) for shift in (-1, 0, 1)] if published else []
    span, others = _latest(years, published)
    return Point(match.start(), match.end(), span, others)


def _q(text: str, at: int, context: Context) -> Point | None:
    match = _Q.match(text, at)
    if match is None:
        return None
    number = int(match["q"] or match["q2"] or match["h"] or match["h2"])
    if not (match["y"] or match["yy"]) and (match["h"] or match["h2"] or match["q2"]) and context.published is None:
        return None
    return _period_of(match, context, number, number, quarter if match["q"] or match["q2"] else half)


def _fiscal(text: str, at: int, context: Context) -> Point | None:
    """A fiscal year as stated: the calendar year of its name, with a note."""
    match = _FISCAL.match(text, at)
    if match is None:
        return None
    year = int(match["y"] or match["y2"])
    return Point(at, match.end(), year_of(year + 2000 if year < 100 else year), (), ("fiscal year as stated",))


def _ending(text: str, at: int, context: Context) -> Point | None:
    """The quarter ending March 31, 2025: the three months up to then."""
    match = _ENDING.match(text, at)
    if match is None:
        return None
    inner = _month_day(text, match.end(), context)
    if inner is None or inner.span is None or inner.span.last is None:
        return inner and Point(at, inner.end, None)
    last = inner.span.last
    if match["what"]:
        count = {"quarter": 3, "half": 6, "year": 12, "month": 1}[match["what"]]
    else:
        count = {"twelve": 12, **_COUNTS}.get(match["count"]) or int(match["count"])
    first = moved(last.replace(day=1), "month", 1 - count)
    span = months(first.year, first.month, count) if first else None
    return Point(at, inner.end, span and Span(span.first, last, span.precision))


def _relative(text: str, at: int, context: Context) -> Point | None:
    match = _RELATIVE.match(text, at)
    if match is None:
        return None
    if context.published is None:
        return Point(at, match.end(), None)
    unit, shift = _WORDS[match.group().lower()]
    return Point(at, match.end(), around(context.published, unit, shift))


def _last_name(text: str, at: int, context: Context) -> Point | None:
    """Last Monday, next March."""
    match = _LAST_NAME.match(text, at)
    if match is None:
        return None
    published, way = context.published, match["way"].lower()
    if published is None:
        return Point(at, match.end(), None)
    if match["day"]:
        return Point(at, match.end(), _weekday_of(published, match["day"].capitalize(), way))
    month = _number(match["month"])
    year = published.year
    if way == "last" and month >= published.month:
        year -= 1
    if way == "next" and month <= published.month:
        year += 1
    return Point(at, match.end(), months(year, month))


def _weekday_of(published: date, name: str, way: str) -> Span | None:
    back = (published.weekday() - _DAYS.index(name)) % 7
    shift = {"last": -(back or 7), "next": 7 - back, "this": _DAYS.index(name) - published.weekday()}.get(way, -back)
    there = moved(published, "day", shift)
    return Span(there, there, Precision.DAY) if there else None


def _weekday(text: str, at: int, context: Context) -> Point | None:
    """On Monday; Friday, July 18, where the name tells which year."""
    match = _WEEKDAY.match(text, at)
    if match is None:
        return None
    comma = match.end() + 2 if text.startswith(", ", match.end()) else match.end() + 1
    dated = (_month_day if text[comma : comma + 1] in _MONTH_LETTERS else _day_month)(text, comma, context)
    if dated is not None and dated.span is not None and dated.span.first == dated.span.last:
        fit = [
            span for span in (dated.span, *dated.others) if span.first and _DAYS[span.first.weekday()] == match["day"]
        ]
        notes = () if fit else ("another day of the week",)
        return Point(at, dated.end, fit[0] if fit else dated.span, () if fit else dated.others, notes)
    if context.published is None:
        return Point(at, match.end(), None)
    return Point(at, match.end(), _weekday_of(context.published, match["day"], ""))


def _period(text: str, at: int, context: Context) -> Point | None:
    """The past five years, the next 3 months, the past decade."""
    match = _PERIOD.match(text, at)
    if match is None:
        return None
    published = context.published
    unit = (match["unit"] or match["one"] or "decade").lower()
    count = (_COUNTS.get(match["count"].lower()) or int(match["count"])) if match["count"] else 1
    if published is None:
        return Point(at, match.end(), None)
    if unit == "decade":
        unit, count = "year", 10 * count
    ahead = match["way"].lower() in ("next", "coming")
    there = moved(published, unit, count if ahead else -count)
    if there is None:
        return Point(at, match.end(), None)
    first, last = (published, there) if ahead else (there, published)
    return Point(at, match.end(), Span(first, last, Precision(unit)), (), ("counted from the day of publication",))


def _ago(text: str, at: int, context: Context) -> Point | None:
    """Two years ago, a week ago."""
    match = _AGO.match(text, at)
    if match is None:
        return None
    count = _COUNTS.get(match["count"].lower()) or (int(match["count"]) if match["count"].isdigit() else 1)
    unit = match["unit"].lower()
    if unit == "decade":
        unit, count = "year", 10 * count
    there = moved(context.published, unit, -count) if context.published else None
    span = around(there, unit, 0) if there else None
    return Point(at, match.end(), span, (), ("counted from the day of publication",))


def _year_end(text: str, at: int, context: Context) -> Point | None:
    """By year-end, at year-end 2026: the last quarter, as of 연말."""
    match = _YEAR_END.match(text, at)
    if match is None or not (match["y"] or _AT_YEAR_END.search(text, max(0, at - 14), at)):
        return None
    year = int(match["y"]) if match["y"] else context.published.year if context.published else None
    whole = year_of(year) if year else None
    return Point(at, match.end(), whole and part_of(whole, "말"))


def _part(text: str, at: int, context: Context) -> Point | None:
    """Early 2026, the end of the year, mid-March."""
    match = _PART.match(text, at)
    if match is None:
        return None
    place, part = match.end(), _PARTS[match["part"].lower()]
    word = re.compile(r"(?:year|month)(?![A-Za-z])").match(text, place)
    if word:
        span = around(context.published, word.group(), 0) if context.published else None
        return Point(at, word.end(), span and part_of(span, part))
    inner = (_year(text, place, Context(context.published, context.named, True)) if text[place].isdigit()
             else _relative(text, place, context) or _month_day(text, place, context))  # fmt: skip
    if inner is None:
        return None
    return Point(at, inner.end, inner.span and part_of(inner.span, part), tuple(part_of(o, part) for o in inner.others))


_Read = Callable[[str, int, Context], Point | None]
_BY_LETTER: dict[str, tuple[_Read, ...]] = {
    "a": (_ago,),
    "o": (_ago,),
    "b": (_part,),
    "c": (_period,),
    "e": (_part, _ago),
    "f": (_part_of_year, _fiscal, _ago),
    "h": (_ending,),
    "l": (_part, _period, _last_name, _relative),
    "m": (_part, _ending),
    "n": (_period, _last_name, _relative, _ending, _ago),
    "p": (_period,),
    "q": (_ending,),
    "s": (_part, _part_of_year, _ending, _ago),
    "t": (_part, _ending, _part_of_year, _period, _last_name, _relative, _year_end, _ago),
    "y": (_year_end, _relative, _ending),
}
_OF_SHAPE: dict[str, tuple[_Read, ...]] = {
    "dotted": (iso, slashed),
    "english": (_year, _q, _day_month, _ago, _part_of_year, _ending),
}
_READERS: dict[str, tuple[_Read, ...]] = {
    **dict.fromkeys("0123456789'’‘", (iso, short, slashed, *_OF_SHAPE["english"])),
    **_BY_LETTER,
    **{
        first.upper(): (
            *_BY_LETTER.get(first, ()),
            *((_month_day,) if first in "jfmasond" else ()),
            *((_weekday,) if first in "mtwfs" else ()),
            *((_q,) if first in "qh" else ()),
        )
        for first in "abcdefhjlmnopqstwy"
    },
}
"""Which readers to try, by the first letter of a mention."""
