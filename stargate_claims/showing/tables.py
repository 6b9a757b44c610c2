"""Findings as a table of great_tables, for print and slides."""

from __future__ import annotations

from typing import Any

from stargate_claims.errors import brought_by
from stargate_claims.judging.report import Report
from stargate_claims.model.findings import Finding
from stargate_claims.showing.charts.chart import shown_language
from stargate_claims.showing.gaps import gap_words
from stargate_claims.showing.terminal import summary
from stargate_claims.showing.text import claim_line, side_letter, topic
from stargate_claims.showing.words import KINDS, SEVERITIES, pick


def findings_table(report: Report, language: str | None = None) -> Any:
    """A row for each finding, grouped by severity; see `Report.to_great_tables`."""
    language = shown_language(report, language)
    with brought_by("charts", "a table of great_tables"):
        from great_tables import GT
        from pandas import DataFrame
    rows = [finding_row(finding, language) for finding in report.findings]
    head = {"severity": ("중요도", "severity"), "kind": ("종류", "kind"), "topic": ("쟁점", "topic"),
            "sides": ("쪽", "sides"), "gap": ("어긋나는 점", "gap")}  # fmt: skip
    frame = DataFrame(rows, columns=list(head))
    title = pick(("어긋나는 주장", "Claims that cannot all be true"), language)
    table = GT(frame, groupname_col="severity").tab_header(title=title, subtitle=summary(report, language))
    labels: dict[str, Any] = {name: pick(pair, language) for name, pair in head.items()}
    return table.cols_label(**labels)


def finding_row(finding: Finding, language: str) -> dict[str, str]:
    """A finding in five cells: the first claim of each side stands for it."""
    sides = (
        f"{side_letter(number)}: {claim_line(party.claims[0], finding, language)}"
        for number, party in enumerate(finding.parties)
    )
    return {
        "severity": pick(SEVERITIES[finding.severity], language),
        "kind": pick(KINDS[finding.kind], language),
        "topic": topic(finding, language),
        "sides": " / ".join(sides),
        "gap": gap_words(finding.strongest, finding, language),
    }
