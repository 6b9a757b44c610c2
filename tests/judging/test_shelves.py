"""Engines and shelves: what they hold, and how they refuse what they cannot read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from stargate_claims.errors import LedgerError
from stargate_claims.judging.shelves import Columns, DuckDB, SQLite, engine_failed
from stargate_claims.judging.sieve import FileRows
from stargate_claims.keeping.convert import convert

pytest.importorskip("duckdb", reason="pip install 'stargate-claims[duckdb]'")
pa = pytest.importorskip("pyarrow", reason="pip install 'stargate-claims[parquet]'")
SEEDS = Path(__file__).parents[2] / "seeds" / "stargate"


@pytest.fixture(params=[DuckDB, SQLite])
def engine(request: pytest.FixtureRequest) -> Iterator[DuckDB | SQLite]:
    engine = request.param()
    yield engine
    engine.close()


class TestEngines:
    def test_tables_and_views(self, engine: DuckDB | SQLite) -> None:
        engine.names("one", ["b", "a"])
        assert engine.keep("kept", "SELECT name FROM one WHERE name = 'b'")
        assert engine.keep("kept", "SELECT name FROM one WHERE name = 'a'")
        assert not engine.keep("empty", "SELECT name FROM one WHERE name = 'c'")
        engine.view("seen", "SELECT name FROM one WHERE name > 'a'")
        assert [list(engine.run(f"SELECT name FROM {name}")) for name in ("kept", "seen")] == [[("a",)], [("b",)]]

    def test_no_names_are_a_table_too(self, engine: DuckDB | SQLite) -> None:
        engine.names("none", [])
        assert list(engine.run("SELECT name FROM none")) == []

    def test_more_rows_than_are_fetched_at_once(self) -> None:
        found = DuckDB().run("SELECT range FROM range(25000)")
        assert [value for (value,) in found] == list(range(25_000))


class TestWhatAnEngineCannotDo:
    def test_it_says_what_and_what_to_do(self) -> None:
        assert str(engine_failed("a.parquet", "DuckDB", ValueError(" no room \nand more"))) == (
            "a.parquet: unreadable DuckDB could not judge it (no room); verify the file; if it is sound, give the "
            "engine more memory and a disk to spill to"
        )

    def test_an_error_without_words_or_with_many(self) -> None:
        assert "could not judge it ()" in str(engine_failed("a", "Spark", ValueError("")))
        assert f"({'x' * 300});" in str(engine_failed("a", "Spark", ValueError("x" * 301)))

    @pytest.mark.parametrize("ask", [lambda duck, sql: list(duck.run(sql)), lambda duck, sql: duck.keep("kept", sql)])
    def test_errors_of_duckdb_are_those_of_a_ledger(self, ask: Callable[[DuckDB, str], object]) -> None:
        with pytest.raises(LedgerError, match=r"^memory: unreadable DuckDB could not judge it \(Catalog Error"):
            ask(DuckDB(), "SELECT * FROM nowhere")

    def test_they_name_the_file_that_is_read(self, tmp_path: Path) -> None:
        convert(str(SEEDS), str(tmp_path / "it's.parquet"), teller=FileRows)
        duck = DuckDB()
        duck.read(tmp_path / "it's.parquet")
        with pytest.raises(LedgerError, match=r"it's\.parquet: unreadable"):
            list(duck.run("SELECT no_such_column FROM every"))


class TestDamagedRecords:
    @pytest.mark.parametrize(
        ("record", "why"), [("{", r"a record is damaged \(.+\)"), ("[]", r"a record is damaged \(it is no object\)")]
    )
    def test_a_claim_that_cannot_be_read(self, record: str, why: str, tmp_path: Path) -> None:
        duck = DuckDB()
        duck._connection.register("every", pa.table({
            "kind": ["claim"], "part": [0], "seq": [1], "name": ["a"], "suspect": [1], "record": [record],
        }))  # fmt: skip
        columns = Columns(duck, tmp_path / "a.parquet")
        with pytest.raises(LedgerError, match=rf"a\.parquet: broken-line {why}; verify it, or take it from a copy"):
            columns.claims("SELECT 1 AS seq")
