"""The screen over a whole ledger while it is written as columns: which of its questions no later check need look at.

It is the expression that every engine runs (`relational`), here in SQLite, which is always there and keeps on the disk
what does not fit into memory.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from stargate_claims.judging.relational import CELLS, CENSUS, SCREEN, SCREENED, table
from stargate_claims.judging.rows import ALONE, CORRECTS, Rows
from stargate_claims.judging.shelves import SQLite

_KINDS = frozenset({"claims", "long", "units", "estimates", "again"})
"""All kinds of claims: nobody has looked yet which there are."""


class Sieve:
    """Takes the rows of claims, and then tells the cells that may be inconsistent."""

    columns = SCREENED
    """Of the rows that it takes, in this order."""
    marks = tuple(marks for marks in range(2 * CORRECTS) if marks & (ALONE | CORRECTS))
    """Of claims that each check reads, whatever their questions; of bracketed figures some checks make nothing."""

    def __init__(self) -> None:
        self._engine = SQLite()
        types = ("TEXT" if name in ("line", "unit") else "INTEGER" for name in self.columns)
        self._engine.hold("told", [f"{name} {kind}" for name, kind in zip(self.columns, types, strict=True)], ())
        self._engine.view("doubtful", "SELECT * FROM told")  # all of them

    def take(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """Enter some rows.

        Raises:
            OSError: if the disk has no room for them.
        """
        with _translated():
            self._engine.add("told", len(self.columns), rows)

    def answered(self) -> tuple[int, bool]:
        """How many questions they answer, and whether some in several units.

        Raises:
            OSError: if the disk has no room to compare them.
        """
        with _translated():
            ((answered, in_units),) = self._engine.run(CENSUS[1])
        return int(answered), bool(in_units)

    def cells(self) -> Iterator[int]:
        """The cells that may be inconsistent, by all rows taken.

        Raises:
            OSError: if the disk has no room to compare them.
        """
        with _translated():
            there = set(_KINDS)
            for name in SCREEN:
                if name == "touched":  # from here on it tells claims of a cell, not cells, from each other
                    break
                if self._engine.keep(name, table(name, there)):
                    there.add(name)
            yield from (cell for (cell,) in self._engine.run(CELLS))

    def close(self) -> None:
        """Give back what it holds."""
        self._engine.close()


class FileRows(Rows):
    """Fills the columns of a file of claims: each by itself, and then by all of them."""

    def sieve(self) -> Sieve:
        """What screens the rows of a whole ledger."""
        return Sieve()


@contextmanager
def _translated() -> Iterator[None]:
    """Errors of SQLite, which are those of its disk, as such."""
    try:
        yield
    except sqlite3.Error as error:
        raise OSError(f"SQLite could not compare the claims ({error})") from error
