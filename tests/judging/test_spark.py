"""The screen on a real Spark, on Parquet; skipped where there is no Java or PySpark."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from attrs import evolve

from stargate_claims.errors import LedgerError
from stargate_claims.judging import spark
from stargate_claims.judging.consistency import check_consistency
from stargate_claims.judging.engines import ScreenedCase
from stargate_claims.judging.sieve import FileRows
from stargate_claims.keeping.archive import records_of
from stargate_claims.keeping.columns import write_columns
from stargate_claims.keeping.ledger import Ledger
from stargate_claims.keeping.records import Head, Line, line_of, read_line
from stargate_claims.model.claims import Claim, Rank
from stargate_claims.model.rules import Suppression
from stargate_claims.model.sources import Source
from stargate_claims.showing.exports import report_record
from tests.judging.mixed import START, many, rules, vocabulary
from tests.judging.test_engines import crowd, table

pytestmark = [
    pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java 17 (openjdk-17-jre-headless)"),
    pytest.mark.filterwarnings("default"),  # PySpark and py4j warn of sockets that they leave to the collector
]
pytest.importorskip("pyspark", reason="pip install 'stargate-claims[spark]'")
pytest.importorskip("pyarrow", reason="pip install 'stargate-claims[parquet]'")


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    from pyspark.sql import SparkSession

    builder: Any = SparkSession.builder
    session = (
        builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "50")  # so that claims of a part come in several
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.extraJavaOptions", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")  # it runs for a minute
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()


@pytest.fixture(scope="module")
def parquet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _written(many(200), tmp_path_factory)


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Small ledgers of all sorts among questions with so many claims that only those that clash are judged."""
    told = [
        evolve(claim, source=Source(id=f"of {claim.said}", publisher="paper", published=claim.said))
        for claim in crowd(Random(1))
    ]
    return _written([*many(120), *told], tmp_path_factory)


def _written(claims: Sequence[Claim], tmp_path_factory: pytest.TempPathFactory) -> Path:
    sources = {claim.source.id: claim.source for claim in claims}.values()
    ledger = Ledger(name="many", vocabulary=vocabulary(), rules=rules(), sources=sources, claims=claims)
    path = tmp_path_factory.mktemp("spark") / "many.parquet"
    write_columns(path, _lines(ledger), FileRows(ledger.vocabulary))
    return path


def _lines(ledger: Ledger) -> Iterator[Line]:
    head = Head()
    for record in records_of(ledger):
        line = read_line(line_of(record, head)[0].encode(), head)
        head = line.head
        yield line


@pytest.mark.no_cover
@pytest.mark.parametrize("early", [False, True])
def test_spark_gives_the_report_of_duckdb_and_python(early: bool, parquet: Path, session: Any) -> None:
    """As of an early day by workers, and by whatever session there is."""
    as_of = START + timedelta(80) if early else None
    terms: dict[str, Any] = {"vocabulary": vocabulary(), "rules": rules(), "as_of": as_of}
    with by_workers(session) if early else nullcontext():
        report = check_consistency(parquet, engine="spark", session=None if early else session, **terms)
    assert isinstance(report.case, ScreenedCase)
    assert report.case.was_judged == early
    reports = [
        report_record(report),
        report_record(check_consistency(parquet, engine="duckdb", **terms)),
        report_record(check_consistency(parquet, engine="python", **terms)),
    ]
    assert reports[0]["findings"]
    texts = [json.dumps(report) for report in reports]
    assert texts[0] == texts[1] == texts[2]


@pytest.mark.no_cover
@pytest.mark.parametrize("small", [0, 20])
def test_tables_too_large_to_stand_beside_spark(
    small: int, parquet: Path, session: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of them, or the larger ones alone."""
    terms: dict[str, Any] = {"vocabulary": vocabulary(), "rules": rules()}
    duck = report_record(check_consistency(parquet, engine="duckdb", **terms))
    monkeypatch.setattr(spark, "_SMALL", small)
    assert report_record(check_consistency(parquet, engine="spark", session=session, **terms)) == duck


def test_what_spark_cannot_read_is_an_error_of_the_ledger(parquet: Path, session: Any, tmp_path: Path) -> None:
    data = bytearray(parquet.read_bytes())
    data[4 : len(data) // 2] = bytes(len(data) // 2 - 4)
    path = tmp_path / "torn.parquet"
    path.write_bytes(data)
    for engine, given in (("spark", session), ("duckdb", None)):
        with pytest.raises(LedgerError):
            check_consistency(path, engine=engine, session=given)


@pytest.mark.no_cover
def test_workers_judge_as_this_process_does_and_only_what_was_found_is_collected(
    crowded: Path, session: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    terms: dict[str, Any] = {"vocabulary": vocabulary(), "rules": rules(), "rates": table()}
    first, *_ = check_consistency(crowded, engine="python", **terms).findings
    terms["suppressions"] = [Suppression(finding=first.id, fingerprint=first.fingerprint, reason="known")]
    plain = check_consistency(crowded, engine="python", **terms)
    assert len(plain.suppressed) == 1
    collected = watched(monkeypatch)
    with by_workers(session):
        report = check_consistency(crowded, engine="spark", session=session, **terms)
    assert report.findings
    assert json.dumps(report_record(report)) == json.dumps(report_record(plain))
    assert [finding.explain("en") for finding in report.findings] == [f.explain("en") for f in plain.findings]
    found = (*report.findings, *report.suppressed)
    shown = {claim.id for finding in found for claim in finding.claims} | {c.claim for c in report.conversions}
    correcting = {c.id for c in plain.case.records if c.supersedes or c.retracts or c.rank is Rank.DEPRECATED}
    assert shown <= collected <= shown | correcting
    duck = check_consistency(crowded, engine="duckdb", **terms).case
    assert isinstance(duck, ScreenedCase)
    assert duck.crowded_cells
    assert len(shown) < len(duck.records) * 3 / 4


@contextmanager
def by_workers(session: Any) -> Iterator[None]:
    """Let workers judge, however few claims there are."""
    session.conf.set(spark.COLLECT_AT_MOST, "0")
    try:
        yield
    finally:
        session.conf.unset(spark.COLLECT_AT_MOST)


def watched(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The ids of the claims whose texts come from Spark from now on, whoever asks for them."""
    collected: set[str] = set()
    run = spark.Spark.run

    def watching(self: Any, sql: str) -> Iterator[tuple[Any, ...]]:
        for row in run(self, sql):
            records = [json.loads(value) for value in row if isinstance(value, str) and value.startswith("{")]
            collected.update(record["id"] for record in records if "said" in record)
            yield row

    monkeypatch.setattr(spark.Spark, "run", watching)
    return collected


def test_what_workers_cannot_do_is_an_error_of_the_ledger(parquet: Path, session: Any) -> None:
    def judge(batches: Any) -> Any:
        import stargate_claims_of_another_machine  # type: ignore[import-not-found]

        return stargate_claims_of_another_machine.judge(batches)

    engine = spark.Spark(session, parquet)
    failed = "workers could not judge it .ModuleNotFoundError: No module named 'stargate_claims_of_another_machine'.; "
    with pytest.raises(LedgerError, match=failed + "install this version of stargate-claims"):
        engine.mapped("made", "SELECT seq FROM every", judge, "seq bigint", 1)
    with pytest.raises(LedgerError, match=failed):
        list(engine.grouped("SELECT seq FROM every", "seq", judge, "seq bigint", 1))


def test_a_python_that_workers_do_not_have(parquet: Path, session: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYSPARK_PYTHON", "named")  # so that it is not this process's
    monkeypatch.setattr(session.sparkContext, "pythonExec", "no-such-python")
    with pytest.raises(LedgerError, match=r"workers could not judge it .*; install"):
        spark.Spark(session, parquet).mapped("made", "SELECT seq FROM every", lambda batches: batches, "seq bigint", 1)
