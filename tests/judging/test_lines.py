"""Guards: what interval logic alone gets wrong. Each has a case that must clash and one that must not."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

from stargate_claims.judging.lines import implied_rate
from stargate_claims.model.claims import Claim, ListKind
from tests.judging.build import VOCABULARY, judge, only, pairs, say


class TestWording:
    """최대 against 최소 for one printed number, and a point against a bound within one source."""

    @staticmethod
    def _plan(id: str, value: str, **more: object) -> Claim:
        return say(id, "investment_planned_total", value, force="plan", qualifiers={"tranche": "total"}, **more)

    def test_cap_against_floor_meet_in_one_point_and_are_worded_apart(self) -> None:
        report = judge(self._plan("a", "최대 50억 달러"), self._plan("b", "최소 50억 달러", source="two", by="beta"))
        finding, edge = only(report)
        assert (finding.kind, finding.strength, edge.cause) == ("wording", "strict", "wording")

    def test_a_plain_figure_elsewhere_satisfies_both(self) -> None:
        assert judge(
            self._plan("a", "최대 50억 달러"), self._plan("b", "총 50억 달러", source="two", by="beta")
        ).consistent

    def test_a_plain_figure_in_the_same_source_is_worded_apart_from_a_cap(self) -> None:
        finding, _ = only(judge(self._plan("a", "최대 50억 달러"), self._plan("b", "약 50억 달러")))
        assert (finding.kind, finding.strength) == ("wording", "defeasible")

    def test_caps_and_floors_of_different_numbers_are_no_wording(self) -> None:
        assert judge(
            self._plan("a", "최대 60억 달러"), self._plan("b", "최소 50억 달러", source="two", by="beta")
        ).consistent

    def test_a_year_apart_is_another_announcement(self) -> None:
        later = self._plan("b", "최소 50억 달러", source="two", by="beta", said="2031-06-10")
        assert judge(self._plan("a", "최대 50억 달러"), later).consistent

    def test_another_subject_is_another_question(self) -> None:
        assert judge(self._plan("a", "최대 50억 달러"), self._plan("b", "최소 50억 달러", subject="beta")).consistent

    def test_counts_are_one_number_whatever_word_they_are_counted_with(self) -> None:
        korean = say("a", "sites_planned", "최대 5곳", force="plan")
        english = say("b", "sites_planned", "at least 5 sites", force="plan", source="two", by="beta")
        finding, _ = only(judge(korean, english))
        assert finding.kind == "wording"

    def test_a_number_that_no_figure_prints_has_no_wording(self) -> None:
        a, b = self._plan("a", "최대 50억 달러"), self._plan("b", "최소 50억 달러", source="two", by="beta")
        assert b.quantity is not None
        unprinted = evolve(b, quantity=evolve(b.quantity, inferred=("value",)))
        assert judge(a, unprinted).consistent


class TestTelling:
    """One statement told with two figures, even where the figures could both hold."""

    @staticmethod
    def _told(id: str, value: str, source: str, **more: object) -> Claim:
        return say(id, "jobs_promised", value, force="commitment", source=source, **more)

    def test_overlapping_floors_of_one_statement_are_a_misreport(self) -> None:
        finding, edge = only(judge(self._told("a", "500명 이상", "one"), self._told("b", "600명 이상", "two")))
        assert (edge.relation, finding.kind) == ("misreport", "contradiction")

    def test_one_source_may_print_both(self) -> None:
        assert judge(self._told("a", "500명 이상", "one"), self._told("b", "600명 이상", "one")).consistent

    def test_another_speaker_makes_another_statement(self) -> None:
        assert judge(self._told("a", "500명 이상", "one"), self._told("b", "600명 이상", "two", by="beta")).consistent

    def test_another_day_makes_another_statement(self) -> None:
        later = self._told("b", "600명 이상", "two", said="2030-06-11")
        assert judge(self._told("a", "500명 이상", "one"), later).consistent

    def test_figures_that_clash_anyway_are_shown_once_and_named_a_misreport(self) -> None:
        a = say("a", "workforce_share_remaining", "75%", about="2030-06-01/2030-06-09", source="one")
        b = say("b", "workforce_share_remaining", "25%", about="2030-06-01/2030-06-09", source="two")
        finding, edge = only(judge(a, b))
        assert (len(finding.edges), edge.relation) == (1, "misreport")

    def test_a_teller_who_says_about_may_have_rounded_more(self) -> None:
        exact, rounded = self._told("a", "540명", "one"), self._told("b", "약 500명", "two")
        assert judge(exact, rounded).consistent
        assert not judge(self._told("a", "560명", "one"), rounded).consistent

    def test_rounding_at_the_last_printed_digit_is_no_misreport(self) -> None:
        a = say("a", "contract_value", "22조7,648억원", about="2030-06-01", source="one")
        b = say("b", "contract_value", "22조7,647억원", about="2030-06-01", source="two")
        assert judge(a, b).consistent


class TestDenial:
    def test_a_denial_clashes_with_its_target_and_connected_ones_are_one_finding(self) -> None:
        a, b = say("a", "funds_available", "50억 달러"), say("b", "funds_available", "40억 달러", subject="beta")
        report = judge(a, b, say("c", None, denies=("a", "b"), force="denial", by="beta"))
        finding, edge = only(report)
        assert (finding.sides, edge.cause, edge.strength) == ((("a", "b"), ("c",)), "denial", "strict")

    def test_an_opinion_denies_less_firmly(self) -> None:
        _, edge = only(
            judge(say("a", "funds_available", "50억 달러"), say("c", None, denies="a", force="opinion", by="beta"))
        )
        assert edge.strength == "defeasible"

    def test_who_supports_the_target_stands_with_it(self) -> None:
        report = judge(
            say("a", "funds_available", "50억 달러"),
            say("c", None, denies="a", force="denial", by="beta"),
            say("s", None, supports="a", by="daily"),
        )
        assert set(report.findings[0].sides) == {("a", "s"), ("c",)}

    def test_a_denial_of_nothing_known_is_silent(self) -> None:
        assert judge(say("c", None, denies="elsewhere", force="denial")).consistent


class TestRates:
    """Conversions inside one article share one rate."""

    @staticmethod
    def _with_won(id: str, value: str, won: str, source: str = "one") -> Claim:
        return say(id, "amount_spent", value, restated=won, source=source, subject=id)

    def test_rounding_intervals_that_do_not_meet_are_flagged(self) -> None:
        finding, edge = only(
            judge(self._with_won("x", "500억 달러", "71조8,800억원"), self._with_won("y", "10억 달러", "1조4,318억원"))
        )
        assert (finding.kind, edge.cause, edge.strength) == ("restatement", "restatement", "strict")

    def test_rounding_intervals_that_meet_are_not_though_the_nominal_rates_differ(self) -> None:
        assert judge(
            self._with_won("x", "30억 달러", "4조4천억원"), self._with_won("y", "58억3천만 달러", "8조5천억원")
        ).consistent

    def test_another_article_has_another_rate(self) -> None:
        one, other = (
            self._with_won("x", "500억 달러", "71조8,800억원"),
            self._with_won("y", "500억 달러", "69조3,000억원", "two"),
        )
        assert judge(one, other).consistent

    def test_the_implied_rate_covers_all_that_rounds_to_the_printed_won(self) -> None:
        rate = implied_rate(self._with_won("x", "1,000억 달러", "143조원"))
        assert rate is not None
        assert str(rate) == "[1425, 1435]"

    @pytest.mark.parametrize(
        ("value", "won"), [("0달러", "143조원"), ("10억~12억 달러", "1조원"), ("1,000억원", "1,000억원")]
    )
    def test_no_rate_is_implied_without_two_units_and_two_numbers(self, value: str, won: str) -> None:
        assert implied_rate(self._with_won("x", value, won)) is None


class TestMembers:
    """Closed lists speak of everybody, open ones only of those on them, additive ones add."""

    @staticmethod
    def _funders(id: str, members: tuple[str, ...], kind: ListKind | None, source: str = "one") -> Claim:
        return say(id, "funders", members=members, list_kind=kind, source=source, by=source)

    def test_two_closed_lists_that_differ_are_one_finding_whoever_differs(self) -> None:
        one = self._funders("a", ("alpha", "beta"), ListKind.CLOSED)
        other = self._funders("b", ("gamma", "delta"), ListKind.CLOSED, "two")
        finding, edge = only(judge(one, other))
        assert (edge.cause, len(finding.edges)) == ("membership", 1)

    def test_an_open_list_does_not_speak_by_absence(self) -> None:
        one = self._funders("a", ("alpha", "beta"), ListKind.CLOSED)
        assert judge(one, self._funders("b", ("alpha",), ListKind.OPEN, "two")).consistent

    def test_a_member_of_an_open_list_is_still_off_the_closed_one(self) -> None:
        one = self._funders("a", ("alpha", "beta"), ListKind.CLOSED)
        assert pairs(judge(one, self._funders("b", ("gamma",), ListKind.OPEN, "two"))) == {("a", "b"): "contradiction"}

    def test_an_additive_list_adds_to_the_closed_list_beside_it_only(self) -> None:
        closed, more = (
            self._funders("a", ("alpha", "beta"), ListKind.CLOSED),
            self._funders("b", ("gamma",), ListKind.ADDITIVE),
        )
        elsewhere = self._funders("c", ("alpha", "beta"), ListKind.CLOSED, "two")
        assert judge(closed, more).consistent
        assert pairs(judge(closed, more, elsewhere)) == {("b", "c"): "contradiction"}

    def test_several_subjects_of_raised_money_are_a_list_of_funders(self) -> None:
        raised = say(
            "a", "funds_raised", "50억 달러", subject=("alpha", "beta"), for_="harbour", list_kind=ListKind.CLOSED
        )
        assert pairs(judge(raised, self._funders("b", ("gamma",), ListKind.OPEN, "two"))) == {
            ("a", "b"): "contradiction"
        }

    def test_an_opinion_lists_nobody(self) -> None:
        thought = say("b", "funders", members="gamma", list_kind=ListKind.OPEN, force="opinion")
        assert judge(self._funders("a", ("alpha",), ListKind.CLOSED), thought).consistent


class TestCompany:
    """Words against acts: together, and without."""

    together = say("a", "partnership_health", stage="smooth", subject=("alpha", "beta"), together=("head", "beta"),
                   about="2030-06-01/2030-06-09", by="head")  # fmt: skip

    def test_acting_without_a_partner_that_one_acts_together_with(self) -> None:
        alone = say(
            "b", "contracts_signed", "2건", subject="beta", without="alpha", about="2030-06-02/2030-06-05", by="daily"
        )
        finding, edge = only(judge(self.together, alone))
        assert (finding.kind, edge.strength) == ("tension", "soft")

    def test_without_somebody_else_is_no_clash(self) -> None:
        alone = say(
            "b", "contracts_signed", "2건", subject="beta", without="gamma", about="2030-06-02/2030-06-05", by="daily"
        )
        assert judge(self.together, alone).consistent

    def test_at_another_time_is_no_clash(self) -> None:
        alone = say(
            "b", "contracts_signed", "2건", subject="beta", without="alpha", about="2030-01-02/2030-01-05", by="daily"
        )
        assert judge(self.together, alone).consistent

    def test_an_opinion_about_it_is_no_clash(self) -> None:
        alone = say(
            "b",
            "contracts_signed",
            "2건",
            subject="beta",
            without="alpha",
            about="2030-06-02/2030-06-05",
            force="opinion",
        )
        assert judge(self.together, alone).consistent


class TestEventDays:
    """Only what happens once has a day to disagree on."""

    @staticmethod
    def _filed(id: str, about: str, **more: Any) -> Claim:
        return say(
            id,
            "event_occurred",
            holds=True,
            qualifiers={"event": "lawsuit_filed"},
            subject="alpha",
            about=about,
            **more,
        )

    def test_one_lawsuit_has_one_day(self) -> None:
        one, other = (
            self._filed("a", "2030-02", bundle="suit"),
            self._filed("b", "2030-03-04", bundle="suit", source="two", by="beta"),
        )
        finding, edge = only(judge(one, other))
        assert (edge.cause, finding.question.line) == ("date", "date")

    def test_two_lawsuits_have_two(self) -> None:
        assert judge(self._filed("a", "2030-02"), self._filed("b", "2030-03-04", source="two", by="beta")).consistent

    @pytest.mark.parametrize("kind", VOCABULARY.measure("event_occurred").once_kinds)
    def test_what_happens_to_a_project_once_usually_has_one_day(self, kind: str) -> None:
        def happened(id: str, about: str, subject: str = "harbour") -> Claim:
            event = {"event": kind}
            return say(
                id, "event_occurred", holds=True, qualifiers=event, subject=subject, about=about, source=id, by=id
            )

        _, edge = only(judge(happened("a", "2030-02-03"), happened("b", "2030-02-04")))
        assert (edge.cause, edge.strength) == ("date", "defeasible")
        assert judge(happened("a", "2030-02-03"), happened("b", "2030-02")).consistent
        assert judge(happened("a", "2030-02-03"), happened("b", "2030-02-04", "beta")).consistent

    def test_a_vague_day_contains_an_exact_one(self) -> None:
        one, other = (
            self._filed("a", "2030-02", bundle="suit"),
            self._filed("b", "2030-02-04", bundle="suit", source="two", by="beta"),
        )
        assert judge(one, other).consistent


class TestVisits:
    """Visits are merged by day before they are counted, and counted within the window that is named."""

    @staticmethod
    def _visit(id: str, about: str, **more: Any) -> Claim:
        return say(id, "visited", holds=True, subject="head", of="beta", about=about, source=id, by=id, **more)

    @staticmethod
    def _count(value: str, about: str = "2030-01-01/2030-06-09") -> Claim:
        return say("n", "visits_count", value, subject="head", of="beta", about=about, by="daily")

    def test_more_distinct_visits_than_counted(self) -> None:
        visits = (
            self._visit("a", "2030-02-04"),
            self._visit("b", "2030-03-01"),
            self._visit("c", "[2030-05-01..2030-05-31]"),
        )
        finding, edge = only(judge(self._count("두 차례"), *visits))
        assert (edge.claims, edge.hinges) == (("c", "n"), ("a", "b"))
        assert str(finding.question) == "visits_count(head, of=beta) [visits]"

    def test_two_records_of_one_visit_count_once(self) -> None:
        visits = (
            self._visit("a", "2030-02-04"),
            self._visit("b", "[2030-02-01..2030-02-28]"),
            self._visit("c", "2030-05-01"),
        )
        assert judge(self._count("두 차례"), *visits).consistent

    @pytest.mark.parametrize("outside", ["2029-12-31", "2030-06-10", "[2030-06-09..2030-06-10]"])
    def test_visits_outside_the_window_do_not_count(self, outside: str) -> None:
        visits = self._visit("a", outside), self._visit("b", "2030-03-01"), self._visit("c", "2030-05-01")
        assert judge(self._count("두 차례"), *visits).consistent

    def test_a_visit_that_is_planned_does_not_count(self) -> None:
        planned = self._visit("a", "2030-02-04", force="plan", said="2030-01-01")
        visits = self._visit("b", "2030-03-01"), self._visit("c", "2030-05-01")
        assert judge(self._count("두 차례"), planned, *visits).consistent

    def test_a_visit_elsewhere_does_not_count(self) -> None:
        elsewhere = say("c", "visited", holds=True, subject="head", of="gamma", about="2030-05-01", by="c")
        assert judge(
            self._count("두 차례"), self._visit("a", "2030-02-04"), self._visit("b", "2030-03-01"), elsewhere
        ).consistent

    def test_a_count_between_two_whole_numbers_is_compared_as_it_stands(self) -> None:
        once, twice = self._visit("a", "2030-02-04"), self._visit("b", "2030-03-01")
        assert judge(self._count("1.5회"), once).consistent
        assert not judge(self._count("1.5회"), once, twice).consistent

    def test_a_floor_is_no_limit(self) -> None:
        visits = self._visit("a", "2030-02-04"), self._visit("b", "2030-03-01"), self._visit("c", "2030-05-01")
        assert judge(self._count("두 차례 이상"), *visits).consistent


def test_an_opinion_on_who_paid_lists_nobody() -> None:
    thought = say("a", "funds_raised", "50억 달러", subject=("alpha", "beta"), for_="harbour", force="opinion",
                  list_kind=ListKind.CLOSED, source="two", by="two")  # fmt: skip
    stated = say("b", "funders", members="gamma", list_kind=ListKind.OPEN)
    assert judge(thought, stated).consistent


def test_figures_of_which_nobody_knows_the_last_digit_are_told_as_they_stand() -> None:
    def told(id: str, value: str) -> Claim:
        claim = say(id, "jobs_promised", value, force="commitment", source=id)
        assert claim.quantity is not None
        return evolve(claim, quantity=evolve(claim.quantity, grain=None, printed_grain=None))

    assert judge(told("a", "500명 이상"), told("b", "500명 이상")).consistent
    assert only(judge(told("a", "500명 이상"), told("b", "501명 이상")))[1].relation == "misreport"
