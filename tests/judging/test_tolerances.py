"""Clashes become edges: what a clash rests on besides words and rules is named with it, and only there."""

from __future__ import annotations

import pytest
from attrs import evolve

from stargate_claims.judging.consistency import check_consistency
from stargate_claims.model.claims import Adequacy, Claim
from stargate_claims.model.vocabulary import Vocabulary
from tests.judging.build import VOCABULARY, judge, only, say


def has(id: str, value: str, about: str) -> Claim:
    return say(id, "funds_available", value, subject="alpha", by=id, source=id, about=about, said="2030-07-01")


class TestTolerances:
    @pytest.mark.parametrize(
        ("days", "others", "strength", "named"),
        [
            ("2030-06-10", "2030-06-10", "strict", []),
            ("2030-06-10", "2030-06-12", "defeasible", ["persistence: funds_available, 7 days"]),
            ("2030-06-10", "2030-06-05/2030-06-20", "strict", []),
            ("2030-06-10", "[2030-06-10..2030-06-11]", "defeasible", ["persistence: funds_available, 7 days"]),
            ("2030-06-10", "[2030-06-05..2030-06-29]", "soft", ["uncertain_days"]),
            ("2030-06-01/2030-06-10", "2030-06-10/2030-06-20", "soft", ["uncertain_days"]),
        ],
    )
    def test_a_clash_names_what_its_days_rest_on(self, days: str, others: str, strength: str, named: list[str]) -> None:
        _, edge = only(judge(has("a", "50억 달러", days), has("b", "20억 달러", others)))
        assert (edge.strength, [str(tolerance) for tolerance in edge.tolerances]) == (strength, named)

    def test_a_level_that_does_not_stand_names_nothing(self) -> None:
        momentary = evolve(VOCABULARY.measure("funds_available"), persists=0)
        claims = [has("a", "50억 달러", "2030-06-10"), has("b", "20억 달러", "2030-06-12")]
        assert check_consistency(claims, vocabulary=VOCABULARY | Vocabulary.of(measures=[momentary])).consistent

    def test_levels_behind_a_rule_are_named_by_their_own_measure(self) -> None:
        ready = say("a", "funds_available", "50억 달러", subject="alpha", for_="harbour", about="2030-06-10")
        lacking = say(
            "b", "means", holds=False, adequacy=Adequacy(for_="harbour", enough=False), by="beta", about="2030-06-12"
        )
        _, edge = only(judge(ready, lacking))
        assert [(tolerance.measure, tolerance.days) for tolerance in edge.tolerances] == [
            ("funds_available", 7), ("means", 7),
        ]  # fmt: skip

    def test_they_are_told_in_both_languages(self) -> None:
        finding, _ = only(judge(has("a", "50억 달러", "2030-06-10"), has("b", "20억 달러", "2030-06-12")))
        assert "적용 기준: 어느 날의 가용 자금은 7일 동안 그대로라고 본다" in finding.explain("ko")
        assert "Reckoned with: funds available: what is said of a day is taken to stand for 7 days" in finding.explain(
            "en"
        )
        finding, _ = only(judge(has("a", "50억 달러", "2030-06-10"), has("b", "20억 달러", "[2030-06-05..2030-06-29]")))
        assert "적용 기준: 두 말이 같은 날의 일인지는 확실하지 않다" in finding.explain("ko")
        assert "Reckoned with: both may be about the same days, and need not be" in finding.explain("en")
