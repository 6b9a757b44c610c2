"""Findings as plain JSON types, for other programs."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from stargate_claims.model.claims import Claim
from stargate_claims.model.findings import Edge, Finding, Gap
from stargate_claims.model.identity import canonical_decimal
from stargate_claims.model.intervals import Interval
from stargate_claims.showing.text import explain
from stargate_claims.showing.words import STEERING

if TYPE_CHECKING:
    from stargate_claims.judging.consensus import Consensus, Timeline
    from stargate_claims.judging.promises import Promise
    from stargate_claims.judging.report import Diff, Report


def report_record(report: Report, printed: Callable[[Claim], str | None] | None = None) -> dict[str, Any]:
    """A report as an object with ``findings``, ``skipped``, ``unchecked`` and counts.

    Where ``printed`` is given, each finding has the printed sentence of each of its claims, or null.
    """
    return {
        "claims": report.claims,
        "questions": report.questions,
        "as_of": _iso(report.as_of),
        "rates": report.rates,
        "rates_until": _iso(report.rates_until),
        "findings": [finding_record(finding, printed) for finding in report.findings],
        "suppressed": [finding_record(finding, printed) for finding in report.suppressed],
        "skipped": [{"claim": skipped.claim, "reason": skipped.reason} for skipped in report.skipped],
        "unchecked": [
            {"question": str(entry.question), "reason": entry.reason, "claims": list(entry.claims)}
            for entry in report.unchecked
        ],
    }


def difference_record(diff: Diff, printed: Callable[[Claim], str | None] | None = None) -> dict[str, Any]:
    """What is new, changed and resolved between two reports."""
    found = {name: [finding_record(finding, printed) for finding in findings] for name, findings in diff.parts}
    return {**found, "renamed": [list(pair) for pair in diff.renamed]}


def summary_record(report: Report) -> dict[str, Any]:
    """What a report counts: claims judged and passed over, questions, and findings by severity."""
    return {
        "claims": report.claims,
        "questions": report.questions,
        "as_of": _iso(report.as_of),
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


def promise_record(promise: Promise) -> dict[str, Any]:
    """One promise: what became of it, by which claims, and when that changed."""
    return {
        "claim": promise.claim.id,
        "by": list(promise.claim.by),
        "said": str(promise.claim.said),
        "outcome": promise.outcome.value,
        "due": _iso(promise.due),
        "evidence": list(promise.evidence),
        "rules": list(promise.rules),
        "history": [
            {"on": turn.on.isoformat(), "outcome": turn.outcome.value, "evidence": list(turn.evidence)}
            for turn in promise.history
        ],
    }


def consensus_record(found: Consensus) -> dict[str, Any]:
    """What most independent voices support on a question and day, and who stands outside."""
    return {
        "question": str(found.question),
        "on": _iso(found.on),
        "value": None if found.value is None else _interval_record(found.value, found.unit),
        "voices": [list(voice) for voice in found.voices],
        "claims": list(found.claims),
        "outside": list(found.outside),
        "camps": [list(camp) for camp in found.camps],
    }


def timeline_record(found: Timeline) -> dict[str, Any]:
    """All that is said on a question, in the order of days."""
    return {
        "question": str(found.question),
        "moments": [
            {
                "claim": moment.claim,
                "voice": list(moment.voice),
                "value": _interval_record(moment.interval, moment.unit),
                "lower_days": str(moment.lower_days),
                "upper_days": str(moment.upper_days),
                "rules": list(moment.rules),
            }
            for moment in found.moments
        ],
    }


def _interval_record(values: Interval, unit: str | None) -> dict[str, Any]:
    return {
        "lower": None if values.lower is None else canonical_decimal(values.lower),
        "upper": None if values.upper is None else canonical_decimal(values.upper),
        "lower_open": values.lower_open,
        "upper_open": values.upper_open,
        "unit": unit,
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def gap_record(gap: Gap) -> dict[str, Any]:
    """The bounds that do not meet; numbers are strings, so that none is rounded on the way."""
    return {
        "lower": canonical_decimal(gap.lower),
        "upper": canonical_decimal(gap.upper),
        "lower_open": gap.lower_open,
        "upper_open": gap.upper_open,
        "since": _iso(gap.since),
        "until": _iso(gap.until),
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
