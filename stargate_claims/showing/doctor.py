"""What this program runs on here, and which known faults of it touch a ledger."""

from __future__ import annotations

import platform
import sqlite3
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from attrs import frozen

from stargate_claims import __version__
from stargate_claims.keeping.sqlite_schema import SAFE_WAL, wanted_mode
from stargate_claims.showing.terminal import Line, Tone, wrapped

_PACKAGES = ("attrs", "click", "PyYAML", "babel", "dateparser", "currencyconverter", "tzdata")


@frozen(kw_only=True)
class Fault:
    """A known fault of something we run on.

    Attributes:
        part: what has it.
        what: what goes wrong.
        here: whether the version here has it.
        instead: what this program does about it.
    """

    part: str
    what: str
    here: bool
    instead: str


@frozen(kw_only=True)
class Diagnosis:
    """Versions by name, and the known faults."""

    versions: tuple[tuple[str, str], ...]
    faults: tuple[Fault, ...]


def diagnose(folder: Path) -> Diagnosis:
    """Look at what is installed.

    Args:
        folder: where a ledger would be kept: its disk decides how SQLite writes.
    """
    return Diagnosis(versions=tuple(_versions(folder)), faults=tuple(_faults()))


def _versions(folder: Path) -> Iterator[tuple[str, str]]:
    yield "stargate-claims", __version__
    yield "Python", platform.python_version()
    yield "SQLite", sqlite3.sqlite_version
    for name in _PACKAGES:
        yield name, _installed(name)
    yield "exchange rates until", _rates_until()
    mode = wanted_mode(folder / "claims.db")
    yield ".db files are written with", f"journal_mode={mode}, synchronous={'FULL' if mode == 'wal' else 'EXTRA'}"


def _installed(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "not installed" if name != "tzdata" else "not installed; the system's is not used either"


def _rates_until() -> str:
    try:
        from currency_converter import CurrencyConverter
    except ImportError:
        return "not installed"
    return str(CurrencyConverter().bounds["USD"].last_date)


def _faults(sqlite: tuple[int, ...] = sqlite3.sqlite_version_info) -> Iterator[Fault]:
    yield Fault(
        part="SQLite before 3.51.3",
        what="a WAL that is reset while another connection writes can corrupt the file",
        here=sqlite < SAFE_WAL,
        instead="files are written without a WAL: journal_mode=DELETE, synchronous=EXTRA",
    )
    yield Fault(
        part="Python's unicodedata",
        what="bringing many marks on one letter to normal form takes quadratic time (cpython #149079)",
        here=True,
        instead="more than 8 marks on one letter are refused before",
    )
    yield Fault(
        part="dateparser",
        what="bare days and years are read as other days, quietly ('21일', '2029년')",
        here=True,
        instead="our own grammar reads days; dateparser only whole dates, checked against their digits",
    )


def diagnosis_lines(diagnosis: Diagnosis, width: int) -> Iterator[Line]:
    """For a terminal."""
    wide = max(len(name) for name, _ in diagnosis.versions)
    for name, version in diagnosis.versions:
        yield from wrapped(f"{name:<{wide}}  {version}", width, hang=wide + 2)
    for fault in diagnosis.faults:
        tone = Tone.MEDIUM if fault.here else Tone.INFO
        state = "here" if fault.here else "not here"
        yield from wrapped(f"{fault.part} ({state}): {fault.what}; {fault.instead}.", width, hang=2, tone=tone)


def diagnosis_record(diagnosis: Diagnosis) -> dict[str, object]:
    """As plain JSON types."""
    return {
        "versions": dict(diagnosis.versions),
        "faults": [
            {"part": fault.part, "what": fault.what, "here": fault.here, "instead": fault.instead}
            for fault in diagnosis.faults
        ],
    }
