from __future__ import annotations

import os
import resource
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from stargate_claims.errors import LedgerBusy, LedgerError
from stargate_claims.keeping import derived, sqlite_schema
from stargate_claims.keeping.library import load
from stargate_claims.keeping.problems import Code
from stargate_claims.keeping.records import Head
from stargate_claims.keeping.sqlite import Database, write_database
from stargate_claims.keeping.sqlite_schema import on_network, wanted_mode
from stargate_claims.keeping.verifying import verify
from tests.keeping.stock import claim, claims, filled


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return filled(tmp_path / "a.db", 5)


def change(path: Path, *statements: str) -> None:
    """Do something to a file that its triggers would not allow, and put the triggers back."""
    with closing(sqlite3.connect(path)) as connection:
        triggers = [name for kind, name in sqlite_schema.STATEMENTS if kind == "trigger"]
        for name in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        for name in triggers:
            connection.execute(sqlite_schema.STATEMENTS["trigger", name])
        connection.commit()


def refusal(path: Path, read: Callable[[Path], object] = load) -> str:
    with pytest.raises(LedgerError) as caught:
        read(path)
    return str(caught.value)


class TestOpening:
    def test_an_empty_file_is_no_ledger(self, tmp_path: Path) -> None:
        path = tmp_path / "a.db"
        path.write_bytes(b"")
        for create in (False, True):
            with pytest.raises(LedgerError, match="the file is empty"):
                Database(path, create=create)
        assert path.read_bytes() == b""

    @pytest.mark.parametrize("data", [b"claims: []\n", b"SQLite format 3\x00", b"x" * 4096], ids=range(3))
    def test_a_file_of_another_kind(self, tmp_path: Path, data: bytes) -> None:
        (tmp_path / "a.db").write_bytes(data)
        assert "not a database of SQLite" in refusal(tmp_path / "a.db")

    def test_a_database_of_another_program(self, path: Path) -> None:
        change(path, "PRAGMA application_id = 5")
        assert "another program" in refusal(path)

    def test_a_newer_version_is_left_alone(self, path: Path) -> None:
        change(path, "PRAGMA user_version = 2")
        data = path.read_bytes()
        assert "newer-version version 2" in refusal(path)
        assert path.read_bytes() == data

    @pytest.mark.parametrize(
        ("statement", "name"),
        [
            ("CREATE VIEW claims AS SELECT load_extension('x')", "'claims'"),
            ("CREATE TRIGGER t AFTER INSERT ON record BEGIN DELETE FROM record; END", "'t'"),
            ("ALTER TABLE record ADD COLUMN x TEXT AS (upper(line))", "'record'"),
            ("CREATE TABLE other (x)", "'other'"),
            ("DROP INDEX record_key", "'record_key'"),
            ("CREATE INDEX mine ON record (measure)", "'mine'"),
        ],
        ids=["view", "trigger", "column", "table", "no index", "index"],
    )
    def test_a_schema_that_is_not_ours(self, path: Path, statement: str, name: str) -> None:
        change(path, statement)
        found = refusal(path)
        assert "schema" in found
        assert name in found

    def test_no_file(self, tmp_path: Path) -> None:
        for path in (tmp_path / "no.db", tmp_path / "no" / "no.db"):
            with pytest.raises(LedgerError, match="not-found there is no such file or folder; check the path"):
                Database(path)
        with pytest.raises(LedgerError, match="unable to open"):
            Database(tmp_path / "no" / "no.db", create=True)

    def test_names_are_not_taken_for_options(self, tmp_path: Path) -> None:
        folder = tmp_path / "file:x?mode=memory"
        folder.mkdir()
        path = filled(folder / "a.db", 1)
        assert len(load(path)) == 1
        assert [entry.name for entry in tmp_path.iterdir()] == [folder.name]

    def test_how_it_is_opened(self, path: Path) -> None:
        with Database(path) as store:
            pragmas = ("trusted_schema", "cell_size_check", "mmap_size", "synchronous")
            found = [store._connection.execute(f"PRAGMA {name}").fetchone() for name in pragmas]
        assert found == [(0,), (1,), (0,), (3 if wanted_mode(path) == "delete" else 2,)]


class TestModes:
    def test_a_wal_only_where_it_is_safe(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        assert wanted_mode(path, (3, 51, 2)) == "delete"
        assert wanted_mode(path, (3, 51, 3)) == "wal"
        monkeypatch.setattr(sqlite_schema, "on_network", lambda path: True)
        assert wanted_mode(path, (3, 51, 3)) == "delete"

    def test_disks_of_other_computers(self, tmp_path: Path) -> None:
        mounts = tmp_path / "mounts"
        mounts.write_text(f"d / ext4 rw\nn {tmp_path}/a\\040b nfs4 rw\nodd\nd {tmp_path}/a\\040b/c ext4 rw\n")
        assert on_network(tmp_path / "a b" / "x.db", mounts)
        assert not on_network(tmp_path / "a b" / "c" / "x.db", mounts)
        assert not on_network(tmp_path / "x.db", mounts)
        assert not on_network(tmp_path / "x.db", tmp_path / "none")

    def test_a_wal_written_elsewhere_is_given_up(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        change(path, "PRAGMA journal_mode = WAL")
        with Database(path) as store:
            (mode,) = store._connection.execute("PRAGMA journal_mode").fetchone()
            (sync,) = store._connection.execute("PRAGMA synchronous").fetchone()
            store.append(claim(7))
        assert (mode, sync) == ((b"delete", 3) if wanted_mode(path) == "delete" else (b"wal", 2))
        assert len(load(path)) == 6

    def test_the_contract_with_a_wal(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("stargate_claims.keeping.sqlite.SAFE_WAL", (3, 0, 0))
        monkeypatch.setattr("stargate_claims.keeping.sqlite.wanted_mode", lambda path: "wal")
        path = filled(tmp_path / "a.db", 5)
        with Database(path) as one, Database(path) as two:
            assert one._connection.execute("PRAGMA synchronous").fetchone() == (2,)
            one.append(claim(5))
            two.append(claim(6))
            assert one.head == two.head
        assert verify(path).claims == 7
        assert {entry.name for entry in tmp_path.iterdir()} == {"a.db"}


class TestAppendOnly:
    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE record SET line = 'x' WHERE seq = 2",
            "UPDATE record SET measure = 'x'",
            "DELETE FROM record WHERE seq = 6",
            "INSERT OR REPLACE INTO record (seq, key, id, kind, name, line) VALUES (2, 'x', 'x', 'x', 'x', 'x')",
            "REPLACE INTO record (seq, key, id, kind, name, line) VALUES (9, 'claim:k00001', 'x', 'x', 'x', 'x')",
            "REPLACE INTO record (seq, key, id, kind, name, line) VALUES (1, 'x', 'x', 'x', 'x', 'x')",
        ],
        ids=range(6),
    )
    def test_no_door_changes_a_record(self, path: Path, statement: str) -> None:
        head = verify(path).head
        with closing(sqlite3.connect(path)) as connection, pytest.raises(sqlite3.IntegrityError, match="never changed"):
            connection.execute(statement)
        assert verify(path).head == head


class TestCorruption:
    @pytest.mark.parametrize(
        ("statement", "line", "message"),
        [
            ("UPDATE record SET line = replace(line, '억', '조') WHERE seq = 4", 4, "does not follow"),
            ("DELETE FROM record WHERE seq = 3", 3, "does not follow"),
            ("UPDATE record SET seq = 9 WHERE seq = 6", 6, "its row says 9"),
            ("UPDATE record SET measure = 'x' WHERE seq = 5", 5, "column 'measure'"),
            ("UPDATE record SET lower = NULL WHERE seq = 5", 5, "column 'lower'"),
            ("UPDATE record SET said_first = CAST(X'80' AS TEXT) WHERE seq = 5", 5, "column 'said_first'"),
            ("UPDATE record SET line = CAST(X'ff' AS TEXT) WHERE seq = 2", 2, "not UTF-8"),
            ("UPDATE record SET line = line || char(0) || 'x' WHERE seq = 2", 2, "more follows"),
            ("UPDATE record SET key = 'claim:x' WHERE seq = 6", 6, "column 'key'"),
        ],
        ids=range(9),
    )
    def test_verify_names_the_first_bad_line(self, path: Path, statement: str, line: int, message: str) -> None:
        change(path, statement)
        found = refusal(path, verify)
        assert found.startswith(f"{path}:{line}:1: broken-line ")
        assert message in found

    def test_two_rows_swapped(self, path: Path) -> None:
        columns = ", ".join((*derived.DERIVED, "line"))
        change(
            path,
            f"CREATE TEMP TABLE t AS SELECT 8 - seq AS seq, {columns} FROM record WHERE seq IN (3, 5)",
            "DELETE FROM record WHERE seq IN (3, 5)",
            f"INSERT INTO record (seq, {columns}) SELECT seq, {columns} FROM t",
        )
        assert ":3:1: broken-line" in refusal(path, verify)

    def test_the_last_rows_taken_away(self, path: Path) -> None:
        head = verify(path).head
        change(path, "DELETE FROM record WHERE seq > 4")
        assert verify(path).head.size == 4  # nobody can tell, without a kept head
        assert ":5:1: wrong-head it has 4 records, and the kept head says 6" in refusal(path, lambda p: verify(p, head))

    def test_a_journal_of_another_file(self, path: Path, tmp_path: Path) -> None:
        head = verify(path).head
        other = filled(tmp_path / "b.db", 60)
        with closing(sqlite3.connect(other, isolation_level=None)) as connection:
            connection.execute("PRAGMA cache_size = 1")
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("CREATE TABLE big AS SELECT * FROM record a, record b LIMIT 3000")
            shutil.copy(f"{other}-journal", f"{path}-journal")
            connection.execute("ROLLBACK")
        try:
            same = verify(path, head).head == head  # SQLite may see that the journal is not its own
        except LedgerError:
            same = True
        assert same

    def test_a_wal_that_was_taken_away(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("stargate_claims.keeping.sqlite.SAFE_WAL", (3, 0, 0))
        monkeypatch.setattr("stargate_claims.keeping.sqlite.wanted_mode", lambda path: "wal")
        path, copy = filled(tmp_path / "a.db", 5), tmp_path / "b.db"
        with Database(path) as store:
            head = store.append_many(claims(3, start=10))
            shutil.copy(path, copy)  # without what is in the WAL
            wal = Path(f"{path}-wal").read_bytes()
        assert wal
        with pytest.raises(LedgerError, match="wrong-head it has 6 records, and the kept head says 9"):
            verify(copy, head)
        other = filled(tmp_path / "c.db", 40)
        Path(f"{other}-wal").write_bytes(wal)  # of another file
        with pytest.raises(LedgerError):
            verify(other, head)

    def test_integers_that_python_has_no_room_for_elsewhere(self, path: Path) -> None:
        change(path, f"UPDATE record SET seq = {2**63 - 1} WHERE seq = 6")
        assert "its row says 9223372036854775807" in refusal(path, verify)
        with Database(path) as store, pytest.raises(LedgerError, match="writing failed"):
            store.append(claim(9))

    def test_reading_one_claim_that_was_changed(self, path: Path) -> None:
        change(path, "UPDATE record SET line = replace(line, '억', '조') WHERE seq = 4")
        with Database(path) as store:
            assert store.get("k00001") == claim(1)
            with pytest.raises(LedgerError, match=":4:1: broken-line"):
                store.get("k00002")
        change(path, "UPDATE record SET line = '[]' WHERE seq = 6")
        with Database(path) as store:
            with pytest.raises(LedgerError, match="no chain"):
                _ = store.head
            with pytest.raises(LedgerError, match="no chain"):
                store.append(claim(9))


class TestWriting:
    def test_waiting_for_others_ends(self, path: Path) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            started = threading.Event()
            started.set()
            with pytest.raises(LedgerBusy, match="nothing was added"):
                Database(path, deadline=0.05)
            other.execute("COMMIT")
            with Database(path, deadline=0.05) as store:
                other.execute("BEGIN IMMEDIATE")
                with pytest.raises(LedgerBusy):
                    store.append(claim(8))
                other.execute("COMMIT")
                assert store.append(claim(8)).size == 7

    def test_a_full_disk(self, path: Path) -> None:
        head = verify(path).head
        with Database(path) as store:
            store._connection.execute("PRAGMA max_page_count = 1")  # at once: as many as there are
            with pytest.raises(LedgerError, match="disk writing failed: database or disk is full"):
                store.append_many(claims(500, start=10))
            with pytest.raises(LedgerError, match="closed to writes"):
                store.append(claim(10))
        assert verify(path).head == head

    def test_a_limit_of_the_system(self, path: Path) -> None:
        """Every write beyond the limit fails in the system, as on a disk with a quota."""
        head = verify(path).head
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        with Database(path) as store:
            resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size, before[1]))
            try:
                with pytest.raises(LedgerError, match="disk writing failed"):
                    store.append_many(claims(500, start=10))
            finally:
                resource.setrlimit(resource.RLIMIT_FSIZE, before)
        assert verify(path).head == head

    def test_a_file_that_may_only_be_read(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        with Database(path) as store:
            store._connection.execute("PRAGMA query_only = ON")
            with pytest.raises(LedgerError, match="disk writing failed: attempt to write a readonly"):
                store.append(claim(9))
        assert len(load(path)) == 5

    def test_a_new_file_that_cannot_be_written(self, tmp_path: Path) -> None:
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (8192, before[1]))
        try:
            with pytest.raises(LedgerError, match="writing failed"):
                write_database(tmp_path / "a.db", [])
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        assert list(tmp_path.iterdir()) == []

    def test_one_is_there_already(self, path: Path) -> None:
        with pytest.raises(LedgerError, match="there already"):
            write_database(path, [])

    def test_an_interrupt_rolls_back(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def interrupted(*_: object) -> Iterator[object]:
            raise KeyboardInterrupt

        head = verify(path).head
        with Database(path) as store:
            monkeypatch.setattr("stargate_claims.keeping.sqlite.row_of", interrupted)
            with pytest.raises(KeyboardInterrupt):
                store.append(claim(9))
            monkeypatch.undo()
            assert store.head == head
            assert store.append(claim(9)).size == head.size + 1

    def test_using_it_after_closing(self, path: Path) -> None:
        store = Database(path)
        store.close()
        for use in (lambda: store.head, lambda: len(store), lambda: list(store), lambda: store.get("k00001")):
            with pytest.raises(LedgerError, match="closed database"):
                use()


def test_the_columns_say_what_a_person_looks_for(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        row = connection.execute(
            "SELECT kind, name, source, by_whom, subject, measure, said_first, said_last, lower, upper, unit "
            "FROM record WHERE measure = 'funds_available' ORDER BY said_first LIMIT 1"
        ).fetchone()
    assert row == ("claim", "k00000", "one", "park-jisoo", "hanbit", "funds_available", "2030-01-01", "2030-01-01",
                   "100000000", "100000000", "KRW")  # fmt: skip


def test_problem_codes_of_sqlite(path: Path) -> None:
    os.chmod(path, 0o644)
    with pytest.raises(LedgerError) as caught:
        Database(path.with_name("no.db"))
    assert caught.value.problems[0].code is Code.NOT_FOUND  # type: ignore[attr-defined]
    assert Head().size == 0
