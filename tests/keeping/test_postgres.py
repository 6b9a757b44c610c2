from __future__ import annotations

import subprocess
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from stargate_claims.errors import LedgerBusy, LedgerError, LedgerWarning
from stargate_claims.keeping.addresses import Address, is_address, without_password
from stargate_claims.keeping.convert import convert
from stargate_claims.keeping.library import load
from stargate_claims.keeping.postgres_schema import LOCK
from stargate_claims.keeping.records import Record
from stargate_claims.keeping.saving import open_store
from stargate_claims.keeping.verifying import verify
from tests.keeping.stock import claim, claims
from tests.servers import Server

sa = pytest.importorskip("sqlalchemy", reason="SQLAlchemy is not installed")


@pytest.fixture
def place(server: Server) -> str:
    """A ledger of three claims."""
    address = server.address()
    with open_store(address, create=True) as store:
        store.append_many(claims(3))
    return address


@contextmanager
def connected(place: str, **options: str) -> Iterator[Any]:
    """A connection as a stranger makes it; what is not committed is undone."""
    address = Address.parse(place)
    engine = sa.create_engine(address.url, **options)
    try:
        with engine.connect() as connection:
            connection.execute(sa.text(f"SET search_path TO {address.schema}"))
            yield connection
    finally:
        engine.dispose()


def run(place: str, *statements: str) -> None:
    with connected(place) as connection:
        for statement in statements:
            connection.execute(sa.text(statement))
        connection.commit()


class TestAppendOnly:
    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE record SET line = line",
            "UPDATE record SET unit = 'USD' WHERE seq = 2",
            "DELETE FROM record WHERE seq = 4",
            "TRUNCATE record",
            "INSERT INTO record SELECT * FROM record WHERE seq = 1 ON CONFLICT (seq) DO UPDATE SET line = 'x'",
            "INSERT INTO record (seq, key, id, kind, name, line) VALUES (9, 'a', 'a', 'claim', 'a', '{}')",
            "INSERT INTO record (seq, key, id, kind, name, line) VALUES (0, 'a', 'a', 'claim', 'a', '{}')",
        ],
    )
    def test_no_row_is_changed_or_put_between(self, statement: str, place: str) -> None:
        before = verify(place)
        with pytest.raises(sa.exc.DBAPIError, match=r"never changed|takes the next number"):
            run(place, statement)
        assert verify(place) == before

    def test_a_row_of_nobody_is_found(self, place: str) -> None:
        run(place, "INSERT INTO record (seq, key, id, kind, name, line) VALUES (5, 'a', 'a', 'claim', 'a', '{}')")
        with pytest.raises(LedgerError, match=":5:1: broken-line it is no record"):
            verify(place)
        with open_store(place) as store, pytest.raises(LedgerError, match="it has no chain"):
            store.append(claim(7))


OFF, ON = "ALTER TABLE record DISABLE TRIGGER USER", "ALTER TABLE record ENABLE TRIGGER USER"


class TestVerify:
    @pytest.mark.parametrize(
        ("column", "value"),
        [
            ("key", "'claim:x'"), ("id", "'r-1'"), ("kind", "'source'"), ("name", "'x'"), ("source", "NULL"),
            ("by_whom", "'x'"), ("subject", "NULL"), ("measure", "'means'"), ("of_whom", "'x'"), ("force", "'plan'"),
            ("said_first", "'2030-01-02'"), ("said_last", "NULL"), ("about_first", "'2030-01-01'"),
            ("about_last", "'2030-01-01'"), ("unit", "'USD'"), ("lower", "100000001"), ("upper", "99999999.5"),
        ],
    )  # fmt: skip
    def test_every_column_is_computed_anew(self, column: str, value: str, place: str) -> None:
        run(place, OFF, f"UPDATE record SET {column} = {value} WHERE seq = 2", ON)
        with pytest.raises(LedgerError, match=f":2:1: broken-line its column '{column}' is not what its line says"):
            verify(place)

    @pytest.mark.parametrize(
        ("statement", "line"),
        [
            ("UPDATE record SET line = replace(line, '2억원', '3억원') WHERE seq = 3", 3),
            ("DELETE FROM record WHERE seq = 2", 2),
            ("UPDATE record SET line = line || ' ' WHERE seq = 4", 4),
            ("UPDATE record SET seq = 7 WHERE seq = 4", 4),
        ],
    )
    def test_a_changed_line_is_named(self, statement: str, line: int, place: str) -> None:
        head = verify(place).head
        run(place, OFF, statement, ON)
        with pytest.raises(LedgerError, match=f":{line}:1: broken-line"):
            verify(place, head)

    def test_rows_taken_away_are_seen_against_a_kept_head(self, place: str) -> None:
        head = verify(place).head
        run(place, OFF, "DELETE FROM record WHERE seq > 2", ON)
        assert verify(place).head.size == 2
        with pytest.raises(LedgerError, match="wrong-head it has 2 records, and the kept head says 4"):
            verify(place, head)

    def test_columns_have_types_to_query(self, place: str) -> None:
        query = "SELECT name FROM record WHERE lower > 150000000.5 AND said_first < date '2030-01-03' ORDER BY seq"
        with connected(place) as connection:
            assert connection.execute(sa.text(query)).scalars().all() == ["k00001"]

    def test_a_number_that_no_column_holds(self, server: Server) -> None:
        place = server.address()
        value = {"id": "a", "quantity": {"interval": {"lower": "many", "upper": "1.50"}}, "said": "no day"}
        with open_store(place, create=True) as store:
            store.append(Record.of("claim", value))
        assert verify(place).claims == 1
        with connected(place) as connection:
            row = connection.execute(sa.text("SELECT lower, upper, said_first FROM record")).one()
        assert tuple(map(str, row)) == ("None", "1.50", "None")


class TestSchema:
    @pytest.mark.parametrize(
        ("statement", "message"),
        [
            ("ALTER TABLE record ADD COLUMN extra text", "the column 'extra'"),
            ("ALTER TABLE record DROP COLUMN unit", "the column 'unit'"),
            ("ALTER TABLE record ADD twice text GENERATED ALWAYS AS (name || name) STORED", "the column 'twice'"),
            ("ALTER TABLE record ALTER unit SET DEFAULT 'USD'", "the column 'unit'"),
            ("ALTER TABLE record ALTER lower TYPE double precision", "the column 'lower'"),
            ("ALTER TABLE record DISABLE TRIGGER record_no_change", "the trigger 'record_no_change'"),
            ("DROP TRIGGER record_in_order ON record", "the trigger 'record_in_order'"),
            ("CREATE TRIGGER more BEFORE INSERT ON record EXECUTE FUNCTION record_no_change()", "the trigger 'more'"),
            (
                "CREATE OR REPLACE FUNCTION record_no_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN END'",
                "the trigger 'record_no_change'",
            ),
            ("DROP INDEX record_key", "that 'key' is unique"),
            ("CREATE RULE none AS ON INSERT TO record DO INSTEAD NOTHING", "the table itself"),
            ("ALTER TABLE record ENABLE ROW LEVEL SECURITY", "the table itself"),
            ("ALTER TABLE record SET UNLOGGED", "the table itself"),
        ],
    )
    def test_what_is_not_as_it_was_made(self, statement: str, message: str, place: str) -> None:
        run(place, statement)
        for touch in (load, verify, lambda place: open_store(place, create=True)):
            with pytest.raises(LedgerError, match=f"schema not as this program makes it: .*{message}"):
                touch(place)

    def test_an_index_more_is_welcome(self, place: str) -> None:
        run(place, "CREATE INDEX by_measure ON record (measure)")
        assert len(load(place)) == 3

    def test_other_versions_and_other_programs(self, place: str, server: Server) -> None:
        run(place, "COMMENT ON TABLE record IS 'stargate-claims ledger, version 2'")
        with pytest.raises(LedgerError, match=r"newer-version version 2 of the tables; .* nothing was changed"):
            load(place)
        other = server.address()
        schema = Address.parse(other).schema
        run(place, f"CREATE SCHEMA {schema}", f"CREATE TABLE {schema}.record (a int)")
        for touch in (
            load,
            lambda place: open_store(place, create=True),
            lambda place: convert("seeds/stargate", place),
        ):
            with pytest.raises(LedgerError, match="is of another program; name another schema"):
                touch(other)

    def test_a_schema_that_is_there_is_used(self, server: Server, place: str) -> None:
        other = server.address()
        run(place, f"CREATE SCHEMA {Address.parse(other).schema}")
        with pytest.raises(LedgerError, match="not-found there is no ledger in the schema"):
            load(other)
        with open_store(other, create=True) as store:
            store.append(claim(0))
        assert len(load(other)) == 1

    def test_a_database_in_another_encoding(self, server: Server, place: str) -> None:
        with connected(place, isolation_level="AUTOCOMMIT") as connection:
            connection.execute(sa.text("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0"))
        with pytest.raises(LedgerError, match="the database is in LATIN1, not UTF8"):
            load(place.replace("/postgres?", "/latin?"))


class TestErrors:
    def test_others_who_write_for_too_long(self, place: str) -> None:
        with connected(place) as connection:
            key = "CAST(CAST('record' AS regclass) AS oid)::bigint::bit(32)::int"
            connection.execute(sa.text(f"SELECT pg_advisory_xact_lock({LOCK}, {key})"))
            with open_store(place, deadline=0.2) as store:
                assert store.get("k00001") == claim(1)  # reading waits for nobody
                with pytest.raises(LedgerBusy, match=r"writing for 0.2 seconds"):
                    store.append(claim(9))
                connection.rollback()
                assert store.append(claim(9)).size == 5

    def test_a_connection_that_is_lost(self, place: str) -> None:
        with open_store(place) as store:
            iterator = iter(store)
            next(iterator)
            del iterator
            with connected(place) as connection:
                connection.execute(
                    sa.text(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                        "WHERE application_name = 'stargate-claims'"
                    )
                )
            assert store.append(claim(5)).size == 5  # the next one finds a new connection

    @pytest.mark.parametrize(
        ("change", "message"),
        [
            ({"/postgres?": "/nowhere?"}, 'database "nowhere" does not exist; is the server running'),
            ({"tester@": "nobody@"}, 'role "nobody" does not exist; is the server running'),
            ({"host=/tmp": "host=/nowhere"}, "is the server running"),
            ({"postgresql://tester@/": "postgresql://tester@127.0.0.1:1/", "host=/tmp": "x"}, "no address|invalid"),
        ],
    )
    def test_no_server_no_database_nobody(self, change: dict[str, str], message: str, place: str) -> None:
        for old, new in change.items():
            place = place.replace(old, new)
        for touch in (load, verify, lambda place: convert("seeds/stargate", place)):
            with pytest.raises(LedgerError, match=message):
                touch(place)

    def test_who_may_read_and_who_may_append(self, server: Server, place: str) -> None:
        schema = Address.parse(place).schema
        reader = place.replace("tester@", "reader@")
        run(place, "DO $$BEGIN CREATE ROLE reader LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END$$")
        with pytest.raises(LedgerError, match=r"permission denied.*ask the owner of the schema"):
            load(reader)
        run(place, f"GRANT USAGE ON SCHEMA {schema} TO reader", "GRANT SELECT ON record TO reader")
        assert len(load(reader)) == 3
        with open_store(reader) as store, pytest.raises(LedgerError, match="permission denied"):
            store.append(claim(5))
        run(place, "GRANT INSERT ON record TO reader")  # nobody needs more than that
        with open_store(reader) as store:
            assert store.append(claim(5)).size == 5
        with pytest.raises(LedgerError, match="permission denied for database"):
            convert("seeds/stargate", server.address().replace("tester@", "reader@"))

    def test_a_server_that_does_not_sync(self, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
        from stargate_claims.keeping import postgres

        class Answer:
            def execute(self, _statement: object) -> Answer:
                return self

            def one(self) -> tuple[str]:
                return ("off",)

        with pytest.warns(LedgerWarning, match="fsync = off: a power cut can lose"):
            postgres._warn_of_loss(Answer(), place)  # type: ignore[arg-type] # what is asked of a connection

    def test_a_database_that_answers_before_it_has_written(self, place: str) -> None:
        run(place, "ALTER ROLE tester SET synchronous_commit = off")
        try:
            with open_store(place) as store:
                seen: list[str] = []

                @sa.event.listens_for(store._engine, "commit")  # type: ignore[attr-defined,untyped-decorator] # the handle's own
                def look(connection: Any) -> None:
                    seen.append(connection.exec_driver_sql("SHOW synchronous_commit").scalar())

                store.append(claim(5))
            assert seen == ["on"]
        finally:
            run(place, "ALTER ROLE tester RESET synchronous_commit")

    def test_without_the_extra(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "psycopg", None)
        with pytest.raises(ImportError, match=r"pip install 'stargate-claims\[postgres\]'"):
            load("postgresql://db/news")

    def test_the_extra_is_not_imported_for_files(self) -> None:
        code = "import sys, stargate_claims as sc; sc.example().save(sys.argv[1]); sc.load(sys.argv[1]);" \
               "sys.exit('sqlalchemy' in sys.modules or 'psycopg' in sys.modules)"  # fmt: skip
        assert subprocess.run([sys.executable, "-c", code, "/dev/null/x"], check=False).returncode == 1


class TestSharing:
    def test_two_people_add_to_what_both_read(self, place: str) -> None:
        ours, theirs = load(place), load(place)
        ours.entity("hanbit", kind="organisation", ko="한빛")
        ours.add(claim(7))
        theirs.add(claim(8))
        theirs.save(place)
        head = ours.save(place)
        both = load(place)
        assert [found.id for found in both] == ["k00000", "k00001", "k00002", "k00008", "k00007"]
        assert both.head == head
        assert theirs.save(place) == head  # what the other said of hanbit stays
        assert load(place).vocabulary.entity("hanbit").label.ko == "한빛"

    def test_another_ledger_is_not_added_to(self, place: str) -> None:
        from stargate_claims.keeping.ledger import Ledger

        with pytest.raises(LedgerError, match="another ledger: it has the source 'one'"):
            Ledger.new().save(place)

    def test_many_make_it_at_once(self, server: Server) -> None:
        place = server.address()
        failed: list[BaseException] = []

        def append(number: int) -> None:
            try:
                with open_store(place, create=True) as store:
                    store.append_many(claims(5, start=5 * number))
            except BaseException as error:
                failed.append(error)

        threads = [threading.Thread(target=append, args=(number,)) for number in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failed == []
        assert sorted(found.id for found in load(place)) == [found.id for found in claims(30)]


ADDRESSES = [  # what is written, what is meant
    ("postgresql://db/news", "postgresql://db/news?schema=claims"),
    ("postgres://kim:secret@db:5433/news?schema=port", "postgresql://kim:***@db:5433/news?schema=port"),
    ("postgresql+psycopg:///news?host=/run/pg", "postgresql:///news?host=%2Frun%2Fpg&schema=claims"),
    ("postgresql://kim@/news?password=x&sslmode=require", "postgresql://kim@/news?password=***&sslmode=require&schema=claims"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), ADDRESSES)
def test_addresses(text: str, wanted: str) -> None:
    assert str(Address.parse(text)) == wanted
    assert sa.make_url(Address.parse(text).url).drivername == "postgresql+psycopg"
    assert Address.parse(str(Address.parse(text))).schema == Address.parse(text).schema


@pytest.mark.parametrize(
    "text",
    [
        "mysql://db/news", "postgresql:/db/news", "postgresql://db/news?schema=a&schema=b", "postgresql://db:x/news",
        "postgresql://db/news?schema=A", "postgresql://db/news?schema=pg_a", 'postgresql://db/news?schema=a"b',
        "postgresql://db/news?schema=", "postgresql://db/news?x", "postgresql://[db/news", "https://kim:secret@x/a.db",
    ],
)  # fmt: skip
def test_what_is_no_address(text: str, tmp_path: Path) -> None:
    for touch in (
        load,
        verify,
        lambda text: convert("seeds/stargate", text),
        lambda text: convert(text, f"{tmp_path}/a.db"),
    ):
        with pytest.raises(LedgerError, match="wrong-form") as caught:
            touch(text)
        assert "secret" not in str(caught.value)


def test_no_password_is_printed(server: Server) -> None:
    place = server.address().replace("tester@", "nobody:secret@")
    with pytest.raises(LedgerError) as caught:
        load(place)
    seen: BaseException | None = caught.value
    while seen is not None:
        assert "secret" not in str(seen)
        seen = seen.__cause__
    assert without_password("a.db") == "a.db"
    assert not is_address(Path("postgresql://db/news"))


def test_a_crash_of_the_server_loses_nothing(server: Server) -> None:
    place = server.address()
    with open_store(place, create=True) as store, warnings.catch_warnings():
        for number in range(20):
            head = store.append(claim(number))
        server.crash()
        with pytest.raises(LedgerError):
            store.append(claim(20))
        server.start()
        assert store.append(claim(20)).size == head.size + 1
    assert verify(place, head).since == 1
