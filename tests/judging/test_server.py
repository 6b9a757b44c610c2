"""Ledgers in PostgreSQL, screened on their server: the report of pure Python, and what the server refuses."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from stargate_claims.errors import LedgerError, UnknownName
from stargate_claims.judging import scale
from stargate_claims.judging.consistency import check_consistency
from stargate_claims.judging.report import Report
from stargate_claims.judging.server import PostgreSQL
from stargate_claims.keeping.addresses import Address
from stargate_claims.keeping.convert import convert
from stargate_claims.keeping.library import example
from stargate_claims.showing.exports import report_record
from tests.judging.test_engines import ledger, table
from tests.judging.test_engines import text as text_of
from tests.servers import Server, running

pytestmark = pytest.mark.no_cover  # tracing doubles its time

pytest.importorskip("psycopg", reason="pip install 'stargate-claims[postgres]'")
pytest.importorskip("pyarrow", reason="pip install 'stargate-claims[parquet]'")
SEEDS = Path(__file__).parents[2] / "seeds" / "stargate"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    yield from running()


@pytest.fixture(scope="module")
def address(server: Server) -> str:
    place = server.address()
    convert(str(SEEDS), place)
    return place


def text(report: Report) -> str:
    return json.dumps(report_record(report), ensure_ascii=False)


@pytest.mark.parametrize("engine", [None, "python", "duckdb", "sqlite", "postgres"])
@pytest.mark.parametrize("as_of", [None, date(2025, 7, 22)])
def test_every_engine_gives_the_report_of_the_seeds(engine: str | None, as_of: date | None, address: str) -> None:
    assert text(check_consistency(address, engine=engine, as_of=as_of)) == text(
        check_consistency(example(), as_of=as_of)
    )


def test_two_thousand_ledgers_in_one_table(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    place = Address.parse(server.address())
    monkeypatch.setattr(scale, "_filled", lambda *_: PostgreSQL(place))
    report = check_consistency(ledger(), engine="sqlite", rates=table())
    assert text(report) == text_of("python", rated=True)


def test_nothing_is_left_on_the_server(address: str) -> None:
    import sqlalchemy as sa

    from stargate_claims.keeping.postgres import engine_of

    check_consistency(address, engine="postgres")
    engine = engine_of(Address.parse(address), 10)
    with engine.connect() as connection:
        left = connection.execute(sa.text("SELECT count(*) FROM pg_class WHERE relname IN ('every', 'told')"))
        assert left.scalar_one() == 0
    engine.dispose()


def test_what_the_server_refuses_is_an_error_of_the_ledger(address: str) -> None:
    engine = PostgreSQL(Address.parse(address))
    with pytest.raises(LedgerError, match="PostgreSQL could not judge it"):
        list(engine.run("SELECT nothing FROM nowhere"))
    engine.close()
    with pytest.raises(LedgerError, match="PostgreSQL could not judge it"):
        PostgreSQL(Address.parse("postgresql://nobody@/nowhere?host=/nowhere"))


def test_only_a_ledger_on_a_server_is_screened_there() -> None:
    for claims in (example(), str(SEEDS)):
        with pytest.raises(UnknownName, match="did you mean 'duckdb'"):
            check_consistency(claims, engine="postgres")
