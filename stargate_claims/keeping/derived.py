"""Columns that databases keep beside each line, for people who query them; `verify` computes them again."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from stargate_claims.errors import InvalidWindow
from stargate_claims.keeping.records import FIXED, Line, Record
from stargate_claims.model.intervals import Window

DERIVED = (
    "key", "id", "kind", "name", "source", "by_whom", "subject", "measure", "of_whom", "force", "said_first",
    "said_last", "about_first", "about_last", "unit", "lower", "upper",
)  # fmt: skip
"""Columns that are computed from the line."""
NEEDED = DERIVED[:4]
"""Those that every record has."""
NEVER = "a ledger is never changed: append a record that supersedes"
"""What a database answers to whoever tries to change a row."""


def row_of(record: Record, seq: int, line: str) -> tuple[Any, ...]:
    """What is stored of a record."""
    return (seq, *_derived(record.key, record.id, record.kind, record.name, record.value), line)


def columns_of(line: Line) -> tuple[str | None, ...]:
    """The derived columns of a line that was read, in the order of `DERIVED`."""
    id = str(line.envelope.get("id"))
    key = f"{line.kind}:{line.name}" if line.kind in FIXED else id
    return _derived(key, id, line.kind, line.name, line.value)


def _derived(key: str, id: str, kind: str, name: str, value: Mapping[str, Any]) -> tuple[str | None, ...]:
    if kind != "claim":
        return (key, id, kind, name, *_NOTHING)
    quantity = _inner(value, "quantity")
    interval, get = _inner(quantity, "interval"), value.get
    return (
        key, id, kind, name, _text(get("source")), _joined(get("by")), _joined(get("subject")),
        _text(get("measure")), _joined(get("of")), _text(get("force")), *_days(get("said")), *_days(get("about")),
        _text(quantity.get("unit")), _text(interval.get("lower")), _text(interval.get("upper")),
    )  # fmt: skip


_NOTHING = (None,) * (len(DERIVED) - len(NEEDED))
_NO_VALUES: Mapping[str, Any] = {}


def _inner(value: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    inner = value.get(name)
    return inner if type(inner) is dict else _NO_VALUES


def _text(value: object) -> str | None:
    return value if type(value) is str else None


def _joined(value: object) -> str | None:
    """Ids have no commas in them."""
    return ", ".join(map(str, value)) if type(value) is list and value else None


def _days(text: object) -> tuple[str | None, str | None]:
    return _ends(text) if type(text) is str else (None, None)


@lru_cache(maxsize=4096)
def _ends(text: str) -> tuple[str | None, str | None]:
    try:
        window = Window.parse(text.partition(" ")[0])
    except InvalidWindow:
        return None, None
    first, last = (None if day is None else str(day) for day in (window.first, window.last))
    return first, last
