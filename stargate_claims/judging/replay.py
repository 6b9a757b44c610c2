"""A case on every day on which something was published: which findings a reader could have had by then."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from itertools import groupby

from attrs import frozen

from stargate_claims.judging.case import Case
from stargate_claims.judging.report import Report
from stargate_claims.judging.weighing import judge
from stargate_claims.model.findings import Finding

DAYS_AT_MOST, DAYS_AT_LEAST = 40, 12
CLAIMS_JUDGED = 60_000
"""Claims times days: of a large ledger fewer days are judged, the last of each week, month, … for them all."""

_SPANS: tuple[Callable[[date], object], ...] = (
    lambda day: day.isocalendar()[:2],
    lambda day: (day.year, day.month),
    lambda day: (day.year, (day.month - 1) // 3),
    lambda day: day.year,
    lambda day: day.year // 10,
)
"""Weeks, months, quarters, years, decades."""

Watch = Callable[[Iterable[date]], Iterable[date]]
"""Shows the progress of what goes through it."""


@frozen(kw_only=True)
class Version:
    """A finding as it stood on some of the days.

    Attributes:
        finding: as it was found on each of them.
        days: their positions among the days of the replay, ascending.
    """

    finding: Finding
    days: tuple[int, ...]


@frozen(kw_only=True)
class Replay:
    """The findings of several days.

    Attributes:
        days: the days, ascending; the last one is the report's own.
        versions: every finding as it stood, the report's own first and in its order, then earlier ones.
        every_day: whether every day on which something was published is among the days.
    """

    days: tuple[date, ...]
    versions: tuple[Version, ...]
    every_day: bool = True


def replay(report: Report, most: int | None = None, watch: Watch = iter) -> Replay:
    """Judge a report's case on the days before its own.

    Args:
        report: its findings stand for the last day.
        most: how many days are judged at most; None for 12 to 40, the more the fewer claims there are.
        watch: goes over the earlier days while they are judged, to show progress.
    """
    if most is None:
        most = max(DAYS_AT_LEAST, min(DAYS_AT_MOST, CLAIMS_JUDGED // max(report.claims, 1)))
    every = publication_days(report.case)
    days = thinned(every, most)
    if not days:
        return Replay(days=(), versions=tuple(Version(finding=finding, days=()) for finding in report.findings))
    found: dict[object, tuple[Finding, list[int]]] = {}
    for number, day in enumerate(watch(days[:-1])):
        _enter(found, judge(report.case.at(day)).findings, number)
    _enter(found, report.findings, len(days) - 1)
    own = dict.fromkeys(map(_state, report.findings))
    order = [*own, *(key for key in found if key not in own)]
    versions = (Version(finding=found[key][0], days=tuple(found[key][1])) for key in order)
    return Replay(days=days, versions=tuple(versions), every_day=len(days) == len(every))


def _state(finding: Finding) -> object:
    """What a reader sees of a finding: another claim on a side, or behind it, makes another version."""
    return finding.id, finding.fingerprint, finding.sides, finding.supporters


def _enter(found: dict[object, tuple[Finding, list[int]]], findings: Iterable[Finding], number: int) -> None:
    """Note the findings of one day."""
    for finding in findings:
        found.setdefault(_state(finding), (finding, []))[1].append(number)


def publication_days(case: Case) -> tuple[date, ...]:
    """The days on which something was published, ascending: also what was corrected or withdrawn since."""
    known = {day for claim in case.records if (day := claim.public) is not None}
    return tuple(sorted(day for day in known if case.as_of is None or day <= case.as_of))


def thinned(days: tuple[date, ...], most: int) -> tuple[date, ...]:
    """The days, or the last ones of their weeks, months, quarters, years or decades, until they are few enough.

    >>> [str(day) for day in thinned((date(2025, 1, 6), date(2025, 1, 7), date(2025, 1, 13)), 2)]
    ['2025-01-07', '2025-01-13']
    """
    kept = days
    for span in _SPANS:
        if len(kept) <= most:
            break
        kept = tuple(list(group)[-1] for _, group in groupby(days, key=span))
    return kept[-most:]
