"""A ledger to a file or folder, and the stores that files are."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from stargate_claims.keeping.addresses import Address, is_address
from stargate_claims.keeping.archive import records_of
from stargate_claims.keeping.files import DEADLINE
from stargate_claims.keeping.journal import Journal, write_lines
from stargate_claims.keeping.ledger import Ledger
from stargate_claims.keeping.paper import dump
from stargate_claims.keeping.problems import Code, refusal
from stargate_claims.keeping.records import DATABASES, FIXED, JOURNALS, Head, Record, line_of
from stargate_claims.keeping.shapes import plain_of
from stargate_claims.keeping.stores import Store
from stargate_claims.keeping.strict import NotStrict
from stargate_claims.keeping.typed import unnamed

STORES = "a .jsonl or .db file, or postgresql://…"


def is_store(place: str | os.PathLike[str]) -> bool:
    """Whether a name is that of a store of records, be it there or not.

    >>> is_store("a.jsonl"), is_store("postgresql://db/news"), is_store("folder")
    (True, True, False)
    """
    return is_address(place) or Path(place).suffix in (*JOURNALS, *DATABASES)


def open_store(path: str | os.PathLike[str], *, create: bool = False, deadline: float = DEADLINE) -> Store:
    """The store that a name stands for: .jsonl a journal, .db SQLite, postgresql:// a schema of PostgreSQL.

    Args:
        path: the file or address.
        create: whether to start an empty one where there is none.
        deadline: seconds to wait for other writers.

    Raises:
        LedgerError: if there is none, or it cannot be read.
    """
    if is_address(path):
        from stargate_claims.keeping.postgres import Postgres

        return Postgres(Address.parse(str(path)), create=create, deadline=deadline)
    place = Path(path)
    if place.suffix in JOURNALS:
        return Journal(place, create=create, deadline=deadline)
    if place.suffix in DATABASES:
        from stargate_claims.keeping.sqlite import Database

        return Database(place, create=create, deadline=deadline)
    if not place.exists():
        raise refusal(str(path), Code.NOT_FOUND, "there is no such file", f"name {STORES}")
    message = "only a store keeps its records in a chain, and this is none"
    raise refusal(str(path), Code.WRONG_FORM, message, f"name {STORES}; 'stargate-claims convert' makes one")


def numbered(records: list[Record]) -> tuple[list[str], Head]:
    """The lines of records as a ledger of their own, and its head."""
    lines, head = [], Head()
    for record in records:
        line, head = line_of(record, head)
        lines.append(line)
    return lines, head


def all_records(ledger: Ledger, path: str) -> list[Record]:
    """Everything that a ledger holds.

    Raises:
        LedgerError: for text or numbers that no record may hold.
    """
    try:
        return list(records_of(ledger))
    except NotStrict as error:
        raise refusal(path, Code.BAD_RECORD, str(error), "take it out; nothing was written") from None


def head_of(ledger: Ledger, path: str | os.PathLike[str]) -> Head:
    """The head of what a ledger was loaded from: that of a store, or the one that its records would make anew.

    Raises:
        LedgerError: if it cannot be read again, or for text or numbers that no record may hold.
    """
    if is_store(path):
        with open_store(path) as store:
            return store.head
    return numbered(all_records(ledger, str(path)))[1]


def save(ledger: Ledger, path: str | os.PathLike[str]) -> Head:
    """Keep a ledger in a new store or folder, or add what is new of it to its store.

    Raises:
        LedgerError: if another ledger is there, or the disk refuses; then nothing was added.
    """
    records = all_records(ledger, str(path))
    if is_store(path):
        return _added(ledger, records, path) if is_there(path) else create(records, path)
    place = Path(path)
    if place.suffix:
        hint = f"name {STORES}, or a folder"
        raise refusal(str(place), Code.WRONG_FORM, f"no ledger is saved as {place.suffix}", hint)
    dump(ledger, place)
    return numbered(records)[1]


def is_there(place: str | os.PathLike[str]) -> bool:
    """Whether something has this name already, be it a broken link.

    Raises:
        LedgerError: if a server does not answer.
    """
    if not is_address(place):
        return os.path.lexists(Path(place))  # "" is this folder
    from stargate_claims.keeping.postgres import has_ledger

    return has_ledger(Address.parse(str(place)))


def create(records: list[Record], place: str | os.PathLike[str]) -> Head:
    """A new store of records: whole, or not at all.

    Raises:
        LedgerError: if there is something already, or the disk or server refuses.
    """
    lines, head = numbered(records)
    write_store(place, lines)
    return head


def write_store(place: str | os.PathLike[str], lines: Iterable[str]) -> None:
    """A new store of lines: whole, or not at all.

    Raises:
        LedgerError: if there is something already, or the disk or server refuses.
    """
    if is_address(place):
        from stargate_claims.keeping.postgres import write_postgres

        write_postgres(Address.parse(str(place)), lines)
    elif Path(place).suffix in JOURNALS:
        write_lines(Path(place), lines)
    else:
        from stargate_claims.keeping.sqlite import write_database

        write_database(Path(place), lines)


def _added(ledger: Ledger, records: list[Record], place: str | os.PathLike[str]) -> Head:
    with open_store(place) as store:
        return store.append_many(_changes(ledger, records, store))


def _changes(ledger: Ledger, records: list[Record], store: Store) -> list[Record]:
    """What a ledger adds to a store: all that others added since it was read from there stays as they left it.

    Raises:
        LedgerError: if it was not read from there, and lacks something that is there.
    """
    known = {record.key for record in records if record.kind in FIXED}
    read: dict[tuple[str, str], str] = {}
    for line in store.lines():
        if line.kind not in FIXED:
            read[line.kind, line.name] = line.record().text
        elif f"{line.kind}:{line.name}" not in known:
            message = f"it is another ledger: it has the {line.kind} {line.name!r}, which this one lacks"
            raise refusal(store.place, Code.EXISTS, message, "load it first, or name a new one")
        if line.head == ledger.head:
            return [record for record in records if _says_more(record, read.get((record.kind, record.name)))]
    return records


def _says_more(record: Record, read: str | None) -> bool:
    """Whether it says more than what was read, and than that there is a name: others may have described it since."""
    return record.text != read and not (record.kind == "entity" and record.value == plain_of(unnamed(record.name)))
