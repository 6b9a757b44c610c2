"""Findings as SARIF 2.1.0 (OASIS), the form in which code scanning, editors and reviews take results."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from stargate_claims import __version__
from stargate_claims.model.findings import Finding, Kind, Severity
from stargate_claims.model.rules import Suppression
from stargate_claims.showing.annotations import Spot, Spots, brief_lines, newest, spot_of
from stargate_claims.showing.errors import problem_words
from stargate_claims.showing.text import claim_line, topic
from stargate_claims.showing.words import KINDS, pick, question_words

if TYPE_CHECKING:
    from stargate_claims.judging.report import Report
    from stargate_claims.keeping.problems import Problem

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"
"""The name that readers of SARIF give the root of a repository."""
RELATED_AT_MOST = 100
"""Places that a result names besides its own; code scanning refuses files with too many."""

_LEVELS = {Severity.HIGH: "error", Severity.MEDIUM: "warning", Severity.LOW: "note", Severity.INFO: "note"}
_KIND_LEVELS = {Kind.CONTRADICTION: "error", Kind.TENSION: "warning"}
_MEANINGS = {
    Kind.CONTRADICTION: (
        "한 질문에 함께 참일 수 없는 답을 한 주장들.",
        "Claims that answer one question so that they cannot all be true.",
    ),
    Kind.TENSION: (
        "날짜나 규칙을 한쪽으로 읽을 때만 어긋나는 주장들.",
        "Claims that clash only if a day or a rule is read one way.",
    ),
    Kind.REVISION: ("앞선 계획을 나중 계획이 바꾸었다.", "A plan that a later plan replaced."),
    Kind.WORDING: (
        "한 수치를 한쪽은 상한으로, 다른 쪽은 하한이나 그 값으로 썼다.",
        "One figure, told as a cap by some and as a floor or as the figure itself by others.",
    ),
    Kind.RESTATEMENT: (
        "한 기사 안의 환산액들이 하나의 환율로 맞지 않는다.",
        "Conversions within one article that no single rate explains.",
    ),
}


def sarif_record(report: Report, spots: Spots, language: str) -> dict[str, Any]:
    """A report as a SARIF log with one run.

    Args:
        report: what a check found; accepted findings are results with a suppression.
        spots: where the claims stand.
        language: "ko" or "en".
    """
    accepted = {(entry.finding, entry.fingerprint): entry for entry in report.case.suppressions}
    results = [_result(finding, spots, language) for finding in report.findings]
    results += [
        {**_result(finding, spots, language), "suppressions": [_suppression(accepted[finding.id, finding.fingerprint])]}
        for finding in report.suppressed
    ]
    notes = list(_notifications(report, language))
    return _log(_rules(language), results, {"executionSuccessful": True, "toolExecutionNotifications": notes}, language)


def refused_record(problems: Iterable[Problem], root: Path, language: str) -> dict[str, Any]:
    """The problems of a ledger that could not be read, as a SARIF log of a run that failed.

    Args:
        problems: every problem of the ledger.
        root: the folder that paths are relative to.
        language: "ko" or "en".
    """
    found = list(problems)
    codes = list(dict.fromkeys(problem.code for problem in found))
    results = [
        {
            "ruleId": problem.code.value,
            "ruleIndex": codes.index(problem.code),
            "level": "error",
            "message": {"text": f"{problem.place}: {problem_words(problem, language)}"},
            "locations": [_location(spot_of(problem, root))],
        }
        for problem in found
    ]
    rules = [{"id": code.value, "defaultConfiguration": {"level": "error"}} for code in codes]
    return _log(rules, results, {"executionSuccessful": False}, language)


def _log(
    rules: list[dict[str, Any]], results: list[dict[str, Any]], invocation: dict[str, Any], language: str
) -> dict[str, Any]:
    run = {
        "tool": {"driver": {"name": "stargate-claims", "version": __version__, "rules": rules}},
        "language": language,
        "originalUriBaseIds": {ROOT: {"description": {"text": "The folder that paths are relative to."}}},
        "invocations": [invocation],
        "results": results,
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rules(language: str) -> list[dict[str, Any]]:
    return [
        {
            "id": kind.value,
            "name": pick(KINDS[kind], language),
            "shortDescription": {"text": pick(_MEANINGS[kind], language)},
            "defaultConfiguration": {"level": _KIND_LEVELS.get(kind, "note")},
        }
        for kind in Kind
    ]


def _notifications(report: Report, language: str) -> Iterable[dict[str, Any]]:
    """What could only partly be checked: nobody should take it for passed."""
    for entry in report.unchecked:
        asked = question_words(entry.question, report.vocabulary, language)
        yield {"level": "note", "message": {"text": f"{asked}: {entry.reason}"}}


def _result(finding: Finding, spots: Spots, language: str) -> dict[str, Any]:
    main = newest(finding)
    others = (claim for party in finding.parties for claim in party.claims if claim.id != main)
    return {
        "ruleId": finding.kind.value,
        "ruleIndex": list(Kind).index(finding.kind),
        "level": _LEVELS[finding.severity],
        "message": {"text": "\n".join([topic(finding, language), *brief_lines(finding, language)])},
        "locations": [_location(spots(main))],
        "relatedLocations": [
            {**_location(spots(claim.id)), "id": number, "message": {"text": claim_line(claim, finding, language)}}
            for number, claim in enumerate(islice(others, RELATED_AT_MOST), start=1)
        ],
        # The id is stable while a finding grows; the fingerprint changes with its clashes.
        "partialFingerprints": {"findingId/v1": finding.id},
        "properties": {
            "finding": finding.id,
            "fingerprint": finding.fingerprint,
            "cause": finding.cause.value,
            "strength": finding.strength.value,
            "severity": finding.severity.value,
            "question": str(finding.question),
            "claims": [claim.id for party in finding.parties for claim in party.claims],
        },
    }


def _location(spot: Spot) -> dict[str, Any]:
    file = PurePath(spot.file)
    artifact = {"uri": file.as_uri()} if file.is_absolute() else {"uri": quote(spot.file), "uriBaseId": ROOT}
    if "://" in spot.file:
        artifact = {"uri": quote(spot.file, safe="/:?&=@")}
    region = {} if spot.line is None else {"region": {"startLine": spot.line}}
    return {"physicalLocation": {"artifactLocation": artifact, **region}}


def _suppression(entry: Suppression) -> dict[str, Any]:
    return {"kind": "external", "justification": entry.reason}
