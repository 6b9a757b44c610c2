"""Who agrees with whom on a question: camps, consensus, and its timeline."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from attrs import field, frozen

from stargate_claims.errors import UnknownName
from stargate_claims.judging.case import Case
from stargate_claims.judging.constraints import Constraint, Days, Spans
from stargate_claims.judging.intentions import said_order
from stargate_claims.model.intervals import DUSK, Interval, Window, day_of
from stargate_claims.model.shown import Shown
from stargate_claims.model.vocabulary import Line, Question

Voice = tuple[str, ...]


@frozen(kw_only=True)
class Stand:
    """What one claim says of a question on a day: the values it allows between sources that round, and as printed."""

    claim: str
    voice: Voice
    interval: Interval
    printed: Interval | None = None


@frozen(kw_only=True)
class Consensus(Shown):
    """The values that most independent voices support on one question and day.

    Attributes:
        question, on, unit: what was asked; the unit of the values.
        value: the values that all supporting claims allow, as printed where those share any; None where two camps have
            as many voices or nobody says anything on that day.
        voices: the independent voices that support it.
        claims: their claims.
        outside: claims that stand outside.
        camps: the largest sets of claims that agree, which may overlap.
        case: the records behind the ids, for display.
    """

    question: Question
    on: date | None
    unit: str | None
    value: Interval | None
    voices: tuple[Voice, ...]
    claims: tuple[str, ...]
    outside: tuple[str, ...]
    camps: tuple[tuple[str, ...], ...]
    case: Case = field(repr=False, eq=False)


@frozen(kw_only=True)
class Moment:
    """One claim on a question's timeline: its values, the days on which either bound holds, and its rules."""

    claim: str
    voice: Voice
    interval: Interval
    unit: str | None
    lower_days: Window
    upper_days: Window
    rules: tuple[str, ...]


@frozen(kw_only=True)
class Timeline(Shown):
    """All that is said on a question, by the first day it may hold, then by claim."""

    question: Question
    moments: tuple[Moment, ...]
    case: Case = field(repr=False, eq=False)


def rows_of(case: Case, question: Question | str) -> list[tuple[Question, str | None, list[Constraint]]]:
    """The constraints on a question by unit; on the line of plans where no fact answers it.

    Raises:
        UnknownName: if no claim answers the question, with questions that resemble it.
    """
    asked = Question.parse(question) if isinstance(question, str) else question
    for line in dict.fromkeys((asked.line, Line.INTENTION)):
        found = [(q, unit, rows) for (q, unit), rows in case.constraints.items() if q == asked.on(line)]
        if found:
            return sorted(found, key=lambda entry: (-len(entry[2]), entry[1] or ""))
    alike = {str(q) for q, _ in case.constraints if q.measure == asked.measure}
    known = alike or {str(q) for q, _ in case.constraints}
    raise UnknownName("question", str(asked), difflib.get_close_matches(str(asked), sorted(known)))


def standing(rows: Iterable[Constraint], day: int | None) -> list[tuple[Constraint, Interval, Interval]]:
    """The constraints that hold on a day, each with the values it allows on it, between sources and as printed.

    Of a total that was reported earlier only the lower bound stands: it may have grown. A plan stands from the day it
    was said until the day on which it is replaced.
    """
    held = []
    for row in rows:
        floor = cap = True
        if day is not None and row.question.line is Line.INTENTION:
            floor = cap = row.claim.said.possible[0] <= day < row.lapses
        elif day is not None:
            floor, cap = _is_on(row.low, day), _is_on(row.high, day)
        if (floor and row.interval.lower is not None) or (cap and row.interval.upper is not None):
            printed = _only(row.interval, floor, cap)
            held.append((row, printed if row.across is None else _only(row.across, floor, cap), printed))
    return held


def _only(values: Interval, floor: bool, cap: bool) -> Interval:
    """The values that one or both bounds leave."""
    return Interval(
        lower=values.lower if floor else None,
        upper=values.upper if cap else None,
        lower_open=values.lower_open and floor,
        upper_open=values.upper_open and cap,
    )


def _is_on(spans: Spans, day: int) -> bool:
    return spans.usual is not None and spans.usual[0] <= day <= spans.usual[1]


def camps(stands: Sequence[Stand]) -> list[tuple[str, ...]]:
    """The largest sets of claims that share a value: every one as large as it can be, in order of their values.

    On a line, claims that agree pairwise share a value: going up the line, a set is as large as it can be whenever
    somebody who joined since the last one is about to leave.
    """
    ends: list[tuple[tuple[int, Decimal, int], int, int]] = []
    for number, stand in enumerate(stands):
        interval = stand.interval
        low = (-1, Decimal(0), 0) if interval.lower is None else (0, interval.lower, int(interval.lower_open))
        high = (1, Decimal(0), 0) if interval.upper is None else (0, interval.upper, -int(interval.upper_open))
        ends += [(low, 0, number), (high, 1, number)]
    found: list[tuple[str, ...]] = []
    present: dict[int, str] = {}
    grown = False
    for _, leaves, number in sorted(ends):
        if not leaves:
            present[number] = stands[number].claim
            grown = True
            continue
        if grown:
            found.append(tuple(sorted(present.values())))
            grown = False
        del present[number]
    return found


def consensus(case: Case, question: Question | str, on: date | None = None) -> Consensus:
    """The values that most independent voices support; see `Report.consensus`."""
    asked, unit, rows = rows_of(case, question)[0]
    day = on or case.judged_on
    held = standing(rows, None if day is None else day.toordinal())
    stands = _stands(case, held)
    groups = camps(stands)
    voice = {stand.claim: stand.voice for stand in stands}
    backing = [len({voice[id] for id in group}) for group in groups]
    leading = [group for group, voices in zip(groups, backing, strict=True) if voices == max(backing)]
    best = leading[0] if len(leading) == 1 else ()
    inside = set(best)
    supporting = [stand for stand in stands if stand.claim in inside]
    value = _shared(stand.printed or stand.interval for stand in supporting)
    return Consensus(
        question=asked,
        on=day,
        unit=unit,
        value=value or _shared(stand.interval for stand in supporting),
        voices=tuple(sorted({voice[id] for id in best})),
        claims=best,
        outside=tuple(sorted({stand.claim for stand in stands} - inside)),
        camps=tuple(groups),
        case=case,
    )


def _shared(intervals: Iterable[Interval]) -> Interval | None:
    """The values that all of some intervals allow; None where there are none of either."""
    shared: Interval | None = None
    for interval in intervals:
        shared = interval if shared is None else shared.intersection(interval)
        if shared is None:
            return None
    return shared


def _stands(case: Case, rows: Iterable[tuple[Constraint, Interval, Interval]]) -> list[Stand]:
    """One stand a claim: what all its constraints on the question allow together."""
    stands: dict[str, Stand] = {}
    for row, rounded, printed in rows:
        known = stands.get(row.claim.id)
        if known is not None:
            rounded = known.interval.intersection(rounded) or known.interval
            printed = (known.printed or printed).intersection(printed) or printed
        stands[row.claim.id] = Stand(
            claim=row.claim.id, voice=case.reader.voice(row.claim), interval=rounded, printed=printed
        )
    return [stands[id] for id in sorted(stands)]


def timeline(case: Case, question: Question | str) -> Timeline:
    """Everything said on a question, in the order of days; see `Report.timeline`."""
    found = rows_of(case, question)
    rows = [(unit, row) for _, unit, group in found for row in group]
    rows.sort(key=lambda entry: (_begins(entry[1]), said_order(entry[1].claim), entry[1].rules))
    moments = tuple(
        Moment(
            claim=row.claim.id,
            voice=case.reader.voice(row.claim),
            interval=row.interval,
            unit=unit,
            lower_days=_window(_days(row, lower=True)),
            upper_days=_window(_days(row, lower=False)),
            rules=row.rules,
        )
        for unit, row in rows
    )
    return Timeline(question=found[0][0], moments=moments, case=case)


def _window(days: Days) -> Window:
    return Window(first=day_of(days[0]), last=day_of(days[1]))


def _days(row: Constraint, *, lower: bool) -> Days:
    """The days of one bound; those of a plan end on the day before another takes its place."""
    if row.question.line is Line.INTENTION:
        first = row.claim.said.possible[0]
        return first, row.lapses if row.lapses == DUSK else max(first, row.lapses - 1)
    return (row.low if lower else row.high).possible


def _begins(row: Constraint) -> int:
    return min(_days(row, lower=True)[0] if row.interval.lower is not None else DUSK, row.claim.said.possible[0])
