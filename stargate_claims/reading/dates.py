"""Days in running text: which days a mention means, seen from the day a text was published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from attrs import frozen

from stargate_claims.model.intervals import Precision, Window, checked_day
from stargate_claims.reading.calendar import Span, moved
from stargate_claims.reading.dates_english import english_at
from stargate_claims.reading.dates_korean import Context, Point, korean_at
from stargate_claims.reading.patterns import Pattern, in_batches
from stargate_claims.reading.scan import Plain, plain
from stargate_claims.reading.triggers import day_starts


@frozen
class DateMention:
    """Days that a text names.

    Attributes:
        start: code points from the start of the text as given.
        end: the place after the last character.
        text: the mention as printed.
        window: its days. "까지" and "by" have no first day, "부터" and "since" no last one.
        precision: the unit in which the days were printed.
        ambiguous: whether another reading is possible.
        others: the other readings.
        notes: what the reader should know: "full-width characters", "fiscal year as stated" …
    """

    start: int
    end: int
    text: str
    window: Window
    precision: Precision
    ambiguous: bool = False
    others: tuple[Window, ...] = ()
    notes: tuple[str, ...] = ()


_MARKS = frozenset("'’‘")
_TURNED = Pattern("[\u202a-\u202e\u2066-\u2069]")
_NIGHTS = Pattern(r"[0-9무]박[ ]?\Z")  # three days and two nights: 2박3일
_RUN = Pattern(r"[0-9]+(?:[,.:/-]+[0-9]+)*")
_JOINT = Pattern(
    r"(?P<from>부터|에서)?(?:\([^()\n]{0,20}\))?[ ]?(?P<sign>[~∼–—-])?[ ]?(?=[0-9지오다이올금내같그])"
    r"|[ ](?P<word>to|through|until|and)[ ]"
)
_UNTIL = Pattern(
    r"(?:\([^()\n]{0,20}\))?(?:[ ]?(?:자정|오전|오후|새벽|정오|밤))?[ ]?(?:까지|이내|이전|전까지|안에|내로|이내로)"
)
_SINCE = Pattern(r"(?:\([^()\n]{0,20}\))?[ ]?(?:부터|이후|이래|[~∼](?![0-9]))")
_BEHIND = Pattern(r"(?:\([^()\n]{0,20}\))?[ ]?(?:까지|사이|동안)")
# What a range, 까지 or 부터 begins with: most mentions end before anything of the kind.
_TOLD = Pattern(
    r"\(|[ ]?(?:[~∼–-]|부터|에서|까지|이[내전후래]|전까지|안에|내로|자정|오[전후]|새벽|정오|밤)"
    r"|[ ](?:to|through|until|and)[ ]"
)
_LEAD = Pattern(
    r"(?:(?P<until>by|until|till|through|before|no later than)|(?P<since>since"
    r"|after|from|starting|starting in|beginning in|from early))[ ](?:the[ ])?\Z",
    re.IGNORECASE,
)
_BETWEEN = Pattern(r"between[ ](?:the[ ])?\Z", re.IGNORECASE)
_FROM = Pattern(r"from[ ](?:the[ ])?\Z", re.IGNORECASE)


def _point_at(text: str, at: int, context: Context, grammar: str = "") -> Point | None:
    """The mention at a place, in whichever of the two grammars reads on further."""
    korean = grammar in ("korean", "odd") or (grammar in ("", "word") and not "A" <= text[at] <= "z")
    found = korean_at(text, at, context, grammar == "korean") if korean else None
    if found is not None and found.span is not None:
        return found
    other = english_at(text, at, context, grammar) if text[at] in _MARKS or text[at].isascii() else None
    if other is not None and (other.span is not None or found is None):
        return other
    return found


def _boundary(text: str, at: int) -> bool:
    """Whether digits may start a mention: not within a number, a word, a path or an address."""
    last = text[at - 1 : at]
    if not last or (last in " (" and text[at - 2 : at - 1] != "박"):
        return True
    if ("a" <= last.lower() <= "z") or last in "_=%&#+²³¹⁰⁴⁵⁶⁷⁸⁹₂" or last.isdigit() or _TURNED.match(last):
        return False
    if _NIGHTS.search(text, max(0, at - 4), at):
        return False
    return not (last in ".,/:-·~∼–" and text[at - 2 : at - 1].isdigit())


def _points(text: str, context: Context, turned: bool) -> Iterator[tuple[int, int, Point]]:
    """Every mention with the place where it starts and ends, words around it included."""
    at = 0
    for start, grammar in day_starts(text):
        if start < at:
            continue
        digit = "0" <= text[start] <= "9"
        context.joined = False
        point = _point_at(text, start, context, grammar) if not digit or _boundary(text, start) else None
        if point is None:
            run = _RUN.match(text, start) if digit else None
            at = run.end() if run else start + 1
            continue
        at = max(point.end, start + 1)
        if point.span is None or (turned and _TURNED.search(text, text.rfind("\n", 0, start) + 1, start)):
            continue
        whole = _extended(text, point, context)
        at = max(at, whole.end)
        if whole.span is not None:
            context.named = whole.span if whole.span.first else whole.span._replace(first=whole.span.last)
            context.named_end = whole.end
            yield whole.start, whole.end, whole


def _extended(text: str, point: Point, context: Context) -> Point:
    """The mention with what follows it: the other end of a range, 까지, 부터."""
    told = _TOLD.match(text, point.end)
    joint = _JOINT.match(text, point.end) if told else None
    if joint is not None and (joint["from"] or joint["sign"] or _joined_by(text, point, joint)):
        second = _second(text, joint.end(), point, context)
        if second is not None:
            return second
    span = point.span
    assert span is not None
    if span.first is None:
        return point
    lead = None
    if text[point.start - 1 : point.start] == " " and "a" <= text[point.start - 2 : point.start - 1] <= "z":
        lead = _LEAD.search(text, max(0, point.start - 16), point.start)
    if lead is not None:
        point = point._replace(start=lead.start())
    if not told and lead is None:
        return point
    if (match := _UNTIL.match(text, point.end)) or (lead and lead["until"]):
        end = match.end() if match else point.end
        last = span.last
        if (lead and lead["until"].lower() == "before") and span.first > date.min:
            last = span.first - timedelta(1)
        return point._replace(end=end, span=Span(None, last, span.precision), others=_cut(point.others, True))
    if (match := _SINCE.match(text, point.end)) or (lead and lead["since"]):
        first = span.first
        end = match.end() if match else point.end
        return point._replace(end=end, span=Span(first, None, span.precision), others=_cut(point.others, False))
    return point


def _cut(others: tuple[Span, ...], until: bool) -> tuple[Span, ...]:
    return tuple(Span(None, o.last, o.precision) if until else Span(o.first, None, o.precision) for o in others)


def _joined_by(text: str, point: Point, joint: re.Match[str]) -> bool:
    if joint["word"] is None:
        return False
    if joint["word"] == "and":
        return _BETWEEN.search(text, max(0, point.start - 14), point.start) is not None
    if joint["word"] == "to" and (point.span is None or point.span.precision is not Precision.DAY):
        return _FROM.search(text, max(0, point.start - 10), point.start) is not None
    return True


def _second(text: str, at: int, first: Point, context: Context) -> Point | None:
    """The range up to a second mention, which leans on the first for its year and month."""
    if at >= len(text) or first.span is None:
        return None
    second = _point_at(text, at, Context(context.published, first.span, True))
    if second is None or second.span is None or second.span.last is None or first.span.first is None:
        return None
    begin = first.span.first
    if first.others and not second.others:  # 3 March to 5 April 2024: the year stands once
        begin = _in_its_year(begin, second.span.last)
    if second.span.last < begin:
        return None
    end = second.end
    behind = _BEHIND.match(text, end)
    if behind:
        end = behind.end()
    elif text[first.end : first.end + 2] in ("부터", "에서"):
        return None
    precision = min(first.span.precision, second.span.precision, key=tuple(Precision).index)
    return Point(first.start, end, Span(begin, second.span.last, precision), (), first.notes + second.notes)


def _in_its_year(begin: date, last: date) -> date:
    """The same day of the year in the latest year that makes it no later than another."""
    same = moved(begin, "month", 12 * (last.year - begin.year)) or begin
    return same if same <= last else moved(same, "month", -12) or begin


@lru_cache(maxsize=4096)
def _window(span: Span) -> Window:
    return Window(first=span.first, last=span.last, precision=span.precision)


def _mention(copy: Plain, text: str, start: int, end: int, point: Point) -> DateMention:
    """The mention as it is handed out."""
    _, _, span, others, notes = point
    assert span is not None
    if copy.flagged or copy.turning:
        notes += copy.notes(start, end)
    if copy.copied:
        start, end = copy.start(start), copy.end(end)
    windows = tuple([_window(other) for other in others if other != span]) if others else ()
    return DateMention(start, end, text[start:end], _window(span), span.precision, bool(windows), windows, notes)


def find_dates(text: str, published: date | None = None) -> list[DateMention]:
    """Find the days that a text names, left to right, never overlapping.

    Args:
        text: Korean, English or mixed text, of any length; time grows linearly with it.
        published: the day of publication, from which "지난 21일" and "last week" are counted. Without it, mentions
            that need it are left out: there is no clock to ask.

    Returns:
        Mentions in the direction news means: past, unless 오는, 내년, 까지 or the like point ahead. Where the direction
        is a guess, ``ambiguous`` is true and ``others`` holds the other reading.

    Raises:
        TypeError: if the text is no str, or the day of publication no date (a datetime is none: its zone decides).

    >>> for mention in find_dates("지난 21일 발표했고 내년 1분기에 시작한다", date(2025, 7, 22)):
    ...     print(mention.text, mention.window, mention.precision)
    지난 21일 2025-07-21 day
    내년 1분기 2026-01-01/2026-03-31 quarter
    """
    checked_day(published, "published")
    copy = plain(text)
    points = _points(copy.text, Context(published), bool(copy.turning))
    return [_mention(copy, text, *point) for point in in_batches(points)]
