"""What it costs to let Spark's workers judge, beside collecting all that rules are about: by hand, with -m soak."""

from __future__ import annotations

import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.benchmarks import ruled

pytest.importorskip("pyspark", reason="pip install 'stargate-claims[spark]'")
pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.soak,
    pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="Linux says how much room a process took"),
    pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java 17 (openjdk-17-jre-headless)"),
]

CHECK = """
import json, sys, time
from hashlib import sha256
from pyspark.sql import SparkSession
from stargate_claims.judging.consistency import check_consistency
from stargate_claims.judging.spark import COLLECT_AT_MOST
from stargate_claims.showing.exports import report_record
path, warm, at_most = sys.argv[1:]
def peak():  # not getrusage, which counts what the process that started this one had
    with open("/proc/self/status") as status:
        return int(next(line for line in status if line.startswith("VmHWM")).split()[1])
settings = {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false", "spark.driver.host": "127.0.0.1",
            "spark.driver.bindAddress": "127.0.0.1", "spark.sql.shuffle.partitions": "4", COLLECT_AT_MOST: at_most,
            "spark.driver.memory": "3g"}
spark = SparkSession.builder.master("local[2]").config(map=settings).getOrCreate()
check_consistency(warm, engine="spark", session=spark)
before, started = peak(), time.perf_counter()
report = check_consistency(path, engine="spark", session=spark)
taken, after = time.perf_counter() - started, peak()
text = json.dumps(report_record(report), ensure_ascii=False)
print(len(report.findings), len(report.case.records), (after - before) // 1024, f"{taken:.1f}",
      sha256(text.encode()).hexdigest())
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cluster")


@cache
def written(count: int, folder: Path) -> tuple[Path, int]:
    path = folder / f"{count}.parquet"
    return path, ruled.write(count, path)


def checked(count: int, folder: Path, at_most: int) -> tuple[int, int, int, float, str]:
    """Findings, claims collected, MB that this took the Python that asked, seconds, and a digest of the report."""
    path, warm = written(count, folder)[0], written(1000, folder)[0]
    arguments = [sys.executable, "-c", CHECK, str(path), str(warm), str(at_most)]
    done = subprocess.run(arguments, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
    findings, collected, room, taken, digest = done.stdout.split()[-5:]
    return int(findings), int(collected), int(room), float(taken), digest


@pytest.mark.parametrize("count", [100_000, 400_000])
def test_workers_judge_what_rules_are_about(count: int, folder: Path) -> None:
    """The same report; the process that asks no longer grows with the claims."""
    planted = written(count, folder)[1]
    here, there = checked(count, folder, at_most=10**9), checked(count, folder, at_most=0)
    for name, (_, collected, room, taken, _) in (("here", here), ("by workers", there)):
        print(f"\n{count:,} claims judged {name}: {collected:,} collected, {room:,} MB, {taken:.0f} s")  # noqa: T201
    assert here[0] == there[0] == planted
    assert here[-1] == there[-1]
    assert here[1] == count
    assert there[1] == planted * ruled.EACH
    assert there[2] < here[2] / 4
