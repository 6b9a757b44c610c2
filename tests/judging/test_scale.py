from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from stargate_claims.errors import LedgerError, UnknownName
from stargate_claims.judging import shelves
from stargate_claims.judging.consistency import check_consistency
from stargate_claims.judging.report import Report
from stargate_claims.judging.rows import Met, number
from stargate_claims.judging.sieve import FileRows
from stargate_claims.keeping import aside
from stargate_claims.keeping.convert import convert
from stargate_claims.keeping.library import example
from stargate_claims.showing.exports import report_record
from tests.judging.build import VOCABULARY, say

pytest.importorskip("duckdb", reason="pip install 'stargate-claims[duckdb]'")
SEEDS = Path(__file__).parents[2] / "seeds" / "stargate"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("scale")
    for name in ("a.jsonl", "a.db", "a.parquet"):
        convert(str(SEEDS), str(folder / name), teller=FileRows)
    return folder


def text(report: Report) -> str:
    return json.dumps(report_record(report), ensure_ascii=False)


@pytest.fixture(scope="module")
def plain() -> str:
    return text(check_consistency(example()))


@pytest.mark.parametrize("name", ["a.jsonl", "a.db", "a.parquet", ""])
@pytest.mark.parametrize("engine", [None, "python", "duckdb", "sqlite"])
def test_the_seeds_by_their_path(name: str, engine: str | None, folder: Path, plain: str) -> None:
    path = folder / name if name else SEEDS
    if (path.suffix, engine) == (".parquet", "sqlite"):
        with pytest.raises(UnknownName, match="did you mean 'duckdb'"):
            check_consistency(path, engine=engine)
    else:
        assert text(check_consistency(path, engine=engine)) == plain


def test_claims_that_can_be_gone_through_only_once(plain: str) -> None:
    ledger = example()
    terms: dict[str, Any] = {"vocabulary": ledger.vocabulary, "rules": ledger.rules, "rates": ledger.rates}
    report = check_consistency((claim for claim in ledger), engine="duckdb", **terms)
    assert text(report) == plain
    assert report.promises() == check_consistency(ledger).promises()


@pytest.mark.no_cover
def test_what_a_report_is_asked_besides_reads_the_whole_ledger(folder: Path) -> None:
    report, plain = check_consistency(folder / "a.parquet"), check_consistency(example())
    assert report.promises() == plain.promises()
    question = plain.findings[0].question
    assert report.consensus(question) == plain.consensus(question)
    assert report.timeline(question) == plain.timeline(question)
    assert len(report.case.records) < len(plain.case.records) == len(report.case.whole().records)


def test_what_changed_since_an_earlier_day(folder: Path) -> None:
    from datetime import date

    day = date(2025, 8, 1)
    plain = check_consistency(example()).diff(check_consistency(example(), as_of=day))
    found = check_consistency(folder / "a.parquet").diff(check_consistency(folder / "a.parquet", as_of=day))
    assert len(plain) > 0
    assert [f.id for f in (*found.new, *found.changed, *found.resolved)] == [
        f.id for f in (*plain.new, *plain.changed, *plain.resolved)
    ]


def test_a_connection_with_settings_of_ones_own_is_used_and_stays_open(folder: Path, plain: str) -> None:
    session = shelves.connected(threads=1, memory="300MB")
    assert text(check_consistency(folder / "a.parquet", session=session)) == plain
    assert session.execute("SELECT current_setting('threads')").fetchall() == [(1,)]


def test_engines_that_do_not_exist() -> None:
    with pytest.raises(UnknownName, match="did you mean 'duckdb'"):
        check_consistency(example(), engine="duckdbb")
    with pytest.raises(UnknownName, match="did you mean 'duckdb'"):
        check_consistency(example(), engine="spark")  # it reads columns only


@pytest.mark.parametrize(
    ("module", "message"),
    [("duckdb", r"stargate-claims\[duckdb\]"), ("pyarrow", r"stargate-claims\[parquet\]")],
)
def test_what_is_not_installed(module: str, message: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ImportError, match=message):
        check_consistency(folder / "a.parquet")


def test_spark_that_is_not_installed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(ImportError, match=r"stargate-claims\[spark\]"):
        check_consistency(folder / "a.parquet", engine="spark")


def test_files_that_are_not_there(tmp_path: Path) -> None:
    for name in ("a.parquet", "a.db", "a.jsonl", "folder"):
        with pytest.raises(LedgerError):
            check_consistency(tmp_path / name, engine="duckdb")


def test_what_was_met_before() -> None:
    met = Met()
    numbers = [number("a", str(each)) for each in range(1000)]
    assert [met.met(each) for each in numbers] == [0] * 1000
    assert [met.met(each) for each in numbers] == [1] * 1000
    assert met.met(None) == 0


def test_columns_say_whose_words_they_are(folder: Path) -> None:
    table = aside.arrow().parquet.read_table(folder / "a.parquet").to_pylist()
    row = next(row for row in table if row["name"] == "c4-15" and row["part"] == 0)
    assert (row["by"], row["voice"], row["units"], row["line"]) == (
        "masayoshi-son", "softbank-group", "KRW USD", "fact",
    )  # fmt: skip


def test_sqlite_needs_no_other_engine(plain: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    assert text(check_consistency(example(), engine="sqlite")) == plain


def test_what_is_no_engine_is_named() -> None:
    with pytest.raises(UnknownName, match="unknown engine 'duckdbb'"):
        check_consistency(example(), engine="duckdbb")
    with pytest.raises(UnknownName, match="unknown engine 'spark'"):
        check_consistency(example(), engine="spark")


@pytest.mark.parametrize("engine", ["duckdb", "sqlite"])
def test_ids_that_look_like_numbers_stay_as_they_are(engine: str) -> None:
    one = say("007", "funds_available", "50억 달러", subject="beta", about="2030-06-01")
    claims = [
        one,
        evolve(one, id="7", by=("beta",)),
        say("07", "funds_available", "1억 달러", subject="beta", about="2030-06-01", by="c"),
        evolve(one, id="1", subject=("alpha",), supersedes=("7", "0070")),
    ]
    terms: dict[str, Any] = {"vocabulary": VOCABULARY, "rules": ()}
    plain = check_consistency(claims, **terms)
    assert {edge.claims for finding in plain for edge in finding.edges} == {("007", "07")}
    assert text(check_consistency(claims, engine=engine, **terms)) == text(plain)
