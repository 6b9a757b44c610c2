"""Units that convert into one another exactly, and by how much."""

from __future__ import annotations

from decimal import Context, Decimal, Inexact
from functools import cache

from stargate_claims import data

_EXACT = Context(prec=60, traps=[Inexact])


@cache
def factor(unit: str, into: str) -> Decimal | None:
    """How many ``into`` one ``unit`` is; None where the two do not convert, or not in a finite decimal.

    Source: data/conversions.csv; its ``source`` column cites each row.

    >>> factor("GW", "MW"), factor("MW", "GW"), factor("GW", "GWh")
    (Decimal('1000'), Decimal('0.001'), None)
    """
    if unit == into:
        return Decimal(1)
    known = _table()
    one, other = known.get(unit), known.get(into)
    if one is None or other is None or one[0] != other[0]:
        return None
    try:
        return _EXACT.divide(one[1], other[1])
    except Inexact:
        return None


def convertible(into: str) -> tuple[str, ...]:
    """The units that convert into one exactly, itself among them.

    >>> convertible("GW")
    ('W', 'kW', 'MW', 'GW', 'TW')
    """
    return tuple(unit for unit in _table() if factor(unit, into) is not None) or (into,)


@cache
def _table() -> dict[str, tuple[str, Decimal]]:
    return {row["unit"]: (row["base"], Decimal(row["factor"])) for row in data.rows("conversions.csv")}
