"""The findings of earlier days: what a check as of each of those days finds, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import stargate_claims as sc
from stargate_claims.judging.replay import DAYS_AT_LEAST, DAYS_AT_MOST, replay, thinned
from tests.judging.build import VOCABULARY, judge, say


def day_after(day: date, number: int) -> date:
    return day + timedelta(days=number)


@pytest.fixture(scope="module")
def seeds() -> sc.Report:
    return sc.check_consistency(sc.example())


def test_each_day_has_the_findings_of_a_check_as_of_that_day(seeds: sc.Report) -> None:
    ledger = sc.example()
    done = replay(seeds)
    assert done.every_day
    assert done.days == tuple(sorted({claim.source.published.last for claim in ledger if claim.source.published}))  # type: ignore[type-var]
    for number, day in enumerate(done.days):
        expected = sc.check_consistency(ledger, as_of=day).findings
        found = [version.finding for version in done.versions if number in version.days]
        assert {finding.id: finding.sides for finding in found} == {finding.id: finding.sides for finding in expected}
        assert {finding.fingerprint for finding in found} == {finding.fingerprint for finding in expected}


def test_the_reports_own_findings_come_first_and_in_its_order(seeds: sc.Report) -> None:
    done = replay(seeds)
    own = [version.finding.id for version in done.versions[: len(seeds)]]
    assert own == [finding.id for finding in seeds]
    last = len(done.days) - 1
    assert all(version.days[-1] == last for version in done.versions[: len(seeds)])
    assert all(last not in version.days for version in done.versions[len(seeds) :])


def test_a_corrected_claim_clashes_only_until_it_is_corrected() -> None:
    claims = (
        say("a", "funds_available", "1,000억 달러", subject="alpha", published="2030-06-11"),
        say("b", "funds_available", "100억 달러", subject="alpha", published="2030-06-12"),
        say("c", "funds_available", "1,000억 달러", subject="alpha", published="2030-06-13", supersedes="b"),
    )
    done = replay(judge(*claims))
    assert [str(day) for day in done.days] == ["2030-06-11", "2030-06-12", "2030-06-13"]
    assert [(version.finding.sides, version.days) for version in done.versions] == [((("a",), ("b",)), (1,))]


def test_backing_that_came_later_is_not_shown_on_an_earlier_day() -> None:
    later = {"said": "2030-06-20", "published": "2030-06-21"}
    claims = (
        say("a", "funds_available", "1,000억 달러", published="2030-06-11"),
        say("b", "funds_available", "100억 달러", published="2030-06-11", by="beta"),
        say("c", "funds_available", "1,000억 달러", by="beta", **later),
    )
    now, before = replay(judge(*claims)).versions
    assert (now.finding.supporters, now.days) == ((("c",), ()), (1,))
    assert (before.finding.supporters, before.days) == (((), ()), (0,))


def test_a_report_as_of_a_day_ends_on_it(seeds: sc.Report) -> None:
    early = sc.check_consistency(sc.example(), as_of=date(2025, 8, 1))
    done = replay(early)
    assert done.days[-1] == date(2025, 7, 22)
    assert len([version for version in done.versions if len(done.days) - 1 in version.days]) == len(early)
    assert len(early) < len(seeds)


def test_nothing_published_is_no_day() -> None:
    done = replay(sc.check_consistency([], vocabulary=VOCABULARY))
    assert (done.days, done.versions) == ((), ())


def test_whoever_waits_sees_each_earlier_day_go_by(seeds: sc.Report) -> None:
    seen: list[date] = []

    def watch(days: Iterable[date]) -> Iterable[date]:
        for day in days:
            seen.append(day)
            yield day

    done = replay(seeds, watch=watch)
    assert tuple(seen) == done.days[:-1]


class TestThinning:
    @given(st.sets(st.dates(date(1990, 1, 1), date(2060, 1, 1)), max_size=80), st.integers(1, 20))
    def test_few_enough_ascending_and_with_the_last(self, days: set[date], most: int) -> None:
        every = tuple(sorted(days))
        kept = thinned(every, most)
        assert len(kept) <= most
        assert list(kept) == sorted(set(kept) & days)
        assert kept[-1:] == every[-1:]
        if len(every) <= most:
            assert kept == every

    @pytest.mark.parametrize(
        ("number", "most", "kept"),
        [(14, 14, 14), (14, 3, 2), (60, 10, 9), (60, 5, 3), (400, 5, 5), (1000, 4, 3), (4000, 4, 2)],
    )
    def test_the_last_of_each_week_month_quarter_year_or_decade(self, number: int, most: int, kept: int) -> None:
        first = date(2029, 1, 1)  # a Monday
        every = tuple(day_after(first, count) for count in range(number))
        found = thinned(every, most)
        assert len(found) == kept
        nexts = [day_after(day, 1) for day in found[:-1]]
        assert kept == number or all(day.isoweekday() == 1 or day.day == 1 for day in nexts)

    def test_months_end_where_they_end_and_not_with_their_last_whole_week(self) -> None:
        found = thinned(tuple(day_after(date(2029, 1, 1), count) for count in range(60)), 5)
        assert [str(day) for day in found] == ["2029-01-31", "2029-02-28", "2029-03-01"]

    def test_a_large_ledger_is_judged_on_fewer_days(self) -> None:
        assert DAYS_AT_LEAST < DAYS_AT_MOST
        first = date(2029, 1, 1)
        claims = [
            say(f"a{number}", "funds_available", "1,000억 달러", published=day_after(first, number).isoformat())
            for number in range(60)
        ]
        done = replay(judge(*claims))
        assert not done.every_day
        assert len(done.days) <= DAYS_AT_MOST
        assert len(replay(judge(*claims), most=3).days) == 3
