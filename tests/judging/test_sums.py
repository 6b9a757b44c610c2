"""Parts against a total: disjoint parts never come to more than the whole."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest
from attrs import evolve

from stargate_claims.errors import InvalidRule
from stargate_claims.judging.consistency import check_consistency
from stargate_claims.judging.live import Checker
from stargate_claims.model.claims import Claim, Force, Grouping
from stargate_claims.model.findings import Relation
from stargate_claims.model.intervals import Interval
from stargate_claims.model.rules import Bound, Conclusion, FactPremise, Premise, Rule
from stargate_claims.model.vocabulary import Line, Vocabulary
from tests.judging.ruling import JUNE, MEASURES, VOCABULARY, derived, entity, fact, only, rule, say

PARTS = rule(
    Premise(measure="held", subject="X", keys=(("for", "P"),)),
    then=Conclusion(measure="held", subject="P", value=Bound(sum_over="X")),
    id="parts",
)


def part(id: str, who: str | tuple[str, ...], value: str, about: str = JUNE, **more: str) -> Claim:
    return say(id, "held", value, subject=who, for_="harbour", about=about, by=id, **more)


def total(id: str, value: str, about: str = JUNE) -> Claim:
    return say(id, "held", value, subject="harbour", about=about, by=id, source="two")


def lowers(*claims: Claim, rules: Rule = PARTS) -> list[Decimal | None]:
    """What the sums come to."""
    return [row.interval.lower for row in derived(rules, *claims) if row.hinges]


def clashing(*claims: Claim) -> set[tuple[str, ...]]:
    found = check_consistency(claims, vocabulary=VOCABULARY, rules=[PARTS])
    return {tuple(sorted((*edge.claims, *edge.hinges))) for finding in found for edge in finding.edges}


class TestSums:
    def test_disjoint_parts_are_added_each_as_low_as_its_rounding_allows(self) -> None:
        assert lowers(part("a", "alpha", "30억 달러"), part("b", "beta", "20억 달러")) == [Decimal("4.9e9")]

    def test_of_one_holder_the_largest_counts(self) -> None:
        claims = part("a", "alpha", "30억 달러"), part("b", "beta", "20억 달러"), part("c", "beta", "10억 달러")
        assert lowers(*claims) == [Decimal("4.9e9")]

    def test_one_claim_may_name_several_parts(self) -> None:
        each = say(
            "a", "held", "30억 달러", subject=("alpha", "beta"), grouping=Grouping.EACH, for_="harbour", about=JUNE
        )
        assert max(row.interval.lower or 0 for row in derived(PARTS, each)) == Decimal("5.9e9")
        assert clashing(each, total("t", "40억 달러")) == {("a", "t")}

    def test_nothing_else_follows_from_parts_and_their_sum(self) -> None:
        onward = rule(
            Premise(measure="held", subject="harbour"),
            then=Conclusion(measure="ready", subject="harbour", value=Bound(holds=True)),
            id="onward",
        )
        claims = part("a", "alpha", "30억 달러"), part("b", "beta", "20억 달러")
        assert {row.rules for row in derived([PARTS, onward], *claims)} == {("parts",)}
        assert derived(onward, total("t", "40억 달러"))

    def test_one_part_is_no_sum(self) -> None:
        assert lowers(part("a", "alpha", "30억 달러"), part("c", "alpha", "10억 달러")) == []

    def test_what_two_hold_together_is_not_counted_beside_one_of_them(self) -> None:
        assert lowers(part("a", ("alpha", "beta"), "30억 달러"), part("b", "beta", "20억 달러")) == []

    @pytest.mark.parametrize(
        ("one", "other", "added"), [("dock", "harbour", 0), ("harbour", "dock", 0), ("dock", "quay", 1)]
    )
    def test_a_part_of_another_one_is_not_counted_beside_it(self, one: str, other: str, added: int) -> None:
        claims = part("a", one, "30억 달러"), part("b", other, "20억 달러")
        assert len(lowers(*(evolve(claim, for_="resort") for claim in claims))) == added
        assert len(lowers(*(evolve(claim, for_="resort") for claim in reversed(claims)))) == added

    def test_what_is_left_out_hides_nothing_after_it(self) -> None:
        claims = (
            part("a", "alpha", "30억 달러"),
            part("b", ("alpha", "beta"), "20억 달러"),
            part("c", "gamma", "10억 달러"),
        )
        assert lowers(*claims) == [Decimal("3.9e9")]

    def test_parts_may_be_equal(self) -> None:
        assert lowers(part("b", "beta", "30억 달러"), part("a", "alpha", "30억 달러")) == [Decimal("5.9e9")]

    def test_parts_need_a_day_in_common(self) -> None:
        claims = part("a", "alpha", "30억 달러", "2030-03-01/2030-03-20"), part("b", "beta", "20억 달러")
        assert lowers(*claims) == []

    def test_each_day_on_which_a_part_begins_has_its_sum(self) -> None:
        claims = (
            part("a", "alpha", "30억 달러", "2030-06-01/2030-06-30"),
            part("b", "beta", "20억 달러", "2030-06-10/2030-06-30"),
            part("c", "gamma", "10억 달러", "2030-06-20/2030-06-30"),
        )
        assert lowers(*claims) == [Decimal("4.9e9"), Decimal("5.85e9")]

    def test_caps_have_no_sum_and_open_bounds_stay_open(self) -> None:
        assert lowers(part("a", "alpha", "최대 30억 달러"), part("b", "beta", "20억 달러")) == []
        more = part("a", "alpha", "30억 달러 초과"), part("b", "beta", "20억 달러")
        (found,) = (row for row in derived(PARTS, *more) if row.hinges)
        assert found.interval == Interval.above(Decimal("4.95e9"))

    def test_the_last_said_part_carries_it_and_hinges_on_the_others(self) -> None:
        claims = part("a", "alpha", "30억 달러", said="2030-12-05"), part("b", "beta", "20억 달러")
        (found,) = (row for row in derived(PARTS, *claims) if row.hinges)
        assert (found.claim.id, found.hinges, found.rules) == ("a", ("b",), ("parts",))


class TestAgainstTheTotal:
    def test_more_than_the_total_is_found_with_every_part(self) -> None:
        claims = part("a", "alpha", "30억 달러"), part("b", "beta", "20억 달러"), total("t", "40억 달러")
        assert clashing(*claims) == {("a", "b", "t")}

    @pytest.mark.parametrize("value", ["50억 달러", "60억 달러", "최소 40억 달러"])
    def test_as_much_or_less_is_fine(self, value: str) -> None:
        assert clashing(part("a", "alpha", "30억 달러"), part("b", "beta", "20억 달러"), total("t", value)) == set()

    def test_one_part_alone_may_be_too_much(self) -> None:
        assert clashing(part("a", "alpha", "50억 달러"), total("t", "40억 달러")) == {("a", "t")}

    def test_approximate_parts_may_be_rounded_up(self) -> None:
        parts = part("a", "alpha", "약 30억 달러"), part("b", "beta", "약 20억 달러")
        assert clashing(*parts, total("t", "41억 달러")) == set()
        assert clashing(*parts, total("t", "39억 달러")) == {("a", "b", "t")}

    def test_plans_that_were_replaced_are_left_out(self) -> None:
        parts = rule(
            Premise(measure="size", subject="X", line=Line.INTENTION),
            then=Conclusion(measure="size", subject="harbour", line=Line.INTENTION, value=Bound(sum_over="X")),
            id="parts",
        )
        plans = {"force": Force.PLAN, "source": "one"}
        first = say("a", "size", "30곳", subject="dock", said="2030-01-01", by="x", **plans)
        less = say("b", "size", "10곳", subject="dock", said="2030-06-01", by="x", **plans)
        other = say("c", "size", "20곳", subject="pier", said="2030-01-01", by="x", **plans)
        whole = say("t", "size", "40곳", subject="harbour", said="2030-12-01", by="y", **plans)
        found = check_consistency([first, less, other, whole], vocabulary=VOCABULARY, rules=[parts])
        assert [finding.sides for finding in found if "t" in {id for side in finding.sides for id in side}] == []
        found = check_consistency([first, other, whole], vocabulary=VOCABULARY, rules=[parts])
        assert [(edge.claims, edge.relation) for f in found for edge in f.edges] == [(("c", "t"), Relation.REVISION)]

    def test_the_order_of_claims_changes_nothing_and_the_live_checker_agrees(self) -> None:
        claims = [part(f"p{n}", who, f"{n + 1}0억 달러") for n, who in enumerate(("alpha", "beta", "gamma", "dock"))]
        claims += [total("t", "60억 달러"), part("q", ("alpha", "dock"), "90억 달러")]
        whole = check_consistency(claims, vocabulary=VOCABULARY, rules=[PARTS])
        live = Checker(vocabulary=VOCABULARY, rules=[PARTS])
        random.Random(2).shuffle(claims)
        for claim in claims:
            live.add(claim)
        assert live.report() == whole == check_consistency(claims, vocabulary=VOCABULARY, rules=[PARTS])
        assert whole.findings


class TestSlack:
    HALF = rule(
        Premise(measure="held", subject="X", keys=(("for", "P"),)),
        then=Conclusion(measure="held", subject="P", value=Bound(times=Decimal(1))),
        id="carried",
        slack=Decimal("0.05"),
    )

    def test_a_carried_bound_may_be_missed_by_its_share(self) -> None:
        found = only(self.HALF, part("a", "alpha", "100억 달러"))
        assert found.interval == Interval.at_least(Decimal("95e8"))
        assert [str(tolerance) for tolerance in found.tolerances] == ["slack: carried: -5 %"]

    def test_it_is_a_share(self) -> None:
        for wrong in ("-0.1", "1", "5"):
            with pytest.raises(InvalidRule, match="a slack is a share"):
                rule(*PARTS.when, then=PARTS.then, slack=Decimal(wrong))


class TestEndless:
    @staticmethod
    def _double(**more: object) -> Rule:
        return rule(
            Premise(measure="held", subject="X"),
            then=Conclusion(measure="held", subject="X", value=Bound(times=Decimal(2))),
            id="double",
            **more,
        )

    def test_a_rule_that_feeds_itself_with_more_is_refused(self) -> None:
        with pytest.raises(InvalidRule, match=r"could derive for ever: double -> double; let one of them"):
            check_consistency([], vocabulary=VOCABULARY, rules=[self._double()])
        with pytest.raises(InvalidRule, match="for ever"):
            Checker(vocabulary=VOCABULARY, rules=[self._double()])

    def test_so_is_a_circle_that_moves_days(self) -> None:
        one = rule(
            Premise(measure="ready", subject="X", value=Bound(holds=True)),
            then=Conclusion(measure="begun", subject="X", value=Bound(holds=True)),
            id="one",
            grace=30,
        )
        other = rule(
            Premise(measure="begun", subject="X", value=Bound(holds=True)),
            then=Conclusion(measure="ready", subject="X", value=Bound(holds=True)),
            id="other",
        )
        with pytest.raises(InvalidRule, match="one -> other -> one"):
            check_consistency([], vocabulary=VOCABULARY, rules=[other, one])

    @pytest.mark.parametrize(
        "then",
        [
            Conclusion(measure="held", subject="X", value=Bound(times=Decimal(1))),  # nothing new each time round
            Conclusion(measure="held", subject="X", line=Line.INTENTION, value=Bound(times=Decimal(2))),
            Conclusion(measure="total", subject="X", value=Bound(times=Decimal(2))),
        ],
        ids=["as-much", "another-line", "another-measure"],
    )
    def test_what_comes_to_an_end_is_not(self, then: Conclusion) -> None:
        fine = rule(Premise(measure="held", subject="X", value=Bound(above=Decimal(0))), then=then)
        assert check_consistency([], vocabulary=VOCABULARY, rules=[fine]).consistent

    def test_a_circle_needs_the_same_keys_values_and_bounds(self) -> None:
        def fine(premise: Premise, then: Conclusion) -> bool:
            return check_consistency([], vocabulary=VOCABULARY, rules=[rule(premise, then=then)]).consistent

        twice = Bound(times=Decimal(2))
        assert fine(
            Premise(measure="held", subject="X", keys=(("for", "P"),)),
            Conclusion(measure="held", subject="X", value=twice),
        )
        assert fine(
            Premise(measure="held", subject="X", keys=(("for", "dock"),)),
            Conclusion(measure="held", subject="X", keys=(("for", "pier"),), value=twice),
        )
        assert fine(Premise(measure="held", subject="X", of="Y"), Conclusion(measure="held", subject="X", value=twice))
        assert fine(
            Premise(measure="held", subject="X", value=Bound(at_most=Decimal(5))),
            Conclusion(measure="held", subject="X", value=twice),
        )

    def test_from_member_to_group_it_ends_with_the_facts(self) -> None:
        groups = VOCABULARY | Vocabulary.of([entity("harbour", fact("part_of", "coast"))], MEASURES)
        up = rule(
            Premise(measure="total", subject="M", keys=(("kind", "K"),)),
            where=(FactPremise(kind="part_of", entity="M", is_="G"),),
            then=Conclusion(measure="total", subject="G", keys=(("kind", "K"),), value=Bound(sum_over="M")),
            id="up",
        )
        claims = [
            say(id, "total", value, subject=who, qualifiers={"kind": "stone"}, about=JUNE, by=id)
            for id, value, who in (("a", "2건", "dock"), ("b", "3건", "quay"), ("t", "4건", "harbour"))
        ]
        found = check_consistency(claims, vocabulary=groups, rules=[up])
        assert [(edge.claims, edge.hinges) for f in found for edge in f.edges] == [(("b", "t"), ("a",))]
