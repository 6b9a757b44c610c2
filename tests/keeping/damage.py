"""What chance, a disk or a hand in the wrong place does to the file of a store."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing

from stargate_claims.keeping.derived import DERIVED
from stargate_claims.keeping.sqlite_schema import STATEMENTS

HOW = ("flip", "flip", "flip", "flip", "drop", "swap", "double", "cut")
_PAGE = 4096
_TRIGGERS = {name: sql for (kind, name), sql in STATEMENTS.items() if kind == "trigger"}


def flipped(whole: bytes, chance: random.Random) -> tuple[bytes, int]:
    """One bit is another, and the place of its byte."""
    data, place = bytearray(whole), chance.randrange(len(whole))
    data[place] ^= 1 << chance.randrange(8)
    return bytes(data), place


def moved(parts: list[bytes], how: str, chance: random.Random) -> tuple[bytes, int]:
    """Parts dropped, swapped, doubled or cut off, and the first that is not what it was, counted from 0."""
    changed = list(parts)
    one, two = sorted(chance.sample(range(len(parts)), 2))
    if how == "drop":
        del changed[one]
    elif how == "swap":
        changed[one], changed[two] = changed[two], changed[one]
    elif how == "double":
        changed.insert(two, changed[one])
        one = two
    else:
        del changed[one:]
    return b"".join(changed), one


def damaged_journal(whole: bytes, chance: random.Random) -> tuple[bytes, int]:
    """A journal with a bit or lines changed, and the number of the first line that is."""
    how = chance.choice(HOW)
    if how == "flip":
        data, place = flipped(whole, chance)
        return data, whole.count(b"\n", 0, place) + 1
    data, first = moved(whole.splitlines(keepends=True), how, chance)
    return data, first + 1


def damaged_database(whole: bytes, chance: random.Random) -> tuple[bytes, int | None]:
    """A database with a bit, pages or rows changed; of rows the number of the first line that is."""
    how = chance.choice(HOW)
    if how == "flip":
        return flipped(whole, chance)[0], None
    if chance.random() < 0.5:
        pages = [whole[start : start + _PAGE] for start in range(0, len(whole), _PAGE)]
        return moved(pages, how, chance)[0], None
    return _rows_moved(whole, how, chance)


def _rows_moved(whole: bytes, how: str, chance: random.Random) -> tuple[bytes, int]:
    """As a program does that knows the tables, takes the triggers away and puts them back."""
    data = bytearray(whole)
    data[18:20] = b"\1\1"  # without a WAL: in memory there is none
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.deserialize(bytes(data))
        for name in _TRIGGERS:
            connection.execute(f"DROP TRIGGER {name}")
        (count,) = connection.execute("SELECT count(*) FROM record").fetchone()
        one, two = sorted(chance.sample(range(1, count + 1), 2))
        if how == "drop":
            connection.execute("DELETE FROM record WHERE seq = ?", (one,))
        elif how == "swap":
            for old, new in ((one, -1), (two, one), (-1, two)):
                connection.execute("UPDATE record SET seq = ? WHERE seq = ?", (new, old))
        elif how == "double":
            columns = ", ".join((*DERIVED, "line"))
            values = columns.replace("key", "'claim:other'")
            connection.execute(f"INSERT INTO record (seq, {columns}) SELECT ?, {values} FROM record WHERE seq = ?",
                               (one := count + 1, two))  # fmt: skip
        else:
            connection.execute("DELETE FROM record WHERE seq >= ?", (one,))
        for sql in _TRIGGERS.values():
            connection.execute(sql)
        return connection.serialize(), one
