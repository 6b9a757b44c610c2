"""Camps, consensus and timelines: who agrees with whom, counted by voices."""

from __future__ import annotations

import time
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stargate_claims.errors import UnknownName
from stargate_claims.judging.consensus import Stand, camps
from stargate_claims.model.claims import Claim
from stargate_claims.model.intervals import Interval
from stargate_claims.model.vocabulary import Line, Question
from tests.judging.build import judge, say
from tests.strategies import intervals

MONEY = "funds_available(alpha)"
DAY = date(2030, 6, 10)


def has(id: str, value: str, **more: Any) -> Claim:
    """Somebody says how much Alpha has on 10 June."""
    words: dict[str, Any] = {"subject": "alpha", "about": "2030-06-09/2030-06-11", "by": id, "source": id, **more}
    return say(id, "funds_available", value, **words)


def stands(*values: Interval) -> list[Stand]:
    return [Stand(claim=f"k{number}", voice=(f"v{number}",), interval=value) for number, value in enumerate(values)]


def share_a_value(chosen: tuple[Interval, ...]) -> bool:
    """Whether some number lies in all, tried at and beside every bound."""
    bounds = {bound for interval in chosen for bound in (interval.lower, interval.upper) if bound is not None}
    tries = {
        bound + step for bound in bounds or {Decimal(0)} for step in (Decimal("-0.25"), Decimal(0), Decimal("0.25"))
    }
    return any(all(value in interval for interval in chosen) for value in tries)


def largest(values: list[Interval]) -> set[frozenset[str]]:
    """Every set whose members share a value and that no larger such set contains, from the definition."""
    sets = [
        frozenset(chosen)
        for size in range(1, len(values) + 1)
        for chosen in combinations(range(len(values)), size)
        if share_a_value(tuple(values[number] for number in chosen))
    ]
    return {frozenset(f"k{n}" for n in found) for found in sets if not any(found < other for other in sets)}


class TestCamps:
    @pytest.mark.no_cover
    @given(st.lists(intervals(max_value=4), min_size=1, max_size=6))
    @settings(max_examples=400)
    def test_they_are_the_largest_sets_that_share_a_value(self, values: list[Interval]) -> None:
        found = camps(stands(*values))
        assert {frozenset(camp) for camp in found} == largest(values)
        assert len(found) == len(set(found))

    def test_they_come_in_the_order_of_their_values(self) -> None:
        high, low, both = Interval.at_least(8), Interval.at_most(2), Interval(lower=1, upper=9)
        assert camps(stands(high, low, both)) == [("k1", "k2"), ("k0", "k2")]

    def test_open_ends_that_touch_do_not_agree(self) -> None:
        assert camps(stands(Interval.below(5), Interval.above(5), Interval.exactly(5))) == [("k0",), ("k2",), ("k1",)]

    def test_many_are_quick(self) -> None:
        many = stands(*(Interval(lower=number, upper=number + 3) for number in range(4000)))
        start = time.process_time()
        assert len(camps(many)) == 3997
        assert time.process_time() - start < 5


class TestConsensus:
    def test_the_value_that_most_voices_support(self) -> None:
        report = judge(has("a", "50억 달러"), has("b", "50억 달러"), has("c", "20억 달러"))
        found = report.consensus(MONEY, on=DAY)
        assert (found.claims, found.outside) == (("a", "b"), ("c",))
        assert found.voices == (("a",), ("b",))
        assert found.camps == (("c",), ("a", "b"))
        assert (found.unit, found.value) == ("USD", Interval.exactly(5_000_000_000))

    def test_it_is_what_all_of_them_allow(self) -> None:
        found = judge(has("a", "30억 달러 이상"), has("b", "50억 달러 이하")).consensus(MONEY, on=DAY)
        assert found.value == Interval(lower=3_000_000_000, upper=5_000_000_000)

    def test_retellings_of_one_voice_count_once(self) -> None:
        retold = [has(f"a{n}", "50억 달러", by="alpha") for n in range(3)]
        found = judge(*retold, has("b", "20억 달러"), has("c", "20억 달러")).consensus(MONEY, on=DAY)
        assert found.claims == ("b", "c")
        assert found.outside == ("a0", "a1", "a2")

    def test_an_officer_is_no_second_voice_beside_the_organisation(self) -> None:
        both = has("a", "50억 달러", by="alpha"), has("h", "50억 달러", by="head")
        found = judge(*both, has("b", "20억 달러")).consensus(MONEY, on=DAY)
        assert (found.value, found.claims) == (None, ())

    def test_a_tie_gives_no_value(self) -> None:
        found = judge(has("a", "50억 달러"), has("b", "20억 달러")).consensus(MONEY, on=DAY)
        assert (found.value, found.voices, found.claims, found.outside) == (None, (), (), ("a", "b"))

    def test_who_agrees_with_both_leaves_it_a_tie(self) -> None:
        found = judge(has("a", "50억 달러"), has("b", "20억 달러"), has("c", "10억 달러 이상")).consensus(MONEY, on=DAY)
        assert (found.value, found.camps) == (None, (("b", "c"), ("a", "c")))

    def test_on_a_day_on_which_nothing_is_said_there_is_none(self) -> None:
        found = judge(has("a", "50억 달러")).consensus(MONEY, on=date(2029, 1, 1))
        assert (found.value, found.claims, found.camps, found.outside) == (None, (), (), ())

    def test_figures_of_two_sources_round(self) -> None:
        built = {"subject": "harbour", "about": "2030-06-10"}
        one, other = (
            say(id, "construction_progress_pct", value, by=id, source=id, **built)
            for id, value in (("a", "91.8%"), ("b", "92%"))
        )
        found = judge(one, other).consensus("construction_progress_pct(harbour)", on=DAY)
        assert found.claims == ("a", "b")
        assert found.value == Interval(lower=Decimal("91.75"), upper=Decimal("91.85"))  # no number is printed by both

    def test_a_total_of_earlier_stands_as_a_floor(self) -> None:
        first = say("a", "construction_progress_pct", "40%", by="a", source="a", about="2030-01-10", said="2030-01-11")
        later = say("b", "construction_progress_pct", "60%", by="b", source="b", about="2030-06-10", said="2030-06-11")
        question = "construction_progress_pct(harbour)"
        found = judge(first, later).consensus(question, on=DAY)
        assert found.claims == ("a", "b")
        assert found.value == Interval.exactly(60)
        before = judge(first, later).consensus(question, on=date(2030, 1, 10))
        assert before.claims == ("a", "b")
        assert before.value == Interval.exactly(40)

    def test_a_plan_stands_from_the_day_it_was_said_until_it_is_replaced(self) -> None:
        plans = [
            say(id, "sites_planned", value, force="plan", said=said, by="alpha", source=id)
            for id, value, said in (("a", "5곳", "2030-01-10"), ("b", "1곳", "2030-06-10"))
        ]
        report = judge(*plans)
        said = {
            day: report.consensus("sites_planned(harbour)", on=date.fromisoformat(day)).claims
            for day in ("2030-01-09", "2030-01-10", "2030-06-09", "2030-06-10")
        }
        assert said == {"2030-01-09": (), "2030-01-10": ("a",), "2030-06-09": ("a",), "2030-06-10": ("b",)}
        assert report.consensus("sites_planned(harbour)").question.line is Line.INTENTION

    def test_a_question_may_be_given_as_a_record_or_as_it_is_printed(self) -> None:
        report = judge(has("a", "50억 달러"))
        assert report.consensus(Question.parse(MONEY), on=DAY) == report.consensus(MONEY, on=DAY)

    def test_without_a_day_it_is_the_last_day_of_publication(self) -> None:
        assert judge(has("a", "50억 달러")).consensus(MONEY).on == date(2030, 12, 31)

    def test_what_nobody_answers_is_unknown_with_what_resembles_it(self) -> None:
        with pytest.raises(UnknownName) as caught:
            judge(has("a", "50억 달러")).consensus("funds_available(alpa)")
        assert caught.value.kind == "question"
        assert MONEY in caught.value.near

    def test_what_is_no_question_is_unknown(self) -> None:
        with pytest.raises(UnknownName):
            judge(has("a", "50억 달러")).consensus("how much?")


class TestTimeline:
    def test_everything_said_in_the_order_of_days(self) -> None:
        report = judge(
            has("b", "20억 달러", about="2030-06-01/2030-06-30", said="2030-07-01"),
            has("a", "50억 달러", about="2030-02-01/2030-02-03", said="2030-07-02", by="head"),
        )
        moments = report.timeline(MONEY).moments
        assert [moment.claim for moment in moments] == ["a", "b"]
        assert moments[0].voice == ("alpha",)
        assert [moment.unit for moment in moments] == ["USD", "USD"]
        assert str(moments[0].lower_days) == "2030-01-30/2030-02-05"  # a holding usually stands for a week

    def test_plans_from_the_day_they_were_said_until_they_were_replaced(self) -> None:
        plans = [
            say(id, "sites_planned", value, force="plan", said=said, by="alpha", source=id)
            for id, value, said in (("b", "5곳", "2030-01-10"), ("a", "1곳", "2030-06-10"))
        ]
        first, second = judge(*plans).timeline("sites_planned(harbour)").moments
        assert (first.claim, second.claim) == ("b", "a")
        assert (str(first.lower_days), str(second.lower_days)) == ("2030-01-10/2030-06-09", "2030-06-10/..")

    def test_what_follows_by_rules_is_there_with_the_rules(self) -> None:
        ready = has("a", "50억 달러", for_="harbour", said="2030-06-10")
        (moment,) = judge(ready).timeline("contracts_signed(harbour, kind=dredging)").moments
        assert (moment.claim, moment.rules) == ("a", ("ready-money-signs-contracts",))

    def test_amounts_in_two_currencies_are_both_there(self) -> None:
        moments = judge(has("a", "50억 달러"), has("b", "7조원")).timeline(MONEY).moments
        assert {moment.unit for moment in moments} == {"USD", "KRW"}


def test_of_two_currencies_with_as_many_claims_the_first_in_order_is_asked_about() -> None:
    dollars, won = has("a", "50억 달러"), has("b", "5조원")
    for claims in ((dollars, won), (won, dollars)):
        assert judge(*claims, rules=False).consensus("funds_available(alpha)").unit == "KRW"
