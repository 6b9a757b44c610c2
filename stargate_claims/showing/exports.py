"""Findings as plain JSON types, for other programs."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from stargate_claims.model.claims import Claim
from stargate_claims.model.findings import Edge, Finding, Gap
from stargate_claims.model.identity import canonical_decimal
from stargate_claims.showing.text import explain
from stargate_claims.showing.words import STEERING

if TYPE_CHECKING:
    from stargate_claims.judging.report import Report


def report_record(report: Report, printed: Callable[[Claim], str | None] | None = None) -> dict[str, Any]:
    """A report as an object with ``findings``, ``skipped``, ``unchecked`` and counts.

    Where ``printed`` is given, each finding has the printed sentence of each of its claims, or null.
    """
    return {
        "claims": report.claims,
        "questions": report.questions,
        "as_of": report.as_of.isoformat() if report.as_of else None,
        "rates": report.rates,
        "rates_until": report.rates_until.isoformat() if report.rates_until else None,
        "findings": [finding_record(finding, printed) for finding in report.findings],
        "suppressed": [finding_record(finding, printed) for finding in report.suppressed],
        "skipped": [{"claim": skipped.claim, "reason": skipped.reason} for skipped in report.skipped],
        "unchecked": [
            {"question": str(entry.question), "reason": entry.reason, "claims": list(entry.claims)}
            for entry in report.unchecked
        ],
    }


def summary_record(report: Report) -> dict[str, Any]:
    """What a report counts: claims judged and passed over, questions, and findings by severity."""
    return {
        "claims": report.claims,
        "questions": report.questions,
        "as_of": report.as_of.isoformat() if report.as_of else None,
        "findings": len(report.findings),
        "by_severity": dict(Counter(finding.severity.value for finding in report.findings)),
        "suppressed": len(report.suppressed),
        "skipped": dict(Counter(skipped.reason for skipped in report.skipped)),
        "unchecked": len(report.unchecked),
    }


def finding_record(finding: Finding, printed: Callable[[Claim], str | None] | None = None) -> dict[str, Any]:
    """One finding: ids, sides, edges, and its explanation in both languages; printed sentences where asked for."""
    printed = printed or finding.printed
    sides = (claim for party in finding.parties for claim in party.claims)
    sentences = {} if printed is None else {"printed": {claim.id: printed(claim) for claim in sides}}
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
        **sentences,
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
        "tolerances": [str(tolerance) for tolerance in edge.tolerances],
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


def json_text(record: object, *, ascii_only: bool = False, indent: int | None = 1) -> str:
    r"""A record as JSON that is safe to print: no character in it steers a terminal or is half of one.

    >>> print(json_text({"label": "\u202e건"}))
    {
     "label": "\u202e건"
    }
    """
    text = json.dumps(record, ensure_ascii=ascii_only, indent=indent, allow_nan=False)
    return _UNUSUAL.sub(_escaped, text)


_UNUSUAL = re.compile("[^\n -~가-힣]")


def _escaped(match: re.Match[str]) -> str:
    char = match[0]
    if unicodedata.category(char) not in STEERING:
        return char
    return "\\u007f" if char == "\x7f" else json.dumps(char)[1:-1]  # JSON takes DEL for a letter
