"""Held against a hand annotation: stories as ledgers, and the score of a report on one."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

from attrs import frozen

from stargate_claims.judging.report import Report
from stargate_claims.model.claims import Claim
from stargate_claims.model.rules import Strength
from stargate_claims.showing.exports import report_record

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
"""The annotations and the script that scores against them are no part of the repository."""
SCORER = SHARED / "score" / "score_findings.py"

_SUMMARY = re.compile(
    r"must (\d+) of (\d+), must_not violated (\d+) of \d+, .*unlisted findings (\d+), unlisted edges (\d+)"
)


@frozen(kw_only=True)
class Score:
    """How a report compares with an annotation; ``passed`` is the script's own verdict."""

    passed: bool
    met: int
    wanted: int
    violated: int
    unlisted: int
    lines: tuple[str, ...]


def score(report: Report, annotated: Path, folder: Path) -> Score:
    """The score of a report, by the script that everybody uses."""
    found = folder / "found.json"
    found.write_text(json.dumps(report_record(report)), encoding="utf-8")
    command = [sys.executable, str(SCORER), str(found), "--gold", str(annotated)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = tuple(done.stdout.strip().splitlines())
    summary = _SUMMARY.match(lines[-1]) if lines else None
    assert summary is not None, done.stderr
    met, wanted, violated, unlisted, _ = map(int, summary.groups())
    return Score(passed=not done.returncode, met=met, wanted=wanted, violated=violated, unlisted=unlisted, lines=lines)


def edges(report: Report) -> dict[frozenset[str], Strength]:
    """The clashing pairs of a report."""
    return {frozenset(edge.claims): edge.strength for finding in report.findings for edge in finding.edges}


def with_end_moved(claim: Claim, end: str, days: int) -> Claim:
    """The claim about a window one of whose ends is some days off, where that is still a window."""
    from attrs import evolve

    window = claim.about
    if window is None or getattr(window, end) is None or (window.is_day and (end == "first") == (days > 0)):
        return claim
    return evolve(claim, about=window.moved(**{end: days}))
