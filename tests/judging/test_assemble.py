"""Findings from clashes: who stands on which side, who agrees with whom, and what an edge says."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from stargate_claims.judging.assemble import order
from stargate_claims.model.claims import Claim
from tests.judging.build import judge, only, say

JUNE = "2030-06-01/2030-06-09"


def has(id: str, value: str, **more: Any) -> Claim:
    return say(id, "funds_available", value, **{"subject": "beta", "about": JUNE, "by": id, "source": id, **more})


class TestCamps:
    def test_they_may_overlap_where_sides_may_not(self) -> None:
        claims = has("a", "10억 달러 이하"), has("b", "5억~20억 달러"), has("c", "15억 달러 이상")
        finding, _ = only(judge(*claims, rules=False))
        assert finding.sides == (("a",), ("c",))
        assert finding.supporters == ((), ())
        assert finding.camps == (("a",), ("c",))

    def test_of_claims_that_clash_and_agree_by_turns(self) -> None:
        claims = (
            has("a", "10억 달러 이하"),
            has("b", "5억~12억 달러"),
            has("c", "11억~20억 달러"),
            has("d", "15억 달러 이상"),
        )
        finding, _ = only(judge(*claims, rules=False))
        assert finding.camps == (("a", "b"), ("b", "c"), ("c", "d"))
        assert sorted(id for side in finding.sides for id in side) == ["a", "b", "c", "d"]

    def test_of_claims_on_several_lines_they_are_the_sides(self) -> None:
        finding, _ = only(judge(has("a", "50억 달러"), say("c", None, denies="a", force="denial", by="beta")))
        assert finding.camps == finding.sides == (("a",), ("c",))


class TestEdges:
    def test_the_gap_is_told_with_its_days_and_unit(self) -> None:
        _, edge = only(judge(has("a", "10억 달러 초과"), has("b", "5억 달러 미만"), rules=False))
        gap = edge.gap
        assert (gap.lower, gap.lower_open, gap.upper, gap.upper_open) == (
            Decimal(10**9),
            True,
            Decimal(5 * 10**8),
            True,
        )
        assert (str(gap.since), str(gap.until), gap.unit) == ("2030-06-01", "2030-06-09", "USD")


class TestOrder:
    def test_most_severe_first_then_most_voices_then_question(self) -> None:
        two = [has("a", "50억 달러"), has("b", "1억 달러")]
        other = [has("f", "50억 달러", subject="alpha"), has("g", "1억 달러", subject="alpha")]
        values = {"c": "50억 달러", "d": "1억 달러", "e": "9억 달러"}
        three = [has(id, value, subject="gamma") for id, value in values.items()]
        light = [say(f"w{n}", "amount_spent", "30억 달러", restated=won, subject=f"s{n}", by=f"s{n}")
                 for n, won in enumerate(("4조4천억원", "5조원"))]  # fmt: skip
        found = judge(*light, *two, *three, *other, rules=False).findings
        assert list(found) == sorted(found, key=order)
        assert [str(finding.question) for finding in found] == [
            "funds_available(gamma)",
            "funds_available(alpha)",
            "funds_available(beta)",
            "exchange_rate(one, from=USD, to=KRW) [rate]",
        ]
