"""Findings as records: what is read off their edges and sides."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve
from attrs.exceptions import FrozenInstanceError

from stargate_claims.model.claims import Claim
from stargate_claims.model.findings import Cause, Edge, Finding, Gap, Kind, Relation, Severity, Side
from stargate_claims.model.intervals import Window
from stargate_claims.model.quantities import Quantity
from stargate_claims.model.rules import Strength
from stargate_claims.model.sources import Source
from stargate_claims.model.vocabulary import Question


def _claim(id: str) -> Claim:
    return Claim(
        id=id,
        by=("alpha",),
        source=Source(id="one", publisher="daily-one"),
        said=Window.on(date(2030, 1, 9)),
        subject=("harbour",),
        measure="contracts_signed",
        quantity=Quantity.exactly(1, "건"),
    )


def _edge(low: str, high: str, rules: tuple[str, ...], hinges: tuple[str, ...], cause: Cause) -> Edge:
    return Edge(
        claims=(low, high),
        relation=Relation.DISPUTE,
        cause=cause,
        strength=Strength.DEFEASIBLE,
        rules=rules,
        hinges=hinges,
        gap=Gap(lower=Decimal(len(rules)), upper=Decimal(0)),
    )


CLAIMS = tuple(_claim(id) for id in ("a", "b", "c"))
FINDING = Finding(
    id="f-1",
    fingerprint="p-1",
    kind=Kind.CONTRADICTION,
    severity=Severity.HIGH,
    question=Question.parse("contracts_signed(harbour)"),
    parties=(Side(claims=CLAIMS[:2]), Side(claims=CLAIMS[2:])),
    edges=(
        _edge("a", "c", ("first", "second"), ("h1",), Cause.NEGATION),
        _edge("b", "c", ("second", "third"), ("h2", "h1"), Cause.NUMERIC),
    ),
    supporters=((), ()),
    voices=2,
    claims=CLAIMS,
)


def test_the_first_edge_speaks_for_the_finding_and_the_union_is_at_hand() -> None:
    assert FINDING.strongest is FINDING.edges[0]
    assert (FINDING.cause, FINDING.strength, FINDING.gap.lower) == (Cause.NEGATION, Strength.DEFEASIBLE, Decimal(2))
    assert FINDING.rules == ("first", "second", "third")
    assert FINDING.hinges == ("h1", "h2")


def test_sides_are_the_ids_of_its_parties() -> None:
    assert FINDING.sides == (("a", "b"), ("c",))
    assert FINDING.claim("b") is CLAIMS[1]


def test_it_is_a_value() -> None:
    assert evolve(FINDING) == FINDING
    assert hash(evolve(FINDING)) == hash(FINDING)
    with pytest.raises(FrozenInstanceError):
        FINDING.voices = 3  # type: ignore[misc]


def test_severities_rise_from_info_to_high() -> None:
    assert [s.weight for s in (Severity.INFO, Severity.LOW, Severity.MEDIUM, Severity.HIGH)] == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("lower", "upper", "ratio"),
    [("100", "10", "10"), ("1", "0", None), ("0", "-1", None), ("1", "-2", None), ("5", "4", "1.25")],
)
def test_how_many_times_the_upper_bound_the_lower_one_is(lower: str, upper: str, ratio: str | None) -> None:
    gap = Gap(lower=Decimal(lower), upper=Decimal(upper))
    assert gap.ratio == (None if ratio is None else Decimal(ratio))
