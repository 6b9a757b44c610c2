from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve, fields
from hypothesis import given

from stargate_claims.keeping.ledger import Ledger
from stargate_claims.keeping.library import example
from stargate_claims.keeping.shapes import Misshapen, Shaper, days_text, number_text, plain_of
from stargate_claims.keeping.strict import NotStrict
from stargate_claims.model.claims import Adequacy, Claim, Grouping, ListKind, Prediction, Rank
from stargate_claims.model.identity import filled, plain
from stargate_claims.model.intervals import Precision, Window
from stargate_claims.model.sources import Locator, Source
from stargate_claims.model.vocabulary import Entity, Measure
from tests.keeping.stock import SOURCE, claim
from tests.strategies import claims as any_claims


@pytest.fixture
def shaper() -> Shaper:
    return Shaper({"one": SOURCE})


FULL = claim(
    7, via=("daily-one", "wire"), about=Window.parse("2030-02"), grouping=Grouping.EACH, of=("b",),
    qualifiers={"kind": "x", "a": "1"}, for_="p", bundle="b", adequacy=Adequacy(enough=False, for_="p"),
    together=("t",), without=("w",),
    predicts=Prediction(measure="contracts_signed", subject=("s",), qualifiers=(("kind", "x"),)),
    denies=("a",), supports=("b",), refers_to=("c",), revises=("d",), supersedes=("e",), retracts=("f",),
    restated=claim(8).quantity, list_kind=ListKind.OPEN, subject=("a", "b"), note="", cue="말했다",
    rank=Rank.DEPRECATED, rank_reason="오독", reviewed_by="kim", reviewed_on=date(2030, 2, 1), recorded_at="2030-02-01",
    locator=Locator(paragraph=3, start=0, end=9, digest="ab", occurrence=2, occurrences=3, repeats=(4, 5)),
)  # fmt: skip


def every_detail(record: Any) -> Any:
    """A record with what equality leaves out: how it was printed, what was inferred, in which unit days were given."""
    return [
        (f.name, v if not hasattr(v, "__attrs_attrs__") else every_detail(v))
        for f in fields(type(record))
        for v in [getattr(record, f.name)]
    ]


def test_all_of_the_seeds_come_back(shaper: Shaper) -> None:
    ledger = example()
    shaper = Shaper({source.id: source for source in ledger.sources})
    for found in ledger:
        again = shaper.read(Claim, plain_of(found))
        assert again == found
        assert every_detail(again) == every_detail(found)
    for record in (*ledger.sources, *ledger.vocabulary):
        assert shaper.read(type(record), plain_of(record)) == record
    assert not shaper.unknown


@given(any_claims())
def test_any_claim_comes_back(found: Claim) -> None:
    shaper = Shaper({found.source.id: found.source})
    again = shaper.read(Claim, plain_of(found))
    assert again == found
    assert every_detail(again) == every_detail(found)
    assert hash(again) == hash(found)


def test_a_claim_with_every_field_comes_back(shaper: Shaper) -> None:
    again = shaper.read(Claim, plain_of(FULL))
    assert every_detail(again) == every_detail(FULL)
    assert again.note == ""  # said to be nothing, not left out
    assert shaper.read(Claim, plain_of(claim(1, measure="x", quantity=None, members=()))).members == ()


def test_it_is_what_the_constructor_makes(shaper: Shaper) -> None:
    value = plain_of(FULL)
    value["qualifiers"] = [["kind", "x"], ["a", "1"]]
    again = shaper.read(Claim, value)
    assert again == evolve(again)
    assert again.qualifiers == (("a", "1"), ("kind", "x"))
    assert [type(getattr(again, f.name)) for f in fields(Claim)] == [type(getattr(FULL, f.name)) for f in fields(Claim)]


def test_plain_values_are_those_of_the_model() -> None:
    ours, theirs = plain_of(claim(3)), filled(claim(3))
    theirs["source"] = theirs["source"]["id"]
    assert {key: value for key, value in ours.items() if key != "about"} == theirs
    assert plain(Decimal("5.0")) == number_text(Decimal("5.0"))


@pytest.mark.parametrize(
    "text",
    [
        "2025",
        "2025-07",
        "2025-33",
        "2025-41",
        "2025-01-21/..",
        "../2029",
        "/2025-01-31",
        "2025-01-01/",
        "[2025-06-01..2025-06-30]",
        "2025-01/2025-03",
    ],
)
def test_days_keep_their_unit(text: str, shaper: Shaper) -> None:
    window = Window.parse(text)
    for precision in Precision:
        changed = evolve(window, precision=precision)
        again = shaper.read(Source, {"id": "a", "publisher": "b", "published": days_text(changed)}).published
        assert again == changed
        assert again is not None
        assert again.precision is precision


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"by": "kim"}, "by: 'kim' is no list"),
        ({"by": [5]}, "by: 5 is no text"),
        ({"by": []}, "needs a claimant"),
        ({"measure": 5}, "measure: 5 is no text"),
        ({"holds": 1}, "holds: 1 is no true or false"),
        ({"source": "two"}, "source: the source 'two' is not recorded"),
        ({"source": None}, "source: None is no text"),
        ({"force": "rumour"}, "force: 'rumour' may not stand here"),
        ({"force": ["report"]}, "force: .* may not stand here"),
        ({"said": "2025-02-30"}, "said: .*not in the calendar"),
        ({"said": "2025-01-01 fortnight"}, "said: .*fortnight"),
        ({"said": 5}, "said: 5 is no text"),
        ({"said": {}}, r"said: \{\} may not stand here"),
        ({"quantity": []}, r"quantity: \[\] is no object"),
        ({"quantity": {"interval": {"lower": "1e5"}, "unit": "KRW"}}, "quantity.interval.lower: '1e5' is no number"),
        ({"quantity": {"interval": {"lower": "９"}, "unit": "KRW"}}, "is no number"),
        ({"quantity": {"interval": {"lower": "2", "upper": "1"}, "unit": "KRW"}}, "quantity.interval: no number lies"),
        ({"quantity": {"unit": "KRW"}}, "quantity: it lacks 'interval'"),
        ({"qualifiers": [["a"]]}, "qualifiers: .* is no list of 2"),
        ({"locator": {"paragraph": True}}, "locator.paragraph: True is no whole number"),
        ({"locator": {"paragraph": 0}}, "locator: paragraphs count from 1"),
        ({"reviewed_on": "2025-02-30"}, "reviewed_on: .* is no day"),
        ({"reviewed_on": "20250201"}, "reviewed_on: .* is no day"),
        ({"summary": "x" * 100}, r"summary: 'x+\.\.\. is no object"),
    ],
    ids=range(24),
)  # fmt: skip
def test_what_is_no_claim(change: dict[str, Any], message: str, shaper: Shaper) -> None:
    with pytest.raises(Misshapen, match=message):
        shaper.read(Claim, {**plain_of(claim(1)), **change})


def test_fields_that_nobody_knows_are_noticed(shaper: Shaper) -> None:
    value = plain_of(claim(1))
    assert shaper.read(Claim, {**value, "mood": {"a": 1}}) == claim(1)
    assert shaper.unknown
    shaper.unknown = False
    assert shaper.read(Claim, {**value, "locator": {"paragraph": 2, "page": 5}}) == claim(
        1, locator=Locator(paragraph=2)
    )
    assert shaper.unknown


@pytest.mark.parametrize("value", ["1E+35", "1E-400", "1." + "1" * 35])
def test_numbers_that_no_record_holds(value: str) -> None:
    with pytest.raises(NotStrict, match="34 digits"):
        number_text(Decimal(value))


def test_measures_and_entities(shaper: Shaper) -> None:
    ledger = Ledger.new()
    ledger.entity("한빛", ko="한빛그룹", aliases=["한빛"])
    for record in ledger.vocabulary:
        cls = Entity if isinstance(record, Entity) else Measure
        assert shaper.read(cls, plain_of(record)) == record
