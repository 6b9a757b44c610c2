"""A report on a terminal, with Hangul aligned."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from stargate_claims.model.claims import Claim
from stargate_claims.model.findings import Finding, Severity
from stargate_claims.showing.text import (
    EDGES_SHOWN,
    claim_line,
    clash_lines,
    heading,
    note_line,
    quoted,
    said_words,
    settle_line,
    side_letter,
)
from stargate_claims.showing.words import (
    DIFFERENCES,
    SEVERITIES,
    STEERING,
    counted,
    days,
    difference_words,
    names,
    pick,
    place_words,
    question_words,
)

if TYPE_CHECKING:
    from stargate_claims.judging.report import Diff, Report, Unchecked

NARROWEST = 40
"""Cells below which nothing is squeezed any further."""

_INDENT = "  "
_GUTTER = "  "
_COLUMNS_AT_MOST = (4, 20, 24, 22, 24)
"""Cells of side, id, speaker, day and value; the summary and its place take the rest."""
_SUMMARY_AT_LEAST = 24


class Tone(StrEnum):
    """How a line is set off from the others."""

    TITLE = "title"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    INFO = "info"
    PLAIN = "plain"


class Line(NamedTuple):
    """One line as wide as the terminal at most, and how it is set off."""

    text: str
    tone: Tone = Tone.PLAIN


_CODES = {
    Tone.TITLE: "1",
    Tone.HIGH: "1;31",
    Tone.MEDIUM: "33",
    Tone.LOW: "36",
    Tone.INFO: "2",
}  # SGR parameters of ECMA-48


def coloured(line: Line) -> str:
    r"""A line with the codes that colour it.

    >>> coloured(Line("a", Tone.HIGH)), coloured(Line("a"))
    ('\x1b[1;31ma\x1b[0m', 'a')
    """
    code = _CODES.get(line.tone)
    return f"\x1b[{code}m{line.text}\x1b[0m" if code and line.text else line.text


def inert(text: str) -> str:
    r"""Text with control, format, surrogate and line separating characters made visible: none steers a terminal.

    >>> inert("a\x1b[31mb\u202ec\u2028")
    'a\\x1b[31mb\\u202ec\\u2028'
    """
    if text.isprintable():
        return text
    return "".join(
        char.encode("unicode_escape").decode() if unicodedata.category(char) in STEERING else char for char in text
    )


Printed = Callable[[Claim], str | None]
"""The sentence that prints a claim, from the reader's own copies; None where no place is sure."""


def report_lines(report: Report, language: str, width: int, printed: Printed | None = None) -> Iterator[Line]:
    """A report line by line: the counts, then each finding with its sides in columns, then what was left out.

    Args:
        report: what a check found.
        language: "ko" or "en".
        width: cells of a line.
        printed: where given, the printed sentence stands below each claim.
    """
    width = max(width, NARROWEST)
    yield from wrapped(summary(report, language), width, tone=Tone.TITLE)
    for number, finding in enumerate(report.findings, start=1):
        yield Line("")
        yield from finding_lines(finding, language, width, f"{number}. ", printed)
    left_out = list(left_out_lines(report, language))
    if left_out and report.findings:
        yield Line("")
    for line in left_out:
        yield from wrapped(line, width, tone=Tone.INFO)


def difference_lines(diff: Diff, language: str, width: int, printed: Printed | None = None) -> Iterator[Line]:
    """What is new, changed and resolved between two reports, line by line."""
    width = max(width, NARROWEST)
    yield from wrapped(difference_words(diff, language), width, tone=Tone.TITLE)
    number = 0
    for name, findings in diff.parts:
        for finding in findings:
            number += 1
            yield Line("")
            lead = f"{number}. {pick(DIFFERENCES[name], language)}: "
            yield from finding_lines(finding, language, width, lead, printed)


def finding_lines(
    finding: Finding,
    language: str,
    width: int,
    lead: str = "",
    printed: Printed | None = None,
    shown: int = EDGES_SHOWN,
) -> Iterator[Line]:
    """One finding: its heading after ``lead``, its sides in columns, what is between them, what would settle it."""
    title = lead + heading(finding, language)
    yield from wrapped(title, width, hang=len(lead), tone=Tone(finding.severity.value))
    yield from _sides(finding, language, width, printed)
    for line in clash_lines(finding, language, shown):
        yield from wrapped(line, width, indent=len(_INDENT))
    for note in finding.notes:
        yield from wrapped(note_line(note, language), width, indent=len(_INDENT))
    yield from wrapped(settle_line(finding, language), width, indent=len(_INDENT))
    yield from wrapped(finding.id, width, indent=len(_INDENT), tone=Tone.INFO)


def wrapped(text: str, width: int, *, indent: int = 0, hang: int = 0, tone: Tone = Tone.PLAIN) -> Iterator[Line]:
    """Text in lines. Spaces that it begins with deepen the indent of them all, ``hang`` that of all but the first."""
    margin = indent + len(text) - len(text.lstrip(" "))
    for number, line in enumerate(wrap(inert(text), width - margin - hang)):
        yield Line(" " * (margin + (hang if number else 0)) + line, tone)


def wrap(text: str, width: int) -> list[str]:
    """Text in lines of at most ``width`` cells: broken at spaces, and within a word only if it is longer than that.

    >>> wrap("데이터센터 계약 0건", 10)
    ['데이터센터', '계약 0건']
    """
    from rich.cells import cell_len

    lines = [""]
    for word in text.split():
        glue = " " if lines[-1] else ""
        for piece in _pieces(word, width):
            longer = lines[-1] + glue + piece
            if cell_len(longer) <= width:
                lines[-1] = longer
            else:
                lines.append(piece)
            glue = ""
    return lines


def _pieces(word: str, width: int) -> list[str]:
    """A word whole, or where that is too long, cut after each 가운뎃점, and anywhere where it must be."""
    from rich.cells import cell_len, chop_cells

    if cell_len(word) <= width:
        return [word]
    parts = re.split("(?<=·)", word)
    return [piece for part in parts for piece in ([part] if cell_len(part) <= width else chop_cells(part, width))]


def _sides(finding: Finding, language: str, width: int, printed: Printed | None) -> Iterator[Line]:
    """The claims of a finding, side by side in columns; one below the other where there is no room for columns."""
    from rich.cells import cell_len

    printed = printed or finding.printed
    claims = [(side_letter(number), claim) for number, party in enumerate(finding.parties) for claim in party.claims]
    rows = [[inert(cell) for cell in _cells(letter, claim, finding, language)] for letter, claim in claims]
    widths = [min(max(cell_len(row[i]) for row in rows), most) for i, most in enumerate(_COLUMNS_AT_MOST)]
    rest = width - len(_INDENT) - sum(widths) - len(_GUTTER) * len(widths)
    for (letter, claim), row in zip(claims, rows, strict=True):
        if rest >= _SUMMARY_AT_LEAST:
            yield from (Line(_INDENT + line) for line in _in_columns(row, [*widths, rest]))
        else:
            text = f"{letter} {claim_line(claim, finding, language)}"
            yield from wrapped(text, width, indent=len(_INDENT), hang=len(_INDENT))
        if printed is not None:
            yield from wrapped(quoted(printed(claim), language), width, indent=3 * len(_INDENT), tone=Tone.INFO)


def _cells(letter: str, claim: Claim, finding: Finding, language: str) -> tuple[str, ...]:
    """Side, id, speaker, day, value, and summary with place."""
    value, said = said_words(claim, finding, language)
    who, place = (names(claim.by, finding.vocabulary, language), place_words(claim, finding.vocabulary, language))
    return letter, claim.id, who, days(claim.said, language), value, f"{said} [{place}]"


def _in_columns(row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    from rich.cells import set_cell_size

    cells = [wrap(cell, width) for cell, width in zip(row, widths, strict=True)]
    for line in zip_longest(*cells, fillvalue=""):
        padded = (set_cell_size(cell, width) for cell, width in zip(line, widths, strict=True))
        yield _GUTTER.join(padded).rstrip(" ")


def summary(report: Report, language: str) -> str:
    """How many claims were judged and what was found, in one line."""
    found = len(report.findings)
    number = Counter(finding.severity for finding in report.findings)
    listed = ", ".join(f"{pick(SEVERITIES[s], language)} {number[s]}" for s in reversed(Severity) if number[s])
    if not report.claims and not report.skipped:
        return pick(("아직 주장이 없다", "There are no claims yet"), language)
    if not report.claims:
        return pick(("판단할 주장이 없다: 모두 제외됐다", "Nothing to judge: all claims were left out"), language)
    if language == "ko":
        checked = f"주장 {report.claims:,}건, 질문 {report.questions:,}개를 살폈다"
        return f"{checked}: {found:,}건 발견 ({listed})" if found else f"{checked}: 어긋나는 주장 없음"
    checked = f"{counted(report.claims, 'claim')} on {counted(report.questions, 'question')}"
    return f"{checked}: {counted(found, 'finding')} ({listed})" if found else f"{checked}: nothing contradicts"


def left_out_lines(report: Report, language: str) -> Iterator[str]:
    """What was not judged, and what was only partly compared."""
    if report.suppressed:
        ids = ", ".join(finding.id for finding in report.suppressed)
        number = len(report.suppressed)
        yield pick((f"받아들이기로 한 {number:,}건: ", f"{counted(number, 'finding')} accepted: "), language) + ids
    if report.skipped:
        reasons = Counter(skipped.reason for skipped in report.skipped)
        listed = ", ".join(
            f"{pick(REASONS.get(reason, (reason, reason)), language)} {number}"
            for reason, number in sorted(reasons.items())
        )
        yield pick(("판단에서 뺀 주장: ", "Claims not judged: "), language) + listed
    if report.unchecked:
        number = len(report.unchecked)
        yield pick(
            (f"다 견주지 못한 질문 {number:,}개:", f"{counted(number, 'question')} not fully compared:"), language
        )
        for entry in report.unchecked[:EDGES_SHOWN]:
            asked = question_words(entry.question, report.vocabulary, language)
            yield f"{_INDENT}{asked} — {why_unchecked(entry, language)}"
        if number > EDGES_SHOWN:
            more = number - EDGES_SHOWN
            yield _INDENT + pick((f"그 밖에 {more:,}개", f"and {more:,} more"), language)


REASONS = {
    "deprecated": ("신뢰하기 어려움", "deprecated"),
    "superseded": ("정정됨", "superseded"),
    "retracted": ("철회됨", "retracted"),
    "published later": ("나중에 보도됨", "published later"),
}
_NO_RATE = re.compile(r"no rate between (.+) and (.+)")


def why_unchecked(entry: Unchecked, language: str) -> str:
    """Why a question was only partly compared; a reason that nobody translated stands as it is."""
    from stargate_claims.judging.report import NO_BUNDLE

    if language == "ko" and entry.reason == NO_BUNDLE:
        return "여러 건 가운데 어느 것인지 적혀 있지 않다"
    match = _NO_RATE.fullmatch(entry.reason)
    if language == "ko" and match is not None:
        return f"{match[1]}/{match[2]} 환율이 없다"
    return entry.reason
