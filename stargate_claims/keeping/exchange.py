"""Files that hold the very lines of a ledger and are written once: columns (.parquet) and tables (.csv)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from stargate_claims.keeping import columns, sheets
from stargate_claims.keeping.addresses import is_address
from stargate_claims.keeping.records import Line


def has_lines(place: str | os.PathLike[str]) -> bool:
    """Whether a name is that of such a file; a newsroom's .csv is none.

    Raises:
        LedgerError: if it cannot be read.
    """
    if is_address(place):
        return False
    path = Path(place)
    return path.suffix in columns.COLUMNS or (path.suffix == sheets.SUFFIX and path.is_file() and sheets.is_table(path))


def placed_lines(path: Path) -> Iterator[tuple[int, Line]]:
    """Every line of such a file in order, with where it stands: the row of a table, else its number.

    Raises:
        LedgerError: at the first line that is damaged, or if some are missing.
    """
    if path.suffix in columns.COLUMNS:
        return ((line.seq, line) for line in columns.lines_of(path))
    return sheets.lines_of(path)


def lines_in(path: Path) -> Iterator[Line]:
    """The same without the places."""
    return (line for _, line in placed_lines(path))


def size_of(path: Path) -> int:
    """How many records such a file says it has.

    Raises:
        LedgerError: if it cannot be read.
    """
    return columns.about(path).head.size if path.suffix in columns.COLUMNS else sheets.size_of(path)
