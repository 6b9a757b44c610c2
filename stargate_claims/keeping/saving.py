"""A ledger to a file or folder, and the stores that files are."""

from __future__ import annotations

import os
from pathlib import Path

from stargate_claims.keeping.archive import records_of
from stargate_claims.keeping.files import DEADLINE
from stargate_claims.keeping.journal import Journal, write_lines
from stargate_claims.keeping.ledger import Ledger
from stargate_claims.keeping.paper import dump
from stargate_claims.keeping.problems import Code, refusal
from stargate_claims.keeping.records import DATABASES, FIXED, JOURNALS, Head, Record, line_of
from stargate_claims.keeping.stores import Store
from stargate_claims.keeping.strict import NotStrict

STORES = "a .jsonl or .db file"


def open_store(path: str | os.PathLike[str], *, create: bool = False, deadline: float = DEADLINE) -> Store:
    """The store that a file is: .jsonl a journal, .db SQLite.

    Args:
        path: the file.
        create: whether to start an empty one where there is none.
        deadline: seconds to wait for other writers.

    Raises:
        LedgerError: if there is none, or it cannot be read.
    """
    place = Path(path)
    if place.suffix in JOURNALS:
        return Journal(place, create=create, deadline=deadline)
    if place.suffix in DATABASES:
        from stargate_claims.keeping.sqlite import Database

        return Database(place, create=create, deadline=deadline)
    raise refusal(str(path), Code.WRONG_FORM, "that is no store of records", f"name {STORES}")


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
    place = Path(path)
    if place.suffix in (*JOURNALS, *DATABASES):
        with open_store(place) as store:
            return store.head
    return numbered(all_records(ledger, str(place)))[1]


def save(ledger: Ledger, path: str | os.PathLike[str]) -> Head:
    """Keep a ledger in a new file or folder, or add what is new of it to its file.

    Raises:
        LedgerError: if another ledger is there, or the disk refuses; then nothing was added.
    """
    place = Path(path)
    records = all_records(ledger, str(place))
    if place.suffix in (*JOURNALS, *DATABASES):
        if os.path.lexists(place):
            return _added(records, place)
        return create(records, place)
    if place.suffix:
        hint = f"name {STORES}, or a folder"
        raise refusal(str(place), Code.WRONG_FORM, f"no ledger is saved as {place.suffix}", hint)
    dump(ledger, place)
    return numbered(records)[1]


def create(records: list[Record], place: Path) -> Head:
    """A new store of records: whole, or not at all.

    Raises:
        LedgerError: if there is something already, or the disk refuses.
    """
    lines, head = numbered(records)
    if place.suffix in JOURNALS:
        write_lines(place, lines)
    else:
        from stargate_claims.keeping.sqlite import write_database

        write_database(place, lines)
    return head


def _added(records: list[Record], place: Path) -> Head:
    with open_store(place) as store:
        known = {record.key for record in records if record.kind in FIXED}
        for line in store.lines():
            if line.kind in FIXED and f"{line.kind}:{line.name}" not in known:
                message = f"it is another ledger: it has the {line.kind} {line.name!r}, which this one lacks"
                raise refusal(str(place), Code.EXISTS, message, "load it first, or name a new file")
        return store.append_many(records)
