"""Rules draw constraints: premises that join, days that are shared, chains that end."""

from __future__ import annotations

import random
import time
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

from stargate_claims.judging.constraints import Reader
from stargate_claims.judging.derive import derive, entails
from stargate_claims.model.claims import Claim
from stargate_claims.model.intervals import DAWN, DUSK, Interval
from stargate_claims.model.rules import Bound, Conclusion, FactPremise, Premise
from stargate_claims.model.vocabulary import Line, Vocabulary
from tests.judging import build
from tests.judging.ruling import (
    JUNE,
    MEASURES,
    READER,
    VOCABULARY,
    day,
    days,
    derived,
    entity,
    fact,
    holds,
    only,
    rule,
    say,
    state,
)


class TestJoins:
    both = rule(
        state("member", "X", of="G"),
        state("ready", "G"),
        then=holds("begun", "X"),
    )

    def test_premises_that_name_the_same_join(self) -> None:
        member = say("a", "member", holds=True, subject="dock", of="guild", about=JUNE)
        guild = say("b", "ready", holds=True, subject="guild", about=JUNE)
        other = say("c", "ready", holds=True, subject="union", about=JUNE)
        found = only(self.both, member, guild, other)
        assert str(found.question) == "begun(dock)"
        assert (found.claim.id, found.hinges) == ("a", ("b",))

    def test_every_way_to_join_is_found(self) -> None:
        members = [say(f"m{n}", "member", holds=True, subject=f"s{n}", of="guild", about=JUNE) for n in range(3)]
        guilds = [say(f"g{n}", "ready", holds=True, subject="guild", about=JUNE) for n in range(2)]
        found = derived(self.both, *members, *guilds)
        assert [(row.claim.id, row.hinges) for row in found] == [
            (f"m{n}", (f"g{k}",)) for n in range(3) for k in range(2)
        ]

    def test_a_variable_stands_for_one_thing_within_a_premise_too(self) -> None:
        itself = rule(state("member", "X", of="X"), then=holds("begun", "X"))
        assert derived(itself, say("a", "member", holds=True, subject="dock", of="guild", about=JUNE)) == []
        assert len(derived(itself, say("a", "member", holds=True, subject="dock", of="dock", about=JUNE))) == 1

    def test_what_a_premise_names_outright_must_be_there(self) -> None:
        named = rule(state("member", "dock", of="G"), then=holds("begun", "G"))
        assert derived(named, say("a", "member", holds=True, subject="pier", of="guild", about=JUNE)) == []
        assert derived(named, say("a", "member", holds=True, subject="dock", about=JUNE)) == []

    def test_keys_bundles_partners_and_qualifiers_are_matched(self) -> None:
        strict = rule(
            Premise(
                measure="total", subject="X", bundle="B", without="W", together=True, keys=(("kind", "K"),),
                qualifiers=(("urgent", "yes"),), value=Bound(above=Decimal(0)),
            ),
            then=Conclusion(
                measure="total", subject="B", of="W", keys=(("kind", "K"),), value=Bound(at_least=Decimal(1))
            ),
        )  # fmt: skip
        words: dict[str, Any] = {
            "subject": "dock", "bundle": "leases", "without": "beta", "together": ("alpha", "gamma"), "about": JUNE,
            "qualifiers": {"kind": "stone", "urgent": "yes"},
        }  # fmt: skip
        assert str(only(strict, say("a", "total", "2건", **words)).question) == "total(leases, of=beta, kind=stone)"
        for missing in ("bundle", "without", "together", "qualifiers"):
            fewer = {name: value for name, value in words.items() if name != missing}
            assert derived(strict, say("a", "total", "2건", **fewer)) == [], missing
        assert derived(strict, say("a", "total", "0건", **words)) == []

    def test_force_and_line_are_matched(self) -> None:
        reported = rule(state("ready", "X", force=("report",)), then=holds("begun", "X"))
        assert derived(reported, say("a", "ready", holds=True, subject="dock", about=JUNE, force="denial")) == []
        assert derived(reported, say("a", "ready", holds=True, subject="dock", about=JUNE, force="plan")) == []
        assert len(derived(reported, say("a", "ready", holds=True, subject="dock", about=JUNE))) == 1

    def test_many_on_both_sides_are_joined_by_what_they_share(self) -> None:
        members = [say(f"m{n}", "member", holds=True, subject=f"s{n}", of=f"g{n}", about=JUNE) for n in range(1500)]
        guilds = [say(f"g{n}", "ready", holds=True, subject=f"g{n}", about=JUNE) for n in range(1500)]
        start = time.process_time()
        assert len(derived(self.both, *members, *guilds)) == 1500
        assert time.process_time() - start < 2


class TestDays:
    both = rule(state("member", "X", of="G"), state("ready", "G"), then=holds("ready", "X"))

    @staticmethod
    def _claims(one: str, other: str) -> tuple[Claim, Claim]:
        return (
            say("a", "member", holds=True, subject="dock", of="guild", about=one),
            say("b", "ready", holds=True, subject="guild", about=other),
        )

    @pytest.mark.parametrize(
        ("first", "count"), [("2030-06-09", 1), ("2030-06-10", 1), ("2030-06-11", 0), ("2030-06-12", 0)]
    )
    def test_premises_share_a_day(self, first: str, count: int) -> None:
        assert len(derived(self.both, *self._claims("2030-06-01/2030-06-10", f"{first}/2030-06-30"))) == count

    def test_unless_one_may_be_of_any_time(self) -> None:
        head, other = self.both.when
        anytime = evolve(self.both, when=(head, evolve(other, any_time=True)))
        found = only(anytime, *self._claims("2030-06-01/2030-06-10", "2030-08-01/2030-08-10"))
        assert found.low.sure == days("2030-06-01/2030-06-10")

    def test_the_conclusion_is_about_the_days_they_share(self) -> None:
        found = only(self.both, *self._claims("2030-06-01/2030-06-10", "2030-06-05/2030-06-30"))
        assert found.low.sure == days("2030-06-05/2030-06-10")
        assert found.low.possible == days("2030-06-05/2030-06-10")

    def test_days_that_are_shared_by_a_hair_are_not_certain(self) -> None:
        found = only(self.both, *self._claims("2030-06-01/2030-06-10", "2030-06-10/2030-06-30"))
        assert found.low.sure is None
        assert found.low.possible == (day("2030-06-10"), day("2030-06-10"))

    def test_three_premises_share_one_day_not_each_two_of_them(self) -> None:
        three = rule(state("member", "X", of="G"), state("ready", "G"), state("begun", "X"), then=holds("ready", "X"))
        begun = say("c", "begun", holds=True, subject="dock", about="2030-06-11/2030-06-12")
        assert derived(three, *self._claims("2030-06-01/2030-06-20", "2030-06-05/2030-06-10"), begun) == []
        assert len(derived(three, *self._claims("2030-06-01/2030-06-20", "2030-06-05/2030-06-11"), begun)) == 1

    def test_that_nothing_was_there_is_said_of_its_own_days(self) -> None:
        """Not begun in June: who concludes from it concludes nothing about December."""
        idle = rule(
            Premise(measure="begun", subject="X", value=Bound(holds=False)),
            then=Conclusion(measure="ready", subject="X", value=Bound(holds=False)),
        )
        found = only(idle, say("a", "begun", holds=False, subject="dock", about=JUNE))
        assert found.high.sure == days(JUNE)

    def test_what_has_begun_goes_on(self) -> None:
        on = rule(state("begun", "X"), then=holds("ready", "X"))
        assert only(on, say("a", "begun", holds=True, subject="dock", about=JUNE)).low.sure == (day("2030-06-10"), DUSK)


class TestClocks:
    ready = state("ready", "X")

    def test_from_the_days_it_is_about(self) -> None:
        found = only(rule(self.ready, then=holds("begun", "X"), grace=5), say("a", "ready", holds=True, about=JUNE))
        assert found.low.sure == (day("2030-06-15"), DUSK)

    def test_from_the_last_day_it_was_said(self) -> None:
        said = rule(self.ready, then=holds("begun", "X"), grace=5, clock="said")
        claim = say("a", "ready", holds=True, about="2029-01-01/2031-12-31", said="2030-06-10/2030-06-12")
        found = only(said, claim)
        assert found.low.sure == (day("2030-06-17"), DUSK)
        assert found.low.possible == (day("2030-06-15"), DUSK)
        assert found.low.shaken == ((day("2030-06-18"), DUSK),)

    def test_from_the_day_after_the_day_that_it_names(self) -> None:
        named = rule(
            Premise(measure="due_on", subject="X", line=Line.INTENTION), then=holds("begun", "X"), clock="day", grace=3
        )
        found = only(named, say("a", "due_on", day="2031-01-01/2031-03-31", force="plan"))
        assert found.low.sure == (day("2031-04-04"), DUSK)

    def test_a_negative_grace_must_have_shown_before(self) -> None:
        found = only(rule(self.ready, then=holds("begun", "X"), grace=-30), say("a", "ready", holds=True, about=JUNE))
        assert found.low.sure == (day("2030-05-11"), DUSK)

    def test_an_expiry_ends_it(self) -> None:
        found = only(
            rule(self.ready, then=holds("ready", "X"), grace=5, expiry=10, clock="said"),
            say("a", "ready", holds=True, said="2030-06-10"),
        )
        assert found.low.sure == days("2030-06-15/2030-06-25")

    def test_a_total_is_bounded_from_then_on_or_up_to_then(self) -> None:
        least, most = (
            rule(self.ready, then=Conclusion(measure="total", subject="X", value=bound))
            for bound in (Bound(at_least=Decimal(2)), Bound(at_most=Decimal(2)))
        )
        claim = say("a", "ready", holds=True, about=JUNE)
        assert only(least, claim).low.sure == (day("2030-06-10"), DUSK)
        assert only(most, claim).high.sure == (DAWN, day("2030-06-20"))

    def test_a_total_s_shaken_days_are_those_of_the_end_that_counts(self) -> None:
        least = rule(self.ready, then=Conclusion(measure="total", subject="X", value=Bound(at_least=Decimal(2))))
        found = only(least, say("a", "ready", holds=True, about=JUNE))
        assert found.low.shaken == ((day("2030-06-11"), DUSK),)
        assert found.high.shaken == ((DAWN, day("2030-06-19")),)


class TestValues:
    def test_times_carries_the_lower_bound_with_its_unit(self) -> None:
        half = rule(
            Premise(measure="held", subject="X", for_="P", value=Bound(above=Decimal(0))),
            then=Conclusion(measure="held", subject="X", value=Bound(times=Decimal("0.5"))),
        )
        found = only(half, say("a", "held", "10억 달러 초과", subject="alpha", for_="harbour", about=JUNE))
        assert (found.interval, found.unit) == (Interval.above(500_000_000), "USD")

    def test_times_carries_nothing_where_there_is_no_lower_bound(self) -> None:
        double = rule(
            Premise(measure="held", subject="X", for_="P"),
            then=Conclusion(measure="held", subject="X", value=Bound(times=Decimal(2))),
        )
        assert derived(double, say("a", "held", "10억 달러 이하", subject="alpha", for_="harbour", about=JUNE)) == []

    @pytest.mark.parametrize(
        ("bound", "value", "fits"),
        [
            (Bound(above=Decimal(1_000_000_000)), "10억 달러", False),
            (Bound(above=Decimal(1_000_000_000)), "10억 달러 초과", True),
            (Bound(at_least=Decimal(1_000_000_000)), "10억 달러", True),
            (Bound(at_least=Decimal(1_000_000_000)), "9억 달러", False),
            (Bound(at_most=Decimal(1_000_000_000)), "10억 달러", True),
            (Bound(at_most=Decimal(1_000_000_000)), "11억 달러", False),
            (Bound(at_most=Decimal(1_000_000_000)), "1억 달러 이상", False),
            (Bound(at_least=Decimal(1), unit="KRW"), "10억 달러", False),
            (Bound(at_least=Decimal(1), unit="USD"), "10억 달러", True),
        ],
    )
    def test_what_a_premise_asks_of_the_value(self, bound: Bound, value: str, fits: bool) -> None:
        asks = rule(Premise(measure="held", subject="X", value=bound), then=holds("begun", "X"))
        assert bool(derived(asks, say("a", "held", value, subject="alpha", about=JUNE))) is fits


class TestChains:
    chain = (
        rule(state("ready", "X"), then=holds("begun", "X"), id="z-first", strength="strict"),
        rule(state("begun", "X"), then=Conclusion(measure="total", subject="X", value=Bound(at_least=Decimal(1))),
             id="a-second", strength="soft"),
    )  # fmt: skip

    def test_rules_are_named_in_the_order_they_were_applied(self) -> None:
        found = derived(self.chain, say("a", "ready", holds=True, about=JUNE))
        assert [row.rules for row in found] == [("z-first",), ("z-first", "a-second")]

    def test_a_chain_is_as_strong_as_its_weakest_link(self) -> None:
        found = derived(self.chain, say("a", "ready", holds=True, about=JUNE))
        assert [row.strength for row in found] == ["strict", "soft"]

    def test_a_premise_that_is_itself_weak_weakens_it(self) -> None:
        organisation = Vocabulary.of(
            entities=VOCABULARY.entities.values(),
            measures=[evolve(m, organisational=True) for m in MEASURES],
        )
        reader = Reader(organisation)
        (row,) = reader.own(say("a", "ready", holds=True, subject="head", about=JUNE))
        (found,) = derive(self.chain[:1], [row], organisation)
        assert (found.strength, [used.fact.kind for used in found.facts]) == ("defeasible", ["speaks_for"])

    def test_hinges_of_a_chain_add_up_without_its_own_claim(self) -> None:
        first = rule(state("member", "X", of="G"), state("ready", "G"), then=holds("begun", "X"), id="first")
        second = rule(state("begun", "X"), state("member", "X", of="G"), then=holds("ready", "X"), id="second")
        claims = (
            say("a", "member", holds=True, subject="dock", of="guild", about=JUNE),
            say("b", "ready", holds=True, subject="guild", about=JUNE),
        )
        last = next(row for row in derived([first, second], *claims) if row.rules == ("first", "second"))
        assert (last.claim.id, last.hinges) == ("a", ("b",))

    def test_a_rule_never_applies_twice_so_that_members_of_members_end(self) -> None:
        """A ring of parts: each is part of the next, and the last of the first."""
        up = rule(
            state("member", "X", of="Y"), state("member", "Y", of="Z"), then=holds("member", "X", of="Z"), id="up"
        )
        ring = [say(f"k{n}", "member", holds=True, subject=f"s{n}", of=f"s{(n + 1) % 4}", about=JUNE) for n in range(4)]
        found = derived(up, *ring)
        assert [str(row.question) for row in found] == [f"member(s{n}, of=s{(n + 2) % 4})" for n in range(4)]
        assert all(row.rules == ("up",) for row in found)

    def test_a_loop_between_two_measures_ends(self) -> None:
        loop = [
            rule(state("ready", "X"), then=holds("begun", "X"), id="there"),
            rule(state("begun", "X"), then=holds("ready", "X"), id="back"),
        ]
        found = derived(loop, say("a", "ready", holds=True, about=JUNE), say("b", "begun", holds=True, about=JUNE))
        assert sorted((row.claim.id, row.rules) for row in found) == [
            ("a", ("there",)),
            ("a", ("there", "back")),
            ("b", ("back",)),
            ("b", ("back", "there")),
        ]

    def test_a_bound_that_doubles_itself_ends(self) -> None:
        double = rule(
            Premise(measure="size", subject="X", line=Line.INTENTION, value=Bound(above=Decimal(0))),
            then=Conclusion(measure="size", subject="X", line=Line.INTENTION, value=Bound(times=Decimal(2))),
        )
        assert only(double, say("a", "size", "3건", force="plan")).interval == Interval.at_least(6)

    def test_many_rules_that_feed_each_other_draw_each_set_of_them_once(self) -> None:
        """Eight rules could be put in some 110,000 orders."""
        rules = [rule(state("ready", "X"), then=holds("ready", "X"), id=f"r{n}") for n in range(8)]
        assert len(derived(rules, say("a", "ready", holds=True, about=JUNE))) == 2**8 - 1


class TestFacts:
    within = rule(
        state("ready", "X"), where=(FactPremise(kind="part_of", entity="X", is_="P"),), then=holds("begun", "P")
    )
    of_it = rule(
        state("ready", "P"), where=(FactPremise(kind="part_of", entity="X", is_="P"),), then=holds("begun", "X")
    )

    def test_a_fact_is_looked_up_from_either_end_and_named(self) -> None:
        found = only(self.within, say("a", "ready", holds=True, subject="dock", about=JUNE))
        assert str(found.question) == "begun(harbour)"
        assert [(used.entity, used.fact.of) for used in found.facts] == [("dock", "harbour")]
        down = derived(self.of_it, say("a", "ready", holds=True, subject="harbour", about=JUNE))
        assert [str(row.question) for row in down] == ["begun(dock)", "begun(quay)"]

    def test_without_the_fact_nothing_follows(self) -> None:
        assert derived(self.within, say("a", "ready", holds=True, subject="alpha", about=JUNE)) == []
        assert derived(self.within, say("a", "ready", holds=True, subject=("dock", "pier"), about=JUNE)) == []

    def test_a_fact_of_other_days_does_not_hide_the_next_one(self) -> None:
        vocabulary = VOCABULARY | Vocabulary.of(entities=[entity("wharf", fact("part_of", "harbour"))])
        own = READER.own(say("a", "ready", holds=True, subject="harbour", about="2030-07-10/2030-07-20"))
        down = derive([self.of_it], own, vocabulary)
        assert [str(row.question) for row in down] == ["begun(dock)", "begun(wharf)"]

    def test_two_facts_chain(self) -> None:
        named = evolve(
            self.within, where=(*self.within.where, FactPremise(kind="kind", entity="X", is_="K")),
            then=Conclusion(measure="total", subject="P", keys=(("kind", "K"),), value=Bound(at_least=Decimal(1))),
        )  # fmt: skip
        found = only(named, say("a", "ready", holds=True, subject="dock", about=JUNE))
        assert str(found.question) == "total(harbour, kind=stone)"
        assert len(found.facts) == 2

    @pytest.mark.parametrize(
        ("about", "count"),
        [
            ("2030-05-20/2030-05-31", 0),
            ("2030-05-20/2030-06-01", 1),
            ("2030-06-30/2030-07-09", 1),
            ("2030-07-01/2030-07-09", 0),
        ],
    )
    def test_a_fact_counts_on_its_own_days(self, about: str, count: int) -> None:
        assert len(derived(self.within, say("a", "ready", holds=True, subject="quay", about=about))) == count

    @pytest.mark.no_cover
    def test_many_claims_do_not_look_through_everyentity(self) -> None:
        many = Vocabulary.of(
            entities=[entity(f"s{n}", fact("part_of", "harbour")) for n in range(3000)], measures=MEASURES
        )
        rows = [row for n in range(3000) for row in READER.own(say(f"k{n}", "ready", holds=True, subject=f"s{n}"))]
        start = time.process_time()
        assert len(derive([self.within], rows, many)) == 3000
        assert time.process_time() - start < 2


class TestIntentions:
    large = rule(
        Premise(measure="size", subject="X", line=Line.INTENTION, value=Bound(at_least=Decimal(5))),
        then=holds("begun", "X"), clock="said", grace=90,
    )  # fmt: skip

    @pytest.mark.parametrize(("said", "count"), [("2030-04-09", 0), ("2030-04-10", 1), ("2030-04-11", 1)])
    def test_a_plan_that_was_replaced_before_it_fell_due_entails_nothing(self, said: str, count: int) -> None:
        old = say("a", "size", "8건", force="plan", said="2030-01-10")
        new = say("b", "size", "1건", force="plan", said=said, source="two")
        assert len(derived(self.large, old, new)) == count

    def test_it_does_not_matter_which_premise_was_replaced(self) -> None:
        also = evolve(self.large, when=(state("ready", "X", any_time=True), *self.large.when))
        ready = say("r", "ready", holds=True, said="2030-01-10")
        old = say("a", "size", "8건", force="plan", said="2030-01-10")
        new = say("b", "size", "1건", force="plan", said="2030-02-10", source="two")
        assert len(derived(also, ready, old)) == 1
        assert derived(also, ready, old, new) == []


@pytest.mark.no_cover
def test_the_order_of_rules_and_claims_changes_nothing() -> None:
    rng = random.Random(4)
    rules = [TestJoins.both, evolve(TestDays.both, id="days"), *TestChains.chain, evolve(TestFacts.of_it, id="facts")]
    claims = [
        say(f"k{n}", rng.choice(("member", "ready", "begun")), holds=True, of=rng.choice(("guild", "harbour")),
            subject=rng.choice(("dock", "guild", "harbour")), about=rng.choice((JUNE, "2030-06-15/2030-07-15")))
        for n in range(30)
    ]  # fmt: skip

    def drawn() -> set[tuple[object, ...]]:
        return {
            (str(row.question), row.claim.id, row.rules, frozenset(row.hinges), row.low, row.high, row.strength)
            for row in derived(rules, *claims)
        }

    first = drawn()
    assert len(first) > 20
    for _ in range(5):
        rng.shuffle(rules)
        rng.shuffle(claims)
        assert drawn() == first


class TestWhatTellsPremisesApart:
    """Found by mutation: each of these was noticed by no other test."""

    def test_a_qualifier_that_is_asked_for_must_be_there(self) -> None:
        urgent = rule(
            Premise(measure="ready", subject="X", qualifiers=(("urgent", "yes"),), value=Bound(holds=True)),
            then=holds("begun", "X"),
        )
        assert derived(urgent, say("a", "ready", holds=True, qualifiers={"urgent": "yes"}))
        assert not derived(urgent, say("a", "ready", holds=True, qualifiers={"urgent": "no"}))
        assert not derived(urgent, say("a", "ready", holds=True))

    def test_that_something_holds_is_not_that_it_does_not(self) -> None:
        stopped = rule(Premise(measure="ready", subject="X", value=Bound(holds=False)), then=holds("begun", "X"))
        assert derived(stopped, say("a", "ready", holds=False))
        assert not derived(stopped, say("a", "ready", holds=True))

    def test_a_number_that_is_concluded_is_the_rule_s_own(self) -> None:
        three = rule(
            state("ready", "X"), then=Conclusion(measure="total", subject="X", value=Bound(at_least=Decimal(3)))
        )
        assert only(three, say("a", "ready", holds=True)).interval == Interval.at_least(3)


class TestWhatSatisfiesAPremise:
    """A bound is satisfied where every value that a constraint allows satisfies it."""

    @pytest.mark.parametrize(
        ("bound", "values", "found"),
        [
            (Bound(holds=True), Interval.exactly(1), True),
            (Bound(holds=True), Interval.exactly(0), False),
            (Bound(holds=False), Interval.exactly(0), True),
            (Bound(holds=False), Interval.exactly(1), False),
            (Bound(at_least=Decimal(3)), Interval.exactly(3), True),
            (Bound(at_least=Decimal(3)), Interval.at_least(2), False),
            (Bound(at_least=Decimal(3)), Interval.at_most(9), False),
            (Bound(above=Decimal(3)), Interval.exactly(3), False),
            (Bound(above=Decimal(3)), Interval.above(3), True),
            (Bound(above=Decimal(3)), Interval.exactly(4), True),
            (Bound(above=Decimal(3)), Interval.at_most(9), False),
            (Bound(at_most=Decimal(3)), Interval.exactly(3), True),
            (Bound(at_most=Decimal(3)), Interval.exactly(4), False),
            (Bound(at_most=Decimal(3)), Interval.at_least(0), False),
            (Bound(at_least=Decimal(1), at_most=Decimal(3)), Interval.exactly(2), True),
            (Bound(at_least=Decimal(1), at_most=Decimal(3)), Interval.exactly(4), False),
            (Bound(at_least=Decimal(1), at_most=Decimal(3)), Interval.exactly(0), False),
        ],
    )
    def test_values(self, bound: Bound, values: Interval, found: bool) -> None:
        (row,) = READER.own(say("a", "total", "1건"))
        assert entails(evolve(row, interval=values), bound, VOCABULARY) is found

    @pytest.mark.parametrize(
        ("bound", "rung", "found"),
        [
            (Bound(stage_at_least="contracted"), "contracted", True),
            (Bound(stage_at_least="contracted"), "announced", False),
            (Bound(stage_at_most="contracted"), "contracted", True),
            (Bound(stage_at_most="announced"), "contracted", False),
        ],
    )
    def test_rungs(self, bound: Bound, rung: str, found: bool) -> None:
        (row,) = Reader(build.VOCABULARY).own(build.say("a", "project_stage", stage=rung))
        row = evolve(row, interval=Interval.exactly(row.interval.lower or 0))
        assert entails(row, bound, build.VOCABULARY) is found

    def test_another_unit_satisfies_nothing(self) -> None:
        (row,) = READER.own(say("a", "held", "50억 달러", subject="alpha"))
        found = [entails(row, Bound(at_least=Decimal(1), unit=unit), VOCABULARY) for unit in ("USD", "KRW", None)]
        assert found == [True, False, True]

    def test_a_conclusion_above_a_value_is_open(self) -> None:
        more = rule(state("ready", "X"), then=Conclusion(measure="total", subject="X", value=Bound(above=Decimal(3))))
        assert only(more, say("a", "ready", holds=True, about=JUNE)).interval == Interval.above(3)

    @pytest.mark.parametrize(
        ("value", "bounds"),
        [(Bound(stage_at_least="announced"), (1, None)), (Bound(stage_at_most="contracted"), (None, 4))],
    )
    def test_a_conclusion_about_a_stage_is_about_its_rung(
        self, value: Bound, bounds: tuple[int | None, int | None]
    ) -> None:
        begun = rule(state("ready", "X"), then=Conclusion(measure="project_stage", subject="X", value=value))
        own = READER.own(say("a", "ready", holds=True, about=JUNE))
        (found,) = derive([begun], own, VOCABULARY | build.VOCABULARY)
        assert (found.interval.lower, found.interval.upper) == bounds
