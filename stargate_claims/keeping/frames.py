"""Claims as a table for analysts: Arrow, pandas and polars, with days as days and amounts as decimals."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal
from typing import TYPE_CHECKING, Any

from stargate_claims.errors import InvalidClaim, brought_by
from stargate_claims.model.claims import Claim
from stargate_claims.model.intervals import Window
from stargate_claims.model.quantities import Quantity

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow as pa

DIGITS, SCALE = 38, 9
"""Of an amount: 29 digits before its point and 9 after it, in 128 bits."""

_Read = Callable[[Claim], Any]
_LISTS = (
    "by", "via", "subject", "of", "together", "without", "denies", "supports", "refers_to", "revises", "supersedes",
    "retracts",
)  # fmt: skip
_WORDS = ("force", "form", "certainty", "polarity", "grouping", "rank")
_TEXTS = ("id", "measure", "bundle", "stage", "cue", "note", "rank_reason", "reviewed_by", "recorded_at")


def arrow_table(claims: Iterable[Claim]) -> pa.Table:
    """A row for each claim, in order.

    Raises:
        InvalidClaim: for an amount of more than 29 digits before its point.
        MissingExtra: where pyarrow is not installed, with the command that installs it.
    """
    arrow = _imported("pyarrow")
    records = list(claims)
    kinds = {
        "text": arrow.string(), "texts": arrow.list_(arrow.string()), "day": arrow.date32(), "flag": arrow.bool_(),
        "whole": arrow.int32(), "amount": arrow.decimal128(DIGITS, SCALE),
    }  # fmt: skip
    arrays = {
        name: arrow.array([read(claim) for claim in records], kinds[kind]) for name, (kind, read) in COLUMNS.items()
    }
    return arrow.table(arrays)


def pandas_frame(claims: Iterable[Claim]) -> pandas.DataFrame:
    """The same as a pandas DataFrame whose columns keep Arrow's types: none of them is made a float.

    Raises:
        InvalidClaim: as `arrow_table` does.
        MissingExtra: where pandas or pyarrow is not installed, with the command that installs them.
    """
    pandas = _imported("pandas")
    return arrow_table(claims).to_pandas(types_mapper=pandas.ArrowDtype)


def polars_frame(claims: Iterable[Claim]) -> polars.DataFrame:
    """The same as a polars DataFrame.

    Raises:
        InvalidClaim: as `arrow_table` does.
        MissingExtra: where polars or pyarrow is not installed, with the command that installs them.
    """
    frame: polars.DataFrame = _imported("polars").from_arrow(arrow_table(claims))
    return frame


def _imported(name: str) -> Any:
    from importlib import import_module

    with brought_by("frames", "a data frame"):
        return import_module(name)


def _amount(read: Callable[[Quantity], Decimal | None], rounding: str) -> _Read:
    """An amount with nine digits after its point. What has more, such as a third, is rounded, bounds outwards."""

    def amount(claim: Claim) -> Decimal | None:
        value = None if claim.quantity is None else read(claim.quantity)
        if value is None:
            return None
        if value and value.adjusted() >= DIGITS - SCALE:
            message = f"claim {claim.id!r}: {value:f} has more than the {DIGITS - SCALE} digits"
            raise InvalidClaim(f"{message} that a table holds before the point; keep it in a .jsonl or .db file")
        return value.quantize(_NINTH, rounding, _EXACT)

    return amount


_NINTH = Decimal(1).scaleb(-SCALE)
_EXACT = Context(prec=DIGITS + 1)


def _field(name: str) -> _Read:
    return lambda claim: getattr(claim, name)


def _word(name: str) -> _Read:
    return lambda claim: None if getattr(claim, name) is None else getattr(claim, name).value


def _source(name: str) -> _Read:
    return lambda claim: getattr(claim.source, name)


def _of_quantity(read: Callable[[Any], Any]) -> _Read:
    return lambda claim: None if claim.quantity is None else read(claim.quantity)


def _days(name: str, window: Callable[[Claim], Window | None]) -> dict[str, tuple[str, _Read]]:
    """The first and the last day; None where there is none, or it is open."""

    def end(which: str) -> _Read:
        return lambda claim: getattr(window(claim), which, None)

    return {f"{name}_{which}": ("day", end(which)) for which in ("first", "last")}


COLUMNS: dict[str, tuple[str, _Read]] = {
    **{name: ("text", _field(name)) for name in _TEXTS[:2]},
    **{name: ("texts", _field(name)) for name in _LISTS},
    **{name: ("text", _word(name)) for name in _WORDS},
    **_days("said", lambda claim: claim.said),
    **_days("about", lambda claim: claim.about),
    "for": ("text", _field("for_")),
    "qualifiers": ("text", lambda claim: "; ".join(f"{key}={value}" for key, value in claim.qualifiers)),
    "value": ("text", _of_quantity(str)),
    "lower": ("amount", _amount(lambda quantity: quantity.interval.lower, ROUND_FLOOR)),
    "upper": ("amount", _amount(lambda quantity: quantity.interval.upper, ROUND_CEILING)),
    "lower_open": ("flag", _of_quantity(lambda quantity: quantity.interval.lower_open)),
    "upper_open": ("flag", _of_quantity(lambda quantity: quantity.interval.upper_open)),
    "nominal": ("amount", _amount(lambda quantity: quantity.nominal, ROUND_HALF_EVEN)),
    "unit": ("text", _of_quantity(lambda quantity: quantity.unit)),
    "hedge": ("text", _of_quantity(lambda quantity: quantity.hedge.value)),
    "holds": ("flag", _field("holds")),
    **_days("day", lambda claim: claim.day),
    "members": ("texts", _field("members")),
    "list": ("text", _word("list_kind")),
    "source": ("text", _source("id")),
    "publisher": ("text", _source("publisher")),
    **_days("published", lambda claim: claim.source.published),
    "url": ("text", _source("url")),
    "paragraph": ("whole", lambda claim: claim.locator.paragraph),
    "summary_ko": ("text", lambda claim: claim.summary.ko if claim.summary else None),
    "summary_en": ("text", lambda claim: claim.summary.en if claim.summary else None),
    **{name: ("text", _field(name)) for name in _TEXTS[2:]},
    "reviewed_on": ("day", _field("reviewed_on")),
}
"""Each column's kind, and how it is read from a claim."""
