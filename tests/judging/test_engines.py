from __future__ import annotations

import json
from datetime import timedelta
from decimal import Decimal
from functools import cache
from random import Random
from typing import Any

import pytest

from stargate_claims.judging import consistency, engines, relational
from stargate_claims.judging.consistency import check_consistency
from stargate_claims.judging.judged import Judged, recorded
from stargate_claims.judging.rates import Rates, RateTable
from stargate_claims.judging.relational import SCREEN
from stargate_claims.judging.report import Report
from stargate_claims.judging.shelves import Memory
from stargate_claims.judging.weighing import weighed
from stargate_claims.keeping.ledger import Ledger
from stargate_claims.model.claims import Claim
from stargate_claims.model.findings import Cause, Kind
from stargate_claims.model.intervals import Interval, Window
from stargate_claims.model.quantities import Hedge, Quantity, Rate
from stargate_claims.model.sources import Source
from stargate_claims.showing.exports import report_record
from tests.judging.mixed import START, many, rules, vocabulary

pytestmark = pytest.mark.no_cover  # tracing doubles its time

LEDGERS = 2000
EMBEDDED = ("duckdb", "sqlite")


@cache
def ledger() -> Ledger:
    """Two thousand ledgers in one."""
    claims = many(LEDGERS)
    sources = {claim.source.id: claim.source for claim in claims}.values()
    return Ledger(name="many", vocabulary=vocabulary(), rules=rules(), sources=sources, claims=claims)


def table() -> Rates:
    day = START - timedelta(1)
    rates = [
        Rate(base="USD", to="KRW", day=day + timedelta(7 * n), value=Decimal(2), source="invented") for n in range(15)
    ]
    return RateTable.of(rates)


@cache
def text(engine: str, *, rated: bool = False, early: bool = False) -> str:
    """The report of an engine, as JSON."""
    return as_text(
        check_consistency(
            ledger(),
            engine=engine,
            rates=table() if rated else None,
            as_of=START + timedelta(80) if early else None,
        )
    )


def as_text(report: Report) -> str:
    return json.dumps(report_record(report), ensure_ascii=False)


def test_the_ledgers_have_a_bit_of_everything() -> None:
    report = check_consistency(ledger(), rates=table())
    assert {finding.kind for finding in report.findings} == set(Kind)
    assert {finding.cause for finding in report.findings} == set(Cause)
    assert {skipped.reason for skipped in report.skipped} == {"superseded", "retracted", "deprecated"}
    assert len(report.findings) > LEDGERS / 10
    assert report.conversions
    assert check_consistency(ledger()).unchecked


@pytest.mark.parametrize("engine", EMBEDDED)
@pytest.mark.parametrize("rated", [False, True])
@pytest.mark.parametrize("early", [False, True])
def test_every_engine_gives_the_report_of_pure_python(engine: str, rated: bool, early: bool) -> None:
    assert text(engine, rated=rated, early=early) == text("python", rated=rated, early=early)


BRANCHES = [
    branch for table in ("bounded", "suspects") for sql in SCREEN[table].values() for branch in sql.split("\nUNION\n")
]


def said(id: str, measure: str, value: Quantity | None = None, source: str = "one", **more: Any) -> Claim:
    """What bob says on the first day, in a source of that day unless told."""
    days = {name: Window.parse(more.pop(name)) for name in ("about",) if name in more}
    words = {"by": ("bob",), "said": Window.on(START), "subject": ("x",)}
    return Claim(**{**words, **more, **days}, id=id, measure=measure, quantity=value,
                 source=Source(id=source, publisher="paper", published=Window.on(START)))  # fmt: skip


def amount(value: int, hedge: Hedge = Hedge.EXACT, unit: str = "USD") -> Quantity:
    number = Decimal(value)
    interval = {Hedge.AT_LEAST: Interval.at_least(number), Hedge.AT_MOST: Interval.at_most(number)}.get(
        hedge, Interval.exactly(number)
    )
    return Quantity(
        interval=interval, unit=unit, hedge=hedge, nominal=number, grain=Decimal(1), printed_grain=Decimal(1)
    )


ONLY_BY = [
    [said("a", "held", amount(1)), said("b", "held", amount(5))],
    [said("a", "raised", amount(5), about="2029-01-01"), said("b", "raised", amount(1), about="2029-03-01")],
    [said("a", "price", amount(3, Hedge.AT_LEAST)), said("b", "price", amount(3, Hedge.AT_MOST))],
    [said("a", "price", amount(4, Hedge.AT_LEAST)), said("b", "price", amount(9, Hedge.AT_LEAST), source="two")],
    [said("a", "held", amount(5), about="2029-01-01/.."), said("b", "held", amount(1), about="2029-06-01")],
    [said("a", "price", amount(3)), said("b", "price", amount(3, unit="KRW"))],
    [
        said("a", "held", amount(3), force="estimate", about="2029-01-01"),
        said("b", "held", amount(9), said=Window.on(START + timedelta(1)), about="2029-01-01"),
    ],
]
"""For each branch of the screen, claims that it alone proposes."""


@pytest.mark.parametrize("number", range(len(BRANCHES)))
@pytest.mark.parametrize("engine", EMBEDDED)
def test_each_branch_of_the_screen_finds_what_no_other_does(
    number: int, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(BRANCHES) == len(ONLY_BY)
    terms: dict[str, Any] = {"vocabulary": vocabulary(), "rules": (), "engine": engine}
    found = check_consistency(ONLY_BY[number], **terms)
    assert found.findings or found.unchecked
    assert as_text(found) == as_text(check_consistency(ONLY_BY[number], vocabulary=vocabulary(), rules=()))
    fewer = {
        table: {need: left for need, sql in queries.items() if (left := _without(sql, BRANCHES[number]))}
        for table, queries in SCREEN.items()
    }
    monkeypatch.setattr(relational, "SCREEN", fewer)
    missed = check_consistency(ONLY_BY[number], **terms)
    assert (missed.findings, missed.unchecked) == ((), ())


def _without(sql: str, branch: str) -> str:
    return "\nUNION\n".join(part for part in sql.split("\nUNION\n") if part != branch)


def crowd(random: Random) -> list[Claim]:
    """Four questions that some 300 claims each answer, which agree but for a few."""
    claims = []
    for number in range(1200):
        measure = ("held", "raised", "price", "held")[number % 4]
        day = START + timedelta(number)
        value = number + 10 if measure == "raised" else 50
        if random.random() < 0.02:
            value += random.choice((-9, 9, 40))
        hedge, apart = random.choice(((Hedge.EXACT, 0), (Hedge.AT_LEAST, -2000), (Hedge.AT_MOST, 2000)))
        force = "plan" if number % 8 == 7 else "report"
        window = f"{day}/{day + timedelta(random.randrange(40))}"
        claims.append(said(f"c{number}", measure, amount(value + apart, hedge), about=window, force=force,
                           said=Window.on(day + timedelta(60)), subject=(f"x{number % 4}",)))  # fmt: skip
    return claims


@pytest.mark.parametrize("seed", range(6))
def test_of_a_crowded_question_only_what_clashes_is_judged(seed: int) -> None:
    claims, words = crowd(Random(seed)), vocabulary()
    plain = check_consistency(claims, vocabulary=words, rules=())
    assert plain.findings
    for engine in EMBEDDED:
        found = check_consistency(claims, vocabulary=words, rules=(), engine=engine)
        assert as_text(found) == as_text(plain)
        assert isinstance(found.case, engines.ScreenedCase)
        assert found.case.crowded_cells
        assert len(found.case.records) < len(claims) * 3 / 4


@pytest.mark.parametrize("rated", [False, True])
def test_what_a_shelf_judges_itself_is_not_judged_again(rated: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the claims that a report shows are made; the report is the same, and so is all that it is asked."""

    def judged(shelf: Memory, sql: str, case: engines.SomeCase) -> tuple[Judged, ...]:
        return (recorded(weighed(case.of(shelf.claims(sql)))),)

    rates = table() if rated else None
    with monkeypatch.context() as patch:
        patch.setattr(Memory, "judged", judged)
        patch.setattr(consistency, "judge", None)
        report = check_consistency(ledger(), engine="sqlite", rates=rates)
    assert as_text(report) == text("python", rated=rated)
    shown = {claim.id for finding in report.findings for claim in finding.claims} | {
        c.claim for c in report.conversions
    }
    assert {claim.id for claim in report.case.records} == shown
    finding = next(finding for finding in report.findings if finding.cause is Cause.NUMERIC)
    plain = check_consistency(ledger(), rates=rates)
    assert report.chart(finding.question).svg == plain.chart(finding.question).svg
    assert report.case.whole() is report.case.whole()  # read once
