"""Where ledgers are found: a path, or the example that comes with the package."""

from __future__ import annotations

import os
from pathlib import Path

from stargate_claims.keeping.ledger import Ledger
from stargate_claims.keeping.paper import SUFFIXES, load_file, load_folder
from stargate_claims.keeping.problems import Code, refusal

FORMS = "a ledger folder, or one .yaml file"
"""What this version reads."""


def load(path: str | os.PathLike[str]) -> Ledger:
    """Read a ledger.

    Args:
        path: a ledger folder, its ledger.yaml, or one .yaml file that holds everything.

    Raises:
        LedgerError: with every problem of every file: ``file:line:column: code message; hint``.
        TypeError: if the path is neither text nor a path.
    """
    given = os.fspath(path)
    if not isinstance(given, str):
        raise TypeError(f"a path is text or a Path, not {type(given).__name__}")
    if "://" in given:
        raise refusal(given, Code.WRONG_FORM, "this version reads no address", f"give {FORMS}")
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
    if place.suffix not in SUFFIXES:
        raise refusal(given, Code.WRONG_FORM, f"this version reads no {place.suffix or 'such'} file", f"give {FORMS}")
    if place.name == "ledger.yaml":
        return load_folder(place.parent)  # it stands for the folder that it heads
    return load_file(place)


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
