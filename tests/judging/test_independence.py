"""A report depends on the claims alone: not on their order, the files', the hash seed, time zone, locale or day."""

from __future__ import annotations

import ast
import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import stargate_claims
import stargate_claims as sc
from stargate_claims.judging.consistency import check_consistency
from stargate_claims.showing.exports import report_record

PACKAGE = Path(stargate_claims.__file__).parent
ROOT = PACKAGE.parent
SEEDS = ROOT / "seeds" / "stargate"


def printed(ledger: sc.Ledger) -> str:
    return json.dumps(report_record(check_consistency(ledger)), ensure_ascii=False)


def test_the_order_of_the_claims_changes_nothing() -> None:
    ledger = sc.load(SEEDS)
    claims = list(ledger)
    random.Random(7).shuffle(claims)
    shuffled = sc.Ledger(
        name="x", language="ko", vocabulary=ledger.vocabulary, rules=ledger.rules, rates=ledger.rates, claims=claims
    )
    assert printed(shuffled) == printed(ledger)


def test_the_names_and_order_of_the_files_change_nothing(tmp_path: Path) -> None:
    kept = ("ledger.yaml", "entities.yaml", "measures.yaml", "rules.yaml")
    for number, path in enumerate(sorted(SEEDS.glob("*.yaml"), reverse=True)):
        shutil.copy(path, tmp_path / (path.name if path.name in kept else f"{number}-renamed.yaml"))
    assert printed(sc.load(tmp_path)) == printed(sc.load(SEEDS))


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "0", "TZ": "Asia/Seoul", "LC_ALL": "C.UTF-8"},
        {"PYTHONHASHSEED": "1", "TZ": "America/New_York", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "Pacific/Kiritimati", "LANG": "tr_TR.UTF-8"},
    ],
    ids=lambda environment: environment["TZ"],
)
def test_hash_seed_time_zone_and_locale_change_nothing(environment: dict[str, str]) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "stargate_claims", "check", str(SEEDS), "-f", "json", "--exit-zero"],
        capture_output=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1", **environment},
    )
    assert json.loads(run.stdout) == json.loads(printed(sc.load(SEEDS)))


CLOCKS = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"), ("time", "time")}


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_module_asks_a_clock(path: Path) -> None:
    calls = [
        (node.func.value.id, node.func.attr)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name)
    ]
    assert [call for call in calls if call in CLOCKS] == []
