"""A report on a terminal, with Hangul aligned."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from stargate_claims.model.claims import Claim
from stargate_claims.model.findings import Finding, Severity
from stargate_claims.showing.text import edge_lines, heading, settle
from stargate_claims.showing.words import SEVERITIES, days, names, pick, place_words, value_words

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table

    from stargate_claims.judging.consistency import Report

_STYLES = {Severity.HIGH: "bold red", Severity.MEDIUM: "yellow", Severity.LOW: "cyan", Severity.INFO: "dim"}
EDGES_SHOWN = 3


def inert(text: str) -> str:
    r"""Text with control, bidirectional and surrogate characters made visible, so that none steers a terminal.

    >>> inert("a\x1b[31mb")
    'a\\x1b[31mb'
    """
    return "".join(
        char.encode("unicode_escape").decode() if unicodedata.category(char) in ("Cc", "Cf", "Cs") else char
        for char in text
    )


def print_report(report: Report, console: Console, language: str) -> None:
    """Print a report: a line of counts, then each finding with its sides in columns."""
    from rich.padding import Padding
    from rich.text import Text

    console.print(Text(summary(report, language), style="bold"))
    for number, finding in enumerate(report.findings, start=1):
        console.print()
        console.print(Text(f"{number}. {inert(heading(finding, language))}", style=_STYLES[finding.severity]))
        for index, party in enumerate(finding.parties):
            console.print(Padding(_table(party.claims, finding, chr(ord("A") + index % 26), language), (0, 0, 0, 2)))
        for edge in finding.edges[:EDGES_SHOWN]:
            for line in edge_lines(edge, finding, language):
                _print_indented(console, line)
        hidden = len(finding.edges) - EDGES_SHOWN
        if hidden > 0:
            _print_indented(
                console, pick((f"그 밖에 어긋나는 짝 {hidden}개", f"and {hidden} more clashing pairs"), language)
            )
        _print_indented(console, pick(("풀려면: ", "To settle it: "), language) + settle(finding, language))
    for line in _left_out(report, language):
        console.print(Text(line, style="dim"))


def _print_indented(console: Console, line: str) -> None:
    from rich.padding import Padding
    from rich.text import Text

    indent = 2 + len(line) - len(line.lstrip())
    console.print(Padding(Text(inert(line.strip())), (0, 0, 0, indent)))


def _table(claims: tuple[Claim, ...], finding: Finding, letter: str, language: str) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, show_header=False, padding=(0, 1), pad_edge=False)
    for ratio in (None, None, 3, 3, 3, 8):
        table.add_column(ratio=ratio, no_wrap=ratio is None, overflow="fold")
    vocabulary = finding.vocabulary
    for claim in claims:
        cells = (
            letter,
            claim.id,
            names(claim.by, vocabulary, language),
            days(claim.said, language),
            value_words(claim, vocabulary, language),
            f"{claim.summary.in_(language) if claim.summary else ''} [{place_words(claim, vocabulary, language)}]",
        )
        row: list[RenderableType] = [Text(inert(cell)) for cell in cells]
        table.add_row(*row)
    return table


def summary(report: Report, language: str) -> str:
    """How many claims were judged and what was found, in one line."""
    counts = [
        f"{pick(SEVERITIES[severity], language)} {number}"
        for severity in reversed(Severity)
        if (number := sum(finding.severity is severity for finding in report.findings))
    ]
    found = len(report.findings)
    tail = f" ({', '.join(counts)})" if counts else ""
    if language == "ko":
        return f"주장 {report.claims}건, 질문 {report.questions}개: " + (
            f"발견 {found}건{tail}" if found else "모순 없음"
        )
    return f"{report.claims} claims, {report.questions} questions: " + (
        f"{found} finding{'s' if found != 1 else ''}{tail}" if found else "nothing contradicts"
    )


def _left_out(report: Report, language: str) -> list[str]:
    lines = []
    if report.skipped:
        reasons: dict[str, int] = {}
        for skipped in report.skipped:
            reasons[skipped.reason] = reasons.get(skipped.reason, 0) + 1
        listed = ", ".join(f"{_REASONS.get(reason, (reason, reason))[language == 'en']} {count}"
                           for reason, count in sorted(reasons.items()))  # fmt: skip
        lines.append(pick(("판단에서 뺀 주장: ", "Claims not judged: "), language) + listed)
    if report.unchecked:
        number = len(report.unchecked)
        lines.append(
            pick((f"비교하지 못한 질문 {number}개", f"{number} questions not fully compared"), language)
            + ": "
            + "; ".join(f"{entry.question} ({entry.reason})" for entry in report.unchecked[:3])
        )
    return lines


_REASONS = {
    "deprecated": ("신뢰 낮음", "deprecated"),
    "superseded": ("정정됨", "superseded"),
    "retracted": ("철회됨", "retracted"),
    "published later": ("나중에 보도됨", "published later"),
}
