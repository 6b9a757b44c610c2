"""Speed at scale, as ratios to an engine that runs the bare comparison on the same claims, in the same run.

In CI at 1e5. By hand at 1e6 and 1e7: `pytest -m soak tests/benchmarks/test_scale.py -s`; docs/scale.md has the figures.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest

from stargate_claims.judging.consistency import check_consistency
from stargate_claims.judging.report import Report
from stargate_claims.judging.shelves import connected
from stargate_claims.keeping.columns import about, sign, writer_of
from stargate_claims.showing.exports import report_record
from tests.benchmarks.columns import generated, ledger, write_fast, write_slowly

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")
pytest.importorskip("duckdb")
pytestmark = pytest.mark.benchmark

BARE = """
SELECT key FROM claims WHERE NOT cum GROUP BY key, day // 30 HAVING max(lo) > min(hi)
UNION SELECT key FROM (
  SELECT key, hi, max(lo) OVER (PARTITION BY key ORDER BY day) AS mx
  FROM (SELECT key, day, max(lo) AS lo, min(hi) AS hi FROM claims WHERE cum GROUP BY key, day) g
) q WHERE mx > hi
"""
"""`duckdb_split` of ../shared/bench/approaches.py."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("scale")


@cache
def workload(count: int) -> tuple[Any, Any]:
    return generated(count)


def files(count: int, folder: Path) -> tuple[Path, Path]:
    """The workload as it comes, and in our columns."""
    bare, ours = folder / f"bare-{count}.parquet", folder / f"ours-{count}.parquet"
    if not ours.exists():
        table, _ = workload(count)
        pq.write_table(table, bare, compression="zstd", row_group_size=1 << 20)
        write_fast(table, ours)
    return bare, ours


def seconds(work: Callable[[], Any], clock: Callable[[], float] = time.perf_counter, rounds: int = 3) -> float:
    """The best of a few rounds."""
    times = []
    for _ in range(rounds):
        started = clock()
        work()
        times.append(clock() - started)
    return min(times)


def bare_keys(path: Path) -> set[int]:
    connection = connected()
    connection.execute(f"CREATE VIEW claims AS SELECT * FROM read_parquet('{path}')")
    return {key for (key,) in connection.execute(BARE).fetchall()}


def checked(path: Path) -> Report:
    return check_consistency(path, rules=())


def keys_of(report: Report) -> set[int]:
    return {int(finding.question.subject[0][1:]) for finding in report.findings}


def test_the_fast_way_writes_what_the_slow_way_does(tmp_path: Path) -> None:
    table, _ = generated(2000)
    write_fast(table, tmp_path / "fast.parquet")
    write_slowly(table, tmp_path / "slow.parquet")
    fast, slow = (pq.read_table(tmp_path / f"{name}.parquet").sort_by("seq") for name in ("fast", "slow"))
    assert fast.equals(slow)
    assert about(tmp_path / "fast.parquet").held == about(tmp_path / "slow.parquet").held


def test_columns_give_the_report_of_pure_python(tmp_path: Path) -> None:
    table, planted = generated(5000)
    write_fast(table, tmp_path / "fast.parquet")
    report, plain = checked(tmp_path / "fast.parquet"), check_consistency(ledger(table), rules=())
    assert [(f.id, f.fingerprint) for f in report.findings] == [(f.id, f.fingerprint) for f in plain.findings]
    assert (report.claims, report.questions) == (plain.claims, plain.questions)
    assert keys_of(report) >= set(planted.tolist())


@pytest.mark.parametrize(
    ("count", "most"),
    [
        (100_000, 20),  # of so few claims most of the time goes into opening the file and importing
        pytest.param(1_000_000, 3, marks=pytest.mark.soak),
        pytest.param(10_000_000, 3, marks=pytest.mark.soak),
    ],
)
def test_screen_and_judge_against_the_bare_comparison(count: int, most: float, folder: Path) -> None:
    bare, ours = files(count, folder)
    planted = set(workload(count)[1].tolist())
    assert planted <= bare_keys(bare)
    report = checked(ours)
    assert planted <= keys_of(report)
    least, taken = seconds(lambda: bare_keys(bare)), seconds(lambda: checked(ours))
    work = seconds(lambda: checked(ours), time.process_time) / seconds(lambda: bare_keys(bare), time.process_time)
    print(  # noqa: T201 - a benchmark reports
        f"\n{count:,} claims, {len(report.case.records):,} of them judged: {taken:.2f} s, bare SQL {least:.2f} s,"
        f" ratio {taken / least:.1f}, by processor time {work:.1f}"
    )
    assert max(taken / least, work) <= most


@pytest.mark.soak
def test_without_what_was_found_when_the_file_was_written(folder: Path) -> None:
    """As of a day nothing is counted before; and with every claim suspect the whole screen runs within the check."""
    bare, ours = files(1_000_000, folder)
    every = folder / "every.parquet"
    table = pq.read_table(ours)
    at = table.schema.get_field_index("suspect")
    with writer_of(every) as writer:
        writer.write_table(table.set_column(at, table.schema.field(at), pa.repeat(pa.scalar(1, "int32"), len(table))))
        sign(writer, about(ours))
    day = date(2026, 6, 1)
    assert [f.fingerprint for f in checked(every).findings] == [f.fingerprint for f in checked(ours).findings]
    least = seconds(lambda: bare_keys(bare), time.process_time)
    then = seconds(lambda: check_consistency(ours, rules=(), as_of=day), time.process_time) / least
    screened = seconds(lambda: checked(every), time.process_time) / least
    print(f"\nby processor time: as of {day} {then:.1f}, with every claim suspect {screened:.1f}")  # noqa: T201
    assert then <= 3


@pytest.mark.soak
def test_time_grows_with_the_number_of_claims(folder: Path) -> None:
    from math import log

    sizes = (100_000, 1_000_000, 10_000_000)
    times = [seconds(partial(checked, files(count, folder)[1])) for count in sizes]
    growth = log(times[-1] / times[0]) / log(sizes[-1] / sizes[0])
    print(f"\nfrom {sizes[0]:,} to {sizes[-1]:,} claims: n^{growth:.2f}")  # noqa: T201
    assert growth <= 1.1


CHECK = """
import resource, sys
from stargate_claims.judging.consistency import check_consistency
from stargate_claims.judging.shelves import connected
report = check_consistency(sys.argv[1], rules=(), session=connected(2, "1500MB"))
print(report.claims, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
"""


@pytest.mark.soak
def test_memory_at_ten_million_claims(folder: Path) -> None:
    """In a process of its own: what the workload was made with does not count."""
    _, ours = files(10_000_000, folder)
    done = subprocess.run([sys.executable, "-c", CHECK, str(ours)], capture_output=True, text=True, check=True)
    claims, used = map(int, done.stdout.split())
    print(f"\n{claims:,} claims: {used / 1e9:.2f} GB at most")  # noqa: T201
    assert claims == 10_000_000
    assert used <= 2.5e9


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java 17 (openjdk-17-jre-headless)")
    pyspark_sql = pytest.importorskip("pyspark.sql")
    settings = {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false", "spark.driver.host": "127.0.0.1",
                "spark.driver.bindAddress": "127.0.0.1", "spark.sql.shuffle.partitions": "2"}  # fmt: skip
    session = pyspark_sql.SparkSession.builder.master("local[2]").config(map=settings).getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()


@pytest.mark.filterwarnings("default")  # PySpark and py4j warn of sockets that they leave to the collector
def test_spark_gives_the_report_of_duckdb(folder: Path, spark: Any) -> None:
    """Of 100,000 claims, with a conflict planted in some."""
    _, ours = files(100_000, folder)
    report = check_consistency(ours, rules=(), engine="spark", session=spark)
    assert set(workload(100_000)[1].tolist()) <= keys_of(report)
    assert report_record(report) == report_record(checked(ours))


@pytest.mark.soak
@pytest.mark.filterwarnings("default")
def test_spark_against_its_bare_window(folder: Path, spark: Any) -> None:
    """Both warm in one session; 1.5 is wanted, and what is reached is in docs/scale.md."""
    count = 1_000_000
    bare, ours = files(count, folder)
    spark.read.parquet(str(bare)).createOrReplaceTempView("claims")
    window = BARE.replace("day // 30", "day DIV 30")

    def check() -> Report:
        return check_consistency(ours, rules=(), engine="spark", session=spark)

    planted = set(workload(count)[1].tolist())
    assert planted <= {row[0] for row in spark.sql(window).collect()}
    assert planted <= keys_of(check())
    used = partial(processor_seconds, spark)
    least, taken = seconds(lambda: spark.sql(window).collect(), used), seconds(check, used)
    print(  # noqa: T201
        f"\nSpark, {count:,} claims: {taken:.2f} s of processor time, bare window {least:.2f} s,"
        f" ratio {taken / least:.1f}"
    )
    assert taken / least <= 1.5


def processor_seconds(spark: Any) -> float:
    """The time that this process and its Spark's have used: what the clock says depends on who else is at work."""
    machine = spark._jvm.java.lang.ProcessHandle.current().info()
    return float(time.process_time() + machine.totalCpuDuration().get().toMillis() / 1000)
