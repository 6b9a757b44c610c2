from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

from stargate_claims.errors import FigureError, InvalidClaim, InvalidInterval, InvalidWindow, UnknownName
from stargate_claims.judging.consistency import check_consistency
from stargate_claims.keeping.ledger import Ledger
from stargate_claims.model.claims import Adequacy, Claim, Force, Grouping, ListKind, Prediction
from stargate_claims.model.intervals import Mode, Window
from stargate_claims.model.quantities import Quantity
from stargate_claims.model.sources import Source
from stargate_claims.model.vocabulary import EntityFact, EntityKind, Label
from stargate_claims.reading.figures import parse_quantity

DAILY = "daily-one 2030-01-10"


@pytest.fixture
def ledger() -> Ledger:
    return Ledger.new("공책")


@pytest.fixture
def ready(ledger: Ledger) -> Claim:
    return ledger.claim("park-jisoo", "funds_available", "5억 달러", subject="hanbit", for_="saebyeok", source=DAILY)


def test_typed_in_a_notebook(ledger: Ledger) -> None:
    claim = ledger.claim(
        "masayoshi-son", "funds_available", "1,000억 달러", subject="softbank-group", for_="stargate-project",
        said="2025-01-22", source="economy-ac 2025-01-23",
    )  # fmt: skip
    assert (claim.by, claim.subject, claim.for_) == (("masayoshi-son",), ("softbank-group",), "stargate-project")
    assert claim.quantity is not None
    assert (claim.quantity.nominal, claim.quantity.unit) == (Decimal(10**11), "USD")
    assert (claim.source.publisher, str(claim.source.published), str(claim.said)) == (
        "economy-ac", "2025-01-23", "2025-01-22",
    )  # fmt: skip
    assert list(ledger) == [claim]
    assert ledger.vocabulary.entity("softbank-group").kind is EntityKind.UNNAMED
    assert ledger.vocabulary.entity("softbank-group").label.ko == "softbank-group"


def test_looking_around(ledger: Ledger, ready: Claim) -> None:
    assert repr(ledger) == "Ledger('공책', 1 claims, 1 sources)"
    assert (len(ledger), ledger.language, ledger.suppressions, dict(ledger.positions)) == (1, "ko", (), {})
    assert ledger.get(ready.id) is ready
    assert ready in ledger
    assert ready.id in ledger
    assert "x" not in ledger
    assert ledger.source(DAILY).publisher == "daily-one"
    assert ledger.rules
    with pytest.raises(UnknownName) as caught:
        ledger.get(ready.id[:-1])
    assert caught.value.near == (ready.id,)
    with pytest.raises(UnknownName, match="unknown source"):
        ledger.source("daily")


def test_where(ledger: Ledger, ready: Claim) -> None:
    other = ledger.claim("hanbit", "contracts_signed", 2, subject="saebyeok", source="daily-one 2030-03-01")
    assert ledger.where() == (ready, other)
    assert ledger.where(subject="saebyeok") == ledger.where(measure="contracts_signed") == (other,)
    assert ledger.where(by="park-jisoo") == ledger.where(between=("2030-01-01", date(2030, 1, 10))) == (ready,)
    assert ledger.where(between=("2030-01", Window.parse("2030-03"))) == (ready, other)
    assert ledger.where(between=("2030-01-11", "2030-02")) == ()
    for wrong in ({"subject": "hanbi"}, {"by": "park"}, {"measure": "contracts"}):
        with pytest.raises(UnknownName):
            ledger.where(**wrong)  # type: ignore[arg-type]


class TestNames:
    def test_an_unknown_measure_has_near_misses(self, ledger: Ledger) -> None:
        with pytest.raises(UnknownName) as caught:
            ledger.claim("kim", "fund_available", "5억원", subject="hanbit", source=DAILY)
        assert "funds_available" in caught.value.near
        assert len(ledger) == 0
        assert "kim" not in ledger.vocabulary.entities

    @pytest.mark.usefixtures("ready")
    def test_a_near_miss_is_no_new_person(self, ledger: Ledger) -> None:
        with pytest.raises(UnknownName) as caught:
            ledger.claim("park-jiso", "funds_available", "5억원", subject="hanbit", source=DAILY)
        assert caught.value.near == ("park-jisoo",)
        assert "ledger.entity('park-jiso'" in caught.value.__notes__[0]
        ledger.entity("park-jiso", kind="person", ko="박지소")
        assert ledger.claim("park-jiso", "funds_available", "5억원", subject="hanbit", source=DAILY).by == (
            "park-jiso",
        )

    def test_numbers_tell_names_apart(self, ledger: Ledger) -> None:
        ledger.claim(
            "kim", "funds_available", "5억원", subject=["long-named-site-1", "long-named-site-2"], source=DAILY
        )
        assert "long-named-site-2" in ledger.vocabulary.entities

    def test_labels_and_aliases(self, ledger: Ledger) -> None:
        ledger.entity("park-jisoo", kind="person", ko="박지수", en="Park Jisoo", aliases=["박 대표"])
        for name in ("박지수", "박 대표", "PARK JISOO"):
            claim = ledger.claim(name, "funds_available", "5억원", subject="hanbit", about="2030", source=DAILY)
            assert claim.by == ("park-jisoo",)
        ledger.entity("park-jongsu", kind="person", ko="박종수", aliases=["박 대표"])
        with pytest.raises(UnknownName) as caught:
            ledger.claim("박 대표", "funds_available", "5억원", subject="hanbit", source=DAILY)
        assert set(caught.value.near) == {"park-jisoo", "park-jongsu"}

    def test_an_entity_may_be_described_once(self, ledger: Ledger, ready: Claim) -> None:
        fact = EntityFact(kind="speaks_for", of="hanbit", source="직함")
        entity = ledger.entity(ready.by[0], kind="person", ko="박지수", facts=[fact])
        assert ledger.vocabulary.entity("park-jisoo").facts == (fact,)
        assert ledger.entity("park-jisoo", kind="person", ko="박지수", facts=[fact]) == entity
        with pytest.raises(InvalidClaim, match="already defined"):
            ledger.entity("park-jisoo", kind="person", ko="박지숙")
        assert ledger.entity("bare").label == Label(en="bare")

    @pytest.mark.parametrize(
        ("name", "error"),
        [("", InvalidClaim), (" ", InvalidClaim), ("a(b)", InvalidClaim), (5, TypeError), ([5], TypeError)],
    )
    def test_names_that_are_none(self, ledger: Ledger, name: Any, error: type[Exception]) -> None:
        with pytest.raises(error):
            ledger.claim(name, "funds_available", "5억원", subject="hanbit", source=DAILY)
        with pytest.raises(error):
            ledger.claim("kim", "funds_available", "5억원", subject="hanbit", for_=name or " ", source=DAILY)


class TestSources:
    def test_a_source_by_its_id(self, ledger: Ledger, ready: Claim) -> None:
        assert ledger.claim("hanbit", denies=ready.id, source=DAILY).source is ready.source
        assert len(ledger.sources) == 1

    def test_a_source_of_ones_own(self, ledger: Ledger) -> None:
        source = Source(id="s", publisher="post")
        with pytest.raises(InvalidClaim, match="give said="):
            ledger.claim("kim", "funds_available", "5억원", subject="hanbit", source=source)
        claim = ledger.claim("kim", "funds_available", "5억원", subject="hanbit", source=source, said=date(2030, 1, 1))
        assert claim.said == Window.parse("2030-01-01")
        with pytest.raises(InvalidClaim, match="differs"):
            ledger.claim(
                "kim", "funds_available", "6억원", subject="hanbit", source=Source(id="s", publisher="kim"), said="2030"
            )

    def test_a_range_of_days(self, ledger: Ledger) -> None:
        claim = ledger.claim(
            "kim", "funds_available", "5억원", subject="hanbit", source="daily one [2030-01-01..2030-01-05]"
        )
        assert (claim.source.id, claim.source.publisher) == ("daily one 2030-01-01..2030-01-05", "daily one")
        assert claim.said.mode is Mode.SOME_DAY

    @pytest.mark.parametrize(
        ("source", "error"),
        [("daily", UnknownName), ("daily yesterday", InvalidWindow), (5, TypeError), (None, TypeError)],
    )
    def test_no_source(self, ledger: Ledger, source: Any, error: type[Exception]) -> None:
        with pytest.raises(error):
            ledger.claim("kim", "funds_available", "5억원", subject="hanbit", source=source)


class TestValues:
    def claim(self, ledger: Ledger, measure: str | None, *value: Any, **more: Any) -> Claim:
        return ledger.claim("kim", measure, *value, **{"subject": "hanbit", "source": DAILY, **more})

    @pytest.mark.parametrize("value", ["3건", 3, Decimal(3), Quantity.exactly(3, "건")])
    def test_counts(self, ledger: Ledger, value: Any) -> None:
        quantity = self.claim(ledger, "contracts_signed", value).quantity
        assert quantity is not None
        assert (quantity.nominal, quantity.unit) == (Decimal(3), "건")

    @pytest.mark.parametrize(
        ("measure", "value", "error"),
        [
            ("funds_available", 5.0, TypeError),
            ("contracts_signed", 5.0, TypeError),
            ("contracts_signed", True, TypeError),
            ("contracts_signed", Decimal("NaN"), InvalidInterval),
            ("funds_available", 5, InvalidClaim),
            (None, 5, InvalidClaim),
            ("funds_available", "많이", FigureError),
            ("funds_available", "3GW", InvalidClaim),
            ("contracts_signed", "3곳", InvalidClaim),
        ],
        ids=range(9),
    )
    def test_values_that_are_none(self, ledger: Ledger, measure: str, value: Any, error: type[Exception]) -> None:
        with pytest.raises(error):
            self.claim(ledger, measure, value)
        assert len(ledger) == 0

    def test_a_restated_figure(self, ledger: Ledger) -> None:
        claim = self.claim(ledger, "funds_available", "100억 달러에도 못 미친다", restated="14조3,180억원")
        assert claim.restated is not None
        assert (str(claim.restated.hedge), claim.restated.restates) == ("less_than", claim.quantity)
        with pytest.raises(InvalidClaim, match="restates"):
            self.claim(ledger, "funds_available", restated="5억원")

    def test_an_inferred_value(self, ledger: Ledger) -> None:
        claim = self.claim(ledger, "contracts_signed", value_inferred=0)
        assert claim.quantity is not None
        assert "value" in claim.quantity.inferred
        with pytest.raises(InvalidClaim, match="one value"):
            self.claim(ledger, "contracts_signed", 1, value_inferred=0)

    def test_other_values(self, ledger: Ledger) -> None:
        vocabulary = ledger.vocabulary.measures.values()
        ids = {kind: next(m for m in vocabulary if m.dimension == kind) for kind in ("state", "stage")}
        assert self.claim(ledger, ids["state"].id, holds=False).holds is False
        assert self.claim(ledger, ids["stage"].id, stage=ids["stage"].ladder[0]).stage
        with pytest.raises(TypeError, match="True or False"):
            self.claim(ledger, ids["state"].id, holds="no")
        with pytest.raises(InvalidClaim, match="no stage"):
            self.claim(ledger, ids["stage"].id, stage="nowhere")

    def test_the_rest(self, ledger: Ledger) -> None:
        first = self.claim(ledger, "funds_available", "5억원")
        claim = self.claim(
            ledger, "funds_available", "6억원", subject=["hanbit", "saebyeok"], grouping="each", list_kind="open",
            summary={"ko": "요약"}, adequacy={"for": "dock", "enough": False}, via=["daily-one"], force="plan",
            qualifiers={"b": "1", "a": "2"}, together="lee", without=["choi"], supports=first.id, bundle="pier",
            predicts=Prediction(measure="contracts_signed", subject=("berth",)), id="mine",
        )  # fmt: skip
        assert (claim.grouping, claim.list_kind, claim.force) == (Grouping.EACH, ListKind.OPEN, Force.PLAN)
        assert (claim.summary, claim.adequacy) == (Label(ko="요약"), Adequacy(for_="dock", enough=False))
        assert claim.qualifiers == (("a", "2"), ("b", "1"))
        assert {"dock", "lee", "choi", "pier", "berth"} <= set(ledger.vocabulary.entities)
        enough = self.claim(ledger, "funds_available", adequacy=Adequacy(of="mine", enough=True), summary=Label(en="x"))
        assert enough.adequacy == Adequacy(of="mine", enough=True)

    def test_members(self, ledger: Ledger) -> None:
        measure = next(m.id for m in ledger.vocabulary.measures.values() if m.dimension == "members")
        claim = self.claim(ledger, measure, members=["hanbit", "lee"], list_kind="closed")
        assert (claim.members, claim.list_kind) == (("hanbit", "lee"), ListKind.CLOSED)

    def test_an_argument_that_is_none(self, ledger: Ledger) -> None:
        with pytest.raises(TypeError, match="did you mean 'summary'"):
            self.claim(ledger, "funds_available", "5억원", sumary={"ko": "가"})
        with pytest.raises(TypeError, match=r"no argument 'zzz'$"):
            self.claim(ledger, "funds_available", "5억원", zzz=1)

    @pytest.mark.parametrize("day", [datetime(2030, 1, 1), 20300101])  # noqa: DTZ001 # no zone is wanted
    def test_days_that_are_none(self, ledger: Ledger, day: Any) -> None:
        with pytest.raises(TypeError, match="days are text"):
            self.claim(ledger, "funds_available", "5억원", said=day)

    def test_said_after_published(self, ledger: Ledger) -> None:
        with pytest.raises(InvalidClaim, match="after its source was published"):
            self.claim(ledger, "funds_available", "5억원", said="2030-01-11")


class TestAdding:
    def test_the_same_claim_again_changes_nothing(self, ledger: Ledger, ready: Claim) -> None:
        assert ledger.add(ready) is ready
        again = ledger.claim(
            "park-jisoo", "funds_available", "5억 달러", subject="hanbit", for_="saebyeok", source=DAILY
        )
        assert (again, len(ledger)) == (ready, 1)

    def test_another_claim_of_the_same_id(self, ledger: Ledger) -> None:
        ledger.claim("kim", "funds_available", "5억원", subject="hanbit", source=DAILY, id="a")
        with pytest.raises(InvalidClaim, match="supersedes"):
            ledger.claim("kim", "funds_available", "6억원", subject="hanbit", source=DAILY, id="a")

    def test_claims_that_are_not_there(self, ledger: Ledger, ready: Claim) -> None:
        for more in ({"denies": "nothing"}, {"adequacy": Adequacy(of="nothing", enough=True)}):
            with pytest.raises(UnknownName, match="unknown claim"):
                ledger.claim("kim", "funds_available", subject="hanbit", source=DAILY, **more)
        assert list(ledger) == [ready]

    def test_a_claim_from_another_ledger(self, ledger: Ledger, ready: Claim) -> None:
        other = Ledger.new()
        assert other.add(ready) is ready
        assert "hanbit" in other.vocabulary.entities
        third = Ledger.new()
        third.entity("hanbit-group", ko="hanbit")
        with pytest.raises(UnknownName) as caught:
            third.add(ready)
        assert caught.value.near == ("hanbit-group",)
        assert len(third) == 0
        assert "saebyeok" not in third.vocabulary.entities

    def test_ids_that_are_none(self, ledger: Ledger) -> None:
        with pytest.raises(InvalidClaim, match="cannot be an id"):
            ledger.claim("kim", "funds_available", "5억원", subject="hanbit", source=DAILY, id="a,b")

    def test_no_claim_at_all(self, ledger: Ledger) -> None:
        with pytest.raises(TypeError, match="takes claims"):
            ledger.add("claim")  # type: ignore[arg-type]

    def test_two_claims_of_one_id_make_no_ledger(self, ready: Claim) -> None:
        with pytest.raises(InvalidClaim, match="two claims"):
            Ledger(name="x", claims=[ready, ready])

    def test_a_ledger_only_grows(self, ledger: Ledger, ready: Claim) -> None:
        for name in ("name", "vocabulary", "rules", "sources", "positions"):
            with pytest.raises(AttributeError):
                setattr(ledger, name, None)
        with pytest.raises(TypeError):
            ledger.positions["a"] = ("b", 1)  # type: ignore[index]
        changing = [
            name for name in dir(ledger) if any(word in name for word in ("del", "remove", "update", "pop", "clear"))
        ]
        assert changing == ["__delattr__"]
        for claim in ledger:  # what is added while reading does not disturb it
            ledger.claim("kim", denies=claim.id, source=DAILY)
        assert len(ledger) == 2
        assert ready in ledger


class TestCorrections:
    @pytest.fixture
    def ledger(self) -> Ledger:
        ledger = Ledger.new()
        ledger.claim(
            "kim", "funds_available", "1,000억 달러", subject="alpha", for_="port", source="daily 2030-01-23", id="one",
            restated="약 143조원", note="n", reviewed_by="lee", reviewed_on=date(2030, 2, 1), recorded_at="2030-02-01",
        )  # fmt: skip
        return ledger

    def test_a_claim_is_superseded_with_what_changes(self, ledger: Ledger) -> None:
        old = ledger.get("one")
        new = ledger.supersede("one", value="900억 달러", said="2030-01-20")
        assert new == evolve(
            old, id=new.id, quantity=parse_quantity("900억 달러"), restated=None, said=Window.parse("2030-01-20"),
            supersedes=("one",), reviewed_by=None, reviewed_on=None, recorded_at=None,
        )  # fmt: skip
        assert new.id.startswith("c-")
        assert ledger.supersede("one", value="900억 달러", said="2030-01-20") == new  # said twice is said once
        assert len(ledger) == 2
        both = ledger.supersede(new.id, value="800억 달러", restated="약 110조원", id="three", reviewed_by="lee")
        assert (both.restated.restates, both.reviewed_by) == (both.quantity, "lee")  # type: ignore[union-attr] # it has one
        assert ledger.supersede("one", restated="약 144조원").restated.restates == old.quantity  # type: ignore[union-attr] # it has one
        elsewhere = ledger.supersede("one", source="daily 2030-03-01", note="정정")
        assert (elsewhere.source.id, elsewhere.note, elsewhere.quantity) == ("daily 2030-03-01", "정정", old.quantity)

    def test_another_kind_of_value_takes_the_place(self, ledger: Ledger) -> None:
        new = ledger.supersede("one", measure="means", holds=False)
        assert (new.quantity, new.restated, new.holds, new.measure) == (None, None, False, "means")

    def test_what_cannot_be_corrected(self, ledger: Ledger) -> None:
        for changes, message in [
            ({}, "nothing about claim 'one' changes"),
            ({"value": "1,000억 달러", "restated": "약 143조원"}, "nothing"),
        ]:
            with pytest.raises(InvalidClaim, match=message):
                ledger.supersede("one", **changes)  # type: ignore[arg-type] # words by name
        with pytest.raises(UnknownName, match="unknown claim 'onn'; did you mean 'one'"):
            ledger.supersede("onn", note="x")
        with pytest.raises(TypeError, match="no argument 'valeu'; did you mean 'value'"):
            ledger.supersede("one", valeu="5억원")  # type: ignore[call-arg] # wrong on purpose
        with pytest.raises(InvalidClaim, match="takes money"):
            ledger.supersede("one", value="3건")
        assert len(ledger) == 1

    def test_a_claim_is_taken_back(self, ledger: Ledger) -> None:
        back = ledger.retract("one", source="daily 2030-02-03", note="오보")
        assert (back.by, back.retracts, back.measure, back.note) == (("kim",), ("one",), None, "오보")
        assert str(back.said) == "2030-02-03"
        assert ledger.retract("one", source="wire 2030-02-04", by="lee", said="2030-02-02").by == ("lee",)
        with pytest.raises(UnknownName, match="unknown claim 'two'"):
            ledger.retract("two", source="daily 2030-02-03")

    def test_judging_passes_over_both(self, ledger: Ledger) -> None:
        second = ledger.supersede("one", value="900억 달러")
        ledger.retract(second.id, source="daily 2030-02-03")
        report = check_consistency(ledger)
        assert {(skipped.claim, skipped.reason) for skipped in report.skipped} == {
            ("one", "superseded"), (second.id, "retracted"),
        }  # fmt: skip

    def test_as_of_a_day(self, ledger: Ledger) -> None:
        ledger.supersede("one", value="900억 달러", source="daily 2030-03-01", said="2030-01-22")
        days: list[tuple[str | date, int]] = [
            ("2030-01-22", 0), ("2030-01-23", 1), (date(2030, 2, 28), 1), ("2030-03", 2), ("2031", 2),
        ]  # fmt: skip
        for day, wanted in days:
            known = ledger.as_of(day)
            assert (len(known), len(known.sources)) == (wanted, wanted)
            assert known.vocabulary is ledger.vocabulary
        assert check_consistency(ledger.as_of("2030-02-01")).skipped == ()
        with pytest.raises(InvalidWindow, match="has no last day"):
            ledger.as_of("2030-01-01/..")
        unknown = ledger.claim(
            "kim", "means", holds=True, subject="alpha", said="2030-05-01", source=Source(id="x", publisher="daily")
        )
        assert unknown not in ledger.as_of("2030-04-30")
        assert unknown in ledger.as_of("2030-05-01")
