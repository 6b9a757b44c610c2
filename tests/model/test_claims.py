"""Claims: what cannot be one, what its id is made of, which days it is about, and who passed it on."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from attrs import evolve, fields
from hypothesis import given

from stargate_claims.errors import InvalidClaim
from stargate_claims.model.claims import (
    Adequacy,
    Certainty,
    Claim,
    Force,
    Form,
    Grouping,
    Link,
    ListKind,
    Polarity,
    Prediction,
    Rank,
)
from stargate_claims.model.intervals import Mode, Window
from stargate_claims.model.quantities import Quantity
from stargate_claims.model.sources import Locator, Source
from stargate_claims.model.vocabulary import Label
from tests.strategies import claims

PAPER = Source(id="one", publisher="daily-one", published=Window.on(date(2030, 1, 10)))
AMOUNT = Quantity.exactly(5, "USD")


def claim(**parts: Any) -> Claim:
    base: dict[str, Any] = {
        "by": ("head-of-alpha",),
        "source": PAPER,
        "said": Window.on(date(2030, 1, 9)),
        "subject": ("alpha",),
        "measure": "funds_available",
    }
    if not {"quantity", "holds", "stage", "members", "day"} & set(parts):
        base["quantity"] = AMOUNT
    return Claim(**{**base, **parts})


class TestRefusals:
    @pytest.mark.parametrize(
        ("parts", "message"),
        [
            ({"by": ()}, "needs a claimant"),
            ({"holds": True, "quantity": AMOUNT}, "one value, not quantity and holds; make it two claims"),
            ({"stage": "built", "day": Window.parse("2030")}, "one value, not stage and day"),
            ({"measure": None}, "needs a measure, or the claims that it denies"),
            ({"subject": ()}, "needs a subject"),
            ({"list_kind": ListKind.CLOSED}, "only members, or several subjects"),
            ({"restated": AMOUNT, "quantity": None}, "needs the figure that it restates"),
            ({"rank": Rank.DEPRECATED}, "needs its rank_reason"),
        ],
        ids=str,
    )
    def test_parts_that_make_no_statement(self, parts: dict[str, Any], message: str) -> None:
        with pytest.raises(InvalidClaim, match=message):
            claim(**parts)

    @pytest.mark.parametrize("relation", ["denies", "supports", "retracts"])
    def test_a_claim_about_claims_needs_no_measure(self, relation: str) -> None:
        reply = claim(measure=None, subject=(), quantity=None, **{relation: ("other",)})
        assert getattr(reply, relation) == ("other",)

    @pytest.mark.parametrize("kind", list(ListKind))
    def test_several_subjects_or_members_may_be_a_list(self, kind: ListKind) -> None:
        assert claim(subject=("alpha", "beta"), list_kind=kind).list_kind is kind
        assert claim(members=("alpha",), list_kind=kind).members == ("alpha",)

    @pytest.mark.parametrize(
        "parts", [{"force": "gossip"}, {"certainty": "maybe"}, {"polarity": "no"}, {"form": "x"}, {"rank": "x"},
                  {"grouping": "x"}, {"members": ("alpha",), "list_kind": "x"}]
    )  # fmt: skip
    def test_words_that_are_none_of_the_choices(self, parts: dict[str, Any]) -> None:
        with pytest.raises(ValueError, match="is not a valid"):
            claim(**parts)

    @pytest.mark.parametrize("parts", [{}, {"of": "c1", "for_": "harbour"}])
    def test_adequacy_is_of_a_claim_or_for_a_project(self, parts: dict[str, str]) -> None:
        with pytest.raises(InvalidClaim, match="either of a claim or for a project"):
            Adequacy(enough=False, **parts)


class TestSources:
    @pytest.mark.parametrize("parts", [{"id": ""}, {"publisher": ""}])
    def test_a_source_needs_an_id_and_a_publisher(self, parts: dict[str, Any]) -> None:
        with pytest.raises(InvalidClaim, match="needs an id and a publisher"):
            evolve(PAPER, **parts)

    @pytest.mark.parametrize(
        ("parts", "message"),
        [
            ({"paragraph": 0}, "count from 1"),
            ({"start": 1}, "both a start and an end"),
            ({"end": 1}, "both a start and an end"),
            ({"start": 2, "end": 2}, "starts before it ends"),
            ({"start": -1, "end": 2}, "starts before it ends"),
        ],
        ids=str,
    )
    def test_places_that_do_not_exist(self, parts: dict[str, int], message: str) -> None:
        with pytest.raises(InvalidClaim, match=message):
            Locator(**parts)  # type: ignore[arg-type]


OTHER = {  # another value for every field that a claim's id is made of
    "by": ("head-of-beta",),
    "source": evolve(PAPER, id="two"),
    "force": Force.OPINION,
    "said": Window.on(date(2030, 1, 8)),
    "via": ("daily-one",),
    "form": Form.DIRECT,
    "cue": "밝혔다",
    "about": Window.parse("2030"),
    "subject": ("beta",),
    "grouping": Grouping.EACH,
    "measure": "funds_raised",
    "of": ("gamma",),
    "qualifiers": {"tranche": "initial"},
    "quantity": Quantity.exactly(6, "USD"),
    "restated": Quantity.exactly(7000, "KRW"),
    "certainty": Certainty.POSSIBLE,
    "polarity": Polarity.NEGATIVE,
    "for_": "harbour",
    "bundle": "leases",
    "adequacy": Adequacy(enough=True, for_="harbour"),
    "together": ("alpha", "beta"),
    "without": ("beta",),
    "predicts": Prediction(measure="means", subject=("alpha",), holds=True),
    "denies": ("x",),
    "supports": ("x",),
    "refers_to": ("x",),
    "revises": ("x",),
    "supersedes": ("x",),
    "retracts": ("x",),
    "locator": Locator(paragraph=2),
    "summary": Label(ko="돈이 있다"),
    "note": "checked",
    "rank": Rank.PREFERRED,
    "rank_reason": "a filing",
}
VALUES = {
    "holds": True,
    "stage": "built",
    "members": ("alpha",),
    "day": Window.parse("2030-06-04"),
}
KEPT_OUT = {
    "reviewed_by": "editor",
    "reviewed_on": date(2030, 2, 1),
    "recorded_at": "2030-02-01T09:00:00+09:00",
    "list_kind": None,  # has its own test: it needs members
    "id": "mine",
}


class TestContentIds:
    @given(claims())
    def test_the_same_content_has_the_same_id(self, given: Claim) -> None:
        made = evolve(given, id="")
        assert made.id == evolve(given, id="").id
        assert made.id.startswith("c-")

    def test_every_field_is_tried(self) -> None:
        assert {field.name for field in fields(Claim)} == {*OTHER, *VALUES, *KEPT_OUT}

    @pytest.mark.parametrize("name", OTHER)
    def test_another_value_of_any_field_is_another_id(self, name: str) -> None:
        assert claim(**{name: OTHER[name]}).id != claim().id

    def test_no_two_of_these_changes_give_one_id(self) -> None:
        ids = [claim().id, *(claim(**{name: value}).id for name, value in OTHER.items())]
        ids += [claim(**{name: value}).id for name, value in VALUES.items()]
        ids += [claim(members=("alpha",), list_kind=kind).id for kind in ListKind]
        assert len(set(ids)) == len(ids)

    def test_yes_no_and_nothing_differ(self) -> None:
        assert len({claim(holds=holds).id for holds in (True, False, None)}) == 3
        expected = [Prediction(measure="means", subject=("alpha",), holds=holds) for holds in (True, False, None)]
        assert len({claim(predicts=prediction).id for prediction in expected}) == 3
        assert claim(adequacy=Adequacy(enough=False, of="x")).id != claim(adequacy=Adequacy(enough=True, of="x")).id

    def test_words_are_read_as_choices(self) -> None:
        assert (
            claim(members=("alpha",), list_kind="closed").list_kind is ListKind.CLOSED
        )  # a string would be judged open

    def test_a_list_of_nobody_is_not_no_list(self) -> None:
        assert claim(members=()).id != claim(members=None).id

    @pytest.mark.parametrize("name", ["reviewed_by", "reviewed_on", "recorded_at"])
    def test_bookkeeping_is_no_part_of_it(self, name: str) -> None:
        assert claim(**{name: KEPT_OUT[name]}).id == claim().id

    def test_what_is_known_of_the_source_is_no_part_of_it(self) -> None:
        assert claim(source=evolve(PAPER, retrieved=Window.parse("2030-03-01"))).id == claim().id

    def test_spelling_is_no_part_of_it(self) -> None:
        one = claim(qualifiers={"b": "2", "a": "1"}, force="plan")
        assert one.id == claim(qualifiers=(("a", "1"), ("b", "2")), force=Force.PLAN).id

    def test_a_given_id_stays(self) -> None:
        assert claim(id="c4-15").id == "c4-15"


class TestDays:
    @pytest.mark.parametrize("force", list(Force))
    def test_given_days_win(self, force: Force) -> None:
        assert claim(about=Window.parse("2031"), force=force).days == Window.parse("2031")

    @pytest.mark.parametrize(
        ("force", "days"),
        [
            (Force.REPORT, "2030-01-09"),
            (Force.DENIAL, "2030-01-09"),
            (Force.ESTIMATE, "2030-01-09"),
            (Force.OPINION, "2030-01-09"),
            (Force.PLAN, "2030-01-09/.."),
            (Force.COMMITMENT, "2030-01-09/.."),
        ],
    )
    def test_else_a_plan_holds_from_the_day_it_was_said_and_anything_else_on_it(self, force: Force, days: str) -> None:
        assert claim(force=force).days == Window.parse(days)

    def test_said_on_several_days_means_on_some_day_of_them(self) -> None:
        said = claim(said=Window.parse("2030-01-08/2030-01-09")).said
        assert said.mode is Mode.SOME_DAY
        assert claim(said=Window.parse("../2030-01-09")).said.mode is Mode.THROUGHOUT


class TestAttribution:
    def test_the_chain_goes_from_the_outlet_to_the_speaker(self) -> None:
        chain = claim(via=("daily-one", "daily-two", "insiders"), form=Form.INDIRECT, cue="밝혔다").attribution.links
        assert chain == (
            Link(who="daily-one", role="outlet"),
            Link(who="daily-two", role="medium"),
            Link(who="insiders", role="medium"),
            Link(who="head-of-alpha", role="speaker", form=Form.INDIRECT, cue="밝혔다"),
        )

    def test_several_may_speak_together_without_an_outlet(self) -> None:
        chain = claim(by=("alpha", "beta")).attribution.links
        assert [(link.who, link.role) for link in chain] == [("alpha", "speaker"), ("beta", "speaker")]

    def test_qualifiers_by_name(self) -> None:
        asked = claim(qualifiers={"tranche": "initial"})
        assert (asked.qualifier("tranche"), asked.qualifier("kind")) == ("initial", None)


@pytest.mark.parametrize(
    ("force", "intends", "asserts"),
    [
        (Force.REPORT, False, True),
        (Force.DENIAL, False, True),
        (Force.PLAN, True, False),
        (Force.COMMITMENT, True, False),
        (Force.ESTIMATE, False, False),
        (Force.OPINION, False, False),
    ],
)
def test_what_each_force_does(force: Force, intends: bool, asserts: bool) -> None:
    assert (force.intends, force.asserts) == (intends, asserts)
