"""Plans: a later one revises, one of the same days by another voice disputes, facts are another line."""

from __future__ import annotations

from decimal import Decimal

from attrs import evolve

from stargate_claims.judging.constraints import Reader
from stargate_claims.judging.intentions import lapsed, said_order
from stargate_claims.model.claims import Claim
from tests.judging.build import VOCABULARY, judge, only, pairs, say


def _sites(id: str, value: str, said: str, *, by: str = "alpha", **more: object) -> Claim:
    return say(id, "sites_planned", value, force=more.pop("force", "plan"), said=said, by=by, source=id, **more)


class TestRevision:
    def test_a_later_plan_revises_an_earlier_one(self) -> None:
        finding, edge = only(judge(_sites("a", "5곳", "2030-01-10"), _sites("b", "1곳", "2030-06-10", by="beta")))
        assert (finding.kind, edge.relation) == ("revision", "revision")

    def test_a_chain_compares_each_plan_with_the_one_it_replaced(self) -> None:
        report = judge(
            _sites("a", "5곳", "2030-01-10"), _sites("b", "1곳", "2030-03-10"), _sites("c", "3곳", "2030-06-10")
        )
        assert set(pairs(report)) == {("a", "b"), ("b", "c")}
        assert report.findings[0].sides == (("a",), ("b",), ("c",))

    def test_within_two_weeks_another_voice_disputes(self) -> None:
        finding, edge = only(judge(_sites("a", "5곳", "2030-01-10"), _sites("b", "1곳", "2030-01-20", by="beta")))
        assert (finding.kind, edge.relation) == ("contradiction", "dispute")

    def test_within_two_weeks_the_same_organisation_revises(self) -> None:
        finding, _ = only(
            judge(_sites("a", "5곳", "2030-01-10", by="alpha"), _sites("b", "1곳", "2030-01-20", by="head"))
        )
        assert finding.kind == "revision"

    def test_what_says_that_it_revises_does(self) -> None:
        later = _sites("b", "1곳", "2030-01-20", by="beta", revises="a")
        assert only(judge(_sites("a", "5곳", "2030-01-10"), later))[0].kind == "revision"

    def test_a_cap_that_revises_another_cap_is_a_revision_though_both_could_hold(self) -> None:
        first, second = (
            _sites("a", "최대 8곳", "2030-01-10"), _sites("b", "최대 5곳", "2030-06-10", revises="a")
        )  # fmt: skip
        finding, edge = only(judge(first, second))
        assert (finding.kind.value, edge.claims) == ("revision", ("a", "b"))
        assert (edge.gap.lower, edge.gap.upper) == (Decimal(8), Decimal(5))
        assert "2030년 1월 10일에는 8곳 이하, 2030년 6월 10일에는 5곳 이하" in finding.explain("ko")
        assert "at most 8 (10 January 2030), then at most 5 (10 June 2030)" in finding.explain("en")
        assert judge(first, evolve(second, revises=())).consistent
        assert judge(first, evolve(second, quantity=first.quantity)).consistent

    def test_a_question_with_both_gives_two_findings(self) -> None:
        report = judge(
            _sites("a", "5곳", "2030-01-10"),
            _sites("b", "1곳", "2030-06-10", by="beta"),
            _sites("c", "4곳", "2030-06-12"),
        )
        assert sorted(finding.kind for finding in report.findings) == ["contradiction", "revision"]

    def test_one_statement_with_two_figures_is_misreported_not_revised(self) -> None:
        _, edge = only(judge(_sites("a", "5곳", "2030-01-10"), _sites("b", "1곳", "2030-01-10")))
        assert edge.relation == "misreport"


class TestLines:
    def test_a_plan_never_meets_a_fact(self) -> None:
        planned = say("a", "contracts_signed", "5건", force="plan", qualifiers={"kind": "dredging"}, said="2030-01-10")
        none = say("b", "contracts_signed", "0건", qualifiers={"kind": "dredging"}, about="2030-01-01/2030-06-01")
        assert judge(planned, none, rules=False).consistent

    def test_a_report_on_days_to_come_is_a_plan(self) -> None:
        ahead = say("a", "attended", holds=False, subject="head", of="summit", about="2030-10-01", said="2030-06-10")
        came = say(
            "b", "attended", holds=True, subject="head", of="summit", about="2030-10-01", said="2030-10-02", by="daily"
        )
        assert judge(ahead, came).consistent

    def test_an_opinion_decides_nothing(self) -> None:
        one = say("a", "funds_available", "50억 달러", subject="alpha", about="2030-06-01/2030-06-09")
        other = say(
            "b",
            "funds_available",
            "1억 달러",
            subject="alpha",
            about="2030-06-01/2030-06-09",
            by="beta",
            force="opinion",
        )
        assert judge(one, other).consistent

    def test_context_is_never_compared(self) -> None:
        one = say("a", "market_position", "1%", subject="alpha", about="2030-06-01")
        assert judge(one, say("b", "market_position", "2%", subject="alpha", about="2030-06-01", by="beta")).consistent

    def test_keys_separate_and_other_qualifiers_do_not(self) -> None:
        none = say("a", "contracts_signed", "0건", qualifiers={"kind": "dredging"}, about="2030-01-01/2030-06-01")
        many = {"about": "2030-02-01/2030-06-01", "by": "beta", "source": "two"}
        other_kind = say("b", "contracts_signed", "5건", qualifiers={"kind": "cranes"}, **many)
        other_place = say("c", "contracts_signed", "5건", qualifiers={"kind": "dredging", "place": "east"}, **many)
        assert judge(none, other_kind).consistent
        assert pairs(judge(none, other_place)) == {("a", "c"): "contradiction"}


class TestForecasts:
    forecast = say("a", "contracts_signed", "10건 이상", force="estimate", qualifiers={"kind": "dredging"},
                   said="2030-01-10", about="2030-03-01/2030-06-01", by="daily")  # fmt: skip

    def _count(self, said: str, value: str = "0건", force: str = "report") -> Claim:
        return say("b", "contracts_signed", value, qualifiers={"kind": "dredging"}, about="2030-01-01/2030-06-01",
                   said=said, by="beta", source="two", force=force)  # fmt: skip

    def test_a_forecast_that_a_later_fact_belies_is_missed(self) -> None:
        finding, edge = only(judge(self.forecast, self._count("2030-06-02")))
        assert (edge.cause, finding.question.line) == ("forecast", "estimate")

    def test_a_fact_said_before_is_no_test_of_a_forecast(self) -> None:
        assert judge(self.forecast, self._count("2030-01-09")).consistent

    def test_a_forecast_that_came_true_is_not_flagged(self) -> None:
        assert judge(self.forecast, self._count("2030-06-02", "12건")).consistent

    def test_two_forecasts_never_meet(self) -> None:
        assert judge(self.forecast, self._count("2030-06-02", force="estimate")).consistent


class TestOrder:
    def test_claims_are_in_order_of_the_last_day_on_which_they_may_have_been_said(self) -> None:
        vague = say("a", "sites_planned", "3곳", force="plan", said="[2030-06-01..2030-06-30]")
        exact = say("b", "sites_planned", "4곳", force="plan", said="2030-06-10")
        since = say("c", "sites_planned", "5곳", force="plan", said="2030-06-05/..")
        same = say("d", "sites_planned", "6곳", force="plan", said="[2030-06-02..2030-06-30]")
        assert sorted((vague, exact, since, same), key=said_order) == [since, exact, vague, same]


class TestLapse:
    def test_a_plan_lapses_with_the_first_of_those_that_say_they_revise_it(self) -> None:
        plan = say("p", "sites_planned", "3곳", force="plan", said="2030-01-10")
        later = [say(id, "jobs_promised", "5명", force="plan", said=said, revises="p")
                 for id, said in (("q", "2030-03-01"), ("r", "2030-02-01"), ("s", "2030-04-01"))]  # fmt: skip
        reader = Reader(VOCABULARY)
        (row,) = lapsed(reader.own(plan), reader, [plan, *later])
        assert row.lapses == later[1].said.possible[0]
