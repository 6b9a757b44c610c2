"""Predictions and estimates meet what was said later, and nothing else."""

from __future__ import annotations

import time
from typing import Any

import pytest

from stargate_claims.model.claims import Claim, Prediction
from stargate_claims.reading.figures import parse_quantity
from tests.judging.build import judge, only, pairs, say

KIND = {"kind": "dredging"}


def foresees(id: str = "a", about: str | None = "2030-03-01/2030-12-31", **expected: Any) -> Claim:
    """A daily predicts something of the harbour in January 2030."""
    words: dict[str, Any] = {"subject": ("harbour",), "measure": "contracts_signed", **expected}
    if words["measure"] == "contracts_signed":
        words["qualifiers"] = tuple(KIND.items())
    days = {} if about is None else {"about": about}
    return say(id, "outlook", force="estimate", said="2030-01-10", by="daily", predicts=Prediction(**words), **days)


def count(value: str, about: str, said: str, id: str = "b", **more: Any) -> Claim:
    """What was counted, said on a day."""
    return say(id, "contracts_signed", value, qualifiers=KIND, about=about, said=said, by="beta", source="two", **more)


class TestPredictions:
    many = foresees(quantity=parse_quantity("10건 이상"))

    def test_a_prediction_that_a_later_fact_belies_is_missed(self) -> None:
        finding, edge = only(judge(self.many, count("2건", "2030-06-01/2030-06-10", "2030-06-10"), rules=False))
        assert (edge.cause, edge.strength) == ("forecast", "strict")
        assert str(finding.question) == "contracts_signed(harbour, kind=dredging) [estimate]"

    def test_one_that_came_true_is_not(self) -> None:
        assert judge(self.many, count("12건", "2030-06-01/2030-06-10", "2030-06-10"), rules=False).consistent

    @pytest.mark.parametrize(
        ("said", "consistent"), [("2030-01-09", True), ("2030-01-10", True), ("2030-01-11", False)]
    )
    def test_only_what_was_said_on_a_later_day_counts(self, said: str, consistent: bool) -> None:
        now = foresees(about="2030-01-01/2030-12-31", quantity=parse_quantity("10건 이상"))
        assert judge(now, count("2건", "2030-01-01/2030-01-08", said), rules=False).consistent is consistent

    def test_without_days_of_its_own_it_is_about_the_days_from_then_on(self) -> None:
        undated = foresees(about=None, measure="pace", stage="on_pace")
        slow = say("b", "pace", stage="slow", about="2030-06-01/2030-06-20", said="2030-06-20", by="beta")
        assert not judge(undated, slow, rules=False).consistent
        undated = foresees(about=None, quantity=parse_quantity("10건 이상"))
        assert judge(undated, count("2건", "2029-06-01/2029-06-10", "2030-06-10"), rules=False).consistent

    def test_another_key_is_another_question(self) -> None:
        other = say("b", "contracts_signed", "0건", qualifiers={"kind": "cranes"}, said="2030-06-10", by="beta")
        assert judge(self.many, other, rules=False).consistent

    def test_of_an_officer_it_is_about_the_organisation(self) -> None:
        keeps_out = foresees(measure="hands_on_role", subject=("head",), holds=False)
        builds = say("b", "hands_on_role", holds=True, subject="alpha", about="2030-06-01/2030-06-10", by="beta")
        _, edge = only(judge(keeps_out, builds, rules=False))
        assert (edge.strength, [used.entity for used in edge.facts]) == ("defeasible", ["head"])

    def test_of_a_stage_it_is_that_stage_at_least(self) -> None:
        fast = foresees(measure="pace", stage="on_pace")
        slow = say("b", "pace", stage="slow", about="2030-06-01/2030-06-20", said="2030-06-20", by="beta")
        better = say("b", "pace", stage="fast", about="2030-06-01/2030-06-20", said="2030-06-20", by="beta")
        assert pairs(judge(fast, slow, rules=False)) == {("a", "b"): "contradiction"}
        assert judge(fast, better, rules=False).consistent

    def test_a_number_between_two_whole_ones_is_compared_as_it_stands(self) -> None:
        expected = foresees(quantity=parse_quantity("1.5건"))
        assert not judge(expected, count("0건", "2030-06-01/2030-06-10", "2030-06-10"), rules=False).consistent

    def test_without_a_value_it_meets_nothing(self) -> None:
        assert judge(foresees(), count("2건", "2030-06-01/2030-06-10", "2030-06-10"), rules=False).consistent

    def test_money_meets_in_its_own_currency_only(self) -> None:
        expected = foresees(measure="acquisition_price", quantity=parse_quantity("10억 달러 이상"))
        for value, consistent in (("1억 달러", False), ("1억원", True)):
            paid = say("b", "acquisition_price", value, about="2030-06-01", said="2030-06-10", by="beta", source="two")
            assert judge(expected, paid, rules=False).consistent is consistent


def test_many_forecasts_that_came_true_are_quick() -> None:
    expected = [foresees(f"f{n:04}", quantity=parse_quantity("2건 이상")) for n in range(2000)]
    facts = [count("3건", "2030-06-01/2030-06-10", "2030-06-10", f"g{n:04}") for n in range(2000)]
    start = time.process_time()
    assert judge(*expected, *facts, rules=False).consistent
    assert time.process_time() - start < 8


def test_of_many_that_belie_many_forecasts_each_is_shown_a_few() -> None:
    expected = [foresees(f"f{n:03}", quantity=parse_quantity("10건 이상")) for n in range(120)]
    facts = [count("3건", "2030-06-01/2030-06-10", "2030-06-10", f"g{n:03}") for n in range(120)]
    finding, *others = judge(*expected, *facts, rules=False).findings
    assert others == []
    assert {id for edge in finding.edges for id in edge.claims} > {claim.id for claim in expected}
    assert len(finding.edges) == 3 * 120


def test_a_fact_meets_a_forecast_whatever_else_is_said_of_its_question() -> None:
    """No rule reads the measure, and the fact alone would be no question to look at."""
    words = {"subject": "company", "about": "2030-03-01/2030-12-31"}
    guess = say("a", "capacity_contracted_gw", "5GW 이상", force="estimate", said="2030-01-10", **words)
    fact = say("b", "capacity_contracted_gw", "1GW", said="2031-01-10", by="beta", source="two", **words)
    assert list(pairs(judge(guess, fact, rules=False))) == [("a", "b")]
