"""The live checker: at any moment, and after any change, the same as a batch check of the same claims."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, rule

import stargate_claims as sc
from stargate_claims.judging import islands
from stargate_claims.judging.consistency import check_consistency
from stargate_claims.judging.live import Checker
from stargate_claims.judging.rates import RateTable
from stargate_claims.judging.report import Diff, Report
from stargate_claims.judging.weighing import weighed
from stargate_claims.keeping.shipped import shipped_rules
from stargate_claims.model.claims import Adequacy, Claim, Force, Grouping, ListKind, Prediction, Rank
from stargate_claims.model.quantities import Rate
from stargate_claims.model.rules import Bound, Conclusion, Premise, Rule, Suppression
from stargate_claims.model.vocabulary import Behaviour, Dimension, Label, Measure, Vocabulary
from tests.judging.build import VOCABULARY, say

pytestmark = pytest.mark.no_cover  # tracing doubles its time

DAYS = ("2030-03-05", "2030-04-02", "2030-06-10", "2030-08-20")
WHO = ("alpha", "beta", "head", "gamma")
RULES = (
    *shipped_rules(),
    Rule(  # its premises share no variable
        id="stall-stops-talk",
        when=(
            Premise(measure="pace", subject="P", value=Bound(stage_at_most="stalled")),
            Premise(measure="supplies_to", subject="X", value=Bound(holds=True)),
        ),
        then=Conclusion(measure="partner_of", subject="X", value=Bound(holds=False)),
        why=Label(ko="시험", en="a trial"),
    ),
)
MEASURES = VOCABULARY | Vocabulary.of(
    measures=[
        Measure(id="depth", label=Label(en="depth"), dimension=Dimension.MONEY, behaviour=Behaviour.LEVEL),
        Measure(id="made", label=Label(en="made"), dimension=Dimension.QUANTITY, behaviour=Behaviour.LEVEL, unit="GWh"),
        Measure(
            id="opened", label=Label(en="opened"), dimension=Dimension.STATE, behaviour=Behaviour.CUMULATIVE, once=True
        ),
    ]
)
KINDS = 25
"""So many kinds of claims that refer to no other."""
RATES = RateTable.of(
    Rate(base="USD", to="KRW", day=date.fromisoformat(day), value=Decimal(1400 + number), source="a bank")
    for number, day in enumerate(DAYS)
)


def drawn(rng: random.Random, id: str, known: Iterable[str], kinds: Sequence[int] = range(KINDS)) -> Claim:
    """A claim of one of some kinds that judging treats each in its own way, on few questions, so that many meet."""
    others = sorted(known)
    day, who = rng.choice(DAYS), rng.choice(WHO)
    plain: dict[str, Any] = {"said": day, "by": who, "published": rng.choice(DAYS), "source": rng.choice("xyz")}
    site = rng.choice(("harbour", "company", "leases"))
    force = rng.choice(list(Force))
    makers = [
        lambda: say(id, "depth", rng.choice(("1억 달러", "약 1억 달러", "최대 2억 달러", "최소 2억 달러", "30억원")),
                    subject=site, **plain),
        lambda: say(id, "depth", "2억 달러", subject=("harbour", "company"), grouping=Grouping.EACH, **plain),
        lambda: say(id, "opened", holds=rng.random() < 0.7, subject=site, about=day, **plain),
        lambda: say(id, "funds_available", rng.choice(("50억 달러", "9억 달러")), subject=who, for_=site, force=force,
                    **plain),
        lambda: say(id, "investment_committed", "50억 달러", subject=who, for_="harbour", force=Force.COMMITMENT,
                    qualifiers={"tranche": "initial"}, **plain),
        lambda: say(id, "investment_planned_total", rng.choice(("60억 달러", "120억 달러")), force=Force.PLAN,
                    qualifiers={"tranche": "initial"}, **plain),
        lambda: say(id, "contract_value", rng.choice(("2억 달러", "3억 달러")), subject=who,
                    bundle=rng.choice((None, "leases")), **plain),
        lambda: say(id, "made", rng.choice(("8GWh", "8,000MWh", "9,500MWh")), subject=site, **plain),
        lambda: say(id, "contracts_signed", rng.choice(("0건", "2건")), subject=site, force=force,
                    qualifiers={"kind": "dredging"}, bundle=rng.choice((None, "leases")), **plain),
        lambda: say(id, "part_of", holds=True, subject="leases", of=site, **plain),
        lambda: say(id, "jv_exists", holds=rng.random() < 0.5, subject="company", force=force, **plain),
        lambda: say(id, "pace", stage=rng.choice(("stalled", "fast")), subject=site, **plain),
        lambda: say(id, "supplies_to", holds=True, subject=who, **plain),
        lambda: say(id, "partner_of", holds=True, subject=who, **plain),
        lambda: say(id, "amount_spent", rng.choice(("1억 달러", "3억 달러")), subject=who, about=day, **plain),
        lambda: say(id, "means", holds=False, adequacy=Adequacy(enough=rng.random() < 0.5, for_=site), **plain),
        lambda: say(id, "visited", holds=True, subject="head", of="beta", about=day, **plain),
        lambda: say(id, "visits_count", "1차례", subject="head", of="beta", about="2030-01-01/2030-12-31", **plain),
        lambda: say(id, "funders", members=("alpha", *rng.sample(WHO, 1)), list_kind=rng.choice(list(ListKind)),
                    **plain),
        lambda: say(id, "project_stage", stage="under_construction", together=("alpha", "beta"), **plain),
        lambda: say(id, "project_stage", stage="complete", subject="alpha", without="beta", **plain),
        lambda: say(id, "sites_planned", rng.choice(("1곳", "20곳")), force=Force.PLAN, **plain),
        lambda: say(id, "depth", "1억 달러", restated=rng.choice(("1,400억원", "1,500억원")), **plain),
        lambda: say(id, "outlook", force=Force.ESTIMATE, subject=site, predicts=Prediction(
            measure="jv_exists", subject=("company",), holds=False), **plain),
        lambda: say(id, "depth", "1억 달러", subject=site, rank=Rank.DEPRECATED, rank_reason="a rumour", **plain),
    ]  # fmt: skip
    assert len(makers) == KINDS
    makers = [makers[kind] for kind in kinds]
    if others and rng.random() < 0.4:
        one = rng.choice(others)
        makers = [
            lambda: say(id, None, denies=one, force=Force.DENIAL, **plain),
            lambda: say(id, None, supports=one, **plain),
            lambda: say(id, "means", holds=False, adequacy=Adequacy(enough=False, of=one), subject=site, **plain),
            lambda: say(id, "sites_planned", "5곳", force=Force.PLAN, revises=one, **plain),
            lambda: say(id, "depth", "2억 달러", subject=site, supersedes=one, **plain),
            lambda: say(id, None, retracts=one, **plain),
        ]
    return rng.choice(makers)()


def batch(claims: Iterable[Claim], **more: Any) -> Report:
    return check_consistency(claims, **{"vocabulary": MEASURES, "rules": RULES, **more})


class Live(RuleBasedStateMachine):
    """Claims of every kind come and go; after each step the checker equals the batch, and so does what it answered."""

    claims: Bundle[Claim] = Bundle("claims")

    @initialize(
        rates=st.sampled_from([None, RATES]),
        as_of=st.sampled_from([None, date(2030, 4, 2)]),
        start=st.integers(0, 2**32),
    )
    def begin(self, rates: RateTable | None, as_of: date | None, start: int) -> None:
        self.start, self.number = start, 0
        rng = self._random(0)
        self.kinds = rng.sample(range(KINDS), rng.choice((2, 4, KINDS)))  # few kinds meet more often
        self.held: dict[str, Claim] = {}
        self.options: dict[str, Any] = {"rates": rates, "as_of": as_of}
        for number in range(rng.choice((0, 3, 12))):
            self.held[f"b{number:02}"] = drawn(rng, f"b{number:02}", [*self.held, "c002"], self.kinds)
        found = batch(self.held.values(), **self.options).findings
        if found and rng.random() < 0.7:
            until = rng.choice([None, *map(date.fromisoformat, DAYS)])
            first = found[0]
            self.options["suppressions"] = [
                Suppression(finding=first.id, fingerprint=first.fingerprint, reason="known", until=until)
            ]
        self.checker = Checker(self.held.values(), vocabulary=MEASURES, rules=RULES, **self.options)
        self.before = self._batch()

    def _batch(self) -> Report:
        return batch(self.held.values(), **self.options)

    def _took(self, diff: Diff) -> None:
        after = self._batch()
        expected = after.diff(self.before)
        assert diff.new == expected.new
        assert diff.changed == expected.changed
        assert diff.resolved == expected.resolved
        assert diff.renamed == expected.renamed
        self.before = after

    def _random(self, seed: int) -> random.Random:
        """Numbers of its own for each step: Hypothesis likes to draw the same seeds again."""
        self.number += 1
        return random.Random(f"{self.start} {self.number} {seed}")

    def _drawn(self, seed: int) -> Claim:
        rng = self._random(seed)
        return drawn(rng, f"c{self.number:03}", [*self.held, f"c{self.number + 1:03}"], self.kinds)

    @rule(target=claims, seed=st.integers(0, 2**32))
    def add(self, seed: int) -> Claim:
        claim = self._drawn(seed)
        self.held[claim.id] = claim
        self._took(self.checker.add(claim))
        return claim

    @rule(claim=claims)
    def add_again(self, claim: Claim) -> None:
        self.held[claim.id] = claim
        self._took(self.checker.add(claim))

    @rule(claim=consumes(claims))
    def retract(self, claim: Claim) -> None:
        del self.held[claim.id]
        self._took(self.checker.retract(claim.id))

    @rule(target=claims, old=claims, seed=st.integers(0, 2**32))
    def supersede(self, old: Claim, seed: int) -> Claim:
        claim = self._drawn(seed)
        kept = evolve(claim, supersedes=tuple(dict.fromkeys((*claim.supersedes, old.id))))
        self.held[claim.id] = kept
        self._took(self.checker.supersede(old.id, claim))
        return kept

    @invariant()
    def equals_the_batch(self) -> None:
        report = self.checker.report()
        assert report == self.before
        assert self.checker.findings == report.findings
        assert sorted(self.checker, key=lambda claim: claim.id) == sorted(self.held.values(), key=lambda c: c.id)


TestLive = Live.TestCase
TestLive.settings = settings(max_examples=40, stateful_step_count=15, deadline=None)


def checker(*claims: Claim, **more: Any) -> Checker:
    return Checker(claims, **{"vocabulary": MEASURES, "rules": RULES, **more})


ONE = say("a", "depth", "1억 달러", subject="harbour", source="one")
OTHER = say("b", "depth", "5억 달러", subject="harbour", source="two", by="beta")
ELSEWHERE = say("c", "depth", "5억 달러", subject="company", source="two", by="beta")


class TestChecker:
    def test_it_begins_with_a_ledger_and_its_own_names_rules_and_rates(self) -> None:
        ledger = sc.example()
        assert Checker(ledger).report() == check_consistency(ledger)

    def test_a_ledger_that_comes_in_claim_by_claim(self) -> None:
        ledger = sc.example()
        live = Checker(vocabulary=ledger.vocabulary, rules=ledger.rules, rates=ledger.rates)
        claims = list(ledger)
        random.Random(3).shuffle(claims)
        found: dict[str, str] = {}
        for claim in claims:
            diff = live.add(claim)
            for gone in {*(finding.id for finding in diff.resolved), *(old for old, _ in diff.renamed)}:
                del found[gone]
            found |= {finding.id: finding.fingerprint for finding in (*diff.new, *diff.changed)}
        assert live.report() == check_consistency(ledger)
        assert found == {finding.id: finding.fingerprint for finding in live.findings}

    def test_it_answers_what_a_claim_changes(self) -> None:
        live = checker(ONE)
        (new,) = live.add(OTHER).new
        assert new.sides == (("a",), ("b",))
        (changed,) = live.add(evolve(OTHER, id="d")).changed
        assert changed.id == new.id
        assert len(live.retract("d").changed) == 1
        assert [finding.id for finding in live.retract(OTHER).resolved] == [new.id]
        assert live.findings == ()

    def test_a_claim_that_supersedes_takes_an_older_one_out(self) -> None:
        live = checker(ONE, OTHER)
        diff = live.supersede("b", evolve(ONE, id="e"))
        assert (len(diff.resolved), live.report().skipped[0].reason) == (1, "superseded")
        assert next(claim for claim in live if claim.id == "e").supersedes == ("b",)

    def test_it_holds_its_claims(self) -> None:
        live = checker(ONE)
        assert (len(live), list(live), ONE in live, "a" in live) == (1, [ONE], True, True)
        assert OTHER not in live
        assert evolve(ONE, note="other") not in live

    def test_the_same_claim_again_changes_nothing(self) -> None:
        live = checker(ONE, OTHER)
        assert len(live.add(ONE)) == 0
        with pytest.raises(sc.InvalidClaim, match="'a' is already there"):
            live.add(evolve(ONE, note="other"))

    def test_what_it_does_not_know_changes_nothing(self) -> None:
        live = checker(ONE, OTHER)
        before = live.report()
        with pytest.raises(sc.UnknownName, match="depht"):
            live.add(evolve(ONE, id="x", measure="depht"))
        for measure in ("pace", "project_stage"):
            with pytest.raises(sc.UnknownName, match="fastest"):
                live.add(say("x", measure, stage="fastest"))
        with pytest.raises(sc.UnknownName, match="did you mean"):
            checker(evolve(ONE, id="claim-1")).retract("claim-2")
        with pytest.raises(sc.UnknownName):
            live.supersede("x", ELSEWHERE)
        with pytest.raises(TypeError, match="not str"):
            live.add("a")  # type: ignore[arg-type]
        assert live.report() == before

    def test_rates_by_name_are_read_when_a_second_currency_comes_in(self) -> None:
        won = say("w", "depth", "9조원", subject="harbour", source="two", by="beta")
        dollars = say(
            "a", "depth", "1억 달러", subject="harbour", source="one", said="2025-02-03", published="2025-02-03"
        )
        early = evolve(won, id="v", said=evolve(dollars.said))
        live = checker(rates="ecb")
        for claim in (dollars, won, early):
            live.add(claim)
            assert live.report() == batch(live, rates="ecb")
        assert live.report().rates == "ECB"
        assert len(live.findings) == 1
        live.retract("a")
        assert live.report() == batch(live, rates="ecb")
        assert live.report().rates is None


class TestWhatIsJudgedAgain:
    """The judge is asked about what a claim touches, and about nothing else."""

    @pytest.fixture
    def asked(self, monkeypatch: pytest.MonkeyPatch) -> list[set[str]]:
        found: list[set[str]] = []

        def counted(case: Any) -> Any:
            found.append({claim.id for claim in case.records})
            return weighed(case)

        monkeypatch.setattr(islands, "weighed", counted)
        return found

    def test_nothing_where_nothing_can_clash(self, asked: list[set[str]]) -> None:
        live = checker(ONE)
        live.add(evolve(ONE, id="z"))
        live.add(ELSEWHERE)
        assert asked == []

    def test_one_question_where_something_clashes(self, asked: list[set[str]]) -> None:
        live = checker(ONE, ELSEWHERE)
        live.add(OTHER)
        assert asked == [{"a", "b"}]

    def test_two_questions_that_a_rule_joins(self, asked: list[set[str]]) -> None:
        ready = say("r", "funds_available", "50억 달러", subject="alpha", for_="harbour", said="2030-01-10")
        none = say("n", "contracts_signed", "0건", qualifiers={"kind": "dredging"}, said="2030-12-01")
        far = say("f", "contracts_signed", "0건", qualifiers={"kind": "dredging"}, subject="quay", said="2030-12-01")
        live = checker(ready, far)
        asked.clear()
        assert len(live.add(none).new) == 1
        assert asked == [{"r", "n"}]

    def test_a_denial_and_what_it_denies(self, asked: list[set[str]]) -> None:
        live = checker(ONE, ELSEWHERE)
        live.add(say("d", None, denies="c", force=Force.DENIAL))
        assert asked[-1] == {"c", "d"}


class TestWhatIsWatched:
    """Claims that only bound their own questions are watched, not judged, until something may clash."""

    def test_after_one_is_taken_out_the_others_are_still_watched(self) -> None:
        live = checker(ONE, evolve(ONE, id="z"))
        live.retract("z")
        assert len(live.add(OTHER).new) == 1

    def test_an_amount_in_another_currency_is_reported_as_not_compared(self) -> None:
        live = checker(ONE)
        live.add(say("w", "depth", "9조원", subject="harbour", source="two", by="beta"))
        assert live.report() == batch(live)
        assert len(live.report().unchecked) == 1


class TestWhatWasAccepted:
    """An acceptance holds until its last day: the report's own, or the last on which something was published."""

    @staticmethod
    def _accepted(until: str) -> tuple[Suppression, ...]:
        (finding,) = checker(ONE, OTHER).findings
        day = date.fromisoformat(until)
        return (Suppression(finding=finding.id, fingerprint=finding.fingerprint, reason="settled", until=day),)

    @staticmethod
    def _elsewhere(id: str, published: str) -> Claim:
        return say(id, "depth", "5억 달러", subject="company", by="beta", published=published)

    @pytest.mark.parametrize(("as_of", "shown"), [("2031-01-01", 0), ("2031-01-02", 1)])
    def test_it_is_held_to_the_day_asked_for(self, as_of: str, shown: int) -> None:
        day = date.fromisoformat(as_of)
        live = checker(
            ONE, OTHER, self._elsewhere("x", "2030-06-20"), suppressions=self._accepted("2031-01-01"), as_of=day
        )
        assert len(live.findings) == shown
        live.add(self._elsewhere("y", "2030-06-21"))
        live.retract("y")
        assert len(live.findings) == shown

    def test_a_claim_published_later_ends_it_and_taken_out_again_renews_it(self) -> None:
        live = checker(ONE, OTHER, suppressions=self._accepted("2031-01-01"))
        assert live.findings == ()
        assert len(live.add(self._elsewhere("x", "2030-06-20"))) == 0
        assert len(live.add(self._elsewhere("y", "2031-01-02")).new) == 1
        assert len(live.add(evolve(self._elsewhere("z", "2030-06-21"), subject=("quay",)))) == 0
        assert len(live.findings) == 1
        assert len(live.retract("x")) == 0
        assert len(live.retract("y").resolved) == 1
        assert live.findings == ()

    def test_the_last_of_several_days_counts_when_a_later_one_is_taken_out(self) -> None:
        live = checker(ONE, OTHER, suppressions=self._accepted("2031-01-01"))
        live.add(self._elsewhere("y", "2031-01-02"))
        live.add(evolve(self._elsewhere("z", "2031-01-03"), subject=("quay",)))
        assert len(live.retract("z")) == 0
        assert len(live.findings) == 1
        afresh = checker(*live, suppressions=self._accepted("2031-01-01"))
        assert len(afresh.findings) == 1
