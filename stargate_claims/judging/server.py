"""PostgreSQL: a shared ledger is screened on its own server, in temporary tables that are gone with the connection."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from stargate_claims.judging.shelves import engine_failed
from stargate_claims.keeping.addresses import Address
from stargate_claims.keeping.columns import RECORD, SCREEN
from stargate_claims.keeping.files import DEADLINE
from stargate_claims.keeping.postgres import engine_of

_TYPES = {"text": "text", "word": "text", "bool": "boolean", "int32": "integer", "int64": "bigint"}
_AT_ONCE = 10_000


class PostgreSQL:
    """A connection to the server of a ledger, which needs the right to make temporary tables.

    Raises:
        LedgerError: if the server does not answer.
        MissingExtra: where SQLAlchemy or psycopg is not installed, with the command that installs them.
    """

    def __init__(self, address: Address) -> None:
        self._place = str(address)
        self._pool = engine_of(address, DEADLINE)
        with self._translated():
            self._held = self._pool.raw_connection()
            self._connection: Any = self._held.driver_connection

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Errors of the server and of the way to it as those of a ledger."""
        import psycopg
        import sqlalchemy as sa

        try:
            yield
        except (psycopg.Error, sa.exc.SQLAlchemyError) as error:
            raise engine_failed(self._place, "PostgreSQL", error) from error

    def run(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """The rows of a query."""
        with self._translated():
            cursor = self._connection.execute(sql)
            while rows := cursor.fetchmany(_AT_ONCE):
                yield from rows

    def keep(self, name: str, sql: str) -> bool:
        """Let a table hold the rows of a query; whether there are any."""
        with self._translated():
            self._connection.execute(f"DROP TABLE IF EXISTS pg_temp.{name}")
            rows = self._connection.execute(f"CREATE TEMP TABLE {name} AS {sql}").rowcount
            self._connection.execute(f"ANALYZE {name}")
        return bool(rows)

    def view(self, name: str, sql: str) -> None:
        """Let a name stand for a query."""
        with self._translated():
            self._connection.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS {sql}")

    def narrow(self, name: str, sql: str) -> None:
        """Let a name stand for a query that mostly gives few rows."""
        self.view(name, sql)

    def names(self, name: str, values: Iterable[str]) -> None:
        """Let a table with the one column ``name`` hold some names."""
        with self._translated():
            self._connection.execute(f"DROP TABLE IF EXISTS pg_temp.{name}")
            self._connection.execute(f"CREATE TEMP TABLE {name} (name text PRIMARY KEY)")
            self._copy(name, ((value,) for value in values))

    def fill(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """Let ``every`` hold some rows."""
        columns = ", ".join(f"{name} {_TYPES[kind]}" for name, kind in (RECORD | SCREEN).items())
        with self._translated():
            self._connection.execute(f"CREATE TEMP TABLE every ({columns})")
            self._copy("every", rows)
            self._connection.execute("ANALYZE every")

    def _copy(self, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
        with self._connection.cursor() as cursor, cursor.copy(f"COPY pg_temp.{table} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)

    def close(self) -> None:
        """End the connection, and with it all that stands in its temporary tables."""
        self._held.invalidate()
        self._held.close()
        self._pool.dispose()
