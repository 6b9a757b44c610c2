"""The package's tables, and the only reader that opens them.

Every row of every table has a ``source``: the text or the standard that it was taken from.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


def text(name: str) -> str:
    """A data file as text."""
    return files(__name__).joinpath(name).read_text(encoding="utf-8")


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a CSV table, in file order; lines that start with ``#`` are comments."""
    lines = [line for line in text(name).splitlines() if line and not line.startswith("#")]
    return tuple(csv.DictReader(lines))
