"""The table of severities, and what raises or lowers it by one step."""

from __future__ import annotations

from decimal import Decimal

import pytest

from stargate_claims.judging.severity import TABLE, kind_of, severity_of
from stargate_claims.model.findings import Cause, Edge, Gap, Relation
from stargate_claims.model.rules import Strength

EXPECTED = """
numeric      high    high    medium
negation     high    high    medium
stage        high    medium  medium
date         medium  medium  low
membership   medium  medium  low
denial       high    low     low
wording      medium  low     low
restatement  low     low     info
forecast     low     low     info
"""
ROWS = [tuple(line.split()) for line in EXPECTED.strip().splitlines()]


def edge(cause: str, strength: str, *, relation: str = "dispute", lower: str = "2", upper: str = "1") -> Edge:
    """An edge between two claims, a small gap apart unless told."""
    return Edge(
        claims=("a", "b"),
        relation=Relation(relation),
        cause=Cause(cause),
        strength=Strength(strength),
        gap=Gap(lower=Decimal(lower), upper=Decimal(upper)),
    )


@pytest.mark.parametrize("row", ROWS)
def test_cause_times_strength(row: tuple[str, ...]) -> None:
    cause, *severities = row
    assert [severity_of(edge(cause, strength)) for strength in ("strict", "defeasible", "soft")] == severities


def test_every_cause_has_a_row() -> None:
    assert {cause.value for cause in Cause} == {row[0] for row in ROWS} == {cause.value for cause in TABLE}


@pytest.mark.parametrize(("lower", "severity"), [("9.99", "medium"), ("10", "high"), ("11", "high")])
def test_ten_times_as_much_raises_a_numeric_clash_by_one_step(lower: str, severity: str) -> None:
    assert severity_of(edge("numeric", "soft", lower=lower)) == severity


def test_nothing_is_raised_above_high_or_for_another_cause() -> None:
    assert severity_of(edge("numeric", "strict", lower="1000")) == "high"
    assert severity_of(edge("date", "soft", lower="1000")) == "low"


@pytest.mark.parametrize(("lower", "upper"), [("5", "0"), ("0", "-5"), ("-1", "-50")])
def test_bounds_that_are_not_positive_have_no_ratio(lower: str, upper: str) -> None:
    assert severity_of(edge("numeric", "soft", lower=lower, upper=upper)) == "medium"


def test_a_revision_counts_one_step_less() -> None:
    assert severity_of(edge("numeric", "strict", relation="revision")) == "medium"
    assert severity_of(edge("restatement", "soft", relation="revision")) == "info"


@pytest.mark.parametrize(
    ("cause", "strength", "relation", "kind"),
    [
        ("numeric", "strict", "dispute", "contradiction"),
        ("numeric", "defeasible", "self_contradiction", "contradiction"),
        ("numeric", "soft", "dispute", "tension"),
        ("numeric", "soft", "revision", "revision"),
        ("forecast", "strict", "misreport", "contradiction"),
        ("wording", "soft", "revision", "wording"),
        ("restatement", "strict", "dispute", "restatement"),
    ],
)
def test_kinds(cause: str, strength: str, relation: str, kind: str) -> None:
    assert kind_of(edge(cause, strength, relation=relation)) == kind
