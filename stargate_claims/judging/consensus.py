"""Who agrees with whom on a question: camps, consensus, and its timeline."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from datetime import date

from attrs import frozen

from stargate_claims.errors import UnknownName
from stargate_claims.judging.case import Case
from stargate_claims.judging.constraints import Constraint
from stargate_claims.judging.intentions import said_order
from stargate_claims.model.intervals import DUSK, Interval, is_below
from stargate_claims.model.vocabulary import Line, Question

Voice = tuple[str, ...]


@frozen(kw_only=True)
class Stand:
    """What one claim says of a question on a day."""

    claim: str
    voice: Voice
    interval: Interval


@frozen(kw_only=True)
class Consensus:
    """The values that most independent voices support on one question and day.

    Attributes:
        question, on, unit: what was asked; the unit of the values.
        value: the values that all supporting claims allow, or None where two camps have as many voices or nobody
            says anything on that day.
        voices: the independent voices that support it.
        claims: their claims.
        outside: claims that stand outside.
        camps: the largest sets of claims that agree, which may overlap.
    """

    question: Question
    on: date | None
    unit: str | None
    value: Interval | None
    voices: tuple[Voice, ...]
    claims: tuple[str, ...]
    outside: tuple[str, ...]
    camps: tuple[tuple[str, ...], ...]


@frozen(kw_only=True)
class Moment:
    """One claim on a question's timeline: its days (ordinals of a lower and an upper bound), values and rules."""

    claim: str
    voice: Voice
    interval: Interval
    unit: str | None
    lower_days: tuple[int, int]
    upper_days: tuple[int, int]
    rules: tuple[str, ...]


@frozen(kw_only=True)
class Timeline:
    """All that is said on a question, by the first day it may hold, then by claim."""

    question: Question
    moments: tuple[Moment, ...]


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
    known = sorted({str(q) for q, _ in case.constraints})
    raise UnknownName("question", str(asked), difflib.get_close_matches(str(asked), known))


def standing(rows: Iterable[Constraint], day: int | None) -> list[Constraint]:
    """The constraints that hold on a day; for plans, those said by then and not yet replaced."""
    held = []
    for row in rows:
        if day is not None and row.question.line is Line.INTENTION:
            if not row.claim.said.possible[0] <= day <= row.lapses:
                continue
        elif day is not None:
            spans = [
                row.low if row.interval.lower is not None else None,
                row.high if row.interval.upper is not None else None,
            ]
            if not any(s is not None and s.usual is not None and s.usual[0] <= day <= s.usual[1] for s in spans):
                continue
        held.append(row)
    return held


def camps(stands: Sequence[Stand]) -> list[tuple[str, ...]]:
    """The largest sets of claims that share a value: every one as large as it can be, in order of their values.

    On a line, claims that agree pairwise share a value, so a sweep over the ends finds them all.
    """
    found: list[frozenset[str]] = []
    for edge in stands:
        at = [s.claim for s in stands if _reaches(s.interval, edge.interval)]
        group = frozenset(at)
        if group not in found:
            found.append(group)
    largest = [group for group in found if not any(group < other for other in found)]
    floor = {s.claim: s.interval for s in stands}
    return sorted(
        (tuple(sorted(group)) for group in largest), key=lambda group: (_least(floor[id] for id in group), group)
    )


def _reaches(interval: Interval, edge: Interval) -> bool:
    """Whether an interval holds the values just at the lower end of another."""
    if interval.lower is not None and (
        edge.lower is None or (interval.lower, interval.lower_open) > (edge.lower, edge.lower_open)
    ):
        return False
    return not is_below(interval.upper, interval.upper_open, edge.lower, edge.lower_open)


def _least(intervals: Iterable[Interval]) -> tuple[int, object]:
    lowers = [i.lower for i in intervals]
    known = [lower for lower in lowers if lower is not None]
    return (1, max(known)) if known else (0, 0)


def consensus(case: Case, question: Question | str, on: date | None = None) -> Consensus:
    """The values that most independent voices support; see `Report.consensus`."""
    asked, unit, rows = rows_of(case, question)[0]
    day = on or case.today
    held = standing(rows, None if day is None else day.toordinal())
    stands = _stands(case, held)
    groups = camps(stands)
    voice = {stand.claim: stand.voice for stand in stands}
    backing = [len({voice[id] for id in group}) for group in groups]
    leading = [group for group, voices in zip(groups, backing, strict=True) if voices == max(backing)]
    best = leading[0] if len(leading) == 1 else ()
    value: Interval | None = Interval() if best else None
    for stand in stands:
        if stand.claim in best and value is not None:
            value = value.intersection(stand.interval)
    return Consensus(
        question=asked,
        on=day,
        unit=unit,
        value=value,
        voices=tuple(sorted({voice[id] for id in best})),
        claims=best,
        outside=tuple(sorted({stand.claim for stand in stands} - set(best))),
        camps=tuple(groups),
    )


def _stands(case: Case, rows: Iterable[Constraint]) -> list[Stand]:
    """One stand a claim: what all its constraints on the question allow together."""
    stands: dict[str, Stand] = {}
    for row in rows:
        interval = row.across or row.interval
        known = stands.get(row.claim.id)
        if known is not None:
            interval = known.interval.intersection(interval) or known.interval
        stands[row.claim.id] = Stand(claim=row.claim.id, voice=case.reader.voice(row.claim), interval=interval)
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
            lower_days=_days(row, lower=True),
            upper_days=_days(row, lower=False),
            rules=row.rules,
        )
        for unit, row in rows
    )
    return Timeline(question=found[0][0], moments=moments)


def _days(row: Constraint, *, lower: bool) -> tuple[int, int]:
    if row.question.line is Line.INTENTION:
        return row.claim.said.possible[0], row.lapses
    return (row.low if lower else row.high).possible


def _begins(row: Constraint) -> int:
    return min(_days(row, lower=True)[0] if row.interval.lower is not None else DUSK, row.claim.said.possible[0])
