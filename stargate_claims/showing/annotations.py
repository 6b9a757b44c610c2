"""Findings at the lines of the ledger's files where they arise: for editors, reviews and continuous integration."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from stargate_claims.model.findings import Finding, Severity
from stargate_claims.showing.errors import problem_words
from stargate_claims.showing.terminal import inert, summary
from stargate_claims.showing.text import claim_line, edge_lines, heading, settle_line

if TYPE_CHECKING:
    from stargate_claims.judging.report import Report
    from stargate_claims.keeping.problems import Problem


class Spot(NamedTuple):
    """A line of a ledger's file.

    Attributes:
        file: its path with ``/``, relative where the file lies below the root that was given, else absolute.
        line: counted from 1; None where the file has no lines, or nobody knows the line.
    """

    file: str
    line: int | None = None


Spots = Callable[[str], Spot]
"""Where the claim of an id stands."""


def spots_of(ledger: Path, positions: Mapping[str, tuple[str, int]], root: Path) -> Spots:
    """Where the claims of a ledger stand, seen from a folder.

    Args:
        ledger: the path that it was loaded from.
        positions: as the ledger has them.
        root: the folder that paths are relative to, such as the root of a repository.
    """
    home = ledger if ledger.is_dir() else ledger.parent
    is_database = ledger.suffix not in (".yaml", ".yml", ".jsonl") and not ledger.is_dir()

    def spot(claim: str) -> Spot:
        file, line = positions.get(claim, (None, None))
        # A folder's positions name its files; a file of records names itself, as it was given.
        place = ledger if file is None or file == str(ledger) else home / file
        return Spot(_seen(place, root), None if is_database else line)

    return spot


def _seen(place: Path, root: Path) -> str:
    """A path from a folder on, where it lies below it."""
    full, at = os.path.abspath(place), os.path.abspath(root)
    inside = full.startswith(os.path.join(at, ""))
    return Path(os.path.relpath(full, at) if inside else full).as_posix()


def spot_of(problem: Problem, root: Path) -> Spot:
    """Where a ledger cannot be read, seen from a folder; the cells of a sheet are no lines."""
    if "://" in problem.file:
        return Spot(problem.file)
    return Spot(_seen(Path(problem.file), root), problem.line if problem.sheet is None else None)


def newest(finding: Finding) -> str:
    """The claim of the strongest clash that was published last: where a reviewer of new claims looks."""
    first, second = finding.strongest.claims
    days = [finding.claim(id).public or date.min for id in (first, second)]
    return first if days[0] > days[1] else second


def brief_lines(finding: Finding, language: str) -> Iterator[str]:
    """The strongest clash alone: its two claims, what is between them, and what would settle the finding."""
    for id in finding.strongest.claims:
        yield claim_line(finding.claim(id), finding, language)
    yield from edge_lines(finding.strongest, finding, language)
    yield settle_line(finding, language)


_COMMANDS = {
    Severity.HIGH: "error",
    Severity.MEDIUM: "warning",
    Severity.LOW: "notice",
    Severity.INFO: "notice",
}


def github_lines(report: Report, spots: Spots, language: str) -> Iterator[str]:
    """Workflow commands, one for each finding, that GitHub shows beside the lines; then the counts in plain words."""
    for finding in report.findings:
        spot = spots(newest(finding))
        place = {"file": spot.file, "line": spot.line, "title": f"{heading(finding, language)} ({finding.id})"}
        given = ",".join(f"{name}={property_text(str(value))}" for name, value in place.items() if value is not None)
        text = "\n".join(inert(line) for line in brief_lines(finding, language))
        yield f"::{_COMMANDS[finding.severity]} {given}::{message_text(text)}"
    yield summary(report, language)


def refused_lines(problems: Iterable[Problem], root: Path, language: str) -> Iterator[str]:
    """Workflow commands, one for each problem of a ledger that could not be read."""
    for problem in problems:
        spot = spot_of(problem, root)
        place = {"file": spot.file, "line": spot.line, "col": None if spot.line is None else problem.column}
        given = {**place, "title": f"{problem.place}: {problem.code}"}
        listed = ",".join(f"{name}={property_text(str(value))}" for name, value in given.items() if value is not None)
        words = "\n".join(map(inert, problem_words(problem, language).split("\n")))
        yield f"::error {listed}::{message_text(words)}"


def message_text(text: str) -> str:
    r"""The message of a workflow command, in one line.

    >>> message_text("100%\n::error::")
    '100%25%0A::error::'
    """
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def property_text(text: str) -> str:
    """A property of a workflow command: it may end neither itself nor the list of properties.

    >>> property_text("a,b::c")
    'a%2Cb%3A%3Ac'
    """
    return message_text(inert(text)).replace(":", "%3A").replace(",", "%2C")
