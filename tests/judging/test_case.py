from __future__ import annotations

from stargate_claims.judging.case import in_own_unit
from stargate_claims.judging.consistency import check_consistency
from stargate_claims.model.vocabulary import Behaviour, Dimension, Label, Measure, Vocabulary
from tests.judging.build import VOCABULARY, judge, say


class TestUnits:
    def test_figures_in_two_units_of_one_kind_meet(self) -> None:
        contracted = say("a", "capacity_contracted_gw", "4.5GW", about="2030-03-01")
        less = say("b", "capacity_contracted_gw", "450MW 미만", about="2030-04-01", source="two")
        (finding,) = judge(contracted, less, rules=False)
        assert {frozenset(edge.claims) for edge in finding.edges} == {frozenset("ab")}
        assert {edge.gap.unit for edge in finding.edges} == {"GW"}
        assert "450MW 미만" in finding.explain("ko")

    def test_the_same_figure_in_another_unit_is_no_other_figure(self) -> None:
        one = say("a", "capacity_contracted_gw", "4.5GW", about="2030-03-01")
        assert list(judge(one, say("b", "capacity_contracted_gw", "4,500MW", about="2030-03-01", source="two"))) == []

    def test_a_quantity_is_compared_in_the_unit_of_its_measure(self) -> None:
        track = Measure(id="track_laid", label=Label(en="track laid"), dimension=Dimension.QUANTITY,
                        behaviour=Behaviour.CUMULATIVE, unit="km")  # fmt: skip
        vocabulary = VOCABULARY | Vocabulary.of(measures=[track])
        claims = [
            say("a", "track_laid", "1.4km", about="2030-03-01"),
            say("b", "track_laid", "1,300m", about="2030-04-01", source="two"),
            say("c", "track_laid", "1,350m", about="2030-02-01", source="two"),
        ]
        report = check_consistency(claims, vocabulary=vocabulary)
        assert {frozenset(edge.claims) for finding in report for edge in finding.edges} == {
            frozenset("ab"),
            frozenset("bc"),
        }

    def test_what_needs_no_other_unit_is_left_as_it_is(self) -> None:
        for claim in (
            say("a", "capacity_contracted_gw", "4.5GW"),
            say("b", "funds_available", "5억 달러"),
            say("c", "visited", holds=True),
            say("d", "contracts_signed", "2건"),
        ):
            assert in_own_unit(claim, VOCABULARY) is claim
