"""What is screened while a ledger is written as columns: each later check still finds what pure Python finds."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from attrs import evolve

from stargate_claims.judging import shelves
from stargate_claims.judging.consistency import check_consistency
from stargate_claims.judging.sieve import FileRows, Sieve
from stargate_claims.keeping import columns
from stargate_claims.keeping.archive import records_of
from stargate_claims.keeping.ledger import Ledger
from stargate_claims.keeping.records import Head, line_of, read_line
from stargate_claims.model.claims import Claim
from stargate_claims.model.intervals import Window
from stargate_claims.model.sources import Source
from stargate_claims.showing.exports import report_record
from tests.judging.mixed import START, many, rules, vocabulary
from tests.judging.test_engines import crowd, said, table

pytest.importorskip("duckdb", reason="pip install 'stargate-claims[duckdb]'")
pq = pytest.importorskip("pyarrow.parquet", reason="pip install 'stargate-claims[parquet]'")


def written(claims: list[Claim], path: Path) -> Path:
    sources = {claim.source.id: claim.source for claim in claims}.values()
    ledger = Ledger(name="many", vocabulary=vocabulary(), rules=rules(), sources=sources, claims=claims)
    head, lines = Head(), []
    for record in records_of(ledger):
        lines.append(read_line(line_of(record, head)[0].encode(), head))
        head = lines[-1].head
    columns.write_columns(path, lines, FileRows(ledger.vocabulary))
    return path


@pytest.fixture(scope="module")
def claims() -> list[Claim]:
    """Small ledgers of all sorts, and questions with many claims, told day by day and corrected here and there."""
    told = [
        evolve(claim, source=Source(id=f"of {claim.said}", publisher="paper", published=Window.on(claim.said.first)))
        for claim in crowd(Random(3))
        if claim.said.first is not None
    ]
    random = Random(4)
    withdrawn = [
        evolve(said(f"r{number}", "held", source="late"), retracts=(told[random.randrange(len(told))].id,))
        for number in range(20)
    ]
    return [*many(150), *told, *withdrawn]


@pytest.mark.no_cover
@pytest.mark.parametrize("piece", [97, columns.PIECE])
@pytest.mark.parametrize("rated", [False, True])
def test_on_every_day_the_report_is_that_of_pure_python(
    rated: bool, piece: int, claims: list[Claim], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(columns, "PIECE", piece)
    path = written(claims, tmp_path / "a.parquet")
    terms: dict[str, Any] = {"vocabulary": vocabulary(), "rules": rules(), "rates": table() if rated else None}
    for days in (None, 40, 80, 300):
        as_of = None if days is None else START + timedelta(days)
        found = report_record(check_consistency(path, as_of=as_of, **terms))
        assert found == report_record(check_consistency(claims, as_of=as_of, **terms))


@pytest.mark.no_cover
def test_more_suspect_rows_than_are_held_in_memory(
    claims: list[Claim], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, terms = written(claims, tmp_path / "a.parquet"), dict[str, Any](vocabulary=vocabulary(), rules=rules())
    before = report_record(check_consistency(path, **terms))
    monkeypatch.setattr(shelves, "_FEW", 10)
    assert report_record(check_consistency(path, **terms)) == before


def test_claims_that_may_be_suspect_lie_in_row_groups_of_their_own(claims: list[Claim], tmp_path: Path) -> None:
    path = written(claims, tmp_path / "a.parquet")
    file = pq.ParquetFile(path)
    groups = [set(file.read_row_group(at, ["suspect"])["suspect"].to_pylist()) for at in range(file.num_row_groups)]
    assert groups == [{None}, {1}, {0}]
    plain = check_consistency(claims, vocabulary=vocabulary(), rules=())
    clashing = {id for finding in plain.findings if finding.edges for id in finding.edges[0].claims}
    settled = set(file.read_row_group(2, ["name"])["name"].to_pylist())
    called = {id for claim in claims for id in (*claim.denies, *claim.supports, *claim.revises)}
    assert settled
    assert clashing - called
    assert not (clashing - called) & settled


def test_a_disk_without_room_is_an_error_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    sieve = Sieve()
    monkeypatch.setattr(sieve._engine, "add", full)
    monkeypatch.setattr(sieve._engine, "keep", full)
    with pytest.raises(OSError, match="disk is full"):
        sieve.take([])
    with pytest.raises(OSError, match="disk is full"):
        list(sieve.cells())
    sieve.close()
