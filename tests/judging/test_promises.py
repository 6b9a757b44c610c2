"""What became of promises: small stories, told up to a day."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import stargate_claims as sc
from stargate_claims.judging.consistency import check_consistency
from stargate_claims.judging.promises import Outcome, Promise
from stargate_claims.judging.rates import RateTable
from stargate_claims.model.claims import Claim, Grouping
from stargate_claims.model.quantities import Rate
from stargate_claims.model.rules import Bound, Conclusion, Premise, Rule
from stargate_claims.model.vocabulary import Label, Line
from tests.judging.build import VOCABULARY, judge, say

KIND = {"kind": "dredging"}
SEEDS = Path(__file__).resolve().parents[2] / "seeds" / "stargate"


def promise(id: str, value: str | None = "3건", deadline: str | None = "2031-06-30", **more: Any) -> Claim:
    """A commitment of January 2030 to sign contracts by a day."""
    more.setdefault("measure", "contracts_signed")
    qualifiers = dict(KIND) if deadline is None else {**KIND, "deadline": deadline}
    words: dict[str, Any] = {"force": "commitment", "said": "2030-01-10", "published": "2030-01-11"}
    words |= {"qualifiers": qualifiers, **more}
    return say(id, value=value, **words)


def count(id: str, value: str, about: str, published: str, **more: Any) -> Claim:
    """A report of how many contracts there were on a day."""
    words: dict[str, Any] = {"qualifiers": KIND, "by": "daily", "said": about[-10:].strip("]"), **more}
    return say(id, "contracts_signed", value, about=about, published=published, **words)


def state(id: str, holds: bool, about: str, published: str, **more: Any) -> Claim:
    """A report of whether the company is there."""
    words: dict[str, Any] = {"subject": "company", "by": "daily", "said": about[-10:], **more}
    return say(id, "jv_exists", holds=holds, about=about, published=published, **words)


def became(*claims: Claim, on: str, rules: bool = False) -> Promise:
    """What became of the first claim by a day."""
    promises = judge(*claims, rules=rules).promises(as_of=date.fromisoformat(on))
    return next(promise for promise in promises if promise.claim.id == claims[0].id)


def told(promise: Promise) -> list[tuple[str, str, tuple[str, ...]]]:
    """A history as plain values."""
    return [(str(turn.on), turn.outcome.value, turn.evidence) for turn in promise.history]


class TestOutcomes:
    def test_pending_until_the_deadline_has_passed(self) -> None:
        found = became(promise("p"), on="2031-06-30")
        assert (found.outcome, found.due, found.evidence) == (Outcome.PENDING, date(2031, 7, 1), ())

    def test_uncheckable_when_due_and_no_fact_tells(self) -> None:
        found = became(promise("p"), on="2031-07-01")
        assert told(found) == [("2030-01-11", "PENDING", ()), ("2031-07-01", "UNCHECKABLE", ())]

    def test_uncheckable_without_a_day_or_a_rule(self) -> None:
        found = became(promise("p", deadline=None, about="2030-01-10/.."), on="2035-01-01")
        assert (found.outcome, found.due) == (Outcome.UNCHECKABLE, None)

    def test_kept_even_before_it_is_due(self) -> None:
        found = became(promise("p"), count("a", "3건", "2031-02-01", "2031-02-03"), on="2031-03-01")
        assert told(found) == [("2030-01-11", "PENDING", ()), ("2031-02-03", "KEPT", ("a",))]

    def test_more_than_promised_is_kept(self) -> None:
        assert became(promise("p"), count("a", "5건", "2031-02-01", "2031-02-03"), on="2031-03-01").outcome == "KEPT"

    def test_broken_by_a_fact_of_a_day_on_which_it_is_due(self) -> None:
        none = count("a", "0건", "2030-01-01/2031-07-01", "2031-07-03")
        found = became(promise("p"), none, on="2031-07-03")
        assert told(found)[-2:] == [("2031-07-01", "UNCHECKABLE", ()), ("2031-07-03", "BROKEN", ("a",))]

    def test_partly_when_some_of_it_is_there(self) -> None:
        found = became(promise("p"), count("a", "2건", "2030-01-01/2031-07-10", "2031-07-12"), on="2031-08-01")
        assert (found.outcome, found.evidence) == (Outcome.PARTLY, ("a",))

    def test_a_floor_below_it_tells_nothing(self) -> None:
        found = became(promise("p"), count("a", "2건 이상", "2031-07-10", "2031-07-12"), on="2031-08-01")
        assert found.outcome == "UNCHECKABLE"

    def test_partly_when_all_of_it_came_too_late(self) -> None:
        none = count("a", "0건", "2030-01-01/2031-07-10", "2031-07-12")
        late = count("b", "3건", "2031-09-01", "2031-09-02")
        found = became(promise("p"), none, late, on="2031-10-01")
        assert told(found)[-2:] == [("2031-07-12", "BROKEN", ("a",)), ("2031-09-02", "PARTLY", ("b",))]

    def test_partly_when_one_of_two_kept_it(self) -> None:
        both = promise("p", subject=("alpha", "beta"), grouping=Grouping.EACH)
        kept = count("a", "3건", "2031-06-01", "2031-06-02", subject="alpha")
        none = count("b", "0건", "2030-01-01/2031-07-10", "2031-07-12", subject="beta")
        assert became(both, kept, on="2031-08-01").outcome == "UNCHECKABLE"
        assert became(both, kept, none, on="2031-08-01").outcome == "PARTLY"

    def test_revised_by_a_later_plan_before_it_is_due(self) -> None:
        later = promise("q", "1건", said="2030-09-01", published="2030-09-03")
        found = became(promise("p"), later, on="2032-01-01")
        assert told(found) == [("2030-01-11", "PENDING", ()), ("2030-09-03", "REVISED", ())]

    def test_what_was_replaced_in_time_is_not_broken(self) -> None:
        later = promise("q", "1건", said="2030-09-01", published="2030-09-03")
        none = count("a", "0건", "2030-01-01/2031-07-10", "2031-07-12")
        assert became(promise("p"), later, none, on="2032-01-01").outcome == "REVISED"
        assert became(later, promise("p"), none, on="2032-01-01").outcome == "BROKEN"

    def test_replaced_after_it_fell_due_is_not_revised(self) -> None:
        none = count("a", "0건", "2030-01-01/2031-07-10", "2031-07-12")
        later = promise("q", "1건", said="2031-08-01", published="2031-08-03", deadline="2032-06-30")
        assert became(promise("p"), later, on="2031-09-01").outcome == "UNCHECKABLE"
        assert became(promise("p"), later, none, on="2031-09-01").outcome == "BROKEN"

    def test_a_plan_that_says_that_it_replaces_another_does(self) -> None:
        other = promise(
            "q", "1건", qualifiers={"kind": "cranes"}, revises="p", said="2030-09-01", published="2030-09-03"
        )
        assert became(promise("p"), other, on="2030-10-01").outcome == "REVISED"

    def test_plans_without_a_deadline_and_other_forces_are_no_promises(self) -> None:
        plan = promise("a", force="plan", deadline=None, about="2030-01-10/..")
        report = promise("b", force="report", about="2030-01-10")
        assert judge(plan, report).promises() == []

    def test_a_plan_about_a_window_is_due_at_its_end(self) -> None:
        plan = promise("p", force="plan", deadline=None, about="2030-01-10/2031-03-31")
        assert became(plan, on="2031-03-31").due == date(2031, 4, 1)


class TestValues:
    def test_a_promise_that_nothing_happens_is_broken_when_it_does(self) -> None:
        never = promise("p", None, measure="jv_exists", subject="company", holds=False)
        formed = state("a", True, "2030-09-01", "2030-09-02")
        assert became(never, formed, on="2030-10-01").outcome == "BROKEN"
        assert became(never, on="2030-10-01").outcome == "PENDING"
        missing = state("b", False, "2030-01-01/2031-07-01", "2031-07-02")
        assert became(never, missing, on="2031-07-02").outcome == "KEPT"

    def test_a_cap_is_broken_above_it_and_kept_only_at_its_end(self) -> None:
        cap = promise("p", "3건 이하")
        early, above = count("a", "2건", "2030-09-01", "2030-09-02"), count("b", "4건", "2030-10-01", "2030-10-02")
        assert became(cap, early, on="2030-09-30").outcome == "PENDING"
        assert became(cap, early, above, on="2030-10-03").outcome == "BROKEN"
        at_the_end = count("c", "3건", "2031-06-30", "2031-07-02")
        assert became(cap, early, at_the_end, on="2031-07-02").outcome == "KEPT"

    def test_what_goes_over_a_cap_after_its_end_breaks_nothing(self) -> None:
        later = count("a", "4건", "2031-07-02", "2031-07-03")
        assert became(promise("p", "3건 이하"), later, on="2031-07-03").outcome == "UNCHECKABLE"

    def test_more_than_three_is_not_kept_by_three(self) -> None:
        three = count("a", "3건", "2030-01-01/2031-07-01", "2031-07-02")
        assert became(promise("p", "3건 초과"), three, on="2031-07-02").outcome == "PARTLY"

    def test_under_a_cap_it_is_not_kept_before_its_last_day_has_passed(self) -> None:
        throughout = count("a", "2건", "2030-09-01/2031-06-30", "2031-06-30", said="2031-06-30")
        assert became(promise("p", "3건 이하"), throughout, on="2031-06-30").outcome == "PENDING"
        assert became(promise("p", "3건 이하"), throughout, on="2031-07-01").outcome == "KEPT"

    @pytest.mark.parametrize(("won", "outcome"), [("3조2,000억원", "KEPT"), ("1조원", "PARTLY")])
    def test_an_amount_in_another_currency_counts_at_the_rate_of_its_day(self, won: str, outcome: str) -> None:
        words = {"measure": "funds_raised", "for_": "harbour", "subject": "alpha"}
        raised = say(
            "a", "funds_raised", won, for_="harbour", subject="alpha", by="daily", said="2031-07-01",
            about="2030-01-01/2031-07-01", published="2031-07-02",
        )  # fmt: skip
        rate = Rate(base="USD", to="KRW", day=date(2031, 7, 1), value=Decimal(1400), source="a bank")
        claims = [promise("p", "20억 달러", **words), raised]
        with_rates, without = (
            check_consistency(claims, vocabulary=VOCABULARY, rules=(), rates=rates).promises()
            for rates in (RateTable.of([rate]), None)
        )
        assert [(found.outcome, found.evidence) for found in with_rates] == [(outcome, ("a",))]
        assert [found.outcome for found in without] == ["UNCHECKABLE"]

    def test_more_than_an_amount_is_not_kept_by_that_amount(self) -> None:
        words = {"measure": "funds_raised", "for_": "harbour", "subject": "alpha"}
        raised = say(
            "a", "funds_raised", "20억 달러", for_="harbour", subject="alpha", by="daily", said="2031-07-01",
            about="2030-01-01/2031-07-01", published="2031-07-02",
        )  # fmt: skip
        assert became(promise("p", "20억 달러 초과", **words), raised, on="2031-07-02").outcome == "PARTLY"

    @pytest.mark.parametrize(("printed", "outcome"), [("약 20억 달러", "KEPT"), ("약 10억 달러", "PARTLY")])
    def test_a_rounded_figure_counts_as_printed(self, printed: str, outcome: str) -> None:
        words = {"measure": "funds_raised", "for_": "harbour", "subject": "alpha"}
        raised = say(
            "a", "funds_raised", printed, for_="harbour", subject="alpha", by="daily", about="2030-01-01/2031-07-01",
            said="2031-07-01", published="2031-07-02",
        )  # fmt: skip
        assert became(promise("p", "20억 달러", **words), raised, on="2031-07-02").outcome == outcome


class TestDays:
    """Two days around every boundary."""

    @pytest.mark.parametrize(
        ("day", "outcome"),
        [("2031-06-29", "KEPT"), ("2031-06-30", "KEPT"), ("2031-07-01", "PARTLY"), ("2031-07-02", "PARTLY")],
    )
    def test_the_last_day_in_time_is_the_deadline(self, day: str, outcome: str) -> None:
        assert became(promise("p"), count("a", "3건", day, "2031-08-01"), on="2031-08-01").outcome == outcome

    @pytest.mark.parametrize(
        ("last", "outcome"),
        [
            ("2031-06-29", "UNCHECKABLE"),
            ("2031-06-30", "UNCHECKABLE"),
            ("2031-07-01", "BROKEN"),
            ("2031-07-02", "BROKEN"),
        ],
    )
    def test_nothing_is_missing_before_the_deadline_has_passed(self, last: str, outcome: str) -> None:
        none = count("a", "0건", f"2030-01-01/{last}", "2031-08-01")
        assert became(promise("p"), none, on="2031-08-01").outcome == outcome

    @pytest.mark.parametrize(("said", "outcome"), [("2031-06-30", "REVISED"), ("2031-07-01", "UNCHECKABLE")])
    def test_the_last_day_to_replace_it_is_the_deadline(self, said: str, outcome: str) -> None:
        later = promise("q", "1건", said=said, published="2031-07-03", deadline="2032-01-01")
        assert became(promise("p"), later, on="2031-08-01").outcome == outcome

    @pytest.mark.parametrize(("on", "outcome"), [("2031-07-30", "UNCHECKABLE"), ("2031-07-31", "BROKEN")])
    def test_evidence_counts_from_the_last_day_of_its_publication(self, on: str, outcome: str) -> None:
        none = count("a", "0건", "2030-01-01/2031-07-10", "2031-07-12/2031-07-31")
        assert became(promise("p"), none, on=on).outcome == outcome

    @pytest.mark.parametrize(("on", "known"), [("2030-01-10", 0), ("2030-01-11", 1)])
    def test_a_promise_counts_from_its_publication(self, on: str, known: int) -> None:
        assert len(judge(promise("p")).promises(as_of=date.fromisoformat(on))) == known


class TestImmediatePledges:
    """A pledge of the first money falls due after its grace: 90 days after it was said, on 10 April."""

    @staticmethod
    def _pledge(**more: Any) -> Claim:
        words: dict[str, Any] = {"force": "commitment", "said": "2030-01-10", "published": "2030-01-11"}
        return say(
            "p", "investment_committed", "50억 달러", subject="alpha", for_="harbour",
            qualifiers={"tranche": "initial"}, **words, **more,
        )  # fmt: skip

    def test_its_rule_is_named(self) -> None:
        found = became(self._pledge(), on="2030-02-01", rules=True)
        assert (found.due, found.rules) == (date(2030, 4, 10), ("initial-pledge-signs-contracts",))

    @pytest.mark.parametrize(
        ("on", "outcome"),
        [
            ("2030-04-08", "PENDING"),
            ("2030-04-09", "PENDING"),
            ("2030-04-10", "UNCHECKABLE"),
            ("2030-04-11", "UNCHECKABLE"),
        ],
    )
    def test_the_first_day_on_which_it_is_due(self, on: str, outcome: str) -> None:
        assert became(self._pledge(), on=on, rules=True).outcome == outcome

    @pytest.mark.parametrize(
        ("last", "outcome"),
        [
            ("2030-04-08", "UNCHECKABLE"),
            ("2030-04-09", "UNCHECKABLE"),
            ("2030-04-10", "BROKEN"),
            ("2030-04-11", "BROKEN"),
        ],
    )
    def test_what_its_absence_says_on_the_days_around(self, last: str, outcome: str) -> None:
        none = count("a", "0건", f"2030-01-01/{last}", "2030-05-01")
        assert became(self._pledge(), none, on="2030-05-01", rules=True).outcome == outcome

    @pytest.mark.parametrize(("day", "outcome"), [("2030-04-10", "KEPT"), ("2030-04-11", "PARTLY")])
    def test_a_contract_in_time_keeps_it(self, day: str, outcome: str) -> None:
        one = count("a", "1건", day, "2030-05-01")
        assert became(self._pledge(), one, on="2030-05-01", rules=True).outcome == outcome

    def test_without_the_rule_nothing_is_due(self) -> None:
        assert became(self._pledge(), on="2030-05-01").due is None

    def test_what_may_be_defeated_proves_nothing(self) -> None:
        building = say(
            "a", "project_stage", stage="under_construction", about="2030-03-01", said="2030-03-01", by="daily",
            published="2030-03-02",
        )  # fmt: skip
        assert became(self._pledge(), building, on="2030-03-10", rules=True).outcome == "PENDING"

    def test_a_printed_deadline_beats_the_days_that_a_rule_expects(self) -> None:
        vehicle = promise("p", None, measure="jv_exists", subject="company", holds=True)
        missing = state("a", False, "2030-01-01/2030-12-31", "2031-01-02")
        found = became(vehicle, missing, on="2031-01-02", rules=True)
        assert (found.outcome, found.due) == (Outcome.PENDING, date(2031, 7, 1))
        undated = promise(
            "p", None, deadline=None, about="2030-01-10/..", measure="jv_exists", subject="company", holds=True
        )
        assert became(undated, missing, on="2031-01-02", rules=True).outcome == "BROKEN"


class TestRulesOfOnesOwn:
    @staticmethod
    def _rule(**more: Any) -> Rule:
        words: dict[str, Any] = {
            "id": "own",
            "when": (Premise(measure="investment_planned_total", subject="P", line=Line.INTENTION),),
            "then": Conclusion(measure="means", subject="P", value=Bound(holds=True)),
            "clock": "said",
            "why": Label(ko="시험", en="a trial"),
            **more,
        }
        return Rule(**words)

    plan = say(
        "p", "investment_planned_total", "50억 달러", force="commitment", said="2030-01-10", published="2030-01-10"
    )

    def _became(self, rule: Rule, *claims: Claim) -> Promise:
        return next(p for p in check_consistency([self.plan, *claims], vocabulary=VOCABULARY, rules=[rule]).promises())

    @pytest.mark.parametrize(
        ("day", "outcome"),
        [
            ("2030-01-19", "UNCHECKABLE"),
            ("2030-01-20", "BROKEN"),
            ("2030-01-25", "BROKEN"),
            ("2030-01-26", "UNCHECKABLE"),
        ],
    )
    def test_after_its_expiry_nothing_is_due(self, day: str, outcome: str) -> None:
        poor = say("a", "means", holds=False, about=day, said=day, by="daily", published="2030-03-01")
        assert self._became(self._rule(grace=10, expiry=5), poor).outcome == outcome

    @pytest.mark.parametrize(("grace", "outcome"), [(0, "UNCHECKABLE"), (1, "BROKEN")])
    def test_what_is_due_at_once_is_presupposed_not_promised(self, grace: int, outcome: str) -> None:
        poor = say("a", "means", holds=False, about="2030-01-09/2030-02-01", by="daily", published="2030-03-01")
        assert self._became(self._rule(grace=grace), poor).outcome == outcome

    def test_what_follows_from_a_plan_is_no_evidence(self) -> None:
        other = say("q", "investment_planned_total", "1억 달러", force="plan", subject="alpha", said="2030-01-10",
                    published="2030-03-01")  # fmt: skip
        rule = self._rule(
            grace=5, strength="strict", then=Conclusion(measure="means", subject="harbour", value=Bound(holds=True))
        )
        assert self._became(rule, other).outcome == "UNCHECKABLE"


class TestHistory:
    def test_every_turn_is_what_a_replay_to_its_day_says(self) -> None:
        rng = random.Random(5)
        for _ in range(60):
            claims = [self._random(rng, number) for number in range(rng.randint(2, 7))]
            report = judge(*claims)
            for found in report.promises():
                for turn, later in zip(found.history, [*found.history[1:], None], strict=True):
                    last = later.on - timedelta(1) if later else turn.on
                    for day in (turn.on, last):
                        replayed = next(p for p in report.promises(as_of=day) if p.claim.id == found.claim.id)
                        assert (replayed.outcome, replayed.evidence) == (turn.outcome, turn.evidence), (claims, day)

    @staticmethod
    def _random(rng: random.Random, number: int) -> Claim:
        said = date(2030, 1, 1) + timedelta(rng.randrange(60))
        published = str(said + timedelta(rng.randrange(20)))
        if rng.random() < 0.5:
            deadline = str(said + timedelta(rng.randrange(40)))
            value = rng.choice(["1건", "3건", "3건 이하", "5건 이상"])
            return promise(
                f"p{number}", value, deadline, said=str(said), published=published, by=rng.choice(["alpha", "beta"])
            )
        value = rng.choice(["0건", "1건", "2건", "3건", "6건"])
        about = f"{said - timedelta(rng.randrange(20))}/{said}"
        return count(f"f{number}", value, about, published, said=str(said))

    def test_a_retracted_fact_is_no_evidence(self) -> None:
        none = count("a", "0건", "2030-01-01/2031-07-10", "2031-07-12")
        back = say("r", None, retracts="a", by="daily", said="2031-08-01", published="2031-08-02")
        assert became(promise("p"), none, back, on="2031-08-01").outcome == "BROKEN"
        assert became(promise("p"), none, back, on="2031-08-02").outcome == "UNCHECKABLE"

    def test_no_published_claims_no_promises(self) -> None:
        assert check_consistency([], vocabulary=VOCABULARY, rules=()).promises() == []


def test_many_promises_on_many_questions_are_quick() -> None:
    claims = [promise(f"p{n:05}", subject=f"s{n}") for n in range(800)]
    claims += [count(f"f{n:05}", "3건", "2031-02-01", "2031-02-03", subject=f"s{n}") for n in range(800)]
    found = judge(*claims, rules=False).promises()
    assert {promise.outcome for promise in found} == {Outcome.KEPT}


@pytest.fixture(scope="module")
def early() -> sc.Report:
    return sc.check_consistency(sc.load(SEEDS), as_of=date(2025, 2, 7))


@pytest.fixture(scope="module")
def late() -> sc.Report:
    return sc.check_consistency(sc.load(SEEDS), as_of=date(2025, 7, 22))


class TestSeeds:
    """The example of the project: money said to be ready, and no contract half a year later."""

    @staticmethod
    def _edges(report: sc.Report) -> set[frozenset[str]]:
        return {frozenset(edge.claims) for finding in report.findings for edge in finding.edges}

    def test_in_february_nothing_is_due(self, early: sc.Report) -> None:
        found = {promise.claim.id: promise for promise in early.promises()}
        assert frozenset(("c4-15", "c1-07")) not in self._edges(early)
        assert found["c0-15"].outcome is Outcome.PENDING
        assert "c1-08" not in found

    def test_in_july_both_pledges_are_broken(self, late: sc.Report) -> None:
        found = {promise.claim.id: promise for promise in late.promises()}
        assert frozenset(("c4-15", "c1-07")) in self._edges(late)
        for id in ("c0-15", "c1-08"):
            assert (found[id].outcome, found[id].evidence) == (Outcome.BROKEN, ("c1-07",))

    def test_the_finding_is_new(self, early: sc.Report, late: sc.Report) -> None:
        new = late.diff(early).new
        assert any(frozenset(("c4-15", "c1-07")) in {frozenset(e.claims) for e in finding.edges} for finding in new)

    @pytest.mark.parametrize(("on", "there"), [(date(2025, 7, 21), False), (date(2025, 7, 22), True)])
    def test_it_appears_on_the_day_its_article_did(self, on: date, there: bool) -> None:
        report = sc.check_consistency(sc.load(SEEDS), as_of=on)
        assert (frozenset(("c4-15", "c1-07")) in self._edges(report)) is there


class TestWhatIsAPromise:
    @pytest.mark.parametrize(("about", "found"), [("2030-01-10", 0), ("2030-01-11", 1), ("2030-01-10/2030-01-11", 1)])
    def test_a_plan_has_a_deadline_where_it_is_about_days_to_come(self, about: str, found: int) -> None:
        plan = promise("p", deadline=None, force="plan", about=about)
        assert len(judge(plan, rules=False).promises()) == found


def test_what_follows_from_a_state_is_evidence_of_an_amount() -> None:
    """The fact that keeps the promise prints no figure of its own: a rule that is strict gives one."""
    built = Rule(
        id="built-is-contracted",
        when=(Premise(measure="jv_exists", subject="X", value=Bound(holds=True)),),
        then=Conclusion(measure="capacity_contracted_gw", subject="X", value=Bound(at_least=Decimal(5), unit="GW")),
        strength="strict",
        why=Label(ko="시험", en="a trial"),
    )
    pledge = say("p", "capacity_contracted_gw", "5GW", subject="company", force="commitment", said="2030-01-10",
                 about="2030-01-11/2030-06-30", published="2030-01-11")  # fmt: skip
    there = state("f", True, "2030-03-01", "2030-03-02")
    report = check_consistency([pledge, there], vocabulary=VOCABULARY, rules=(built,))
    (found,) = report.promises()
    assert (found.outcome, found.evidence) == (Outcome.KEPT, ("f",))


def test_a_figure_in_another_unit_of_its_kind_keeps_it() -> None:
    pledge = say("p", "capacity_contracted_gw", "5GW", subject="company", force="commitment", said="2030-01-10",
                 about="2030-01-11/2030-06-30", published="2030-01-11")  # fmt: skip
    there = say("f", "capacity_contracted_gw", "5,000MW", subject="company", by="daily", about="2030-03-01",
                said="2030-03-01", published="2030-03-02")  # fmt: skip
    (found,) = judge(pledge, there, rules=False).promises()
    assert (found.outcome, found.evidence) == (Outcome.KEPT, ("f",))
