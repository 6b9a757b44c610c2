"""What one claim demands: behaviours, organisations, rounding, units, means."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from stargate_claims.judging.constraints import Reader, Spans, common, stretch
from stargate_claims.model.claims import Adequacy, Grouping
from stargate_claims.model.intervals import DAWN, DUSK, Window
from stargate_claims.model.vocabulary import Behaviour
from tests.judging.build import VOCABULARY, judge, only, pairs, say

READER = Reader(VOCABULARY)


class TestStretch:
    window = Window.parse("2030-06-01/2030-06-05")
    first, last = window.possible

    def test_a_level_holds_in_its_window(self) -> None:
        low, high = stretch(self.window, Behaviour.LEVEL)
        assert (low.sure, high.sure) == ((self.first, self.last), (self.first, self.last))

    def test_a_cumulative_lower_bound_holds_on_and_an_upper_one_before(self) -> None:
        low, high = stretch(self.window, Behaviour.CUMULATIVE)
        assert (low.sure, high.sure) == ((self.first, DUSK), (DAWN, self.last))

    def test_what_is_fixed_holds_always(self) -> None:
        low, high = stretch(self.window, Behaviour.FIXED)
        assert (low.sure, high.sure) == ((DAWN, DUSK), (DAWN, DUSK))

    def test_a_level_of_one_day_usually_stands_for_the_days_around_it(self) -> None:
        low, _ = stretch(Window.parse("2030-06-03"), Behaviour.LEVEL, persists=7)
        day = Window.parse("2030-06-03").possible[0]
        assert (low.sure, low.usual) == ((day, day), (day - 3, day + 3))

    def test_a_level_of_a_longer_window_stands_for_that_window_only(self) -> None:
        low, _ = stretch(Window.parse("2030-06"), Behaviour.LEVEL, persists=7)
        assert low.usual == low.sure


class TestReader:
    def test_a_person_stands_for_the_organisation_and_the_link_weakens(self) -> None:
        (constraint,) = READER.own(say("a", "funds_available", "50억 달러", subject="head"))
        assert (constraint.question.subject, constraint.strength) == (("alpha",), "defeasible")
        assert [(used.entity, used.fact.kind) for used in constraint.facts] == [("head", "speaks_for")]

    def test_a_visit_is_the_person_s_own(self) -> None:
        (constraint,) = READER.own(say("a", "visited", subject="head", of="beta", holds=True))
        assert constraint.question.subject == ("head",)

    def test_each_of_several_subjects_answers_for_itself(self) -> None:
        both = say("a", "funds_available", "50억 달러", subject=("alpha", "beta"), grouping=Grouping.EACH)
        together = say("a", "funds_available", "50억 달러", subject=("beta", "alpha"))
        assert [c.question.subject for c in READER.own(both)] == [("alpha",), ("beta",)]
        assert [c.question.subject for c in READER.own(together)] == [("alpha", "beta")]

    def test_counts_tighten_to_whole_numbers(self) -> None:
        (constraint,) = READER.own(say("a", "contracts_signed", "2건 초과"))
        assert (str(constraint.interval), constraint.unit) == ("[3, ∞)", None)

    def test_a_stage_on_the_way_up_is_a_floor_and_a_state_of_health_is_a_point(self) -> None:
        (rising,) = READER.own(say("a", "project_stage", stage="contracted"))
        (health,) = READER.own(say("b", "partnership_health", stage="smooth"))
        assert rising.interval.upper is None
        assert health.interval.is_point

    @pytest.mark.parametrize("measure", ["funds_sought", "outlook"])
    def test_context_and_claims_without_a_value_demand_nothing(self, measure: str) -> None:
        assert list(READER.own(say("a", measure))) == []


class TestRounding:
    def test_exact_figures_of_one_source_compare_as_printed(self) -> None:
        one = say("a", "acquisition_price", "3억7,500만 달러", subject="alpha")
        assert pairs(judge(one, say("b", "acquisition_price", "3억7,501만 달러", subject="alpha", by="beta"))) == {
            ("a", "b"): "contradiction"
        }

    def test_exact_figures_of_two_sources_round_at_their_last_digit(self) -> None:
        one = say("a", "construction_progress_pct", "91.8%", about="2030-06-01")
        other = say("b", "construction_progress_pct", "92%", about="2030-06-01", source="two", by="beta")
        assert judge(one, other).consistent

    def test_an_approximation_covers_half_a_unit_of_its_last_digit(self) -> None:
        exact = say("a", "acquisition_price", "3억9천만 달러", subject="alpha")
        assert judge(exact, say("b", "acquisition_price", "약 4억 달러", subject="alpha", by="beta")).consistent
        assert not judge(exact, say("b", "acquisition_price", "약 3억 달러", subject="alpha", by="beta")).consistent


class TestGroupAndMember:
    def test_a_group_s_total_says_nothing_of_a_member(self) -> None:
        group = say("a", "funds_raised", "50억 달러", subject=("alpha", "beta"), for_="harbour", about="2030-06-01")
        member = say(
            "b", "funds_raised", "1억 달러 미만", subject="alpha", for_="harbour", about="2030-06-02", by="beta"
        )
        assert judge(group, member).consistent


class TestMeans:
    def test_adequacy_of_an_undertaking_is_about_its_project(self) -> None:
        plan = say("p", "investment_planned_total", "50억 달러", force="plan")
        lack = say("a", "means", holds=False, subject="beta", adequacy=Adequacy(of="p", enough=False))
        (constraint,) = READER.means(lack, {"p": plan})
        assert (str(constraint.question), constraint.interval.upper) == ("means(harbour)", Decimal(0))

    def test_adequacy_of_something_unknown_says_nothing(self) -> None:
        lack = say("a", "means", holds=False, subject="beta", adequacy=Adequacy(of="p", enough=False))
        assert list(READER.means(lack, {})) == []

    def test_enough_against_not_enough(self) -> None:
        lack = say("a", "means", holds=False, subject="beta", adequacy=Adequacy(for_="harbour", enough=False))
        plenty = say(
            "b", "means", holds=True, subject="beta", adequacy=Adequacy(for_="harbour", enough=True), by="beta"
        )
        finding, edge = only(judge(lack, plenty))
        assert (str(finding.question), edge.cause) == ("means(harbour)", "negation")


class TestWhatSeparatesQuestions:
    def test_sums_over_two_windows_are_two_questions(self) -> None:
        decade = say("a", "amount_spent", "1,400억 달러", subject="alpha", about="2020-06-01/2030-06-01")
        year = say("b", "amount_spent", "50억 달러", subject="alpha", about="2029-06-01/2030-06-01", by="beta")
        same = say("c", "amount_spent", "60억 달러", subject="alpha", about="2029-06-01/2030-06-01", by="daily")
        assert judge(decade, year).consistent
        assert pairs(judge(decade, year, same)) == {("b", "c"): "contradiction"}

    def test_values_of_several_contracts_meet_only_where_one_contract_is_named(self) -> None:
        some = {"subject": "alpha", "of": "beta", "about": "2030-06-01"}
        one, other = (
            say("a", "contract_value", "50억 달러", **some),
            say("b", "contract_value", "70억 달러", by="beta", **some),
        )
        named = [say(id, "contract_value", value, bundle="leases", by=by, **some) for id, value, by in
                 (("a", "50억 달러", "alpha"), ("b", "70억 달러", "beta"))]  # fmt: skip
        assert judge(one, other).consistent
        assert pairs(judge(*named)) == {("a", "b"): "contradiction"}

    def test_an_officer_speaks_for_an_organisation_in_his_own_days_only(self) -> None:
        from stargate_claims.model.vocabulary import Entity, EntityFact, EntityKind, Label, Vocabulary

        past = EntityFact(kind="speaks_for", of="alpha", source="invented", window=Window.parse("2010/2015"))
        now = EntityFact(kind="speaks_for", of="beta", source="invented", window=Window.parse("2016/.."))
        person = Entity(id="mover", kind=EntityKind.PERSON, label=Label(en="mover"), facts=(past, now))
        reader = Reader(VOCABULARY | Vocabulary.of(entities=[person]))
        assert reader.organisations(["mover"], Window.parse("2030-06-10"))[0] == ("beta",)
        assert reader.organisations(["mover"], Window.parse("2012-06-10"))[0] == ("alpha",)


class TestPersistence:
    """What a level stated for fewer days than it usually stands says of the days around them."""

    @pytest.mark.parametrize(
        ("about", "persists", "usual"),
        [
            ("2030-06-10", 7, ("2030-06-07", "2030-06-13")),
            ("2030-06-10/2030-06-12", 7, ("2030-06-08", "2030-06-14")),
            ("2030-06-10/2030-06-12", 8, ("2030-06-07", "2030-06-15")),  # an odd day counts on both sides
            ("2030-06-01/2030-06-30", 7, ("2030-06-01", "2030-06-30")),
            ("[2030-06-10..2030-06-12]", 7, ("2030-06-10", "2030-06-12")),  # on whichever day it was
            ("[2030-06-10..2030-06-13]", 7, ("2030-06-11", "2030-06-12")),
            ("[2030-06-01..2030-06-06]", 7, None),
        ],
    )
    def test_the_days_on_which_it_usually_stands(
        self, about: str, persists: int, usual: tuple[str, str] | None
    ) -> None:
        low, high = stretch(Window.parse(about), Behaviour.LEVEL, persists)
        expected = usual and tuple(date.fromisoformat(day).toordinal() for day in usual)
        assert low == high
        assert low.usual == expected


class TestShaken:
    """What one day more or less at an end of what was said leaves of the certain days."""

    @staticmethod
    def _days(*spans: str) -> tuple[tuple[int, int], ...]:
        ends = {"-": DAWN, "+": DUSK}

        def ordinal(day: str) -> int:
            return ends[day] if day in ends else date.fromisoformat(day).toordinal()

        return tuple((ordinal(first), ordinal(last)) for first, last in (span.split("/") for span in spans))

    @pytest.mark.parametrize(
        ("about", "shaken"),
        [
            ("2030-06-10", ()),
            ("2030-06-10/2030-06-12", ("2030-06-11/2030-06-12", "2030-06-10/2030-06-11")),
            ("2030-06-10/..", ("2030-06-11/+",)),
            ("../2030-06-12", ("-/2030-06-11",)),
            ("/2030-06-12", ("2030-06-11/2030-06-11", "2030-06-13/2030-06-13")),
            ("2030-06-10/", ("2030-06-09/2030-06-09", "2030-06-11/2030-06-11")),
            ("[2030-06-10..2030-06-12]", ()),
        ],
    )
    def test_a_level(self, about: str, shaken: tuple[str, ...]) -> None:
        low, high = stretch(Window.parse(about), Behaviour.LEVEL)
        assert low.shaken == high.shaken == self._days(*shaken)

    @pytest.mark.parametrize(
        ("about", "low", "high"),
        [
            ("2030-06-10", (), ()),
            ("2030-06-10/2030-06-12", ("2030-06-11/+",), ("-/2030-06-11",)),
            ("2030-06-10/..", ("2030-06-11/+",), ()),
            ("../2030-06-12", (), ("-/2030-06-11",)),
            ("[2030-06-10..2030-06-12]", ("2030-06-13/+",), ("-/2030-06-09",)),
        ],
    )
    def test_a_total(self, about: str, low: tuple[str, ...], high: tuple[str, ...]) -> None:
        floor, cap = stretch(Window.parse(about), Behaviour.CUMULATIVE)
        assert (floor.shaken, cap.shaken) == (self._days(*low), self._days(*high))


class TestSharedDays:
    @staticmethod
    def _level(about: str, persists: int = 0) -> Spans:
        return stretch(Window.parse(about), Behaviour.LEVEL, persists)[0]

    def test_none(self) -> None:
        assert common(self._level("2030-06-01/2030-06-05"), self._level("2030-06-06/2030-06-09")) is None

    def test_certain_days_that_no_end_a_day_off_undoes(self) -> None:
        shared = common(self._level("2030-06-01/2030-06-05"), self._level("2030-06-04/2030-06-09"))
        first, last = Window.parse("2030-06-04/2030-06-05").possible
        assert shared is not None
        assert (shared.sure, shared.usual, shared.possible) == ((first, last),) * 3
        assert shared.shaken == ((first, last), (first, first), (last, last))

    def test_one_shared_day_is_not_certain(self) -> None:
        shared = common(self._level("2030-06-01/2030-06-05"), self._level("2030-06-05/2030-06-09"))
        day = Window.parse("2030-06-05").possible
        assert shared == Spans(sure=None, usual=day, possible=day)

    def test_uncertain_days_are_shared_as_such(self) -> None:
        some, days = self._level("[2030-06-01..2030-06-05]"), self._level("2030-06-04/2030-06-09")
        shared = Spans(sure=None, usual=None, possible=Window.parse("2030-06-04/2030-06-05").possible)
        assert (common(some, days), common(days, some)) == (shared, shared)


class TestMovedDays:
    day, later = Window.parse("2030-06-10").possible[0], Window.parse("2030-06-20").possible[0]

    def test_every_start_by_a_grace_that_may_be_a_day_longer(self) -> None:
        low, _ = stretch(Window.parse("2030-06-10"), Behaviour.CUMULATIVE)
        assert low.moved(10) == Spans(sure=(self.later, DUSK), usual=(self.later, DUSK), possible=(self.later, DUSK),
                                      shaken=((self.later + 1, DUSK),))  # fmt: skip

    def test_no_grace_moves_nothing(self) -> None:
        low, _ = stretch(Window.parse("2030-06-10"), Behaviour.CUMULATIVE)
        assert low.moved(0) == low

    def test_an_expiry_ends_each_so_many_days_after_its_start(self) -> None:
        low, _ = stretch(Window.parse("[2030-06-08..2030-06-10]"), Behaviour.CUMULATIVE)
        moved = low.moved(0, 10)
        assert (moved.sure, moved.possible) == ((self.day, self.later), (self.day - 2, self.later))
        assert moved.shaken == ((self.day + 1, self.later + 1), (self.day + 1, self.later))

    def test_what_has_always_been_stays_so(self) -> None:
        _, high = stretch(Window.parse("2030-06-10"), Behaviour.CUMULATIVE)
        assert high.moved(10) == high
