"""A ledger as a table for newsrooms: CSV that Excel opens with Hangul, and in which nothing is run.

What a table has no room for is said, not dropped in silence.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from stargate_claims.keeping.files import new_file
from stargate_claims.keeping.ledger import Ledger
from stargate_claims.keeping.shapes import days_text
from stargate_claims.keeping.strict import NotStrict, normal
from stargate_claims.model.claims import Claim
from stargate_claims.model.identity import canonical_decimal
from stargate_claims.model.intervals import Window
from stargate_claims.model.quantities import Quantity

COLUMNS = (
    "id", "by", "via", "form", "cue", "force", "certainty", "polarity", "said", "about", "subject", "measure", "of",
    "for", "bundle", "qualifiers", "value", "value_lower", "value_upper", "unit", "restated", "holds", "stage", "day",
    "members", "list", "together", "without", "denies", "supports", "refers_to", "revises", "supersedes", "retracts",
    "source", "publisher", "published", "paragraph", "summary_ko", "summary_en", "note", "rank", "rank_reason",
    "reviewed_by", "reviewed_on", "recorded_at",
)  # fmt: skip
DROPPED = (
    "entities, measures, rules and suppressions",
    "adequacy, predictions and how several subjects share a statement",
    "the hedge and the grains of figures, and what of them was inferred",
    "places but for their paragraph, and addresses and digests of sources",
)
"""What a table of claims does not hold: a .csv is for reading, and is not loaded again."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
_CELL = 32_767
"""Characters of a cell in Excel."""


def neutral(text: str) -> str:
    """Text that no spreadsheet takes for a formula.

    >>> neutral("=1+1"), neutral("-5000"), neutral("김하나")
    ("'=1+1", '-5000', '김하나')
    """
    if not text.lstrip(" \u3000\xa0").startswith((*_FORMULA, "＝", "＋", "－", "＠")):
        return text
    number = text.removeprefix("-")
    return text if number.replace(".", "", 1).isdecimal() and number.isascii() else f"'{text}"


def write_csv(ledger: Ledger, path: Path) -> None:
    """Write a new file: UTF-8 with a byte order mark, one claim a line.

    Raises:
        LedgerError: if there is something already, or the disk refuses.
    """
    with new_file(path) as scratch:
        scratch.write_bytes(csv_text(ledger).encode("utf-8-sig"))


def csv_text(claims: Iterable[Claim]) -> str:
    """The table as text, with the line ends of RFC 4180."""
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow([neutral(name) for name in COLUMNS])
    for claim in claims:
        cells = dict(_cells(claim))
        table.writerow([neutral(normal(cells.get(name, ""))) for name in COLUMNS])
    return text.getvalue()


def _cells(claim: Claim) -> Iterator[tuple[str, str]]:
    for name in COLUMNS:
        value = getattr(claim, {"for": "for_", "list": "list_kind"}.get(name, name), None)
        if name not in ("source", "qualifiers"):
            yield name, _cell(value)
    yield "qualifiers", "; ".join(f"{name}={value}" for name, value in claim.qualifiers)
    yield from _figures(claim.quantity)
    yield "source", claim.source.id
    yield "publisher", claim.source.publisher
    yield "published", _cell(claim.source.published)
    yield "paragraph", _cell(claim.locator.paragraph)
    if claim.summary is not None:
        yield "summary_ko", claim.summary.ko
        yield "summary_en", claim.summary.en


def _figures(quantity: Quantity | None) -> Iterator[tuple[str, str]]:
    if quantity is not None:
        interval = quantity.interval
        yield "value", str(quantity)
        yield "value_lower", "" if interval.lower is None else canonical_decimal(interval.lower)
        yield "value_upper", "" if interval.upper is None else canonical_decimal(interval.upper)
        yield "unit", quantity.unit


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Window):
        return days_text(value)
    text = "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    if len(text) > _CELL:
        raise NotStrict(f"a cell of {len(text):,} characters; a spreadsheet holds {_CELL:,}")
    return text
