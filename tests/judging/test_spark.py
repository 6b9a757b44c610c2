"""The screen on a real Spark, on Parquet; skipped where there is no Java or PySpark."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from stargate_claims.errors import LedgerError
from stargate_claims.judging import spark
from stargate_claims.judging.consistency import check_consistency
from stargate_claims.judging.rows import Rows
from stargate_claims.keeping.archive import records_of
from stargate_claims.keeping.columns import write_columns
from stargate_claims.keeping.ledger import Ledger
from stargate_claims.keeping.records import Head, Line, line_of, read_line
from stargate_claims.showing.exports import report_record
from tests.judging.mixed import START, many, rules, vocabulary

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
    claims = many(200)
    sources = {claim.source.id: claim.source for claim in claims}.values()
    ledger = Ledger(name="many", vocabulary=vocabulary(), rules=rules(), sources=sources, claims=claims)
    path = tmp_path_factory.mktemp("spark") / "many.parquet"
    write_columns(path, _lines(ledger), Rows(ledger.vocabulary))
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
    as_of = START + timedelta(80) if early else None
    terms: dict[str, Any] = {"vocabulary": vocabulary(), "rules": rules(), "as_of": as_of}
    reports = [
        report_record(check_consistency(parquet, engine="spark", session=None if early else session, **terms)),
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
