"""Findings as plain JSON types, for other programs."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from stargate_claims.model.findings import Edge, Finding, Gap
from stargate_claims.model.identity import canonical_decimal
from stargate_claims.showing.text import explain

if TYPE_CHECKING:
    from stargate_claims.judging.report import Report


def report_record(report: Report) -> dict[str, Any]:
    """A report as an object with ``findings``, ``skipped``, ``unchecked`` and counts."""
    return {
        "claims": report.claims,
        "questions": report.questions,
        "as_of": report.as_of.isoformat() if report.as_of else None,
        "rates": report.rates,
        "rates_until": report.rates_until.isoformat() if report.rates_until else None,
        "findings": [finding_record(finding) for finding in report.findings],
        "suppressed": [finding_record(finding) for finding in report.suppressed],
        "skipped": [{"claim": skipped.claim, "reason": skipped.reason} for skipped in report.skipped],
        "unchecked": [
            {"question": str(entry.question), "reason": entry.reason, "claims": list(entry.claims)}
            for entry in report.unchecked
        ],
    }


def finding_record(finding: Finding) -> dict[str, Any]:
    """One finding: ids, sides, edges, and its explanation in both languages."""
    return {
        "id": finding.id,
        "fingerprint": finding.fingerprint,
        "kind": finding.kind.value,
        "cause": finding.cause.value,
        "strength": finding.strength.value,
        "severity": finding.severity.value,
        "question": str(finding.question),
        "sides": [list(side) for side in finding.sides],
        "edges": [edge_record(edge) for edge in finding.edges],
        "supporters": [list(group) for group in finding.supporters],
        "voices": finding.voices,
        "explanation": {language: explain(finding, language) for language in ("ko", "en")},
    }


def edge_record(edge: Edge) -> dict[str, Any]:
    """One clashing pair."""
    return {
        "claims": list(edge.claims),
        "relation": edge.relation.value,
        "cause": edge.cause.value,
        "strength": edge.strength.value,
        "rules": list(edge.rules),
        "hinges": list(edge.hinges),
        "facts": [f"{used.entity} {used.fact.kind} {used.fact.of}" for used in edge.facts],
        "gap": gap_record(edge.gap),
        "tolerance": edge.tolerance,
    }


def gap_record(gap: Gap) -> dict[str, Any]:
    """The bounds that do not meet; numbers are strings, so that none is rounded on the way."""
    return {
        "lower": canonical_decimal(gap.lower),
        "upper": canonical_decimal(gap.upper),
        "lower_open": gap.lower_open,
        "upper_open": gap.upper_open,
        "since": gap.since.isoformat() if gap.since else None,
        "until": gap.until.isoformat() if gap.until else None,
        "unit": gap.unit,
    }


def json_text(record: object, *, ascii_only: bool = False) -> str:
    r"""A record as JSON that is safe to print: no character in it steers a terminal or is half of one.

    >>> print(json_text({"label": "\u202e건"}))
    {
     "label": "\u202e건"
    }
    """
    text = json.dumps(record, ensure_ascii=ascii_only, indent=1, allow_nan=False)
    return _STEERING.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


# What JSON may hold raw and a terminal acts on: C1 controls, soft hyphens, marks of direction, line separators,
# byte order marks and halves of surrogate pairs.
_STEERING = re.compile(
    "[\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
