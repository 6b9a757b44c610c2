"""Small invented ledgers of other domains: what a careful reader would find in each, and nothing else.

They use the shipped rules and measures, and where a domain has questions of its own, measures as a user writes them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

import stargate_claims as sc
from stargate_claims.keeping.shipped import load_vocabulary_text
from stargate_claims.model.claims import Adequacy

Pair = tuple[str, str]
Found = dict[Pair, tuple[str, str]]
"""Clashing pairs, each with the kind of its finding and the cause of the edge."""


def found_in(report: sc.Report) -> Found:
    """Every clashing pair of a report."""
    return {
        (min(edge.claims), max(edge.claims)): (finding.kind.value, edge.cause.value)
        for finding in report.findings
        for edge in finding.edges
    }


def ledger(measures: str = "") -> tuple[sc.Ledger, Callable[..., sc.Claim]]:
    """An empty ledger with the shipped rules, and a way to enter claims by id."""
    plain = sc.Ledger.new("story")
    own = sc.Ledger(
        name="story", language="en", vocabulary=plain.vocabulary | load_vocabulary_text(measures), rules=plain.rules
    ) if measures else plain  # fmt: skip

    def say(id: str, *words: Any, **more: Any) -> sc.Claim:
        return own.claim(*words, id=id, **more)

    return own, say


def test_an_acquisition() -> None:
    """A price told twice and guessed once, an agreement denied, a closing put off before it was due."""
    book, say = ledger()
    deal: dict[str, Any] = {"subject": "heron", "of": "tern"}
    say("price", "heron", "acquisition_price", "42억 달러", **deal, source="gull-daily 2031-03-02", said="2031-03-01")
    say("again", "heron", "acquisition_price", "42억 달러", **deal, source="tide-news 2031-03-03", said="2031-03-01")
    say(
        "guess",
        "analyst",
        "acquisition_price",
        "약 45억 달러",
        **deal,
        source="tide-news 2031-03-03",
        said="2031-03-02",
    )
    say("estimate", "bank", "acquisition_price", "60억 달러", **deal, force="estimate", source="tide-news 2031-03-03")
    say("agreed", "heron", "agreement_reached", **deal, holds=True, source="gull-daily 2031-03-02", said="2031-03-01")
    say("denied", "tern", denies=("agreed",), force="denial", source="tide-news 2031-03-05", said="2031-03-04")
    closing: dict[str, Any] = {"subject": "heron-tern-deal", "qualifiers": {"event": "closing"}}
    say("june", "heron", "scheduled_for", day="2031-06-30", force="plan", **closing, source="gull-daily 2031-03-02")
    say("december", "heron", "scheduled_for", day="2031-12-31", force="plan", **closing, source="gull-daily 2031-06-01")
    say(
        "open", "regulator", "event_occurred", holds=False, about="2031-07-15", **closing, source="tide-news 2031-07-16"
    )
    report = sc.check_consistency(book)
    assert found_in(report) == {
        ("guess", "price"): ("contradiction", "numeric"),
        ("again", "guess"): ("contradiction", "numeric"),
        ("agreed", "denied"): ("contradiction", "denial"),
        ("december", "june"): ("revision", "date"),
    }
    outcomes = {p.claim.id: p.outcome.value for p in report.promises(as_of=date(2031, 7, 31))}
    assert outcomes == {"june": "REVISED", "december": "PENDING"}
    late = sc.check_consistency([claim for claim in book if claim.id != "december"], vocabulary=book.vocabulary)
    assert found_in(late)["june", "open"] == ("contradiction", "negation")


BATTERIES = """\
measures:
  - id: cells_made
    label: {ko: 셀 생산 능력, en: cell capacity}
    dimension: quantity
    unit: GWh
    behaviour: level
    organisational: yes
    persists: 30
    source: invented
"""


def test_a_battery_plant() -> None:
    """One capacity in two units, jobs and money promised, parts of the investment above the whole."""
    book, say = ledger(BATTERIES)
    say(
        "plan", "volt", "capex_planned", "20억 달러", subject="volt", of="plant", force="plan", source="gull 2031-01-10"
    )
    say("cut", "volt", "capex_planned", "12억 달러", subject="volt", of="plant", force="plan", source="gull 2031-09-10")
    say("giga", "volt", "cells_made", "30GWh", subject="plant", about="2031-05-01/2031-05-31", source="gull 2031-06-02")
    say("mega", "union", "cells_made", "30,000MWh", subject="plant", about="2031-05-10", source="tide 2031-06-03")
    say("less", "union", "cells_made", "8,000MWh", subject="plant", about="2031-05-20", source="tide 2031-06-04")
    money: dict[str, Any] = {"for_": "plant", "force": "commitment", "qualifiers": {"tranche": "total"}}
    say("mine", "volt", "investment_committed", "15억 달러", subject="volt", **money, source="gull 2031-02-01")
    say("theirs", "ampere", "investment_committed", "10억 달러", subject="ampere", **money, source="tide 2031-02-02")
    say("whole", "state", "investment_planned_total", "20억 달러", subject="plant", force="plan",
        qualifiers={"tranche": "total"}, source="tide 2031-02-03")  # fmt: skip
    say("jobs", "state", "jobs_promised", "3,000개", subject="plant", force="commitment", source="tide 2031-02-03")
    report = sc.check_consistency(book)
    assert found_in(report) == {
        ("cut", "plan"): ("revision", "numeric"),
        ("giga", "less"): ("contradiction", "numeric"),
        ("less", "mega"): ("contradiction", "numeric"),
        ("theirs", "whole"): ("contradiction", "numeric"),
    }
    (sums,) = (finding for finding in report.findings if "whole" in {id for side in finding.sides for id in side})
    assert (sums.hinges, sums.rules) == (("mine",), ("pledges-fit-the-plan",))
    assert report.unchecked == ()
    (less,) = (finding for finding in report.findings if "less" in {id for side in finding.sides for id in side})
    assert less.gap.unit == "GWh"
    assert "8,000MWh" in less.explain("en")


HOMES = """\
measures:
  - id: homes_promised
    label: {ko: 주택 공급 약속, en: homes promised}
    dimension: count
    behaviour: intention
    counter: [채, 가구, homes]
    source: invented
  - id: homes_built
    label: {ko: 준공 주택, en: homes built}
    dimension: count
    behaviour: cumulative
    counter: [채, 가구, homes]
    source: invented
"""
KEPT_AS_PROMISED = """\
rules:
  - id: promised-homes-are-built
    when: [{measure: homes_promised, subject: T, line: intention, force: [commitment], keys: {}}]
    then: {measure: homes_built, subject: T, times: 1}
    clock: said
    grace: 730
    slack: "0.1"
    why: {ko: 약속한 집은 두 해 안에 열에 아홉은 지어져야 한다., en: "Of homes that are promised, nine in ten are built within two years."}
    cases:
      - name: none
        claims: []
        clashes: []
"""  # noqa: E501


@pytest.fixture
def homes() -> sc.Ledger:
    from stargate_claims.keeping.shipped import load_rules

    names = load_vocabulary_text(HOMES)
    plain = sc.Ledger.new()
    rules = (*plain.rules, *load_rules(KEPT_AS_PROMISED, names))
    return sc.Ledger(name="homes", language="ko", vocabulary=plain.vocabulary | names, rules=rules)


def test_homes_that_a_mayor_promised(homes: sc.Ledger) -> None:
    """A user's own measures and rule: promised in January 2029, due two years later, counted by two offices."""
    town: dict[str, Any] = {"subject": "rivertown"}
    homes.claim("mayor", "homes_promised", "1만 채", **town, force="commitment", source="gull 2029-01-10", id="promise")
    homes.claim("city", "homes_built", "4,000채", **town, about="2030-06-30", source="gull 2030-07-02", id="early")
    homes.claim("city", "homes_built", "9,200채", **town, about="2031-05-30", source="gull 2031-06-02", id="late")
    fine = sc.check_consistency(homes)
    assert found_in(fine) == {}  # 9,200 of 10,000 are nine in ten, and 4,000 were not yet due
    homes.claim("audit", "homes_built", "6,100채", **town, about="2031-05-30", source="tide 2031-06-09", id="audit")
    homes.claim("city", "homes_built", "3,500채", **town, about="2031-01-30", source="tide 2031-02-09", id="fewer")
    report = sc.check_consistency(homes)
    assert found_in(report) == {
        ("audit", "late"): ("contradiction", "numeric"),
        ("audit", "promise"): ("contradiction", "numeric"),
        ("early", "fewer"): ("contradiction", "numeric"),  # what is built stays built
        ("fewer", "promise"): ("contradiction", "numeric"),
    }
    (promise,) = report.promises()
    assert promise.outcome.value in {"PARTLY", "BROKEN"}
    assert promise.due == date(2031, 1, 10)


TRIAL = """\
ladders:
  trial:
    - {id: planned, ko: 계획, en: planned}
    - {id: recruiting, ko: 모집, en: recruiting}
    - {id: completed, ko: 종료, en: completed}
measures:
  - {id: trial_stage, label: {ko: 임상 단계, en: stage of the trial}, dimension: stage, ladder: trial, behaviour: cumulative, source: invented}
  - {id: enrolled, label: {ko: 등록 환자, en: patients enrolled}, dimension: count, behaviour: cumulative, counter: [명, patients], source: invented}
  - {id: response_rate, label: {ko: 반응률, en: response rate}, dimension: percent, behaviour: fixed, keys: [arm], source: invented}
  - {id: dose, label: {ko: 투여량, en: dose}, dimension: quantity, unit: mg, behaviour: fixed, keys: [arm], source: invented}
"""  # noqa: E501


def test_a_clinical_trial() -> None:
    """Two arms are two questions, progress is no conflict, a rounded percentage is the same one, a gram is 1,000 mg."""
    book, say = ledger(TRIAL)
    drug: dict[str, Any] = {"subject": "trial-7"}
    high, low = ({"qualifiers": {"arm": arm}, **drug} for arm in ("high", "low"))
    say("plan", "lab", "trial_stage", stage="planned", **drug, source="gull 2031-01-10")
    say("open", "lab", "trial_stage", stage="recruiting", **drug, source="gull 2031-03-10")
    say("some", "lab", "enrolled", "120명", **drug, source="gull 2031-04-10")
    say("more", "lab", "enrolled", "300명", **drug, source="gull 2031-08-10")
    say("fewer", "registry", "enrolled", "250명", **drug, about="2031-09-01", source="tide 2031-09-02")
    say("rate", "lab", "response_rate", "41.8%", **high, source="gull 2031-10-10")
    say("round", "press", "response_rate", "약 42%", **high, source="tide 2031-10-12")
    say("other", "lab", "response_rate", "23%", **low, source="gull 2031-10-10")
    say("wrong", "press", "response_rate", "32%", **low, source="tide 2031-10-12")
    say("gram", "lab", "dose", "0.5g", **high, source="gull 2031-10-10")
    say("milli", "press", "dose", "500mg", **high, source="tide 2031-10-12")
    say("hope", "investor", "outlook", force="opinion", **drug, source="tide 2031-10-12")
    assert found_in(sc.check_consistency(book)) == {
        ("fewer", "more"): ("contradiction", "numeric"),
        ("other", "wrong"): ("contradiction", "numeric"),
    }


def test_money_that_is_not_enough_for_an_election_promise() -> None:
    """A railway that a candidate promises at once: no contract after 90 days, and a critic without a figure."""
    book, say = ledger()
    book.entity("railway", kind="project", en="railway", facts=[
        sc.EntityFact(kind="core_contract_kind", of="tunnelling", source="invented")])  # fmt: skip
    money: dict[str, Any] = {"subject": "treasury", "for_": "railway"}
    say("pledge", "candidate", "investment_committed", "3조원", **money, force="commitment",
        qualifiers={"immediate": "yes"}, source="gull 2030-04-01")  # fmt: skip
    say("ready", "candidate", "funds_available", "3조원", **money, source="gull 2030-04-01")
    say("short", "auditor", "means", holds=False, subject="railway", adequacy=Adequacy(enough=False, for_="railway"),
        source="tide 2030-04-03", about="2030-03-30/2030-04-03")  # fmt: skip
    say("none", "union", "contracts_signed", 0, subject="railway", qualifiers={"kind": "tunnelling"},
        source="tide 2030-06-20")  # fmt: skip
    assert found_in(sc.check_consistency(book)) == {("ready", "short"): ("contradiction", "negation")}
    say("still", "union", "contracts_signed", 0, subject="railway", qualifiers={"kind": "tunnelling"},
        source="tide 2030-08-20")  # fmt: skip
    assert found_in(sc.check_consistency(book)) == {
        ("ready", "short"): ("contradiction", "negation"),
        ("ready", "still"): ("contradiction", "negation"),
        ("pledge", "still"): ("contradiction", "negation"),
    }
