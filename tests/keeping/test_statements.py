from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from stargate_claims.keeping.library import load
from stargate_claims.model.claims import Claim, Force, Grouping, ListKind
from stargate_claims.model.intervals import Mode, Window
from stargate_claims.model.quantities import Hedge
from stargate_claims.model.sources import Basis
from tests.keeping.conftest import EVERY_KEY, SOURCE, Write, claims

BASE = "id: a\nby: park-jisoo\nsubject: hanbit"


@pytest.fixture
def claim(write: Write, request: pytest.FixtureRequest) -> Claim:
    """The first claim of a file that holds the lines given, and a claim z."""
    other = "id: z\nby: hanbit\nsubject: hanbit\nmeasure: alive\nholds: yes"
    return load(write({"a.yaml": claims(request.param, other)})).get("a")


def lines(text: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("claim", [f"{BASE}\n{text}"], indirect=True, ids=[""])


@lines("measure: money\nvalue: 100억 달러에도 못 미친다\nrestated: 14조3,180억원")
def test_a_restated_figure_inherits_the_bound(claim: Claim) -> None:
    assert claim.quantity is not None
    assert claim.restated is not None
    assert (claim.quantity.hedge, claim.restated.hedge) == (Hedge.LESS_THAN, Hedge.LESS_THAN)
    assert str(claim.restated.interval) == "(-∞, 14318000000000)"
    assert claim.restated.restates == claim.quantity


@pytest.mark.parametrize(
    ("claim", "hedge", "interval"),
    [
        (f"{BASE}\nmeasure: money\nvalue: {value}\nrestated: {restated}", hedge, interval)
        for value, restated, hedge, interval in [
            ("최대 5억 달러", "7,000억원", Hedge.AT_MOST, "(-∞, 700000000000]"),
            ("최소 5억 달러", "약 7,000억원", Hedge.AT_LEAST, "[700000000000, ∞)"),
            ("5억 달러 초과", "7,000억원", Hedge.MORE_THAN, "(700000000000, ∞)"),
            ("5억 달러", "약 7,000억원", Hedge.APPROX, "[700000000000, 700000000000]"),
            ("약 5억 달러", "7,000억원", Hedge.EXACT, "[700000000000, 700000000000]"),
            ("최대 5억 달러", "최소 7,000억원", Hedge.AT_LEAST, "[700000000000, ∞)"),
        ]
    ],
    indirect=["claim"],
    ids=range(6),
)
def test_restated_bounds(claim: Claim, hedge: Hedge, interval: str) -> None:
    assert claim.restated is not None
    assert (claim.restated.hedge, str(claim.restated.interval)) == (hedge, interval)


@lines("measure: contracts\nvalue_inferred: 0건")
def test_an_inferred_value_is_marked(claim: Claim) -> None:
    assert claim.quantity is not None
    assert claim.quantity.interval.upper == Decimal(0)
    assert "value" in claim.quantity.inferred


@lines("measure: works\nstage: started")
def test_a_stage(claim: Claim) -> None:
    assert claim.stage == "started"


@lines("measure: opened\nday: 2030-03")
def test_a_day(claim: Claim) -> None:
    assert claim.day == Window.parse("2030-03")


@lines("measure: partners\nmembers: [hanbit, daily-one]\nlist: open\nrestated:\n".removesuffix("restated:\n"))
def test_members(claim: Claim) -> None:
    assert (claim.members, claim.list_kind) == (("hanbit", "daily-one"), ListKind.OPEN)


@lines("measure: partners\nmembers: []\nlist: closed")
def test_nobody_is_a_list_too(claim: Claim) -> None:
    assert claim.members == ()


@lines("measure: alive\nholds: no")
def test_what_is_left_out(claim: Claim) -> None:
    assert claim.holds is False
    assert claim.force is Force.REPORT
    assert claim.said == Window.parse("2030-01-10")  # the day of the source
    assert (claim.about, claim.summary, claim.locator.paragraph, claim.via) == (None, None, None, ())


@lines(EVERY_KEY)
def test_every_key(claim: Claim) -> None:
    assert (claim.said.mode, claim.about and claim.about.mode) == (Mode.SOME_DAY, Mode.SOME_DAY)
    assert claim.qualifiers == (("kind", "a"), ("tranche", "1"))
    assert claim.adequacy is not None
    assert (claim.adequacy.for_, claim.adequacy.enough) == ("saebyeok", False)
    assert (claim.together, claim.without, claim.bundle, claim.for_) == (
        ("park-jisoo",), ("daily-one",), "saebyeok", "saebyeok",
    )  # fmt: skip
    assert claim.predicts is not None
    assert claim.predicts.quantity is not None
    assert claim.predicts.qualifiers == (("kind", "a"),)
    assert {getattr(claim, n) for n in ("denies", "supports", "refers_to", "revises", "supersedes", "retracts")} == {
        ("z",)
    }
    assert (claim.locator.occurrence, claim.locator.repeats) == (2, (1, 4))
    assert (claim.reviewed_on, claim.recorded_at) == (date(2030, 2, 1), "2030-02-01T10:00:00+09:00")


@pytest.mark.parametrize(
    ("claim", "grouping"),
    [
        (
            "id: a\nby: hanbit\nmeasure: alive\nholds: yes\nsubject: [hanbit, daily-one]\nlist: closed",
            Grouping.TOGETHER,
        ),
        ("id: a\nby: hanbit\nmeasure: alive\nholds: yes\nsubject: {together: [hanbit, daily-one]}", Grouping.TOGETHER),
        (
            "id: a\nby: hanbit\nmeasure: alive\nholds: yes\nsubject: {each: [hanbit, daily-one]}\nlist: open",
            Grouping.EACH,
        ),
    ],
    indirect=["claim"],
    ids=range(3),
)
def test_several_subjects(claim: Claim, grouping: Grouping) -> None:
    assert (claim.subject, claim.grouping) == (("hanbit", "daily-one"), grouping)


@lines("measure: money\nadequacy: {of: z, enough: yes}")
def test_enough_for_what_another_claim_says(claim: Claim) -> None:
    assert claim.adequacy is not None
    assert (claim.adequacy.of, claim.adequacy.enough) == ("z", True)


def test_a_source_with_every_key(write: Write) -> None:
    more = (
        "  published_basis: inferred\n  author: 김기자\n  title: 제목\n  language: en\n  url: https://example.org/1\n"
        "  archived_url: https://example.org/2\n  retrieved: 2030-01-11\n  revised: 2030-01-12\n  sha256: abc\n"
    )
    (source,) = load(write({"a.yaml": SOURCE + more})).sources
    assert (source.published_basis, source.author, source.language) == (Basis.INFERRED, "김기자", "en")
    assert (source.retrieved, source.sha256) == (Window.parse("2030-01-11"), "abc")
