"""Where ledgers are found: a path, or the example that comes with the package."""

from __future__ import annotations

import os
from pathlib import Path

from stargate_claims.keeping.addresses import is_address
from stargate_claims.keeping.exchange import has_lines, placed_lines
from stargate_claims.keeping.grids import TABLES, WORKBOOKS
from stargate_claims.keeping.ledger import Ledger
from stargate_claims.keeping.paper import SUFFIXES, load_file, load_folder
from stargate_claims.keeping.problems import Code, raise_if, refusal
from stargate_claims.keeping.records import DATABASES, JOURNALS
from stargate_claims.model.collector import uncollected

FORMS = "a ledger folder, one .yaml file, a .jsonl, .db, .parquet or .csv file, or postgresql://…"
"""What this version reads."""


def load(path: str | os.PathLike[str]) -> Ledger:
    """Read a ledger.

    Args:
        path: a ledger folder, its ledger.yaml, one .yaml file that holds everything, a .jsonl, .db, .parquet or
            .csv file (the table of a ledger, no newsroom's sheet), or the address of a ledger in PostgreSQL:
            ``postgresql://USER@HOST/DATABASE?schema=NAME``.

    Raises:
        LedgerError: with every problem of every file: ``file:line:column: code message; hint``.
        TypeError: if the path is neither text nor a path.
    """
    given = os.fspath(path)
    if not isinstance(given, str):
        raise TypeError(f"a path is text or a Path, not {type(given).__name__}")
    if is_address(given):
        return _stored(given)
    place = Path(given)
    try:
        return _load(place, given)
    except OSError as error:
        raise refusal(given, Code.UNREADABLE, f"it cannot be read ({error.strerror})", "check the path") from error


def _load(place: Path, given: str) -> Ledger:
    if place.is_dir():
        return load_folder(place)
    if not place.exists():
        raise refusal(given, Code.NOT_FOUND, "there is no such file or folder", f"give {FORMS}")
    if place.suffix in (*JOURNALS, *DATABASES) or has_lines(place):
        return _stored(given)
    if place.suffix in (*WORKBOOKS, *TABLES):
        hint = f"write 'stargate-claims convert {place.name} FOLDER', and give the folder"
        raise refusal(given, Code.WRONG_FORM, "a sheet is made a ledger first", hint)
    if place.suffix not in SUFFIXES:
        message = f"a ledger has no form {place.suffix!r}" if place.suffix else "its name does not say what it is"
        raise refusal(given, Code.WRONG_FORM, message, f"give {FORMS}")
    if place.name == "ledger.yaml":
        return load_folder(place.parent)  # it stands for the folder that it heads
    return load_file(place)


def _stored(place: str) -> Ledger:
    """The ledger of a store of records."""
    from stargate_claims.keeping.archive import Restorer
    from stargate_claims.keeping.journal import read_ledger
    from stargate_claims.keeping.saving import open_store

    restorer = Restorer(place)
    with uncollected():
        if not is_address(place) and Path(place).suffix in JOURNALS:
            read_ledger(Path(place), restorer)
            title = Path(place).stem
        elif has_lines(place):
            for at, line in placed_lines(Path(place)):
                restorer.take(line, at=at)
            title = Path(place).stem
        else:
            with open_store(place) as store:
                store.restore(restorer)
                title = store.title
        ledger = restorer.ledger(title)
    raise_if(restorer.problems)
    return ledger


def example(name: str = "stargate") -> Ledger:
    """A ledger that comes with the package.

    Raises:
        LedgerError: if there is no such example.
    """
    package = Path(__file__).resolve().parent.parent
    # In a wheel the seeds lie in the package; an editable checkout has them beside it.
    for root in (package / "_seeds", package.parent / "seeds"):
        if name.isidentifier() and (root / name).is_dir():
            return load_folder(root / name)
    raise refusal(name, Code.NOT_FOUND, "no such example comes with the package", "try 'stargate'")
