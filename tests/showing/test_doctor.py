from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

import pytest

from stargate_claims import __version__
from stargate_claims.showing import doctor
from stargate_claims.showing.doctor import diagnose, diagnosis_lines, diagnosis_record


def test_versions_and_faults(tmp_path: Path) -> None:
    diagnosis = diagnose(tmp_path)
    versions = dict(diagnosis.versions)
    assert versions["stargate-claims"] == __version__
    assert versions["SQLite"] == sqlite3.sqlite_version
    assert versions["Python"].startswith(f"{sys.version_info[0]}.{sys.version_info[1]}.")
    assert versions["exchange rates until"] > "2025-01-01"
    assert versions[".db files are written with"].startswith("journal_mode=")
    text = "\n".join(line.text for line in diagnosis_lines(diagnosis, 100))
    assert all(name in text and version in text for name, version in diagnosis.versions)
    assert "SQLite before 3.51.3" in text
    record = diagnosis_record(diagnosis)
    assert record["versions"] == versions


def test_a_fault_that_is_not_here() -> None:
    here = {fault.part: fault.here for fault in doctor._faults((3, 51, 2))}
    gone = {fault.part: fault.here for fault in doctor._faults((3, 51, 3))}
    assert (here["SQLite before 3.51.3"], gone["SQLite before 3.51.3"]) == (True, False)


def test_what_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert doctor._installed("no-such-package") == "not installed"
    monkeypatch.setitem(sys.modules, "currency_converter", None)
    assert doctor._rates_until() == "not installed"
