"""The same lines in PostgreSQL: one table that many people append to, each with a program of their own.

SQLAlchemy and psycopg are imported when a store is opened: nobody else needs them.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from threading import local
from typing import TYPE_CHECKING, Any

from stargate_claims.errors import LedgerError, LedgerWarning, brought_by
from stargate_claims.keeping.addresses import Address
from stargate_claims.keeping.derived import DERIVED, columns_of, row_of
from stargate_claims.keeping.files import DEADLINE, busy
from stargate_claims.keeping.postgres_schema import LOCK, create_tables, find_tables, table_of, typed
from stargate_claims.keeping.problems import Code, refusal
from stargate_claims.keeping.records import FIXED, Head, Line, Record, read_line
from stargate_claims.keeping.rows import RowStore, as_bytes, chain_of
from stargate_claims.keeping.strict import NotStrict

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine, Select
    from sqlalchemy.exc import DBAPIError

_BUSY = ("55P03", "40001", "40P01")  # lock_not_available, serialization_failure, deadlock_detected
_HINTS = {
    "42501": "ask the owner of the schema: reading needs SELECT, appending INSERT too",
    "53": "make room on the server; nothing was added",
    "25006": "the server is read-only; write to its primary",
    "57014": "the server stopped it after its own time limit; nothing was added",
}
"""What to do, by the beginning of the SQLSTATE."""
_LOST = "nothing is known to have been added: try again, for what is there already is skipped"
_UNREACHED = "is the server running, and are its name, the database, the user and the password right?"
_FETCH = 1000
_MOST_KEYS = 10_000


class Postgres(RowStore):
    """A ledger in a schema of a PostgreSQL database.

    Raises:
        LedgerError: if the server refuses, or there is no ledger, or one that this program did not make.
        MissingExtra: where SQLAlchemy or psycopg is not installed, with the command that installs them.
    """

    def __init__(self, address: Address, *, create: bool = False, deadline: float = DEADLINE) -> None:
        super().__init__(str(address), address.schema, deadline)
        self._own = local()
        self._engine = engine_of(address, deadline)
        try:
            with self._connected("opening it") as connection:
                found = find_tables(connection, address)
                _warn_of_loss(connection, self.place)
            if not found:
                self._create(address, create)
        except BaseException:
            self._engine.dispose()
            raise
        self._table = table_of(address.schema)

    def _create(self, address: Address, create: bool) -> None:
        if not create:
            message = f"there is no ledger in the schema {address.schema!r}"
            raise refusal(self.place, Code.NOT_FOUND, message, "make one with convert, or name another: ?schema=NAME")
        try:
            write_postgres(address, [], self.deadline)
        except LedgerError:
            with self._connected("opening it") as connection:
                if not find_tables(connection, address):  # else another process was faster
                    raise

    @property
    def head(self) -> Head:
        """How many records there are now, and the chain of the last."""
        with self._connected("reading the head") as connection:
            return self._last(connection)

    def __len__(self) -> int:
        import sqlalchemy as sa

        count = sa.select(sa.func.count()).select_from(self._table).where(self._table.c.kind == "claim")
        with self._connected("counting") as connection:
            return int(connection.execute(count).scalar_one())

    def close(self) -> None:
        """Give the connections back."""
        with self._guard:
            self._closed = self._closed or "this handle was closed"
            self._engine.dispose()

    # ------------------------------------------------------------ reading

    def _rows(self) -> Iterator[tuple[Any, ...]]:
        import sqlalchemy as sa

        columns = [self._table.c[name] for name in ("seq", "line", *DERIVED)]
        query = sa.select(*columns).order_by(self._table.c.seq).execution_options(yield_per=_FETCH)
        with self._connected("reading") as connection, closing(connection.execute(query)) as rows:
            for seq, line, *derived in rows:
                yield (seq, line.encode(), *derived)

    def _columns(self, line: Line) -> tuple[Any, ...]:
        return typed(columns_of(line))

    def _line_at(self, seq: int) -> bytes | None:
        return self._read(self._lines().where(self._table.c.seq == seq))[1]

    def _find(self, kind: str, name: str) -> Line | None:
        seq, line = self._read(self._lines().where(self._table.c.key == f"{kind}:{name}"))
        return None if line is None else self._single(seq, line)

    def _newest(self, kind: str, name: str) -> tuple[int, Any] | None:
        column = self._table.c
        fits = (column.kind == kind, column.name == name, column.kind.not_in(FIXED))
        seq, line = self._read(self._lines().where(*fits).order_by(column.seq.desc()).limit(1))
        return None if line is None else (seq, line)

    def _known(self, keys: list[str]) -> dict[str, str]:
        import sqlalchemy as sa

        found: dict[str, str] = {}
        column = self._table.c
        with self._connected("reading") as connection:
            for start in range(0, len(keys), _MOST_KEYS):
                some = sa.bindparam("keys", keys[start : start + _MOST_KEYS], type_=sa.ARRAY(sa.Text))
                query = sa.select(column.key, column.id).where(column.key == sa.any_(some))
                found |= {key: id for key, id in connection.execute(query)}
        return found

    def _names(self) -> Iterable[str]:
        import sqlalchemy as sa

        query = sa.select(self._table.c.name).where(self._table.c.kind == "claim")
        with self._connected("reading") as connection:
            return list(connection.execute(query).scalars())

    def _lines(self) -> Select[Any]:
        import sqlalchemy as sa

        return sa.select(self._table.c.seq, self._table.c.line)

    def _read(self, query: Select[Any]) -> tuple[int, bytes | None]:
        """Number and line of the one row that a query finds."""
        with self._connected("reading") as connection:
            row = connection.execute(query).one_or_none()
        return (0, None) if row is None else (row[0], row[1].encode())

    def _last(self, connection: Connection) -> Head:
        row = connection.execute(self._lines().order_by(self._table.c.seq.desc()).limit(1)).one_or_none()
        return Head() if row is None else Head(size=row[0], chain=chain_of(as_bytes(row[1].encode())))

    # ------------------------------------------------------------ writing

    def _extend(self, records: list[Record]) -> Head:
        import sqlalchemy as sa

        with self._connected("writing") as connection, self._alone(connection):
            _lock(connection, self._table.fullname, self.deadline)
            plan = self._plan(records, self._last(connection))
            if plan.lines:
                rows = [_named(row_of(record, head.size, line)) for record, line, head in plan.lines]
                connection.execute(sa.insert(self._table), rows)
            connection.commit()
            return plan.head

    @contextmanager
    def _alone(self, connection: Connection) -> Iterator[None]:
        """Within an append, this thread reads through the connection that holds the lock."""
        self._own.connection = connection
        try:
            yield
        finally:
            del self._own.connection

    @contextmanager
    def _connected(self, doing: str) -> Iterator[Connection]:
        """A connection, with errors as those of a ledger; what is not committed is undone."""
        if (own := getattr(self._own, "connection", None)) is not None:
            yield own
            return
        with _translated(self.place, doing, self.deadline), self._engine.connect() as connection:
            yield connection


def _named(row: tuple[Any, ...]) -> dict[str, Any]:
    seq, *derived, line = row
    return {"seq": seq, "line": line, **dict(zip(DERIVED, typed(tuple(derived)), strict=True))}


def engine_of(address: Address, deadline: float) -> Engine:
    """SQLAlchemy's way to a database; nothing is asked of the server before it is used.

    Raises:
        MissingExtra: where SQLAlchemy or psycopg is not installed, with the command that installs them.
    """
    with brought_by("postgres", "PostgreSQL"):
        import psycopg  # noqa: F401 - asked for by its name in the address
        import sqlalchemy as sa
    try:
        url = sa.make_url(address.url)
        given = {"connect_timeout": str(max(2, int(min(deadline, 10)))), "application_name": "stargate-claims"}
        # Poolers in front of a server know no prepared statements.
        arguments = {**given, **url.query, "client_encoding": "utf8", "prepare_threshold": None}
        return sa.create_engine(url, connect_args=arguments, pool_pre_ping=True, hide_parameters=True)
    except (sa.exc.ArgumentError, ValueError) as error:
        raise refusal(str(address), Code.WRONG_FORM, f"no address: {error}", "correct it") from None


def _lock(connection: Connection, table: str, deadline: float) -> None:
    """Take the right to append, and make sure that a commit is on the disk when it returns."""
    import sqlalchemy as sa

    settings = sa.text("SELECT set_config('lock_timeout', :wait, true), set_config('synchronous_commit', CASE "
                    "current_setting('synchronous_commit') WHEN 'off' THEN 'on' ELSE "
                    "current_setting('synchronous_commit') END, true)")  # fmt: skip
    connection.execute(settings, {"wait": f"{max(1, int(deadline * 1000))}ms"})
    number = sa.text("SELECT pg_advisory_xact_lock(:ours, CAST(CAST(:table AS regclass) AS oid)::bigint::bit(32)::int)")
    connection.execute(number, {"ours": LOCK, "table": table})


def _warn_of_loss(connection: Connection, place: str) -> None:
    import sqlalchemy as sa

    (fsync,) = connection.execute(sa.text("SHOW fsync")).one()
    if fsync != "on":
        message = f"{place}: the server runs with fsync = {fsync}: a power cut can lose what it acknowledged"
        warnings.warn(message, LedgerWarning, stacklevel=4)


@contextmanager
def _translated(place: str, doing: str, deadline: float) -> Iterator[None]:
    """Errors of the server and of the way to it as those of a ledger."""
    import sqlalchemy as sa

    try:
        yield
    except sa.exc.DBAPIError as error:
        raise _as_ours(place, doing, deadline, error) from error
    except (sa.exc.SQLAlchemyError, UnicodeError, NotStrict) as error:
        raise refusal(place, Code.BROKEN_LINE, f"{doing} failed: {error}", "nothing was added") from error


def _as_ours(place: str, doing: str, deadline: float, error: DBAPIError) -> LedgerError:
    state = getattr(error.orig, "sqlstate", None) or ""
    if state in _BUSY:
        return busy(place, deadline)
    said = " ".join(str(error.orig).split("\n\t")[0].split()) or type(error.orig).__name__  # after it libpq advises
    hint = next((hint for start, hint in _HINTS.items() if state.startswith(start)), "nothing was added")
    if not state or state.startswith(("08", "57P")):  # of the way to the server, or of its end
        hint = _LOST if doing == "writing" else _UNREACHED
    return refusal(place, Code.DISK if doing == "writing" else Code.UNREADABLE, f"{doing} failed: {said}", hint)


def has_ledger(address: Address, deadline: float = DEADLINE) -> bool:
    """Whether there is a ledger at an address.

    Raises:
        LedgerError: if the server does not answer, or something else is there.
    """
    engine = engine_of(address, deadline)
    try:
        with _translated(str(address), "looking for it", deadline), engine.connect() as connection:
            return find_tables(connection, address)
    finally:
        engine.dispose()


def write_postgres(address: Address, lines: Iterable[str], deadline: float = DEADLINE) -> None:
    """Write a ledger into a schema that has none yet: whole, or not at all.

    Raises:
        LedgerError: if there is something already, or the server refuses.
    """
    engine = engine_of(address, deadline)
    place = str(address)
    try:
        with _translated(place, "writing", deadline), engine.connect() as connection:
            if find_tables(connection, address):
                raise refusal(place, Code.EXISTS, "there is a ledger there already", "name another: ?schema=NAME")
            create_tables(connection, address.schema)
            _fill(connection, address.schema, lines)
            connection.commit()
    finally:
        engine.dispose()


def _fill(connection: Connection, schema: str, lines: Iterable[str]) -> None:
    """Copy lines as rows: several times faster than to insert them."""
    names = ", ".join(("seq", *DERIVED, "line"))
    driver: Any = connection.connection.driver_connection
    head = Head()
    with driver.cursor() as cursor, cursor.copy(f"COPY {schema}.record ({names}) FROM STDIN") as copy:
        for text in lines:
            line = read_line(text.encode(), head)
            head = line.head
            copy.write_row((line.seq, *typed(columns_of(line)), text))
