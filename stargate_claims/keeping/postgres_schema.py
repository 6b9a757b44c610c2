"""What a ledger looks like in PostgreSQL: a schema with one append-only table, and how to tell that it is just that."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from stargate_claims.keeping.addresses import Address
from stargate_claims.keeping.derived import DERIVED, NEEDED, NEVER
from stargate_claims.keeping.problems import Code, refusal
from stargate_claims.keeping.records import FIXED

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table

LOCK = 0x5367436C
"""The first half of the number of our advisory locks ("SgCl"); the second is the table's."""
VERSION = 1
_COMMENT = "stargate-claims ledger, version "
DAYS = ("said_first", "said_last", "about_first", "about_last")
NUMBERS = ("lower", "upper")
_NUMBER = re.compile(r"-?[0-9]{1,34}(?:\.[0-9]{1,34})?")

_BEFORE, _ROW, _INSERT, _DELETE, _UPDATE, _TRUNCATE = 2, 1, 4, 8, 16, 32  # bits of pg_trigger.tgtype
_TRIGGERS = {
    "record_no_change": (
        "BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} FOR EACH STATEMENT",
        _BEFORE | _UPDATE | _DELETE | _TRUNCATE,
        f"BEGIN RAISE EXCEPTION '{NEVER}' USING ERRCODE = 'restrict_violation'; END",
    ),
    "record_in_order": (
        "BEFORE INSERT ON {table} FOR EACH ROW",
        _BEFORE | _ROW | _INSERT,
        "BEGIN IF NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM {table}) "
        "THEN RAISE EXCEPTION 'a record takes the next number' USING ERRCODE = 'restrict_violation'; "
        "END IF; RETURN NEW; END",
    ),
}
"""Name to when it fires, that as bits, and what it does."""
_TYPES = {
    "seq": "bigint", "line": "text", **dict.fromkeys(DERIVED, "text"), **dict.fromkeys(DAYS, "date"),
    **dict.fromkeys(NUMBERS, "numeric"),
}  # fmt: skip
_TABLE = """
SELECT c.relkind::text, c.relrowsecurity, c.relhasrules, c.relpersistence::text, obj_description(c.oid, 'pg_class')
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = :schema AND c.relname = 'record'
"""
_COLUMNS = """
SELECT attname, format_type(atttypid, NULL), attnotnull, attgenerated::text || attidentity::text, atthasdef
FROM pg_attribute WHERE attrelid = CAST(:table AS regclass) AND attnum > 0 AND NOT attisdropped
"""
_FIRING = """
SELECT t.tgname, t.tgtype, t.tgenabled::text, p.prosrc, t.tgqual IS NULL AND NOT t.tgisinternal
FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid WHERE t.tgrelid = CAST(:table AS regclass)
"""
_UNIQUE = """
SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
WHERE i.indrelid = CAST(:table AS regclass) AND i.indisunique AND i.indisvalid AND i.indnatts = 1 AND i.indpred IS NULL
"""


@cache
def table_of(schema: str) -> Table:
    """The table of a ledger."""
    import sqlalchemy as sa

    kinds = {"text": sa.Text, "date": sa.Date, "numeric": sa.Numeric}
    derived = [
        sa.Column(
            name, sa.Text(collation="C") if name in NEEDED else kinds[_TYPES[name]](), nullable=name not in NEEDED
        )
        for name in DERIVED
    ]
    table = sa.Table(
        "record",
        sa.MetaData(schema=schema),
        sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
        *derived,
        sa.Column("line", sa.Text, nullable=False),
        comment=f"{_COMMENT}{VERSION}",
    )
    sa.Index("record_key", table.c.key, unique=True)
    sa.Index("record_latest", table.c.kind, table.c.name, table.c.seq,
             postgresql_where=table.c.kind.not_in([sa.literal_column(f"'{kind}'") for kind in FIXED]))  # fmt: skip
    return table


def typed(columns: tuple[str | None, ...]) -> tuple[Any, ...]:
    """Derived columns as PostgreSQL keeps them: days as dates, amounts as numbers.

    >>> typed(("k",) + (None,) * 9 + ("2030-01-01",) + (None,) * 4 + ("1.50", None))[10::5]
    (datetime.date(2030, 1, 1), Decimal('1.50'))
    """
    return tuple(None if text is None else _READ[name](text) for name, text in zip(DERIVED, columns, strict=True))


def _number(text: str) -> Decimal | None:
    return Decimal(text) if _NUMBER.fullmatch(text) else None


_READ: dict[str, Any] = {
    **dict.fromkeys(DERIVED, str), **dict.fromkeys(DAYS, date.fromisoformat), **dict.fromkeys(NUMBERS, _number),
}  # fmt: skip


def create_tables(connection: Connection, schema: str) -> None:
    """Make the schema, the table and its triggers."""
    import sqlalchemy as sa

    table = table_of(schema)
    # CREATE SCHEMA IF NOT EXISTS asks for the right to make one even where there is nothing to make.
    if connection.execute(sa.text("SELECT to_regnamespace(:schema)"), {"schema": schema}).scalar() is None:
        connection.execute(sa.schema.CreateSchema(schema))
    table.create(connection)
    for name, (when, _, what) in _TRIGGERS.items():
        place = f"{schema}.record"
        body = what.format(table=place)
        connection.exec_driver_sql(f"CREATE FUNCTION {schema}.{name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$")
        fires = when.format(table=place)
        connection.exec_driver_sql(f"CREATE TRIGGER {name} {fires} EXECUTE FUNCTION {schema}.{name}()")


def find_tables(connection: Connection, address: Address) -> bool:
    """Whether there is a ledger: its version is compared, and everything that could run when it is read or written.

    Raises:
        LedgerError: for tables of another version, of another program, or changed by hand.
    """
    import sqlalchemy as sa

    (encoding,) = connection.execute(sa.text("SHOW server_encoding")).one()
    if encoding != "UTF8":
        hint = "make the database with ENCODING 'UTF8'"
        raise refusal(str(address), Code.WRONG_FORM, f"the database is in {encoding}, not UTF8", hint)
    row = connection.execute(sa.text(_TABLE), {"schema": address.schema}).one_or_none()
    if row is None:
        return False
    _refuse_version(address, row[4])
    changed = [] if tuple(row[:4]) == ("r", False, False, "p") else ["the table itself"]
    changed += _changed_parts(connection, address.schema)
    if changed:
        message = f"not as this program makes it: {', '.join(changed)}"
        raise refusal(str(address), Code.SCHEMA, message, "look at it with psql; nothing was read")
    return True


def _refuse_version(address: Address, comment: str | None) -> None:
    found = re.fullmatch(f"{_COMMENT}([0-9]{{1,9}})", comment or "")
    if found is None:
        message = f"the table {address.schema}.record is of another program"
        raise refusal(str(address), Code.WRONG_FORM, message, "name another schema: ?schema=NAME")
    if int(found[1]) != VERSION:
        message = f"version {found[1]} of the tables; this program knows version {VERSION}"
        raise refusal(str(address), Code.NEWER_VERSION, message, "use a newer stargate-claims; nothing was changed")


def _changed_parts(connection: Connection, schema: str) -> list[str]:
    import sqlalchemy as sa

    place = {"table": f"{schema}.record"}
    columns = {row[0]: tuple(row[1:]) for row in connection.execute(sa.text(_COLUMNS), place)}
    needed = ("seq", "line", *NEEDED)
    wanted = {name: (kind, name in needed, "", False) for name, kind in _TYPES.items()}
    triggers = {row[0]: tuple(row[1:]) for row in connection.execute(sa.text(_FIRING), place)}
    meant = {name: (bits, "O", what.format(table=place["table"]), True) for name, (_, bits, what) in _TRIGGERS.items()}
    unique = set(connection.execute(sa.text(_UNIQUE), place).scalars())
    return [
        *(f"the column {name!r}" for name in sorted(_differing(columns, wanted))),
        *(f"the trigger {name!r}" for name in sorted(_differing(triggers, meant))),
        *(f"that {name!r} is unique" for name in ("seq", "key") if name not in unique),
    ]


def _differing(found: dict[str, tuple[Any, ...]], wanted: dict[str, tuple[Any, ...]]) -> set[str]:
    return {name for name in found.keys() | wanted.keys() if found.get(name) != wanted.get(name)}
