"""Where ledgers lie, and the engines that are embedded: DuckDB for columns, SQLite for what is kept in it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from stargate_claims.errors import LedgerError, brought_by
from stargate_claims.judging.engines import Engine, Shelf
from stargate_claims.keeping.archive import Restorer
from stargate_claims.keeping.columns import RECORD, SCREEN, About, Teller, entries, table_of
from stargate_claims.keeping.problems import Code, raise_if, refusal
from stargate_claims.keeping.records import Line
from stargate_claims.keeping.shapes import Shaper
from stargate_claims.keeping.stores import Store
from stargate_claims.keeping.strict import NotStrict, quick_json, read_json
from stargate_claims.model.claims import Claim
from stargate_claims.model.sources import Source

_AT_ONCE = 10_000
_FEW = 1_000_000
"""Rows at most of a query that are held in memory to be asked several times: some 0.1 GB."""


class Filled(Engine, Protocol):
    """An engine that is given its rows."""

    def fill(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """Let ``every`` hold some rows."""


class DuckDB:
    """DuckDB: its own connection, or one with settings of the caller's (threads, memory_limit, temp_directory)."""

    def __init__(self, session: Any = None) -> None:
        self._connection = connected() if session is None else session.cursor()
        self._place, self._in_file = "memory", False

    def run(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """The rows of a query."""
        with self._translated():
            cursor = self._connection.execute(sql)
            while rows := cursor.fetchmany(_AT_ONCE):
                yield from rows

    def keep(self, name: str, sql: str) -> bool:
        """Let a table hold the rows of a query; whether there are any."""
        with self._translated():
            ((rows,),) = self._connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {sql}").fetchall()
        return bool(rows)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Errors of DuckDB as those of a ledger."""
        import duckdb

        try:
            yield
        except duckdb.Error as error:
            raise engine_failed(self._place, "DuckDB", error) from error

    def view(self, name: str, sql: str) -> None:
        """Let a name stand for a query."""
        self._connection.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS {sql}")

    def narrow(self, name: str, sql: str) -> None:
        """Let a name stand for a query that mostly gives few rows: those of a file are read once."""
        if self._in_file:
            few = f"{name}_few"
            self.keep(few, f"{sql} LIMIT {_FEW + 1}")
            ((rows,),) = self.run(f"SELECT count(*) FROM {few}")
            sql = f"SELECT * FROM {few}" if rows <= _FEW else sql
        self.view(name, sql)

    def names(self, name: str, values: Iterable[str]) -> None:
        """Let a table with the one column ``name`` hold some names."""
        import pyarrow

        self._connection.register(f"{name}_given", pyarrow.table({"name": pyarrow.array(values, pyarrow.string())}))
        self.keep(name, f"SELECT name FROM {name}_given")

    def read(self, path: Path) -> None:
        """Let ``every`` stand for the rows of a file."""
        self._place, self._in_file = str(path), True
        place = self._place.replace("'", "''")
        self.view("every", f"SELECT * FROM read_parquet('{place}')")

    def close(self) -> None:
        """Give back what it holds; a connection that was given stays open."""
        self._connection.close()

    def fill(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """Let ``every`` hold some rows."""
        self._connection.register("every", table_of(list(rows)))


def engine_failed(place: str, engine: str, error: Exception) -> LedgerError:
    """What an engine could not do: read a damaged file, or find room."""
    first = str(error).strip().partition("\n")[0].rstrip()[:300]
    hint = "verify the file; if it is sound, give the engine more memory and a disk to spill to"
    return refusal(place, Code.UNREADABLE, f"{engine} could not judge it ({first})", hint)


def connected(threads: int | None = None, memory: str | None = None) -> Any:
    """A DuckDB of one's own, in memory; what does not fit there is spilt to the system's folder of temporary files.

    Args:
        threads: how many to use; None for all processors.
        memory: how much to use, such as "2GB"; None for DuckDB's own choice, four fifths of what there is.

    Raises:
        MissingExtra: where DuckDB is not installed, with the command that installs it.
    """
    import tempfile

    with brought_by("duckdb", "engine='duckdb'"):
        import duckdb
    connection = duckdb.connect()
    connection.execute("SET preserve_insertion_order = false")
    connection.execute("SET temp_directory = ?", [str(Path(tempfile.gettempdir(), "stargate-claims-spill"))])
    if threads is not None:
        connection.execute("SET threads = ?", [threads])
    if memory is not None:
        connection.execute("SET memory_limit = ?", [memory])
    return connection


class SQLite:
    """SQLite: a temporary database of its own, on the disk where it is large, gone when it is closed."""

    def __init__(self) -> None:
        self._connection = sqlite3.connect("", isolation_level=None)

    def run(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """The rows of a query."""
        return iter(self._connection.execute(sql))

    def keep(self, name: str, sql: str) -> bool:
        """Let a table hold the rows of a query; whether there are any."""
        self._connection.execute(f"DROP TABLE IF EXISTS {name}")
        self._connection.execute(f"CREATE TABLE {name} AS {sql}")
        return self._connection.execute(f"SELECT 1 FROM {name} LIMIT 1").fetchone() is not None

    def view(self, name: str, sql: str) -> None:
        """Let a name stand for a query."""
        self._connection.execute(f"CREATE VIEW {name} AS {sql}")

    def narrow(self, name: str, sql: str) -> None:
        """Let a name stand for a query that mostly gives few rows."""
        self.view(name, sql)

    def names(self, name: str, values: Iterable[str]) -> None:
        """Let a table with the one column ``name`` hold some names."""
        self.hold(name, ["name TEXT PRIMARY KEY"], ((value,) for value in values))

    def close(self) -> None:
        """Give back what it holds."""
        self._connection.close()

    def fill(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """Let ``every`` hold some rows."""
        types = {"text": "TEXT", "word": "TEXT"}
        self.hold("every", [f"{name} {types.get(kind, 'INTEGER')}" for name, kind in (RECORD | SCREEN).items()], rows)

    def hold(self, name: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
        """Let a table with these columns hold some rows."""
        self._connection.execute(f"DROP TABLE IF EXISTS {name}")
        self._connection.execute(f"CREATE TABLE {name} ({', '.join(columns)})")
        self.add(name, len(columns), rows)

    def add(self, name: str, columns: int, rows: Iterable[tuple[Any, ...]]) -> None:
        """Let a table with so many columns hold some rows more."""
        self._connection.execute("BEGIN")
        self._connection.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * columns)})", rows)
        self._connection.execute("COMMIT")


class Memory(Shelf):
    """Claims in memory, with their columns in an engine."""

    names_entities = False

    def __init__(self, engine: Filled, claims: Iterable[Claim], tell: Teller) -> None:
        self.engine: Engine = engine
        self._claims: Sequence[Claim] = tuple(claims)
        engine.fill(_rows(self._claims, tell))

    def claims(self, sql: str) -> list[Claim]:
        """The claims whose numbers (seq) a query gives."""
        return [self._claims[number - 1] for (number,) in self.engine.run(sql)]


class Stored(Shelf):
    """A file of records (.jsonl, .db), with the columns of its claims in an engine."""

    names_entities = True

    def __init__(self, engine: Filled, store: Store, tell: Teller) -> None:
        self.engine: Engine = engine
        self._store = store
        engine.fill(_rows(store, tell))

    def claims(self, sql: str) -> list[Claim]:
        """The claims whose numbers (seq) a query gives."""
        chosen = f"SELECT name FROM every WHERE part = 0 AND seq IN ({sql})"
        return [self._store.get(name) for (name,) in list(self.engine.run(chosen))]


def _rows(claims: Iterable[Claim], tell: Teller) -> Iterator[tuple[Any, ...]]:
    for number, claim in enumerate(claims, start=1):
        yield from entries(claim, tell(claim), number)


class Columns(Shelf):
    """A file of columns: its records stand beside them."""

    names_entities = True

    def __init__(self, engine: Engine, path: Path, about: About | None = None) -> None:
        self.engine, self.path, self.about = engine, path, about
        self._sources: dict[str, Source] = {}
        self._shaper = Shaper(self._sources)

    def names(self) -> Restorer:
        """What the ledger holds besides sources and claims."""
        restorer = Restorer(str(self.path))
        kinds = "SELECT kind, name, seq, record, envelope FROM every WHERE kind NOT IN ('claim', 'source')"
        for kind, name, seq, record, envelope in sorted(self.engine.run(kinds), key=lambda row: row[2]):
            more = {} if envelope is None else self._read(envelope)
            line = {"record": self._read(record), "v": 1, **more.get("more", {})}
            restorer.take(Line("", seq, "", kind, name, line))
        raise_if(restorer.problems)
        return restorer

    def claims(self, sql: str) -> list[Claim]:
        """The claims whose numbers (seq) a query gives."""
        if not self.engine.keep("chosen", sql):
            return []  # the texts of a ledger are most of it: none is read for nothing
        records = [self._quick(text) for text in self._texts()]
        needed = sorted({str(record.get("source")) for record in records} - self._sources.keys())
        self.engine.names("cited", needed)
        cited = "SELECT name, record FROM every WHERE kind = 'source' AND name IN (SELECT name FROM cited)"
        try:
            if needed:
                for name, record in self.engine.run(cited):
                    self._sources[name] = self._shaper.read(Source, self._read(record))
            return [self._shaper.read(Claim, record) for record in records]
        except NotStrict as error:
            raise self._damaged(error) from None

    def _texts(self) -> Iterator[str]:
        """The texts of the claims chosen: mostly suspect ones, which lie together, so that few others are unpacked."""
        ((left,),) = self.engine.run("SELECT count(*) FROM chosen")
        for is_suspect in (1, 0):
            chosen = (
                f"SELECT record FROM every WHERE kind = 'claim' AND suspect = {is_suspect} AND part = 0"
                " AND seq IN (SELECT seq FROM chosen)"
            )
            for (text,) in self.engine.run(chosen) if left else ():
                left -= 1
                yield text

    def _quick(self, text: str) -> dict[str, Any]:
        """A record that was read strictly when it was written."""
        try:
            found, _ = quick_json(text)
        except NotStrict as error:
            raise self._damaged(error) from None
        if type(found) is not dict:
            raise self._damaged(NotStrict("it is no object"))
        return found

    def _read(self, text: str) -> dict[str, Any]:
        try:
            found: dict[str, Any] = read_json(text)
            return found
        except NotStrict as error:
            raise self._damaged(error) from None

    def _damaged(self, error: Exception) -> LedgerError:
        message = f"a record is damaged ({error})"
        return refusal(str(self.path), Code.BROKEN_LINE, message, "verify it, or take it from a copy")
