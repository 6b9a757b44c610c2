"""Canonical plain values, and ids made from what a record says."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Container
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from attrs import fields, has

_ID_LENGTH = 12


def plain(value: Any) -> Any:
    """A record as JSON types: fields that are empty are left out, numbers are strings, days ISO 8601.

    Two records that are equal give the same value, whatever their field order or the spelling of their decimals.

    >>> plain((Decimal("5.00"), date(2025, 1, 21)))
    ['5', '2025-01-21']
    """
    if value is None or isinstance(value, (str, bool, int)):
        return value.value if isinstance(value, Enum) else value
    if isinstance(value, Decimal):
        return canonical_decimal(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (tuple, list, frozenset)):
        items = [plain(item) for item in value]
        return sorted(items) if isinstance(value, frozenset) else items
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if has(type(value)):
        if hasattr(value, "first"):
            return str(value)  # a Window: EDTF and back is lossless but for its precision
        return filled(value)
    raise TypeError(f"no plain form for {type(value).__name__}")


def filled(record: Any, *, without: Container[str] = ()) -> dict[str, Any]:
    """The fields of a record that say something, in plain form.

    No, 0 and "nobody" say something wherever a field would be None if nothing had been said.
    """
    given = ((field, getattr(record, field.name)) for field in fields(type(record)) if field.name not in without)
    return {f.name: plain(value) for f, value in given if not _says_nothing(value, f.default)}


def _says_nothing(value: Any, default: Any) -> bool:
    return value is None or value == "" or (not value and value == default)


def canonical_decimal(value: Decimal) -> str:
    """A decimal without exponent or trailing zeros.

    >>> canonical_decimal(Decimal("1E+11")), canonical_decimal(Decimal("0.50"))
    ('100000000000', '0.5')
    """
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def canonical_json(value: Any) -> str:
    """Plain values as one line of JSON with sorted keys and no spaces."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def content_id(prefix: str, value: Any) -> str:
    """An id made from content: the same content always gets the same id.

    >>> content_id("c", {"a": 1})
    'c-015abd7f5cc5'
    """
    digest = hashlib.sha256(canonical_json(plain(value)).encode()).hexdigest()
    return f"{prefix}-{digest[:_ID_LENGTH]}"
