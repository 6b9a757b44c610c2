"""The same lines in SQLite: one file, several writers, and columns to query.

Nothing of the file is believed: the first bytes and every statement of its schema are compared before a row is read,
text is taken as bytes and decoded here, and each line is chained to the one before.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from stargate_claims.errors import LedgerError
from stargate_claims.keeping.derived import columns_of, row_of
from stargate_claims.keeping.files import DEADLINE, SYSTEM, System, busy, new_file, refused
from stargate_claims.keeping.problems import Code, refusal
from stargate_claims.keeping.records import FIXED, Head, Line, Record, read_line
from stargate_claims.keeping.rows import RowStore, as_bytes, chain_of
from stargate_claims.keeping.sqlite_schema import (
    APPLICATION,
    INSERT,
    SAFE_WAL,
    SELECT,
    STATEMENTS,
    USER_VERSION,
    check_header,
    check_schema,
    wanted_mode,
)
from stargate_claims.keeping.strict import MAX_LINE, NotStrict

_OF_THE_DISK = ("SQLITE_IOERR", "SQLITE_FULL", "SQLITE_READONLY", "SQLITE_CANTOPEN")
_LONGEST = 4 * MAX_LINE
_LAST = "SELECT seq, line FROM record ORDER BY seq DESC LIMIT 1"
_KEYS = "SELECT key, id FROM record WHERE key IN (SELECT value FROM json_each(?))"
_LATEST = (
    f"SELECT seq, line FROM record WHERE kind = ? AND name = ? AND kind NOT IN ({', '.join(map(repr, FIXED))}) "
    "ORDER BY seq DESC LIMIT 1"
)
_ONE = "SELECT seq, line FROM record WHERE key = ?"


class Database(RowStore):
    """A .db file.

    Attributes:
        path: the file.

    Raises:
        LedgerError: if it is not a ledger's, or cannot be read.
    """

    def __init__(self, path: Path, *, create: bool = False, deadline: float = DEADLINE) -> None:
        super().__init__(str(path), path.stem, deadline)
        self.path = path
        if create and not os.path.lexists(path):
            try:
                write_database(path, [])
            except LedgerError:
                if not os.path.lexists(path):  # else another process was faster
                    raise
        try:
            check_header(path)
        except OSError as error:
            raise refused(path, error, "reading the file") from error
        self._connection = _connected(path, deadline)
        with self._translated("opening the file"):
            _prepare(self._connection)
            check_schema(path, self._connection)

    @property
    def head(self) -> Head:
        """How many records there are now, and the chain of the last."""
        with self._guard, self._translated("reading the head"):
            return self._last()

    def __len__(self) -> int:
        with self._guard, self._translated("counting"):
            (number,) = self._connection.execute("SELECT count(*) FROM record WHERE kind = 'claim'").fetchone()
            return int(number)

    def close(self) -> None:
        """Give the file back."""
        with self._guard:
            self._closed = self._closed or "this handle was closed"
            self._connection.close()

    def check(self) -> None:
        """What SQLite itself finds wrong with the pages and indexes.

        Raises:
            LedgerError: if it finds anything.
        """
        with self._guard, self._translated("checking the pages"):
            found = [as_bytes(row[0]) for row in self._connection.execute("PRAGMA integrity_check(10)")]
        if found != [b"ok"]:
            message = "; ".join(text.decode("utf-8", "backslashreplace") for text in found)
            raise refusal(str(self.path), Code.BROKEN_LINE, message, "take the file from a copy")

    def _rows(self) -> Iterator[tuple[Any, ...]]:
        """All rows, in one view of the file; a few at a time."""
        with self._translated("reading"):
            cursor = self._connection.execute(SELECT)
        while True:
            with self._guard, self._translated("reading"):
                rows = cursor.fetchmany(1000)
            if not rows:
                return
            yield from rows

    def _names(self) -> Iterable[str]:
        with self._guard, self._translated("reading"):
            rows = self._connection.execute("SELECT name FROM record WHERE kind = 'claim'").fetchall()
        return [as_bytes(name).decode("utf-8", "replace") for (name,) in rows]

    def _find(self, kind: str, name: str) -> Line | None:
        with self._guard, self._translated("reading"):
            row = self._connection.execute(_ONE, (f"{kind}:{name}",)).fetchone()
        return None if row is None else self._single(*row)

    def _last(self) -> Head:
        row = self._connection.execute(_LAST).fetchone()
        return Head() if row is None else Head(size=row[0], chain=chain_of(as_bytes(row[1])))

    # ------------------------------------------------------------ writing

    def _extend(self, records: list[Record]) -> Head:
        done = False
        try:
            with self._translated("writing", poison=True):
                self._begin()
                plan = self._plan(records, self._last())
                rows = [row_of(record, head.size, line) for record, line, head in plan.lines]
                self._connection.executemany(INSERT, rows)
                self._connection.execute("COMMIT")
                done = True
                return plan.head
        finally:
            if not done and self._connection_is_open():
                with suppress(sqlite3.Error):
                    self._connection.execute("ROLLBACK")

    def _begin(self) -> None:
        """Take the right to write first, and look only then: what was read cannot become old."""
        self._connection.execute("BEGIN IMMEDIATE")

    def _connection_is_open(self) -> bool:
        with suppress(sqlite3.ProgrammingError):
            return self._connection.in_transaction
        return False

    def _known(self, keys: list[str]) -> dict[str, str]:
        found = self._connection.execute(_KEYS, (json.dumps(keys, ensure_ascii=False),)).fetchall()
        return {as_bytes(key).decode(): as_bytes(id).decode() for key, id in found}

    def _newest(self, kind: str, name: str) -> tuple[int, Any] | None:
        row: tuple[int, Any] | None = self._connection.execute(_LATEST, (kind, name)).fetchone()
        return row

    def _line_at(self, seq: int) -> bytes | None:
        row = self._connection.execute("SELECT line FROM record WHERE seq = ?", (seq,)).fetchone()
        return None if row is None else as_bytes(row[0])

    def _columns(self, line: Line) -> tuple[Any, ...]:
        return tuple(None if text is None else text.encode() for text in columns_of(line))

    @contextmanager
    def _translated(self, doing: str, *, poison: bool = False) -> Iterator[None]:
        """Errors of SQLite as those of a ledger."""
        try:
            yield
        except sqlite3.Error as error:
            name = getattr(error, "sqlite_errorname", "") or ""
            if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
                raise busy(self.path, self.deadline) from error
            if poison and name.startswith((*_OF_THE_DISK, "SQLITE_CORRUPT")):
                self._closed = f"{doing} failed, and this handle is closed to writes"
            code = Code.DISK if name.startswith(_OF_THE_DISK) else Code.BROKEN_LINE
            message = f"{doing} failed: {error}"
            raise refusal(str(self.path), code, message, "nothing was added; verify it, or take a copy") from error
        except (OverflowError, UnicodeError, NotStrict) as error:
            raise refusal(str(self.path), Code.BROKEN_LINE, f"{doing} failed: {error}", "nothing was added") from error


def _connected(path: Path, deadline: float) -> sqlite3.Connection:
    """A connection that makes no file; the path is an address, so that no name is taken for options."""
    try:
        address = f"{path.absolute().as_uri()}?mode=rw"
        connection = sqlite3.connect(address, uri=True, timeout=deadline, isolation_level=None, check_same_thread=False)
    except sqlite3.Error as error:
        raise refusal(str(path), Code.UNREADABLE, f"it cannot be opened ({error})", "check its permissions") from error
    connection.text_factory = bytes
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    return connection


def _prepare(connection: sqlite3.Connection) -> None:
    for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0", "temp_store = MEMORY"):
        connection.execute(f"PRAGMA {pragma}")
    (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
    if mode == b"wal" and sqlite3.sqlite_version_info < SAFE_WAL:
        (mode,) = connection.execute("PRAGMA journal_mode = DELETE").fetchone()
    # Without a WAL, only EXTRA makes the deletion of the journal last through a power cut.
    connection.execute(f"PRAGMA synchronous = {'FULL' if mode == b'wal' else 'EXTRA'}")


def write_database(path: Path, lines: Iterable[str], system: System = SYSTEM) -> None:
    """Write a database that is not there yet: whole, or not at all.

    Raises:
        LedgerError: if there is something already, or the disk refuses.
    """
    with new_file(path, system) as scratch:
        try:
            with closing(sqlite3.connect(scratch.absolute().as_uri(), uri=True, isolation_level=None)) as connection:
                _write(connection, lines, wanted_mode(path))
        except sqlite3.Error as error:
            raise refusal(str(path), Code.DISK, f"writing failed: {error}", "nothing was written") from error


def _write(connection: sqlite3.Connection, lines: Iterable[str], mode: str) -> None:
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {USER_VERSION}")
    connection.execute("PRAGMA synchronous = EXTRA")
    connection.execute("BEGIN IMMEDIATE")
    for statement in STATEMENTS.values():
        connection.execute(statement)
    connection.executemany(INSERT, _rows_of(lines))
    connection.execute("COMMIT")
    connection.execute(f"PRAGMA journal_mode = {mode}")


def _rows_of(lines: Iterable[str]) -> Iterator[tuple[Any, ...]]:
    head = Head()
    for text in lines:
        line = read_line(text.encode(), head)
        head = line.head
        yield (line.seq, *columns_of(line), text)
