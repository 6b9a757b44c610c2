"""How much a reader should care: a table of cause x strength, raised by the size of the gap."""

from __future__ import annotations

from decimal import Decimal

from stargate_claims.model.findings import Cause, Edge, Kind, Relation, Severity
from stargate_claims.model.rules import Strength

_HIGH, _MEDIUM, _LOW, _INFO = Severity.HIGH, Severity.MEDIUM, Severity.LOW, Severity.INFO

TABLE: dict[Cause, tuple[Severity, Severity, Severity]] = {
    # cause:            strict,  defeasible, soft
    Cause.NUMERIC: (_HIGH, _HIGH, _MEDIUM),
    Cause.NEGATION: (_HIGH, _HIGH, _MEDIUM),
    Cause.STAGE: (_HIGH, _MEDIUM, _MEDIUM),
    Cause.DATE: (_MEDIUM, _MEDIUM, _LOW),
    Cause.MEMBERSHIP: (_MEDIUM, _MEDIUM, _LOW),
    Cause.DENIAL: (_HIGH, _LOW, _LOW),
    Cause.WORDING: (_MEDIUM, _LOW, _LOW),
    Cause.RESTATEMENT: (_LOW, _LOW, _INFO),
    Cause.FORECAST: (_LOW, _LOW, _INFO),
}
"""The severity of a clash; docs/en/findings.md prints this table."""

LARGE_GAP = Decimal(10)
"""A lower bound this many times the upper one raises a numeric clash by one step."""

_STRENGTHS = (Strength.STRICT, Strength.DEFEASIBLE, Strength.SOFT)


def severity_of(edge: Edge) -> Severity:
    """The severity of one edge. A revision counts one step less than a clash: plans may change."""
    weight = TABLE[edge.cause][_STRENGTHS.index(edge.strength)].weight
    if edge.relation is Relation.REVISION:
        weight -= 1
    ratio = edge.gap.ratio
    if edge.cause is Cause.NUMERIC and ratio is not None and ratio >= LARGE_GAP:
        weight += 1
    return list(Severity)[max(0, min(weight, len(Severity) - 1))]


def kind_of(edge: Edge) -> Kind:
    """What sort of finding an edge makes."""
    if edge.cause is Cause.WORDING:
        return Kind.WORDING
    if edge.cause is Cause.RESTATEMENT:
        return Kind.RESTATEMENT
    if edge.relation is Relation.REVISION:
        return Kind.REVISION
    return Kind.TENSION if edge.strength is Strength.SOFT else Kind.CONTRADICTION
